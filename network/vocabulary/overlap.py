"""Spans of partial dates that exclude each other, in Python and in the database, by one rule."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.utils.translation import gettext_lazy as _

from .partial_date import PartialDate

_NEVER = 99_999_999  # later than every day, as a number of eight digits
_ROOM = 1_000_000_000  # so much of the line of numbers belongs to each row that `per` names


def certainly_overlap(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two (started, ended) certainly were in force at once, whatever their dates leave open.

    Two without an end always do. "2024" and "2024-05" may follow each other, and so may two that share one
    day: whoever hands over and whoever takes over do it on the same one.
    """
    if not one[1] and not other[1]:
        return True
    begin, end = zip(_certain(*one), _certain(*other), strict=True)
    return max(begin) < min(end)


def _certain(started: str, ended: str) -> tuple[dt.date, dt.date]:
    """The first and the last day on which it was in force for sure; reversed where there is none."""
    return (
        PartialDate(started).last_day if started else dt.date.max,
        PartialDate(ended).first_day if ended else dt.date.max,
    )


class NeverAtOnce(models.BaseConstraint):
    """Of the rows of one `per` with the values of `when`, no two certainly were in force at once.

    PostgreSQL holds it by an exclusion constraint, SQLite by triggers that every rebuilding of the table
    makes anew. Two that have no end are left to a unique constraint, where one of them has no start either.
    """

    violation_error_message = _("Another one was in force at that time.")

    def __init__(
        self, *, per: str, when: Mapping[str, str], name: str, start: str = "started", end: str = "ended"
    ) -> None:
        super().__init__(name=name)
        self.per, self.when, self.start, self.end = per, dict(when), start, end

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.deferred_sql += [self._trigger(deed, model, schema_editor) for deed in _DEEDS]
            return None
        return f"CONSTRAINT {schema_editor.quote_name(self.name)} {self._exclusion(model, schema_editor)}"

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """For PostgreSQL; SQLite rebuilds the table instead, by `constraint_sql`."""
        return Statement(
            "ALTER TABLE %(table)s ADD %(constraint)s",
            table=Table(model._meta.db_table, schema_editor.quote_name),
            constraint=self.constraint_sql(model, schema_editor),
        )

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        return Statement(
            "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s",
            table=Table(model._meta.db_table, schema_editor.quote_name),
            name=schema_editor.quote_name(self.name),
        )

    def _exclusion(self, model: Any, editor: BaseDatabaseSchemaEditor) -> str:
        per = f"{self._column(model, self.per, editor)}::bigint * {_ROOM}"
        begin, end = self._days(model, editor, "")
        span = f"int8range({per} + LEAST({begin}, {end}), {per} + {end})"
        return f"EXCLUDE USING gist ({span} WITH &&) WHERE ({self._condition(model, editor, '')})"

    def _trigger(self, deed: str, model: Any, editor: BaseDatabaseSchemaEditor) -> Statement:
        (begin, end), (begun, over) = self._days(model, editor, "NEW."), self._days(model, editor, "other.")
        per, key = self._column(model, self.per, editor), editor.quote_name(model._meta.pk.column)
        return Statement(
            "CREATE TRIGGER %(name)s AFTER %(deed)s ON %(table)s WHEN %(condition)s BEGIN "
            "SELECT RAISE(ABORT, '%(rule)s') FROM %(table)s AS other WHERE %(other)s; END",
            name=editor.quote_name(f"{self.name}_{deed.split()[0].lower()}"),
            rule=self.name,
            deed=deed,
            table=Table(model._meta.db_table, editor.quote_name),
            condition=self._condition(model, editor, "NEW."),
            other=f"other.{per} = NEW.{per} AND other.{key} <> NEW.{key} "
            f"AND {self._condition(model, editor, 'other.')} AND max({begin}, {begun}) < min({end}, {over})",
        )

    def _days(self, model: Any, editor: BaseDatabaseSchemaEditor, row: str) -> tuple[str, str]:
        """The first and the last certain day as numbers, 31 standing for the last of any month."""
        return (
            _day(row + self._column(model, self.start, editor), "-12-31"),
            _day(row + self._column(model, self.end, editor), "-01-01"),
        )

    def _condition(self, model: Any, editor: BaseDatabaseSchemaEditor, row: str) -> str:
        return " AND ".join(
            f"{row}{self._column(model, field, editor)} = {editor.quote_value(value)}"
            for field, value in self.when.items()
        )

    def _column(self, model: Any, field: str, editor: BaseDatabaseSchemaEditor) -> str:
        return editor.quote_name(model._meta.get_field(field).column)

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = "default") -> None:
        fields = {self.per, self.start, self.end, *self.when}
        if exclude and fields & set(exclude):
            return
        if any(getattr(instance, field) != value for field, value in self.when.items()):
            return
        others = model._default_manager.using(using).filter(
            **{self.per: getattr(instance, model._meta.get_field(self.per).attname)}, **self.when
        )
        spans = others.exclude(pk=instance.pk).values_list(self.start, self.end)
        mine = (getattr(instance, self.start), getattr(instance, self.end))
        if any(certainly_overlap(mine, span) for span in spans):
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)

    def deconstruct(self) -> Any:
        path, _args, _kwargs = super().deconstruct()
        says = {"per": self.per, "when": self.when, "start": self.start, "end": self.end, "name": self.name}
        return path, (), says

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NeverAtOnce) and self.deconstruct() == other.deconstruct()

    __hash__ = None  # type: ignore[assignment]


_DEEDS = ("INSERT", "UPDATE")


def _day(column: str, rest: str) -> str:
    """A partial date as a number, its missing parts taken from `rest`; without a date, later than any."""
    whole = f"{column} || substr('{rest}', length({column}) - 3)"
    return f"(CASE {column} WHEN '' THEN {_NEVER} ELSE CAST(replace({whole}, '-', '') AS integer) END)"
