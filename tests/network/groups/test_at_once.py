"""One acuerdo that two processes close at the same moment, each in its own way."""

import json

import pytest

from tests.network.ties.processes import ended, scratch

PREPARE = """
import sys
import django; django.setup()
from allauth.mfa.models import Authenticator
from network.accounts.enums import Role
from network.accounts.models import User
from network.accounts.services import grant
from network.groups.acuerdos import record_acuerdo
from network.groups.models import Group
from network.groups.services import record_session
by = User.objects.create(email="coordinadora@ejemplo.invalid")
Authenticator.objects.create(user=by, type="totp", data={"secret": "-"})
grant(user=by, role=Role.COORDINATOR, by=None)
group = Group.objects.create(package_id="mesa", name="Mesa", kind="mesa")
held = record_session(group=group, by=by, happens_on="2026-03-10")
record_session(group=group, by=by, happens_on="2026-04-10")
for n in range(int(sys.argv[1])):
    record_acuerdo(session=held, by=by, text=f"Acuerdo {n}")
"""
CLOSE = """
import json, sys, time
from pathlib import Path
import django; django.setup()
from django.core.exceptions import ValidationError
from django.utils import translation
from network.accounts.models import User
from network.groups.acuerdos import carry_over, mark_done
from network.groups.models import Acuerdo, GroupSession
translation.activate("es")
me, ready, by = sys.argv[1], Path(sys.argv[2]), User.objects.get()
later = GroupSession.objects.get(happens_on="2026-04-10")
won, said = [], []
for row in Acuerdo.objects.filter(carried_from=None).order_by("number"):
    (ready / f"{row.pk}-{me}").touch()
    while len(list(ready.glob(f"{row.pk}-*"))) < 2:  # both try at once
        time.sleep(0.0005)
    try:
        if me == "done":
            mark_done(acuerdo=row, by=by, on="2026-04")
        else:
            carry_over(acuerdo=row, to=later, by=by)
        won.append(row.number)
    except ValidationError as error:
        said += error.messages
print(json.dumps([won, said]))
"""
COUNTED = """
import json
import django; django.setup()
from network.groups.models import Acuerdo
from network.journal.models import Entry
rows = Acuerdo.objects.filter(carried_from=None).order_by("number")
told = Entry.objects.filter(verb__in=["complete_acuerdo", "carry_over_acuerdo"])
states = {status: [row.number for row in rows if row.status == status] for status in ("done", "carried_over")}
print(json.dumps([states, Acuerdo.objects.exclude(carried_from=None).count(), told.count()]))
"""
NUMBER = 6
REFUSED = {
    "done": "Alguien más lo trasladó mientras tanto. Véalo de nuevo.",
    "carried_over": "Alguien más lo registró como cumplido mientras tanto. Véalo de nuevo.",
}


@pytest.mark.long
@pytest.mark.django_db
def test_of_two_who_close_an_acuerdo_at_once_one_wins_and_the_other_is_told(tmp_path):
    ready = tmp_path / "ready"
    ready.mkdir()
    with scratch(tmp_path) as start:
        ended(start(PREPARE, NUMBER))
        trying = {way: start(CLOSE, way, ready) for way in REFUSED}
        told = {way: json.loads(ended(process)) for way, process in trying.items()}
        states, carried, entries = json.loads(ended(start(COUNTED)))
    won = {way: numbers for way, (numbers, _said) in told.items()}
    assert sorted(won["done"] + won["carried_over"]) == list(range(1, NUMBER + 1))
    assert states == won
    assert (carried, entries) == (len(won["carried_over"]), NUMBER)
    for way, sentence in REFUSED.items():
        assert told[way][1] == [sentence] * (NUMBER - len(won[way]))
