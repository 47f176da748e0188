"""Who opens which file, writes documents, and what stands around an institution or founds a record."""

import pytest

from library.bare_pdf import BARE_EDITION
from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.documents.models import Document, DocumentFile, Founding
from network.documents.queries import (
    documents_around,
    files_visible_to,
    founding,
    may_write,
    public_files,
    visible_to,
)
from network.institutions.queries import each_with_all
from tests.factories.records import DocumentFactory, InstitutionFactory, MechanismFactory

pytestmark = pytest.mark.django_db


def viewer(role, scope=ScopeKind.NETWORK, key=""):
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}))


COORDINATOR = viewer(Role.COORDINATOR)
HERS = viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud")
OUTSIDE = (
    PUBLIC,
    viewer(Role.MEMBER),
    viewer(Role.ANALYST),
    viewer(Role.ADMINISTRATOR),
    viewer(Role.LIAISON, ScopeKind.INSTITUTION, "salud"),
    viewer(Role.COORDINATOR, ScopeKind.GROUP, "mesa"),
)


@pytest.fixture
def salud():
    return InstitutionFactory(package_id="salud")


def file_of(document, **fields):
    number = str(DocumentFile.objects.count())
    return DocumentFile.objects.create(
        document=document, content_type="application/pdf", size=1, sha256=number, **fields
    )


def test_a_file_is_open_to_all_as_bare_public_version_of_a_public_document_alone(salud):
    public, internal = DocumentFactory(issuer=salud), DocumentFactory(is_public=False, issuer=salud)
    away = DocumentFactory(is_public=False)
    bare = {"is_public_version": True, "bare_edition": BARE_EDITION}
    shown = file_of(public, **bare)
    shut = [
        file_of(public),
        file_of(public, is_public_version=True, bare_edition=BARE_EDITION - 1),
        file_of(public, bare_edition=BARE_EDITION),
        file_of(internal, **bare),
    ]
    far = file_of(away, **bare)

    def opened(who):
        return set(files_visible_to(DocumentFile.objects.all(), who))

    assert [opened(who) for who in OUTSIDE] == [{shown}] * len(OUTSIDE)
    assert opened(HERS) == {shown, *shut}
    assert opened(COORDINATOR) == {shown, *shut, far}
    assert set(public_files(DocumentFile.objects.all())) == {shown}


def test_documents_are_written_by_who_coordinates_the_network():
    assert may_write(COORDINATOR)
    assert not any(may_write(who) for who in (*OUTSIDE, HERS))


def test_what_is_internal_is_seen_by_who_issued_it_or_got_it_once_issued(salud):
    issued, got, draft_to_her, own_draft = (
        DocumentFactory(is_public=False, issuer=salud),
        DocumentFactory(is_public=False),
        DocumentFactory(is_public=False, status="draft", number=""),
        DocumentFactory(is_public=False, status="draft", number="", issuer=salud),
    )
    for row in (got, draft_to_her):
        row.addressees.add(salud)
    away = DocumentFactory(is_public=False)

    def seen(who):
        return set(visible_to(Document.objects.all(), who))

    assert seen(HERS) == {issued, got, own_draft}
    assert seen(COORDINATOR) == {issued, got, draft_to_her, own_draft, away}
    assert [seen(who) for who in OUTSIDE] == [set()] * len(OUTSIDE)


def test_around_an_institution_stand_its_papers_by_date_each_with_all_addressees(
    salud, django_assert_num_queries
):
    one, two = InstitutionFactory(name="B"), InstitutionFactory(name="A")
    issued = DocumentFactory(issuer=salud, issued_on="2020")
    got = DocumentFactory(issued_on="2019", issuer=one)
    got.addressees.add(salud, one, two)
    about = DocumentFactory(issued_on="2021", mechanism=MechanismFactory(institution=salud))
    twin = DocumentFactory(issuer=salud, issued_on="2020")
    DocumentFactory(issuer=salud, status="draft", number="", is_public=False)
    internal = DocumentFactory(issuer=salud, is_public=False, issued_on="2030")
    DocumentFactory(issuer=one, mechanism=MechanismFactory())
    with django_assert_num_queries(1):
        found = [
            (row, [place.name for place in places], row.issuer and row.issuer.name, row.mechanism and 1)
            for row, places in each_with_all(documents_around(salud, PUBLIC))
        ]
    assert [row for row, *_ in found] == [got, issued, twin, about]
    assert found[0][1] == ["A", "B", salud.name]
    desk = [row for row, _places in each_with_all(documents_around(salud, COORDINATOR))]
    assert desk == [got, issued, twin, about, internal], "no draft, for nobody"


def test_a_record_is_told_by_the_documents_that_she_may_see_and_by_no_draft():
    def founded(kind="group", record="mesa-1", **fields):
        row = DocumentFactory(**fields)
        Founding.objects.create(document=row, kind=kind, record_id=record)
        return row

    shown, internal = founded(), founded(is_public=False)
    founded(kind="post"), founded(record="mesa-2"), founded(status="draft", number="", is_public=False)
    assert set(founding("group", "mesa-1", PUBLIC)) == {shown}
    assert set(founding("group", "mesa-1", COORDINATOR)) == {shown, internal}
