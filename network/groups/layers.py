"""The layer of groups: institutions that sit together. Seats of persons belong to other layers."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.graph.snapshot import Context, Membership
from network.vocabulary.layers import Layer, first_day, last_day

from .models import Group, Seat
from .queries import visible_to


def contexts(viewer: Viewer) -> list[Context]:
    groups = visible_to(Group.objects.order_by("package_id"), viewer)
    seated: dict[int, list[Membership]] = defaultdict(list)
    for group, institution, basis, started, ended in Seat.objects.filter(
        person=None, group__in=groups.order_by().values("pk")
    ).values_list("group", "institution__package_id", "basis", "started", "ended"):
        seated[group].append(Membership(institution, basis, first_day(started), last_day(ended)))
    return [
        Context(f"groups:{package_id}", "groups", name, tuple(seated[pk]), first_day(started))
        for pk, package_id, name, started in groups.values_list("pk", "package_id", "name", "started")
    ]


layers = (Layer("groups", _("Groups and working tables"), contexts, url_name="group"),)
