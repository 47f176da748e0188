"""Cells: from what somebody typed to the canonical text of a value, and back to a safe cell of a file."""

import re
import unicodedata

from django.utils.translation import gettext as _

from network.vocabulary.package import (
    Column,
    Names,
    Number,
    References,
    Table,
    Tags,
    Territories,
    Whole,
)

from .values import CellError, Reader, parser, shortened

LISTS = (References, Territories, Names, Tags)

_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]")
_KEPT_AS_TEXT = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")
_TELEPHONE = re.compile(r"\+[\d() -]*\d[\d() -]*", re.ASCII)
_BELOW_ZERO = re.compile(r"-\d[\d.,]*", re.ASCII)


def clean(text: str) -> str:
    """Composed letters, one kind of line end, no blanks around: the form in which texts are compared."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def split(text: str) -> list[str]:
    """The values of a list cell, each once, in their order."""
    return list(dict.fromkeys(item for item in map(str.strip, text.split(";")) if item))


def equal(column: Column, one: str, other: str) -> bool:
    """Whether two canonical texts say the same. The order of a list says nothing."""
    if one == other:
        return True
    if isinstance(column, Tags):
        return set(split(one.casefold())) == set(split(other.casefold()))
    return isinstance(column, LISTS) and set(split(one)) == set(split(other))


def safe(column: Column, text: str) -> str:
    """The cell that goes into a file: what would start a formula gets an apostrophe before it."""
    if isinstance(column, LISTS):
        return ";".join(_as_text(item) for item in text.split(";"))
    return _as_text(text)


def _as_text(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) or _KEPT_AS_TEXT.match(text) else text


def _without_apostrophe(text: str) -> str:
    if _KEPT_AS_TEXT.match(text):
        return text[1:]
    if _FORMULA.match(text) and not _TELEPHONE.fullmatch(text):
        raise CellError(
            _("The cell begins as a formula: “%(text)s”.") % {"text": shortened(text)},
            _("Put the value itself; if it is a text, put an apostrophe (') before it."),
        )
    return text


def reader(table: Table, column: Column) -> Reader:
    """The function that turns a cell of this column into its canonical text, or raises CellError."""
    parse = parser(table, column)

    def read(cell: str) -> str:
        text = clean(cell)
        if not text:
            return ""
        if isinstance(column, LISTS):
            items = [parse(clean(_without_apostrophe(item))) for item in split(text)]
            return ";".join(dict.fromkeys(item for item in items if item))
        if isinstance(column, Whole | Number) and _BELOW_ZERO.fullmatch(text):
            raise CellError(
                _("“%(text)s” is below zero.") % {"text": shortened(text)},
                _("Write a number that is not negative, or leave the cell empty if it is unknown."),
            )
        return parse(_without_apostrophe(text))

    return read
