"""One group at the desk: when it meets next, what it left open, its sessions, and who is seated in it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from network.groups.enums import AcuerdoStatus, SessionStatus
from network.groups.models import Acuerdo, Group, GroupSession
from network.groups.session_queries import acuerdos_visible_to, sessions_visible_to, with_responsible
from network.groups.session_rules import session_badge, session_name, told
from network.vocabulary.spans import date_words

from ...audience import coordinators
from .doors import group_or_404, session_place, trail
from .seats import seat_rows
from .told import ages, told_acuerdo


@coordinators
def group(request: HttpRequest, package_id: str) -> HttpResponse:
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    record = group_or_404(request, package_id)
    sessions = [
        told_session(one)
        for one in sessions_visible_to(GroupSession.objects.filter(group=record), viewer)
        .select_related("minutes_document")
        .order_by("-happens_on", "-pk")
    ]
    rows = Acuerdo.objects.filter(session__group=record, status=AcuerdoStatus.OPEN)
    acuerdos = list(
        with_responsible(acuerdos_visible_to(rows, viewer)).order_by(
            "session__happens_on", "session", "number"
        )
    )
    known = ages(acuerdos)
    to_come = [one for one in sessions if one["session"].status == SessionStatus.PLANNED]
    new = reverse("desk_session_new", args=[record.package_id])
    context = {
        "group": record,
        "facts": _facts(record),
        "actions": [{"url": new, "label": _("Plan a session"), "primary": not to_come}],
        "new": new,
        # The nearest first; one without a date last.
        "to_come": sorted(to_come, key=lambda one: one["session"].happens_on or "9"),
        "past": [one for one in sessions if one["session"].status != SessionStatus.PLANNED],
        "acuerdos": [told_acuerdo(one, known) for one in acuerdos],
        "seats": seat_rows(request, record),
        "breadcrumb": trail(),
    }
    return render(request, "network/desk/groups/group.html", context)


def told_session(one: GroupSession) -> dict[str, Any]:
    """A row of `sessions_visible_to` as these pages list it."""
    seen = told(one)
    is_held = one.status == SessionStatus.HELD
    return {
        "session": one,
        "name": session_name(one),
        "url": session_place(one),
        "badge": session_badge(one),
        "facts": [fact for fact in (seen.at, seen.place) if fact],
        "lacks_minutes": is_held and not seen.minutes and seen.minutes_document is None,
    }


def _facts(group: Group) -> list[tuple[str, str]]:
    rows: list[tuple[str, Any]] = [
        (_("What it is for"), group.objective),
        (_("Leads"), group.lead_institution.name if group.lead_institution else ""),
        (_("Territory"), ", ".join(place.name for place in group.territories.all())),
        (_("Since"), date_words(group.started)),
        (_("Meets"), group.frequency or _("no frequency recorded")),
        (
            _("Who sees it"),
            _("Everyone.") if group.is_public else _("Coordinators only: it is internal."),
        ),
    ]
    return [(name, text) for name, text in rows if text]


urlpatterns = [path("gestion/mesas/<slug:package_id>/", group, name="desk_group")]
