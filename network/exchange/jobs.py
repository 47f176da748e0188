"""What time brings to imports."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import ngettext

from network.vocabulary.jobs import Job

from . import deeds
from .forgetting import forget_old_cells
from .models import Import, State

PATIENCE = dt.timedelta(hours=1)  # without a sign of life: the search of a great import takes minutes


def _forget() -> str:
    number = forget_old_cells()
    return ngettext("%(n)s row on people forgotten", "%(n)s rows on people forgotten", number) % {"n": number}


def _rid() -> str:
    """Nothing stays half of what stopped in between, as when the computer was switched off.

    What was half applied is taken out, and its draft remains; what was half undone goes whole.
    """
    number = 0
    long_ago = Q(beat_at=None) | Q(beat_at__lt=timezone.now() - PATIENCE)
    stopped = Import.objects.filter(long_ago, state__in=(State.APPLYING, State.UNDOING))
    for package in stopped.order_by("-pk"):  # a later one may rest on an earlier one
        number += deeds.undo(package=package, by=None).state in (State.STAGED, State.UNDONE)
    return ngettext("%(n)s half import taken out", "%(n)s half imports taken out", number) % {"n": number}


JOBS = (
    Job(name="imported_cells", every="day", run=_forget),
    Job(name="half_imports", every="day", run=_rid),
)
