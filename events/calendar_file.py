"""Events as entries of a calendar: their own time zone, with its changes of clocks written out."""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar
from icalendar import Event as Entry

from .enums import EventState
from .links import event_address
from .models import Event
from .observed import Observed
from .rules import outward
from .times import local

MEDIA_TYPE = "text/calendar"


def calendar_file(event: Event, *, link: str, with_joining: bool = False, is_gone: bool = False) -> bytes:
    """One event. `with_joining` tells the link to join, to the enrolled alone; `is_gone` takes the
    entry away.

    The title is the outward one: calendars of an office are looked at by others. The same UID with a higher
    SEQUENCE replaces what a calendar holds already.
    """
    is_gone = is_gone or event.state == EventState.CANCELLED
    calendar = _calendar("CANCEL" if is_gone else "PUBLISH")
    calendar.add_component(_entry(event, link, with_joining=with_joining, is_gone=is_gone))
    return _with_zones(calendar, [event])


def feed(
    events: Iterable[Event],
    *,
    name: str,
    language: str,
    joining: frozenset[int] = frozenset(),
    observed: Iterable[tuple[dt.date, dt.date, Observed]] = (),
) -> bytes:
    """A calendar to subscribe to. Of the events in `joining` it tells the link to join, too."""
    calendar, rows = _calendar("PUBLISH"), list(events)
    calendar.add("x-wr-calname", name)
    for event in rows:
        link = event_address(event.package_id, language)
        is_gone = event.state == EventState.CANCELLED
        calendar.add_component(_entry(event, link, with_joining=event.pk in joining, is_gone=is_gone))
    for first, last, one in observed:
        calendar.add_component(_remembered(first, last, one))
    return _with_zones(calendar, rows)


def file_name(event: Event) -> str:
    """It says as little as an outward title does."""
    return f"actividad-{str(event.uid)[:8]}.ics"


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Entramado//events//ES")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _entry(event: Event, link: str, *, with_joining: bool, is_gone: bool) -> Entry:
    if event.starts_at is None or event.ends_at is None:
        raise ValueError("an event without a day is in no calendar")
    entry = Entry()
    entry.add("uid", f"{event.uid}@{_host()}")
    entry.add("dtstamp", (event.published_at or event.starts_at).astimezone(dt.UTC))
    entry.add("sequence", event.sequence)
    entry.add("dtstart", local(event, event.starts_at))
    entry.add("dtend", local(event, event.ends_at))
    entry.add("summary", outward(event))
    if event.place:
        entry.add("location", event.place)
    entry.add("url", link)
    if with_joining and event.joining_link:
        entry.add("description", event.joining_link)
    entry.add("status", "CANCELLED" if is_gone else "CONFIRMED")
    return entry


def _remembered(first: dt.date, last: dt.date, one: Observed) -> Entry:
    """Whole days, during which nobody is taken for busy."""
    entry = Entry()
    entry.add("uid", f"observed-{first:%Y%m%d}-{last:%Y%m%d}@{_host()}")
    entry.add("dtstamp", dt.datetime(first.year, 1, 1, tzinfo=dt.UTC))
    entry.add("dtstart", first)
    entry.add("dtend", last + dt.timedelta(days=1))
    entry.add("summary", str(one.name))
    entry.add("transp", "TRANSPARENT")
    return entry


def _host() -> str:
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"


def _with_zones(calendar: Calendar, rows: list[Event]) -> bytes:
    """From a year before to a year after, so that an entry that is moved keeps its hour too."""
    days = [day.date() for event in rows for day in (event.starts_at, event.ends_at) if day is not None]
    if days:
        year = dt.timedelta(days=366)
        calendar.add_missing_timezones(first_date=min(days) - year, last_date=max(days) + year)
    content: bytes = calendar.to_ical()
    return content
