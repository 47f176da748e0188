"""Mesas, commissions, councils and networks: the list, and one of them with its seats."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.groups.enums import SeatRole
from network.groups.found import NAMES, OTHERS
from network.groups.models import Acuerdo, Group, GroupSession, Seat
from network.groups.queries import visible_to
from network.groups.rules import basis_badges
from network.groups.session_queries import acuerdos_visible_to, sessions_visible_to, with_responsible
from network.groups.session_rules import (
    acuerdo_badge,
    due_words,
    responsible_words,
    session_badge,
    session_name,
    told,
)
from network.vocabulary.panels import Badge, meanings
from network.vocabulary.spans import date_words, span_words
from network.vocabulary.words import folded

from ..audience import public
from ..csv_download import csv_download
from ..founding_links import founding_links
from ..listing import (
    Orders,
    choice,
    in_territory,
    kind_options,
    listing,
    matching,
    ordered,
    territory_options,
    wants_file,
)

_SESSIONS = 20  # the latest of them


@dataclass(frozen=True, slots=True)
class SeatRow:
    seat: Seat
    badges: tuple[Badge, ...]
    when: str


@public
def groups(request: HttpRequest) -> HttpResponse:
    visible = visible_to(Group.objects.all(), request.viewer)  # type: ignore[attr-defined]
    kind = choice(request, "tipo", _("Kind"), kind_options(visible, "group_kind"))
    territory = choice(request, "territorio", _("Territory"), territory_options(visible))
    rows = visible.filter(kind=kind.value) if kind.value else visible
    rows = matching(
        in_territory(rows, territory.value),
        request.GET.get("q", ""),
        *NAMES,
        *OTHERS,
    )
    rows = _with_seats(rows)
    if wants_file(request):
        return _file(ordered(request, rows, _orders()))
    page = listing(request, rows, choices=(kind, territory), orders=_orders())
    number = page.page.paginator.count
    context = {
        "title": _("Working groups"),
        "lead": _("Mesas, commissions, councils and networks in which institutions sit together."),
        "count": ngettext("%(n)s group", "%(n)s groups", number) % {"n": number},
        "listing": page,
        "row_template": "network/records/group_row.html",
    }
    return render(request, "network/records/list.html", context)


@public
def group(request: HttpRequest, package_id: str) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    visible = visible_to(Group.objects.select_related("lead_institution"), viewer)
    record = get_object_or_404(visible.prefetch_related("territories"), package_id=package_id)
    seats = sorted(
        record.seats.filter(person=None).select_related("institution"),
        key=lambda seat: folded(seat.institution.name),
    )
    context = {
        "group": record,
        "started": date_words(record.started),
        "founded_by": founding_links("group", record.package_id, viewer),
        "by_role": [(role.label, rows) for role in SeatRole if (rows := _seat_rows(seats, role))],
        "seat_count": len(seats),
        "inferred": meanings(badge for seat in seats for badge in basis_badges(seat)),
        "undated": sum(1 for seat in seats if not seat.started and not seat.ended),
        "sessions": _sessions(record, viewer),
    }
    return render(request, "network/records/group.html", context)


def _orders() -> Orders:
    return {
        "nombre": (_("Name"), (Lower("name"), "pk")),
        "asientos": (_("Most seats"), ("-seat_count", Lower("name"), "pk")),
        "inicio": (_("Latest first"), ("-started", Lower("name"), "pk")),
    }


def _with_seats(rows: QuerySet[Group]) -> QuerySet[Group]:
    """Seats of institutions only: one that names a person counts somebody whom few may know of."""
    return (
        rows.annotate(seat_count=Count("seats", filter=Q(seats__person=None)))
        .select_related("lead_institution")
        .prefetch_related("territories")
    )


def _seat_rows(seats: list[Seat], role: SeatRole) -> list[SeatRow]:
    return [
        SeatRow(seat, basis_badges(seat), span_words(seat.started, seat.ended))
        for seat in seats
        if seat.role == role
    ]


def _sessions(group: Group, viewer: Any) -> list[dict[str, Any]]:
    """The latest sessions with what they agreed, as far as the viewer may know: two questions for all."""
    seen = sessions_visible_to(GroupSession.objects.filter(group=group), viewer)
    rows = list(seen.select_related("minutes_document").order_by("-happens_on", "-pk")[:_SESSIONS])
    agreed: dict[int, list[dict[str, Any]]] = {}
    acuerdos = acuerdos_visible_to(Acuerdo.objects.filter(session__in=[row.pk for row in rows]), viewer)
    for one in with_responsible(acuerdos).order_by("number"):
        line = {
            "text": one.text,
            "badge": acuerdo_badge(one),
            "facts": (responsible_words(one), due_words(one)),
        }
        agreed.setdefault(one.session_id, []).append(line)
    return [
        {
            "name": session_name(row),
            "badge": session_badge(row),
            "facts": [fact for fact in (told(row).at, told(row).place) if fact],
            "minutes": told(row).minutes,
            "acuerdos": agreed.get(row.pk, []),
        }
        for row in rows
    ]


def _file(rows: QuerySet[Group]) -> HttpResponse:
    header = [
        _("Identifier"),
        _("Name"),
        _("Kind"),
        _("Leads"),
        _("Territory"),
        _("Since"),
        _("Frequency"),
        _("Seats"),
        _("Objective"),
    ]
    return csv_download("mesas", header, (_cells(row) for row in rows))


def _cells(row: Any) -> list[Any]:
    return [
        row.package_id,
        row.name,
        row.get_kind_display(),
        row.lead_institution.name if row.lead_institution else "",
        "; ".join(place.name for place in row.territories.all()),
        row.started,
        row.frequency,
        row.seat_count,
        row.objective,
    ]


urlpatterns = [
    path("mesas/", groups, name="groups"),
    path("mesas/<slug:package_id>/", group, name="group"),
]
