"""Facets: what a list can be narrowed down by, each choice with the number of rows behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TypeVar

from django.db.models import Q

Chosen = Mapping[str, tuple[str, ...]]  # name of a facet, as in addresses → the values ticked
K = TypeVar("K")
_AT_ONCE, _AT_MOST = 6, 30


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """Within a facet one choice or another; across facets all. Its own choices do not change its counts."""

    name: str
    title: str
    first: tuple[Choice, ...]  # shown at once: all that is ticked, and enough of the rest
    more: tuple[Choice, ...]
    note: str = ""

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (*self.first, *self.more)


def facet(
    name: str,
    title: str,
    counts: Mapping[str, int],
    labels: Mapping[str, str],
    chosen: Chosen,
    *,
    in_order: bool = False,
    note: str = "",
) -> Facet:
    """The choices that lead somewhere, and those ticked: most rows first, or in the order of `labels`.

    Of very many only the most frequent are offered: for the others one types their name.
    """
    ticked = chosen.get(name, ())
    every = {value for value in (*counts, *ticked) if value}
    values = sorted(every, key=lambda value: (-counts.get(value, 0), labels.get(value, value)))
    if in_order:
        values.sort(key=[*labels, *ticked].index)
    values = [value for place, value in enumerate(values) if place < _AT_MOST or value in ticked]
    choices = [Choice(v, labels.get(v, v), counts.get(v, 0), v in ticked) for v in values]
    at_once = _at_once(choices)
    first = tuple(choice for choice in choices if choice.value in at_once)
    return Facet(name, title, first, tuple(choice for choice in choices if choice.value not in at_once), note)


def most_frequent(counts: Mapping[K, int]) -> list[K]:
    """The values that a facet may offer by their number; of as frequent ones all, for their labels decide."""
    last = sorted(counts.values(), reverse=True)[:_AT_MOST][-1:]
    return [value for value, number in counts.items() if number >= last[0]] if last else []


def _at_once(choices: Sequence[Choice]) -> set[str]:
    if len(choices) <= _AT_ONCE + 1:
        return {choice.value for choice in choices}
    ticked = [choice.value for choice in choices if choice.selected]
    rest = [choice.value for choice in choices if not choice.selected]
    return {*ticked, *rest[: max(_AT_ONCE - len(ticked), 0)]}


def all_but(conditions: Mapping[str, Q], name: str = "") -> Q:
    """What every facet but that one asks for."""
    return reduce(and_, (condition for other, condition in conditions.items() if other != name), Q())
