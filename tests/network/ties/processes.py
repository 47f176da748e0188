"""Processes of a scratch database of their own, on whichever engine the suite runs."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]
Start = Callable[..., "subprocess.Popen[str]"]
MIGRATE = """
import django; django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0)
if connection.vendor == "sqlite":
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
"""


@contextmanager
def scratch(folder: Path) -> Iterator[Start]:
    """`start(code, *arguments)` runs Python code there; the tables are made and gone afterwards.

    Use it under `django_db`, which opens the connection that makes the database on PostgreSQL.
    """
    if connection.vendor == "postgresql":
        with _postgresql() as url:
            start = _starter({"DJANGO_SETTINGS_MODULE": "config.settings.test", "DATABASE_URL": url}, folder)
            ended(start(MIGRATE))
            yield start
    else:
        for file in _migrated_once().iterdir():
            shutil.copy(file, folder)
        yield _embedded(folder)


def _embedded(folder: Path) -> Start:
    return _starter({"DJANGO_SETTINGS_MODULE": "config.settings.embedded", "DATABASE_URL": ""}, folder)


@cache
def _migrated_once() -> Path:
    """A folder with the empty tables, made once for all that this worker tests."""
    folder = Path(tempfile.mkdtemp(prefix="entramado-tables-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    ended(_embedded(folder)(MIGRATE))
    return folder


@contextmanager
def _postgresql() -> Iterator[str]:
    import psycopg  # not there where the suite runs on SQLite alone

    chosen = settings.DATABASES["default"]
    host, port = chosen.get("HOST") or "127.0.0.1", chosen.get("PORT") or 5432
    login = f"{quote(chosen['USER'])}:{quote(chosen['PASSWORD'])}@{host}:{port}"
    name = f"scratch_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"postgresql://{login}/{connection.settings_dict['NAME']}", autocommit=True) as held:
        held.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"postgres://{login}/{name}"
        finally:
            held.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _starter(env: dict[str, str], folder: Path) -> Start:
    path = os.pathsep.join((str(ROOT), str(ROOT / "site")))
    everything = {**os.environ, **env, "ENTRAMADO_VAR": str(folder), "PYTHONPATH": path}
    if not env["DATABASE_URL"]:
        del everything["DATABASE_URL"]

    def start(code: str, *arguments: object) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            env=everything,
            stdout=subprocess.PIPE,
            text=True,
        )

    return start


def ended(process: "subprocess.Popen[str]") -> str:
    said, _ = process.communicate(timeout=600)
    assert process.returncode == 0, said
    return said.strip()
