"""The empty tables of SQLite, migrated once and copied by every test and process that needs them.

Migrating from nothing takes longer than most of what is tested on it. The file is kept, for later runs too,
under what it is made of: migrations, the vocabulary they sow, and locks. `migrate` runs over each copy of the
suite's own database all the same, so that what is missing there would be made.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
NAME = "entramado.sqlite3"
MIGRATE = """
import django; django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0)
if connection.vendor == "sqlite":
    connection.cursor().execute("PRAGMA journal_mode=DELETE")  # all of it in one file
"""


def environment(folder: Path) -> dict[str, str]:
    """Of a process of the embedded run that works in that folder."""
    ours = {
        "DJANGO_SETTINGS_MODULE": "config.settings.embedded",
        "ENTRAMADO_VAR": str(folder),
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "site"))),
    }
    return {**{name: value for name, value in os.environ.items() if name != "DATABASE_URL"}, **ours}


def put_empty_tables(folder: Path) -> None:
    """A database with every table and no record, in that folder."""
    shutil.copy(_made(), folder / NAME)


def _made() -> Path:
    """The file, made by whichever worker comes first; the others wait for it."""
    made_of = _made_of()
    shelf = Path(tempfile.gettempdir()) / f"entramado-tables-{os.getuid()}"
    shelf.mkdir(exist_ok=True)
    file = shelf / f"{made_of}.sqlite3"
    with (shelf / f"{made_of}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            _forget_old_ones(shelf)
            with tempfile.TemporaryDirectory(dir=shelf) as making:
                subprocess.run([sys.executable, "-c", MIGRATE], env=environment(Path(making)), check=True)
                os.replace(Path(making) / NAME, file)
    return file


def _made_of() -> str:
    rooms = [
        path for room in ("network", "training", "events", "site") for path in (ROOT / room).rglob("*.py")
    ]
    read = sorted(path for path in rooms if path.parent.name in {"migrations", "vocabulary"})
    everything = b"".join(str(path.relative_to(ROOT)).encode() + path.read_bytes() for path in read)
    return sha256(everything + (ROOT / "requirements" / "test.txt").read_bytes()).hexdigest()[:20]


def _forget_old_ones(shelf: Path) -> None:
    for path in shelf.glob("*.sqlite3"):
        if path.stat().st_mtime < time.time() - 7 * 24 * 3600:
            path.unlink(missing_ok=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_use_migrations: bool
) -> Iterator[None]:
    """The suite's own database begins as a copy too. Without --nomigrations, and on SQLite."""
    if connection.vendor != "sqlite" or not django_db_use_migrations:
        yield
        return
    creation: Any = connection.creation
    create, opened = creation._create_test_db, []

    def filled(*arguments: Any, **options: Any) -> str:
        name: str = create(*arguments, **options)
        memory = sqlite3.connect(name, uri=True)  # kept open: it is gone with its last connection
        opened.append(memory)
        with sqlite3.connect(_made()) as tables:
            tables.backup(memory)
        tables.close()
        return name

    creation._create_test_db = filled
    yield
    creation._create_test_db = create
    for memory in opened:
        memory.close()
