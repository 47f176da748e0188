"""The same list in five kinds of file is the same list."""

import datetime as dt

import openpyxl
import pytest

from network.exchange.sheets.opening import read_sheets
from tests.network.exchange import ugly


def rows_of(name, content):
    [sheet] = read_sheets(name, content)
    return sheet.rows


def styled(value, number_format):
    book = openpyxl.Workbook()
    book.active["A1"] = value
    book.active["A1"].number_format = number_format
    return ugly.saved(book)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lista.xlsx", ugly.xlsx()),
        ("lista.xls", ugly.xls()),
        ("lista.ods", ugly.ods()),
        ("lista.csv", ugly.text(encoding="cp1252", separator=";")),
        ("lista.csv", ugly.text(encoding="utf-8-sig", separator=",")),
        ("lista.csv", ugly.text(encoding="mac_roman", separator=";")),
        ("lista.csv", ugly.text(encoding="cp850", separator=";")),
        ("lista.txt", ugly.text(encoding="utf-16", separator="\t")),
        ("lista.txt", ugly.text(encoding="utf-16-le", separator="\t")),
        ("lista.tsv", ugly.text(encoding="latin-1", separator="|")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_kind_of_file_gives_the_same_rows(name, content):
    assert rows_of(name, content) == ugly.as_texts(ugly.TITLED)


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (1.0, "General", "1"),
        (3312345678, "General", "3312345678"),
        (521331234567.0, "0", "521331234567"),
        (33.5, "General", "33.5"),
        (0.1 + 0.2, "General", "0.3"),
        (7, "00000", "00007"),
        ("0033", "@", "0033"),
        (dt.datetime(2020, 3, 15), "dd/mm/yyyy", "2020-03-15"),
        (dt.datetime(2020, 3, 15, 10, 30), "dd/mm/yyyy hh:mm", "2020-03-15 10:30"),
        (dt.time(9, 5), "hh:mm", "09:05"),
        (True, "General", "sí"),
        ("  Ana   María\r\n Soto\xa0 ", "General", "Ana María\nSoto"),
        ("#N/A", "General", ""),
        ("Nun\u0303ez", "General", "Nuñez"),
    ],
)
def test_a_cell_says_what_a_person_would_have_typed(value, number_format, shown):
    book = openpyxl.Workbook()
    book.active.append(["Dato", "otro"])
    book.active["A2"], book.active["B2"] = value, "x"
    book.active["A2"].number_format = number_format
    assert rows_of("a.xlsx", ugly.saved(book))[1] == [shown, "x"]


def test_a_formula_counts_as_the_value_that_was_kept_of_it():
    sheet = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<sheetData><row r="1"><c r="A1" t="str"><f>B1&amp;C1</f><v>Ana Soto</v></c>'
        b'<c r="B1"><f>1+1</f><v>2</v></c><c r="C1"><f>1+1</f></c></row></sheetData></worksheet>'
    )
    content = ugly.replaced(ugly.xlsx(), "xl/worksheets/sheet1.xml", sheet)
    assert rows_of("a.xlsx", content) == [["Ana Soto", "2"]]


DEPARTMENTS = (("Dependencia", "Nombre"), ("Obras", "Ana"), ("", "Eva"), ("", "Luz"), ("DIF", "Rosa"))
FILLED = [["Dependencia", "Nombre"], ["Obras", "Ana"], ["Obras", "Eva"], ["Obras", "Luz"], ["DIF", "Rosa"]]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", ugly.xlsx(DEPARTMENTS, merged=["A2:A4"])),
        ("a.xls", ugly.xls(DEPARTMENTS, merged=[(1, 3, 0, 0)])),
        ("a.ods", ugly.ods(DEPARTMENTS, spanned=[(1, 0, 3)])),
    ],
)
def test_a_department_merged_over_its_people_holds_for_each_of_them(name, content):
    assert rows_of(name, content) == FILLED


def test_a_title_merged_over_columns_stands_once():
    content = ugly.xlsx((("Directorio", "", ""), ("Nombre", "Correo", "Cargo")), merged=["A1:C1"])
    assert rows_of("a.xlsx", content) == [["Directorio"], ["Nombre", "Correo", "Cargo"]]


def test_hidden_and_empty_sheets_are_left_out():
    book = openpyxl.Workbook()
    book.active.title = "Enlaces"
    book.active.append(["Nombre"])
    book.create_sheet("Vacía")
    book.create_sheet("Catálogos").append(["x"])
    book["Catálogos"].sheet_state = "hidden"
    book.create_sheet("Titulares").append(["Nombre"])
    assert [sheet.name for sheet in read_sheets("a.xlsx", ugly.saved(book))] == ["Enlaces", "Titulares"]


def test_a_text_file_may_tell_its_separator_and_guard_its_zeros():
    content = b'sep=;\r\nClave;Nombre\r\n="0012";Ana, Eva\r\n'
    assert rows_of("a.csv", content)[1:] == [["Clave", "Nombre"], ["0012", "Ana, Eva"]]


def test_five_thousand_rows_are_read_whole():
    rows = ugly.many(5000)
    assert rows_of("a.xlsx", ugly.xlsx(rows)) == ugly.as_texts(rows)
    assert rows_of("a.csv", ugly.text(rows)) == ugly.as_texts(rows)
