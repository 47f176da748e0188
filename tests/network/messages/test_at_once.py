"""A button pressed twice at once: letters are issued once, and the same form prepares one mailing."""

import json

import pytest
from django.db import connection

from tests.network.ties.processes import ended, scratch

PREPARE = """
import django; django.setup()
from django.core.management import call_command
rooms = ("network_messages", "people", "documents", "institutions", "office", "journal", "search")
for app in rooms:
    call_command("migrate", app, verbosity=0)
from network.office.services import describe_office
describe_office(by=None, network_name="Red", office_name="Oficina", email="red@ejemplo.invalid")
"""
PRESS = """
import sys, time, uuid
from pathlib import Path
import django; django.setup()
from network.messages.services import Addressed, issue_letters, prepare
me, number, ready = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
for turn in range(3):
    def together(step):
        (ready / f"{turn}-{step}-{me}").touch()
        while len(list(ready.glob(f"{turn}-{step}-*"))) < number:
            time.sleep(0.0005)
    together("prepare")
    to = [Addressed(name=f"Persona {n}") for n in range(3)]
    mailing = prepare(kind="invitation", title="x", to=to, by=None, uid=uuid.UUID(int=turn + 1))
    together("issue")
    issue_letters(messages=mailing.messages.all(), by=None)
"""
COUNTED = """
import json
import django; django.setup()
from network.documents.models import Document, FolioSeries
from network.messages.models import Mailing, Outgoing
rows = Outgoing.objects.filter(letter__isnull=False)
print(json.dumps([Mailing.objects.count(), Outgoing.objects.count(), rows.count(), Document.objects.count(),
                  FolioSeries.objects.get().last]))
"""


@pytest.mark.prove
@pytest.mark.django_db
def test_what_two_processes_ask_for_at_once_is_done_once(tmp_path, figure):
    ready = tmp_path / "ready"
    ready.mkdir()
    with scratch(tmp_path) as start:
        ended(start(PREPARE))
        for process in [start(PRESS, name, 2, ready) for name in ("a", "b")]:
            ended(process)
        counted = json.loads(ended(start(COUNTED)))
    assert counted == [3, 9, 9, 9, 9]
    figure(f"3 mailings of 3 letters, 2 processes each: {counted[4]} folios spent ({connection.vendor})")
