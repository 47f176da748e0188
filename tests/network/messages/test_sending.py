"""Nothing asked for is lost, nothing leaves twice but for a stopped machine, and failure names its remedy."""

import json
import smtplib
import time
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone

from network.messages import sending
from network.messages.models import Departure, Outgoing
from network.messages.rules import TRIES, mail_reading
from network.messages.sending import deliver_waiting
from network.messages.services import Addressed, ask_for_email, prepare
from network.office.services import describe_office
from tests.factories.accounts import UserFactory
from tests.factories.records import InstitutionFactory, PersonFactory
from tests.network.ties.processes import ended, scratch

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office():
    describe_office(by=None, network_name="Red", office_name="Oficina", email="red@ejemplo.invalid")


def prepared(*to, by=None):
    mailing = prepare(kind="invitation", title="Invitación", to=list(to), by=by)
    ask_for_email(messages=mailing.messages.all(), by=by)
    return mailing


def states():
    return list(Outgoing.objects.order_by("pk").values_list("mail_state", flat=True))


def test_an_e_mail_leaves_once_for_her_address_of_now_and_answers_go_to_the_office(settings):
    settings.DEFAULT_FROM_EMAIL = "Red <no-responder@red.invalid>"
    ana, who = PersonFactory(email="antes@ejemplo.invalid"), UserFactory()
    prepared(Addressed(person=ana), by=who)
    ana.email = "ahora@ejemplo.invalid"
    ana.save()
    assert (deliver_waiting(), deliver_waiting()) == (1, 0)
    [sent] = mail.outbox
    assert (sent.to, sent.from_email, sent.reply_to) == (
        ["ahora@ejemplo.invalid"],
        "Oficina <no-responder@red.invalid>",
        ["red@ejemplo.invalid"],
    )
    assert sent.extra_headers["Message-ID"] == Outgoing.objects.get().message_id
    assert list(Departure.objects.values_list("form", "by")) == [("email", who.pk)]


def test_without_an_address_nothing_is_asked_for_and_the_message_stays():
    prepared(Addressed(person=PersonFactory(email="")), Addressed(institution=InstitutionFactory()))
    assert (states(), deliver_waiting()) == (["none", "none"], 0)


def test_who_is_protected_since_gets_no_e_mail():
    ana = PersonFactory(email="ana@ejemplo.invalid")
    prepared(Addressed(person=ana))
    ana.visibility = "protegida"
    ana.save()
    assert (deliver_waiting(), states(), mail.outbox) == (0, ["failed"], [])


@pytest.mark.parametrize("backend", ["console", "dummy", "filebased"])
def test_where_no_e_mail_leaves_the_machine_none_is_printed_either(settings, backend, capsys):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    prepared(Addressed(email="x@ejemplo.invalid"))
    assert (deliver_waiting(), states(), capsys.readouterr().out) == (0, ["queued"], "")


def failing(monkeypatch, *errors):
    """One error after the other, then e-mails leave."""
    coming = list(errors)

    def send_messages(self, messages):
        if coming:
            raise coming.pop(0)
        mail.outbox.extend(messages)
        return len(messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)


GONE = smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")})
FULL = smtplib.SMTPRecipientsRefused({"x": (452, b"mailbox full")})


def test_a_refused_address_fails_alone_and_says_what_to_do(monkeypatch):
    failing(monkeypatch, GONE)
    prepared(Addressed(email="no@ejemplo.invalid"), Addressed(email="si@ejemplo.invalid"))
    assert (deliver_waiting(), states()) == (1, ["failed", "sent"])
    reading = mail_reading(Outgoing.objects.get(number=1))
    assert (reading.tone, reading.may_retry, reading.remedy) == (
        "error",
        True,
        "El servidor de correo rechazó la dirección. Corríjala, o copie el texto o imprima la carta.",
    )


@pytest.mark.parametrize(
    "error",
    [OSError("refused"), smtplib.SMTPServerDisconnected(), FULL, smtplib.SMTPAuthenticationError(535, b"")],
)
def test_a_server_that_is_away_is_tried_again_by_the_hourly_job(monkeypatch, error):
    failing(monkeypatch, error)
    prepared(Addressed(email="uno@ejemplo.invalid"), Addressed(email="dos@ejemplo.invalid"))
    assert (deliver_waiting(), states()) == (0, ["queued", "queued"])
    assert "copie el texto o imprima la carta" in mail_reading(Outgoing.objects.get(number=1)).remedy
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        call_command("run_scheduled", verbosity=0)
    assert states() == ["sent", "sent"]


def test_what_else_is_written_while_the_server_is_away_uses_up_no_try(monkeypatch):
    failing(monkeypatch, *[OSError()] * 9)
    first = prepared(Addressed(email="uno@ejemplo.invalid")).messages.get()
    for n in range(3):
        prepared(Addressed(email=f"otra{n}@ejemplo.invalid"))
        deliver_waiting()
    first.refresh_from_db()
    assert (first.mail_state, first.mail_tries) == ("queued", 1)


def test_it_is_not_tried_for_ever(monkeypatch):
    failing(monkeypatch, *[OSError()] * (TRIES + 1))
    mailing = prepared(Addressed(email="uno@ejemplo.invalid"))
    monkeypatch.setattr("network.messages.outbox.AGAIN_AFTER", timedelta(0))
    for _hour in range(TRIES + 1):
        deliver_waiting()
    row = mailing.messages.get()
    assert (row.mail_state, row.mail_tries, row.mail_problem) == ("failed", TRIES, "unreachable")
    ask_for_email(messages=[row], by=None)
    assert states() == ["queued"]


def test_what_is_on_its_way_or_has_left_is_not_asked_for_again():
    mailing = prepared(Addressed(email="uno@ejemplo.invalid"))
    deliver_waiting()
    assert ask_for_email(messages=mailing.messages.all(), by=None) == 0
    assert states() == ["sent"]


def test_a_row_left_behind_is_resumed_once_and_then_in_doubt():
    mailing = prepared(Addressed(email="uno@ejemplo.invalid"))

    def left_behind(minutes):
        mailing.messages.update(
            mail_state="sending", mail_changed_at=timezone.now() - timedelta(minutes=minutes)
        )

    left_behind(9)
    assert (deliver_waiting(), states()) == (0, ["sending"])
    left_behind(11)
    assert (deliver_waiting(), states()) == (1, ["sent"])
    left_behind(11)
    assert (deliver_waiting(), states()) == (0, ["in_doubt"])
    assert mail_reading(mailing.messages.get()).may_retry is True


PREPARE = """
import django; django.setup()
from django.core.management import call_command
for app in ("network_messages", "people", "documents", "institutions", "office", "journal", "search"):
    call_command("migrate", app, verbosity=0)
from network.messages.services import Addressed, ask_for_email, prepare
from network.office.services import describe_office
describe_office(by=None, network_name="Red", office_name="Oficina", email="red@ejemplo.invalid")
to = [Addressed(email=f"p{n}@ejemplo.invalid") for n in range(3)]
mailing = prepare(kind="invitation", title="Invitación", to=to, by=None)
ask_for_email(messages=mailing.messages.all(), by=None)
"""
DELIVER = """
import json, os, sys, time
from pathlib import Path
import django; django.setup()
from django.conf import settings
from django.core.mail.backends import locmem
from network.messages import outbox, sending
box, stops = Path(sys.argv[1]), sys.argv[2] == "stops"
outbox.GIVEN_UP = outbox.dt.timedelta(seconds=float(sys.argv[3]))
settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
def send_messages(self, messages):
    for message in messages:
        with box.open("a") as kept:
            kept.write(json.dumps([message.to[0], message.extra_headers["Message-ID"]]) + "\\n")
        if stops and message.to[0].startswith("p1@"):
            print("handed over", flush=True)
            time.sleep(60)  # killed here, before it can be marked
    return len(messages)
locmem.EmailBackend.send_messages = send_messages
sending.deliver_waiting()
"""
COUNTED = """
import json
import django; django.setup()
from network.messages.models import Outgoing
print(json.dumps(list(Outgoing.objects.order_by("number").values_list("mail_state", flat=True))))
"""


@pytest.mark.prove
def test_a_process_killed_between_sending_and_marking_loses_nothing_and_doubles_one_at_most(tmp_path):
    box = tmp_path / "box"
    with scratch(tmp_path) as start:
        ended(start(PREPARE))
        stopped = start(DELIVER, box, "stops", 600)
        assert stopped.stdout.readline() == "handed over\n"
        stopped.kill()
        stopped.communicate()
        assert json.loads(ended(start(COUNTED))) == ["sent", "sending", "queued"]
        ended(start(DELIVER, box, "goes on", 600))
        assert json.loads(ended(start(COUNTED))) == ["sent", "sending", "sent"]  # perhaps it is still there
        time.sleep(0.2)
        ended(start(DELIVER, box, "goes on", 0.1))
        assert json.loads(ended(start(COUNTED))) == ["sent"] * 3
        ended(start(DELIVER, box, "goes on", 0))
    left = [json.loads(line) for line in box.read_text().splitlines()]
    assert sorted(to for to, _identifier in left) == [
        "p0@ejemplo.invalid",
        "p1@ejemplo.invalid",
        "p1@ejemplo.invalid",
        "p2@ejemplo.invalid",
    ]
    assert len({identifier for _to, identifier in left}) == 3


def test_who_is_stopped_while_the_e_mail_is_made_left_nothing_in_doubt(monkeypatch):
    """Twice: a row that was being sent when its process died may only be tried once more."""
    prepared(Addressed(person=PersonFactory(email="ana@ejemplo.invalid")))

    class Stopped(BaseException):
        pass

    def stops(_row):
        raise Stopped

    for _time in range(2):
        with monkeypatch.context() as patched:
            patched.setattr(sending, "message_of", stops)
            with pytest.raises(Stopped):
                deliver_waiting()
        assert states() == ["queued"]
    assert deliver_waiting() == 1
