"""`/gestion/eventos/`: the events that she runs, drafts first."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from events.desk_items import DRAFTS, SOON, UNTAKEN
from events.enums import EventState
from events.models import Event
from events.queries import (
    coming_soon,
    kept_by,
    may_make,
    with_counts,
    with_organisers,
    without_attendance,
)
from events.times import planned_words
from network.web.audience import insiders
from network.web.listing import Orders, choice, kind_options, listing, matching

from ..doors import desk_place, maker_or_404
from ..listing import NAMES
from ..words import told

PAST = "pasados"


@insiders
def events(request: HttpRequest) -> HttpResponse:
    viewer, now = maker_or_404(request), timezone.now()
    kept = kept_by(Event.objects.all(), viewer)
    states = [
        (DRAFTS, pgettext("events", "Drafts")),
        (SOON, _("Within two weeks")),
        (UNTAKEN, _("Without attendance")),
        (PAST, _("Past ones")),
    ]
    choices = (
        choice(request, "estado", _("State"), states),
        choice(request, "tipo", _("Kind"), kind_options(kept, "event_kind")),
    )
    asked = {one.name: one.value for one in choices}
    rows = kept.filter(kind=asked["tipo"]) if asked["tipo"] else kept
    rows = _in_state(rows, asked["estado"], now)
    rows = with_organisers(with_counts(matching(rows, request.GET.get("q", ""), *NAMES)))
    rows = rows.select_related("planned")
    page = listing(request, rows, choices=choices, orders=_orders(), dress=_dressed)
    number = page.page.paginator.count
    new = {"url": reverse("desk_event_new"), "label": _("New event"), "primary": True}
    context = {
        "title": _("Events"),
        "lead": _("Those that you run: drafts, what is coming, and who has a place."),
        "count": ngettext("%(n)s event", "%(n)s events", number) % {"n": number},
        "listing": page,
        "row_template": "events/desk/row.html",
        "actions": [new] if may_make(viewer) else [],
        "breadcrumb": [(_("Desk"), reverse("desk"))] if viewer.runs_network else [],
    }
    return render(request, "events/desk/list.html", context)


def _in_state(rows: QuerySet[Event], state: str, now: dt.datetime) -> QuerySet[Event]:
    if state == DRAFTS:
        return rows.filter(state=EventState.DRAFT)
    if state == SOON:
        return coming_soon(rows, now)
    if state == UNTAKEN:
        return without_attendance(rows, now)
    return rows.filter(ends_at__lte=now) if state == PAST else rows.exclude(ends_at__lte=now)


def _orders() -> Orders:
    drafts_first = Case(
        When(state=EventState.DRAFT, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return {
        "proximos": (_("Drafts, then the nearest"), (drafts_first, "starts_at", "pk")),
        "recientes": (_("Latest first"), ("-starts_at", "-pk")),
    }


def _dressed(rows: Sequence[Event]) -> list[dict[str, object]]:
    return [{"told": told(row), "url": desk_place(row), "planned": planned_words(row)} for row in rows]


urlpatterns = [path("gestion/eventos/", events, name="desk_events")]
