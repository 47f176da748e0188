"""Small packages for tests, and ways to look at the whole database."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.apps import apps

OPEN = Path("network/exchange/open").resolve()
Rows = Sequence[Mapping[str, str]]

THEME = {"id": "violencia", "label_es": "Violencia", "label_en": "Violence"}
MUNI = {
    "id": "muni",
    "name": "Municipio",
    "kind": "municipality",
    "region": "Jalisco",
    "municipality": "Tala",
}
UNIT = {"id": "unidad", "name": "Unidad", "kind": "municipal_unit", "parent_id": "muni"}
POST = {
    "id": "enlace-unidad",
    "name": "Enlace",
    "kind": "enlace",
    "institution_id": "unidad",
    "publication": "public",
}
GROUP = {"id": "mesa", "name": "Mesa", "kind": "mesa", "territory": "Jalisco;Nacional"}
ANA = {"id": "ana", "name": "Ana Ficticia", "institution_id": "unidad", "themes": "violencia", "tags": "Agua"}
EVA = {"id": "eva", "name": "Eva Ficticia", "institution_id": "muni", "tags": "agua;Riego"}


def write(folder: Path, **tables: Rows) -> Path:
    """A package in a new folder; the header has every column that a row uses."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def small(folder: Path, **tables: Rows) -> Path:
    """A package of one theme, a municipality and its unit, with whatever else is given."""
    return write(folder, themes=[THEME], institutions=[MUNI, UNIT], **tables)


def with_people(folder: Path) -> Path:
    return small(
        folder,
        posts=[POST],
        groups=[GROUP],
        people=[{**ANA, "visibility": "visible"}, {**EVA, "visibility": "limitada", "alias": "Colibrí"}],
        appointments=[
            {
                "id": "d1",
                "post_id": "enlace-unidad",
                "person_id": "ana",
                "capacity": "titular",
                "started": "2021",
            }
        ],
        collaborations=[{"person_a_id": "ana", "person_b_id": "eva", "kind": "consults"}],
        group_members=[
            {"group_id": "mesa", "institution_id": "unidad", "role": "member", "basis": "stated"},
            {
                "group_id": "mesa",
                "institution_id": "unidad",
                "role": "lead",
                "basis": "stated",
                "person_id": "ana",
            },
        ],
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def counts() -> dict[str, int]:
    """How many rows each table of the database has."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}
