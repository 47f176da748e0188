"""Where nothing calls scheduled work by the clock, its process stays and does it, again and again."""

import signal
import time

import pytest
from django.core.management import CommandError, call_command

from config.management.commands import run_scheduled
from tests.network.ties.processes import ended, scratch

pytestmark = pytest.mark.django_db

RUN = """
import sys
from django.conf import settings
settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
import django; django.setup()
settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # the console is no sending
from django.core.management import call_command
call_command("run_scheduled", *sys.argv[1:])
"""
TELL = """
import datetime as dt
import django; django.setup()
from django.db import transaction
from network.accounts.models import User
from network.notices.models import Notice
from network.notices.services import choose, notify
user = User.objects.create_user("cuenta@ejemplo.invalid")
choose(user=user, deliveries={"papers": "daily"})
with transaction.atomic():
    notify(to=user, kind="papers", says="ready", link="/", key="1")
Notice.objects.update(created_at=dt.datetime.now(dt.UTC) - dt.timedelta(days=2))
"""


def read_until(process, wanted, seconds=120):
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        line = process.stdout.readline()
        assert line, "it ended"
        if line.startswith(wanted):
            return
    raise AssertionError(f"never said: {wanted}")


@pytest.mark.long
def test_a_process_that_stays_sends_what_falls_due_meanwhile_and_ends_when_told(tmp_path):
    with scratch(tmp_path) as start:
        staying = start(RUN, "--every", 1)
        try:
            read_until(staying, "notices (hour): salieron 0 correos")
            ended(start(TELL))
            read_until(staying, "notices (hour): salieron 1 correos")
            read_until(staying, "notices (hour): salieron 0 correos")
        finally:
            staying.send_signal(signal.SIGTERM)
            staying.communicate(timeout=10)
        assert "no se hizo nada" not in ended(start(RUN))


class EnoughError(Exception):
    pass


def test_a_round_that_fails_is_told_and_the_next_one_comes(monkeypatch, capsys):
    waited, done = [], []

    def wait(seconds):
        waited.append(seconds)
        if len(waited) == 4:
            raise EnoughError

    def once(self, options):
        done.append(options["every"])
        if len(done) == 1:
            raise CommandError("No se pudo: outbox.")

    monkeypatch.setattr(run_scheduled, "_wait", wait)
    monkeypatch.setattr(run_scheduled.Command, "_once", once)
    with pytest.raises(EnoughError):
        call_command("run_scheduled", every=3600)
    assert (waited, done) == ([60, 3600, 3600, 3600], [3600] * 3)
    assert capsys.readouterr().err == "run_scheduled: No se pudo: outbox.\n"


@pytest.mark.parametrize("options", [{"every": 0}, {"every": 3600, "list": True}, {"every": 60, "all": True}])
def test_what_cannot_be_meant_is_refused(options):
    with pytest.raises(CommandError, match="3600"):
        call_command("run_scheduled", **options)
