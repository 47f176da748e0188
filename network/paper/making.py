"""Composed papers as one file."""

from collections.abc import Callable
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from .kinds import Composed
from .pdf import as_one_pdf, as_pdf, as_pdfs
from .word import as_docx, as_one_docx


def untold(_done: int) -> None:
    """For who does not wait."""


def write(composed: Composed, ending: str, into: IO[bytes], told: Callable[[int], None] = untold) -> None:
    """The same as `made`, into an open file. As "zip" each paper is a PDF of its own, of which one at a time
    is in memory."""
    if ending != "zip":
        into.write(made(composed, ending, told))
        return
    with ZipFile(into, "w", ZIP_STORED) as archive:  # a PDF is packed already
        each = zip(composed.names, as_pdfs(composed.papers), strict=True)
        for number, (name, content) in enumerate(each, 1):
            archive.writestr(ZipInfo(f"{name}.pdf"), content)
            told(number)


def made(composed: Composed, ending: str, told: Callable[[int], None] = untold) -> bytes:
    """The file, "pdf" or "docx"; `told` hears after each paper how many are laid out.

    Raises PaperUnavailableError, DrawingRefusedError, and whatever `told` raises to stop it.
    """
    if not composed.title:
        return as_pdf(composed.papers[0]) if ending == "pdf" else as_docx(composed.papers[0])
    make = as_one_pdf if ending == "pdf" else as_one_docx
    return make(composed.papers, title=composed.title, told=told)
