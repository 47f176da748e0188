"""The scheduled work twice at once: each date is made once, each draft is published once."""

import json
from pathlib import Path

import pytest

from tests.network.ties.processes import ended, scratch

PREPARE = """
import datetime as dt
import django; django.setup()
from allauth.mfa.models import Authenticator
from django.utils import timezone
from events.enums import OrganiserRole
from events.models import Event, EventInstitution, EventSeries, Occurrence
from events.planning import plan
from events.times import local
from network.accounts.enums import Role
from network.accounts.models import Grant, User
from network.institutions.models import Institution
now = timezone.now()
by = User.objects.create(email="coordina@ejemplo.invalid")
Authenticator.objects.create(user=by, type=Authenticator.Type.TOTP, data={"secret": "-"})
Grant.objects.create(user=by, role=Role.COORDINATOR, starts_on=dt.date(2020, 1, 1))
where = Institution.objects.create(package_id="salud", name="Salud")
for number in range(5):
    begins = now + dt.timedelta(days=9)
    event = Event.objects.create(package_id=f"e-{number}", title="Taller", kind="taller", audience="public",
        starts_at=begins, ends_at=begins + dt.timedelta(hours=1), time_zone="America/Santiago",
        seats_on_site=5)
    EventInstitution.objects.create(event=event, institution=where)
    day = local(event, begins).date()
    code = "MO TU WE TH FR SA SU".split()[day.weekday()]
    series = EventSeries.objects.create(rule=f"FREQ=WEEKLY;BYDAY={code};COUNT=4", first_day=day,
        time_zone=event.time_zone, begins=dt.time(10), ends=dt.time(11))
    Occurrence.objects.create(series=series, event=event, day=day)
    plan(event=event, by=by, at=now + dt.timedelta(seconds=1))
"""
WORK = """
import json, sys, time
from pathlib import Path
import django; django.setup()
from events.planning import publish_planned
from events.series import make_all_ahead
ready, me = Path(sys.argv[1]), sys.argv[2]
(ready / me).touch()
while len(list(ready.iterdir())) < 2:
    time.sleep(0.0005)
time.sleep(1.1)
print(json.dumps([make_all_ahead(), publish_planned()]))
"""
COUNT = """
import json
import django; django.setup()
from network.journal.models import Entry
from events.models import Event, Occurrence, PlannedPublication
print(json.dumps([Event.objects.count(), Occurrence.objects.count(), PlannedPublication.objects.count(),
    Event.objects.filter(state="published").count(), Entry.objects.filter(verb="publish_event").count()]))
"""


@pytest.mark.long
@pytest.mark.django_db
def test_two_at_work_at_once_make_and_publish_each_once(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    ready.mkdir()
    with scratch(tmp_path) as start:
        ended(start(PREPARE))
        working = [start(WORK, ready, me) for me in ("a", "b")]
        done = [json.loads(ended(process)) for process in working]
        counted = json.loads(ended(start(COUNT)))
    assert [sum(numbers) for numbers in zip(*done, strict=True)] == [15, 5]
    assert counted == [20, 20, 0, 5, 5]
