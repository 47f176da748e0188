"""Pure decisions on one printing."""

import datetime as dt

from .enums import PrintState
from .models import Printing

WAITS, WORKS = 90, 240
"""Seconds after which a turn in the queue, or work without a sign of life, counts as lost."""

MOST_ATTEMPTS = 3
DAYS = 7
"""So long a file is kept."""


def is_under_way(printing: Printing) -> bool:
    return printing.state in (PrintState.WAITING, PrintState.MAKING)


def is_lost(printing: Printing, now: dt.datetime) -> bool:
    """Whether nobody seems to be at work on it: the process died, or its turn never came."""
    patience = WAITS if printing.state == PrintState.WAITING else WORKS
    return is_under_way(printing) and (now - printing.beat_at).total_seconds() > patience


def kept_until(printing: Printing) -> dt.datetime:
    return printing.asked_at + dt.timedelta(days=DAYS)
