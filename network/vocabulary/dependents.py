"""What a room hands over (`dependents.py`) of what would be left without anyone if institutions went.

A module offers `dependents(gone, viewer, on) -> list[Dependents]`: `gone` are package ids of
institutions, `on` is the day that counts (`None`: every record does), and all of it is made of what that
viewer may see, in a constant number of queries.
"""

from dataclasses import dataclass
from datetime import date

from network.graph.snapshot import in_force

from .layers import first_day, last_day


@dataclass(frozen=True, slots=True)
class Dependent:
    """One record that loses whom it depends on; `url` is empty where it has no page of its own."""

    id: str
    title: str
    url: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dependents:
    """Records of one kind that lose the same. `absent` says in a sentence that there is none."""

    name: str
    label: str
    meaning: str
    absent: str
    order: int
    items: tuple[Dependent, ...]


def counts_on(day: date | None, begins: str, ends: str = "") -> bool:
    """Whether a record of those partial dates counts that day, by the rule of the layers."""
    return day is None or in_force(first_day(begins), last_day(ends), day)
