import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.documents.models import Document
from network.documents.panels import panels
from network.documents.queries import visible_to
from tests.factories.records import DocumentFactory, InstitutionFactory, MechanismFactory

pytestmark = pytest.mark.django_db


def coordinator(scope=ScopeKind.NETWORK, key=""):
    return Viewer(grants=frozenset({GrantFact(Role.COORDINATOR, scope, key)}))


def test_internal_documents_are_for_the_coordinators_of_the_network_the_issuer_or_an_addressee():
    here = InstitutionFactory()
    public, issued, received, other = (
        DocumentFactory(),
        DocumentFactory(is_public=False, issuer=here),
        DocumentFactory(is_public=False),
        DocumentFactory(is_public=False),
    )
    received.addressees.add(here, InstitutionFactory())
    for who, expected in (
        (PUBLIC, [public]),
        (coordinator(ScopeKind.INSTITUTION, here.package_id), [public, issued, received]),
        (coordinator(), [public, issued, received, other]),
    ):
        assert list(visible_to(Document.objects.order_by("pk"), who)) == expected


def test_the_chain_runs_by_date_and_says_what_each_act_is_to_the_institution():
    here = InstitutionFactory(short_name="IMG")
    mechanism = MechanismFactory(institution=here, name="Unidad de Género")
    DocumentFactory(issuer=here, issued_on="2017-03", number="2")
    received = DocumentFactory(issued_on="2016-12-19", number="1")
    received.addressees.add(here)
    DocumentFactory(mechanism=mechanism, issued_on="2018", number="3")
    (panel,) = panels(here, PUBLIC)
    lines = panel.context["sections"][0].lines
    assert [(line.title, [badge.label for badge in line.badges], line.facts) for line in lines] == [
        ("Oficio 1", ["recibido"], ("19 de diciembre de 2016", "sin emisor registrado")),
        ("Oficio 2", ["emitido"], ("marzo de 2017", "lo emite IMG")),
        ("Oficio 3", ["sobre su mecanismo"], ("2018", "sin emisor registrado", "sobre Unidad de Género")),
    ]


def test_an_addressee_does_not_see_a_draft_and_no_dossier_shows_one():
    here = InstitutionFactory()
    draft = DocumentFactory(is_public=False, number="", status="draft")
    draft.addressees.add(here)
    local = coordinator(ScopeKind.INSTITUTION, here.package_id)
    assert not visible_to(Document.objects.all(), local).exists()
    assert visible_to(Document.objects.all(), coordinator()).get() == draft
    (panel,) = panels(here, coordinator())
    assert panel.is_empty


def test_an_administrator_who_coordinates_nothing_sees_what_everyone_sees():
    shown, _hidden = DocumentFactory(), DocumentFactory(is_public=False)
    administrator = Viewer(grants=frozenset({GrantFact(Role.ADMINISTRATOR)}))
    assert visible_to(Document.objects.all(), administrator).get() == shown
