"""The embedded run is two processes on the same files: they share the cache and lose no write."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.figures import sampled

ROOT = Path(__file__).resolve().parents[2]
PREPARE = """
import django; django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE counter (n INTEGER)"); cursor.execute("INSERT INTO counter VALUES (0)")
"""
READ_THEN_WRITE = """
import os, sys, time
import django
from django.conf import settings
settings.DATABASES["default"]["OPTIONS"] |= {"transaction_mode": sys.argv[1]}
django.setup()
from django.db import OperationalError, connection, transaction
connection.ensure_connection()
(settings.VAR / f"ready-{os.getpid()}").touch()
while len(list(settings.VAR.glob("ready-*"))) < int(sys.argv[3]):  # all begin at once
    time.sleep(0.001)
lost = 0
for _ in range(int(sys.argv[2])):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            number = cursor.execute("SELECT n FROM counter").fetchone()[0]
            time.sleep(0.002)  # another process has its chance
            cursor.execute("UPDATE counter SET n = %s", [number + 1])
    except OperationalError:
        lost += 1
print(lost)
"""
COUNTED = """
import django; django.setup()
from django.db import connection
print(connection.cursor().execute("SELECT n FROM counter").fetchone()[0])
"""


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., subprocess.Popen[str]]:
    """Start a process of the embedded run on a folder of this test's own."""
    path = os.pathsep.join((str(ROOT), str(ROOT / "site")))
    embedded = {"DJANGO_SETTINGS_MODULE": "config.settings.embedded", "ENTRAMADO_VAR": str(tmp_path)}

    def started(code: str, *arguments: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            env={**os.environ, **embedded, "PYTHONPATH": path},
            stdout=subprocess.PIPE,
            text=True,
        )

    return started


def ended(process: subprocess.Popen[str]) -> str:
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0, said
    return said.strip()


@pytest.mark.long
def test_what_one_process_caches_the_other_reads(start: Callable[..., subprocess.Popen[str]]) -> None:
    ended(
        start(
            "import django; django.setup(); from django.core.management import call_command;"
            "call_command('createcachetable', database='cache');"
            "from django.core.cache import cache; cache.set('rate', 7)"
        )
    )
    reader = "import django; django.setup(); from django.core.cache import cache; print(cache.incr('rate'))"
    assert [ended(start(reader)), ended(start(reader))] == ["8", "9"]


def writes(
    start: Callable[..., subprocess.Popen[str]], mode: str, processes: int, each: int
) -> tuple[int, int]:
    """(writes that failed, writes that are there) after that many processes read and wrote at once."""
    ended(start(PREPARE))
    writing = [start(READ_THEN_WRITE, mode, each, processes) for _ in range(processes)]
    return sum(int(ended(process)) for process in writing), int(ended(start(COUNTED)))


@pytest.mark.long
def test_two_processes_that_read_then_write_lose_nothing(start: Callable[..., subprocess.Popen[str]]) -> None:
    assert writes(start, "IMMEDIATE", processes=2, each=40) == (0, 80)


@pytest.mark.prove
def test_many_processes_that_read_then_write_lose_nothing(
    start: Callable[..., subprocess.Popen[str]], figure: Callable[[str], None]
) -> None:
    processes = sampled(full=12, sample=3)
    failed, kept = writes(start, "IMMEDIATE", processes, each=20)
    assert (failed, kept) == (0, processes * 20)
    figure(f"{kept} of {processes * 20} writes by {processes} processes kept, {failed} errors (IMMEDIATE)")


@pytest.mark.prove
def test_without_immediate_transactions_writes_fail(
    start: Callable[..., subprocess.Popen[str]], figure: Callable[[str], None]
) -> None:
    """The control: the test above can fail."""
    processes = sampled(full=12, sample=3)
    failed, kept = writes(start, "DEFERRED", processes, each=20)
    assert failed > 0
    assert failed + kept == processes * 20
    figure(f"{failed} of {processes * 20} writes by {processes} processes failed (DEFERRED, the control)")
