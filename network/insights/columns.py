"""The measures of each node as columns of a table, in groups that fit a screen."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

DEFAULT_SORT = "betweenness"
NAME = "name"


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    label: Any
    meaning: Any
    two_mode: bool = True  # whether it can be defined there


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    name: str
    label: Any
    columns: tuple[Column, ...]


GROUPS = (
    ColumnGroup(
        "position",
        _("Position"),
        (
            Column("degree", _("Ties"), _("How many others it is tied to.")),
            Column(
                "weighted_degree",
                _("Ties with repetition"),
                _("Adding how many spaces it shares with each. A fact told by two sources counts twice."),
            ),
            Column(
                "betweenness",
                _("Betweenness"),
                _("Share of the shortest ways between others that pass through it, from 0 to 1."),
            ),
            Column(
                "closeness",
                _("Closeness"),
                _("How few steps separate it from the others, and how many it reaches, from 0 to 1."),
            ),
            Column(
                "eigenvector",
                _("Ties with the well tied"),
                _("High where its neighbours are well tied, from 0 to 1; 0 outside the largest piece."),
            ),
        ),
    ),
    ColumnGroup(
        "dependence",
        _("Dependence"),
        (
            Column(
                "constraint",
                _("Constraint"),
                _("High where it depends on few neighbours who know each other. It may exceed 1."),
            ),
            Column(
                "constraint_weighted",
                _("Constraint with repetition"),
                _("The same, where a tie counts as often as it is repeated."),
            ),
            Column(
                "effective_size",
                _("Neighbours who differ"),
                _("Its neighbours less those that bring it to the same others."),
            ),
            Column(
                "clustering",
                _("Closure"),
                _("Share of the pairs of its neighbours that are tied to each other, from 0 to 1."),
                two_mode=False,
            ),
        ),
    ),
    ColumnGroup(
        "structure",
        _("Place in the whole"),
        (
            Column(
                "core", _("Core"), _("In the tightest part it belongs to, each has at least as many ties.")
            ),
            Column("articulation", _("Holds others"), _("Yes if without it others would be cut off.")),
            Column("component", _("Piece"), _("The number of its piece; 1 is the largest.")),
            Column("community", _("Community"), _("The number of its community; 1 is the largest.")),
        ),
    ),
    ColumnGroup(
        "mixing",
        _("Ties across"),
        (
            Column(
                "ei_sector",
                _("Across sectors"),
                _("−1: all its ties stay in its sector; 1: all go to others."),
                two_mode=False,
            ),
            Column(
                "ei_region",
                _("Across regions"),
                _("−1: all its ties stay in its region; 1: all go to others. National ones have none."),
                two_mode=False,
            ),
        ),
    ),
)

COLUMNS: dict[str, Column] = {column.name: column for group in GROUPS for column in group.columns}
GROUP_OF: dict[str, ColumnGroup] = {column.name: group for group in GROUPS for column in group.columns}
