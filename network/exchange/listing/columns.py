"""Which row is the header, and what each column holds: suggested by its heading, then by what is in it."""

import re
from collections.abc import Sequence

from ..sheets.sheet import Sheet
from . import designations
from .fields import (
    CAPACITY,
    EMAIL,
    FIELDS,
    FIRST,
    GIVEN,
    HELD,
    INSTITUTION,
    NAME,
    PHONE,
    SECOND,
    SOLE,
    SURNAMES,
)
from .folding import fold, short_digest

_LOOKED_AT, _SAMPLE = 40, 60
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?[\d\s().-]{7,20}(?:\s*(?:ext|x)\.?\s*\d+)?", re.IGNORECASE)
_ENOUGH = 0.6  # of the filled cells of a column, to know it by what is in it
_DEPARTMENT = re.compile(
    r"\b(?:direccion|secretaria|departamento|instituto|coordinacion|unidad|dif|ayuntamiento|municipalidad|oficina|comision)\b"
)


def header_row(sheet: Sheet) -> int:
    """The row (from 0) that looks most like the headings of a table."""
    best, chosen = float("-inf"), 0
    for at, row in enumerate(sheet.rows[:_LOOKED_AT]):
        filled = [cell for cell in row if cell]
        if not filled:
            continue
        known = sum(by_heading(cell) != "" for cell in filled)
        worded = sum(not re.search(r"[@\d]", cell) and len(cell) <= 40 for cell in filled)
        below = sum(bool(sheet.cell(at + 1, column)) for column, cell in enumerate(row) if cell)
        distinct = len({fold(cell) for cell in filled}) == len(filled)
        score = 4 * known + worded - 2 * (len(filled) - worded) + 0.5 * below + distinct - 0.1 * at
        if len(filled) == 1:
            score -= 3
        if score > best:
            best, chosen = score, at
    return chosen


def headings(sheet: Sheet, header: int) -> list[str]:
    """One heading for each column of the list; those without are called by their letter."""
    row = sheet.rows[header] if header < len(sheet.rows) else []
    width = max((len(row) for row in sheet.rows[header:]), default=0)
    return [(row[at] if at < len(row) and row[at] else letter(at)) for at in range(width)]


def letter(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def signature(headings: Sequence[str]) -> str:
    """The same for two lists with the same headings in the same order."""
    return short_digest(*map(fold, headings))


def suggest(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """For each column the code of a field, or nothing where it is left out."""
    found = [by_heading(heading) for heading in headings]
    for at, code in enumerate(found):
        if not code:
            found[at] = by_content([row[at] for row in rows[:_SAMPLE] if at < len(row) and row[at]])
    _tell_designated(found, headings, rows)
    for code in SOLE:
        places = [at for at, one in enumerate(found) if one == code]
        for at in sorted(places, key=lambda at: (not _is_exact(headings[at], code), at))[1:]:
            found[at] = ""
    if NAME in found and (FIRST in found or SURNAMES in found):
        found[found.index(NAME)] = GIVEN if GIVEN not in found else ""
    if GIVEN in found and not {FIRST, SECOND, SURNAMES} & set(found) and NAME not in found:
        found[found.index(GIVEN)] = NAME
    return found


def _tell_designated(found: list[str], headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A column "Enlace" or "Titular" beside the names says who was designated, or in what capacity."""
    named = [at for at, code in enumerate(found) if code in (NAME, GIVEN)]
    for at in named[:] if len(named) > 1 else ():
        if fold(headings[at]) not in ("enlace", "enlace de genero", "titular", "titular suplente"):
            continue
        cells = [row[at] for row in rows[:_SAMPLE] if at < len(row) and row[at]]
        if not cells:
            continue
        if sum(bool(designations.capacity(cell)) for cell in cells) >= _ENOUGH * len(cells):
            found[at] = CAPACITY if CAPACITY not in found else HELD
        elif all(designations.says_yes(cell) or designations.says_no(cell) for cell in cells):
            found[at] = HELD


def by_heading(heading: str) -> str:
    """By the longest heading that stands in it as whole words."""
    text = f" {fold(heading)} "
    matches = [
        (len(known), field.code) for field in FIELDS for known in field.headings if f" {known} " in text
    ]
    exact = [field.code for field in FIELDS for known in field.headings if f" {known} " == text]
    return exact[0] if exact else max(matches, default=(0, ""))[1]


def _is_exact(heading: str, code: str) -> bool:
    return any(fold(heading) in field.headings for field in FIELDS if field.code == code)


def by_content(cells: Sequence[str]) -> str:
    if not cells:
        return ""
    for pattern, code in ((_EMAIL, EMAIL), (_PHONE, PHONE)):
        if sum(bool(pattern.fullmatch(cell)) for cell in cells) >= _ENOUGH * len(cells):
            return code
    if sum(bool(_DEPARTMENT.search(fold(cell))) for cell in cells) >= _ENOUGH * len(cells):
        return INSTITUTION
    return ""
