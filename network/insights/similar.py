"""Who has solved what another lacks: the most similar institution, and in what they are alike.

Alike counts: kind 4 ("other" is no kind), level 2, region 2, sector 1, and each context that both take
part in 1, at most 3. Below 3 nobody is called similar. Among equals the one that has come furthest, then
the first by name.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.vocabulary.coverage import State

from .coverage_matrix import Matrix, Row

_WEIGHTS = (("kind", 4), ("level", 2), ("region", 2), ("sector", 1))
_MOST_SHARED, _LEAST = 3, 3
_NO_KIND = "other"
Traits = tuple[str, ...]
Places = tuple[int, ...]

# Every choice of traits that makes similar by itself, those that weigh most first.
_CHOICES: list[tuple[int, Places]] = sorted(
    (
        (weight, places)
        for size in range(1, len(_WEIGHTS) + 1)
        for places in combinations(range(len(_WEIGHTS)), size)
        if (weight := sum(_WEIGHTS[place][1] for place in places)) >= _LEAST
    ),
    reverse=True,
)


@dataclass(frozen=True, slots=True)
class Example:
    """A row that has solved it, and why it is called similar."""

    row: Row
    reason: str


class Examples:
    """Looks for examples in one matrix."""

    def __init__(self, matrix: Matrix) -> None:
        self._matrix = matrix
        self._by_id = {row.package_id: row for row in matrix.rows}
        self._indexes: dict[int, dict[tuple[Places, Traits], Row]] = {}

    def of(self, row: Row, place: int) -> Example | None:
        """The most similar row that has solved the column at that place; none where nobody is similar."""
        shared = self._matrix.shared_with(row.package_id)
        traits = _traits(row)
        candidates = [
            other
            for other in map(self._by_id.get, shared)
            if other is not None and other.cells[place].state is State.SOLVED
        ]
        candidates += self._alike(traits, place)

        def key(other: Row) -> tuple[Any, ...]:
            weight = _weight(traits, _traits(other)) + min(shared[other.package_id], _MOST_SHARED)
            return (-weight, *_further(other, place))

        best = min(candidates, key=key, default=None)
        if best is None or -key(best)[0] < _LEAST:
            return None
        return Example(best, reason(row, best, shared[best.package_id]))

    def _alike(self, traits: Traits, place: int) -> list[Row]:
        """The best of those that share most traits with it; of equal weights, one for each choice."""
        index = self._index(place)
        found: list[Row] = []
        reached = 0
        for weight, places in _CHOICES:
            if weight < reached:
                break
            row = index.get((places, tuple(traits[p] for p in places)))
            if row is not None:
                found.append(row)
                reached = weight
        return found

    def _index(self, place: int) -> dict[tuple[Places, Traits], Row]:
        """For every choice of traits the best of the rows that have them and have solved the column."""
        if place not in self._indexes:
            index: dict[tuple[Places, Traits], Row] = {}
            solved = [row for row in self._matrix.rows if row.cells[place].state is State.SOLVED]
            for row in sorted(solved, key=lambda row: _further(row, place), reverse=True):
                traits = _traits(row)
                for _heavy, places in _CHOICES:
                    chosen = tuple(traits[p] for p in places)
                    if all(chosen):
                        index[places, chosen] = row
            self._indexes[place] = index
        return self._indexes[place]


def reason(row: Row, other: Row, shared: int) -> str:
    """For instance "same kind and level, same region, 2 spaces in common"."""
    alike = {
        name
        for name, _weight in _WEIGHTS
        if getattr(row, name) and getattr(row, name) == getattr(other, name)
    }
    words = []
    if {"kind", "level"} <= alike:
        words.append(_("same kind and level"))
    elif "kind" in alike:
        words.append(_("same kind"))
    elif "level" in alike:
        words.append(_("same level"))
    if "region" in alike:
        words.append(_("same region"))
    if "sector" in alike and "kind" not in alike:
        words.append(_("same sector"))
    if shared:
        words.append(ngettext("%(n)s space in common", "%(n)s spaces in common", shared) % {"n": shared})
    return ", ".join(words)


def _traits(row: Row) -> Traits:
    return ("" if row.kind == _NO_KIND else row.kind, row.level, row.region, row.sector)


def _weight(traits: Traits, others: Traits) -> int:
    pairs = zip(_WEIGHTS, traits, others, strict=True)
    return sum(weight for (_name, weight), mine, theirs in pairs if mine and mine == theirs)


def _further(row: Row, place: int) -> tuple[int, str, str]:
    """Who has come furthest first, then by name."""
    return (-row.cells[place].rank, row.name, row.package_id)
