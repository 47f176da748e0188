"""A process that issues certificates is killed in the middle: none is half issued, and none comes twice."""

import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from tests.figures import sampled
from tests.network.ties.processes import Start, ended, scratch

PREPARE = """
import sys
import django; django.setup()
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
for number in range(int(sys.argv[1])):
    account = User.objects.create_user(f"persona{number}@ejemplo.invalid")
    person = Person.objects.create(name=f"Persona {number}", account=account)
    row = edition.enrolments.create(person=person, state="in")
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
from network.notices.models import Notice
from training.certificates.signing import is_genuine
from training.models import Certificate, IssueRun
rows = list(Certificate.objects.select_related("key"))
whole = sum(is_genuine(row) for row in rows)
series = FolioSeries.objects.first()
last = series.last if series else 0
noted = Entry.objects.filter(verb="issue_certificate").count()
told = Notice.objects.filter(kind="own_certificates", says="issued").count()
each = len({row.enrolment_id for row in rows})
print(IssueRun.objects.latest("pk").state, len(rows), whole, last, noted, told, each)
"""
# What a restart finds, then its work, each step of which is noted where whoever kills it looks.
AGAIN = (
    LOOK
    + """
import datetime as dt, random, sys, time
from django.utils import timezone
from network.accounts.models import User
from training.certificates import issuing
from training.certificates.due import Ground
from training.enums import CertificateKind
from training.models import Edition
steps, chance = open(sys.argv[1], "ab", buffering=0), random.Random(sys.argv[2])
sys.stdout.flush()
def noted(name):
    real = getattr(issuing, name)
    def slow(*arguments, **values):
        steps.write(b".")
        time.sleep(chance.random() / 50)
        made = real(*arguments, **values)
        steps.write(b".")
        time.sleep(chance.random() / 50)
        return made
    setattr(issuing, name, slow)
for name in ("take_folio", "signed", "record", "tell_holder", "issue"):
    noted(name)
issuing._queue = lambda run: None
issuing.keeps = lambda ground, viewer: True
IssueRun.objects.update(beat_at=timezone.now() - dt.timedelta(hours=1))
for run in issuing.unfinished():
    issuing.keep_going(run=run)
run = IssueRun.objects.latest("pk")
issuing.carry_out(uid=str(run.uid))
run.refresh_from_db()
if run.state == "failed":  # it was interrupted too often: its page says so, and she asks anew
    ground = Ground(CertificateKind.COMPLETED, edition=Edition.objects.get())
    run = issuing.ask_to_issue(ground=ground, by=User.objects.get(email="a@ejemplo.invalid"), language="es")
    issuing.carry_out(uid=str(run.uid))
"""
)


@pytest.mark.prove
@pytest.mark.django_db
def test_a_process_killed_in_the_middle_is_gone_on_with(tmp_path) -> None:
    with scratch(tmp_path) as start:
        ended(start(PREPARE, 8))
        reached = tmp_path / "reached"
        process = start(ISSUE, reached)
        limit = time.monotonic() + 60
        while time.monotonic() < limit and not reached.exists():
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert ended(start(LOOK)).split() == ["making", *"333333"], "three whole, no fourth"
        ended(start(ISSUE))
        assert ended(start(LOOK)).split()[:2] == ["making", "3"], "it still seems to be at work"
        ended(start(LATER))
        ended(start(ISSUE))
        assert ended(start(LOOK)).split() == ["done", *"888888"]
        ended(start(ISSUE))
        assert ended(start(LOOK)).split() == ["done", *"888888"]


@pytest.mark.prove
@pytest.mark.django_db
def test_killed_again_and_again_at_any_moment_none_is_half_issued_and_none_comes_twice(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    number, kills = sampled(full=120, sample=10), sampled(full=24, sample=2)
    chance, moments = random.Random(11), []
    with scratch(tmp_path) as start:
        ended(start(PREPARE, number))
        for life in range(kills):
            after = chance.randrange(1, 10 * number // kills)  # ten steps to a certificate, and its two marks
            found = killed(start, tmp_path / f"steps-{life}", after)
            assert found is not None, "it came to its end before it could be killed"
            moments.append(whole(found))
        last = [start(AGAIN, tmp_path / "steps", life) for life in range(2)]  # two who restart at once
        for process in last:
            whole(ended(process))
        at_the_end = ended(start(LOOK))
    assert at_the_end.split()[0] == "done"
    assert whole(at_the_end) == number
    assert moments == sorted(moments), "what was issued stays"
    figure(
        f"{number} certificates, {kills} times SIGKILL at any moment: found whole each time "
        f"({moments[0]} to {moments[-1]}), {number} at the end and no double ({connection.vendor})"
    )


def killed(start: Start, steps: Path, after: int) -> str | None:
    """What it found when it began, after it was killed so many steps later; nothing where it had ended."""
    process = start(AGAIN, steps, after)
    limit = time.monotonic() + 120
    while time.monotonic() < limit and process.poll() is None:
        if steps.exists() and steps.stat().st_size >= after:
            process.send_signal(signal.SIGKILL)
            break
        time.sleep(0.001)
    said, _ = process.communicate(timeout=60)
    return said if process.returncode == -signal.SIGKILL else None


def whole(found: str) -> int:
    """How many certificates there are: each signed, under a folio, noted, told, and of another learner."""
    state, *numbers = found.split()
    assert state in ("waiting", "making", "done", "failed")
    assert len(set(numbers)) == 1, f"half issued, or twice: {found}"
    return int(numbers[0])
