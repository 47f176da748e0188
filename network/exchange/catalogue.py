"""All tables of the data package, collected from the rooms and put in the order of their references."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from django.apps import apps
from django.db import models

from network.vocabulary import package as vocabulary
from network.vocabulary.contributions import contributions
from network.vocabulary.package import Column, ColumnFor, Key, Link, Reference, References, Table


@cache
def tables() -> dict[str, Table]:
    """Name → table, every table after those that it refers to."""
    rooms = (vocabulary, *reversed(contributions("package")))  # lower rooms first
    found = {table.name: table for room in rooms for table in getattr(room, "TABLES", ())}
    for room in rooms:
        for contributed in getattr(room, "COLUMNS", ()):
            found[contributed.table] = _with_column(found[contributed.table], contributed)
    ordered: dict[str, Table] = {}
    for name in found:
        _place(name, found, ordered)
    return ordered


def _place(name: str, found: dict[str, Table], ordered: dict[str, Table]) -> None:
    if name not in ordered:
        for target in targets(found[name]):
            if target != name:
                _place(target, found, ordered)
        ordered[name] = found[name]


def targets(table: Table) -> Iterator[str]:
    """The names of the tables to which a table refers."""
    for column in table.columns:
        if isinstance(column, Reference | References | Link):
            yield column.table


def model_of(table: Table) -> type[models.Model]:
    return apps.get_model(table.model)


def file_name(table: Table) -> str:
    return f"{table.name}.csv"


def file_columns(table: Table) -> list[Column]:
    """The columns that a file may have, in their documented order."""
    return [column for column in table.columns if not column.internal]


def column_named(table: Table, name: str) -> Column:
    return next(column for column in table.columns if column.name == name)


def id_field(table_name: str) -> str:
    """The model's field that holds the id by which other tables refer to a row."""
    table = tables()[table_name]
    return column_named(table, table.key[0]).field


def key_of(table: Table, cells: dict[str, str]) -> Key:
    return tuple(cells.get(name, "") for name in table.key)


def key_text(key: Key) -> str:
    """A key as one reads it in a list."""
    return " · ".join(part for part in key if part)


def _with_column(table: Table, contributed: ColumnFor) -> Table:
    names = [column.name for column in table.columns]
    place = names.index(contributed.before) if contributed.before else len(names)
    return replace(table, columns=(*table.columns[:place], contributed.column, *table.columns[place:]))
