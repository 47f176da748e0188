"""Excel's old workbooks (.xls), through xlrd."""

import io
import struct
from typing import Any

import xlrd
from xlrd import xldate

from . import text as texts
from .limits import MOST_SHEETS
from .refusal import SheetRefused, damaged, encrypted
from .sheet import Budget, Filling, Sheet

# With formats (needed to know what is merged) xlrd also keeps cells that are empty: not for large files.
_FORMATS_UP_TO = 4 * 1024 * 1024


def read(content: bytes) -> list[Sheet]:
    try:
        return _read(content)
    except SheetRefused:
        raise
    except xlrd.XLRDError as error:
        raise encrypted() if "encrypted" in str(error).lower() else damaged() from error
    except Exception as error:  # what a damaged file makes xlrd raise is of any kind
        raise damaged() from error


def _read(content: bytes) -> list[Sheet]:
    with_formats = len(content) <= _FORMATS_UP_TO
    book = xlrd.open_workbook(
        file_contents=content,
        formatting_info=with_formats,
        on_demand=True,
        ragged_rows=True,
        logfile=io.StringIO(),
    )
    budget = Budget()
    sheets = []
    try:
        for place in range(min(book.nsheets, MOST_SHEETS)):
            sheet = book.sheet_by_index(place)
            if not sheet.visibility:
                sheets.append(_filled(book, sheet, budget, with_formats))
            book.unload_sheet(place)
    finally:
        book.release_resources()
    return sheets


def _filled(book: Any, sheet: Any, budget: Budget, with_formats: bool) -> Sheet:
    filling = Filling(texts.tidy(sheet.name)[:80], budget)
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            filling.put(row, column, _text(book, cell, with_formats))
    filling.merge(
        (left, top, bottom - 1) for top, bottom, left, _right in sheet.merged_cells if bottom - top > 1
    )
    return filling.sheet


def _text(book: Any, cell: Any, with_formats: bool) -> str:
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return texts.tidy(cell.value)
        case xlrd.XL_CELL_BOOLEAN:
            return "sí" if cell.value else "no"
        case xlrd.XL_CELL_DATE:
            try:
                return texts.date(xldate.xldate_as_datetime(cell.value, book.datemode))
            except (ValueError, OverflowError, struct.error):
                return texts.number(cell.value)
        case xlrd.XL_CELL_NUMBER:
            return texts.number(cell.value, _zeros(book, cell) if with_formats else 0)
    return ""


def _zeros(book: Any, cell: Any) -> int:
    code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    return len(code) if code and len(code) > 1 and set(code) == {"0"} else 0
