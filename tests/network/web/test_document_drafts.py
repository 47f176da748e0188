"""Drafts of two writers, and drafts thrown away: nothing that was written is lost."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from network.accounts.enums import Role
from network.documents.drafts import discard_draft, forget_discarded, restore_draft
from network.documents.files import attach_file
from network.documents.models import DiscardedDraft, Document, DocumentFile
from network.documents.services import draft_letter, issue_document, record_document
from network.files.checking import checked_scan
from network.journal.models import Entry
from network.messages.models import LetterToPerson
from tests.factories.records import DocumentFactory, InstitutionFactory, PersonFactory
from tests.network.web.test_documents import PDF, TYPED, SimpleUploadedFile, at


@pytest.fixture
def desk(log_in: Callable[..., Client]) -> Client:
    return log_in(Role.COORDINATOR)


def draft(**values: Any) -> Document:
    return draft_letter(by=None, **{**TYPED, **values})


def version_on(page: Any) -> str:
    found = re.search(r'name="version" value="(\d+)"', page.content.decode())
    assert found
    return found.group(1)


def test_two_who_write_one_draft_see_both_texts_and_lose_none(desk: Client) -> None:
    letter = draft()
    seen = version_on(desk.get(at(letter, "editar/")))
    desk.post(at(letter, "editar/"), {**TYPED, "body": "El texto de Eva", "version": seen})
    page = desk.post(at(letter, "editar/"), {**TYPED, "body": "El texto de Ana", "version": seen})
    html = page.content.decode()
    assert [(row["theirs"], row["hers"]) for row in page.context["differences"]] == [
        ("El texto de Eva", "El texto de Ana")
    ]
    assert html.index("El texto de Eva") < html.index("El texto de Ana</textarea>")
    letter.refresh_from_db()
    assert letter.body == "El texto de Eva"
    both = "El texto de Eva y de Ana"
    desk.post(at(letter, "editar/"), {**TYPED, "body": both, "version": version_on(page)})
    letter.refresh_from_db()
    assert letter.body == both
    assert Entry.objects.order_by("pk").last().before["body"] == "El texto de Eva"  # type: ignore[union-attr]


def test_a_draft_to_whom_she_may_not_see_is_neither_read_nor_issued(desk: Client) -> None:
    letter = draft(addressee_lines="Licda. Irene Soto", body="Estimada Irene")
    to = LetterToPerson.objects.create(letter=letter, person=PersonFactory(visible=True))
    assert "Estimada Irene" in desk.get(at(letter, "editar/")).content.decode()
    to.person = PersonFactory(protected=True)
    to.save()
    page = desk.get(at(letter)).content.decode()
    assert "Irene" not in page
    assert at(letter, "editar/") not in page
    assert at(letter, "emitir/") not in page
    for method, place in (("get", "editar/"), ("post", "editar/"), ("post", "emitir/")):
        assert getattr(desk, method)(at(letter, place), TYPED).status_code == 404
    letter.refresh_from_db()
    assert letter.is_draft


def test_the_same_text_sent_twice_is_no_quarrel(desk: Client) -> None:
    letter = draft()
    seen = version_on(desk.get(at(letter, "editar/")))
    for _time in range(2):
        answer = desk.post(at(letter, "editar/"), {**TYPED, "body": "Uno", "version": seen})
        assert answer.status_code == 302


def test_what_is_issued_is_what_she_read(desk: Client) -> None:
    letter = draft()
    seen = version_on(desk.get(at(letter)))
    desk.post(at(letter, "editar/"), {**TYPED, "body": "Otro texto", "version": seen})
    page = desk.post(at(letter, "emitir/"), {"version": seen}, follow=True)
    assert "Léalo otra vez" in page.content.decode()
    letter.refresh_from_db()
    assert letter.is_draft
    desk.post(at(letter, "emitir/"), {"version": version_on(page)})
    letter.refresh_from_db()
    assert letter.folio == 1


def test_what_was_typed_while_a_letter_was_issued_stays_before_her(desk: Client) -> None:
    letter = draft()
    seen = version_on(desk.get(at(letter, "editar/")))
    issue_document(document=letter, by=None)
    page = desk.post(at(letter, "editar/"), {**TYPED, "body": "Lo que escribí", "version": seen})
    assert page.context["form"]["body"].value() == "Lo que escribí"
    assert page.context["form"].non_field_errors()


def test_the_record_of_a_paper_is_not_overwritten_unseen_either(desk: Client) -> None:
    paper = record_document(by=None, kind="ord", number="1", subject="Designa")
    said = {"kind": "ord", "number": "1", "subject": "Designa enlace"}
    seen = version_on(desk.get(at(paper, "corregir/")))
    desk.post(at(paper, "corregir/"), {**said, "version": seen})
    page = desk.post(at(paper, "corregir/"), {**said, "subject": "Nombra", "version": seen})
    assert [row["theirs"] for row in page.context["differences"]] == ["Designa enlace"]


def test_a_discarded_draft_is_restored_from_the_journal_as_it_was(desk: Client) -> None:
    earlier, to = DocumentFactory(), InstitutionFactory()
    letter = draft(addressees=[to], answers=[earlier], copies="Archivo", issued_on="2026-03-03")
    attach_file(document=letter, scan=checked_scan(SimpleUploadedFile("a.pdf", PDF)), by=None)
    page = desk.post(at(letter, "descartar/"), follow=True)
    undo = f"/gestion/bitacora/{letter.uid}/discard_draft/deshacer/"
    assert undo in page.content.decode()
    assert not Document.objects.filter(uid=letter.uid).exists()
    desk.post(undo, {"reason": "Sí hacía falta"})
    back = Document.objects.get(uid=letter.uid)
    told = ("package_id", "subject", "body", "closing", "copies", "issued_on", "kind", "status", "is_letter")
    assert [getattr(back, name) for name in told] == [getattr(letter, name) for name in told]
    assert (list(back.addressees.all()), list(back.answers.all())) == ([to], [earlier])
    assert back.files.get().file.storage.exists(back.files.get().file.name)
    rows = desk.get("/gestion/bitacora/").context["rows"]
    assert [(str(row.deed), row.is_undone) for row in rows][:2] == [
        ("restauró un borrador", False),
        ("descartó un borrador", True),
    ]
    with pytest.raises(ValidationError):
        restore_draft(discarded=DiscardedDraft.objects.get(), by=None)
    assert issue_document(document=back, by=None).folio == 1


def test_after_thirty_days_a_discarded_draft_is_forgotten_with_its_files(desk: Client) -> None:
    letter = draft()
    attach_file(document=letter, scan=checked_scan(SimpleUploadedFile("a.pdf", PDF)), by=None)
    file = DocumentFile.objects.get().file
    discard_draft(letter=letter, by=None)
    assert forget_discarded() == 0
    DiscardedDraft.objects.update(discarded_at=timezone.now() - dt.timedelta(days=31))
    assert (forget_discarded(), DiscardedDraft.objects.count()) == (1, 0)
    assert not file.storage.exists(file.name)


def test_who_only_administrates_restores_nothing(log_in: Callable[..., Client]) -> None:
    letter = draft()
    discard_draft(letter=letter, by=None)
    undo = f"/gestion/bitacora/{letter.uid}/discard_draft/deshacer/"
    assert log_in(Role.ADMINISTRATOR).post(undo, {"reason": "x"}).status_code == 404
