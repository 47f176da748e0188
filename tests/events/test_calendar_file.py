"""Entries of calendars, read back by a second library: the hour stays right across the changes of clocks."""

import datetime as dt
import io
import re
import zoneinfo

import icalendar
import pytest
from dateutil.tz import tzical

from events.calendar_file import calendar_file
from events.enums import EventState
from events.publishing import cancel_event, write
from tests.factories.events import EventFactory

from .test_line import coordinator

pytestmark = pytest.mark.django_db
ZONES = (
    "America/Santiago", "America/Punta_Arenas", "Pacific/Easter", "America/Mexico_City", "America/Tijuana",
    "America/Cancun",
)  # fmt: skip


def entry(content: bytes) -> icalendar.Event:
    return icalendar.Calendar.from_ical(content).walk("VEVENT")[0]


@pytest.mark.parametrize("zone", ZONES)
def test_the_hour_is_right_on_every_day_of_a_year(zone: str) -> None:
    """By what the file itself says of its zone, as programs do that know no other."""
    here = zoneinfo.ZoneInfo(zone)
    event = EventFactory.build(time_zone=zone, starts_at=None, ends_at=None)
    for day in range(0, 366, 3):
        begins = dt.datetime(2026, 1, 1, 10, tzinfo=here) + dt.timedelta(days=day)
        event.starts_at = begins.astimezone(dt.UTC)
        event.ends_at = event.starts_at + dt.timedelta(hours=2)
        text = calendar_file(event, link="https://red.invalid/").decode().replace("\r\n ", "")
        start = re.search(r"DTSTART;TZID=([^:]+):(\d{8}T\d{6})", text)
        assert start is not None
        assert start.group(1) == zone
        told = dt.datetime.strptime(start.group(2), "%Y%m%dT%H%M%S")
        assert told == begins.replace(tzinfo=None)
        written = tzical(io.StringIO(text)).get(zone)
        assert told.replace(tzinfo=written).astimezone(dt.UTC) == event.starts_at


def test_another_version_has_the_same_name_and_a_higher_number() -> None:
    event, by = EventFactory(), coordinator()
    first = entry(calendar_file(event, link="https://red.invalid/"))
    moved = write(event=event, by=by, place="Otra sala")
    second = entry(calendar_file(moved, link="https://red.invalid/"))
    gone = cancel_event(event=event, by=by, reason="Se pospone")
    third = entry(calendar_file(gone, link="https://red.invalid/"))
    assert first["uid"] == second["uid"] == third["uid"]
    assert [one["sequence"] for one in (first, second, third)] == [0, 1, 2]
    assert [str(one["status"]) for one in (first, second, third)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert gone.state == EventState.CANCELLED


def test_the_link_to_join_is_told_to_the_enrolled_alone() -> None:
    event = EventFactory(joining_link="https://sala.invalid/abc")
    assert b"sala.invalid" not in calendar_file(event, link="https://red.invalid/")
    assert b"sala.invalid" in calendar_file(event, link="https://red.invalid/", with_joining=True)
