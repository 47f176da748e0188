"""The people of several trainings: a number for each kind and qualifier, and how many bear none."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.vocabulary.numbers import QualifiedNumber


class Numbered(Protocol):
    """A training with its number, if it has one."""

    @property
    def participants(self) -> int | None: ...
    @property
    def qualifier(self) -> str: ...
    @property
    def count_of(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of one kind and qualifier, and over how many trainings."""

    number: QualifiedNumber
    trainings: int


@dataclass(frozen=True, slots=True)
class Totals:
    """`untold` are the trainings without a number: they stand in no sum."""

    kinds: tuple[Total, ...]
    untold: int
    trainings: int


def totals(rows: Iterable[Numbered]) -> Totals:
    sums: dict[tuple[str, str], tuple[QualifiedNumber, int]] = {}
    untold = number = 0
    for row in rows:
        number += 1
        if row.participants is None:
            untold += 1
            continue
        one = QualifiedNumber(row.participants, row.qualifier, row.count_of)
        kind = (row.count_of, row.qualifier)
        before, times = sums.get(kind, (None, 0))
        sums[kind] = (before + one if before else one, times + 1)
    return Totals(tuple(Total(*sums[kind]) for kind in sorted(sums)), untold, number)


def untold_words(number: int) -> str:
    words = ngettext("%(n)s training without a number", "%(n)s trainings without a number", number)
    return words % {"n": number}


def number_lines(rows: Iterable[Numbered]) -> list[str]:
    """In words, a line for each kind; last those without a number."""
    found = totals(rows)
    words = [one.number.words for one in found.kinds]
    return words + ([untold_words(found.untold)] if found.untold else [])


def total_lines(found: Totals) -> list[str]:
    """The same with how many trainings told each."""
    lines = []
    for one in found.kinds:
        told = ngettext("in %(n)s training", "in %(n)s trainings", one.trainings) % {"n": one.trainings}
        lines.append(_("%(number)s, %(where)s") % {"number": one.number.words, "where": told})
    return lines + ([untold_words(found.untold)] if found.untold else [])


def women_and_men(rows: Iterable["Told"]) -> list[str]:
    """How many of those people were women and men, where it was told; by kind and qualifier again."""
    sums: dict[tuple[str, str], dict[str, tuple[int, int]]] = {}
    for row in rows:
        for who, number in (("women", row.women), ("men", row.men)):
            if number is not None:
                kind = sums.setdefault((row.count_of, row.qualifier), {})
                before, times = kind.get(who, (0, 0))
                kind[who] = (before + number, times + 1)
    lines = []
    for (count_of, qualifier), found in sorted(sums.items()):
        for who, label in (("women", _("women")), ("men", _("men"))):
            if who in found:
                value, times = found[who]
                told = ngettext("in %(n)s training", "in %(n)s trainings", times) % {"n": times}
                words = QualifiedNumber(value, qualifier, count_of).words
                lines.append(
                    _("%(who)s: %(number)s, %(where)s") % {"who": label, "number": words, "where": told}
                )
    return lines


class Told(Numbered, Protocol):
    """A training that may tell women and men apart."""

    @property
    def women(self) -> int | None: ...
    @property
    def men(self) -> int | None: ...
