"""Columns whose values live in other tables than the row: lists of ids, of territories, of names, of tags,
and links to one row. What a changed row had before is replaced."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.utils.text import slugify

from network.vocabulary.package import Cells, Column, Link, Names, References, Table, Tags, Territories

from .cells import split
from .lookup import Lookup
from .reading import BATCH, batches, joined, paths
from .territories import named

Values = Callable[[Cells], Iterator[dict[str, Any]]]


def columns(table: Table) -> list[Column]:
    return [column for column in table.columns if not paths(column)]


def holder(table: Table, column: Column) -> tuple[Any, str]:
    """The model whose rows hold the values of this column, and its field for the row they belong to."""
    if isinstance(column, Link | Names | Tags):
        return apps.get_model(column.model), column.owner
    model, owner, _target = joined(table, column)
    return model, owner


def write(table: Table, column: Column, rows: Mapping[int, Cells], lookup: Lookup, *, fresh: bool) -> None:
    """Give each row (primary key → all cells) the values of this column. `fresh` rows have none yet."""
    if not rows:
        return
    if isinstance(column, Link):
        _link(column, rows, lookup)
        return
    model, owner = holder(table, column)
    values = _values(table, column, rows, lookup)
    if not fresh:
        for batch in batches(rows):
            model._default_manager.filter(**{f"{owner}__in": batch}).delete()
    model._default_manager.bulk_create(
        (model(**{f"{owner}_id": pk}, **one) for pk, cells in rows.items() for one in values(cells)),
        batch_size=BATCH,
    )


def _values(table: Table, column: Column, rows: Mapping[int, Cells], lookup: Lookup) -> Values:
    """From the cells of a row to the values of each row that holds one item of the list."""
    match column:
        case References():
            target = f"{joined(table, column)[2]}_id"
            return lambda cells: (
                {target: lookup.pk(column.table, item)} for item in split(cells[column.name])
            )
        case Territories():
            target = f"{joined(table, column)[2]}_id"
            return lambda cells: (
                {target: pk} for pk in dict.fromkeys(lookup.places[place] for place in named(column, cells))
            )
        case Names():
            return lambda cells: ({column.each: item} for item in split(cells[column.name]))
        case Tags():
            tags = _tags(column, rows)
            return lambda cells: (
                {"tag_id": pk} for pk in {tags[item.casefold()]: None for item in split(cells[column.name])}
            )
    raise TypeError(f"{column} is not held by other rows")


def _tags(column: Tags, rows: Mapping[int, Cells]) -> dict[str, int]:
    """Tag without regard to case → primary key; those that nobody used before are made."""
    model: Any = apps.get_model(column.model)._meta.get_field("tag").related_model
    here: dict[str, int] = {}
    slugs: set[str] = set()
    for pk, name, slug in model._default_manager.order_by("-pk").values_list("pk", "name", "slug"):
        here[name.casefold()] = pk
        slugs.add(slug)
    lacking: dict[str, Any] = {}
    for cells in rows.values():
        for item in split(cells[column.name]):
            if item.casefold() not in here and item.casefold() not in lacking:
                slug = _free_slug(slugify(item)[:90] or "tag", slugs)
                slugs.add(slug)
                lacking[item.casefold()] = model(name=item, slug=slug)
    made = model._default_manager.bulk_create(lacking.values(), batch_size=BATCH)
    return {**here, **{name: tag.pk for name, tag in zip(lacking, made, strict=True)}}


def _free_slug(slug: str, taken: set[str]) -> str:
    number = 1
    free = slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free


def _link(column: Link, rows: Mapping[int, Cells], lookup: Lookup) -> None:
    """One row of the joining model per owner, the one with the values of `among`.

    A further row that already joins the same two (a second affiliation with that institution) becomes the
    one that is meant, and the former stays beside it: two rows never say the same.
    """
    model: Any = apps.get_model(column.model)
    manager = model._default_manager
    wanted = {pk: lookup.pk(column.table, cells[column.name]) for pk, cells in rows.items()}
    now: dict[int, Any] = {}
    others: dict[tuple[int, int], Any] = {}
    flags = [name for name, value in column.among.items() if value is True]
    fixed = {name: value for name, value in column.among.items() if name not in flags}
    for batch in batches(wanted):
        for one in manager.filter(**{f"{column.owner}__in": batch}, **fixed):
            owner, target = getattr(one, f"{column.owner}_id"), getattr(one, f"{column.target}_id")
            if all(getattr(one, name) for name in flags):
                now[owner] = one
            else:
                others[owner, target] = one
    new, moved, lowered, raised, gone = [], [], [], [], []
    for owner, target in wanted.items():
        meant = now.get(owner)
        if target is None:
            gone += [meant.pk] if meant else []
        elif other := others.get((owner, target)):
            raised.append(other)
            lowered += [meant] if meant else []
        elif meant:
            setattr(meant, f"{column.target}_id", target)
            moved.append(meant)
        else:
            new.append(model(**{f"{column.owner}_id": owner, f"{column.target}_id": target}, **column.among))
    for batch in batches(gone):
        manager.filter(pk__in=batch).delete()
    for flagged, ones in ((False, lowered), (True, raised)):
        for one in ones:
            for name in flags:
                setattr(one, name, flagged)
        if flags:
            manager.bulk_update(ones, flags, batch_size=BATCH)
    manager.bulk_update(moved, [column.target], batch_size=BATCH)
    manager.bulk_create(new, batch_size=BATCH)
