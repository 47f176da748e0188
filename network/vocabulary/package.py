"""How a room declares its tables of the data package, without knowing who reads or writes packages.

A room's `package.py` exposes `TABLES`, and `COLUMNS` for columns that it adds to the table of a lower room.
Every row of a package is a dict of canonical cell texts, read in the same form from a file and from the
database, so that comparing, exporting and undoing all speak of the same thing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import Any

Cells = Mapping[str, str]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """One column. `at` names the model's field where it differs from the column's name."""

    name: str
    at: str = ""
    _: KW_ONLY
    required: bool = False
    default: str = ""  # what a new row gets where the cell is empty or missing
    optional: bool = False  # left out of an export in which every row has the default
    internal: bool = False  # compared and undone with the row, never part of a file

    @property
    def field(self) -> str:
        return self.at or self.name


@dataclass(frozen=True)
class Identifier(Column):
    """The stable id of a row: lower-case ascii words joined by hyphens."""


@dataclass(frozen=True)
class Text(Column):
    """Free text, as long as the model's field allows."""


@dataclass(frozen=True)
class Email(Column):
    """An e-mail address."""


@dataclass(frozen=True)
class Country(Column):
    """A country by its two letters (ISO 3166)."""


@dataclass(frozen=True)
class Choice(Column):
    """One value of a closed list."""

    _: KW_ONLY
    values: tuple[str, ...]


@dataclass(frozen=True)
class Kind(Column):
    """The code of a term of a vocabulary that an administrator can extend."""

    _: KW_ONLY
    vocabulary: str


@dataclass(frozen=True)
class Flag(Column):
    """A yes or no, under the two words that the file uses for it."""

    _: KW_ONLY
    yes: str = "yes"
    no: str = "no"


@dataclass(frozen=True)
class Date(Column):
    """A partial date."""


@dataclass(frozen=True)
class Period(Column):
    """A partial date, or two joined by a slash. The fields that hold them are `starts` and `ends`."""

    _: KW_ONLY
    starts: str
    ends: str


@dataclass(frozen=True)
class Whole(Column):
    """A whole number that is not negative."""


@dataclass(frozen=True)
class Number(Column):
    """A decimal number that is not negative. The field `places` keeps how many decimals were given."""

    _: KW_ONLY
    places: str


@dataclass(frozen=True)
class Reference(Column):
    """The id of a row of another table, or of the same one."""

    _: KW_ONLY
    table: str


@dataclass(frozen=True)
class References(Column):
    """Ids of rows of another table, held by a many-to-many field."""

    _: KW_ONLY
    table: str


@dataclass(frozen=True)
class Link(Column):
    """The id of a row of another table, held by a row of a model that joins the two.

    Of several rows of one owner the one that has the values of `among` is meant.
    """

    _: KW_ONLY
    table: str
    model: str
    owner: str
    target: str
    among: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Region(Column):
    """The name of a region."""


@dataclass(frozen=True)
class Municipality(Column):
    """The name of a municipality, within the region of the same row."""

    _: KW_ONLY
    region: str


@dataclass(frozen=True)
class Territories(Column):
    """Names of regions, `Nacional` or `Internacional`; a municipality is written `Region/Municipality`."""


@dataclass(frozen=True)
class Names(Column):
    """Texts, each a row of a model that belongs to the row; `each` is the field that holds one."""

    _: KW_ONLY
    model: str
    owner: str
    each: str


@dataclass(frozen=True)
class Tags(Column):
    """Free tags; `model` joins them to the row."""

    _: KW_ONLY
    model: str
    owner: str = "content_object"


@dataclass(frozen=True)
class Watched(Column):
    """A value that no package writes. A change of it counts as a change of the row when one undoes."""

    internal: bool = True


@dataclass(frozen=True)
class Sole:
    """Of the rows equal in `per` that have the values of `when`, only one may be in force at a time.

    `during` are the columns of when it began and ended. `aside` are values of fields under which a row
    waits, outside of the rule, while rows change places.
    """

    per: tuple[str, ...]
    when: Cells
    aside: Mapping[str, Any]
    during: tuple[str, str]


@dataclass(frozen=True)
class Table:
    """A file of the package and the model that holds its rows."""

    name: str
    model: str
    columns: tuple[Column, ...]
    _: KW_ONLY
    key: tuple[str, ...] = ("id",)
    spans: tuple[tuple[str, str], ...] = ()  # pairs of dates of which the second is not before the first
    distinct: tuple[tuple[str, str], ...] = ()  # pairs of columns that may not name the same row
    needs: tuple[tuple[str, str, str], ...] = ()  # (column, value, column that such a row must fill)
    only: tuple[tuple[str, str, str], ...] = ()  # (column, value, column that no other row may fill)
    sole: Sole | None = None
    alone: tuple[tuple[str, ...], ...] = ()  # columns in which no two rows, wherever, hold the same together
    unshared: tuple[str, ...] = ()  # columns of which two rows of a package do not hold the same
    personal: bool = False  # left out of an export unless people are asked for with a reason
    personal_column: str = ""  # likewise each row in which this column is filled
    only_if_filled: bool = False  # an export has no file of it while there is no row
    settle: Callable[[Cells, Cells | None, bool], dict[str, str]] | None = None
    """Given what the package asks, the row as it is (None if new) and whether the package is trusted:
    the cells that shall replace what was asked."""
    guard: Callable[[Cells, Cells], Iterable[tuple[str, str, str]]] | None = None
    """Given a row before (no cells if new) and after: (column, problem, remedy) of what no package may do."""

    @property
    def changes_places(self) -> bool:
        """Whether a row may take what another leaves: then all of them are written in one step."""
        return bool(self.sole or self.alone)


@dataclass(frozen=True)
class ColumnFor:
    """A column that a higher room contributes to a lower room's table, placed before another column."""

    table: str
    column: Column
    before: str = ""


TABLES = (
    Table(
        "themes",
        "vocabulary.Theme",
        (
            Identifier("id", "code", required=True),
            Text("label_es", required=True),
            Text("label_en", required=True),
        ),
    ),
)
