"""LibreOffice's sheets (.ods), streamed. A cell that is repeated a million times costs nothing if empty."""

import re
from typing import Any

from . import text as texts
from .archive import Archive, Elements, attribute
from .limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS
from .refusal import encrypted, too_large
from .sheet import Budget, Filling, Sheet, Span

_MANIFEST_BYTES = 1024 * 1024
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d).*)?")
_TIME = re.compile(r"PT(\d{1,3})H(\d{1,2})M.*")


def read(archive: Archive) -> list[Sheet]:
    if b"encryption-data" in archive.head("META-INF/manifest.xml", _MANIFEST_BYTES):
        raise encrypted()
    tables = _Tables()
    archive.parse("content.xml", tables)
    return tables.sheets


class _Tables(Elements):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self._budget = Budget()
        self._filling: Filling | None = None
        self._spans: list[Span] = []
        self._row = self._column = 0
        self._rows = self._columns = 1  # how often the row and the cell at hand are repeated
        self._spanned = 1
        self._attrs: dict[str, str] = {}
        self._lines: list[str] = []
        self._letters = 0
        self._texts = self._notes = self._tables = 0
        self._cells: list[tuple[int, int, str]] = []
        self.starts = {
            "table": self._begin_table,
            "table-row": self._begin_row,
            "table-cell": self._begin_cell,
            "covered-table-cell": self._begin_cell,
            "p": self._begin_text,
            "s": self._blanks,
            "tab": lambda attrs: self.characters(" "),
            "line-break": lambda attrs: self.characters("\n"),
            "annotation": self._begin_note,
        }
        self.ends = {
            "table": self._end_table,
            "table-row": self._end_row,
            "table-cell": self._end_cell,
            "covered-table-cell": self._end_cell,
            "p": self._end_text,
            "annotation": self._end_note,
        }

    def characters(self, content: str) -> None:
        if self._texts and not self._notes:
            self._letters += len(content)
            if self._letters > 2 * LONGEST_CELL:
                raise too_large()
            self._lines[-1] += content

    def _begin_table(self, attrs: Any) -> None:
        self._tables += 1
        if self._tables == 1 and len(self.sheets) < MOST_SHEETS:
            self._filling = Filling(texts.tidy(attribute(attrs, "name"))[:80], self._budget)
            self._row, self._spans = 0, []

    def _end_table(self) -> None:
        self._tables -= 1
        if self._tables == 0 and self._filling:
            self._filling.merge(self._spans)
            self.sheets.append(self._filling.sheet)
            self._filling = None

    def _begin_row(self, attrs: Any) -> None:
        self._rows = _repeated(attrs, "number-rows-repeated")
        self._column, self._cells = 0, []
        self._budget.pass_over()

    def _end_row(self) -> None:
        if self._filling and self._cells:
            if self._row + self._rows > MOST_ROWS:
                raise too_large()
            for row in range(self._row, self._row + self._rows):
                for column, columns, text in self._cells:
                    for at in range(column, min(column + columns, MOST_COLUMNS + 1)):
                        self._filling.put(row, at, text)
        self._row += self._rows

    def _begin_cell(self, attrs: Any) -> None:
        self._columns = _repeated(attrs, "number-columns-repeated")
        self._spanned = _repeated(attrs, "number-rows-spanned")
        names = ("value-type", "value", "date-value", "time-value", "boolean-value")
        self._attrs = {name: attribute(attrs, name) for name in names}
        self._lines, self._letters = [], 0
        self._budget.pass_over()

    def _end_cell(self) -> None:
        text = self._text()
        if text:
            self._cells.append((self._column, self._columns, text))
            if self._spanned > 1 and self._column < MOST_COLUMNS and len(self._spans) < MOST_ROWS:
                self._spans.append((self._column, self._row, self._row + self._spanned - 1))
        self._column += self._columns

    def _text(self) -> str:
        shown = texts.tidy("\n".join(self._lines))
        kind = self._attrs["value-type"]
        if kind == "date" and (found := _DATE.fullmatch(self._attrs["date-value"])):
            return found[1] if found[2] in (None, "00:00") else f"{found[1]} {found[2]}"
        if kind == "time" and (found := _TIME.fullmatch(self._attrs["time-value"])):
            return f"{int(found[1]):02d}:{int(found[2]):02d}"
        if kind == "boolean":
            return "sí" if self._attrs["boolean-value"] == "true" else "no"
        if kind in ("float", "currency", "percentage") and self._attrs["value"]:
            zeros = len(shown) if shown.isdigit() and shown.startswith("0") else 0
            return texts.number(float(self._attrs["value"]), zeros)
        return shown

    def _begin_text(self, attrs: Any) -> None:
        self._texts += 1
        if not self._notes:
            self._lines.append("")

    def _end_text(self) -> None:
        self._texts -= 1

    def _blanks(self, attrs: Any) -> None:
        self.characters(" ")

    def _begin_note(self, attrs: Any) -> None:
        self._notes += 1

    def _end_note(self) -> None:
        self._notes -= 1


def _repeated(attrs: Any, name: str) -> int:
    times = attribute(attrs, name)
    return min(max(int(times), 1), 2**21) if times.isdigit() else 1
