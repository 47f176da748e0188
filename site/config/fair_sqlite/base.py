"""Django's SQLite engine, with one thing of our own: how it waits for the lock that lets one process write.

SQLite's own waiting asks again every 100 ms at last. Where others write without a pause the lock is free for
a few milliseconds at a time, so that one of eight busy processes was told after 20 s that the database is
locked (docs/proofs.md). Asking every few milliseconds, each at its own pace, lets all of them through.

Of one process a single thread asks, and the others wait until it was let in: two hundred who ask at once
leave no time to the one who holds the lock (docs/benchmarks.md, a rush for seats).
"""

import os
import random
import sqlite3
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

PAUSES = (0.001, 0.01)
"""Seconds between two tries, drawn anew each time so that no two processes keep step."""

OWN = 3
"""One waits so many times as long for the threads of one's own process as for another one's."""

_asking: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
os.register_at_fork(after_in_child=_asking.clear)


class DatabaseWrapper(base.DatabaseWrapper):
    def _start_transaction_under_autocommit(self) -> None:
        """Begin, waiting for others as long as the option `timeout` says (seconds; 5 unless told)."""
        patience = self.settings_dict["OPTIONS"].get("timeout", 5)
        with _alone(str(self.settings_dict["NAME"]), OWN * patience):
            self._begin(patience)

    def _begin(self, patience: float) -> None:
        until = time.monotonic() + patience
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            while True:
                try:
                    super()._start_transaction_under_autocommit()  # type: ignore[misc]
                    return
                except OperationalError as error:
                    if not _is_busy(error) or time.monotonic() > until:
                        raise
                time.sleep(random.uniform(*PAUSES))  # noqa: S311
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")


@contextmanager
def _alone(name: str, patience: float) -> Iterator[None]:
    """While no other thread of this process asks for the lock of that database."""
    asking = _asking[name]
    if not asking.acquire(timeout=patience):
        raise OperationalError("database is locked")
    try:
        yield
    finally:
        asking.release()


def _is_busy(error: OperationalError) -> bool:
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    return code is not None and code & 0xFF == sqlite3.SQLITE_BUSY
