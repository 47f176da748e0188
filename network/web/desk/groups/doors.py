"""Who may open which group, session and acuerdo at the desk, and what surrounds their pages."""

import uuid

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.groups.models import Acuerdo, Group, GroupSession
from network.groups.queries import visible_to
from network.groups.session_queries import acuerdos_visible_to, sessions_visible_to, with_responsible
from network.groups.session_rules import session_name
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


def session_or_404(request: HttpRequest, uid: uuid.UUID) -> GroupSession:
    viewer = may_or_404(request)
    rows = GroupSession.objects.select_related("group", "minutes_document")
    return get_object_or_404(sessions_visible_to(rows, viewer), uid=uid)


def acuerdo_or_404(request: HttpRequest, uid: uuid.UUID) -> Acuerdo:
    viewer = may_or_404(request)
    return get_object_or_404(acuerdos_visible_to(with_responsible(Acuerdo.objects.all()), viewer), uid=uid)


def place_of(group: Group) -> str:
    return reverse("desk_group", args=[group.package_id])


def session_place(session: GroupSession) -> str:
    return reverse("desk_session", args=[session.uid])


def acuerdo_place(acuerdo: Acuerdo) -> str:
    return reverse("desk_acuerdo", args=[acuerdo.uid])


def trail(group: Group | None = None, session: GroupSession | None = None) -> Trail:
    found = [(_("Desk"), reverse("desk")), (_("Working groups"), reverse("desk_groups"))]
    if group is not None:
        found.append((group.name, place_of(group)))
    if session is not None:
        found.append((session_name(session), session_place(session)))
    return found
