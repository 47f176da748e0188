"""The list that its owner can mend: as it came, with what is wrong beside each row."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from network.exchange.sheets.sheet import Sheet

_MARKED = PatternFill("solid", fgColor="FFF2CC")


def corrected(sheet: Sheet, header: int, problems: Sequence[Mapping[str, Any]]) -> bytes:
    """An .xlsx of the same rows in the same places; nothing in it is a formula."""
    said: dict[int, list[str]] = {}
    for one in problems:
        if one["row"]:
            place = f"{one['column']}: " if one["column"] else ""
            said.setdefault(one["row"], []).append(f"{place}{one['problem']} {one['remedy']}")
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet((sheet.name or _("List"))[:31].translate(str.maketrans("[]:*?/\\", "       ")))
    width = sheet.width
    for at in range(width):
        page.column_dimensions[get_column_letter(at + 1)].width = 22
    page.column_dimensions[get_column_letter(width + 1)].width = 60
    for at, row in enumerate(sheet.rows):
        last = _("What to mend") if at == header else "; ".join(said.get(at + 1, []))
        cells = [_cell(page, text) for text in [*row, *[""] * (width - len(row)), last]]
        if at + 1 in said:
            for cell in cells:
                cell.fill = _MARKED
        if at == header:
            for cell in cells:
                cell.font = Font(bold=True)
        page.append(cells)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _cell(page: Any, text: str) -> Any:
    cell = WriteOnlyCell(page, value=text)
    cell.data_type = "s"  # also where it begins like a formula
    return cell
