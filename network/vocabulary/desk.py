"""What a room puts on the coordinator's desk: plain values that one page shows, and one sheet prints.

A module `desk_items.py` of any app offers `desk_sections(viewer, today) -> list[DeskSection]`, made of what
that viewer may see and nothing else, in a number of queries that does not grow with what there is. A room
that has nothing to say returns no section.
"""

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from django.db import models
from django.db.models import CharField, Q, Value
from django.db.models.functions import Concat, Left, Length

from .panels import Badge, Link
from .partial_date import PartialDate

SHOWN = 5
"""So many items of a section stand on the desk; the rest is behind "see all"."""

PENDING = "pendiente"
"""How an address asks a room (`?estado=`) for what its section counted, where it lists more than that."""


class Part(Enum):
    """To which part of the desk a section belongs."""

    DUE = "due"  # it falls due on a date
    WAITING = "waiting"  # somebody else has to act
    UNFINISHED = "unfinished"  # begun here, or come in, and not yet done with
    DONE = "done"  # what was done in the last days


class When(Enum):
    """How near a due date is. A month or a year is over once its last day is."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class DeskItem:
    """One thing on the desk: what it is, why it is here, where it leads, and the next deed in one click.

    `on` is the partial date on which it falls due, or since which it waits; empty where nobody knows.
    """

    title: str
    url: str
    why: str
    on: str = ""
    when: When = When.LATER
    whose: str = ""  # the institution it concerns
    badge: Badge | None = None
    deed: Link | None = None


@dataclass(frozen=True, slots=True)
class DeskSection:
    """Items of one kind, the most urgent first: at most SHOWN of `total`. `more` leads to all of them."""

    anchor: str
    title: str
    part: Part
    order: int
    items: tuple[DeskItem, ...]
    total: int
    more: Link | None = None

    @property
    def hidden(self) -> int:
        return self.total - len(self.items)


def over_before(field: str, day: dt.date) -> Q:
    """Rows whose partial date was wholly over before that day. One without a date is not."""
    text = Left(Value(day.isoformat()), Length(field))
    return Q(**{f"{field}__gt": ""}) & Q(**{f"{field}__lt": text})


def last_day_order(field: str) -> models.Case:
    """Orders partial dates by their last day: "2026-03" after every day of March, "2026" after December.

    A row without a date comes after all that have one.
    """
    dated = Concat(field, Value("-99"), output_field=CharField())
    return models.Case(models.When(**{field: ""}, then=Value("9999-99")), default=dated)


def when_due(date: str, today: dt.date) -> When:
    """How near a partial date is. "2026-03" is due by the end of March, and is late from April on."""
    last = PartialDate(date).last_day
    if last < today:
        return When.LATE
    if last == today:
        return When.TODAY
    return When.WEEK if last <= today + dt.timedelta(days=6) else When.LATER
