"""A process that issues certificates is killed in the middle: none is half issued, and none comes twice."""

import signal
import time

import pytest

from tests.network.ties.processes import ended, scratch

PREPARE = """
import django; django.setup()
import datetime as dt
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.utils import timezone
from network.accounts.enums import Role
from network.accounts.models import User
from network.accounts.services import grant
from network.people.models import Person
from training.certificates import issuing
from training.certificates.due import Ground
from training.enums import CertificateKind
from training.models import Curriculum, CurriculumVersion, Edition
by = User.objects.create_user("a@ejemplo.invalid")
grant(user=by, role=Role.COORDINATOR, by=None)
course = Curriculum.objects.create(title="Diplomado", kind="diplomado")
today = timezone.localdate()
version = CurriculumVersion.objects.create(curriculum=course, number=1, state="in_force", in_force_on=today)
edition = Edition.objects.create(
    version=version, state="closed", published_at=timezone.now(), closed_at=timezone.now(),
    starts_on=today, ends_on=today,
)
for number in range(8):
    row = edition.enrolments.create(person=Person.objects.create(name=f"Persona {number}"), state="in")
    row.state, row.completed_on = "completed", today
    row.save()
issuing._queue = lambda run: None
issuing.keeps = lambda ground, viewer: True  # her second factor is not what is tried here
issuing.ask_to_issue(ground=Ground(CertificateKind.COMPLETED, edition=edition), by=by, language="es")
"""
ISSUE = """
import sys, time
import django; django.setup()
from training.certificates import issuing
from training.models import IssueRun
real, calls = issuing.record, []
def slow(**values):  # the last but one step of each certificate, within its transaction
    real(**values)
    if values["verb"] == "issue_certificate":
        calls.append(1)
    if len(sys.argv) > 1 and len(calls) == 4:
        open(sys.argv[1], "w").close()
        time.sleep(60)
issuing.record = slow
issuing.carry_out(uid=str(IssueRun.objects.get().uid))
"""
LATER = """
import django; django.setup()
import datetime as dt
from django.utils import timezone
from training.certificates import issuing
from training.models import IssueRun
issuing._queue = lambda run: None
IssueRun.objects.update(beat_at=timezone.now() - dt.timedelta(hours=1))
for run in issuing.unfinished():
    issuing.keep_going(run=run)
"""
LOOK = """
import django; django.setup()
from network.documents.models import FolioSeries
from network.journal.models import Entry
from training.certificates.signing import is_genuine
from training.models import Certificate, IssueRun
rows = list(Certificate.objects.select_related("key"))
whole = sum(is_genuine(row) for row in rows)
last = FolioSeries.objects.get().last
told = Entry.objects.filter(verb="issue_certificate").count()
print(IssueRun.objects.get().state, len(rows), whole, last, told, len({row.enrolment_id for row in rows}))
"""


@pytest.mark.prove
@pytest.mark.django_db
def test_a_process_killed_in_the_middle_is_gone_on_with(tmp_path) -> None:
    with scratch(tmp_path) as start:
        ended(start(PREPARE))
        reached = tmp_path / "reached"
        process = start(ISSUE, reached)
        limit = time.monotonic() + 60
        while time.monotonic() < limit and not reached.exists():
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert ended(start(LOOK)).split() == ["making", "3", "3", "3", "3", "3"], "three whole, no fourth"
        ended(start(ISSUE))
        assert ended(start(LOOK)).split()[:2] == ["making", "3"], "it still seems to be at work"
        ended(start(LATER))
        ended(start(ISSUE))
        assert ended(start(LOOK)).split() == ["done", "8", "8", "8", "8", "8"]
        ended(start(ISSUE))
        assert ended(start(LOOK)).split() == ["done", "8", "8", "8", "8", "8"]
