"""Asking to join: the same for every address, confirmed by POST alone, kept with the words she agreed to."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.accounts.models import User
from network.joining import links
from network.joining.applying import forget_old
from network.joining.models import Application, Consent, PrivacyNotice
from network.joining.privacy import publish_notice
from network.vocabulary.models import Theme
from tests.factories.accounts import UserFactory
from tests.factories.records import InstitutionFactory, PersonFactory, ThemeFactory

from .ways_in import FORM, SENT, applied, link, said

pytestmark = pytest.mark.django_db


def stripped(response):
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())
    return re.sub(r'nonce="[^"]*"', "", text)


def test_she_applies_confirms_and_the_office_has_it():
    theme = ThemeFactory()
    place = InstitutionFactory(name="Instituto de las Mujeres")
    assert Client().post(FORM, said(themes=[theme.pk])).url == SENT
    row = Application.objects.get()
    assert (row.state, row.institution, row.consent.notice.version) == ("unconfirmed", place, 1)
    client, path = Client(), link()
    for look in (client.get, client.head, client.get):
        assert look(path).status_code == 200
    row.refresh_from_db()
    assert row.state == "unconfirmed"
    assert client.post(path).url == "/unirse/solicitud/recibida/"
    row.refresh_from_db()
    assert (row.state, list(row.themes.all())) == ("waiting", [Theme.objects.get()])
    assert client.post(path).status_code == 302  # pressed twice
    assert client.get(path).url == "/unirse/solicitud/recibida/"


def test_every_address_is_answered_alike_with_as_many_questions():
    UserFactory(email="cuenta@ejemplo.invalid")
    PersonFactory(email="protegida@ejemplo.invalid", protected=True)
    applied(email="espera@ejemplo.invalid")
    PrivacyNotice.objects.get()  # the first is kept by now
    answers = []
    for name in ("nadie", "cuenta", "protegida", "espera"):
        client = Client()
        client.get(FORM)
        mail.outbox.clear()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            response = client.post(FORM, said(email=f"{name}@ejemplo.invalid"))
        answers.append((response.status_code, response["Location"], len(asked), len(mail.outbox)))
        assert mail.outbox[0].to == [f"{name}@ejemplo.invalid"]
    assert len(set(answers)) == 1, answers
    assert "confirmar" not in mail.outbox[0].body  # the last one waits already, and she alone reads it
    assert len({stripped(Client().get(SENT)) for _ in range(2)}) == 1


def test_only_the_owner_of_an_address_learns_that_it_has_an_account():
    UserFactory(email="cuenta@ejemplo.invalid")
    Client().post(FORM, said(email="Cuenta@Ejemplo.invalid"))
    assert "/cuenta/login/" in mail.outbox[0].body
    assert "confirmar" not in mail.outbox[0].body
    row = Application.objects.get()
    assert Client().post(f"/unirse/confirmar/{links.confirm_token(row.uid)}/").status_code == 200
    row.refresh_from_db()
    assert row.state == "unconfirmed"


def test_a_link_that_is_old_or_cut_opens_nothing():
    Client().post(FORM, said())
    path = link()
    assert Client().get(f"{path[:-9]}/").status_code == 404
    Application.objects.all().delete()
    assert Client().post(path).status_code == 404


def test_what_was_typed_stays_where_something_is_wrong():
    InstitutionFactory(name="Instituto Municipal de las Mujeres")
    response = Client().post(FORM, said(institution="Instituto Municipal de la Mujer", name=""))
    assert response.status_code == 422
    html = response.content.decode()
    assert "Coordino la unidad de género." in html
    assert "institution_pick" in html
    again = said(institution="Instituto Municipal de la Mujer", institution_pick="otra", post_title="")
    assert 'value="otra" checked' in Client().post(FORM, again).content.decode()
    words = said(institution="Instituto Municipal de la Mujer", institution_pick="otra")
    assert Client().post(FORM, words).url == SENT
    row = Application.objects.get()
    assert (row.institution, row.institution_name) == (None, "Instituto Municipal de la Mujer")


def test_she_agrees_to_the_words_she_read():
    old = said()
    publish_notice(text_es="Otro aviso.", text_en="Another notice.", is_reviewed=True, by=None)
    response = Client().post(FORM, old)
    assert response.status_code == 422
    assert Application.objects.count() == 0
    assert response.context["form"].data["mark"] == said()["mark"]
    assert "consent" not in response.context["form"].data
    assert Client().post(FORM, said()).url == SENT
    consent = Consent.objects.get()
    assert (consent.notice.version, consent.notice.text("es")) == (2, "Otro aviso.")
    assert "Otro aviso." in Client().get("/privacidad/").content.decode()
    assert "Hay una versión posterior" in Client().get("/privacidad/1/").content.decode()


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten():
    assert Client().post(FORM, said(website="https://spam.invalid")).url == SENT
    assert (Application.objects.count(), len(mail.outbox)) == (0, 0)


def test_with_her_own_account_she_needs_no_confirmation(log_in):
    client = log_in(user=UserFactory(email="propia@ejemplo.invalid"))
    client.post(FORM, said(email="otra@ejemplo.invalid"))
    row = Application.objects.get()
    assert (row.state, row.email, row.account) == ("waiting", "propia@ejemplo.invalid", client.user)
    assert client.post(FORM, said()).status_code == 200
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "waiting"},
        {"state": "asked", "confirmed_at": timezone.now()},
        {"state": "declined", "confirmed_at": timezone.now(), "decided_at": timezone.now()},
        {"state": "accepted", "confirmed_at": timezone.now(), "decided_at": timezone.now()},
        {"state": "waiting", "confirmed_at": timezone.now(), "decided_at": timezone.now()},
        {"state": "nonsense", "confirmed_at": timezone.now()},
        {"decline_reason": "other"},
        {"institution_name": ""},
    ],
)
def test_the_database_keeps_the_states_of_an_application(broken):
    row = Application.objects.create(
        name="Ana", email="ana@ejemplo.invalid", institution_name="X", language="es", message_id="x"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=row.pk).update(**broken)


def test_what_is_over_is_forgotten_in_its_time():
    now = timezone.now()
    applied(email="a@ejemplo.invalid")
    Client().post(FORM, said(email="b@ejemplo.invalid"))
    Client().post(FORM, said(email="c@ejemplo.invalid"))
    Application.objects.filter(email__startswith="c").update(
        state="declined", confirmed_at=now, decided_at=now, decline_reason="other"
    )
    assert forget_old(now=now + dt.timedelta(days=6)) == 0
    assert forget_old(now=now + dt.timedelta(days=8)) == 1
    assert set(Application.objects.values_list("email", flat=True)) == {
        "a@ejemplo.invalid",
        "c@ejemplo.invalid",
    }
    assert forget_old(now=now + dt.timedelta(days=183)) == 1
    assert Application.objects.get().email == "a@ejemplo.invalid"
    assert Consent.objects.count() == 1


def test_too_many_from_one_connection_wait_whatever_they_wrote():
    UserFactory(email="cuenta@ejemplo.invalid")
    for place in range(5):
        assert Client().post(FORM, said(email="cuenta@ejemplo.invalid", name=f"N{place}")).status_code == 302
    assert Client().post(FORM, said(email="cuenta@ejemplo.invalid")).status_code == 429
    for place in range(35):
        Client().post(FORM, said(email=f"p{place}@ejemplo.invalid"))
    assert Client().post(FORM, said(email="nueva@ejemplo.invalid")).status_code == 429
    forged = Client(headers={"X-Forwarded-For": "203.0.113.9"})
    assert forged.post(FORM, said(email="nueva@ejemplo.invalid")).status_code == 429
    assert Application.objects.filter(email="nueva@ejemplo.invalid").count() == 0


def test_nobody_is_made_a_user_by_asking():
    applied()
    assert User.objects.count() == 0
