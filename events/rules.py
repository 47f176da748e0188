"""Pure decisions on one event."""

import datetime as dt

from django.utils.translation import gettext as _

from network.messages.neutral import asks_for_neutrality
from network.vocabulary.panels import Badge

from .enums import Attendance, EventState, PlaceState
from .models import Event

NEED_DAYS = 30
"""So long after an event what somebody needed to take part in it is kept."""
DOORS_OPEN = dt.timedelta(hours=2)
"""So long before an event begins whoever comes is received."""
SHEET_YEARS = 5
"""So long after an event the scan of its signed list is kept."""
CONFIRM_HOURS = 48
"""So long a visitor has to confirm her e-mail; she takes no seat meanwhile."""


def takes_registrations(event: Event, now: dt.datetime) -> bool:
    """Whether anybody may arrive by herself now. A full event takes them too: there is a waiting list."""
    if event.state != EventState.PUBLISHED or event.is_closed or event.starts_at is None:
        return False
    return event.starts_at > now and (event.closes_at is None or event.closes_at > now)


def gives_seats(event: Event, now: dt.datetime) -> bool:
    """Whether whoever waits may still be given a seat: closing keeps newcomers out, not those in the line."""
    return event.state == EventState.PUBLISHED and event.starts_at is not None and event.starts_at > now


def takes_attendance(event: Event, now: dt.datetime) -> bool:
    """Whether it may be noted who is there: from when the doors open, and for good, for lists are mended."""
    is_due = event.starts_at is not None and event.starts_at - DOORS_OPEN <= now
    return event.state == EventState.PUBLISHED and is_due


def takes_code(event: Event, now: dt.datetime) -> bool:
    """Whether whoever is enrolled may note herself: while it lasts, and not a minute longer."""
    if event.state != EventState.PUBLISHED or event.starts_at is None or event.ends_at is None:
        return False
    return event.starts_at <= now <= event.ends_at


def marks_offered(state: str) -> tuple[Attendance, ...]:
    """What may be noted of a place, what is said at the door first."""
    if state == PlaceState.ENROLLED:
        return (Attendance.PRESENT, Attendance.ABSENT, Attendance.EXCUSED)
    return (Attendance.VISITOR, Attendance.ABSENT)


def offer_ends(event: Event, now: dt.datetime) -> dt.datetime:
    """Until when whoever is offered a seat now may accept it: never later than the event begins."""
    until = now + dt.timedelta(hours=event.accept_hours)
    return min(until, event.starts_at) if event.starts_at else until


def is_over(event: Event, now: dt.datetime) -> bool:
    return event.ends_at is not None and event.ends_at <= now


def is_neutral(event: Event) -> bool:
    """Whether others must not read from its title what it is about."""
    return bool(event.outward_title) or asks_for_neutrality(event.title)


def outward(event: Event) -> str:
    """What stands in subjects, calendars and page titles, where somebody else may look at her screen."""
    if event.outward_title:
        return event.outward_title
    return _("Training activity") if asks_for_neutrality(event.title) else event.title


def state_badge(event: Event, now: dt.datetime) -> Badge:
    if event.state == EventState.PUBLISHED and is_over(event, now):
        return Badge(_("it took place"), "muted", "")
    tones = {EventState.DRAFT: "warn", EventState.PUBLISHED: "good", EventState.CANCELLED: "error"}
    state = EventState(event.state)
    return Badge(str(state.label), tones[state], "")


def place_badge(state: str) -> Badge:
    tones = {
        PlaceState.ENROLLED: "good",
        PlaceState.OFFERED: "accent",
        PlaceState.WAITING: "warn",
        PlaceState.PENDING: "muted",
        PlaceState.VISITOR: "accent",
    }
    known = PlaceState(state)
    return Badge(str(known.label), tones.get(known, "muted"), "")
