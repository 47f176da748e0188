"""What a room offers to the search of the desk: groups of results as plain values.

A module `found.py` of any app offers `found(asked, viewer) -> list[FoundGroup]`, made of what that viewer may
see and nothing else. The order is the same everywhere: the exact name, then its beginning, then all words in
the name, then elsewhere; then the name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import TypeVar

from django.db.models import Case, Count, F, IntegerField, Model, Q, QuerySet, Value, When, Window

from .folding import LONGEST, Folded, Part, having, joined, typed_words
from .panels import Badge, Link
from .words import folded

MOST = 6
"""So many results of a group are shown."""
Row = TypeVar("Row", bound=Model)
_EXACT, _BEGINS, _IN_NAMES, _ELSEWHERE = range(4)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed, cut to LONGEST characters, and its words as they are compared."""

    text: str
    words: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, typed: str) -> "Asked":
        text = " ".join(typed.replace("\0", " ").split())[:LONGEST]
        words = typed_words(text)
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
    """The keys of the best rows in their order, how many match at all, how many of these keys exactly."""

    keys: tuple[int, ...]
    total: int
    exact: int


def ranked(rows: QuerySet[Row], asked: Asked, *, names: Sequence[Part], others: Sequence[Part]) -> Ranked:
    """Rows that hold every word, by accent or case alike: in what each is called, or in further texts.

    One query, which brings MOST keys at most: texts are compared in the database.
    """
    text = folded(asked.text)
    called = {
        f"called_{n}": Folded(F(name) if isinstance(name, str) else name) for n, name in enumerate(names)
    }
    found = having(rows.order_by(), asked.words, *names, *others).alias(**called, names_sought=joined(*names))
    found = found.annotate(
        rank=Case(
            When(_any(called, "", text), then=Value(_EXACT)),
            When(_any(called, "__startswith", text), then=Value(_BEGINS)),
            When(Q(*(Q(names_sought__contains=word) for word in asked.words)), then=Value(_IN_NAMES)),
            default=Value(_ELSEWHERE),
            output_field=IntegerField(),
        ),
        matching=Window(Count("pk")),
    )
    best = list(found.order_by("rank", "called_0", "pk").values_list("pk", "rank", "matching")[:MOST])
    exact = sum(rank == _EXACT for _pk, rank, _matching in best)
    return Ranked(tuple(pk for pk, *_rest in best), best[0][2] if best else 0, exact)


def _any(names: Iterable[str], lookup: str, text: str) -> Q:
    return reduce(or_, (Q(**{f"{name}{lookup}": text}) for name in names))


def in_order(rows: QuerySet[Row], found: Ranked) -> list[Row]:
    """The rows of those keys, in their order. One query."""
    by_key = {row.pk: row for row in rows.filter(pk__in=found.keys)}
    return [by_key[key] for key in found.keys if key in by_key]
