"""Events by month and week, and as calendars to which a program subscribes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.calendar_file import calendar_file, feed, file_name
from events.enums import EventState, PlaceState
from events.keys import keyed
from events.models import Event, Registration
from events.observed import campaigns, names_by_day, observed_between
from events.queries import SHOWN, visible_to, with_counts, with_organisers
from events.times import local
from network.accounts.viewer import PUBLIC
from network.office.kept import facts as office
from network.web.attachment import attachment
from network.web.audience import public
from network.web.joining.door import language_now

from .doors import event_or_404, viewer_of
from .filters import asked_of, choices_for, narrowed, query
from .words import told

_KEPT_DAYS, _MOST = 90, 500
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """The days of one page of the calendar: from one to another, that one not included."""

    title: str
    first: dt.date
    after: dt.date
    name: str  # what the address calls it
    before_value: str
    after_value: str
    ways: tuple[str, str]


@public
def month(request: HttpRequest) -> HttpResponse:
    """The days of a month."""
    first = _day(request.GET.get("mes", "") + "-01", timezone.localdate()).replace(day=1)
    after = (first + 31 * _DAY).replace(day=1)
    span = Span(
        title=capfirst(date_format(first, "YEAR_MONTH_FORMAT")),
        first=first,
        after=after,
        name="mes",
        before_value=f"{first - _DAY:%Y-%m}",
        after_value=f"{after:%Y-%m}",
        ways=(_("Month before"), _("Next month")),
    )
    others = [("events_week", _("By week"), {"semana": first.isoformat()}), ("events", _("As a list"), {})]
    return _page(request, span, f"{first:%Y-%m}", others, is_month=True)


@public
def week(request: HttpRequest) -> HttpResponse:
    """The seven days from a Monday on."""
    asked = _day(request.GET.get("semana", ""), timezone.localdate())
    first = asked - asked.weekday() * _DAY
    span = Span(
        title=_("Week of %(day)s") % {"day": date_format(first, "DATE_FORMAT")},
        first=first,
        after=first + 7 * _DAY,
        name="semana",
        before_value=str(first - 7 * _DAY),
        after_value=str(first + 7 * _DAY),
        ways=(_("Week before"), _("Next week")),
    )
    others = [("events_month", _("By month"), {"mes": f"{first:%Y-%m}"}), ("events", _("As a list"), {})]
    return _page(request, span, str(first), others, is_month=False)


def _page(
    request: HttpRequest,
    span: Span,
    value: str,
    others: list[tuple[str, str, dict[str, str]]],
    *,
    is_month: bool,
) -> HttpResponse:
    here = timezone.get_current_timezone()
    begin = (
        dt.datetime.combine(span.first, dt.time(), here) - _DAY
    )  # their own days may begin earlier or later
    end = dt.datetime.combine(span.after, dt.time(), here) + _DAY
    shown = visible_to(Event.objects.filter(state__in=SHOWN), viewer_of(request))
    choices = choices_for(request, shown)
    asked = {one.name: one.value for one in choices}
    rows = narrowed(shown.filter(starts_at__gte=begin, starts_at__lt=end), asked)
    rows = with_organisers(with_counts(rows)).order_by("starts_at", "pk")[:_MOST]
    days = _days(span, rows)
    country, last = office().country, span.after - _DAY
    context = {
        "title": span.title,
        "days": days if is_month else [day for day in days if day["rows"] or day["observed"]],
        "is_empty": not any(day["rows"] for day in days),
        "weekdays": [
            capfirst(date_format(span.first + n * _DAY, "l"))
            for n in range(-span.first.weekday(), 7 - span.first.weekday())
        ],
        "first_column": span.first.isoweekday(),
        "is_month": is_month,
        "campaigns": [_campaign(*row) for row in campaigns(span.first, last, country)],
        "choices": choices,
        "is_narrowed": any(asked.values()),
        "kept": (span.name, value),
        "ways": [
            (query(asked, **{span.name: moved}), label)
            for moved, label in zip((span.before_value, span.after_value), span.ways, strict=True)
        ],
        "others": [(reverse(name) + query(asked, **more), label) for name, label, more in others],
        "feed": reverse("events_feed") + query(asked),
        "breadcrumb": [(_("Events"), reverse("events") + query(asked))],
    }
    return render(request, "events/calendar.html", context)


def _days(span: Span, rows: Iterable[Event]) -> list[dict[str, Any]]:
    by_day = {day: list(found) for day, found in groupby(sorted(rows, key=_there), key=_there)}
    names = names_by_day(span.first, span.after - _DAY, office().country)
    today = timezone.localdate()
    days = [span.first + n * _DAY for n in range((span.after - span.first).days)]
    return [
        {
            "weekday": capfirst(date_format(day, "l")),
            "number": day.day,
            "is_today": day == today,
            "observed": names.get(day, []),
            "rows": [told(row) for row in by_day.get(day, [])],
        }
        for day in days
    ]


def _campaign(first: dt.date, last: dt.date, one: Any) -> str:
    told_words = _("%(name)s, from %(first)s to %(last)s")
    return told_words % {
        "name": one.name,
        "first": date_format(first, "DATE_FORMAT"),
        "last": date_format(last, "DATE_FORMAT"),
    }


def _there(event: Event) -> dt.date:
    """Its day as it is told where it takes place."""
    return local(event, event.starts_at).date() if event.starts_at else dt.date.min


def _day(text: str, default: dt.date) -> dt.date:
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        return default
    return found if 1900 < found.year < 2200 else default


@public
def public_feed(request: HttpRequest) -> HttpResponse:
    """What everybody may see, narrowed as the pages are; nobody who subscribes is known.

    The days that are remembered come with it only where that is asked for: a telephone shows them to whoever
    looks at it.
    """
    rows = visible_to(Event.objects.filter(state__in=SHOWN, ends_at__gt=_since()), PUBLIC)
    rows = narrowed(rows, asked_of(request)).order_by("starts_at", "pk")[:_MOST]
    today = timezone.localdate()
    days = (
        observed_between(today - _KEPT_DAYS * _DAY, today + 365 * _DAY, office().country)
        if request.GET.get("fechas")
        else []
    )
    content = feed(rows, name=_("Events"), language=language_now(), observed=days)
    return attachment(content, "eventos.ics")


@public
def own_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Where she has a place or waits for one, by the address that only she knows. It names nobody."""
    key = keyed(token)
    if key is None:
        raise Http404
    live = Q(state__in=(PlaceState.ENROLLED, PlaceState.OFFERED, PlaceState.WAITING))
    places = Registration.objects.filter(live, person=key.person, event__ends_at__gt=_since())
    states = dict(places.values_list("event", "state"))
    rows = Event.objects.filter(pk__in=states, state=EventState.PUBLISHED).order_by("starts_at", "pk")
    joining = frozenset(pk for pk, state in states.items() if state == PlaceState.ENROLLED)
    content = feed(rows, name=_("My activities"), language=language_now(), joining=joining)
    response = attachment(content, "mis-actividades.ics")
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@public
def entry(request: HttpRequest, package_id: str) -> Any:
    """One event, without what only the enrolled are told."""
    found = event_or_404(request, package_id)
    if not isinstance(found, Event):
        return found
    if found.state not in SHOWN:
        raise Http404
    link = request.build_absolute_uri(found.get_absolute_url())
    return attachment(calendar_file(found, link=link), file_name(found))


def _since() -> dt.datetime:
    return timezone.now() - _KEPT_DAYS * _DAY


urlpatterns = [
    path("eventos/mes/", month, name="events_month"),
    path("eventos/semana/", week, name="events_week"),
    path("eventos/calendario.ics", public_feed, name="events_feed"),
    path("eventos/mi-calendario/<str:token>/mis-actividades.ics", own_feed, name="own_feed"),
    path("eventos/<slug:package_id>/evento.ics", entry, name="event_ics"),
]
