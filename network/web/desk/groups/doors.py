"""Who may open which group at the desk, and what surrounds its pages."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.groups.models import Group
from network.groups.queries import visible_to
from network.institutions.queries import coordinates_network

Trail = list[tuple[str, str]]


def may_or_404(request: HttpRequest) -> Viewer:
    """These pages are for who coordinates the network; an administrator who does not finds nothing."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not coordinates_network(viewer):
        raise Http404
    return viewer


def group_or_404(request: HttpRequest, package_id: str) -> Group:
    viewer = may_or_404(request)
    rows = visible_to(Group.objects.select_related("lead_institution"), viewer)
    return get_object_or_404(rows, package_id=package_id)


def place_of(group: Group) -> str:
    return reverse("desk_group", args=[group.package_id])


def trail(group: Group | None = None) -> Trail:
    found = [(_("Desk"), reverse("desk")), (_("Working groups"), reverse("desk_groups"))]
    if group is not None:
        found.append((group.name, place_of(group)))
    return found
