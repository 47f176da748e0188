"""Certificates: who gets one, what it freezes and signs, and what becomes of it."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import override_settings

from network.documents.models import FolioSeries
from network.journal.models import Entry
from network.notices.models import Notice
from network.office.services import describe_office
from tests.events.steps import over, place_of
from tests.factories.accounts import UserFactory
from training.certificates import issuing
from training.certificates.checking import checked
from training.certificates.codes import LENGTH, new_code, shown, typed
from training.certificates.due import Ground, due
from training.certificates.issuing import ask_to_issue, carry_out, issue
from training.certificates.revoking import choose, correct, revoke
from training.certificates.signing import canonical, is_genuine
from training.enums import CertificateKind
from training.models import Certificate, Facilitator, IssueRun, SigningKey
from training.progress.closing import close

from ..over import completed, coordinator, described, given, issued, learner

pytestmark = pytest.mark.django_db


def ground(edition: Any, kind: CertificateKind = CertificateKind.COMPLETED) -> Ground:
    return Ground(kind, edition=edition)


def test_whoever_completed_gets_one_and_nobody_else() -> None:
    came, hidden, absent = learner("Ana Uno"), learner("Beatriz Dos"), learner("Carla Tres")
    by = coordinator()
    edition = given(came, hidden, absent=(absent,))
    close(edition=edition, by=by)
    edition.refresh_from_db()
    ask_to_issue(ground=ground(edition), by=by, language="es")  # the queue of tests works at once
    run = IssueRun.objects.get()
    carry_out(uid=str(run.uid))
    run.refresh_from_db()
    assert (run.state, run.done) == ("done", 2)
    assert {row.holder for row in Certificate.objects.all()} == {"Ana Uno", "Beatriz Dos"}


def test_before_it_is_closed_nobody_is_due() -> None:
    edition = given(learner())
    assert due(ground(edition)) == []
    with pytest.raises(ValidationError, match="no hay nada que expedir"):
        ask_to_issue(ground=ground(edition), by=coordinator(), language="es")


def test_what_it_says_stays_when_everything_changes_and_is_signed() -> None:
    described()
    person = learner("Ana López")
    edition = completed(person)
    (row,) = issued(edition)
    said = canonical(row.content)
    assert row.content["name"] == "Ana López"
    assert row.content["title"] == "Diplomado en presupuestos"
    assert row.content["hours"] == "8"
    assert row.content["signer"]["name"] == "Mtra. Zoraida Firma Prueba"
    assert len(row.content["contents"][0]["parts"]) == 2
    person.name = "Otra"
    person.save()
    curriculum = edition.version.curriculum
    curriculum.is_archived, curriculum.title = True, "Otro"
    curriculum.save()
    describe_office(by=None, office_name="Otra oficina", signer_name="Otra")
    row.refresh_from_db()
    assert canonical(row.content) == said
    assert is_genuine(row)


def test_a_changed_letter_is_found_and_so_is_a_content_under_another_code() -> None:
    row, other = issued(completed(learner("Ana"), learner("Eva")))
    for change in ({"name": "Eva"}, {"hours": "80"}, {"title": "Maestría"}):
        forged = Certificate.objects.get(pk=row.pk)
        forged.content = {**forged.content, **change}
        assert not is_genuine(forged)
    swapped = Certificate.objects.get(pk=row.pk)
    swapped.content, swapped.signature = other.content, other.signature
    assert not is_genuine(swapped)


def test_another_secret_of_the_server_verifies_what_was_signed_and_signs_with_a_new_key() -> None:
    (row,) = issued(completed(learner()))
    with override_settings(SECRET_KEY="another-installation"):
        assert is_genuine(Certificate.objects.select_related("key").get(pk=row.pk))
        (later,) = issued(completed(learner()))
        assert is_genuine(later)
    assert later.key_id != row.key_id
    assert SigningKey.objects.count() == 2


def test_no_two_of_one_and_the_database_holds_it() -> None:
    edition = completed(learner())
    (row,) = issued(edition)
    assert issued(edition) == []
    one = due(ground(edition))[0]
    assert one.has_it
    twin = Certificate.objects.get(pk=row.pk)
    twin.pk, twin.uid, twin.code, twin.folio = None, row.uid.__class__(int=9), new_code(), 99
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_revoked_one_does_not_come_back_by_the_rule() -> None:
    edition, by = completed(learner()), coordinator()
    (row,) = issued(edition)
    revoke(certificate=row, by=by, revoked_for="not_earned", because="No entregó el trabajo")
    assert issued(edition) == []


def test_folios_follow_each_other_and_a_refused_issue_takes_none(monkeypatch: Any) -> None:
    edition = completed(learner(), learner(), learner())
    real, calls = issuing.signed, []

    def sometimes(content: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError
        return real(content)

    monkeypatch.setattr(issuing, "signed", sometimes)
    first, second, third = due(ground(edition))
    issue(ground=ground(edition), one=first, by=None, language="es")
    with pytest.raises(RuntimeError):
        issue(ground=ground(edition), one=second, by=None, language="es")
    issue(ground=ground(edition), one=third, by=None, language="es")
    assert sorted(Certificate.objects.values_list("folio", flat=True)) == [1, 2]
    assert FolioSeries.objects.get().last == 2


def test_it_bears_the_outward_title_and_then_no_contents() -> None:
    neutral = completed(learner(), outward_title="Curso de actualización")
    (row,) = issued(neutral)
    assert (row.content["title"], row.content["contents"]) == ("Curso de actualización", [])
    (telling,) = issued(completed(learner(), title="Atención a víctimas de violencia"))
    assert "viol" not in json.dumps(telling.content).lower()


def test_attendance_at_a_single_event_is_certified_for_a_visitor_too() -> None:
    person = learner("Ana López")
    event = over(person, absent=(learner("Eva"),), title="Seminario", by=coordinator())
    stands = Ground(CertificateKind.ATTENDED, event=event)
    (one,) = due(stands)
    row = issue(ground=stands, one=one, by=None, language="es")
    assert row is not None
    assert (row.content["title"], row.content["hours"], row.holder) == ("Seminario", "2", "Ana López")
    assert row.place == place_of(event, person)


def test_whoever_taught_gets_her_own_hours() -> None:
    edition = completed(learner())
    Facilitator.objects.create(edition=edition, name="Dra. Invitada", hours="6.50")
    stands = ground(edition, CertificateKind.FACILITATED)
    (one,) = due(stands)
    row = issue(ground=stands, one=one, by=None, language="es")
    assert row is not None
    assert (row.content["kind"], row.content["hours"], row.holder) == ("facilitated", "6.5", "Dra. Invitada")


def test_a_corrected_one_is_replaced_and_leads_to_the_other() -> None:
    edition, by = completed(learner("Ana Lopes")), coordinator()
    (row,) = issued(edition)
    made = correct(certificate=row, by=by, because="Su apellido", name="Ana López", hours="8")
    found = checked(row.code)
    assert found is not None
    assert (found.certificate.state, found.successor, found.is_genuine) == ("replaced", made.code, False)
    assert is_genuine(made)
    assert (made.holder, made.content["replaces"], made.folio) == ("Ana López", row.number, 2)
    with pytest.raises(ValidationError, match="Ya no está vigente"):
        revoke(certificate=row, by=by, revoked_for="mistake", because="x")
    with pytest.raises(ValidationError, match="No cambia nada"):
        correct(certificate=made, by=by, because="x", name="Ana López", hours="8")


def test_only_whoever_runs_it_issues_revokes_and_corrects() -> None:
    edition, stranger = completed(learner()), UserFactory()
    (row,) = issued(edition)
    with pytest.raises(ValidationError, match="Solo las expide"):
        ask_to_issue(ground=ground(edition), by=stranger, language="es")
    with pytest.raises(ValidationError, match="Solo lo hace quien coordina"):
        revoke(certificate=row, by=stranger, revoked_for="mistake", because="x")
    with pytest.raises(ValidationError, match="Solo lo hace quien coordina"):
        correct(certificate=row, by=stranger, because="x", name="X", hours="")
    row.refresh_from_db()
    assert row.state == "issued"


def test_a_reason_is_asked_for_and_kept_from_the_page() -> None:
    (row,) = issued(completed(learner()))
    by = coordinator()
    with pytest.raises(ValidationError):
        revoke(certificate=row, by=by, revoked_for="mistake", because=" ")
    with pytest.raises(ValidationError):
        revoke(certificate=row, by=by, revoked_for="vengeance", because="x")
    revoke(certificate=row, by=by, revoked_for="mistake", because="Se confundió de lista")
    entry = Entry.objects.get(verb="revoke_certificate")
    assert entry.reason == "Se confundió de lista"
    assert entry.subject_uid == row.uid


def test_she_alone_is_told_and_nothing_of_the_matter() -> None:
    person = learner("Ana")
    issued(completed(person, title="Presupuestos"))
    told = Notice.objects.get(kind="own_certificates")
    assert told.to == person.account
    assert told.is_neutral


def test_her_profile_shows_it_by_her_choice_alone() -> None:
    person, other = learner(), learner()
    (row,) = issued(completed(person))
    assert not row.is_shown
    assert not row.stays
    with pytest.raises(ValidationError):
        choose(certificate=row, person=other, by=other.account, is_shown=True, stays=True)
    assert choose(certificate=row, person=person, by=person.account, is_shown=True, stays=False).is_shown


def test_codes_cannot_be_guessed_and_are_read_as_people_type_them() -> None:
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert all(len(code) == LENGTH for code in codes)
    code = new_code()
    assert typed(shown(code).lower()) == code
    assert typed(code.replace("0", "o").replace("1", "l")) == code
    assert typed(code[:-1]) == typed(code + "A") == typed("") == typed("ñ" * LENGTH) == ""


def test_a_run_that_was_lost_is_gone_on_with_once(monkeypatch: Any) -> None:
    edition, by = completed(learner(), learner(), learner()), coordinator()
    monkeypatch.setattr(issuing, "_queue", lambda run: None)
    run = ask_to_issue(ground=ground(edition), by=by, language="es")
    assert ask_to_issue(ground=ground(edition), by=by, language="es") == run, "two clicks are one asking"
    real, calls = issuing.issue, []

    def dies(**values: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(**values)

    monkeypatch.setattr(issuing, "issue", dies)
    with pytest.raises(KeyboardInterrupt):
        carry_out(uid=str(run.uid))
    assert Certificate.objects.count() == 1
    carry_out(uid=str(run.uid))
    assert Certificate.objects.count() == 1, "it still seems to be at work"
    IssueRun.objects.update(beat_at="2026-01-01T00:00:00Z")
    run.refresh_from_db()
    issuing.keep_going(run=run)
    carry_out(uid=str(run.uid))
    run.refresh_from_db()
    assert (run.state, run.done, run.total) == ("done", 3, 3)
    assert Certificate.objects.count() == 3
