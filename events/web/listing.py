"""`/eventos/`: what comes, and what was."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event
from events.observed import observed_between
from events.queries import visible_to, with_counts, with_organisers
from network.office.kept import facts as office
from network.web.audience import public
from network.web.listing import Orders, choice, listing, matching

from .dates import nearest_dates
from .doors import viewer_of
from .filters import choices_for, narrowed, query
from .words import ToldEvent, told

PAST = "pasados"
_WEEKS = dt.timedelta(weeks=6)


@public
def events(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    visible = visible_to(Event.objects.exclude(starts_at=None).exclude(state="draft"), viewer)
    choices = (
        *choices_for(request, visible),
        choice(request, "cuando", _("When"), [(PAST, _("Past ones"))]),
    )
    asked = {one.name: one.value for one in choices}
    rows = narrowed(_in_time(visible, asked["cuando"]), asked)
    rows = matching(rows, request.GET.get("q", ""), *NAMES)
    rows = with_organisers(with_counts(rows if asked["cuando"] == PAST else nearest_dates(rows)))
    page = listing(request, rows, choices=choices, orders=_orders(asked["cuando"]), dress=_dressed)
    number = page.page.paginator.count
    context = {
        "title": _("Events"),
        "lead": _("Seminars, workshops and talks of the network. Enrol in a minute, also on a phone."),
        "count": ngettext("%(n)s event", "%(n)s events", number) % {"n": number},
        "listing": page,
        "row_template": "events/row.html",
        "own": reverse("own_events") if viewer.person_id is not None else "",
        "month": reverse("events_month") + query(asked),
        "week": reverse("events_week") + query(asked),
        "feed": reverse("events_feed") + query(asked),
        "feed_with_days": reverse("events_feed") + query(asked, fechas="1"),
        "remembered": _remembered(),
    }
    return render(request, "events/list.html", context)


NAMES = ("title", "purpose", "place")


def _in_time(rows: QuerySet[Event], when: str) -> QuerySet[Event]:
    now = timezone.now()
    return rows.filter(ends_at__lte=now) if when == PAST else rows.filter(ends_at__gt=now)


def _remembered() -> list[tuple[str, str]]:
    """The days and campaigns of the weeks to come, for whoever plans by them."""
    today = timezone.localdate()
    found = observed_between(today, today + _WEEKS, office().country)
    return [(_days(first, last), str(one.name)) for first, last, one in found]


def _days(first: dt.date, last: dt.date) -> str:
    if first == last:
        return date_format(first, "DATE_FORMAT")
    told_words = _("from %(first)s to %(last)s")
    return told_words % {"first": date_format(first, "DATE_FORMAT"), "last": date_format(last, "DATE_FORMAT")}


def _orders(when: str) -> Orders:
    if when == PAST:
        return {"recientes": (_("Latest first"), ("-starts_at", "-pk"))}
    return {"proximos": (_("Nearest first"), ("starts_at", "pk"))}


def _dressed(rows: Sequence[Event]) -> list[ToldEvent]:
    return [told(row) for row in rows]


urlpatterns = [path("eventos/", events, name="events")]
