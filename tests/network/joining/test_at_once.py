"""Two processes that open one invitation at once: exactly one wins, and one account is made."""

import json

import pytest
from django.db import connection

from tests.network.ties.processes import ended, scratch

PREPARE = """
import django; django.setup()
import sys, uuid
from network.joining.inviting import invite
from network.joining.models import Application, Invitation
from network.office.services import describe_office
from network.people.models import Person
describe_office(by=None, network_name="Red", office_name="Oficina", email="red@ejemplo.invalid")
for n in range(5):
    email = f"p{n}@ejemplo.invalid"
    person = Person.objects.create(name=f"Persona {n}", email=email)
    invite(to=[(person, None)], language="es", is_neutral=False, by=None, uid=uuid.uuid4())
    Application.objects.create(uid=uuid.UUID(int=n + 1), name="x", email=email, institution_name="x",
                               message_id=str(n), language="es", person=person)
"""
OPEN = """
import json, sys, time, uuid
from pathlib import Path
import django; django.setup()
from django.core.exceptions import ValidationError
from network.joining.inviting import InvitationClosedError, open_account
me, number, ready = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
won = 0
for turn in range(5):
    (ready / f"{turn}-{me}").touch()
    while len(list(ready.glob(f"{turn}-*"))) < number:
        time.sleep(0.0005)
    try:
        open_account(uid=str(uuid.UUID(int=turn + 1)), turn=1)
        won += 1
    except InvitationClosedError:
        pass
print(json.dumps(won))
"""
COUNTED = """
import json
import django; django.setup()
from network.accounts.models import Grant, User
from network.joining.models import Invitation
from network.people.models import Person
print(json.dumps([User.objects.count(), Grant.objects.count(), Person.objects.exclude(account=None).count(),
                  Invitation.objects.exclude(used_at=None).count()]))
"""


@pytest.mark.long
@pytest.mark.django_db
def test_of_two_who_open_an_invitation_at_once_one_wins(tmp_path, figure):
    ready = tmp_path / "ready"
    ready.mkdir()
    with scratch(tmp_path) as start:
        ended(start(PREPARE))
        won = [json.loads(ended(one)) for one in [start(OPEN, name, 2, ready) for name in ("a", "b")]]
        counted = json.loads(ended(start(COUNTED)))
    assert sum(won) == 5
    assert counted == [5, 5, 5, 5]
    figure(f"5 invitations, 2 processes each: 5 accounts ({connection.vendor})")
