"""A public version kept before the rules of today is closed until it is made bare, which comes by itself."""

import hashlib
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from PIL import Image

from network.accounts.enums import Role
from network.documents.bare_versions import make_public_versions_bare
from network.documents.files import attach_file
from network.documents.models import DocumentFile
from network.files.checking import checked_scan
from network.journal.models import Entry
from tests.factories.pdfs import pdf_of
from tests.factories.records import DocumentFactory
from tests.site.library.test_bare_pdf import everything, places

pytestmark = pytest.mark.django_db


def kept_before(content, *, document=None, label="Resolución", content_type="application/pdf", ending="pdf"):
    """A public version as it was stored before public versions were made bare."""
    row = DocumentFile(
        document=document or DocumentFactory(package_id="ord-7", number="7"),
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        label=label,
        is_public_version=True,
    )
    row.file.save(f"scan.{ending}", ContentFile(content), save=False)
    row.save()
    return row


def public(row):
    return Client().get(f"/documentos/{row.document.package_id}/version-publica/{row.uid}/")


def test_author_xmp_and_hidden_notes_are_gone_and_the_address_is_the_same():
    before = everything()
    row = kept_before(before)
    assert public(row).status_code == 404
    assert str(row.uid) not in Client().get(row.document.get_absolute_url()).content.decode()
    assert make_public_versions_bare().number == 1
    content = b"".join(public(row).streaming_content)
    assert places(content) == []
    assert str(row.uid) in Client().get(row.document.get_absolute_url()).content.decode()
    private = row.document.files.get(is_public_version=False)
    assert (private.file.open().read(), private.sha256, private.label) == (
        before,
        row.sha256,
        "Resolución (como se entregó)",
    )
    assert Client().get(f"/documentos/ord-7/version-publica/{private.uid}/").status_code == 404
    entry = Entry.objects.get(verb="bare_public_version")
    assert entry.before == {"sha256": row.sha256}
    row.refresh_from_db()
    assert (entry.after, row.size) == ({"sha256": row.sha256}, len(content))


def test_a_second_run_does_nothing_and_what_is_attached_today_is_left_alone():
    kept_before(everything())
    scan = checked_scan(BytesIO(pdf_of("Ana")))
    attach_file(document=DocumentFactory(), scan=scan, by=None, is_public_version=True)
    make_public_versions_bare()
    was = list(DocumentFile.objects.order_by("pk").values())
    found = make_public_versions_bare()
    assert (found.number, found.closed) == (0, ())
    assert list(DocumentFile.objects.order_by("pk").values()) == was


def test_one_that_is_broken_or_lost_is_named_and_stays_closed_and_the_others_open(capsys, log_in):
    broken = kept_before(b"%PDF-1.4\nroto", label="Anexo")
    lost = kept_before(everything(), document=DocumentFactory(package_id="ord-8", number="8"))
    lost.file.storage.delete(lost.file.name)
    sound = kept_before(everything(), document=DocumentFactory(package_id="ord-9", number="9"))
    call_command("run_scheduled")
    said = capsys.readouterr().out
    assert "1 versión pública quedó limpia" in said
    assert f"{broken.document} Anexo: El PDF está dañado" in said
    assert f"{lost.document} Resolución: Su archivo no está en el disco." in said
    assert [public(row).status_code for row in (broken, lost, sound)] == [404, 404, 200]
    net = log_in(Role.COORDINATOR)
    page = net.get(f"/gestion/documentos/{broken.document.uid}/").content.decode()
    assert "versión pública, cerrada" in page
    desk = net.get("/gestion/").content.decode()
    assert "Versiones públicas que siguen cerradas" in desk
    assert (str(lost.document.uid) in desk, str(sound.document.uid) in desk) == (True, False)


def test_a_picture_opens_as_it_is():
    drawn = BytesIO()
    Image.new("RGB", (20, 20), "white").save(drawn, "PNG")
    row = kept_before(drawn.getvalue(), content_type="image/png", ending="png")
    assert make_public_versions_bare().number == 1
    assert b"".join(public(row).streaming_content) == drawn.getvalue()
    assert row.document.files.count() == 1


def test_the_bare_file_that_lay_beside_it_is_not_kept_twice():
    document = DocumentFactory(package_id="ord-7", number="7")
    content = pdf_of("Ana Soto")
    row = kept_before(content, document=document)
    make_public_versions_bare()
    row.refresh_from_db()
    bare = row.file.open().read()
    row.delete()
    document.files.all().delete()
    attach_file(document=document, scan=checked_scan(BytesIO(bare)), by=None)
    again = kept_before(content, document=document)
    make_public_versions_bare()
    assert b"".join(public(again).streaming_content) == bare
    assert sorted(document.files.values_list("is_public_version", flat=True)) == [False, True]
