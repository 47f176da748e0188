"""Canonical cells into the database, in bulk: as many statements as tables and columns, not as rows."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Min

from network.vocabulary.package import (
    Cells,
    Column,
    Date,
    Flag,
    Municipality,
    Number,
    Period,
    Reference,
    Region,
    Table,
    Watched,
    Whole,
)
from network.vocabulary.partial_date import PartialDate

from . import lists
from .catalogue import model_of
from .lookup import Lookup
from .reading import BATCH, batches, paths
from .territories import named

_HIGHEST = 32_767  # of a small whole number in PostgreSQL


def create(table: Table, rows: list[Cells], lookup: Lookup) -> list[int]:
    """Make rows; those of a tree are hung up afterwards, since what is above may be among them."""
    model = model_of(table)
    own = [column for column in _written(table) if not _to_itself(table, column)]
    made = model._default_manager.bulk_create(
        [model(**_attributes(table, own, cells, lookup)) for cells in rows], batch_size=BATCH
    )
    pks = [instance.pk for instance in made]
    lookup.note(table, {cells[table.key[0]]: pk for cells, pk in zip(rows, pks, strict=True)})
    owned = dict(zip(pks, rows, strict=True))
    _hang_up(table, {pk: cells for pk, cells in owned.items() if _stands_below(table, cells)}, lookup)
    for column in lists.columns(table):
        filled = {pk: cells for pk, cells in owned.items() if cells[column.name]}
        lists.write(table, column, filled, lookup, fresh=True)
    return pks


def readdress(table: Table, uids: Mapping[int, UUID]) -> None:
    """Rows (primary key → uid) that were made anew are found again at the address that they had."""
    model: Any = model_of(table)
    instances = [model(pk=pk, uid=uid) for pk, uid in uids.items()]
    model._default_manager.bulk_update(instances, ["uid"], batch_size=BATCH)


def update(
    table: Table, rows: dict[int, Cells], changed: Mapping[int, Iterable[str]], lookup: Lookup
) -> None:
    """Write rows (primary key → all cells), of which only the columns named in `changed` differ."""
    if not rows:
        return
    model = model_of(table)
    touched = {name for names in changed.values() for name in names}
    if any(column.name in touched for column in table.columns if isinstance(column, Region)):
        touched |= {column.name for column in table.columns if isinstance(column, Municipality)}
    if table.sole:
        touched |= {column.name for column in table.columns if column.field in table.sole.aside}
    touched |= {column.name for column in _numbers_alone(table)}
    own = [c for c in _written(table) if c.name in touched and not _to_itself(table, c)]
    if own:
        set_aside(table, list(rows))
        instances = [model(pk=pk, **_attributes(table, own, cells, lookup)) for pk, cells in rows.items()]
        model._default_manager.bulk_update(instances, _fields(table, own), batch_size=BATCH)
    if any(column.name in touched for column in table.columns if _to_itself(table, column)):
        _hang_up(table, rows, lookup)
    for column in lists.columns(table):
        owners = {pk: cells for pk, cells in rows.items() if column.name in set(changed[pk])}
        lists.write(table, column, owners, lookup, fresh=False)


def set_aside(table: Table, pks: list[int]) -> None:
    """Take rows out of the rule that allows only one, so that they may change places in any order.

    Of numbers that no two rows share, each gets one of its own, downwards from the highest that is free.
    """
    if table.sole:
        for batch in batches(pks):
            model_of(table)._default_manager.filter(pk__in=batch, **table.sole.when).update(
                **table.sole.aside
            )
    manager = model_of(table)._default_manager
    for column in _numbers_alone(table):
        taken = manager.filter(**{f"{column.field}__gt": _HIGHEST // 2}).aggregate(lowest=Min(column.field))
        first = (taken["lowest"] or _HIGHEST + 1) - 1
        away = [manager.model(pk=pk, **{column.field: first - place}) for place, pk in enumerate(pks)]
        manager.bulk_update(away, [column.field], batch_size=BATCH)


def _numbers_alone(table: Table) -> list[Column]:
    names = {name for columns in table.alone for name in columns}
    return [column for column in table.columns if isinstance(column, Whole) and column.name in names]


def _hang_up(table: Table, rows: Mapping[int, Cells], lookup: Lookup) -> None:
    own = [column for column in table.columns if _to_itself(table, column)]
    model = model_of(table)
    if rows and own:
        instances = [model(pk=pk, **_attributes(table, own, cells, lookup)) for pk, cells in rows.items()]
        model._default_manager.bulk_update(instances, _fields(table, own), batch_size=BATCH)


def _written(table: Table) -> list[Column]:
    return [column for column in table.columns if paths(column) and not isinstance(column, Watched)]


def _to_itself(table: Table, column: Column) -> bool:
    return isinstance(column, Reference) and column.table == table.name


def _stands_below(table: Table, cells: Cells) -> bool:
    return any(cells[column.name] for column in table.columns if _to_itself(table, column))


def _fields(table: Table, columns: list[Column]) -> list[str]:
    fields: list[str] = []
    for column in columns:
        match column:
            case Period():
                fields += [column.starts, column.ends]
            case Number():
                fields += [column.field, column.places]
            case _:
                fields.append(column.field)
    return fields


def _attributes(table: Table, columns: list[Column], cells: Cells, lookup: Lookup) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in columns:
        text = cells[column.name]
        match column:
            case Reference():
                values[f"{column.field}_id"] = lookup.pk(column.table, text)
            case Region() | Municipality():
                places = named(column, cells)
                values[f"{column.field}_id"] = lookup.places[places[0]] if places else None
            case Flag():
                values[column.field] = text == column.yes
            case Whole():
                values[column.field] = int(text) if text else None
            case Number():
                values[column.field] = Decimal(text) if text else None
                values[column.places] = len(text.partition(".")[2]) if text else None
            case Period():
                start, _slash, end = text.partition("/")
                values.update({column.starts: start, column.ends: end})
            case Date():
                values[column.field] = PartialDate(text) if text else ""
            case _:
                values[column.field] = text
    return values
