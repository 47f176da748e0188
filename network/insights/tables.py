"""The twins of the drawing: nodes and ties as rows."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.vocabulary.layers import Layer

from .columns import NAME, Column
from .queries import layers
from .sentences import number
from .services import Analysis
from .summary import names
from .ties import Tie


@dataclass(frozen=True, slots=True)
class Cell:
    label: str
    text: str  # empty where the measure is not defined


@dataclass(frozen=True, slots=True)
class NodeRow:
    id: str
    name: str
    layer: str  # the label of its layer, if it is a context
    url: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class End:
    """An institution or a context by its name; `url` is empty where it has no page of its own."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class TieRow:
    a: End
    b: End
    weight: int
    reasons: tuple[End, ...]
    stated: bool


def sorted_ids(
    analysis: Analysis, column: str, *, descending: bool
) -> list[dict[str, str | int | float | None]]:
    """The nodes' measures in that order; what is not defined comes last either way, then by name."""
    known = names(analysis)
    rows = sorted(analysis.measures.nodes, key=lambda row: (known[str(row["id"])].casefold(), row["id"]))
    if column == NAME:
        return rows[::-1] if descending else rows
    defined = [row for row in rows if row[column] is not None]
    defined.sort(key=lambda row: row[column], reverse=descending)  # type: ignore[arg-type, return-value]
    return defined + [row for row in rows if row[column] is None]


def node_rows(
    analysis: Analysis, rows: list[dict[str, str | int | float | None]], columns: tuple[Column, ...]
) -> list[NodeRow]:
    known, by_layer = names(analysis), layers()
    found = []
    for row in rows:
        node = str(row["id"])
        cells = tuple(Cell(str(column.label), _shown(column, row[column.name])) for column in columns)
        layer = by_layer.get(node.partition(":")[0]) if ":" in node else None
        found.append(
            NodeRow(node, known[node], str(layer.label) if layer else "", address(node, by_layer), cells)
        )
    return found


def _shown(column: Column, value: str | int | float | None) -> str:
    if column.name == "articulation":
        return _("yes") if value else _("no")
    return value if isinstance(value, str) else number(value)


def tie_rows(analysis: Analysis, ties: list[Tie]) -> list[TieRow]:
    known, by_layer = names(analysis), layers()

    def end(node: str) -> End:
        return End(known[node], address(node, by_layer))

    return [
        TieRow(
            end(tie.a), end(tie.b), tie.weight, tuple(end(context) for context in tie.contexts), tie.stated
        )
        for tie in ties
    ]


def address(node: str, by_layer: dict[str, Layer]) -> str:
    """Where an institution, or a context that has a page, is told of."""
    if ":" not in node:
        return reverse("institution", args=[node])
    layer, package_id = node.split(":", 1)
    name = by_layer[layer].url_name
    return reverse(name, args=[package_id]) if name else ""
