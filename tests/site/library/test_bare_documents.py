"""A PDF of the public pages tells nothing of who made it, whatever door it comes through."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from library.models import LibraryDocument
from network.accounts.enums import Role
from tests.site.library.test_bare_pdf import CANARY, everything, places, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(log_in):
    client = log_in(Role.ADMINISTRATOR)
    client.user.is_superuser = True
    client.user.save()
    return client


def upload(editor, content, name="guia.pdf"):
    return editor.post(
        reverse("wagtaildocs:add"),
        {"title": "Guía", "file": SimpleUploadedFile(name, content), "tags": "", "language": "es"},
    )


def stored(document):
    with document.file.open("rb") as opened:
        return opened.read()


def test_a_pdf_that_an_editor_uploads_loses_its_author_and_says_the_size_of_what_is_kept(editor):
    before = everything()
    assert places(before)
    assert upload(editor, before).status_code == 302
    document = LibraryDocument.objects.get()
    kept = stored(document)
    assert not places(kept)
    assert "Oficio de prueba" in PdfReader(BytesIO(kept)).pages[0].extract_text()
    assert document.file_size == len(kept)


def test_many_at_once_and_a_programme_go_the_same_way(editor):
    before = everything()
    answer = editor.post(
        reverse("wagtaildocs:add_multiple"),
        {"title": "Guía", "files[]": SimpleUploadedFile("guia.pdf", before)},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert answer.json()["success"]
    LibraryDocument.objects.create(title="Otra", file=ContentFile(before, name="otra.pdf"))
    assert [places(stored(one)) for one in LibraryDocument.objects.all()] == [[], []]


def test_a_new_file_for_a_document_is_made_bare_and_a_new_title_leaves_the_file(editor):
    upload(editor, everything())
    document = LibraryDocument.objects.get()
    before, edit = document.file.name, reverse("wagtaildocs:edit", args=[document.pk])
    editor.post(edit, {"title": "Guía nueva", "file": "", "tags": "", "language": "es"})
    document.refresh_from_db()
    assert (document.title, document.file.name) == ("Guía nueva", before)
    other = SimpleUploadedFile("otra.pdf", everything())
    editor.post(edit, {"title": "Guía", "file": other, "tags": "", "language": "es"})
    document.refresh_from_db()
    assert document.file.name != before
    assert not places(stored(document))


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"%PDF-1.7 " + CANARY.encode(), "dañado o es poco común"), (b"no es un PDF", "dañado o es poco común")],
)
def test_a_pdf_that_cannot_be_made_bare_is_refused_with_the_way_to_mend_it(editor, content, said):
    html = upload(editor, content).content.decode()
    assert said in html
    assert 'value="Guía"' in html
    assert not LibraryDocument.objects.exists()


def test_a_signature_is_not_taken_away_unsaid(editor):
    html = upload(editor, signed()).content.decode()
    assert "firma electrónica" in html
    assert not LibraryDocument.objects.exists()


def test_other_files_are_kept_as_they_came(editor):
    upload(editor, b"a,b\n1,2\n", "datos.csv")
    assert stored(LibraryDocument.objects.get()) == b"a,b\n1,2\n"
