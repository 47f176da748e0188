"""Lists as offices keep them, made by code: title rows, merged cells, several spellings. Nobody is real."""

import csv
import io
import zipfile
from collections.abc import Sequence

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

Rows = Sequence[Sequence[object]]

HEADER = ("No.", "Nombre completo", "Dependencia", "Cargo", "Correo electrónico", "Teléfono", "Observaciones")
PEOPLE: Rows = (
    (
        1,
        "Lic. Rosa Ficticia Soto",
        "Dirección de Obras Públicas",
        "Jefa de departamento",
        "rosa@ejemplo.invalid",
        "33 1234 5678",
        "",
    ),
    (
        2,
        "Mtra. Inés Ficticia Vega",
        "Obras Públicas",
        "Directora",
        "INES@ejemplo.invalid",
        "3312345679",
        "Prefiere la mañana",
    ),
    (3, "C. Julia Ficticia Luna", "Dir. de Obras Publicas", "Auxiliar", "", "", ""),
    (
        4,
        "Dra. Elena Ficticia Mora",
        "Instituto Municipal de las Mujeres",
        "Titular",
        "elena@ejemplo.invalid",
        "",
        "",
    ),
    (
        5,
        "Lic. Rosa Ficticia Soto",
        "Dirección de Obras Públicas",
        "Jefa de departamento",
        "rosa@ejemplo.invalid",
        "",
        "",
    ),
)
TITLED: Rows = (
    ("H. Ayuntamiento de Tala",),
    ("Directorio de enlaces de género 2026",),
    (),
    HEADER,
    *PEOPLE,
)

# Who was designated, as offices keep it: dates and capacities as people type them, a document by its number.
DESIGNATED_HEADER = (
    "Nombre completo",
    "Dependencia",
    "Cargo",
    "Enlace",
    "Desde",
    "Oficio de designación",
    "Correo electrónico",
)
DESIGNATED: Rows = (
    ("Enlaces de género y suplentes",),
    (),
    DESIGNATED_HEADER,
    (
        "Lic. Rosa Ficticia Soto",
        "Obras Públicas",
        "Jefa",
        "Titular",
        "15/03/2024",
        "Oficio No. OP/12/2024",
        "",
    ),
    ("C. Julia Ficticia Luna", "Obras Públicas", "Auxiliar", "suplente", "marzo de 2024", "OP/12/2024", ""),
    ("Dra. Elena Ficticia Mora", "Salud", "Directora", "Encargada de despacho", "2025", "", ""),
    ("Eva Ficticia Vega", "Salud", "Analista", "", "", "", "eva@ejemplo.invalid"),
)


def xlsx(*sheets: Rows, names: Sequence[str] = (), merged: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for place, rows in enumerate(sheets or (TITLED,)):
        sheet = book.create_sheet(names[place] if names else f"Hoja{place + 1}")
        for row in rows:
            sheet.append(list(row))
        for span in merged if place == 0 else ():
            sheet.merge_cells(span)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def xls(rows: Rows = TITLED, merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """`merged`: first row, last row, first column, last column."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Hoja1")
    covered = {
        (row, column)
        for top, bottom, left, right in merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    for top, bottom, left, right in merged:
        sheet.write_merge(top, bottom, left, right, rows[top][left])
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if (at, column) not in covered:
                sheet.write(at, column, cell)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def ods(rows: Rows = TITLED, spanned: Sequence[tuple[int, int, int]] = ()) -> bytes:
    """`spanned`: row, column and over how many rows that cell goes."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="Hoja1")
    spans = {(row, column): number for row, column, number in spanned}
    covered = {(row + more, column) for row, column, number in spanned for more in range(1, number)}
    for at, row in enumerate(rows):
        line = TableRow()
        for column, cell in enumerate(row):
            if (at, column) in covered:
                line.addElement(CoveredTableCell())
                continue
            options = {"numberrowsspanned": spans[at, column]} if (at, column) in spans else {}
            if isinstance(cell, int | float):
                one = TableCell(valuetype="float", value=cell, **options)
            else:
                one = TableCell(valuetype="string", **options)
            one.addElement(P(text=str(cell)))
            line.addElement(one)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def text(rows: Rows = TITLED, encoding: str = "cp1252", separator: str = ";") -> bytes:
    kept = io.StringIO(newline="")
    csv.writer(kept, delimiter=separator).writerows(rows)
    return kept.getvalue().encode(encoding)


def replaced(content: bytes, member: str, body: bytes) -> bytes:
    """An archive with one of its members exchanged, or added."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != member:
                new.writestr(name, old.read(name))
        new.writestr(member, body)
    return kept.getvalue()


def as_texts(rows: Rows) -> list[list[str]]:
    """The rows as they are read: texts, ending with the last one that says something."""
    read = [[str(cell) for cell in row] for row in rows]
    for row in read:
        while row and not row[-1]:
            row.pop()
    return read


def many(number: int) -> Rows:
    """A long list of people who differ, over seven departments in three spellings each."""
    spellings = ("Dirección de Asunto {}", "Dir. de Asunto {}", "DIRECCION DE ASUNTO {}")
    names = ("Ana", "Eva", "Rosa", "Luz", "Inés", "Julia", "Marta")
    return (
        HEADER,
        *(
            (
                at + 1,
                f"{names[at % 7]} Ficticia {_in_letters(at)}",
                spellings[at % 3].format(_in_letters(at % 7)),
                "Analista",
                f"persona{at}@ejemplo.invalid" if at % 5 else "",
                f"33{at:08d}",
                "",
            )
            for at in range(number)
        ),
    )


def _in_letters(number: int) -> str:
    letters = ""
    while True:
        number, rest = divmod(number, 26)
        letters = chr(97 + rest) + letters
        if not number:
            return letters.capitalize()
