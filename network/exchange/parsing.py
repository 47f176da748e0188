"""From the bytes of one CSV file to rows of canonical cells, collecting everything that is wrong."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from network.vocabulary.package import Key, Table

from .catalogue import file_columns, file_name, key_of, key_text
from .cells import reader
from .problems import Problem
from .values import CellError, Reader, did_you_mean

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Marks that turn the direction of what follows: a name would be shown otherwise than it is kept.
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST_CELL = 100_000


@dataclass
class ParsedRow:
    number: int
    cells: dict[str, str]


@dataclass
class ParsedTable:
    """The good rows, and the keys of all rows, so that one mistake is not reported as many."""

    table: Table
    columns: list[str] = field(default_factory=list)
    rows: list[ParsedRow] = field(default_factory=list)
    keys: dict[Key, int] = field(default_factory=dict)


def parse(table: Table, content: bytes, problems: list[Problem]) -> ParsedTable:
    """Read one file. What is wrong with it is added to `problems`."""
    parsed = ParsedTable(table)
    tell = _teller(file_name(table), problems)
    text = _decoded(content, tell)
    if text is None:
        return parsed
    records = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    readers: dict[str, Reader] = {}
    usual = csv.field_size_limit(_LONGEST_CELL)
    try:
        for number, record in enumerate(records, start=1):
            if number == 1:
                parsed.columns = _header(table, record, tell)
                if not parsed.columns:
                    return parsed
                readers = {c.name: reader(table, c) for c in table.columns if c.name in parsed.columns}
            elif any(cell.strip() for cell in record):
                _row(parsed, number, record, readers, tell)
    except csv.Error:
        tell(
            number + 1,
            "",
            _("The row cannot be read as CSV: a quotation mark is not closed, or a cell is far too long."),
            _("Open the file in a spreadsheet, mend the row and save it again as CSV (UTF-8)."),
        )
    finally:
        csv.field_size_limit(usual)
    if number == 0:
        tell(None, "", _("The file is empty."), _("Write the header row, or leave the file out."))
    return parsed


Teller = Callable[[int | None, str, str, str], None]


def _teller(file: str, problems: list[Problem]) -> Teller:
    def tell(row: int | None, column: str, problem: str, remedy: str) -> None:
        problems.append(Problem(file, row, column, problem, remedy))

    return tell


def _decoded(content: bytes, tell: Teller) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        tell(
            content[: error.start].count(b"\n") + 1,
            "",
            _("The file is not written in UTF-8."),
            _("Save it again from the spreadsheet as “CSV UTF-8 (comma delimited)”."),
        )
        return None


def _header(table: Table, record: list[str], tell: Teller) -> list[str]:
    """The names of the columns; none where the file cannot be read with this header."""
    columns = [name.strip() for name in record]
    known = tuple(column.name for column in file_columns(table))
    good = True
    if len(columns) == 1 and ";" in columns[0]:
        tell(
            1,
            "",
            _("The columns are separated by semicolons."),
            _("Save the file as CSV separated by commas."),
        )
        return []
    for place, name in enumerate(columns):
        if not name:
            tell(1, "", _("Column %(place)s has no name.") % {"place": place + 1}, _("Name it or delete it."))
            good = False
        elif name not in known:
            tell(
                1,
                name,
                _("The table has no column of this name."),
                did_you_mean(name, known) or _("Its columns are: %(names)s.") % {"names": ", ".join(known)},
            )
            good = False
        elif name in columns[:place]:
            tell(1, name, _("The column is there twice."), _("Leave one of the two."))
            good = False
    for column in file_columns(table):
        if column.required and column.name not in columns:
            tell(1, column.name, _("The column is missing."), _("Add it: every row needs a value in it."))
            good = False
    return columns if good else []


def _row(
    parsed: ParsedTable, number: int, record: list[str], readers: dict[str, Reader], tell: Teller
) -> None:
    if len(record) != len(parsed.columns):
        tell(
            number,
            "",
            _("The row has %(found)s cells and the header %(expected)s.")
            % {"found": len(record), "expected": len(parsed.columns)},
            _("Check for missing commas, or for a text with commas that is not between quotation marks."),
        )
        return
    table, good = parsed.table, True
    required = {column.name for column in table.columns if column.required}
    cells: dict[str, str] = {}
    for name, cell in zip(parsed.columns, record, strict=True):
        try:
            if _CONTROL.search(cell):
                raise CellError(
                    _("The cell holds a character that no text has (a control character)."),
                    _("Type the value of the cell again."),
                )
            if _DIRECTION.search(cell):
                raise CellError(
                    _("The cell holds an invisible mark that turns the direction of the text."),
                    _("Type the value of the cell again; it came along when the text was copied."),
                )
            cells[name] = readers[name](cell)
            if name in required and not cells[name]:
                raise CellError(_("The value is missing."), _("Write it: no row can do without it."))
        except CellError as bad:
            tell(number, name, bad.problem, bad.remedy)
            good = False
    if any(name not in cells for name in table.key if name in required):
        return
    key = key_of(table, cells)
    first = parsed.keys.setdefault(key, number)
    if first != number:
        tell(
            number,
            table.key[0],
            _("“%(key)s” is already in row %(row)s.") % {"key": key_text(key), "row": first},
            _("Leave one of the two rows, or give this one another id."),
        )
    elif good:
        parsed.rows.append(ParsedRow(number, cells))
