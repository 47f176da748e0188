"""Django's SQLite engine, with one thing of our own: how it waits for the lock that lets one process write.

SQLite's own waiting asks again every 100 ms at last. Where others write without a pause the lock is free for
a few milliseconds at a time, so that one of eight busy processes was told after 20 s that the database is
locked (docs/proofs.md). Asking every few milliseconds, each at its own pace, lets all of them through.
"""

import random
import sqlite3
import time

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

PAUSES = (0.001, 0.01)
"""Seconds between two tries, drawn anew each time so that no two processes keep step."""


class DatabaseWrapper(base.DatabaseWrapper):
    def _start_transaction_under_autocommit(self) -> None:
        """Begin, waiting for others as long as the option `timeout` says (seconds; 5 unless told)."""
        patience = self.settings_dict["OPTIONS"].get("timeout", 5)
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


def _is_busy(error: OperationalError) -> bool:
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    return code is not None and code & 0xFF == sqlite3.SQLITE_BUSY
