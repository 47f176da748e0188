"""Who came, for whoever counts or certifies it: corrections respected, future attendance never told.

Training asks here. What comes back holds keys of people, whom each room shows by its own rules; nobody is
left out because somebody may not see her, or she would lose her certificate.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from ..attending import attendance_of
from ..enums import Attendance, EventState, Group, PlaceState
from ..models import Event, Registration
from ..times import local

CAME = (Attendance.PRESENT, Attendance.VISITOR)
_SEATED_THEN = (PlaceState.ENROLLED,)
_WAITED = (PlaceState.WAITING, PlaceState.OFFERED, PlaceState.LAPSED)


@dataclass(frozen=True, slots=True)
class Attended:
    """That somebody was in one event, by the last that was noted of her.

    `person` is the key of her record, None for whoever has none: then `name` is what she wrote. `hours` are
    those of the event, None where it has no end. `place` is the uid of her registration.
    """

    event: int
    place: uuid.UUID
    person: int | None
    name: str
    institution: int | None
    pool: str
    state: str
    day: dt.date
    hours: float | None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many, each under what it counts. None where nobody noted it: nothing is taken to be zero."""

    convened: int | None
    enrolled: int
    attended: int | None


def past(events: QuerySet[Event]) -> QuerySet[Event]:
    """Those that took place: published, and over."""
    return events.filter(state=EventState.PUBLISHED, ends_at__lte=timezone.now())


def attended(events: Iterable[Event]) -> list[Attended]:
    """Everybody who came to those of them that are over, in their order; in two queries for each event."""
    found = []
    now = timezone.now()
    for event in events:
        if event.state != EventState.PUBLISHED or event.ends_at is None or event.ends_at > now:
            continue
        states = attendance_of(event)
        came = {key for key, state in states.items() if state in CAME}
        for row in event.registrations.filter(pk__in=came).order_by("turn", "pk"):
            found.append(_one(event, row, states[row.pk]))
    return found


def hours_of(event: Event) -> float | None:
    """Its length in hours, to a quarter of an hour."""
    if event.starts_at is None or event.ends_at is None:
        return None
    return round((event.ends_at - event.starts_at).total_seconds() / 900) / 4


def group_of(event: Event, group: str) -> QuerySet[Registration]:
    """The places of those who came, who had a place and did not, or who waited in vain.

    Whoever was excused is written to by none: she told already. Before attendance was taken nobody came and
    nobody is missed.
    """
    rows = event.registrations.order_by("turn", "pk")
    if group == Group.WAITED:
        return rows.filter(state__in=_WAITED)
    states = attendance_of(event)
    wanted = CAME if group == Group.CAME else (Attendance.ABSENT,)
    rows = rows.filter(pk__in=[key for key, state in states.items() if state in wanted])
    return rows if group == Group.CAME else rows.filter(state__in=_SEATED_THEN)


def came(row: Registration) -> bool:
    """Whether the last that was noted of that place is that she was there, in an event that is over."""
    if row.event.state != EventState.PUBLISHED:
        return False
    if row.event.ends_at is None or row.event.ends_at > timezone.now():
        return False
    last = row.presences.order_by("-at", "-pk").values_list("state", flat=True).first()
    return last in CAME


def counted(event: Event) -> Counted:
    """The numbers of one event; of who came nothing until attendance was taken."""
    invited = event.invited.count()
    states = attendance_of(event)
    had_seat = Q(state__in=_SEATED_THEN)
    return Counted(
        convened=invited or None,
        enrolled=event.registrations.filter(had_seat).count(),
        attended=sum(state in CAME for state in states.values()) if states else None,
    )


def _one(event: Event, row: Registration, state: str) -> Attended:
    return Attended(
        event=event.pk,
        place=row.uid,
        person=row.person_id,
        name=row.name,
        institution=row.institution_id,
        pool=row.pool,
        state=state,
        day=local(event, event.starts_at).date() if event.starts_at else dt.date.min,
        hours=hours_of(event),
    )
