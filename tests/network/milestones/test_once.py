"""A key that arrives several times at once, from processes of their own, is recorded once."""

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.figures import sampled
from tests.network.ties.processes import ended, scratch

PREPARE = """
import datetime as dt, shutil
import django; django.setup()
from django.conf import settings
shutil.rmtree(settings.PRIVATE_ROOT / "actions", ignore_errors=True)  # of an earlier run of the suite
from network.accounts.models import Grant, User
from network.vocabulary.models import Territory, Theme
user = User.objects.create_user("ana@ejemplo.invalid", "una-clave-larga-de-prueba")
user.authenticator_set.create(type="totp", data={"secret": "x"})
Grant.objects.create(user=user, role="coordinator", starts_on=dt.date(2020, 1, 1))
Theme.objects.create(code="salud", label_es="Salud", label_en="Health")
Territory.objects.create(kind="region", name="Jalisco")
"""
RECORD = """
import json, sys, time, uuid
from io import BytesIO
from pathlib import Path
import django; django.setup()
from network.accounts.models import User
from network.files.checking import checked_scan
from network.milestones.services import Action, record_action
from network.vocabulary.models import Territory, Theme
me, number, ready, keys = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), json.loads(sys.argv[4])
action = Action(title="Taller " + me, kind="charla", theme=Theme.objects.get(), started="2026-11",
                territories=(Territory.objects.get(),))
user, new, found = User.objects.get(), 0, []
for turn, key in enumerate(keys):
    scan = checked_scan(BytesIO(b"%PDF-1.7 " + me.encode()))
    (ready / f"{turn}-{me}").touch()
    while len(list(ready.glob(f"{turn}-*"))) < number:  # all try at once
        time.sleep(0.0005)
    done = record_action(by=user, key=uuid.UUID(key), action=action, scans=[scan])
    new += done.is_new
    found.append(done.milestone.package_id)
print(json.dumps([new, found]))
"""
COUNTED = """
import json
import django; django.setup()
from django.conf import settings
from network.journal.models import Entry
from network.milestones.models import ActionRecord, Evidence, Milestone
files = [path for path in (settings.PRIVATE_ROOT / "actions").iterdir()]
counted = [model.objects.count() for model in (Milestone, ActionRecord, Evidence)]
print(json.dumps([*counted, len(files), Entry.objects.filter(verb="record_action").count()]))
"""


def at_once(folder: Path, *, processes: int, rounds: int) -> tuple[int, set[Any], Any]:
    """(how many were new, what each process was answered, what there is afterwards)."""
    ready, keys = folder / "ready", json.dumps([str(uuid.uuid4()) for _ in range(rounds)])
    ready.mkdir()
    with scratch(folder) as start:
        ended(start(PREPARE))
        trying = [start(RECORD, name, processes, ready, keys) for name in range(1, processes + 1)]
        told = [json.loads(ended(process)) for process in trying]
        counted = json.loads(ended(start(COUNTED)))
    return sum(new for new, _found in told), {tuple(found) for _new, found in told}, counted


@pytest.mark.long
@pytest.mark.django_db
def test_two_processes_with_one_key_make_one_action_and_both_hear_of_it(tmp_path):
    new, answers, counted = at_once(tmp_path, processes=2, rounds=5)
    assert (new, len(answers), counted) == (5, 1, [5] * 5)


@pytest.mark.prove
@pytest.mark.django_db
def test_many_processes_with_one_key_make_one_action(tmp_path, figure):
    processes, rounds = sampled(full=8, sample=3), sampled(full=60, sample=10)
    new, answers, counted = at_once(tmp_path, processes=processes, rounds=rounds)
    assert (new, len(answers), counted) == (rounds, 1, [rounds] * 5)
    figure(f"{rounds} keys, {processes} processes each: {new} actions ({connection.vendor})")
