"""The layer of milestones: institutions that did something together. Once begun, a milestone stays."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from network.accounts.viewer import Viewer
from network.graph.snapshot import Context, Membership
from network.vocabulary.layers import Layer, first_day

from .models import Milestone, MilestoneInstitution
from .queries import visible_to


def contexts(viewer: Viewer) -> list[Context]:
    milestones = visible_to(Milestone.objects.order_by("package_id"), viewer)
    took_part: dict[int, set[str]] = defaultdict(set)
    for milestone, institution in MilestoneInstitution.objects.filter(
        milestone__in=milestones.order_by().values("pk")
    ).values_list("milestone", "institution__package_id"):
        took_part[milestone].add(institution)
    return [
        Context(
            f"milestones:{package_id}",
            "milestones",
            title,
            tuple(Membership(institution) for institution in sorted(took_part[pk])),
            first_day(started),
        )
        for pk, package_id, title, started in milestones.values_list("pk", "package_id", "title", "started")
    ]


layers = (Layer("milestones", _("Milestones"), contexts, url_name="milestone"),)
