"""What a great package costs: 20,000 people and 5,000 institutions, generated.

``PYTHONPATH=.:site python -m tests.bench.import_great`` previews, stages, applies and undoes it on SQLite, or
in a database of its own on the PostgreSQL server that ``DATABASE_URL`` names, and prints a markdown table:
seconds, the most memory beyond what the process had before, and how long another process that writes at the
same time (as whoever logs in does) waited at most while it was applied, and while it was undone.
"""

import argparse
import contextlib
import csv
import importlib
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS, MEBIBYTES, WAIT = 120.0, 256.0, 10.0
GIVEN = ["Ana", "Eva", "Rosa", "Luz", "Inés", "Julia", "Marta", "Elena", "Sofía", "Irene", "Clara", "Paula"]
SURNAMES = ["López", "García", "Ruiz", "Soto", "Peña", "Vega", "Mora", "Luna", "Ríos", "Díaz", "Cruz"]
WRITER = """
import os, sys, time
import django; django.setup()
from django.contrib.sessions.backends.db import SessionStore
print("ready", flush=True)
longest = 0.0
while not os.path.exists(sys.argv[1]):
    began = time.perf_counter()
    SessionStore().save(must_create=True)
    longest = max(longest, time.perf_counter() - began)
    time.sleep(0.1)
print(longest)
"""


def generate(folder: Path, people: int, institutions: int) -> Path:
    """The same fictitious package from every run."""
    chance = random.Random(20261120)
    folder.mkdir()
    themes = [f"tema-{n}" for n in range(12)]
    _write(folder / "themes.csv", "id,label_es,label_en", ((one, one, one) for one in themes))
    _write(
        folder / "institutions.csv",
        "id,name,short_name,aliases,kind,sector,level,parent_id,country,region,municipality",
        (
            (
                f"inst-{n}",
                f"Dirección {n} de {chance.choice(SURNAMES)}",
                f"D{n}",
                f"Dir. {n};DIR{n}",
                "municipal_unit",
                "public",
                "municipal",
                f"inst-{n // 20}" if n >= 20 else "",
                "MX",
                f"Región {n % 30}",
                f"Municipio {n % 30}-{n % 7}",
            )
            for n in range(institutions)
        ),
    )
    _write(
        folder / "people.csv",
        "id,name,email,post_title,post_level,institution_id,themes,tags",
        (
            (
                f"per-{n}",
                f"{chance.choice(GIVEN)} {chance.choice(SURNAMES)} {chance.choice(SURNAMES)} {n}",
                f"p{n}@ejemplo.invalid",
                "Jefa de departamento",
                "middle",
                f"inst-{chance.randrange(institutions)}",
                ";".join(chance.sample(themes, 2)),
                "agua;campo",
            )
            for n in range(people)
        ),
    )
    return folder


def _write(path: Path, header: str, rows: object) -> None:
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(header.split(","))
        writer.writerows(rows)  # type: ignore[arg-type]


@contextlib.contextmanager
def own_database() -> Iterator[str]:
    """The settings to use: of SQLite, or of a new database on the server of DATABASE_URL, dropped after."""
    server = os.environ.pop("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield "config.settings.embedded"
        return
    import psycopg

    name = f"entramado_bench_{os.getpid()}"
    base = server.rpartition("/")[0]
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        os.environ["DATABASE_URL"] = f"{base}/{name}"
        try:
            yield "config.settings.test"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def peak() -> float:
    """The most memory that this process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--people", type=int, default=20_000)
    arguments.add_argument("--institutions", type=int, default=5_000)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name, own_database() as settings:
        os.environ.update(
            ENTRAMADO_VAR=name,
            DJANGO_SETTINGS_MODULE=settings,
            PYTHONPATH=os.pathsep.join((str(ROOT), str(ROOT / "site"))),
        )
        subprocess.run([sys.executable, str(ROOT / "site" / "manage.py"), "migrate", "-v0"], check=True)
        package = generate(Path(name) / "package", asked.people, asked.institutions)

        import django

        django.setup()
        services = importlib.import_module("network.exchange.services")
        preview = importlib.import_module("network.exchange.preview").preview
        open_package = importlib.import_module("network.exchange.source").open_package
        vendor = importlib.import_module("django.db").connection.vendor
        load, before = os.getloadavg()[0], peak()
        took: dict[str, float] = {}
        waits: dict[str, float] = {}

        def timed(label: str, deed: object) -> object:
            began = time.perf_counter()
            result = deed()  # type: ignore[operator]
            took[label] = time.perf_counter() - began
            return result

        def beside_a_writer(label: str, deed: object) -> None:
            stop = Path(name) / f"stop-{label}"
            command = [sys.executable, "-c", WRITER, str(stop)]
            writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            timed(label, deed)
            stop.touch()
            waits[label] = float(writer.communicate(timeout=120)[0])

        found = timed("preview", lambda: preview(open_package(package)))
        staged = timed("stage", partial(services.stage, found=found))
        beside_a_writer("apply", lambda: services.apply(package=staged))
        extra = peak() - before
        middle = os.getloadavg()[0]
        beside_a_writer("undo", lambda: services.undo_import(package=staged))
        importlib.import_module("django.db").connections.close_all()
    whole = took["preview"] + took["stage"] + took["apply"]
    print(
        f"{asked.people:,} people, {asked.institutions:,} institutions, {vendor}; load before: {load:.1f}, "
        f"between: {middle:.1f}, after: {os.getloadavg()[0]:.1f}.\n"
    )
    heads = ("preview", "stage", "apply", "in all", "goal", "longest wait", "goal", "undo", "longest wait")
    print("| " + " | ".join((*heads, "goal", "extra memory", "goal")) + " |")
    print("|" + "---|" * (len(heads) + 3))
    print(
        f"| {took['preview']:.1f} s | {took['stage']:.1f} s | {took['apply']:.1f} s | {whole:.1f} s "
        f"| < {SECONDS:.0f} s | {waits['apply']:.1f} s | < {WAIT:.0f} s | {took['undo']:.1f} s "
        f"| {waits['undo']:.1f} s | < {WAIT:.0f} s | {extra:.0f} MiB | < {MEBIBYTES:.0f} MiB |"
    )
    return 0 if whole < SECONDS and extra < MEBIBYTES and max(waits.values()) < WAIT else 1


if __name__ == "__main__":
    raise SystemExit(main())
