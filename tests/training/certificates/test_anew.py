"""What was revoked by mistake is issued anew: another folio, another code, and the old one stays revoked."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from events.attending import take_attendance
from events.links import place_token
from events.models import Registration
from network.journal.models import Entry
from network.notices.models import Notice
from network.paper.pdf import as_pdf
from tests.events.steps import over
from training.certificates.due import Ground, due
from training.certificates.issuing import issue
from training.certificates.mails import post
from training.certificates.papers import paper
from training.certificates.revoking import correct, issue_anew, revoke
from training.certificates.signing import is_genuine
from training.enums import CertificateKind
from training.models import Certificate
from training.progress.closing import decide_otherwise

from ..over import completed, coordinator, described, issued, learner
from .test_papers import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def revoked(person=None, by=None, revoked_for="mistake") -> Certificate:
    by = by or coordinator()
    (row,) = issued(completed(person or learner("Ana López"), by=by))
    return revoke(certificate=row, by=by, revoked_for=revoked_for, because="Se confundió con su vecina")


def page(row: Certificate) -> str:
    return Client().get(reverse("certificate", args=[row.code])).content.decode()


def test_it_says_the_same_under_its_own_folio_and_code_and_the_old_one_stays_revoked() -> None:
    described()
    by, ana = coordinator(), learner("Ana López")
    old = revoked(ana, by)
    made = issue_anew(certificate=old, by=by, because="Sí era ella")
    old.refresh_from_db()
    assert (old.state, made.state, made.replaces) == ("revoked", "issued", old)
    assert made.code != old.code
    assert made.folio == old.folio + 1
    same = ("name", "title", "hours", "contents", "from", "until", "kind")
    assert {key: made.content[key] for key in same} == {key: old.content[key] for key in same}
    assert made.content["replaces"] == old.number
    assert is_genuine(made)
    entry = Entry.objects.get(verb="issue_certificate_anew")
    assert (entry.subject_uid, entry.reason) == (made.uid, "Sí era ella")
    assert entry.after == {"number": made.number, "replaces": old.number}
    assert Notice.objects.filter(to=ana.account, says="anew").count() == 1


def test_the_old_page_leads_to_it_and_still_says_neither_whose_nor_of_what() -> None:
    by = coordinator()
    old = revoked(by=by)
    assert "vale otra" not in page(old)
    made = issue_anew(certificate=old, by=by, because="Sí era ella")
    said = page(old)
    assert reverse("certificate", args=[made.code]) in said
    for text in ("Ana López", "Diplomado en presupuestos", "vecina", "Sí era ella"):
        assert text not in said
    assert f"Sustituye a la del folio {old.number}" in page(made)


def test_it_leads_nowhere_where_its_holder_had_asked_or_the_new_one_counts_no_longer() -> None:
    by = coordinator()
    asked = revoked(by=by, revoked_for="asked")
    made = issue_anew(certificate=asked, by=by, because="Lo pidió de vuelta")
    assert made.code not in page(asked)
    old = revoked(by=by)
    second = issue_anew(certificate=old, by=by, because="Sí era ella")
    revoke(certificate=second, by=by, revoked_for="not_earned", because="No era")
    assert second.code not in page(old)


def test_it_is_done_once_of_a_revoked_one_with_a_reason_and_by_whoever_runs_it() -> None:
    by = coordinator()
    (valid,) = issued(completed(learner(), by=by))
    with pytest.raises(ValidationError, match="Solo se vuelve a emitir"):
        issue_anew(certificate=valid, by=by, because="x")
    made = correct(certificate=valid, by=by, because="Apellido", name="Otro Nombre", hours="8")
    with pytest.raises(ValidationError, match="Solo se vuelve a emitir"):
        issue_anew(certificate=valid, by=by, because="x")
    old = revoke(certificate=made, by=by, revoked_for="mistake", because="Error")
    with pytest.raises(ValidationError, match="en una frase"):
        issue_anew(certificate=old, by=by, because="  ")
    with pytest.raises(ValidationError, match="Solo lo hace quien coordina"):
        issue_anew(certificate=old, by=learner().account, because="x")
    issue_anew(certificate=old, by=by, because="Sí era ella")
    with pytest.raises(ValidationError, match="Solo se vuelve a emitir"):
        issue_anew(certificate=old, by=by, because="otra vez")
    assert Certificate.objects.count() == 3


def test_who_did_not_complete_it_after_all_gets_none_anew() -> None:
    by = coordinator()
    old = revoked(by=by)
    decide_otherwise(enrolment=old.enrolment, by=by, completes=False, reason="No entregó")
    with pytest.raises(ValidationError, match="corrija primero"):
        issue_anew(certificate=old, by=by, because="Sí era ella")


def test_who_did_not_come_after_all_gets_none_anew_and_who_has_no_account_is_written_to(
    settings, mailoutbox
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    by = coordinator()
    event = over(learner(), by=by)
    place = event.registrations.get()
    Registration.objects.filter(pk=place.pk).update(
        person=None, name="Visita Sin Cuenta", email="visita@ejemplo.invalid"
    )
    ground = Ground(CertificateKind.ATTENDED, event=event)
    row = issue(ground=ground, one=due(ground)[0], by=None, language="es")
    old = revoke(certificate=row, by=by, revoked_for="mistake", because="Error")
    take_attendance(event=event, by=by, states={place.pk: "absent"})
    with pytest.raises(ValidationError, match="su asistencia"):
        issue_anew(certificate=old, by=by, because="Sí vino")
    take_attendance(event=event, by=by, states={place.pk: "present"})
    post()
    mailoutbox.clear()
    issue_anew(certificate=old, by=by, because="Sí vino")
    post()
    (mail,) = mailoutbox
    assert "Se volvió a emitir" in mail.body
    assert reverse("place_certificates", args=[place_token(place.uid)]) in mail.body


def test_it_is_issued_anew_from_its_page(log_in) -> None:
    by = coordinator()
    old = revoked(by=by)
    client = log_in(user=by)
    address = reverse("desk_certificate", args=[old.uid])
    assert client.post(address, {"deed": "anew", "de-nuevo-because": ""}).status_code == 422
    answer = client.post(address, {"deed": "anew", "de-nuevo-because": "Sí era ella"})
    made = Certificate.objects.get(replaces=old)
    assert answer["Location"] == reverse("desk_certificate", args=[made.uid])
    assert address in client.get(answer["Location"]).content.decode()
    later = client.get(address)
    assert not later.context["may_issue_anew"]
    assert answer["Location"] in later.content.decode()
    assert log_in(user=learner().account).post(address, {"deed": "anew"}).status_code == 404


def test_its_paper_says_which_it_replaces(pango) -> None:
    by = coordinator()
    old = revoked(by=by)
    made = issue_anew(certificate=old, by=by, because="Sí era ella")
    assert old.number in text_of(as_pdf(paper(made)))
