"""What no single cell can tell: references, cycles, rows that exclude each other, dates that contradict."""

from collections.abc import Collection, Iterable, Mapping

from django.utils.translation import gettext as _

from network.vocabulary.overlap import certainly_overlap
from network.vocabulary.package import Cells, Column, Key, Link, Reference, References, Table

from .catalogue import file_name, key_of, key_text, tables
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
        if table.guard:
            for name, problem, remedy in table.guard(change.before, change.after):
                problems.append(Problem(file_name(table), change.row, name, problem, remedy))
        problems += _people_add_up(table, change)
    problems += _cycles(table, changes)
    if table.sole:
        problems += _second_ones(table, changes, present)
    for columns in table.alone:
        problems += _taken(table, columns, changes, present)


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


def _cycles(table: Table, changes: list[Change]) -> Iterable[Problem]:
    """Rows of the package that come to stand above themselves, also by way of rows of the platform."""
    columns = _upwards(table)
    if not any(change.after[column.name] for change in changes for column in columns):
        return
    above = parents(table, columns)
    for change in changes:
        above[change.key[0]] = {one for column in columns for one in split(change.after[column.name])}
    cycles = _cycles_in(above, [change.key[0] for change in changes])
    for change in changes:
        if cycle := cycles.get(change.key[0]):
            yield _cycle(table, columns, change.row, cycle, change.after)


def no_cycles(table: Table, keys: Iterable[str]) -> None:
    """Refuse what has been written if one of these rows stands above itself, by what changed meanwhile."""
    columns = _upwards(table)
    if columns and (cycles := _cycles_in(parents(table, columns), keys)):
        raise PackageError([_cycle(table, columns, None, next(iter(cycles.values())), {})])


def _upwards(table: Table) -> list[Column]:
    """The columns that name rows of the same table: what stands above, or came before."""
    return [
        column
        for column in table.columns
        if isinstance(column, Reference | References) and column.table == table.name
    ]


def _cycles_in(above: Mapping[str, Collection[str]], asked: Iterable[str]) -> dict[str, list[str]]:
    """Each of the ids asked that is on a cycle → the shortest cycle, beginning with it."""
    left = _between_cycles(above)
    found: dict[str, list[str]] = {}
    for start in asked:
        if start in left and start not in found and (cycle := _way_back(start, left)):
            found.update({one: [*cycle[place:], *cycle[:place]] for place, one in enumerate(cycle)})
    return found


def _between_cycles(above: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """What is left once all that has nothing above it is taken away, again and again."""
    left = {one: {up for up in ups if up} for one, ups in above.items()}
    below: dict[str, list[str]] = {}
    for one, ups in left.items():
        for up in ups:
            below.setdefault(up, []).append(one)
    free = [one for one in {*left, *below} if not left.get(one)]
    while free:
        gone = free.pop()
        left.pop(gone, None)
        for one in below.get(gone, ()):
            left[one].discard(gone)
            if not left[one]:
                free.append(one)
    return left


def _way_back(start: str, above: Mapping[str, Collection[str]]) -> list[str]:
    """The shortest way from a row up to itself; nothing where there is none."""
    came: dict[str, str] = {}
    front = [start]
    while front:
        following = []
        for one in front:
            for up in sorted(above.get(one, ())):
                if up == start:
                    way = [one]
                    while way[-1] != start:
                        way.append(came[way[-1]])
                    return way[::-1]
                if up not in came:
                    came[up] = one
                    following.append(up)
        front = following
    return []


_SHOWN = 12  # rows of a cycle that are told


def _cycle(table: Table, columns: list[Column], row: int | None, cycle: list[str], after: Cells) -> Problem:
    upwards = cycle[1] if len(cycle) > 1 else cycle[0]
    column = next((c.name for c in columns if upwards in split(after.get(c.name, ""))), columns[0].name)
    path = [*cycle, cycle[0]] if len(cycle) <= _SHOWN else [*cycle[:_SHOWN], "…", cycle[0]]
    return Problem(
        file_name(table),
        row,
        column,
        _("It stands above itself: %(path)s.") % {"path": " → ".join(path)},
        _("Correct what each depends on; nothing can depend on itself."),
    )


def unshared(table: Table, parsed: ParsedTable, changes: list[Change]) -> Iterable[Problem]:
    """Two rows that hold the same where each should have its own, at least one of them new or changed."""
    changed = {change.row for change in changes}
    for name in table.unshared:
        first: dict[str, ParsedRow] = {}
        for row in parsed.rows:
            text = row.cells.get(name, "").casefold()
            other = first.setdefault(text, row) if text else row
            if other is not row and {row.number, other.number} & changed:
                yield Problem(
                    file_name(table),
                    row.number,
                    name,
                    _("Row %(row)s (“%(key)s”) has the same: “%(text)s”.")
                    % {
                        "row": other.number,
                        "key": key_text(key_of(table, other.cells)),
                        "text": shortened(row.cells[name]),
                    },
                    _("If it is one person, leave one of the two rows; if not, leave it to one of them."),
                )


def _taken(
    table: Table, columns: tuple[str, ...], changes: list[Change], present: dict[Key, PlatformRow]
) -> Iterable[Problem]:
    """Rows that would hold in those columns what another row holds, of the package or of the platform."""
    changed = {change.key for change in changes}
    held: dict[Key, tuple[Key, int | None]] = {
        _at(row.cells, columns): (key, None) for key, row in present.items() if key not in changed
    }
    for change in changes:
        values = _at(change.after, columns)
        if not all(values):
            continue
        other, row = held.setdefault(values, (change.key, change.row))
        if other == change.key:
            continue
        where = _("row %(row)s of the file") % {"row": row} if row else _("already in the platform")
        yield Problem(
            file_name(table),
            change.row,
            columns[-1],
            _("“%(text)s” is taken: “%(other)s” has it (%(where)s).")
            % {"text": key_text(values), "other": key_text(other), "where": where},
            _("Give one of the two another value in column %(name)s, or leave one of the rows out.")
            % {"name": columns[-1]},
        )


def _at(cells: Cells, columns: tuple[str, ...]) -> Key:
    return tuple(cells[name] for name in columns)


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
