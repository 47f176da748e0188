"""A list that was made to harm, or is none, is refused in a sentence, and before memory grows."""

import contextlib
import io
import tracemalloc
import zipfile

import openpyxl
import pytest

from network.exchange.sheets import limits
from network.exchange.sheets.opening import read_sheets
from network.exchange.sheets.refusal import SheetRefused
from tests.network.exchange import ugly

MIB = 1024 * 1024
SHEET = "xl/worksheets/sheet1.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def refusal(name, content, most=64 * MIB):
    """Why it was refused; reading it never took more than `most` bytes."""
    tracemalloc.start()
    try:
        with pytest.raises(SheetRefused) as caught:
            read_sheets(name, content)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < most
    assert caught.value.remedy
    return caught.value.problem


def sheet(body):
    return b"<worksheet " + MAIN + b"><sheetData>" + body + b"</sheetData></worksheet>"


def with_sheet(body):
    return ugly.replaced(ugly.xlsx(), SHEET, body)


def test_more_bytes_than_allowed():
    assert "más grande" in refusal("a.csv", b"a,b\n" * (limits.MOST_BYTES // 4 + 1))


def test_a_part_that_grows_out_of_proportion():
    assert "más grande" in refusal("a.xlsx", with_sheet(sheet(b" " * 40 * MIB)))


def test_a_bomb_of_shared_strings():
    one = b"<si><t>" + b"x" * 1000 + b"</t></si>"
    strings = b"<sst " + MAIN + b">" + one * 70_000 + b"</sst>"
    assert "más grande" in refusal("a.xlsx", ugly.replaced(ugly.xlsx(), "xl/sharedStrings.xml", strings))


def test_one_shared_string_put_into_every_cell_of_a_great_sheet(monkeypatch):
    monkeypatch.setattr("network.exchange.sheets.sheet.MOST_LETTERS", 1000)
    strings = b"<sst " + MAIN + b"><si><t>" + b"x" * 100 + b"</t></si></sst>"
    body = sheet(b"<row>" + b'<c t="s"><v>0</v></c>' * 20 + b"</row>")
    content = ugly.replaced(with_sheet(body), "xl/sharedStrings.xml", strings)
    assert "más grande" in refusal("a.xlsx", content)


@pytest.mark.parametrize("cell", [b"<c/>", b'<c s="1"/>', b'<c r="A1"><v></v></c>'])
def test_millions_of_empty_cells(cell, monkeypatch):
    monkeypatch.setattr("network.exchange.sheets.sheet.MOST_EMPTY", 10_000)
    assert "más grande" in refusal("a.xlsx", with_sheet(sheet(b"<row>" + cell * 10_001 + b"</row>")))


def test_a_cell_at_the_very_end_of_the_sheet():
    body = sheet(b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>')
    assert "más grande" in refusal("a.xlsx", with_sheet(body))


def test_a_row_too_many_and_what_is_only_formatted():
    body = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(2, 60_000))
    first = b'<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
    [kept] = read_sheets("a.xlsx", with_sheet(sheet(first + body)))
    assert kept.rows == [["x"]]
    last = b'<row r="60000"><c r="A60000" t="inlineStr"><is><t>x</t></is></c></row>'
    assert "más grande" in refusal("a.xlsx", with_sheet(sheet(first + body + last)))


def test_columns_beyond_those_that_are_read_are_left_out_and_told():
    body = sheet(b'<row r="1"><c r="A1" t="str"><v>a</v></c><c r="XFD1" t="str"><v>z</v></c></row>')
    [kept] = read_sheets("a.xlsx", with_sheet(body))
    assert (kept.rows, kept.cut) == ([["a"]], True)


def test_merges_over_a_million_rows_fill_nothing():
    merges = b"".join(b'<mergeCell ref="A%d:A1048576"/>' % n for n in range(1, 2000))
    body = sheet(b'<row r="1"><c r="A1" t="str"><v>a</v></c></row>')
    body = body.replace(b"</worksheet>", b"<mergeCells>" + merges + b"</mergeCells></worksheet>")
    [kept] = read_sheets("a.xlsx", with_sheet(body))
    assert kept.rows == [["a"]]


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x SYSTEM "http://ejemplo.invalid/x.dtd">',
    ],
)
@pytest.mark.parametrize("member", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
def test_entities_of_xml(doctype, member):
    content = ugly.replaced(ugly.xlsx(), member, b"<?xml version='1.0'?>" + doctype + b"<x>&a;</x>")
    assert "entidades" in refusal("a.xlsx", content)


def test_entities_in_a_sheet_of_libreoffice():
    body = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>"
    assert "entidades" in refusal("a.ods", ugly.replaced(ugly.ods(), "content.xml", body))


def test_repeated_rows_of_libreoffice_cost_nothing_where_they_are_empty():
    rows = ugly.ods((("Nombre",), ("Ana",)))
    with zipfile.ZipFile(io.BytesIO(rows)) as archive:
        body = archive.read("content.xml")
    many = (
        b'<table:table-row table:number-rows-repeated="1048576">'
        b'<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    [kept] = read_sheets("a.ods", ugly.replaced(rows, "content.xml", body.replace(b"</table:table>", many)))
    assert kept.rows == [["Nombre"], ["Ana"]]
    full = many.replace(b'"16384"/>', b'"16384"><text:p>x</text:p></table:table-cell>')
    content = ugly.replaced(rows, "content.xml", body.replace(b"</table:table>", full))
    assert "más grande" in refusal("a.ods", content)


def test_a_workbook_with_a_password():
    ole = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 504
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 512
    )
    for name in ("a.xls", "a.xlsx"):
        assert "contraseña" in refusal(name, ole)


def test_a_sheet_of_libreoffice_with_a_password():
    manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    assert "contraseña" in refusal("a.ods", ugly.replaced(ugly.ods(), "META-INF/manifest.xml", manifest))


def test_a_zip_with_a_password():
    content = bytearray(ugly.xlsx())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := content.find(mark, at + 1)) >= 0:
            content[at + offset] |= 1
    assert "contraseña" in refusal("a.xlsx", bytes(content))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"", "vacío"),
        ("a.csv", b"\0\0\0\0", "vacío"),
        ("a.xlsx", b"%PDF-1.7 ...", "PDF"),
        ("a.xls", b"<html><table><tr><td>Nombre</td></tr></table></html>", "página web"),
        ("a.xls", b'<?xml version="1.0"?><Workbook/>', "página web"),
        ("a.xlsx", ugly.text(), ".csv"),
        ("a.xls", ugly.xlsx(), ".xlsx"),
        ("a.csv", ugly.xlsx(), ".xlsx"),
        ("a.xlsx", ugly.ods(), ".ods"),
        ("a.docx", ugly.xlsx(), ".xlsx"),
        ("a.xlsx", b"PK\x03\x04 nothing", "dañado"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000, "dañado"),
        ("a.csv", bytes(range(256)) * 40, "texto"),
        ("a.csv", b'"a,b\n' + b"x" * 40_000, "comilla"),
    ],
)
def test_what_is_no_list_is_told(name, content, said):
    assert said in refusal(name, content)


def test_other_archives_are_no_lists():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "documento de texto" in refusal("a.docx", kept.getvalue())


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "a.xls"])
def test_a_file_cut_short_or_bent_never_fails_otherwise(name):
    content = {"a.xlsx": ugly.xlsx(), "a.ods": ugly.ods(), "a.xls": ugly.xls()}[name]
    for end in range(10, len(content), max(1, len(content) // 40)):
        bent = bytearray(content)
        bent[end % len(content)] ^= 0xFF
        for damaged in (content[:end], bytes(bent)):
            with contextlib.suppress(SheetRefused):
                read_sheets(name, damaged)


def test_an_empty_workbook_is_told():
    assert "nada" in refusal("a.xlsx", ugly.saved(openpyxl.Workbook()))
