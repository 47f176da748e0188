"""The pages of documents: from a draft to a folio, and who reads what of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from network.accounts.enums import Role, ScopeKind
from network.agreements.models import AgreementDocument
from network.documents.files import attach_file
from network.documents.models import Document, DocumentFile
from network.documents.services import draft_letter, issue_document
from network.files.checking import checked_scan
from tests.factories.pdfs import pdf_of
from tests.factories.records import AgreementFactory, DocumentFactory, InstitutionFactory

LIST, NEW, RECORD = (f"/gestion/documentos/{end}" for end in ("", "oficio-nuevo/", "registrar/"))
TYPED = {
    "kind": "oficio",
    "subject": "Designación",
    "body": "Le pido designar un enlace.",
    "closing": "Adiós",
}
PDF = b"%PDF-1.7\nprueba"


@pytest.fixture
def desk(log_in: Callable[..., Client]) -> Client:
    return log_in(Role.COORDINATOR)


def at(document: Document, end: str = "") -> str:
    return f"/gestion/documentos/{document.uid}/{end}"


def letter(**values: Any) -> Document:
    said = {"kind": "oficio", "subject": "Designación", "body": "Texto reservado", "issued_on": "2026-03-03"}
    return issue_document(document=draft_letter(by=None, **{**said, **values}), by=None)


def test_from_a_draft_to_a_folio_that_is_cancelled_with_its_reason(desk: Client) -> None:
    InstitutionFactory(name="Obras Públicas", short_name="OP")
    answer = desk.post(NEW, {**TYPED, "addressees": "op"})
    draft = Document.objects.get()
    assert (answer["Location"], draft.status) == (at(draft), "draft")
    assert [row.name for row in draft.addressees.all()] == ["Obras Públicas"]
    assert "Emitir con el folio 001/" in desk.get(at(draft)).content.decode()
    assert desk.post(at(draft, "editar/"), {**TYPED, "subject": "Enlace"}).status_code == 302
    desk.post(at(draft, "emitir/"))
    desk.post(at(draft, "emitir/"))  # sent twice
    draft.refresh_from_db()
    assert (draft.folio, draft.subject) == (1, "Enlace")
    page = desk.post(at(draft, "cancelar/"), {"reason": " "})
    assert page.context["cancel_form"].errors
    desk.post(at(draft, "cancelar/"), {"reason": "Salió a otra dependencia"})
    html = desk.get(at(draft)).content.decode()
    assert "Salió a otra dependencia" in html
    assert "cancelado" in html


def test_a_discarded_draft_uses_no_folio(desk: Client) -> None:
    desk.post(NEW, TYPED)
    desk.post(at(Document.objects.get(), "descartar/"))
    assert not Document.objects.exists()
    assert letter().folio == 1


def test_what_is_wrong_is_told_and_what_was_typed_stays(desk: Client) -> None:
    page = desk.post(NEW, {**TYPED, "subject": "", "addressees": "Nadie", "answers": "99/2020"})
    assert page.context["form"].errors == {
        "subject": ["Este campo es necesario."],
        "addressees": [
            "Línea 1: ninguna institución se llama “Nadie”. Escriba su nombre como está en el directorio."
        ],
        "answers": ["Línea 1: ningún documento tiene el número “99/2020”. Regístrelo primero."],
    }
    assert "Le pido designar un enlace." in page.content.decode()
    assert not Document.objects.exists()


def test_a_paper_is_recorded_with_its_scan_or_not_at_all(desk: Client) -> None:
    DocumentFactory(number="7/2026", subject="Pide enlace")
    said = {"kind": "ord", "number": "123", "subject": "Designa", "answers": "7/2026", "issued_on": "2026-03"}
    bad = SimpleUploadedFile("oficio.pdf", b"<html>", "application/pdf")
    assert desk.post(RECORD, {**said, "scan": bad}).context["form"].errors == {
        "scan": ["Elija un PDF o una imagen en JPEG o PNG."]
    }
    assert Document.objects.count() == 1
    desk.post(RECORD, {**said, "received_on": "2026-03-09", "scan": SimpleUploadedFile("x.exe", PDF)})
    paper = Document.objects.get(number="123")
    assert [row.number for row in paper.answers.all()] == ["7/2026"]
    assert not paper.is_public
    file = paper.files.get()
    answer = desk.get(at(paper, f"archivos/{file.uid}/"))
    assert b"".join(answer) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="ord-123.pdf"'
    assert (answer["X-Content-Type-Options"], "sandbox" in answer["Content-Security-Policy"]) == (
        "nosniff",
        True,
    )


def test_a_circle_is_told_in_the_form(desk: Client) -> None:
    first = DocumentFactory(number="1/2026")
    DocumentFactory(number="2/2026").answers.add(first)
    said = {"kind": "oficio", "number": "1/2026", "subject": "x", "answers": "2/2026"}
    page = desk.post(at(first, "corregir/"), said)
    assert page.context["form"].errors == {
        "answers": ["Oficio 2/2026 va después de este documento; no puede ir antes."]
    }


def test_a_public_letter_shows_what_it_is_and_never_its_text(desk: Client, client: Client) -> None:
    shown = letter(addressee_lines="Mtra. Ana Ejemplo", signature="Eva Ejemplo", copies="Archivo secreto")
    private = attach_file(document=shown, scan=checked_scan(SimpleUploadedFile("a", PDF + b"a")), by=None)
    redacted = attach_file(
        document=shown,
        scan=checked_scan(SimpleUploadedFile("b", pdf_of("Eva Ejemplo"))),
        by=None,
        is_public_version=True,
    )
    page, copy = shown.get_absolute_url(), f"{shown.get_absolute_url()}version-publica/{redacted.uid}/"
    assert [client.get(page).status_code, client.get(copy).status_code] == [404, 404]
    desk.post(at(shown, "publicar/"), {"is_public": "yes"})
    html = client.get(page).content.decode()
    for hidden in ("Texto reservado", "Ana Ejemplo", "Eva Ejemplo", "Archivo secreto", str(private.uid)):
        assert hidden not in html
    assert copy in html
    shown_to_all = b"".join(client.get(copy))
    assert shown_to_all.startswith(b"%PDF-")
    assert b"Eva Ejemplo" not in shown_to_all
    assert client.get(copy.replace(str(redacted.uid), str(private.uid))).status_code == 404
    assert desk.get(copy.replace(str(redacted.uid), str(private.uid))).status_code == 404
    desk.post(at(shown, "publicar/"), {"is_public": "no"})
    assert client.get(copy).status_code == 404


@pytest.mark.parametrize(
    ("role", "scope", "key"),
    [
        (Role.MEMBER, ScopeKind.NETWORK, ""),
        (Role.COORDINATOR, ScopeKind.TERRITORY, "7"),
        (Role.ADMINISTRATOR, ScopeKind.NETWORK, ""),
    ],
)
def test_who_may_not_write_finds_internal_documents_as_missing(
    log_in: Callable[..., Client], role: Role, scope: ScopeKind, key: str
) -> None:
    hidden = letter()
    file = attach_file(document=hidden, scan=checked_scan(SimpleUploadedFile("a", PDF)), by=None)
    client = log_in(role, scope=scope, key=key)
    for address in (at(hidden), at(hidden, f"archivos/{file.uid}/"), at(hidden, "oficio.pdf"), NEW, RECORD):
        assert client.get(address).status_code == 404
    for deed in ("cancelar/", "publicar/", "acuse/", "archivos/", "emitir/"):
        assert client.post(at(hidden, deed), {"reason": "x", "is_public": "yes"}).status_code == 404
    hidden.refresh_from_db()
    assert (hidden.status, hidden.is_public) == ("issued", False)
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get("/documentos/").context["listing"].page.paginator.count == 0


def test_the_list_narrows_by_kind_state_year_and_words(desk: Client) -> None:
    one = letter(subject="Compromisos anuales")
    DocumentFactory(kind="decreto", number="5", issued_on="2019", subject="Crea la unidad")
    draft_letter(by=None, kind="oficio", subject="Borrador")

    def found(query: str) -> list[str]:
        return [row["subject"] for row in desk.get(f"{LIST}?{query}").context["listing"].page.object_list]

    assert set(found("")) == {"Compromisos anuales", "Crea la unidad", "Borrador"}
    assert found("tipo=decreto") == ["Crea la unidad"]
    assert found("estado=draft") == ["Borrador"]
    assert found("anio=2019") == ["Crea la unidad"]
    assert found("q=COMPROMISO") == ["Compromisos anuales"]
    assert found(f"q={one.number.replace('/', '%2F')}") == ["Compromisos anuales"]


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_as_much_for_one_as_for_three(
    client: Client, db: None, django_assert_num_queries: Any, number: int
) -> None:
    for _ in range(number):
        DocumentFactory(issuer=InstitutionFactory()).addressees.add(InstitutionFactory())
    client.get("/documentos/")
    with django_assert_num_queries(4):
        client.get("/documentos/")


def test_a_letter_is_downloaded_as_pdf_and_for_word(desk: Client) -> None:
    made = letter()
    pdf, word = desk.get(at(made, "oficio.pdf")), desk.get(at(made, "oficio.docx"))
    assert pdf.content.startswith(b"%PDF-")
    assert word.content.startswith(b"PK")
    assert pdf["Content-Disposition"] == 'attachment; filename="oficio-001-2026.pdf"'


def test_a_series_goes_on_after_the_last_folio_on_paper(desk: Client) -> None:
    said = {"kind": "oficio", "year": "2026", "pattern": "IMMG/OF/###/AAAA", "started_after": "87"}
    assert desk.post("/gestion/documentos/folios/", said).status_code == 302
    assert letter().number == "IMMG/OF/088/2026"
    page = desk.post("/gestion/documentos/folios/", {**said, "started_after": "3"})
    assert list(page.context["form"].errors) == ["started_after"]


def test_a_file_is_taken_away_with_a_reason(desk: Client) -> None:
    held = letter()
    desk.post(at(held, "archivos/"), {"scan": SimpleUploadedFile("a.pdf", PDF), "label": "Acuse"})
    file = DocumentFile.objects.get()
    desk.post(at(held, f"archivos/{file.uid}/quitar/"), {"reason": ""})
    assert DocumentFile.objects.count() == 1
    desk.post(at(held, f"archivos/{file.uid}/quitar/"), {"reason": "Era de otro oficio"})
    assert DocumentFile.objects.count() == 0


def test_the_same_file_twice_stands_there_once_and_says_so(desk: Client) -> None:
    held = letter()
    for _turn in range(2):
        scan = SimpleUploadedFile("a.pdf", PDF)
        page = desk.post(at(held, "archivos/"), {"scan": scan, "label": "Acuse"}, follow=True)
    assert "Ese mismo archivo ya estaba aquí" in page.content.decode()
    assert DocumentFile.objects.count() == 1


def test_a_document_leads_to_the_agreement_among_whose_papers_it_is(client: Client, db: None) -> None:
    shown, hidden = AgreementFactory(title="Convenio abierto"), AgreementFactory(is_public=False)
    one, other = DocumentFactory(), DocumentFactory()
    AgreementDocument.objects.create(document=one, agreement=shown)
    AgreementDocument.objects.create(document=other, agreement=hidden)
    html = client.get(one.get_absolute_url()).content.decode()
    assert f'<a href="{shown.get_absolute_url()}#documentos">Convenio abierto</a>' in html
    assert hidden.title not in client.get(other.get_absolute_url()).content.decode()
