"""Taking out of the platform what an import brought, where nothing else has come to rest on it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from network.vocabulary.contributions import contributions
from network.vocabulary.models import Territory
from network.vocabulary.package import Link, Reference, Table

from . import lists
from .catalogue import file_name, model_of, tables
from .models import ExportedPerson
from .problems import Problem
from .reading import batches


class Leaving:
    """What is undone together: a row of it, or one that hangs on it, keeps nothing else in its place."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], set[int]] = {}
        self._owned: dict[type[models.Model], list[tuple[str, Mapping[str, Any], type[models.Model]]]] = {}

    def note(self, table: Table, pks: Iterable[int]) -> None:
        model = model_of(table)
        if model not in self._rows:
            self._rows[model] = set()
            for owned, owner, among in _holders(table):
                self._owned.setdefault(owned, []).append((f"{owner}_id", among, model))
        self._rows[model].update(pks)

    def takes_along(self, owned: type[models.Model], attribute: str, model: type[models.Model]) -> bool:
        """Whether all rows that name a row of the model there belong to it: none needs looking at."""
        return any(
            (owner, kept) == (attribute, model) and not among
            for owner, among, kept in self._owned.get(owned, ())
        )

    def __contains__(self, row: models.Model) -> bool:
        if row.pk in self._rows.get(type(row), ()):
            return True
        return any(
            getattr(row, owner) in self._rows[model]
            and all(getattr(row, name) == value for name, value in among.items())
            for owner, among, model in self._owned.get(type(row), ())
        )


def _holders(table: Table) -> Iterator[tuple[Any, str, Mapping[str, Any]]]:
    """The models whose rows belong to a row of the table: their field for it, and which of them do."""
    for column in lists.columns(table):
        owned, owner = lists.holder(table, column)
        yield owned, owner, column.among if isinstance(column, Link) else {}


def remove(table: Table, rows: Mapping[int, str]) -> Iterator[Problem]:
    """Delete rows (primary key → key as text) with what belongs to them; name those that others refer to."""
    model = model_of(table)
    for batch in batches(rows):
        for column in table.columns:
            if isinstance(column, Reference) and column.table == table.name:
                model._default_manager.filter(pk__in=batch).update(**{column.field: None})
        for owned, owner, among in _holders(table):
            owned._default_manager.filter(**{f"{owner}__in": batch}, **among).delete()
    problems = list(needed(table, rows))
    yield from problems
    if not problems:
        for batch in batches(rows):
            model._default_manager.filter(pk__in=batch).delete()


def needed(table: Table, rows: Mapping[int, str], leaving: Leaving | None = None) -> Iterator[Problem]:
    """One for each row (primary key → key as text) and each that refers to it and stays."""
    for pk, referrer in referrers(model_of(table), rows, leaving):
        yield Problem(
            file_name(table),
            None,
            "",
            _("“%(key)s” is referred to by “%(other)s”, which came later.")
            % {"key": rows[pk], "other": referrer},
            _("Nothing was undone. Change or delete first what refers to it."),
        )


def remove_territories(pks: list[int]) -> None:
    """Delete the territories that nothing uses, municipalities before their regions."""
    for kind in reversed(Territory.Kind.values):
        own = list(Territory.objects.filter(pk__in=pks, kind=kind).values_list("pk", flat=True))
        used = {pk for pk, _referrer in referrers(Territory, own)}
        Territory.objects.filter(pk__in=set(own) - used).delete()


def referrers(
    model: type[models.Model], pks: Collection[int], leaving: Leaving | None = None
) -> Iterator[tuple[int, str]]:
    """(Primary key, name of a row that points to it and stays) for every foreign key of every room.

    Rooms that are told after an import derive their rows from the records: these count for nothing, and so
    does that somebody was in an export.
    """
    derived = {room.__name__.rpartition(".")[0] for room in contributions("after_import")}
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        if relation.related_model._meta.app_config.name in derived:  # type: ignore[union-attr]
            continue
        if relation.related_model is ExportedPerson:
            continue
        attribute: str = relation.field.attname  # type: ignore[union-attr]
        if leaving is not None and leaving.takes_along(relation.related_model, attribute, model):  # type: ignore[arg-type]
            continue
        owner = _owner(relation.related_model, attribute)  # type: ignore[arg-type]
        manager: Any = relation.related_model._base_manager  # type: ignore[union-attr]
        for batch in batches(pks):
            for other in manager.filter(**{f"{attribute}__in": batch}).select_related(*owner):
                if leaving is None or other not in leaving:
                    yield getattr(other, attribute), _named(other, *owner)


def _owner(model: type[models.Model], attribute: str) -> tuple[str, ...]:
    """The field by which a row without an id of its own belongs to one that a package names, if any."""
    if _has_id(model):
        return ()
    for field in model._meta.concrete_fields:
        if field.many_to_one and field.attname != attribute and _has_id(field.related_model):  # type: ignore[arg-type]
            return (field.name,)
    return ()


def _has_id(model: type[models.Model]) -> bool:
    return hasattr(model, "package_id")


def _named(row: models.Model, owner: str = "") -> str:
    """A row by its id, or its owner's, and the file it stands in: never by the name of a person."""
    files = {model_of(table): file_name(table) for table in tables().values()}
    holder = (getattr(row, owner) if owner else None) or row
    file = files.get(type(row)) or files.get(type(holder))
    name = getattr(holder, "package_id", None) or f"{holder._meta.verbose_name} {holder.pk}"
    if file is None:
        return _("a record of the platform (%(name)s)") % {"name": name}
    return f"{name} ({file})"
