"""Any list, by what is in it: its sheets, or a sentence that says why not."""

from pathlib import PurePath

from django.utils.translation import gettext as _

from . import delimited, ods, xls, xlsx
from .archive import Archive
from .limits import MOST_BYTES
from .refusal import SheetRefused, damaged, encrypted, too_large
from .sheet import Sheet

XLSX, XLS, ODS, TEXT = "xlsx", "xls", "ods", "csv"
ENDINGS = {
    ".xlsx": XLSX,
    ".xlsm": XLSX,
    ".xls": XLS,
    ".ods": ODS,
    ".csv": TEXT,
    ".tsv": TEXT,
    ".txt": TEXT,
}
_OLE, _OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # how Excel names a workbook behind a password
_ODS_KIND = b"application/vnd.oasis.opendocument.spreadsheet"


def read_sheets(name: str, content: bytes) -> list[Sheet]:
    """The sheets that have anything in them, with their texts. Raises SheetRefused."""
    if len(content) > MOST_BYTES:
        raise too_large()
    if not content.strip(b"\0 \r\n\t"):
        raise SheetRefused(_("The file is empty."), _("Choose the file that holds the list."))
    kind = kind_of(content)
    _check_name(name, kind)
    match kind:
        case "xlsx":
            sheets = xlsx.read(Archive(content))
        case "ods":
            sheets = ods.read(Archive(content))
        case "xls":
            sheets = xls.read(content)
        case _:
            sheets = delimited.read(content, PurePath(name).stem[:80])
    sheets = [sheet for sheet in sheets if sheet.filled]
    if not sheets:
        raise SheetRefused(
            _("There is nothing in the file."), _("Choose the file that holds the list, or save it anew.")
        )
    return sheets


def kind_of(content: bytes) -> str:
    """What the file is, whatever it is called. Raises SheetRefused for what is no list."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if content.startswith(b"PK"):
        return _kind_of_archive(Archive(content))
    if content.startswith(_OLE) and _ENCRYPTED in content:
        raise encrypted()
    if content.startswith(_OLE) or (content.startswith(_OLD_EXCEL) and b"\0" in content[:16]):
        return XLS
    if content.startswith(b"%PDF"):
        raise SheetRefused(
            _("This is a PDF: its table cannot be read safely."),
            _("Ask for the list as it was before it was printed, in .xlsx or CSV."),
        )
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<?xml")):
        raise SheetRefused(
            _("This is a web page under the name of a spreadsheet."),
            _("Open it in your spreadsheet and save it as .xlsx."),
        )
    return TEXT


def _kind_of_archive(archive: Archive) -> str:
    if "xl/workbook.xml" in archive.names:
        return XLSX
    if archive.head("mimetype", 100).startswith(_ODS_KIND):
        return ODS
    if "xl/workbook.bin" in archive.names:
        raise SheetRefused(
            _("This is a binary workbook (.xlsb)."), _("Open it in Excel and save it as .xlsx.")
        )
    if "word/document.xml" in archive.names:
        raise SheetRefused(
            _("This is a text document, not a spreadsheet."),
            _("Copy its table into a spreadsheet and save that as .xlsx."),
        )
    raise damaged()


def _check_name(name: str, kind: str) -> None:
    ending = PurePath(name).suffix.lower()
    if ENDINGS.get(ending) != kind:
        raise SheetRefused(
            _("The file is called “%(name)s”, but it is a .%(kind)s inside.")
            % {"name": PurePath(name).name[:80], "kind": kind},
            _("Give its name the ending .%(kind)s, or open it in your spreadsheet and save it anew.")
            % {"kind": kind},
        )
