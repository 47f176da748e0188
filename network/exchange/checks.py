"""What no single cell can tell: references, cycles, rows that exclude each other, dates that contradict."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from network.vocabulary.overlap import certainly_overlap
from network.vocabulary.package import Cells, Column, Key, Link, Reference, References, Table

from .catalogue import file_name, key_text, tables
from .cells import split
from .changes import Change
from .parsing import ParsedRow, ParsedTable
from .problems import MOST_LISTED, PackageError, Problem
from .reading import PlatformRow, ids, parents
from .values import did_you_mean, ends_before, shortened

# Table → the columns whose numbers are parts of its participants.
_PARTS = {"trainings": ("women", "men"), "milestones": ("women", "men", "other", "no_data")}


def references(parsed: dict[str, ParsedTable], problems: list[Problem]) -> None:
    """Every id that a row names must be in the package or in the platform; rows that fail are set aside."""
    known: dict[str, set[str]] = {}
    for one in parsed.values():
        columns = [c for c in one.table.columns if c.name in one.columns and _refers(c)]
        for column in columns:
            target = column.table  # type: ignore[attr-defined]
            if target not in known:
                known[target] = set(ids(target))
                if target in parsed:
                    known[target] |= {key[0] for key in parsed[target].keys}
        one.rows = [row for row in one.rows if _refers_well(one.table, row, columns, known, problems)]


def _refers(column: Column) -> bool:
    return isinstance(column, Reference | References | Link)


def _refers_well(
    table: Table,
    row: ParsedRow,
    columns: list[Column],
    known: dict[str, set[str]],
    problems: list[Problem],
) -> bool:
    good = True
    for column in columns:
        target = column.table  # type: ignore[attr-defined]
        for wanted in split(row.cells[column.name]):
            if wanted not in known[target]:
                few = len(problems) < MOST_LISTED  # looking for similar ids takes its time
                near = did_you_mean(wanted, tuple(known[target])) if few else ""
                problems.append(
                    Problem(
                        file_name(table),
                        row.number,
                        column.name,
                        _("“%(id)s” is neither in %(file)s nor in the platform.")
                        % {"id": shortened(wanted), "file": file_name(tables()[target])},
                        near
                        or _("Correct the id, or add its row to %(file)s.")
                        % {"file": file_name(tables()[target])},
                    )
                )
                good = False
    return good


def outcome(
    table: Table,
    parsed: ParsedTable,
    changes: list[Change],
    present: dict[Key, PlatformRow],
    problems: list[Problem],
) -> None:
    """Check the rows as they will be once the package is applied."""
    asked = {row.number: row.cells for row in parsed.rows}
    for change in changes:
        problems += _within_row(table, change, asked[change.row])
        problems += _people_add_up(table, change)
    for column in table.columns:
        if _is_tree(table, column):
            problems += _cycles(table, column, changes)
    if table.sole:
        problems += _second_ones(table, changes, present)


def _within_row(table: Table, change: Change, asked: dict[str, str]) -> Iterable[Problem]:
    file, cells = file_name(table), change.after
    for start, end in table.spans:
        if ends_before(cells[start], cells[end]):
            yield Problem(
                file,
                change.row,
                end,
                _("The end (%(end)s) is before the start (%(start)s).")
                % {"end": cells[end], "start": cells[start]},
                _("Correct one of the two dates."),
            )
    for one, other in table.distinct:
        if cells[one] == cells[other]:
            yield Problem(
                file,
                change.row,
                other,
                _("“%(id)s” is on both sides.") % {"id": cells[other]},
                _("Name two different rows."),
            )
    for name, value, needed in table.needs:
        if value in (asked.get(name), cells[name]) and not cells[needed]:
            yield Problem(
                file,
                change.row,
                needed,
                _("“%(value)s” in column %(name)s needs a value here.") % {"value": value, "name": name},
                _("Write it, or choose another value in column %(name)s.") % {"name": name},
            )
    for name, value, filled in table.only:
        if cells[filled] and cells[name] != value:
            yield Problem(
                file,
                change.row,
                filled,
                _("Only a row with “%(value)s” in column %(name)s has a value here.")
                % {"value": value, "name": name},
                _("Leave it empty, or write “%(value)s” in column %(name)s.")
                % {"value": value, "name": name},
            )


def _people_add_up(table: Table, change: Change) -> Iterable[Problem]:
    """Where a number of participants is exact, no part of it can exceed it."""
    cells = change.after
    if table.name not in _PARTS or cells["qualifier"] != "exact" or not cells["participants"]:
        return
    parts = [(name, int(cells[name] or 0)) for name in _PARTS[table.name]]
    if sum(number for _name, number in parts) > int(cells["participants"]):
        yield Problem(
            file_name(table),
            change.row,
            "participants",
            _("The parts (%(parts)s) are more than the exact number of participants (%(all)s).")
            % {
                "parts": ", ".join(f"{name} {number}" for name, number in parts),
                "all": cells["participants"],
            },
            _("Correct the numbers, or choose another value in column %(name)s.") % {"name": "qualifier"},
        )


def _cycles(table: Table, column: Column, changes: list[Change]) -> Iterable[Problem]:
    """Rows of the package that come to stand above themselves, also by way of rows of the platform."""
    if not any(change.after[column.name] for change in changes):
        return
    above = parents(table, column)
    above.update({change.key[0]: change.after[column.name] for change in changes})
    cycles = _cycles_in(above)
    for change in changes:
        if change.key[0] in cycles:
            yield _cycle(table, column, change.row, cycles[change.key[0]])


def no_cycles(table: Table) -> None:
    """Refuse what has been written if a row stands above itself: the platform may have changed meanwhile."""
    for column in table.columns:
        if _is_tree(table, column) and (cycles := _cycles_in(parents(table, column))):
            raise PackageError([_cycle(table, column, None, next(iter(cycles.values())))])


def _is_tree(table: Table, column: Column) -> bool:
    return isinstance(column, Reference) and column.table == table.name


def _cycles_in(above: dict[str, str]) -> dict[str, list[str]]:
    """Each id on a cycle → the cycle, beginning with it."""
    settled: set[str] = set()
    found: dict[str, list[str]] = {}
    for start in above:
        path: dict[str, None] = {}
        at = start
        while at and at not in settled and at not in path:
            path[at] = None
            at = above.get(at, "")
        if at in path:
            walked = list(path)
            cycle = walked[walked.index(at) :]
            found.update({one: [*cycle[place:], *cycle[:place]] for place, one in enumerate(cycle)})
        settled.update(path)
    return found


def _cycle(table: Table, column: Column, row: int | None, cycle: list[str]) -> Problem:
    return Problem(
        file_name(table),
        row,
        column.name,
        _("It stands above itself: %(path)s.") % {"path": " → ".join([*cycle, cycle[0]])},
        _("Correct what each depends on; nothing can depend on itself."),
    )


def _second_ones(table: Table, changes: list[Change], present: dict[Key, PlatformRow]) -> Iterable[Problem]:
    """Rows that would stand beside another one at a time when only one may be."""
    sole = table.sole
    assert sole is not None
    rows: dict[Key, tuple[Cells, Change | None]] = {key: (row.cells, None) for key, row in present.items()}
    rows.update({change.key: (change.after, change) for change in changes})
    places: dict[Key, list[tuple[Key, Cells, Change | None]]] = {}
    for key, (cells, change) in rows.items():
        if all(cells[name] == value for name, value in sole.when.items()):
            places.setdefault(tuple(cells[name] for name in sole.per), []).append((key, cells, change))
    for place, found in places.items():
        found.sort(key=lambda one: one[2].row if one[2] else 0)
        spans = [(cells[sole.during[0]], cells[sole.during[1]]) for _key, cells, _change in found]
        for at, (key, _cells, change) in enumerate(found):
            before = next((n for n in range(at) if certainly_overlap(spans[n], spans[at])), None)
            if change is None or before is None:
                continue
            other, _its, its_change = found[before]
            where = _("already in the platform")
            if its_change:
                where = _("row %(row)s of the file") % {"row": its_change.row}
            yield Problem(
                file_name(table),
                change.row,
                sole.per[0],
                _("“%(place)s” already has one: “%(other)s” (%(where)s) stands in the way of “%(key)s”.")
                % {"place": key_text(place), "other": key_text(other), "where": where, "key": key_text(key)},
                _("End the other one first (column “ended”), or give this row another capacity."),
            )
