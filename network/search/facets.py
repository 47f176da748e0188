"""Facets: what a list can be narrowed down by, each choice with the number of rows behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Q

Chosen = Mapping[str, tuple[str, ...]]  # name of a facet, as in addresses → the values ticked
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
    choices: tuple[Choice, ...]
    note: str = ""

    @property
    def first(self) -> tuple[Choice, ...]:
        """What is shown at once: all that is ticked, and enough of the rest."""
        shown = [choice for choice in self.choices if choice.selected]
        rest = [choice for choice in self.choices if not choice.selected]
        if len(self.choices) <= _AT_ONCE + 1:
            return self.choices
        shown += rest[: max(_AT_ONCE - len(shown), 0)]
        return tuple(choice for choice in self.choices if choice in shown)

    @property
    def more(self) -> tuple[Choice, ...]:
        at_once = self.first
        return tuple(choice for choice in self.choices if choice not in at_once)


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
    return Facet(
        name,
        title,
        tuple(Choice(v, labels.get(v, v), counts.get(v, 0), v in ticked) for v in values),
        note,
    )


def all_but(conditions: Mapping[str, Q], name: str = "") -> Q:
    """What every facet but that one asks for."""
    return reduce(and_, (condition for other, condition in conditions.items() if other != name), Q())
