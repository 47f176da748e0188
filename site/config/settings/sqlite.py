"""SQLite as the embedded run and its tests use it."""

from pathlib import Path
from typing import Any

# WAL lets readers go on while one writes; IMMEDIATE takes the write lock at once, so that two
# read-then-write transactions queue instead of failing (shared/design/measured.md).
_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
}


def sqlite_databases(folder: Path) -> dict[str, dict[str, Any]]:
    """The records, and a cache in a file of its own that web and worker share."""
    return {
        "default": {
            "ENGINE": "config.fair_sqlite",
            "NAME": folder / "entramado.sqlite3",
            "OPTIONS": _OPTIONS,
        },
        "cache": {
            "ENGINE": "config.fair_sqlite",
            "NAME": folder / "cache.sqlite3",
            "OPTIONS": _OPTIONS,
        },
    }


CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
DATABASE_ROUTERS = ["config.routers.CacheRouter"]
