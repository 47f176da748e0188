"""What is told of papers in the background; nothing of what they are about."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .enums import PrintState
from .models import Printing
from .queries import kinds

_FILES = {"pdf": "PDF", "docx": "Word", "zip": "ZIP"}


def title_of(printing: Printing) -> str:
    """For instance "Cartas de una solicitud (41), PDF"."""
    kind = kinds().get(printing.kind)
    label = str(kind.label) if kind else _("Papers")
    number = f" ({printing.total})" if printing.total > 1 else ""
    return f"{label}{number}, {_FILES[printing.ending]}"


def state_words(printing: Printing) -> str:
    """How far it is, with numbers that were counted."""
    if printing.state == PrintState.READY:
        return _("ready to be taken")
    if printing.state == PrintState.FAILED:
        return _("it was not made: look why")
    if printing.state == PrintState.WAITING:
        return _("it waits for its turn")
    if printing.total == 1:
        return ngettext(
            "one paper with a table of %(n)s row is being made",
            "one paper with tables of %(n)s rows is being made",
            printing.rows,
        ) % {"n": printing.rows}
    if printing.done >= printing.total:
        return _("all %(n)s papers are laid out; the file is being written") % {"n": printing.total}
    return _("%(done)s of %(n)s papers are laid out") % {"done": printing.done, "n": printing.total}
