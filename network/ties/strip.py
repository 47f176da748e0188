"""The history of a post as one line of time: who covered it when, and where governments changed.

A picture only: the history in words says the same and more.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from network.institutions.models import GovernmentTerm
from network.vocabulary.partial_date import PartialDate

from .history import Held, Item, Vacancy

HELD, VACANT, UNSURE = "held", "vacant", "unsure"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the line, in hundredths of its length as SVG writes them, and what it is in words."""

    kind: str
    start: str
    width: str
    title: str


@dataclass(frozen=True, slots=True)
class Strip:
    """From the first known day to today. `changes` are the days on which a government began.

    `unsure_changes` are the months and years of which no source tells on what day one began.
    """

    first_year: int
    last_year: int
    parts: tuple[Part, ...]
    changes: tuple[str, ...]
    unsure_changes: tuple[Part, ...]

    @property
    def is_unsure(self) -> bool:
        return bool(self.unsure_changes) or any(part.kind.endswith(UNSURE) for part in self.parts)


def strip(items: Sequence[Item], governments: Iterable[GovernmentTerm], today: dt.date) -> Strip | None:
    """Nothing where fewer than two stretches have a date, for then there is no course to see.

    Where a date leaves its day open, so does the picture; where two stretches overlap the later one lies
    on top.
    """
    dated = [item for item in items if item.started and _is_drawn(item)]
    begin = min((PartialDate(item.started).first_day for item in dated), default=today)
    if len(dated) < 2 or begin >= today:
        return None
    days = (today - begin).days

    def place(day: dt.date) -> float:
        return 100 * min(max((day - begin).days, 0), days) / days

    parts = [
        Part(kind, f"{place(start):.2f}", f"{max(place(end) - place(start), 0.5):.2f}", item.span)
        for item in sorted(dated, key=lambda item: item.started)
        for kind, start, end in _stretches(item, today)
    ]
    marks = sorted(PartialDate(term.started) for term in governments)
    return Strip(
        begin.year,
        today.year,
        tuple(parts),
        tuple(f"{place(m.first_day):.2f}" for m in marks if begin < m.first_day < today and _is_day(m)),
        tuple(
            Part(
                UNSURE, f"{place(m.first_day):.2f}", f"{place(m.last_day) - place(m.first_day):.2f}", m.words
            )
            for m in marks
            if m.last_day > begin and m.first_day < today and not _is_day(m)
        ),
    )


def _stretches(item: Item, today: dt.date) -> Iterator[tuple[str, dt.date, dt.date]]:
    """What is certain of it, and at both ends the month or the year that leaves its day open."""
    kind = VACANT if isinstance(item, Vacancy) else HELD
    started = PartialDate(item.started)
    ended = PartialDate(item.ended) if item.ended else PartialDate(today.isoformat())
    if started.last_day > ended.first_day:
        yield f"{kind}-{UNSURE}", started.first_day, ended.last_day
        return
    if not _is_day(started):
        yield f"{kind}-{UNSURE}", started.first_day, started.last_day
    yield kind, started.last_day, ended.first_day
    if not _is_day(ended):
        yield f"{kind}-{UNSURE}", ended.first_day, ended.last_day


def _is_day(date: PartialDate) -> bool:
    return date.first_day == date.last_day


def _is_drawn(item: Item) -> bool:
    return isinstance(item, Vacancy) or (isinstance(item, Held) and item.covers)
