"""E-mails against a mail server: whoever sends is killed between sending and marking, again and again."""

import json
import random
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import pytest
from django.db import connection

from tests.figures import sampled
from tests.network.ties.processes import ended, scratch
from tests.tables import ROOT

PREPARE = """
import sys
import django; django.setup()
from django.db import transaction
from network.accounts.models import User
from network.messages.services import Addressed, ask_for_email, prepare
from network.notices import mailing
from network.notices.services import notify
from network.office.services import describe_office
from django.conf import settings
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
number = int(sys.argv[1])
describe_office(by=None, network_name="Red", office_name="Oficina", email="red@ejemplo.invalid")
to = [Addressed(email=f"institucion{n}@ejemplo.invalid") for n in range(number)]
ask_for_email(messages=prepare(kind="invitation", title="Invitación", to=to, by=None).messages.all(), by=None)
for n in range(number):
    user = User.objects.create_user(f"cuenta{n}@ejemplo.invalid")
    with transaction.atomic():
        notify(to=user, kind="roles", says="given", link="/", key="1", words={"role": "member"})
"""
SEND = """
import datetime as dt, sys
import django; django.setup()
from django.conf import settings
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(sys.argv[1])
from network.messages import outbox, sending
from network.notices import mailing
outbox.GIVEN_UP = dt.timedelta(seconds=float(sys.argv[2]))
outbox.AGAIN_AFTER = dt.timedelta(0)  # whoever prepared them found no server yet
sending.deliver_waiting()
mailing.post()
"""
COUNTED = """
import json
import django; django.setup()
from network.messages.models import Outgoing
from network.notices.models import Notice, NoticeMail
states = lambda rows: list(rows.order_by("pk").values_list("mail_state", flat=True))
doubted = [*Outgoing.objects.filter(mail_state="in_doubt").values_list("email", flat=True),
           *NoticeMail.objects.filter(mail_state="in_doubt").values_list("to__email", flat=True)]
print(json.dumps([states(Outgoing.objects), states(NoticeMail.objects),
                  Notice.objects.exclude(mail=None).count(), doubted]))
"""
GIVEN_UP = 3.0


def taken(box: Path) -> list[list[str]]:
    return [json.loads(line) for line in box.read_text("utf-8").splitlines()] if box.exists() else []


@pytest.mark.prove
@pytest.mark.django_db
def test_whoever_sends_is_killed_between_sending_and_marking_and_nothing_is_lost_and_one_double_at_most(
    tmp_path, figure
):
    """Messages of the office and notices alike, two processes sending at once.

    The one that was not sending may be killed while it hands an e-mail over. Where that befalls the same
    e-mail twice nobody can know whether it left: it is not sent a third time, and stands as in doubt.
    """
    number, kills = sampled(full=40, sample=5), sampled(full=30, sample=3)
    box, chance, killed = tmp_path / "box", random.Random(5), 0
    command = [sys.executable, "-m", "tests.network.notices.post_office", str(box), "0.15"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        port = int(server.stdout.readline())
        with scratch(tmp_path) as start:
            ended(start(PREPARE, number))
            limit = time.monotonic() + sampled(full=1500, sample=400)
            while time.monotonic() < limit:
                sending = [start(SEND, port, GIVEN_UP) for _ in range(2)]
                if killed < kills:
                    killed += _killed(sending, box, chance)
                for process in sending:
                    process.communicate(timeout=300)
                outgoing, mails, _carried, _doubted = json.loads(ended(start(COUNTED)))
                if not {"queued", "sending"} & {*outgoing, *mails} and len(mails) == number:
                    break
                time.sleep(GIVEN_UP / 3)
            outgoing, mails, carried, doubted = json.loads(ended(start(COUNTED)))
    finally:
        server.kill()
        server.wait()
    copies = defaultdict(list)
    for to, identifier in taken(box):
        copies[to].append(identifier)
    wanted = {f"{name}{n}@ejemplo.invalid" for name in ("institucion", "cuenta") for n in range(number)}
    assert set(copies) <= wanted, "gone elsewhere"
    missing = wanted - set(copies)
    assert missing <= set(doubted), "lost, and nobody is told"
    assert max(map(len, copies.values())) <= 2
    assert all(len(set(identifiers)) == 1 for identifiers in copies.values())
    assert len({identifiers[0] for identifiers in copies.values()}) == len(copies)
    assert {*outgoing, *mails} <= {"sent", "in_doubt"}
    assert (len(outgoing), len(mails), carried) == (number, number, number)
    assert killed >= min(kills, 2)
    doubles = sum(len(identifiers) == 2 for identifiers in copies.values())
    figure(
        f"{2 * number} e-mails, {killed} times SIGKILL between sending and marking: {doubles} doubled under "
        f"the same Message-ID, {len(missing)} not arrived and told as in doubt, the others once "
        f"({connection.vendor})"
    )


def _killed(sending, box: Path, chance: random.Random) -> int:
    """Both, as soon as the server took an e-mail and before it says so: whoever sent it is among them."""
    before, after = len(taken(box)), chance.randrange(1, 4)
    limit = time.monotonic() + 60
    while time.monotonic() < limit and any(process.poll() is None for process in sending):
        if len(taken(box)) >= before + after:
            victims = [process for process in sending if process.poll() is None]
            if not victims:
                return 0
            for process in victims:
                process.kill()
            return 1
        time.sleep(0.005)
    return 0


SCHEDULED = """
import sys
from django.conf import settings
settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
import django; django.setup()
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(sys.argv[1])
from django.core.management import call_command
call_command("run_scheduled")
"""
TOLD = """
import datetime as dt, sys
import django; django.setup()
from django.db import transaction
from network.accounts.models import User
from network.notices.models import Notice
from network.notices.services import choose, notify
for n in range(int(sys.argv[1])):
    user = User.objects.create_user(f"cuenta{n}@ejemplo.invalid")
    choose(user=user, deliveries={"papers": "daily"})
    with transaction.atomic():
        for key in "123":
            notify(to=user, kind="papers", says="ready", link="/", key=key)
Notice.objects.update(created_at=dt.datetime.now(dt.UTC) - dt.timedelta(days=2))
"""


@pytest.mark.prove
@pytest.mark.django_db
def test_two_runs_of_scheduled_work_at_once_send_each_summary_once(tmp_path):
    box = tmp_path / "box"
    command = [sys.executable, "-m", "tests.network.notices.post_office", str(box), "0.05"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        port = int(server.stdout.readline())
        with scratch(tmp_path) as start:
            ended(start(TOLD, 4))
            said = [ended(process) for process in [start(SCHEDULED, port) for _ in range(2)]]
    finally:
        server.kill()
        server.wait()
    assert sorted(to for to, _identifier in taken(box)) == [f"cuenta{n}@ejemplo.invalid" for n in range(4)]
    assert sum("notices (hour): salieron 4 correos" in text for text in said) == 1
