"""What a room offers to the search of the desk: groups of results as plain values.

A module `found.py` of any app offers `found(asked, viewer) -> list[FoundGroup]`, made of what that viewer may
see and nothing else. The order is the same everywhere: the exact name, then its beginning, then all words in
the name, then elsewhere; then the name.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from .panels import Badge, Link
from .words import folded

MOST = 6
"""So many results of a group are shown."""
LONGEST = 120
Row = TypeVar("Row", bound=Model)
_EXACT, _BEGINS, _IN_NAMES, _ELSEWHERE = range(4)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed, cut to LONGEST characters, and its words as they are compared."""

    text: str
    words: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, typed: str) -> "Asked":
        text = " ".join(typed.split())[:LONGEST]
        words = folded(text).split()
        return cls(text, tuple(word for word in words if any(c.isalnum() for c in word)))


@dataclass(frozen=True, slots=True)
class FoundItem:
    title: str
    url: str
    facts: tuple[str, ...] = ()
    badge: Badge | None = None


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """Results of one kind, the best first: at most MOST of `total`. `more` leads to all of them.

    `exact` is the address of the one record that bears the text as its number.
    """

    anchor: str
    title: str
    order: int
    items: tuple[FoundItem, ...]
    total: int
    more: Link | None = None
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The keys of the best rows in their order, how many match at all, and how many do so exactly."""

    keys: tuple[int, ...]
    total: int
    exact: int


def ranked(
    rows: QuerySet[Row],
    asked: Asked,
    names: Callable[[Any], Iterable[str]],
    *fields: str,
    others: Sequence[str],
) -> Ranked:
    """Rows that hold every word, by accent or case alike: `fields` give the names, `others` further texts.

    One query. Lists of records are short (thousands), so their texts are compared here, as lists do.
    """
    text = folded(asked.text)
    matching = []
    for pk, *values in rows.order_by().values_list("pk", *fields, *others):
        called = [folded(name) for name in names(values[: len(fields)]) if name]
        whole = " ".join([*called, *(folded(str(value)) for value in values[len(fields) :] if value)])
        if all(word in whole for word in asked.words):
            matching.append((_rank(text, asked.words, called), called[0] if called else "", pk))
    matching.sort()
    exact = sum(rank == _EXACT for rank, *_rest in matching)
    return Ranked(tuple(pk for *_rest, pk in matching[:MOST]), len(matching), exact)


def _rank(text: str, words: Sequence[str], called: Sequence[str]) -> int:
    if text in called:
        return _EXACT
    if any(name.startswith(text) for name in called):
        return _BEGINS
    names = " ".join(called)
    return _IN_NAMES if all(word in names for word in words) else _ELSEWHERE


def in_order(rows: QuerySet[Row], found: Ranked) -> list[Row]:
    """The rows of those keys, in their order. One query."""
    by_key = {row.pk: row for row in rows.filter(pk__in=found.keys)}
    return [by_key[key] for key in found.keys if key in by_key]


def as_they_are(values: Sequence[Any]) -> Iterable[str]:
    """Each field that names a row is a name by itself."""
    return values
