"""The history of a post as one line of time: who covered it when, and where governments changed.

A picture only: the history in words says the same and more.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from network.institutions.models import GovernmentTerm
from network.vocabulary.partial_date import PartialDate

from .history import Held, Item, Vacancy

HELD, VACANT = "held", "vacant"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the line, in hundredths of its length as SVG writes them, and what it is in words."""

    kind: str
    start: str
    width: str
    title: str


@dataclass(frozen=True, slots=True)
class Strip:
    """From the first known day to today. `changes` are the days on which a government began."""

    first_year: int
    last_year: int
    parts: tuple[Part, ...]
    changes: tuple[str, ...]


def strip(items: Sequence[Item], governments: Iterable[GovernmentTerm], today: dt.date) -> Strip | None:
    """Nothing where fewer than two stretches have a date, for then there is no course to see.

    A partial date stands at its first day; where two stretches overlap the later one lies on top.
    """
    dated = [item for item in items if item.started and _is_drawn(item)]
    begin = min((PartialDate(item.started).first_day for item in dated), default=today)
    if len(dated) < 2 or begin >= today:
        return None
    days = (today - begin).days

    def place(day: dt.date) -> float:
        return 100 * min(max((day - begin).days, 0), days) / days

    parts = []
    for item in sorted(dated, key=lambda item: item.started):
        start = place(PartialDate(item.started).first_day)
        end = place(PartialDate(item.ended).first_day) if item.ended else 100.0
        kind = VACANT if isinstance(item, Vacancy) else HELD
        parts.append(Part(kind, f"{start:.2f}", f"{max(end - start, 0.5):.2f}", item.span))
    marks = [PartialDate(term.started).first_day for term in governments]
    return Strip(
        begin.year,
        today.year,
        tuple(parts),
        tuple(f"{place(day):.2f}" for day in sorted(marks) if begin < day < today),
    )


def _is_drawn(item: Item) -> bool:
    return isinstance(item, Vacancy) or (isinstance(item, Held) and item.covers)
