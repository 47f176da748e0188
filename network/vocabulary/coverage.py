"""What a room contributes to the coverage matrix: columns of plain cells, and dated activity.

A module `coverage.py` of any app may offer `columns`, a tuple of `Column`, and a function
`activity(viewer) -> Iterable[Activity]`. Both are made of what that viewer may see and
nothing else, in a constant number of queries. The matrix collects them and knows no room by name.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from .partial_date import PartialDate

Page = tuple[str, str]  # the name of an address, and a package id


class State(TextChoices):
    """What is known of an institution in a column, in the order in which gaps come first.

    "Not known" is neither covered nor a gap, and counts as neither: a reserved post, or an agreement
    of which no source says whether it is in force.
    """

    GAP = "gap", _("Without record")
    UNKNOWN = "unknown", _("Not known")
    SOLVED = "solved", _("With record")
    NOT_APPLICABLE = "not_applicable", _("Does not apply")


@dataclass(frozen=True, slots=True)
class Cell:
    """One institution in one column. Among cells of a state, those of lower `rank` come first."""

    state: State
    text: str
    rank: int = 0
    facts: tuple[str, ...] = ()  # told where there is room
    page: Page | None = None  # none: the part of the dossier that the column names


@dataclass(frozen=True, slots=True)
class Column:
    """Something that every institution may have or lack.

    `cells(viewer)` gives cells by the institutions' keys; who has none lacks it, and its cell reads
    `absent`. `lacking(n)` is the sentence "n have no … recorded". Outside the sectors of which it is
    expected, who has none lacks nothing; where no sector is recorded, it is expected.
    """

    name: str  # as in addresses
    label: Any  # lazy: read in the language of the request
    meaning: Any
    absent: Any
    order: int
    anchor: str  # of the dossier
    cells: Callable[[Any], Mapping[int, Cell]]
    lacking: Callable[[int], str]
    expected_of: frozenset[str] = frozenset()  # sectors; none: every one of them
    is_for: Callable[[Any], bool] = lambda viewer: True  # to whom it could tell nothing it is not shown


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that an institution did; `date` is empty where no source tells it."""

    institution: int
    date: str
    what: str
    page: Page | None = None


def in_force_words(number: int, ends: Sequence[str]) -> str:
    """That so many are in force, and until when; where not every end is known, that is said instead."""
    words = ngettext("%(n)s in force", "%(n)s in force", number) % {"n": number}
    if len(ends) < number:
        return gettext("%(what)s, no end recorded") % {"what": words}
    return gettext("%(what)s, until %(date)s") % {"what": words, "date": PartialDate(max(ends)).words}


def over_words(ends: Sequence[str]) -> str:
    """That there was one and it is over."""
    if not ends:
        return gettext("None now: ended, no date recorded")
    return gettext("None now: ended in %(date)s") % {"date": PartialDate(max(ends)).words}
