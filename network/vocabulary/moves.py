"""A state that moves along known ways alone, held by the database itself."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.ddl_references import Statement, Table
from django.utils.translation import gettext_lazy as _


class OnlyMoves(models.BaseConstraint):
    """Rows are born in one of `births`, and their `field` changes only as `moves` says (from → to).

    Whoever writes past the services (an import, a console, a `QuerySet.update`) is refused too: a trigger
    looks at every INSERT and UPDATE. On SQLite every rebuilding of the table makes the triggers anew.
    """

    violation_error_message = _("It cannot go from the state in which it is to that one.")

    def __init__(
        self, *, field: str, births: Iterable[str], moves: Mapping[Any, Iterable[str]], name: str
    ) -> None:
        super().__init__(name=name)
        self.field = field
        self.births = sorted(str(one) for one in births)
        self.moves = {str(one): sorted(str(to) for to in ways) for one, ways in sorted(moves.items())}

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Nothing that stands inside CREATE TABLE: the triggers follow it."""
        schema_editor.deferred_sql += self._statements(model, schema_editor)

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """For PostgreSQL; SQLite rebuilds the table instead, by `constraint_sql`."""
        return self._joined(self._statements(model, schema_editor), model, schema_editor)

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        quoted, function = self._named(schema_editor)
        return Statement(
            "DROP TRIGGER %(name)s ON %(table)s; DROP FUNCTION %(function)s()",
            name=quoted,
            table=Table(model._meta.db_table, schema_editor.quote_name),
            function=function,
        )

    def _statements(self, model: Any, editor: Any) -> list[Statement]:
        if editor.connection.vendor == "sqlite":
            return [self._trigger(deed, model, editor) for deed in ("INSERT", "UPDATE")]
        return self._for_postgresql(model, editor)

    def _joined(self, statements: list[Statement], model: Any, editor: Any) -> Statement:
        return Statement(
            "; ".join(str(one) for one in statements).replace("%", "%%"),
            table=Table(model._meta.db_table, editor.quote_name),
        )

    def _trigger(self, deed: str, model: Any, editor: Any) -> Statement:
        return Statement(
            "CREATE TRIGGER %(name)s AFTER %(deed)s ON %(table)s WHEN %(wrong)s BEGIN "
            "SELECT RAISE(ABORT, '%(rule)s'); END",
            name=editor.quote_name(f"{self.name}_{deed.lower()}"),
            deed=deed,
            rule=self.name,
            table=Table(model._meta.db_table, editor.quote_name),
            wrong=self._wrong(deed, model, editor),
        )

    def _for_postgresql(self, model: Any, editor: Any) -> list[Statement]:
        quoted, function = self._named(editor)
        table = Table(model._meta.db_table, editor.quote_name)
        born, moved = (self._wrong(deed, model, editor) for deed in ("INSERT", "UPDATE"))
        return [
            Statement(
                "CREATE FUNCTION %(function)s() RETURNS trigger LANGUAGE plpgsql AS $moves$ BEGIN "
                "IF TG_OP = 'INSERT' THEN IF %(born)s THEN "
                "RAISE EXCEPTION '%(rule)s' USING ERRCODE = 'check_violation'; END IF; "
                "ELSIF %(moved)s THEN "
                "RAISE EXCEPTION '%(rule)s' USING ERRCODE = 'check_violation'; END IF; "
                "RETURN NEW; END $moves$",
                function=function,
                born=born,
                moved=moved,
                rule=self.name,
                table=table,
            ),
            Statement(
                "CREATE TRIGGER %(name)s BEFORE INSERT OR UPDATE ON %(table)s FOR EACH ROW "
                "EXECUTE FUNCTION %(function)s()",
                name=quoted,
                table=table,
                function=function,
            ),
        ]

    def _wrong(self, deed: str, model: Any, editor: Any) -> str:
        column = editor.quote_name(model._meta.get_field(self.field).column)
        if deed == "INSERT":
            return f"NEW.{column} NOT IN ({_listed(self.births, editor)})"
        ways = " OR ".join(
            f"(OLD.{column} = {editor.quote_value(one)} AND NEW.{column} IN ({_listed(ways, editor)}))"
            for one, ways in self.moves.items()
            if ways
        )
        return f"OLD.{column} <> NEW.{column} AND NOT ({ways or '1 = 0'})"

    def _named(self, editor: Any) -> tuple[str, str]:
        return editor.quote_name(self.name), editor.quote_name(f"{self.name}_held")

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = "default") -> None:
        if exclude and self.field in set(exclude):
            return
        now = str(getattr(instance, self.field))
        was = (
            model._default_manager.using(using)
            .filter(pk=instance.pk)
            .values_list(self.field, flat=True)
            .first()
        )
        allowed = self.births if was is None else [was, *self.moves.get(was, ())]
        if now not in allowed:
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)

    def deconstruct(self) -> Any:
        path, _args, _kwargs = super().deconstruct()
        return path, (), {"field": self.field, "births": self.births, "moves": self.moves, "name": self.name}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OnlyMoves) and self.deconstruct() == other.deconstruct()

    __hash__ = None  # type: ignore[assignment]


def _listed(values: Iterable[str], editor: Any) -> str:
    return ", ".join(editor.quote_value(value) for value in values)
