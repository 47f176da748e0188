"""The public page of a certificate: what it says, and what nobody learns from it."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.links import place_token
from events.models import Registration
from tests.events.steps import over, place_of
from training.certificates.codes import new_code, shown
from training.certificates.due import Ground, due
from training.certificates.issuing import issue
from training.certificates.mails import post
from training.certificates.revoking import choose, correct, revoke
from training.enums import CertificateKind
from training.models import Certificate
from training.web.certificates import AT_MOST

from ..over import completed, coordinator, described, issued, learner

pytestmark = pytest.mark.django_db
_ONCE = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"')


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def page(client: Client, code: str):
    return client.get(reverse("certificate", args=[code]))


def test_it_says_all_that_the_paper_must_say_and_that_it_was_verified(client) -> None:
    described()
    (row,) = issued(completed(learner("Ana López")))
    answer = page(client, row.code)
    said = answer.content.decode()
    for text in (
        "Ana López",
        "Diplomado en presupuestos",
        "8 horas",
        row.number,
        "Mtra. Zoraida Firma Prueba",
    ):
        assert text in said
    assert "Compare lo que dice su papel" in said
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]


def test_an_unknown_code_and_what_can_be_none_are_answered_alike(client) -> None:
    issued(completed(learner()))
    told = set()
    page(client, new_code())  # what every page keeps of the office is read once
    for code in (new_code(), "1", "..x", "n" * 300, "A" * 28, shown(new_code()).lower()):
        with CaptureQueriesContext(connection) as seen:
            answer = page(client, code)
        body = _ONCE.sub(b"", answer.content).replace(
            f"/{code}/".encode(), b""
        )  # the link to the other language
        told.add((answer.status_code, body, len(seen)))
    assert len(told) == 1
    assert {status for status, _body, _number in told} == {404}


def test_what_is_typed_into_the_form_leads_there_and_nonsense_is_answered_as_unknown(client) -> None:
    (row,) = issued(completed(learner()))
    answer = client.post(reverse("certificate_form"), {"code": shown(row.code).lower()})
    assert answer["Location"] == reverse("certificate", args=[row.code])
    assert client.post(reverse("certificate_form"), {"code": "no es"}).status_code == 404


def test_codes_are_asked_for_only_so_often_from_one_place(client) -> None:
    (row,) = issued(completed(learner("Ana López")))
    for _ in range(AT_MOST):
        assert page(client, new_code()).status_code == 404
    answer = page(client, row.code)
    assert answer.status_code == 429
    assert "Ana López" not in answer.content.decode()


def test_one_that_does_not_count_tells_neither_whose_it_was_nor_of_what(client) -> None:
    by = coordinator()
    first, second = issued(completed(learner("Ana López"), learner("Eva Ruiz"), by=by))
    revoke(certificate=first, by=by, revoked_for="mistake", because="Se confundió con su vecina")
    said = page(client, first.code).content.decode()
    assert "se emitió por error" in said
    for text in ("Ana López", "Diplomado en presupuestos", "vecina"):
        assert text not in said
    made = correct(certificate=second, by=by, because="Apellido", name="Eva Ruíz", hours="8")
    said = page(client, second.code).content.decode()
    assert reverse("certificate", args=[made.code]) in said
    assert "Eva R" not in said


def test_a_row_that_somebody_changed_in_the_database_is_not_vouched_for(client) -> None:
    (row,) = issued(completed(learner("Ana López")))
    Certificate.objects.filter(pk=row.pk).update(content={**row.content, "name": "Eva Falsa"})
    said = page(client, row.code).content.decode()
    assert "No confíe" in said
    assert "Eva Falsa" not in said


def test_she_finds_hers_and_nobody_elses(log_in) -> None:
    ana, eva = learner("Ana"), learner("Eva")
    hers, other = issued(completed(ana, eva))
    client = log_in(user=ana.account)
    said = client.get(reverse("own_certificates")).content.decode()
    assert hers.number in said
    assert other.number not in said
    assert (
        client.post(reverse("own_certificate_choice", args=[other.uid]), {"is_shown": "on"}).status_code
        == 404
    )
    client.post(reverse("own_certificate_choice", args=[hers.uid]), {"is_shown": "on"})
    hers.refresh_from_db()
    other.refresh_from_db()
    assert (hers.is_shown, hers.stays, other.is_shown) == (True, False, False)


def test_her_profile_shows_it_to_whoever_reads_her_name_there(log_in) -> None:
    named = learner("Ana López", visibility="visible")
    hidden = learner("Eva Oculta", visibility="oculta")
    veiled = learner("Iris Velada", visibility="limitada", alias="Girasol")
    rows = {row.person_id: row for row in issued(completed(named, hidden, veiled))}
    client = log_in(user=learner().account)
    address = reverse("person", args=[named.uid])
    assert rows[named.pk].code not in client.get(address).content.decode()
    for person in (named, hidden, veiled):
        row = rows[person.pk]
        choose(certificate=row, person=person, by=person.account, is_shown=True, stays=False)
    assert rows[named.pk].code in client.get(address).content.decode()
    assert client.get(reverse("person", args=[hidden.uid])).status_code == 404
    under_alias = client.get(reverse("person", args=[veiled.uid]))
    assert under_alias.status_code == 200
    assert rows[veiled.pk].code not in under_alias.content.decode()
    revoke(certificate=rows[named.pk], by=coordinator(), revoked_for="asked", because="Lo pidió")
    assert rows[named.pk].code not in client.get(address).content.decode()


def test_the_link_of_a_place_leads_to_hers_alone(client) -> None:
    ana, eva = learner("Ana"), learner("Eva")
    event = over(ana, eva, by=coordinator())
    stands = Ground(CertificateKind.ATTENDED, event=event)
    first, second = (issue(ground=stands, one=one, by=None, language="es") for one in due(stands))
    place = place_of(event, ana)
    address = reverse("place_certificates", args=[place_token(place.uid)])
    said = client.get(address).content.decode()
    hers, other = (first, second) if first.place_id == place.pk else (second, first)
    assert hers.number in said
    assert other.number not in said
    assert address in client.get(reverse("event_place", args=[place_token(place.uid)])).content.decode()
    foreign = reverse("place_certificate_pdf", args=[place_token(place.uid), other.uid])
    assert client.get(foreign).status_code == 404


def test_whoever_has_no_account_is_told_by_e_mail_with_the_link_of_her_place(settings, mailoutbox) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    event = over(learner(), title="Seminario de presupuestos", by=coordinator())
    place = event.registrations.get()
    Registration.objects.filter(pk=place.pk).update(
        person=None, name="Visita Sin Cuenta", email="visita@ejemplo.invalid"
    )
    stands = Ground(CertificateKind.ATTENDED, event=event)
    row = issue(ground=stands, one=due(stands)[0], by=None, language="es")
    assert row is not None
    post()
    post()
    (mail,) = mailoutbox
    assert mail.to == ["visita@ejemplo.invalid"]
    said = f"{mail.subject} {mail.body}"
    assert "presupuestos" not in said
    assert row.code not in said
    assert reverse("place_certificates", args=[place_token(place.uid)]) in said
