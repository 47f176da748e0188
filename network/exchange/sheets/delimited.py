"""Text files with separated columns (.csv, .tsv, .txt), whatever separates them."""

import csv
import re
from collections import Counter

from django.utils.translation import gettext as _

from . import text as texts
from .encoding import decoded
from .limits import LONGEST_CELL, MOST_ROWS
from .refusal import SheetRefused, too_large
from .sheet import Budget, Filling, Sheet

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_LINES = 60
_TOLD = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # how Excel notes it down


def read(content: bytes, name: str) -> list[Sheet]:
    text = decoded(content)
    if text is None:
        raise SheetRefused(
            _("The file is no list: it does not hold plain text."),
            _("Open it in your spreadsheet and save it as .xlsx or as CSV."),
        )
    told = _TOLD.match(text)
    separator = told[1] if told else separator_of(text)
    filling = Filling(name, Budget())
    usual = csv.field_size_limit(LONGEST_CELL)
    first = 1 if told else 0
    try:
        lines = text.splitlines(keepends=True)
        for row, cells in enumerate(csv.reader(lines[first:], delimiter=separator), start=first):
            if row >= MOST_ROWS and any(cells):
                raise too_large()
            for column, cell in enumerate(cells):
                if cell:
                    filling.put(row, column, texts.tidy(_without_formula(cell)))
    except csv.Error as error:
        raise SheetRefused(
            _("A quotation mark in the file is never closed, or a cell is far too long."),
            _("Open it in your spreadsheet, look at that cell, and save it as .xlsx."),
        ) from error
    finally:
        csv.field_size_limit(usual)
    return [filling.sheet]


def separator_of(text: str) -> str:
    """The one that cuts the most lines into the same number of columns."""
    lines = text[:100_000].splitlines()[:_SAMPLE_LINES]
    best, chosen = (0, 0), ","
    for separator in _SEPARATORS:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if len(row) > 1)
        except csv.Error:
            continue
        if widths:
            width, times = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
            if (times * min(width, 8), width) > best:
                best, chosen = (times * min(width, 8), width), separator
    return chosen


def _without_formula(cell: str) -> str:
    """="00123" is how programs keep Excel from eating zeros."""
    if len(cell) > 3 and cell.startswith('="') and cell.endswith('"'):
        return cell[2:-1]
    return cell
