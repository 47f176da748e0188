"""Who still waits when a training begins: the line gives no seat any more, and each is told so."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.journal.models import Entry
from network.notices.models import Notice
from network.office.queries import office
from training.enrolling import answer_for_superior, decide, invite
from training.late import end_all_late
from training.links import consent_token
from training.mails import message_of
from training.models import EnrolmentMail

from .steps import asked, coordinator, lists, member, published

pytestmark = pytest.mark.django_db
DAYS = 10  # until the opening session


def begun():
    return time_machine.travel(timezone.now() + dt.timedelta(days=DAYS, hours=1))


def answered_yes(client: Client, row):
    return client.post(reverse("training_consent", args=[consent_token(row.consent)]), {"answer": "yes"})


def told(row) -> list[str]:
    return list(EnrolmentMail.objects.filter(enrolment=row).order_by("pk").values_list("says", flat=True))


def test_a_consent_that_comes_once_it_began_ends_the_request_and_she_is_told_why():
    edition = published(asks_consent=True, days=(DAYS, 17))
    row = asked(edition)
    with begun():
        assert answer_for_superior(consent=row.consent, consents=True, way="link")
    row.refresh_from_db()
    assert (row.state, row.consent.__class__.objects.get().state) == ("refused", "given")
    assert (told(row)[-1], lists(edition)) == ("refused", [[], []])
    said = message_of(EnrolmentMail.objects.get(says="refused"), office())
    assert "La conformidad de su jefatura llegó cuando ya había comenzado." in said.paragraphs
    assert Notice.objects.filter(to=row.person.account, says="refused").count() == 1


def test_whoever_asked_in_english_is_told_in_english():
    row = asked(published(asks_consent=True, days=(DAYS, 17)), language="en")
    with begun():
        assert end_all_late() == 1
    row.refresh_from_db()
    assert (row.wish, row.told) == ({"language": "en"}, "It began, and your superior had not answered yet.")
    said = message_of(EnrolmentMail.objects.get(says="refused"), office())
    assert row.told in said.paragraphs


def test_an_hour_before_it_leads_to_her_seat_as_ever():
    edition = published(asks_consent=True, days=(DAYS, 17))
    row = asked(edition)
    with time_machine.travel(timezone.now() + dt.timedelta(days=DAYS, hours=-1)):
        answer_for_superior(consent=row.consent, consents=True, way="link")
        assert end_all_late() == 0
    row.refresh_from_db()
    assert (row.state, lists(edition)) == ("in", [["enrolled"], ["enrolled"]])


def test_her_superior_reads_that_it_had_begun(client: Client):
    row = asked(published(asks_consent=True, days=(DAYS, 17)))
    with begun():
        answer = answered_yes(client, row)
    assert (answer.status_code, "ya comenzó" in answer.content.decode()) == (404, True)


def test_so_does_whoever_notes_the_letter_at_the_desk(log_in):
    edition = published(by=(by := coordinator()), asks_consent=True, days=(DAYS, 17))
    row = asked(edition)
    with begun():
        client = log_in(user=by)
        address = reverse("desk_enrolment", args=[edition.package_id, row.uid])
        page = client.post(address, {"deed": "consents"}, follow=True).content.decode()
    assert "la solicitud se cerró" in page


def test_who_waits_in_silence_is_told_by_the_hour_and_nobody_is_told_twice():
    by = coordinator()
    edition = published(by=by, asks_consent=True, entry="selection", criteria="Antigüedad", days=(DAYS, 17))
    silent, undecided, seated = (asked(edition, reasons="Coordino una unidad") for _ in range(3))
    for row in (undecided, seated):
        answer_for_superior(consent=row.consent, consents=True, way="paper", by=by)
    decide(enrolments=[seated], by=by, accepts=True)
    other = published(by=by, asks_consent=True, days=(DAYS + 5, 17))
    early = asked(other)
    with begun():
        assert end_all_late() == 2
        assert end_all_late() == 0
    states = {row.pk: row.__class__.objects.get(pk=row.pk) for row in (silent, undecided, seated, early)}
    assert [one.state for one in states.values()] == ["refused", "refused", "in", "asked"]
    assert states[silent.pk].told == "Comenzó y su jefatura aún no había respondido."
    assert states[undecided.pk].told == "Comenzó antes de que se decidiera su solicitud."
    assert Notice.objects.filter(says="refused").count() == 2
    assert Entry.objects.filter(verb="end_late_requests").count() == 1


def test_who_said_yes_to_an_invitation_is_told_and_who_did_not_answer_is_not():
    by = coordinator()
    edition = published(by=by, asks_consent=True, entry="invitation", days=(DAYS, 17))
    ana, eva = member(), member()
    invite(edition=edition, people=[ana, eva], by=by)
    asked(edition, ana)
    with begun():
        assert end_all_late() == 1
    assert edition.enrolments.get(person=ana).state == "withdrawn"
    assert edition.enrolments.get(person=eva).state == "invited"


def test_the_superior_of_one_whose_request_ended_finds_that_it_is_over(client: Client):
    row = asked(published(asks_consent=True, days=(DAYS, 17)))
    with begun():
        end_all_late()
        answer = answered_yes(client, row)
    assert answer.status_code == 404
