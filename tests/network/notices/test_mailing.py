"""E-mails of notices: at once or in one summary, neutral in their subject, stopped by one click."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from time_machine import travel

from network.notices.forgetting import forget_old
from network.notices.mailing import post, post_summaries
from network.notices.models import Notice, NoticeMail, Preference
from network.notices.rules import latest_morning
from network.notices.services import choose, mark_seen
from network.office.services import describe_office
from network.vocabulary.notices import Delivery
from tests.factories.accounts import UserFactory
from tests.factories.records import PersonFactory
from tests.network.notices.tried import tell, use

pytestmark = pytest.mark.django_db
# Friday 20 November 2026, 6:50 in Guadalajara.
BEFORE, AFTER = "2026-11-20T12:50:00+00:00", "2026-11-20T13:10:00+00:00"


@pytest.fixture(autouse=True)
def office(monkeypatch, settings):
    use(monkeypatch)
    settings.DEFAULT_FROM_EMAIL = "Red <no-responder@red.invalid>"
    settings.WAGTAILADMIN_BASE_URL = "https://red.example"
    settings.TIME_ZONE = "America/Mexico_City"
    describe_office(by=None, network_name="Red", office_name="Oficina", email="red@ejemplo.invalid")


def test_an_e_mail_at_once_says_in_its_subject_nothing_but_that_there_is_one():
    ana = UserFactory()
    tell(ana, kind="now", words={"place": "la mesa de salud"})
    tell(ana, kind="tried")  # in the bell alone
    assert (post(), post()) == (1, 0)
    [sent] = mail.outbox
    row = Notice.objects.get(kind="now")
    assert (sent.subject, sent.to) == ("Tiene un aviso de la red", [ana.email])
    assert "Ya la mesa de salud" in sent.body
    assert f"https://red.example/mis-avisos/{row.uid}/" in sent.body
    assert "No se registran aquí casos" in sent.body or "casos" in sent.body
    assert sent.extra_headers["Message-ID"] == row.mail.message_id


def test_what_waits_together_leaves_in_one_e_mail_and_her_language():
    ana = UserFactory(language="en")
    for key in "123":
        tell(ana, kind="now", key=key)
    post()
    assert [sent.subject for sent in mail.outbox] == ["You have 3 notices from the network"]
    assert "https://red.example/en/mis-avisos/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("visibility", "said"), [("visible", True), ("limitada", False), ("protegida", False)]
)
def test_whoever_is_not_seen_by_everyone_gets_a_neutral_text(visibility, said):
    ana = UserFactory()
    PersonFactory(account=ana, visibility=visibility, alias="Alondra")
    tell(ana, kind="now")
    post()
    assert ("Ya la mesa" in mail.outbox[0].body) == said
    assert ("Algo pasó" in mail.outbox[0].body) != said


@pytest.mark.parametrize("said", [{"is_neutral": True}, {"words": {"place": "la mesa contra el acoso"}}])
def test_on_violence_the_text_is_neutral_too(said):
    tell(UserFactory(), kind="now", **said)
    post()
    whole = mail.outbox[0].body + mail.outbox[0].alternatives[0][0]
    assert "Algo pasó" in whole
    assert "mesa" not in whole


def test_a_summary_leaves_once_in_the_office_s_morning_without_what_she_looked_at():
    ana, eva = UserFactory(), UserFactory()
    with travel("2026-11-19T18:00:00+00:00", tick=False):
        tell(ana, kind="daily", words={"place": "uno"})
        tell(ana, kind="daily", key="2", words={"place": "dos"})
        tell(eva, kind="daily")
        mark_seen(notices=Notice.objects.filter(to=eva))
    with travel(BEFORE, tick=False):
        assert post_summaries() == 0
    with travel(AFTER, tick=False):
        tell(ana, kind="daily", key="3", words={"place": "tres"})  # for tomorrow
        assert (post_summaries(), post_summaries()) == (1, 0)
    [sent] = mail.outbox
    assert sent.to == [ana.email]
    assert re.findall(r"Diario (\w+)", sent.body) == ["uno", "dos"]
    with travel("2026-11-21T13:10:00+00:00", tick=False):
        assert post_summaries() == 1
    assert "Diario tres" in mail.outbox[1].body


def test_a_weekly_summary_is_that_of_monday():
    with travel("2026-11-17T18:00:00+00:00", tick=False):
        tell(UserFactory(), kind="weekly")
    for day, left in ((20, 0), (22, 0), (23, 1), (24, 0)):
        with travel(f"2026-11-{day}T13:10:00+00:00", tick=False):
            assert post_summaries() == left


def test_the_morning_is_seven_by_the_clock_of_the_office_also_when_clocks_change():
    with timezone.override("America/Santiago"):  # on 6 September 2026 the clock goes forward
        now = dt.datetime(2026, 9, 6, 12, tzinfo=dt.UTC)
        assert latest_morning(now, Delivery.DAILY).isoformat() == "2026-09-06T07:00:00-03:00"
        assert latest_morning(now, Delivery.WEEKLY).isoformat() == "2026-08-31T07:00:00-04:00"


def test_a_closed_account_gets_nothing_and_a_failing_server_is_tried_again(monkeypatch):
    ana, eva = UserFactory(), UserFactory()
    tell(ana, kind="now")
    tell(eva, kind="now")
    ana.is_active = False
    ana.save()
    coming = [OSError("away")]

    def send_messages(self, messages):
        if coming:
            raise coming.pop()
        mail.outbox.extend(messages)
        return len(messages)

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", send_messages)
    assert post() == 0
    with travel(timezone.now() + dt.timedelta(hours=1)):
        assert post() == 1
    assert [sent.to for sent in mail.outbox] == [[eva.email]]


def test_where_no_e_mail_leaves_the_machine_none_is_made(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    tell(UserFactory(), kind="now")
    assert (post(), post_summaries(), NoticeMail.objects.count()) == (0, 0, 0)


def test_one_click_stops_these_e_mails_and_get_changes_nothing():
    ana = UserFactory()
    tell(ana, kind="now")
    tell(ana, kind="roles", says="given", words={"role": "member"})
    post()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>")
    path = address.removeprefix("https://red.example")
    client = Client(enforce_csrf_checks=True)
    html = client.get(path).content.decode()
    assert "De inmediato" in html
    assert ana.email not in html
    assert not Preference.objects.exists()
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert list(Preference.objects.values_list("to", "kind", "delivery")) == [(ana.pk, "now", "bell")]
    tell(ana, kind="now", key="2")
    assert post() == 0


def test_what_guards_an_account_offers_no_end_of_it():
    tell(UserFactory(), kind="roles", says="given", words={"role": "member"})
    post()
    assert not [name for name in mail.outbox[0].extra_headers if name.startswith("List-")]


@pytest.mark.parametrize("token", ["x", "WyJ4IiwgWyJub3ciXV0:1x:y"])
def test_a_forged_link_is_no_page(token):
    assert Client().post(f"/mis-avisos/baja/{token}/").status_code == 404


def test_a_mail_program_that_posts_by_itself_is_answered_whatever_its_language():
    ana = UserFactory(language="en")
    tell(ana, kind="now")
    post()
    path = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>").removeprefix("https://red.example")
    assert path.startswith("/en/")
    assert Client().post(path).status_code == 200


def test_scheduled_work_sends_summaries_and_forgets_what_is_old():
    ana = UserFactory()
    choose(user=ana, deliveries={"tried": "daily"})
    with travel("2025-10-01T18:00:00+00:00", tick=False):
        tell(ana)
    with travel(AFTER, tick=False):
        tell(ana, key="2")
    with travel("2026-11-21T13:10:00+00:00", tick=False):
        call_command("run_scheduled", verbosity=0)
        call_command("run_scheduled", verbosity=0)
        assert forget_old() == 0
    assert (len(mail.outbox), Notice.objects.count()) == (1, 1)
