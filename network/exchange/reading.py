"""Rows of the database as canonical cells, in a constant number of queries for each table."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any, TypeVar

from django.apps import apps
from django.db.models import QuerySet

from network.vocabulary.package import (
    Column,
    Flag,
    Identifier,
    Key,
    Link,
    Municipality,
    Names,
    Number,
    Period,
    Reference,
    References,
    Region,
    Table,
    Tags,
    Territories,
)

from .catalogue import column_named, id_field, key_of, model_of, tables
from .cells import clean
from .territories import written

Item = TypeVar("Item")
BATCH = 500  # as many values as one query may safely list


@dataclass(slots=True)
class PlatformRow:
    pk: int
    cells: dict[str, str]


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch


def read(table: Table, keys: Collection[Key] | None = None) -> dict[Key, PlatformRow]:
    """The rows of a table in the order in which they came; only those of `keys` where given."""
    rows = model_of(table)._default_manager.order_by("pk")
    if keys is None:
        return _read(table, rows)
    if not keys:
        return {}
    if near := _near(table, keys):
        rows = rows.filter(**near)
    found = _read(table, rows)
    return {key: found[key] for key in keys if key in found}


def _near(table: Table, keys: Collection[Key]) -> dict[str, set[str]]:
    """The condition on one column of ids that leaves the fewest other rows; {} if none of the key has ids."""
    told: dict[str, set[str]] = {}
    for name, values in zip(table.key, map(set, zip(*keys, strict=True)), strict=False):
        column = column_named(table, name)
        if isinstance(column, Reference | Identifier) and "" not in values and len(values) <= BATCH:
            told[f"{paths(column)[0]}__in"] = values
    best = max(told, key=lambda path: len(told[path]), default=None)
    return {best: told[best]} if best else {}


def ids(table_name: str) -> dict[str, int]:
    """Id → primary key of every row of a table to which others refer."""
    model = model_of(tables()[table_name])
    return dict(model._default_manager.values_list(id_field(table_name), "pk"))


def parents(table: Table, columns: Iterable[Column]) -> dict[str, set[str]]:
    """Id → ids of the rows above it, in a table that refers to itself by those columns."""
    field = id_field(table.name)
    found: dict[str, set[str]] = {}
    for column in columns:
        if isinstance(column, References):
            model, owner, target = joined(table, column)
            pairs = model._default_manager.values_list(f"{owner}__{field}", f"{target}__{field}")
        else:
            pairs = model_of(table)._default_manager.values_list(field, f"{column.field}__{field}")
        for child, parent in pairs:
            if parent:
                found.setdefault(child, set()).add(parent)
    return found


def _read(table: Table, rows: QuerySet[Any]) -> dict[Key, PlatformRow]:
    direct = [(column, paths(column)) for column in table.columns if paths(column)]
    beside = {column.name: _beside(table, column, rows) for column in table.columns if not paths(column)}
    selected = [path for _column, column_paths in direct for path in column_paths]
    found: dict[Key, PlatformRow] = {}
    for pk, *values in rows.values_list("pk", *selected):
        cells: dict[str, str] = {column.name: "" for column in table.columns}
        start = 0
        for column, column_paths in direct:
            end = start + len(column_paths)
            cells[column.name] = _text(column, values[start:end])
            start = end
        for name, texts in beside.items():
            cells[name] = texts.get(pk, "")
        found[key_of(table, cells)] = PlatformRow(pk, cells)
    return found


def paths(column: Column) -> tuple[str, ...]:
    """What to select from the row's own table and the rows it points to; nothing for lists and links."""
    match column:
        case Reference():
            return (f"{column.field}__{id_field(column.table)}",)
        case Region() | Municipality():
            return (f"{column.field}__name",)
        case Period():
            return (column.starts, column.ends)
        case Number():
            return (column.field, column.places)
        case References() | Link() | Territories() | Names() | Tags():
            return ()
    return (column.field,)


def _text(column: Column, values: Sequence[Any]) -> str:
    value = values[0]
    match column:
        case Flag():
            return column.yes if value else column.no
        case Period():
            return "/".join(str(part) for part in values if part)
        case Number():
            return "" if value is None else _decimal(value, values[1])
    return "" if value is None else clean(str(value))


def _decimal(value: Decimal, places: int | None) -> str:
    """With as many decimals as were given; where that is unknown, with as many as it needs."""
    exponent = value.normalize().as_tuple().exponent
    needed = max(0, -exponent) if isinstance(exponent, int) else 0
    return f"{value:.{max(needed, places or 0)}f}"


def _beside(table: Table, column: Column, rows: QuerySet[Any]) -> dict[int, str]:
    """Primary key of a row → the cell of a column that lives in another table."""
    lists: dict[int, list[str]] = {}
    for owner, text in _pairs(table, column, rows):
        lists.setdefault(owner, []).append(text)
    return {owner: ";".join(dict.fromkeys(filter(None, texts))) for owner, texts in lists.items()}


def _pairs(table: Table, column: Column, rows: QuerySet[Any]) -> Iterator[tuple[int, str]]:
    chosen = rows.order_by().values("pk") if rows.query.where else None

    def select(model: Any, owner: str, *fields: str, **among: Any) -> Iterator[Any]:
        if chosen is not None:
            among[f"{owner}__in"] = chosen
        return iter(model._default_manager.filter(**among).order_by("pk").values_list(f"{owner}_id", *fields))

    match column:
        case References():
            through, owner, target = joined(table, column)
            yield from select(through, owner, f"{target}__{id_field(column.table)}")
        case Territories():
            through, owner, target = joined(table, column)
            fields = (f"{target}__kind", f"{target}__name", f"{target}__parent__name")
            for pk, *place in select(through, owner, *fields):
                yield pk, written(*place)
        case Link():
            model = apps.get_model(column.model)
            target = f"{column.target}__{id_field(column.table)}"
            yield from select(model, column.owner, target, **column.among)
        case Names():
            for pk, text in select(apps.get_model(column.model), column.owner, column.each):
                yield pk, clean(text).replace(";", ",")
        case Tags():
            for pk, text in select(apps.get_model(column.model), column.owner, "tag__name"):
                yield pk, clean(text).replace(";", ",")


def joined(table: Table, column: Column) -> tuple[Any, str, str]:
    """The model that joins two in a many-to-many field, and its fields for either side."""
    field: Any = model_of(table)._meta.get_field(column.field)
    return field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
