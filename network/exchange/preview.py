"""What a package would do, found without writing anything.

An empty cell says that the value is unknown. It erases nothing: a list from an office often knows less than
the platform does. So a package adds and corrects; only undoing and the interface empty a known value.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from network.vocabulary.package import Cells, Column, Key, Table

from . import checks
from .catalogue import file_name, key_of, tables
from .cells import equal
from .changes import CONFLICTING, Change
from .digests import says
from .models import Action
from .parsing import ParsedTable, parse
from .problems import PackageError, Problem
from .queries import last_written
from .reading import PlatformRow, read
from .source import Source
from .territories import Place, Spelling, missing

Progress = Callable[[str], None]


@dataclass
class Preview:
    """What a package would do: counts per table, the changes, the conflicts, the new territories."""

    source: Source
    trusted: bool
    tables: dict[str, dict[str, int]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)
    territories: list[Place] = field(default_factory=list)


def preview(
    source: Source,
    *,
    trusted: bool = False,
    overwrite: bool = False,
    told_apart: bool = False,
    progress: Progress | None = None,
) -> Preview:
    """Parse, validate and compare. Raises PackageError with everything that is wrong.

    `told_apart`: of two rows that share what each should have alone it is known that they are two.
    """
    tell = progress or (lambda text: None)
    problems: list[Problem] = []
    parsed: dict[str, ParsedTable] = {}
    for name, table in tables().items():
        if (content := source.files.get(file_name(table))) is not None:
            tell(_("Reading %(file)s") % {"file": file_name(table)})
            parsed[name] = parse(table, content, problems)
    checks.references(parsed, problems)
    found = Preview(source, trusted)
    spelling = Spelling()
    for name, one in parsed.items():
        changes = _compare(found, one, read(tables()[name]), spelling, overwrite, problems)
        if not (trusted or told_apart):
            problems += checks.unshared(tables()[name], one, changes)
    if problems:
        order = list(source.files)
        raise PackageError(sorted(problems, key=lambda p: (order.index(p.file), p.row or 0)))
    found.territories = missing((tables()[change.table], change.after) for change in found.changes)
    return found


def _compare(
    found: Preview,
    parsed: ParsedTable,
    present: dict[Key, PlatformRow],
    spelling: Spelling,
    overwrite: bool,
    problems: list[Problem],
) -> list[Change]:
    table = parsed.table
    columns = {column.name: column for column in table.columns}
    changes = []
    for row in parsed.rows:
        key = key_of(table, row.cells)
        here = present.get(key)
        before = here.cells if here else None
        row.cells = spelling.cells(table, row.cells, before)
        after = _after(table, columns, row.cells, before, found.trusted)
        action = Action.NEW if before is None else Action.CHANGED
        if after != before:
            changes.append(Change(table.name, key, row.number, action, before or {}, after))
    conflicts = [] if overwrite else _conflicts(table, columns, changes)
    for change in conflicts:
        change.action = CONFLICTING
    changes = [change for change in changes if change.action != CONFLICTING]
    checks.outcome(table, parsed, changes, present, problems)
    counted = Counter(change.action for change in changes)
    found.tables[table.name] = {
        "new": counted[Action.NEW],
        "changed": counted[Action.CHANGED],
        "unchanged": len(parsed.rows) - len(changes) - len(conflicts),
        "conflicting": len(conflicts),
    }
    found.changes += changes
    found.conflicts += conflicts
    return changes


def _after(
    table: Table,
    columns: dict[str, Column],
    asked: dict[str, str],
    present: Cells | None,
    trusted: bool,
) -> dict[str, str]:
    """The whole row as the package leaves it. Missing columns and empty cells change nothing."""
    settled = table.settle(asked, present, trusted) if table.settle else {}
    after = dict(present) if present is not None else {c.name: c.default for c in table.columns}
    for name, text in {**asked, **settled}.items():
        if text and not equal(columns[name], text, after[name]):
            after[name] = text
    return after


def _conflicts(table: Table, columns: dict[str, Column], changes: list[Change]) -> list[Change]:
    """Rows in which the platform changed what an import wrote, and which the package changes otherwise."""
    changed = {change.key: change for change in changes if change.action == Action.CHANGED}
    conflicts = []
    for key, written in last_written(table, changed.keys()).items():
        change = changed[key]
        if any(
            not says(written.get(name, ""), change.before[name])
            and not equal(columns[name], change.before[name], written.get(name, ""))
            for name in change.columns()
        ):
            conflicts.append(change)
    return conflicts
