"""Composed papers as the bytes of one file."""

from collections.abc import Callable

from .kinds import Composed
from .pdf import as_one_pdf, as_pdf
from .word import as_docx, as_one_docx


def untold(_done: int) -> None:
    """For who does not wait."""


def made(composed: Composed, ending: str, told: Callable[[int], None] = untold) -> bytes:
    """The file, "pdf" or "docx"; `told` hears after each paper how many are laid out.

    Raises PaperUnavailableError, DrawingRefusedError, and whatever `told` raises to stop it.
    """
    if not composed.title:
        return as_pdf(composed.papers[0]) if ending == "pdf" else as_docx(composed.papers[0])
    make = as_one_pdf if ending == "pdf" else as_one_docx
    return make(composed.papers, title=composed.title, told=told)
