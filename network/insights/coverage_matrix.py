"""The coverage matrix: every institution in every column that the rooms contribute, for ONE viewer."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.graph.snapshot import Node, Snapshot
from network.institutions.enums import Sector
from network.institutions.models import Institution
from network.vocabulary.contributions import contributions
from network.vocabulary.coverage import Cell, Column, State

from .last_activity import COLUMN as LAST_ACTIVITY
from .queries import layers, standing

_SECTORS = {Sector.PUBLIC.value: 0, Sector.PRIVATE.value: 2}  # the others between them
_ORDER = {state: place for place, state in enumerate(State)}  # gaps first


@dataclass(frozen=True, slots=True)
class Row:
    """An institution and its cells, in the order of the columns."""

    package_id: str
    name: str
    short_name: str
    kind: str
    sector: str
    level: str
    region: str
    cells: tuple[Cell, ...]

    @property
    def gaps(self) -> int:
        return sum(cell.state is State.GAP for cell in self.cells)

    @property
    def applicable(self) -> int:
        """How many columns it could have a gap in."""
        return sum(cell.state is not State.NOT_APPLICABLE for cell in self.cells)

    @property
    def url(self) -> str:
        return reverse("institution", args=[self.package_id])


@dataclass(frozen=True, slots=True)
class Summary:
    """How a column stands among some rows. What is not known is neither covered nor a gap."""

    column: Column
    gaps: int
    solved: int
    unknown: int
    not_applicable: int

    @property
    def total(self) -> int:
        return self.gaps + self.solved + self.unknown + self.not_applicable


@dataclass(frozen=True, slots=True)
class Untied:
    """An institution that shares nothing with another; `alone` if it is in some space by itself."""

    row: Row
    alone: bool


def columns() -> tuple[Column, ...]:
    """Every column that a room contributes, and the one made of what several rooms know."""
    found = [c for module in contributions("coverage") for c in getattr(module, "columns", ())]
    return tuple(sorted([*found, LAST_ACTIVITY], key=lambda column: (column.order, column.name)))


class Matrix:
    """What one viewer may see of the coverage; what she may not see was left out of every cell."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self.columns = tuple(column for column in columns() if column.is_for(viewer))
        found = [(column.cells(viewer), _absent(column)) for column in self.columns]
        fields = ("pk", "package_id", "name", "short_name", "kind", "sector", "level", "region__name")
        self.rows = [
            Row(
                package_id=package_id,
                name=name,
                short_name=short_name,
                kind=kind,
                sector=sector,
                level=level,
                region=region or "",
                cells=tuple(cells.get(pk) or absent(sector) for cells, absent in found),
            )
            for pk, package_id, name, short_name, kind, sector, level, region in (
                Institution.objects.order_by("name", "pk").values_list(*fields)
            )
        ]

    @cached_property
    def snapshot(self) -> Snapshot:
        """The institutions and the contexts of the standing layers that she may see."""
        known = layers()
        contexts = [context for name in standing() for context in known[name].contexts(self._viewer)]
        return Snapshot(tuple(Node(row.package_id, row.name) for row in self.rows), tuple(contexts))

    @cached_property
    def _contexts_of(self) -> dict[str, list[frozenset[str]]]:
        found: dict[str, list[frozenset[str]]] = {}
        for context in self.snapshot.contexts:
            members = frozenset(seat.node_id for seat in context.members)
            for member in members:
                found.setdefault(member, []).append(members)
        return found

    def shared_with(self, package_id: str) -> Counter[str]:
        """With whom it shares how many contexts."""
        contexts = self._contexts_of.get(package_id, ())
        return Counter(other for members in contexts for other in members if other != package_id)

    def by_weight(self, row: Row) -> tuple[bool, int, int, int]:
        """Where gaps weigh most: by sector, then by its gaps times the institutions it shares spaces with.

        The public sector comes first, the private one after all others, and last who lacks nothing.
        """
        near = len(frozenset().union(*self._contexts_of.get(row.package_id, ())) - {row.package_id})
        return (not row.gaps, _SECTORS.get(row.sector, 1), -row.gaps * near, -row.gaps)

    def untied(self, rows: Sequence[Row]) -> list[Untied]:
        """Those of the rows that share no context with any other institution."""
        unseen = {node.id for node in self.snapshot.untied()}
        return [
            Untied(row, alone=row.package_id not in unseen)
            for row in rows
            if row.package_id in unseen or all(len(m) == 1 for m in self._contexts_of[row.package_id])
        ]

    def summaries(self, rows: Sequence[Row]) -> list[Summary]:
        found = []
        for place, column in enumerate(self.columns):
            states = Counter(row.cells[place].state for row in rows)
            found.append(
                Summary(
                    column,
                    gaps=states[State.GAP],
                    solved=states[State.SOLVED],
                    unknown=states[State.UNKNOWN],
                    not_applicable=states[State.NOT_APPLICABLE],
                )
            )
        return found

    def place_of(self, name: str) -> int | None:
        """The place of the column of that name."""
        return next((place for place, column in enumerate(self.columns) if column.name == name), None)


def by_column(place: int) -> Callable[[Row], tuple[int, int]]:
    """Gaps first, then what is not known, then what is there, from the least to the most."""
    return lambda row: (_ORDER[row.cells[place].state], row.cells[place].rank)


def _absent(column: Column) -> Callable[[str], Cell]:
    """What is said of an institution of that sector that has nothing in the column."""
    lacking = Cell(State.GAP, str(column.absent))
    if not column.expected_of:
        return lambda sector: lacking
    free = Cell(State.NOT_APPLICABLE, _("Not expected in its sector"))
    return lambda sector: lacking if not sector or sector in column.expected_of else free
