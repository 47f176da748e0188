"""The annex of the act lists what there is, as the country calls it and as its reader may see it."""

import datetime as dt

import pytest
from django.utils import timezone

from network.accounts.enums import Role
from network.accounts.services import grant
from network.accounts.viewer import PUBLIC, GrantFact, Viewer, viewer_for
from network.documents.folios import set_series
from network.documents.services import cancel_document, draft_letter, issue_document
from network.office.kept import OfficeFacts, facts
from network.paper.document import Facts, Signatures, Table
from network.reports.annex import annex
from network.reports.closings import begin_closing, choose_roles, note_package
from tests.factories.accounts import UserFactory
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    AppointmentFactory,
    CommitmentFactory,
    InstitutionFactory,
    PersonFactory,
    PostFactory,
)

pytestmark = pytest.mark.django_db

COORDINATOR = Viewer(grants=frozenset({GrantFact(Role.COORDINATOR)}))
ADMINISTRATOR = Viewer(grants=frozenset({GrantFact(Role.ADMINISTRATOR)}))


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: dt.date(2025, 11, 20))


@pytest.fixture
def here():
    return InstitutionFactory(name="Ayuntamiento de Ejemplo")


@pytest.fixture
def closing(here):
    return begin_closing(
        name="Administración 2022–2025",
        ends_on=dt.date(2025, 12, 31),
        institutions=[here],
        viewer=COORDINATOR,
        by=None,
    )


def tables(paper):
    return {block.caption.split(" (")[0]: block.rows for block in paper.blocks if isinstance(block, Table)}


def text(paper):
    return str(paper.blocks)


def test_its_title_and_signatures_are_those_of_the_country(closing):
    paper = annex(closing, COORDINATOR)
    assert paper.title == "Anexo del acta de entrega-recepción"
    assert paper.blocks[-1] == Signatures(
        ("Entrega", "Recibe", "Testigo", "Testigo", "Órgano interno de control")
    )
    facts.hold(OfficeFacts(country="CL"))
    paper = annex(closing, COORDINATOR)
    assert paper.title == "Anexo del acta de traspaso"
    assert paper.blocks[-1] == Signatures(("Entrega", "Recibe", "Ministra o ministro de fe"))


def test_posts_are_told_with_who_holds_them_by_rule(closing, here):
    named = PostFactory(institution=here, name="A")
    AppointmentFactory(post=named, person=PersonFactory(name="Ana Ejemplo"), ended="2025-12-31")
    protected = PostFactory(institution=here, name="B")
    AppointmentFactory(post=protected, person=PersonFactory(name="Protegida Ejemplo", protected=True))
    reserved = PostFactory(institution=here, name="C", publication="reserved")
    AppointmentFactory(post=reserved, person=PersonFactory(name="Reservada Ejemplo"))
    PostFactory(institution=here, name="D")
    PostFactory(institution=here, name="E", closed_on="2024")
    PostFactory(name="F")
    told = {row[1]: row[2:] for row in tables(annex(closing, COORDINATOR))["Puestos"]}
    assert told == {
        "A": ("cubierto", "Ana Ejemplo, titular, 2020 – 31 de diciembre de 2025"),
        "B": ("cubierto", "–"),
        "C": ("en actualización", "–"),
        "D": (told["D"][0], "–"),
    }
    assert told["D"][0] != "cubierto"
    assert "Ejemplo," not in text(annex(closing, ADMINISTRATOR))
    assert "Ana Ejemplo" not in text(annex(closing, PUBLIC))


def test_folios_are_told_as_ranges_and_the_cancelled_with_their_reason(closing, here):
    set_series(by=None, issuer=here, kind="oficio", year=2025, pattern="EJ/###/AAAA", started_after=10)
    for _ in range(3):
        letter = draft_letter(by=None, kind="oficio", subject="Asunto", body="Texto.", issuer=here)
        issue_document(document=letter, by=None)
    letter.refresh_from_db()
    cancel_document(document=letter, by=None, reason="Error en el destinatario")
    rows = tables(annex(closing, COORDINATOR))["Documentos por folio"]
    assert rows == (
        (
            "Ayuntamiento de Ejemplo",
            "Oficio 2025",
            "EJ/011/2025 a EJ/013/2025",
            "3",
            "EJ/013/2025: Error en el destinatario",
        ),
    )


def test_agreements_in_force_stand_with_what_is_owed_and_the_rest_below(closing, here):
    force = AgreementFactory(title="Vigente")
    AgreementPartyFactory(agreement=force, institution=here)
    AgreementPartyFactory(agreement=force, institution=InstitutionFactory(name="Contraparte"))
    over = AgreementFactory(title="Vencido", valid_until="2024")
    AgreementPartyFactory(agreement=over, institution=here)
    CommitmentFactory(agreement=force, debtor=here, text="Formar.")
    CommitmentFactory(agreement=force, debtor=here, text="Cumplido.", status="done")
    CommitmentFactory(agreement=over, debtor=here, text="Pendiente.")
    CommitmentFactory(agreement=None, debtor=here, text="Interno.", is_public=False)
    found = tables(annex(closing, COORDINATOR))
    assert found["Convenios vigentes y compromisos pendientes"] == (
        (
            "Vigente",
            "Contraparte",
            "sin fecha de término registrada",
            "Ayuntamiento de Ejemplo: Formar. (sin plazo registrado)",
        ),
    )
    rest = found["2 compromisos pendientes fuera de convenios vigentes"]
    assert {row[0] for row in rest} == {"Pendiente.", "Interno."}
    assert "Interno." not in text(annex(closing, PUBLIC))


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_as_many_questions_for_three_of_each_as_for_one(
    closing, here, number, django_assert_num_queries
):
    for _ in range(number):
        AppointmentFactory(post=PostFactory(institution=here))
        agreement = AgreementFactory()
        AgreementPartyFactory(agreement=agreement, institution=here)
        CommitmentFactory(agreement=agreement, debtor=here)
    annex(closing, COORDINATOR)
    with django_assert_num_queries(12):
        annex(closing, COORDINATOR)


def test_roles_and_the_export_of_the_data_are_named(closing):
    admin = grant(user=UserFactory(), role=Role.ADMINISTRATOR, by=None)
    successor = UserFactory()
    PersonFactory(name="Eva Ejemplo", account=successor)
    fates = {admin.pk: successor}
    choose_roles(closing=closing, fates=fates, viewer=viewer_for(admin.user), by=admin.user)
    note_package(closing=closing, name="red.zip", sha256="ab" * 32, by=None)
    closing.refresh_from_db()
    paper = annex(closing, COORDINATOR)
    assert tables(paper)["Cuentas y permisos que pasan"] == (
        (
            "Administradora, toda la red",
            admin.user.get_full_name(),
            "Eva Ejemplo",
            "en espera",
        ),
    )
    assert Facts((("Archivo", "red.zip"), ("SHA-256", "ab" * 32))) in paper.blocks
    assert "@" not in text(paper)
