"""Which part of the coverage matrix is asked for: the same for page, file and report.

An unknown value of a filter is as good as none.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.institutions.enums import Level, Sector
from network.vocabulary.coverage import State
from network.vocabulary.terms import terms
from network.vocabulary.words import folded

from .coverage_matrix import Matrix, Row, by_column

KIND, SECTOR, LEVEL, REGION, GAP, ORDER = "tipo", "sector", "nivel", "region", "falta", "orden"
BY_GAPS, BY_NAME = "brechas", "nombre"
TRAITS = {KIND: "kind", SECTOR: "sector", LEVEL: "level", REGION: "region"}

COMMAND_FILTERS = {
    "kind": KIND,
    "sector": SECTOR,
    "level": LEVEL,
    "region": REGION,
    "gap": GAP,
    "order": ORDER,
    "text": "q",
}
"""How `manage answer coverage` calls what the address says."""


@dataclass(frozen=True, slots=True)
class CoverageQuestion:
    """`asked` is the value of each filter, empty where none is set; `among` are the rows that it leaves
    and `rows` those of them that lack what was asked for, in order."""

    matrix: Matrix
    offered: dict[str, list[tuple[str, str]]]
    asked: dict[str, str]
    text: str
    among: list[Row]
    rows: list[Row]


def coverage_question(parameters: Mapping[str, Sequence[str]], viewer: Viewer) -> CoverageQuestion:
    matrix = Matrix(viewer)
    offered = _offered(matrix)
    given = {name: values[-1] for name, values in parameters.items() if values}
    asked = {name: _known(given.get(name, ""), options) for name, options in offered.items()}
    asked[ORDER] = asked[ORDER] or BY_GAPS
    text = given.get("q", "").strip()
    among = _narrowed(matrix.rows, asked, text)
    rows = _in_order(_lacking(among, matrix, asked[GAP]), matrix, asked[ORDER])
    return CoverageQuestion(matrix, offered, asked, text, among, rows)


def _known(value: str, options: list[tuple[str, str]]) -> str:
    return value if value in dict(options) else ""


def _offered(matrix: Matrix) -> dict[str, list[tuple[str, str]]]:
    """What may be chosen under each name: (value, label)."""
    used = {name: {getattr(row, trait) for row in matrix.rows} for name, trait in TRAITS.items()}
    kinds = [(code, label) for code, label in terms("institution_kind").items() if code in used[KIND]]
    columns = [(column.name, str(column.label)) for column in matrix.columns]
    return {
        KIND: sorted(kinds, key=lambda kind: folded(kind[1])),
        SECTOR: _labels(Sector, used[SECTOR]),
        LEVEL: _labels(Level, used[LEVEL]),
        REGION: [(name, name) for name in sorted(used[REGION], key=folded) if name],
        GAP: columns,
        ORDER: [(BY_GAPS, _("Gaps that weigh most first")), (BY_NAME, _("By name")), *columns],
    }


def _labels(choices: type[Sector] | type[Level], used: set[str]) -> list[tuple[str, str]]:
    return [(one.value, str(one.label)) for one in choices if one.value in used]


def _narrowed(rows: Sequence[Row], asked: dict[str, str], text: str) -> list[Row]:
    """The rows of that kind, sector, level and territory in whose names every word occurs."""
    words = folded(text).split()
    traits = [(trait, asked[name]) for name, trait in TRAITS.items() if asked[name]]
    return [
        row
        for row in rows
        if all(getattr(row, trait) == value for trait, value in traits)
        and (not words or _has(words, folded(f"{row.name} {row.short_name}")))
    ]


def _has(words: list[str], text: str) -> bool:
    return all(word in text for word in words)


def _lacking(rows: list[Row], matrix: Matrix, gap: str) -> list[Row]:
    place = matrix.place_of(gap)
    return rows if place is None else [row for row in rows if row.cells[place].state is State.GAP]


def _in_order(rows: list[Row], matrix: Matrix, order: str) -> list[Row]:
    by_name = sorted(rows, key=lambda row: (folded(row.name), row.package_id))
    place = matrix.place_of(order)
    key: Callable[[Row], Any] = matrix.by_weight if place is None else by_column(place)
    return by_name if order == BY_NAME else sorted(by_name, key=key)
