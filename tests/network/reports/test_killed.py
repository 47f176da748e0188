"""A process that applies a closing is killed in the middle: nothing is lost, nothing is doubled."""

import signal
import time

import pytest

from tests.network.ties.processes import scratch

PREPARE = """
import django; django.setup()
import datetime as dt
from django.core.management import call_command
call_command("migrate", verbosity=0)
from network.accounts.enums import Role
from network.accounts.models import User
from network.accounts.services import grant
from network.accounts.viewer import viewer_for
from network.institutions.models import Institution, Post
from network.people.models import Person
from network.reports.applying import ask_to_apply
from network.reports.closings import begin_closing, change_closing
from network.ties.models import Appointment
by = User.objects.create_user("a@ejemplo.invalid")
grant(user=by, role=Role.COORDINATOR, by=None)
place = Institution.objects.create(name="Ayuntamiento", kind="municipal_unit")
for number in range(8):
    post = Post.objects.create(name=f"{number}", kind="enlace", institution=place, publication="public")
    person = Person.objects.create(name=f"Persona {number}")
    Appointment.objects.create(post=post, person=person, capacity="titular", started="2020")
viewer = viewer_for(by)
closing = begin_closing(
    name="X", ends_on=dt.date.today() + dt.timedelta(days=30), institutions=[place], viewer=viewer, by=by
)
change_closing(closing=closing, reason="Cambio de gobierno", by=by)
ask_to_apply(closing=closing, viewer=viewer, by=by)
"""
APPLY = """
import sys, time
import django; django.setup()
from network.reports import applying
from network.reports.models import AdministrationClosing
real, calls = applying.end_appointment, []
def slow(**values):
    done = real(**values)
    calls.append(1)
    if len(sys.argv) > 1 and len(calls) == 4:
        open(sys.argv[1], "w").close()
        time.sleep(60)
    return done
applying.end_appointment = slow
applying.apply(closing=AdministrationClosing.objects.get())
"""
LOOK = """
import django; django.setup()
from network.journal.models import Entry
from network.reports.models import AdministrationClosing, ClosingDesignation, Handover
from network.requests.models import Request
from network.ties.models import Appointment
done = ClosingDesignation.objects.filter(state="done").count()
ended = Appointment.objects.exclude(ended="").count()
told = Entry.objects.filter(verb="end_appointment").count()
state = AdministrationClosing.objects.get().state
print(state, done, ended, Handover.objects.count(), told, Request.objects.count())
"""


@pytest.mark.prove
@pytest.mark.django_db
def test_a_process_killed_in_the_middle_is_gone_on_with(tmp_path):
    with scratch(tmp_path) as start:

        def run(code):
            process = start(code)
            said, _none = process.communicate(timeout=120)
            assert process.returncode == 0
            return said.split()

        run(PREPARE)
        reached = tmp_path / "reached"
        process = start(APPLY, reached)
        limit = time.monotonic() + 60
        while time.monotonic() < limit and not reached.exists():
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert run(LOOK) == ["applying", "3", "3", "3", "3", "0"], "three whole steps, nothing of the fourth"
        run(APPLY)
        assert run(LOOK) == ["applied", "8", "8", "8", "8", "1"]
        run(APPLY)
        assert run(LOOK) == ["applied", "8", "8", "8", "8", "1"]
