"""Processes of a scratch database of their own, on whichever engine the suite runs."""

import atexit
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

from tests.tables import MIGRATE, environment, put_empty_tables

Start = Callable[..., "subprocess.Popen[str]"]


@contextmanager
def scratch(folder: Path, **told: str) -> Iterator[Start]:
    """`start(code, *arguments)` runs Python code there; the tables are made and gone afterwards.

    On PostgreSQL `told` is more of its environment, and what it keeps in Redis is its own too: what an
    earlier run counted there within ten minutes would be held against this one. Use it under `django_db`,
    which opens the connection that makes the database on PostgreSQL.
    """
    if connection.vendor == "postgresql":
        with scratch_database(with_tables=True) as url:
            named = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "CACHE_PREFIX": url.rpartition("/")[2]}
            yield _starter({**named, "DATABASE_URL": url, **told}, folder)
    else:
        put_empty_tables(folder)
        yield _starter({}, folder)


@contextmanager
def scratch_database(*, with_tables: bool) -> Iterator[str]:
    """The address of a database on PostgreSQL, gone afterwards."""
    name = f"scratch_{uuid.uuid4().hex[:12]}"
    _on_server(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{_tables_there()}"' if with_tables else ""))
    try:
        yield _url(name)
    finally:
        _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


@cache
def _tables_there() -> str:
    """A database with the empty tables, made once for all that this worker tests."""
    name = f"scratch_tables_{uuid.uuid4().hex[:12]}"
    _on_server(f'CREATE DATABASE "{name}"')
    atexit.register(_on_server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', home="postgres")
    with tempfile.TemporaryDirectory() as folder:
        told = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "DATABASE_URL": _url(name)}
        ended(_starter(told, Path(folder))(MIGRATE))
    return name


def _url(name: str, scheme: str = "postgres") -> str:
    chosen = settings.DATABASES["default"]
    host, port = chosen.get("HOST") or "127.0.0.1", chosen.get("PORT") or 5432
    return f"{scheme}://{quote(chosen['USER'])}:{quote(chosen['PASSWORD'])}@{host}:{port}/{name}"


def _on_server(statement: str, home: str = "") -> None:
    import psycopg  # not there where the suite runs on SQLite alone

    where = _url(home or connection.settings_dict["NAME"], "postgresql")
    with psycopg.connect(where, autocommit=True) as held:
        held.execute(statement)  # type: ignore[call-overload]


def _starter(told: dict[str, str], folder: Path) -> Start:
    everything = {**environment(folder), **told}

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
