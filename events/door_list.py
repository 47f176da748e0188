"""Who is to be received at the door, as whoever runs the event may read it: reserved places are not named."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from network.accounts.viewer import Viewer
from network.vocabulary.words import folded

from .attending import attendance_of
from .enums import Attendance
from .listed import Listed, listed
from .machine import LISTED
from .models import Event
from .queries import places_kept_by
from .rules import marks_offered, outward
from .times import when_words

KEPT_HOURS = 12
"""So long after the event a phone keeps its list at most."""
CAME = (Attendance.PRESENT, Attendance.VISITOR)


@dataclass(frozen=True, slots=True)
class Expected:
    """One line at the door: who, what may be noted of her, and what is."""

    line: Listed
    offers: tuple[Attendance, ...]
    mark: str

    @property
    def first(self) -> Attendance:
        """What is noted of her by the one button."""
        return self.offers[0]

    @property
    def others(self) -> list[tuple[str, str]]:
        """What else may be noted, to correct it."""
        return [(one.value, mark_words(one)) for one in self.offers if one != self.mark]

    @property
    def mark_words(self) -> str:
        return mark_words(self.mark)

    @property
    def came(self) -> bool:
        return self.mark in CAME

    @property
    def has_no_seat(self) -> bool:
        return Attendance.VISITOR in self.offers


def mark_words(mark: str) -> str:
    return capfirst(str(Attendance(mark).label)) if mark else ""


def expected(event: Event, viewer: Viewer) -> list[Expected]:
    """Everybody on the list, by name; the reserved ones last, so that no gap tells a name."""
    rows = places_kept_by(viewer).filter(event=event, state__in=LISTED).select_related("institution")
    held = attendance_of(event)
    lines = listed(list(rows.order_by("turn", "pk")), viewer)
    lines.sort(key=lambda line: (line.is_reserved, folded(line.name)))
    return [Expected(line, marks_offered(line.row.state), held.get(line.row.pk, "")) for line in lines]


def found(people: Sequence[Expected], text: str) -> list[Expected]:
    """Those whose name or institution holds every word, whatever its accents."""
    words = folded(text).split()
    return [
        one
        for one in people
        if one.line.is_told
        and all(word in folded(f"{one.line.name} {one.line.institution}") for word in words)
    ]


def as_data(event: Event, people: Sequence[Expected]) -> dict[str, Any]:
    """What a phone keeps: names and institutions of whom it may name, the numbers, the outward title."""
    until = (event.ends_at or event.starts_at or dt.datetime.min) + dt.timedelta(hours=KEPT_HOURS)
    return {
        "event": event.package_id,
        "title": outward(event),
        "when": when_words(event),
        "until": until.isoformat(),
        "came": sum(one.came for one in people),
        "all": len(people),
        "people": [
            {
                "id": one.line.row.uid.hex,
                "name": one.line.name,
                "where": one.line.institution,
                "offers": [str(offer.value) for offer in one.offers],
                "mark": one.mark,
            }
            for one in people
            if one.line.is_told
        ],
    }
