"""Letting others write: where many short transactions follow each other, somebody may wait between them."""

import time

from django.db import connection

# Whoever waits for SQLite's lock looks again every tenth of a second: without a pause of that length a row of
# short transactions keeps her out as one long one would.
_PAUSE = 0.12


def give_way() -> None:
    """Call it between two transactions of a long work. Within one, and on PostgreSQL, it does nothing."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(_PAUSE)
