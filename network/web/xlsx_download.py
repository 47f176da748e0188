"""A list as a workbook of one sheet in which no cell starts a formula."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from .attachment import attachment
from .csv_download import safe_cell


def xlsx_download(name: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A file `name`.xlsx with that header, which stays in sight; numbers stay numbers."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([_cell(value) for value in header])
    for row in rows:
        sheet.append([_cell(value) for value in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return attachment(out.getvalue(), f"{name}.xlsx")


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, int | float):
        return value
    return ILLEGAL_CHARACTERS_RE.sub("", safe_cell(value)) or None
