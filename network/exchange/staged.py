"""The staged rows of an import, held against the platform as it is now."""

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from network.vocabulary.package import Cells, Table

from .catalogue import file_name, key_of, model_of, tables
from .cells import equal
from .models import Import, StagedRow, State
from .problems import PackageError, Problem
from .reading import PlatformRow, read

Rows = dict[str, list[StagedRow]]


def keep_writers_out(names: list[str]) -> None:
    """Till the commit: SQLite's transactions begin with the lock, PostgreSQL is asked for each table."""
    if connection.vendor == "postgresql":
        models: list[type[Model]] = [Import, *(model_of(tables()[name]) for name in names)]
        quoted = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {quoted} IN SHARE ROW EXCLUSIVE MODE")


def locked(package: Import, *states: State) -> Import:
    """The import as it is now, kept from others till the commit. Refused in any other state."""
    package = Import.objects.select_for_update().get(pk=package.pk)
    if package.state not in states:
        raise PackageError(
            [
                Problem(
                    _("import %(number)s") % {"number": package.pk},
                    None,
                    "",
                    _("Its state is “%(state)s”.") % {"state": package.get_state_display()},
                    _("Choose an import in state “%(state)s”.") % {"state": states[0].label},
                )
            ]
        )
    return package


def check_unchanged(staged: Rows, side: str) -> dict[str, dict[int, PlatformRow]]:
    """Refuse, naming each, rows that are no longer as `side` ("before" or "after") of the staged row says.

    Returns the rows of the platform: table → primary key of the staged row → row.
    """
    problems = []
    found: dict[str, dict[int, PlatformRow]] = {}
    for name, rows in staged.items():
        table = tables()[name]
        present = read(table, [key_of(table, row.after) for row in rows])
        for row in rows:
            here = present.get(key_of(table, row.after))
            if not _same(table, getattr(row, side), here.cells if here else {}):
                problems.append(_changed(table, row, here, side))
            elif here:
                found.setdefault(name, {})[row.pk] = here
    if problems:
        raise PackageError(problems)
    return found


def differing(row: StagedRow) -> list[str]:
    """The columns that the import changes in a row."""
    return [name for name, text in row.after.items() if row.before.get(name, "") != text]


def _same(table: Table, expected: Cells, here: Cells) -> bool:
    if not expected or not here:
        return not expected and not here
    return all(
        equal(column, expected[column.name], here[column.name])
        for column in table.columns
        if column.name in expected
    )


def _changed(table: Table, row: StagedRow, here: PlatformRow | None, side: str) -> Problem:
    if here is None:
        problem = _("“%(key)s” is no longer in the platform.")
    elif row.before or side == "after":
        problem = _("“%(key)s” has been changed since.")
    else:
        problem = _("“%(key)s” has been added to the platform since.")
    return Problem(
        file_name(table),
        None,
        "",
        problem % {"key": row.key},
        _("Nothing was done. Look at the row, and decide by hand what shall hold."),
    )
