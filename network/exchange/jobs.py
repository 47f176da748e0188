"""What time brings to imports."""

from django.utils.translation import ngettext

from network.vocabulary.jobs import Job

from . import deeds, drafts
from .forgetting import forget_old_cells
from .models import Import, State


def _forget() -> str:
    number = forget_old_cells()
    return ngettext("%(n)s row on people forgotten", "%(n)s rows on people forgotten", number) % {"n": number}


def _carry_on() -> str:
    """An undoing that stopped in between, as when the computer was switched off, is carried through."""
    number = 0
    for package in Import.objects.filter(state=State.UNDOING).order_by("pk"):
        if not drafts.is_alive(package):
            number += deeds.undo(package=package, by=None).state == State.UNDONE
    return ngettext("%(n)s undoing carried on", "%(n)s undoings carried on", number) % {"n": number}


JOBS = (
    Job(name="imported_cells", every="day", run=_forget),
    Job(name="undoings", every="day", run=_carry_on),
)
