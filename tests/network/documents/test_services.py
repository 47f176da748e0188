"""What may be done to a document, and when."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from network.documents.drafts import discard_draft
from network.documents.models import Document
from network.documents.services import (
    cancel_document,
    draft_letter,
    issue_document,
    publish_document,
    record_document,
    revise_letter,
    revise_record,
    stamp_received,
)
from network.journal.models import Entry
from network.office.services import describe_office
from tests.factories.records import DocumentFactory, InstitutionFactory

pytestmark = pytest.mark.django_db
SAID = {"kind": "oficio", "subject": "Designación de enlace", "body": "Le pido designar."}


def test_a_draft_begins_as_the_office_writes_and_takes_todays_date_when_issued():
    here = InstitutionFactory()
    describe_office(
        by=None,
        network_name="Red",
        office_name="Instituto",
        institution_key=here.package_id,
        signer_name="Eva Ejemplo",
        signer_post="Directora",
        place="Guadalajara, Jalisco",
    )
    draft = draft_letter(by=None, **SAID)
    assert (draft.issuer, draft.closing, draft.signature) == (here, "Atentamente", "Eva Ejemplo\nDirectora")
    assert (draft.status, draft.number, draft.issued_on, draft.head) == ("draft", "", "", {})
    letter = issue_document(document=draft, by=None)
    assert (letter.status, letter.folio) == ("issued", 1)
    assert len(letter.issued_on) == 10
    assert letter.head["place"] == "Guadalajara, Jalisco"


def test_an_issued_letter_keeps_the_letterhead_of_its_day():
    describe_office(by=None, network_name="Red", office_name="Instituto", place="Guadalajara")
    letter = issue_document(document=draft_letter(by=None, **SAID), by=None)
    describe_office(by=None, office_name="Secretaría", place="Zapopan")
    letter.refresh_from_db()
    assert (letter.head["name"], letter.head["place"]) == ("Instituto", "Guadalajara")


def test_what_was_issued_does_not_change_nor_goes_away():
    letter = issue_document(document=draft_letter(by=None, **SAID), by=None)
    for deed in (
        lambda: revise_letter(letter=letter, by=None, body="Otra cosa"),
        lambda: discard_draft(letter=letter, by=None),
        lambda: revise_record(document=letter, by=None, subject="Otra cosa"),
    ):
        with pytest.raises(ValidationError):
            deed()
    letter.refresh_from_db()
    assert letter.body == SAID["body"]


def test_a_cancelled_letter_is_not_issued_again_and_a_draft_not_cancelled():
    letter = issue_document(document=draft_letter(by=None, **SAID), by=None)
    cancel_document(document=letter, by=None, reason="Error de fecha")
    with pytest.raises(ValidationError, match="Se canceló"):
        issue_document(document=letter, by=None)
    with pytest.raises(ValidationError, match="borrador"):
        cancel_document(document=draft_letter(by=None, **SAID), by=None, reason="x")


def test_a_letter_without_text_is_not_issued_and_a_date_that_is_no_day_becomes_today():
    with pytest.raises(ValidationError) as refused:
        issue_document(document=draft_letter(by=None, **{**SAID, "body": " \n"}), by=None)
    assert list(refused.value.message_dict) == ["body"]
    letter = issue_document(document=draft_letter(by=None, **SAID, issued_on="2024"), by=None)
    assert letter.issued_on[:4] == str(dt.date.today().year)


def test_a_paper_of_others_is_recorded_as_it_stands_and_can_be_corrected():
    there, here = InstitutionFactory(), InstitutionFactory()
    paper = record_document(
        by=None,
        kind="ord",
        number="123",
        issuer=there,
        issued_on="2026-03",
        subject="Designa",
        addressees=[here],
        received_on="2026-03-09",
        received_time="10:15",
        received_stamp="Oficialía de partes, folio 551",
    )
    assert (paper.status, paper.is_public, paper.is_letter, paper.folio) == ("issued", False, False, None)
    assert list(paper.addressees.all()) == [here]
    revise_record(document=paper, by=None, subject="Designa enlace")
    entry = Entry.objects.filter(verb="revise_record").get()
    assert (entry.before, entry.after) == ({"subject": "Designa"}, {"subject": "Designa enlace"})


@pytest.mark.parametrize("time", ["9:30", "24:00", "ayer"])
def test_a_time_is_a_time(time):
    with pytest.raises(ValidationError) as refused:
        record_document(by=None, kind="ord", subject="Designa", received_time=time)
    assert refused.value.message_dict == {"received_time": ["Escriba la hora así: 09:30."]}


def test_a_field_that_belongs_elsewhere_is_no_field_here():
    with pytest.raises(TypeError, match="number"):
        draft_letter(by=None, **SAID, number="7")
    with pytest.raises(TypeError, match="body"):
        record_document(by=None, **SAID)


def test_a_stamp_is_added_to_what_was_issued_and_to_no_draft():
    draft = draft_letter(by=None, **SAID)
    with pytest.raises(ValidationError):
        stamp_received(document=draft, by=None, received_on="2026-03-09")
    letter = issue_document(document=draft, by=None)
    stamped = stamp_received(document=letter, by=None, received_on="2026-03-09", received_time="14:05")
    assert (stamped.received_on, stamped.received_time) == ("2026-03-09", "14:05")


def test_internal_until_marked_public_and_a_draft_never():
    draft = draft_letter(by=None, **SAID)
    with pytest.raises(ValidationError):
        publish_document(document=draft, by=None, is_public=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=draft.pk).update(is_public=True)
    letter = issue_document(document=draft, by=None)
    assert not letter.is_public
    assert publish_document(document=letter, by=None, is_public=True).is_public
    publish_document(document=letter, by=None, is_public=True)
    assert Entry.objects.filter(verb="publish_document").count() == 1


def test_the_database_wants_a_reason_for_what_is_cancelled():
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentFactory(status="cancelled")
