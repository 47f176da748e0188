"""Excel workbooks (.xlsx, .xlsm), streamed: what is shown, never what is computed."""

import posixpath
import re
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH, from_excel

from . import text as texts
from .archive import Archive, Elements, attribute
from .limits import LONGEST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_LETTERS, MOST_ROWS, MOST_SHEETS
from .refusal import damaged, too_large
from .sheet import Budget, Filling, Sheet, Span

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_ZEROS = re.compile(r"0{2,30}")
_MOST_STYLES = 70_000
_SHOWN_KINDS = ("", "visible")


def read(archive: Archive) -> list[Sheet]:
    book = _Book()
    archive.parse("xl/workbook.xml", book)
    targets = _Targets()
    archive.parse("xl/_rels/workbook.xml.rels", targets)
    styles = _Styles()
    if "xl/styles.xml" in archive.names:
        archive.parse("xl/styles.xml", styles)
    strings = _Strings()
    if "xl/sharedStrings.xml" in archive.names:
        archive.parse("xl/sharedStrings.xml", strings)
    budget = Budget()
    sheets = []
    for name, relation in book.sheets:
        target = targets.parts.get(relation, "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if part not in archive.names or "worksheet" not in targets.kinds.get(relation, "worksheet"):
            continue
        filling = Filling(name, budget)
        cells = _Cells(filling, strings.texts, styles, book.epoch)
        archive.parse(part, cells)
        filling.merge(cells.spans)
        sheets.append(filling.sheet)
    return sheets


class _Book(Elements):
    """The sheets that are shown, and from which day the file counts its dates."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str]] = []
        self.epoch = WINDOWS_EPOCH
        self.starts = {"sheet": self._sheet, "workbookPr": self._properties}

    def _sheet(self, attrs: Any) -> None:
        if attribute(attrs, "state") in _SHOWN_KINDS and len(self.sheets) < MOST_SHEETS:
            self.sheets.append((texts.tidy(attribute(attrs, "name"))[:80], attribute(attrs, "id")))

    def _properties(self, attrs: Any) -> None:
        if attribute(attrs, "date1904") in ("1", "true"):
            self.epoch = CALENDAR_MAC_1904


class _Targets(Elements):
    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.starts = {"Relationship": self._relation}

    def _relation(self, attrs: Any) -> None:
        name = attribute(attrs, "Id")
        self.parts[name] = attribute(attrs, "Target")
        self.kinds[name] = attribute(attrs, "Type").rpartition("/")[2]
        if len(self.parts) > _MOST_STYLES:
            raise too_large()


class _Styles(Elements):
    """Which styles show dates, and which keep leading zeros."""

    def __init__(self) -> None:
        super().__init__()
        self._codes: dict[int, str] = dict(BUILTIN_FORMATS)
        self._formats: list[int] = []
        self._within = False
        self.starts = {"numFmt": self._code, "cellXfs": self._enter, "xf": self._style}
        self.ends = {"cellXfs": self._leave}

    def of(self, style: int) -> str:
        if 0 <= style < len(self._formats):
            return self._codes.get(self._formats[style], "")
        return ""

    def _code(self, attrs: Any) -> None:
        self._codes[int(attribute(attrs, "numFmtId") or 0)] = attribute(attrs, "formatCode")[:200]

    def _enter(self, attrs: Any) -> None:
        self._within = True

    def _leave(self) -> None:
        self._within = False

    def _style(self, attrs: Any) -> None:
        if self._within:
            self._formats.append(int(attribute(attrs, "numFmtId") or 0))
        if len(self._formats) + len(self._codes) > _MOST_STYLES:
            raise too_large()


class _Strings(Elements):
    """The texts that cells share; what is written above a word as its pronunciation is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._letters = 0
        self._parts: list[str] = []
        self._open = self._aside = False
        self.starts = {"si": self._begin, "t": self._enter, "rPh": self._step_aside}
        self.ends = {"si": self._end, "t": self._leave, "rPh": self._step_back}

    def characters(self, content: str) -> None:
        if self._open and not self._aside:
            self._letters += len(content)
            if self._letters > MOST_LETTERS:
                raise too_large()
            self._parts.append(content)

    def _begin(self, attrs: Any) -> None:
        self._parts = []

    def _end(self) -> None:
        self.texts.append(texts.tidy(texts.unescaped("".join(self._parts))))
        if len(self.texts) > MOST_CELLS:
            raise too_large()

    def _enter(self, attrs: Any) -> None:
        self._open = True

    def _leave(self) -> None:
        self._open = False

    def _step_aside(self, attrs: Any) -> None:
        self._aside = True

    def _step_back(self) -> None:
        self._aside = False


class _Cells(Elements):
    def __init__(self, filling: Filling, strings: list[str], styles: _Styles, epoch: Any) -> None:
        super().__init__()
        self.spans: list[Span] = []
        self._filling, self._strings, self._styles, self._epoch = filling, strings, styles, epoch
        self._row = self._column = -1
        self._kind, self._style = "", 0
        self._parts: list[str] = []
        self._letters = 0
        self._open = False
        self.starts = {"row": self._begin_row, "c": self._begin, "v": self._enter, "t": self._enter}
        self.starts["mergeCell"] = self._merged
        self.ends = {"c": self._end, "v": self._leave, "t": self._leave}

    def characters(self, content: str) -> None:
        if self._open:
            self._letters += len(content)
            if self._letters > 2 * LONGEST_CELL:
                raise too_large()
            self._parts.append(content)

    def _begin_row(self, attrs: Any) -> None:
        place = attribute(attrs, "r")
        self._row = int(place) - 1 if place else self._row + 1
        self._column = -1
        self._filling.put(0, 0, "")  # a row costs something even where it is empty

    def _begin(self, attrs: Any) -> None:
        place = _PLACE.fullmatch(attribute(attrs, "r"))
        if place:
            self._column, self._row = _column(place[1]), int(place[2]) - 1
        else:
            self._column += 1
        self._kind = attribute(attrs, "t")
        self._style = int(attribute(attrs, "s") or 0)
        self._parts, self._letters = [], 0

    def _enter(self, attrs: Any) -> None:
        self._open = True

    def _leave(self) -> None:
        self._open = False

    def _end(self) -> None:
        raw = "".join(self._parts)
        self._filling.put(max(self._row, 0), self._column, self._text(raw) if raw else "")

    def _text(self, raw: str) -> str:
        match self._kind:
            case "s":
                place = int(raw)
                if not 0 <= place < len(self._strings):
                    raise damaged()
                return self._strings[place]
            case "inlineStr" | "str" | "d":
                return texts.tidy(texts.unescaped(raw))
            case "b":
                return "sí" if raw.strip() == "1" else "no"
            case "e":
                return ""
        return self._number(float(raw))

    def _number(self, value: float) -> str:
        code = self._styles.of(self._style)
        if code and is_date_format(code):
            try:
                return texts.date(from_excel(value, self._epoch))
            except (OverflowError, ValueError, TypeError, AttributeError):
                return texts.number(value)
        return texts.number(value, len(code) if _ZEROS.fullmatch(code) else 0)

    def _merged(self, attrs: Any) -> None:
        first, _colon, last = attribute(attrs, "ref").partition(":")
        start, end = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
        if start and end and end[2] != start[2]:
            column = _column(start[1])
            if column < MOST_COLUMNS:
                self.spans.append((column, int(start[2]) - 1, min(int(end[2]) - 1, MOST_ROWS)))
        if len(self.spans) > MOST_ROWS:
            raise too_large()


def _column(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
