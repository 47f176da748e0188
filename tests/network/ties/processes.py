"""Processes of a scratch database of their own, on whichever engine the suite runs."""

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]
Start = Callable[..., "subprocess.Popen[str]"]


@contextmanager
def scratch(folder: Path) -> Iterator[Start]:
    """`start(code, *arguments)` runs Python code there; the database is gone afterwards.

    Use it under `django_db`, which opens the connection that makes the database on PostgreSQL.
    """
    if connection.vendor == "postgresql":
        with _postgresql() as url:
            yield _starter({"DJANGO_SETTINGS_MODULE": "config.settings.test", "DATABASE_URL": url}, folder)
    else:
        yield _starter({"DJANGO_SETTINGS_MODULE": "config.settings.embedded", "DATABASE_URL": ""}, folder)


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
    said, _ = process.communicate(timeout=180)
    assert process.returncode == 0, said
    return said.strip()
