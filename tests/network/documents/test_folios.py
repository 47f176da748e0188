"""Folios: one after the other, never twice, none missing; a cancelled one stays with its reason."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from network.documents.folios import next_number, series_for, set_series, take_folio
from network.documents.models import Document, FolioSeries
from network.documents.rules import folio_text, validate_folio_pattern
from network.documents.services import cancel_document, draft_letter, issue_document
from tests.factories.records import InstitutionFactory

pytestmark = pytest.mark.django_db


def issued(day: str = "2026-03-03", **values):
    said = {"kind": "oficio", "subject": "Designación", "body": "Le pido designar.", "issued_on": day}
    return issue_document(document=draft_letter(by=None, **{**said, **values}), by=None)


@pytest.mark.parametrize(
    ("pattern", "folio", "text"),
    [
        ("IMMG/OF/###/AAAA", 12, "IMMG/OF/012/2026"),
        ("#", 12, "12"),
        ("##-AAAA", 1234, "1234-2026"),
        ("AAAA.####", 7, "2026.0007"),
    ],
)
def test_a_folio_is_written_as_the_office_writes_it(pattern, folio, text):
    assert folio_text(pattern, folio=folio, year=2026) == text


@pytest.mark.parametrize("pattern", ["IMMG/OF/AAAA", "##/##", ""])
def test_a_pattern_says_once_where_the_number_goes(pattern):
    with pytest.raises(ValidationError):
        validate_folio_pattern(pattern)


def test_each_issuer_kind_and_year_counts_for_itself():
    other = InstitutionFactory()
    made = [
        issued(),
        issued(),
        issued(kind="circular"),
        issued(issuer=other),
        issued(issuer=other),
        issued("2027-01-04"),
    ]
    assert [(d.number, d.folio) for d in made] == [
        ("001/2026", 1),
        ("002/2026", 2),
        ("001/2026", 1),
        ("001/2026", 1),
        ("002/2026", 2),
        ("001/2027", 1),
    ]


def test_a_new_year_is_written_like_the_one_before_and_begins_at_one():
    set_series(by=None, issuer=None, kind="oficio", year=2026, pattern="IMMG/OF/###/AAAA", started_after=87)
    assert [issued().number, issued().number] == ["IMMG/OF/088/2026", "IMMG/OF/089/2026"]
    assert issued("2027-01-04").number == "IMMG/OF/001/2027"
    assert next_number(series_for(issuer=None, kind="oficio", year=2027)) == "IMMG/OF/002/2027"


def test_the_count_cannot_begin_elsewhere_once_a_folio_was_given():
    issued()
    with pytest.raises(ValidationError) as refused:
        set_series(by=None, issuer=None, kind="oficio", year=2026, pattern="###/AAAA", started_after=40)
    assert refused.value.message_dict == {
        "started_after": ["El folio 001/2026 ya se dio aquí; la cuenta no puede empezar en otro número."]
    }
    set_series(by=None, issuer=None, kind="oficio", year=2026, pattern="OF-#", started_after=0)
    assert issued().number == "OF-2"
    assert Document.objects.get(folio=1).number == "001/2026"


def test_a_cancelled_folio_stays_and_is_not_given_again():
    first = issued()
    cancel_document(document=first, by=None, reason="Se envió a otra dependencia.")
    assert issued().folio == 2
    first.refresh_from_db()
    assert (first.folio, first.status, first.cancelled_because) == (
        1,
        "cancelled",
        "Se envió a otra dependencia.",
    )


def test_what_fails_takes_no_folio():
    issued()
    letter = draft_letter(by=None, kind="oficio", subject="x", body="y", issued_on="2026-03-03")
    Document.objects.filter(pk=letter.pk).update(subject="")
    with pytest.raises(ValidationError) as refused:
        issue_document(document=letter, by=None)
    assert list(refused.value.message_dict) == ["subject"]
    assert issued().folio == 2


def test_a_folio_is_taken_with_its_document_or_not_at_all():
    with pytest.raises(RuntimeError):
        take_outside()


def take_outside():
    connection = transaction.get_connection()
    held, connection.in_atomic_block = connection.in_atomic_block, False
    try:
        take_folio(issuer=None, kind="oficio", year=2026)
    finally:
        connection.in_atomic_block = held


def test_the_database_itself_refuses_the_same_folio_twice():
    first, second = issued(), issued()
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=second.pk).update(folio=first.folio)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=second.pk).update(folio=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        FolioSeries.objects.create(kind="oficio", year=2026, pattern="#")
