"""Territories as packages name them: by the name of a region, with its municipalities below it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from network.vocabulary.models import Territory
from network.vocabulary.package import Cells, Column, Municipality, Region, Table, Territories
from network.vocabulary.words import folded

from .cells import clean, split
from .values import INTERNATIONAL, NATIONAL

Kind = Territory.Kind


class Place(NamedTuple):
    """A territory as a cell names it. Only a municipality has a region, if that is known."""

    kind: str
    name: str
    region: str = ""

    def __str__(self) -> str:
        return f"{self.region}/{self.name}" if self.region else self.name


def named(column: Column, cells: Cells) -> list[Place]:
    """The places that the cell of this column names."""
    text = cells.get(column.name, "")
    match column:
        case Region() if text:
            return [Place(Kind.REGION, text)]
        case Municipality() if text:
            return [Place(Kind.MUNICIPALITY, text, cells.get(column.region, ""))]
        case Territories():
            return [_place(item) for item in split(text)]
    return []


def written(kind: str, name: str, parent: str | None) -> str:
    """A territory as a cell of a Territories column names it."""
    if kind == Kind.NATIONAL:
        return NATIONAL
    if kind == Kind.INTERNATIONAL:
        return INTERNATIONAL
    name = clean(name).replace(";", ",")
    return f"{clean(parent or '')}/{name}" if kind == Kind.MUNICIPALITY else name


def _place(item: str) -> Place:
    if item == NATIONAL:
        return Place(Kind.NATIONAL, NATIONAL)
    if item == INTERNATIONAL:
        return Place(Kind.INTERNATIONAL, INTERNATIONAL)
    region, slash, municipality = item.partition("/")
    return Place(Kind.MUNICIPALITY, municipality, region) if slash else Place(Kind.REGION, item)


class Spelling:
    """One rule for the names of places: case, accents and blanks make no other place.

    The spelling of the platform holds, else the first of the package.
    """

    def __init__(self) -> None:
        self._known = set(known())
        self._first: dict[Place, Place] = {}
        for place in self._known:
            self._first.setdefault(_folded(place), place)

    def of(self, place: Place) -> Place:
        if place.region:
            place = place._replace(region=self.of(Place(Kind.REGION, place.region)).name)
        return place if place in self._known else self._first.setdefault(_folded(place), place)

    def cells(self, table: Table, cells: dict[str, str], before: Cells | None) -> dict[str, str]:
        """The cells that a package gives of a row, with its places as they are spelled here."""
        spelled = dict(cells)
        for column in table.columns:
            if not cells.get(column.name):
                continue
            match column:
                case Region() | Territories():
                    spelled[column.name] = ";".join(_item(self.of(place)) for place in named(column, cells))
                case Municipality():
                    region = spelled.get(column.region) or (before or {}).get(column.region, "")
                    spelled[column.name] = self.of(Place(Kind.MUNICIPALITY, cells[column.name], region)).name
        return spelled


def _item(place: Place) -> str:
    """A place as a cell of a Territories column names it, also a municipality of an unknown region."""
    return f"{place.region}/{place.name}" if place.kind == Kind.MUNICIPALITY else place.name


def _folded(place: Place) -> Place:
    return place._replace(
        name=" ".join(folded(place.name).split()), region=" ".join(folded(place.region).split())
    )


def missing(rows: Iterable[tuple[Table, Cells]]) -> list[Place]:
    """The places that rows name and the platform lacks, regions before their municipalities."""
    here = known()
    wanted: dict[Place, None] = {}
    for table, cells in rows:
        for place in _of_row(table, cells):
            if place.region:
                wanted.setdefault(Place(Kind.REGION, place.region))
            wanted.setdefault(place)
    order = list(Kind.values)
    return sorted((place for place in wanted if place not in here), key=lambda place: order.index(place.kind))


def _of_row(table: Table, cells: Cells) -> Iterator[Place]:
    for column in table.columns:
        yield from named(column, cells)


def known() -> dict[Place, int]:
    """Every territory of the platform → its primary key; of two of one name, the older."""
    found: dict[Place, int] = {}
    for pk, kind, name, parent in Territory.objects.order_by("pk").values_list(
        "pk", "kind", "name", "parent__name"
    ):
        place = _place(written(kind, name, parent))
        found.setdefault(place, pk)
    return found


def create(places: Iterable[Place], here: dict[Place, int]) -> list[int]:
    """Make the places that are not `here` yet, note them there, and tell their primary keys."""
    made: list[int] = []
    lacking = [place for place in places if place not in here]
    for kind in Kind.values:
        batch = [place for place in lacking if place.kind == kind]
        created = Territory.objects.bulk_create(
            Territory(kind=kind, name=place.name, parent_id=_parent(place, here)) for place in batch
        )
        for place, territory in zip(batch, created, strict=True):
            here[place] = territory.pk
            made.append(territory.pk)
    return made


def _parent(place: Place, here: Mapping[Place, int]) -> int | None:
    return here[Place(Kind.REGION, place.region)] if place.region else None
