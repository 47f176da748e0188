"""Scans: private, but for the public version of a public document."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.documents.files import MOST_FILES, attach_file, remove_file
from network.documents.models import DocumentFile
from network.documents.queries import files_visible_to
from network.files.checking import checked_scan
from network.journal.models import Entry
from tests.factories.pdfs import pdf_of
from tests.factories.records import DocumentFactory, InstitutionFactory

pytestmark = pytest.mark.django_db


def scan(text="uno"):
    return checked_scan(BytesIO(b"%PDF-1.7\n" + text.encode()))


def made_by(author):
    return checked_scan(BytesIO(pdf_of(author)))


def coordinator(scope=ScopeKind.NETWORK, key=""):
    return Viewer(grants=frozenset({GrantFact(Role.COORDINATOR, scope, key)}))


def test_who_sees_which_file():
    here = InstitutionFactory()
    shown, internal = DocumentFactory(issuer=here), DocumentFactory(is_public=False)
    private = attach_file(document=shown, scan=scan("a"), by=None)
    redacted = attach_file(document=shown, scan=made_by("Ana"), by=None, is_public_version=True)
    early = attach_file(document=internal, scan=made_by("Ana"), by=None, is_public_version=True)
    for who, expected in (
        (PUBLIC, [redacted]),
        (Viewer(grants=frozenset({GrantFact(Role.ADMINISTRATOR)})), [redacted]),
        (coordinator(ScopeKind.INSTITUTION, here.package_id), [private, redacted]),
        (coordinator(), [private, redacted, early]),
    ):
        assert list(files_visible_to(DocumentFile.objects.all(), who)) == expected


def test_the_same_file_twice_is_one_and_never_both_versions():
    document = DocumentFactory()
    first = attach_file(document=document, scan=scan(), by=None, label="Acuse")
    assert attach_file(document=document, scan=scan(), by=None) == first
    with pytest.raises(ValidationError):
        attach_file(document=document, scan=scan(), by=None, is_public_version=True)
    assert document.files.count() == 1


def test_the_public_version_forgets_who_made_it_and_the_private_file_stays_as_it_came():
    document = DocumentFactory()
    public = attach_file(document=document, scan=made_by("Ana Soto"), by=None, is_public_version=True)
    assert attach_file(document=document, scan=made_by("Ana Soto"), by=None, is_public_version=True) == public
    kept = public.file.open().read()
    assert b"Ana Soto" not in kept
    assert (public.size, public.sha256) == (len(kept), hashlib.sha256(kept).hexdigest())
    private = attach_file(document=document, scan=made_by("Eva Ruiz"), by=None)
    assert private.file.open().read() == pdf_of("Eva Ruiz")


def test_a_file_taken_away_is_gone_from_the_disk_and_told_in_the_journal(django_capture_on_commit_callbacks):
    kept = attach_file(document=DocumentFactory(), scan=scan("gone"), by=None, label="Acuse")
    storage, name = kept.file.storage, kept.file.name
    with pytest.raises(ValidationError):
        remove_file(file=kept, by=None, reason=" ")
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(file=kept, by=None, reason="Era de otra persona")
    assert not storage.exists(name)
    entry = Entry.objects.get(verb="remove_file")
    assert (entry.reason, entry.before["label"]) == ("Era de otra persona", "Acuse")


def test_names_on_the_disk_tell_nothing_and_the_folder_is_ours_alone():
    kept = attach_file(document=DocumentFactory(number="IMMG-7"), scan=scan("named"), by=None, label="Acuse")
    assert "IMMG" not in kept.file.name
    assert "scan" not in kept.file.name
    assert kept.file.storage.path(kept.file.name).endswith(".pdf")
    assert Path(kept.file.path).stat().st_mode & 0o077 == 0


def test_a_document_does_not_hold_files_without_end():
    document = DocumentFactory()
    for number in range(MOST_FILES):
        attach_file(document=document, scan=scan(str(number)), by=None)
    with pytest.raises(ValidationError):
        attach_file(document=document, scan=scan("one more"), by=None)
