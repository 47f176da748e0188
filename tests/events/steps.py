"""Events that are over, with who was there, for the tests of what comes afterwards."""

import datetime as dt
from typing import Any

import time_machine
from django.utils import timezone

from events.attending import take_attendance
from events.models import Event, Registration
from tests.factories.events import EventFactory

from .test_line import coordinator, enrolled


def over(*people: Any, absent: tuple[Any, ...] = (), by: Any = None, **values: Any) -> Event:
    """An event of two days ago to which those people came; the absent ones had a place and did not."""
    starts = timezone.now() - dt.timedelta(days=2)
    event: Event = EventFactory(
        **{"seats_on_site": 99, "starts_at": starts, "ends_at": starts + dt.timedelta(hours=2), **values}
    )
    begins = event.starts_at or starts
    with time_machine.travel(begins - dt.timedelta(days=3), tick=False):
        places = {person.pk: enrolled(event, person) for person in (*people, *absent)}
    gone = {person.pk for person in absent}
    states = {row.pk: "absent" if key in gone else "present" for key, row in places.items()}
    if states:
        take_attendance(event=event, by=by or coordinator(), states=states)
    return event


def place_of(event: Event, person: Any) -> Registration:
    return event.registrations.select_related("event").get(person=person)
