"""What a great package costs: 20,000 people and 5,000 institutions, generated, on SQLite.

``PYTHONPATH=.:site python -m tests.bench.import_great`` previews, stages, applies and undoes it and prints a
markdown table: seconds, the most memory beyond what the process had before, and how long somebody who writes
at the same time (as whoever logs in does) waited at most while it was applied.
"""

import argparse
import csv
import importlib
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS, MEBIBYTES, WAIT = 120.0, 256.0, 10.0
GIVEN = ["Ana", "Eva", "Rosa", "Luz", "Inés", "Julia", "Marta", "Elena", "Sofía", "Irene", "Clara", "Paula"]
SURNAMES = ["López", "García", "Ruiz", "Soto", "Peña", "Vega", "Mora", "Luna", "Ríos", "Díaz", "Cruz"]
WRITER = """
import time, uuid
import django; django.setup()
from django.contrib.sessions.backends.db import SessionStore
from django.conf import settings
print("ready", flush=True)
longest = 0.0
while not (settings.VAR / "stop").exists():
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


def peak() -> float:
    """The most memory that this process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--people", type=int, default=20_000)
    arguments.add_argument("--institutions", type=int, default=5_000)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ.pop("DATABASE_URL", None)
        os.environ.update(
            ENTRAMADO_VAR=name,
            DJANGO_SETTINGS_MODULE="config.settings.embedded",
            PYTHONPATH=os.pathsep.join((str(ROOT), str(ROOT / "site"))),
        )
        subprocess.run([sys.executable, str(ROOT / "site" / "manage.py"), "migrate", "-v0"], check=True)
        package = generate(Path(name) / "package", asked.people, asked.institutions)

        import django

        django.setup()
        services = importlib.import_module("network.exchange.services")
        preview = importlib.import_module("network.exchange.preview").preview
        open_package = importlib.import_module("network.exchange.source").open_package
        load, before = os.getloadavg()[0], peak()
        took: dict[str, float] = {}

        def timed(label: str, deed: object) -> object:
            began = time.perf_counter()
            result = deed()  # type: ignore[operator]
            took[label] = time.perf_counter() - began
            return result

        found = timed("preview", lambda: preview(open_package(package)))
        staged = timed("stage", partial(services.stage, found=found))
        writer = subprocess.Popen([sys.executable, "-c", WRITER], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        timed("apply", lambda: services.apply(package=staged))
        extra = peak() - before
        (Path(name) / "stop").touch()
        longest = float(writer.communicate(timeout=120)[0])
        timed("undo", lambda: services.undo_import(package=staged))
    whole = took["preview"] + took["stage"] + took["apply"]
    print(f"{asked.people:,} people, {asked.institutions:,} institutions; load before: {load:.1f}.\n")
    print("| preview | stage | apply | in all | goal | undo | extra memory | goal | longest wait | goal |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    print(
        f"| {took['preview']:.1f} s | {took['stage']:.1f} s | {took['apply']:.1f} s | {whole:.1f} s "
        f"| < {SECONDS:.0f} s | {took['undo']:.1f} s | {extra:.0f} MiB | < {MEBIBYTES:.0f} MiB "
        f"| {longest:.1f} s | < {WAIT:.0f} s |"
    )
    return 0 if whole < SECONDS and extra < MEBIBYTES and longest < WAIT else 1


if __name__ == "__main__":
    raise SystemExit(main())
