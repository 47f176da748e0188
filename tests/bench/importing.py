"""What importing the open package costs on SQLite, beside reading the same CSV files into bare tables.

``PYTHONPATH=.:site python -m tests.bench.importing`` migrates a SQLite file of its own, imports the package
into copies of it and prints a markdown table: seconds (best of the repeats) and the memory that the process
needed at most beyond what it had before.
"""

import argparse
import csv
import importlib
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OPEN = ROOT / "network" / "exchange" / "open"
SECONDS, MEBIBYTES = 10.0, 256.0


def bare(database: Path) -> int:
    """Read every file and insert its rows as they are, in one transaction."""
    rows_written = 0
    connection = sqlite3.connect(database)
    with connection:
        for path in sorted(OPEN.glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as opened:
                header, *rows = csv.reader(opened)
            columns = ", ".join(f'"{name}" TEXT' for name in header)
            connection.execute(f'CREATE TABLE "{path.stem}" ({columns})')
            marks = ", ".join("?" * len(header))
            connection.executemany(f'INSERT INTO "{path.stem}" VALUES ({marks})', rows)
            rows_written += len(rows)
    connection.close()
    return rows_written


def imported(database: Path) -> int:
    """Preview, validate, stage and apply, as `manage import_package` does."""
    from django.db import connection

    from network.exchange.services import import_package

    connection.close()
    connection.settings_dict["NAME"] = database
    _found, package = import_package(path=OPEN)
    connection.close()
    return sum(counts["new"] for counts in package.counts.values()) if package else 0


def best(repeats: int, deed: Callable[[Path], int], folder: Path, empty: Path | None) -> tuple[int, float]:
    """The rows written and the seconds of the fastest of several runs, each on a fresh database."""
    rows, fastest = 0, float("inf")
    for number in range(repeats):
        database = folder / f"{deed.__name__}-{number}.sqlite3"
        if empty:
            shutil.copy(empty, database)
        began = time.perf_counter()
        rows = deed(database)
        fastest = min(fastest, time.perf_counter() - began)
    return rows, fastest


def peak() -> float:
    """The most memory that this process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--repeats", type=int, default=3)
    repeats = arguments.parse_args().repeats
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ.pop("DATABASE_URL", None)
        os.environ.update(ENTRAMADO_VAR=name, DJANGO_SETTINGS_MODULE="config.settings.embedded")
        migrate = [sys.executable, str(ROOT / "site" / "manage.py"), "migrate", "-v0"]
        subprocess.run(migrate, check=True)

        import django

        django.setup()
        importlib.import_module("network.exchange.services")
        load, before = os.getloadavg()[0], peak()
        rows, ours = best(repeats, imported, folder, folder / "entramado.sqlite3")
        extra = peak() - before
        bare_rows, theirs = best(repeats, bare, folder, None)
        assert rows == bare_rows
    print(f"Load before: {load:.1f}; best of {repeats}.\n")
    print("| rows | import | bare CSV → SQLite | goal | extra memory | goal |")
    print("|---|---|---|---|---|---|")
    print(
        f"| {rows:,} | {ours:.2f} s | {theirs:.3f} s | < {SECONDS:.0f} s "
        f"| {extra:.0f} MiB | < {MEBIBYTES:.0f} MiB |"
    )
    return 0 if ours < SECONDS and extra < MEBIBYTES else 1


if __name__ == "__main__":
    raise SystemExit(main())
