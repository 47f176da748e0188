"""Invitations: bound to an address, opened once and by POST, dead when sent again, taken back or too old."""

import datetime as dt
import io
import re
import uuid

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document as Word
from pypdf import PdfReader

from network.accounts.enums import Role
from network.accounts.models import Grant, User
from network.documents.models import Document
from network.joining.inviting import invite, revoke
from network.joining.links import code_of, digest_of, shown_code, typed_code
from network.joining.models import Application, Consent, Invitation
from network.joining.privacy import mark_of, notice_in_force
from network.messages.models import Outgoing
from network.messages.queries import message_of
from tests.factories.accounts import UserFactory
from tests.factories.records import AffiliationFactory, PersonFactory

from .ways_in import link

pytestmark = pytest.mark.django_db
HERS = "ana@ejemplo.invalid"


@pytest.fixture
def person():
    return AffiliationFactory(person__name="Ana Ejemplo", person__email="Ana@Ejemplo.invalid").person


def invited(*people, by=None):
    return invite(
        to=[(one, None) for one in people], language="es", is_neutral=False, by=by, uid=uuid.uuid4()
    )


def path_of(mailing):
    return re.search(r"https?://[^/]+(/.*)", message_of(mailing.messages.get()).secret.address)[1]


def yes(path, email=HERS, client=None):
    typed = {"email": email, "consent": "on", "mark": mark_of(notice_in_force())}
    return (client or Client()).post(path, typed)


def test_she_accepts_and_opens_her_account_once(person):
    path = path_of(invited(person))
    client = Client()
    for look in (client.get, client.head, client.get):
        assert look(path).status_code == 200
    assert yes(path).url == "/invitacion/enviada/"
    assert mail.outbox[-1].to == [HERS]
    assert User.objects.count() == 0
    opening = link()
    for look in (client.get, client.head):
        assert look(opening).status_code == 200
    assert User.objects.count() == 0
    to_password = client.post(opening)
    assert "/cuenta/password/reset/key/" in to_password.url
    person.refresh_from_db()
    user = User.objects.get()
    assert (person.account, person.visibility, user.email) == (user, "oculta", HERS)
    assert Grant.objects.get().role == Role.MEMBER
    assert Consent.objects.get().person == person
    assert Invitation.objects.get().used_at is not None
    assert client.post(opening).status_code == 404
    assert client.get(path).status_code == 404
    assert yes(path).status_code == 404


def test_whoever_says_yes_in_english_is_written_to_in_english_from_then_on(person):
    mailing = invite(to=[(person, None)], language="en", is_neutral=False, by=None, uid=uuid.uuid4())
    path = path_of(mailing)
    assert path.startswith("/en/")
    yes(path)
    assert mail.outbox[-1].subject == "Open your account"
    assert link().startswith("/en/")
    Client().post(link())
    assert User.objects.get().language == "en"


def test_another_address_waits_for_the_office_and_nothing_tells_which_it_was(person):
    path = path_of(invited(person))
    yes(path, "primera@ejemplo.invalid")  # the first version of the notice is kept by now
    answers = []
    for email in (HERS, "otra@ejemplo.invalid"):
        mail.outbox.clear()
        Client().get(path)
        with CaptureQueriesContext(connection) as asked:
            response = yes(path, email)
        answers.append((response.status_code, response.url, len(asked), len(mail.outbox)))
        assert mail.outbox[0].to == [email]
    assert answers[0] == answers[1]
    assert "/unirse/confirmar/" in link()
    Client().post(link())
    row = Application.objects.get(state="waiting")
    assert (row.person, row.email, person.account) == (person, "otra@ejemplo.invalid", None)
    assert User.objects.count() == 0


def test_the_page_names_nobody(person):
    pages = [Client().get(path_of(invited(one))).content.decode() for one in (person, PersonFactory())]
    assert "Ana Ejemplo" not in pages[0]
    assert HERS not in pages[0].lower()
    clean = [
        re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"|/invitacion/[\w-]+/', "", one) for one in pages
    ]
    assert clean[0] == clean[1]


@pytest.mark.parametrize("how", ["revoked", "expired", "sent_again", "has_account", "nonsense"])
def test_what_is_not_open_is_told_alike(person, how):
    path = path_of(invited(person))
    unknown = Client().get("/invitacion/ABCD-EFGH-JKMN-PQRS/")
    row = Invitation.objects.get()
    yes(path)
    opening = link()
    if how == "revoked":
        revoke(invitation=row, by=None)
    elif how == "expired":
        now = timezone.now()
        Invitation.objects.update(sent_at=now - dt.timedelta(days=40), expires_at=now - dt.timedelta(days=10))
    elif how == "sent_again":
        again = path_of(invited(person))
        assert (again != path, Invitation.objects.count()) == (True, 1)
        assert Client().get(again).status_code == 200
    elif how == "has_account":
        person.account = UserFactory()
        person.save()
    else:
        path, opening = "/invitacion/corto/", opening[:-8] + "/"
    answer = Client().get(path)
    assert (answer.status_code, unknown.status_code) == (404, 404)

    def plain(response):
        text = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", response.content.decode())
        return re.sub(r"/invitacion/[\w-]+/", "", text)

    assert plain(answer) == plain(unknown)
    assert Client().post(opening).status_code == 404
    assert User.objects.exclude(person=person).count() == 0


def test_an_invitation_sent_to_an_address_of_before_is_not_opened_from_it(person):
    path = path_of(invited(person))
    yes(path)
    opening = link()
    person.email = "nueva@ejemplo.invalid"
    person.save()
    assert Client().post(opening).status_code == 404
    yes(path)
    assert "/unirse/confirmar/" in link()


def test_the_code_is_kept_nowhere(person, coordinator):
    mailing = invited(person, by=coordinator.user)
    row = Invitation.objects.get()
    code = code_of(row.uid, row.turn)
    message = mailing.messages.get()
    coordinator.post(f"/gestion/mensajes/uno/{message.uid}/folio/")
    pdf = coordinator.post(f"/gestion/mensajes/uno/{message.uid}/carta/pdf/")
    docx = coordinator.post(f"/gestion/mensajes/uno/{message.uid}/carta/docx/")
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(b"".join(pdf))).pages)
    office = "\n".join(one.text for one in Word(io.BytesIO(b"".join(docx))).paragraphs)
    for text in (printed, office):
        assert shown_code(code) in text.replace("\n", "")
    assert row.digest == digest_of(code)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            kept = repr(cursor.fetchall())
            assert {code, shown_code(code)}.isdisjoint(re.findall(r"[\w-]+", kept)), table
            assert code not in kept, table
    assert Document.objects.get().body


def test_every_form_bears_the_same_link(person, coordinator):
    message = invited(person).messages.get()
    address = message_of(message).secret.address
    one = f"/gestion/mensajes/uno/{message.uid}/"
    assert address in coordinator.get(one).content.decode()
    assert address in coordinator.get(f"{one}?forma=correo").content.decode()
    assert address.encode() in b"".join(coordinator.post(f"{one}archivo/")).replace(b"=\r\n", b"")
    letter = coordinator.get(f"{one}?forma=carta").content.decode()
    assert shown_code(typed_code(address.rstrip("/").rsplit("/", 1)[1])) in letter


@pytest.mark.parametrize("typed", ["0oIl-2345-6789-abcd", "0011 2345 6789 ABCD", " 001123456789abcd "])
def test_a_code_is_read_as_people_type_it(typed):
    assert typed_code(typed) == "001123456789ABCD"
    assert Client().post("/invitacion/", {"code": typed}).url == "/invitacion/0011-2345-6789-ABCD/"


@pytest.mark.parametrize("typed", ["", "ABC", "ABCD-EFGH-JKMN-PQRU", "A" * 300, "ÁBCD-EFGH-JKMN-PQRS"])
def test_what_is_no_code_is_said(typed):
    assert typed_code(typed) == ""
    assert Client().post("/invitacion/", {"code": typed}).status_code == 422


def test_an_account_that_is_somebody_elses_is_not_taken(person):
    other = PersonFactory(account=UserFactory(email=HERS))
    path = path_of(invited(person))
    yes(path)
    assert Client().post(link()).status_code == 404
    person.refresh_from_db()
    assert (person.account, other.account.email) == (None, HERS)
    assert Invitation.objects.get().used_at is None


def test_she_who_has_an_account_without_a_record_keeps_it(person):
    account = UserFactory(email=HERS)
    yes(path_of(invited(person)))
    Client().post(link())
    person.refresh_from_db()
    assert (person.account, User.objects.count()) == (account, 1)


def test_invitations_are_seen_sent_again_and_taken_back_at_the_desk(person, coordinator, log_in):
    hidden = PersonFactory(name="Cira Protegida", protected=True, email="cira@ejemplo.invalid")
    invited(person)
    invited(hidden)
    place = "/gestion/invitaciones/enviadas/"
    html = coordinator.get(place).content.decode()
    assert ("Ana Ejemplo" in html, "Cira" in html) == (True, False)
    assert "Ana Ejemplo" not in log_in(Role.ADMINISTRATOR).get(place).content.decode()
    row, hers = (Invitation.objects.get(person=one) for one in (person, hidden))
    assert coordinator.post(f"{place}{hers.uid}/retirar/").status_code == 404
    assert coordinator.post(f"{place}{hers.uid}/otra-vez/").status_code == 404
    assert coordinator.post(f"{place}{row.uid}/otra-vez/").status_code == 302
    row.refresh_from_db()
    assert (row.turn, Outgoing.objects.filter(person=person).count()) == (2, 2)
    coordinator.post(f"{place}{row.uid}/retirar/")
    row.refresh_from_db()
    assert row.revoked_at is not None


@pytest.mark.parametrize(("language", "is_neutral"), [("en", True), ("es", False)])
def test_sent_again_it_is_told_as_before(person, coordinator, language, is_neutral):
    invite(to=[(person, None)], language=language, is_neutral=is_neutral, by=None, uid=uuid.uuid4())
    other = "es" if language == "en" else "en"
    invite(to=[(PersonFactory(), None)], language=other, is_neutral=not is_neutral, by=None, uid=uuid.uuid4())
    row = Invitation.objects.get(person=person)
    coordinator.post(f"/gestion/invitaciones/enviadas/{row.uid}/otra-vez/")
    sent = Outgoing.objects.filter(person=person).latest("pk")
    assert (sent.mailing.messages.count(), sent.language, sent.is_neutral) == (1, language, is_neutral)


@pytest.mark.parametrize("number", [1, 3])
def test_three_invitations_are_listed_with_as_many_questions_as_one(
    coordinator, number, django_assert_num_queries
):
    invited(*[PersonFactory() for _n in range(number)])
    coordinator.get("/gestion/invitaciones/enviadas/")
    with django_assert_num_queries(6):
        assert len(coordinator.get("/gestion/invitaciones/enviadas/").context["rows"]) == number
