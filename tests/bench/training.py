"""A thousand certificates issued and laid out by the task queue, beside bare WeasyPrint with the same sheets.

``PYTHONPATH=.:site python -m tests.bench.training`` makes an edition in a database in memory. Measured is
all of it: folios, contents, signatures, rows, and the archive with a PDF for each. The bare reference is
given the sheets as they stand and writes nothing. Each runs in a process of its own.
"""
# ruff: noqa: E402  (Django is set up before its models are imported)

import argparse
import os
import tempfile
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

from django.conf import settings
from django.test.utils import get_runner, setup_test_environment
from django.utils import timezone

from network.accounts.enums import Role
from network.accounts.models import User
from network.accounts.services import grant
from network.accounts.viewer import viewer_for
from network.office.services import describe_office
from network.paper import pdf
from network.people.models import Person
from network.printing.models import Printing
from network.printing.services import ask, composed, make
from tests.bench.papers import in_a_process
from tests.factories.training import EditionFactory, ModuleFactory, UnitFactory
from training.certificates.due import Ground
from training.certificates.issuing import ask_to_issue, carry_out
from training.certificates.papers import paper
from training.enums import CertificateKind
from training.models import Certificate, Edition, Enrolment

WHO = "mide@ejemplo.invalid"
GOAL = 1.3  # times what bare WeasyPrint takes
FLAT = 40  # megabytes by which a thousand may take more than two hundred


def world(number: int) -> tuple[User, Edition]:
    """Whoever coordinates, and an edition that so many completed."""
    user, _new = User.objects.get_or_create(email=WHO)
    grant(user=user, role=Role.COORDINATOR, by=None)
    describe_office(by=user, network_name="Red de prueba", office_name="Oficina", signer_name="Quien firma")
    edition: Edition = EditionFactory()
    module = ModuleFactory(version=edition.version)
    for _ in range(7):
        UnitFactory(module=module)
    people = Person.objects.bulk_create(
        Person(package_id=f"p{edition.pk}-{n}", name=f"Participante número {n}") for n in range(number)
    )
    Enrolment.objects.bulk_create(Enrolment(edition=edition, person=one, state="in") for one in people)
    today = timezone.localdate()
    edition.enrolments.update(state="completed", completed_on=today)
    Edition.objects.filter(pk=edition.pk).update(state="closed", closed_at=timezone.now())
    edition.refresh_from_db()
    return user, edition


def issue_all(user: User, edition: Edition) -> None:
    run = ask_to_issue(
        ground=Ground(CertificateKind.COMPLETED, edition=edition), by=user, language="es"
    )  # the queue of a benchmark does nothing: the task is called here
    carry_out(uid=str(run.uid))
    run.refresh_from_db()
    assert run.state == "done", run.problem


def by_task(user: User, edition: Edition, number: int) -> None:
    issue_all(user, edition)
    day, parameters = timezone.localdate(), {"edition": edition.package_id}
    papers = composed("training_certificates", parameters, viewer_for(user), day)
    assert papers is not None
    printing = ask(
        by=user,
        kind="training_certificates",
        parameters=parameters,
        ending="zip",
        language="es",
        day=day,
        papers=papers,
    )
    make(uid=str(printing.uid))
    done = Printing.objects.get(pk=printing.pk)
    assert (done.state, done.done) == ("ready", number), done.problem


def bare(sheets: list[str]) -> None:
    press = pdf.weasyprint()
    styles = pdf.tokens() + pdf.styles()
    for html in sheets:
        press.HTML(string=html).write_pdf(stylesheets=[press.CSS(string=styles)], pdf_variant="pdf/ua-1")


def measured(number: int) -> tuple[float, float]:
    """Print one row; how many times bare WeasyPrint, and the memory of the task."""
    user, edition = world(number)
    ours = in_a_process(lambda: by_task(user, edition, number))
    started = time.perf_counter()
    issue_all(user, edition)
    issuing = time.perf_counter() - started
    sheets = [pdf._sheet(paper(row)) for row in Certificate.objects.filter(edition=edition)]
    theirs = in_a_process(lambda: bare(sheets))
    cells = (
        f"{number:,}", f"{ours[0]:.1f} s", f"{issuing:.1f} s", f"{ours[1]:.0f} MB",
        f"{theirs[0]:.1f} s", f"{theirs[1]:.0f} MB", f"{ours[0] / theirs[0]:.2f}", f"≤ {GOAL}",
    )  # fmt: skip
    print("| " + " | ".join(cells) + " |", flush=True)
    return ours[0] / theirs[0], ours[1]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--most", type=int, default=1000)
    asked = options.parse_args()
    setup_test_environment(debug=False)
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    print("| certificates | task | of that, issuing | memory | bare WeasyPrint | memory | times | goal |")
    print("|---|---|---|---|---|---|---|---|")
    try:
        with tempfile.TemporaryDirectory() as folder:
            settings.PRIVATE_ROOT = folder
            settings.ENTRAMADO_DEMO_ACCOUNTS = [WHO]  # without a second factor
            _few, before = measured(asked.most // 5)
            times, after = measured(asked.most)
    finally:
        runner.teardown_databases(databases)
    return 0 if times <= GOAL and after - before <= FLAT else 1


if __name__ == "__main__":
    raise SystemExit(main())
