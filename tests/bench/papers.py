"""Long papers made by their task, beside bare WeasyPrint setting the very same sheets in the same run.

``PYTHONPATH=.:site python -m tests.bench.papers`` makes a world in memory (or in a database of its own on
PostgreSQL where ``DATABASE_URL`` names a server) and prints a markdown table. Each measurement runs in a
process of its own, forked from one that holds the world, so that its peak of memory is its own.
"""
# ruff: noqa: E402  (Django is set up before its models are imported)

import argparse
import datetime as dt
import os
import resource
import tempfile
import time
from collections.abc import Callable
from multiprocessing import Pipe, Process

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

from django.conf import settings
from django.db import connection, connections
from django.test.utils import get_runner, setup_test_environment

from network.accounts.enums import Role
from network.accounts.models import User
from network.accounts.services import grant
from network.accounts.viewer import viewer_for
from network.institutions.models import Institution
from network.office.services import describe_office
from network.paper import pdf
from network.paper.document import Column, Paper, Table
from network.paper.kinds import Composed
from network.paper.making import made
from network.printing.services import ask, composed, make
from network.requests.services import add_recipients, draft_request, send_request

GOAL = 1.25  # times what bare WeasyPrint takes
TEXT = "Le solicitamos designar a la persona que será enlace de su dependencia ante la red. " * 4


def world(letters: int) -> tuple[User, Composed, str]:
    """A request with its letters issued, whoever coordinates, and what she asks for."""
    user, _new = User.objects.get_or_create(email="mide@ejemplo.invalid")
    grant(user=user, role=Role.COORDINATOR, by=None)
    describe_office(by=user, network_name="Red de prueba", office_name="Oficina", place="Ciudad")
    asked = draft_request(
        by=user,
        kind="designate",
        letter_kind="oficio",
        subject="Designación de enlace",
        body="\n\n".join([TEXT] * 4),
        due_on=dt.date(2026, 12, 15),
    )
    rows = Institution.objects.bulk_create(
        Institution(package_id=f"i{letters}-{n}", name=f"Dependencia número {n}") for n in range(letters)
    )
    add_recipients(request=asked, institutions=rows, by=user)
    send_request(request=asked, by=user, on=dt.date(2026, 11, 20))
    parameters = {"uid": str(asked.uid), "which": "solicitud"}
    papers = composed("request_letters", parameters, viewer_for(user), dt.date(2026, 11, 20))
    assert papers is not None
    return user, papers, str(asked.uid)


def in_a_process(job: Callable[[], object]) -> tuple[float, float]:
    """Seconds, and the megabytes by which the process grew at its peak."""
    here, there = Pipe(duplex=False)

    def run() -> None:
        pdf.weasyprint()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.perf_counter()
        job()
        seconds = time.perf_counter() - started
        there.send((seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024))

    if connection.vendor != "sqlite":
        connections.close_all()
    process = Process(target=run)
    process.start()
    found: tuple[float, float] = here.recv()
    process.join()
    return found


def bare(papers: Composed) -> None:
    press = pdf.weasyprint()
    sheets = [pdf._sheet(paper) for paper in papers.papers]
    styles = pdf.tokens() + pdf.styles()
    laid = [
        press.HTML(string=html).render(stylesheets=[press.CSS(string=styles)], pdf_variant="pdf/ua-1")
        for html in sheets
    ]
    pages = [page for document in laid for page in document.pages]
    laid[0].copy(pages).write_pdf(pdf_variant="pdf/ua-1")


def by_task(user: User, papers: Composed, uid: str, ending: str) -> None:
    printing = ask(  # the queue of a benchmark does nothing: the task is called here
        by=user,
        kind="request_letters",
        parameters={"uid": uid, "which": "solicitud"},
        ending=ending,
        language="es",
        day=dt.date(2026, 11, 20),
        papers=papers,
    )
    make(uid=str(printing.uid))
    printing.refresh_from_db()
    assert printing.state == "ready", printing.problem


def table_of(rows: int) -> Composed:
    columns = tuple(Column(f"Columna {n}") for n in range(5))
    cells = tuple(
        (f"Compromiso {n}", "Dependencia de prueba", "2026-11", "abierto", "–") for n in range(rows)
    )
    return Composed((Paper("Expediente", (Table("Filas", columns, cells),)),), "expediente", "/")


def letters_row(number: int, repeats: int) -> float:
    """Print what so many letters take; how many times bare WeasyPrint."""
    user, papers, uid = world(number)
    ours, theirs, word = [], [], []
    for _ in range(repeats):
        ours.append(in_a_process(lambda: by_task(user, papers, uid, "pdf")))
        theirs.append(in_a_process(lambda: bare(papers)))
        word.append(in_a_process(lambda: by_task(user, papers, uid, "docx")))
    print(row(f"{number} letters, PDF", min(ours), min(theirs)), flush=True)
    print(row(f"{number} letters, Word", min(word)), flush=True)
    return min(ours)[0] / min(theirs)[0]


def table_row(rows: int, repeats: int) -> None:
    one = table_of(rows)
    ours, theirs = [], []
    for _ in range(repeats):
        ours.append(in_a_process(lambda: made(one, "pdf")))
        theirs.append(in_a_process(lambda: bare(one)))
    print(row(f"one paper, {rows} rows, PDF", min(ours), min(theirs)), flush=True)


def row(name: str, ours: tuple[float, float], theirs: tuple[float, float] | None = None) -> str:
    cells = [name, f"{ours[0]:.2f} s", f"{ours[1]:.0f} MB", "", "", ""]
    if theirs:
        cells[3:] = [f"{theirs[0]:.2f} s", f"{theirs[1]:.0f} MB", f"{ours[0] / theirs[0]:.2f}"]
    return "| " + " | ".join(cells) + " |"


def measured(repeats: int) -> bool:
    """Print the table; whether many letters are within the goal."""
    print("| what | task | its memory | bare WeasyPrint | its memory | times |")
    print("|---|---|---|---|---|---|")
    times = {number: letters_row(number, repeats) for number in (1, 5, 41, 200)}
    for rows in (50, 100, 300, 1000):
        table_row(rows, repeats)
    return max(times[41], times[200]) <= GOAL


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--repeats", type=int, default=2)
    asked = options.parse_args()
    setup_test_environment(debug=False)
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        with tempfile.TemporaryDirectory() as folder:
            settings.PRIVATE_ROOT = folder
            met = measured(asked.repeats)
    finally:
        runner.teardown_databases(databases)
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
