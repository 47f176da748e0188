"""The annex of the act lists what there is, as the country calls it and as its reader may see it."""

import datetime as dt
import hashlib

import pytest
from django.utils import timezone

from library.bare_pdf import BARE_EDITION
from network.accounts.enums import Role
from network.accounts.services import grant
from network.accounts.viewer import PUBLIC, GrantFact, Viewer, viewer_for
from network.commitments.models import Progress
from network.documents.folios import set_series
from network.documents.models import DocumentFile
from network.documents.services import cancel_document, draft_letter, issue_document
from network.messages.models import LetterToPerson
from network.milestones.models import Evidence
from network.office.kept import OfficeFacts, facts
from network.paper.document import Facts, Signatures, Table
from network.reports.annex import annex
from network.reports.closings import begin_closing, choose_roles, note_package
from network.reports.models import Handover
from tests.factories.accounts import UserFactory
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    AppointmentFactory,
    CommitmentFactory,
    DocumentFactory,
    InstitutionFactory,
    MilestoneFactory,
    MilestoneInstitutionFactory,
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
        document = DocumentFactory(issuer=here, received_stamp="Sello")
        scan(document)
        scan(document, is_public_version=True)
    annex(closing, COORDINATOR)
    with django_assert_num_queries(17):  # five of them for files and stamps
        annex(closing, COORDINATOR)


def test_roles_and_the_export_of_the_data_are_named(closing):
    admin = grant(user=UserFactory(), role=Role.ADMINISTRATOR, by=None)
    admin.user.date_joined = dt.datetime(2026, 11, 20, 18, tzinfo=dt.UTC)
    admin.user.save()
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
            f"cuenta abierta el 20 de noviembre de 2026 ({str(admin.user.uid)[:4]})",
            "Eva Ejemplo",
            "en espera",
        ),
    )
    assert Facts((("Archivo", "red.zip"), ("SHA-256", "ab" * 32))) in paper.blocks
    assert "@" not in text(paper)


def scan(document, **values):
    digest = hashlib.sha256(f"{document.pk} {values}".encode()).hexdigest()
    kept = {"content_type": "application/pdf", "size": 2048, "sha256": digest, "file": "documents/x.pdf"}
    return DocumentFile.objects.create(document=document, **{**kept, **values})


FILES = "Archivos y sellos que se conservan"


def test_each_file_of_a_document_is_named_and_its_stamp(closing, here):
    """The private one, the public version, a second scan and the stamp: each in a line of its own."""
    document = DocumentFactory(
        issuer=here,
        number="12/2025",
        issued_on="2025-03-04",
        received_on="2025-03-06",
        received_time="14:05",
        received_stamp="Oficialía de partes 881",
    )
    private, public = scan(document, label="Oficio firmado"), scan(document, is_public_version=True)
    scan(document, label="Anexo", content_type="image/jpeg")
    scan(DocumentFactory(issuer=here, status="draft", number="", is_public=False), label="Borrador")
    scan(DocumentFactory(issuer=InstitutionFactory()), label="De otra institución")
    came = DocumentFactory(issuer=InstitutionFactory(), number="7")
    came.addressees.add(here)
    scan(came, label="Lo que llegó")
    rows = [row for row in tables(annex(closing, COORDINATOR))[FILES] if "12/2025" in row[0]]
    assert [row[1:3] for row in rows] == [
        ("6 de marzo de 2025, 14:05; Oficialía de partes 881", "sello de recepción"),
        ("Oficio firmado", "archivo privado, PDF"),
        ("Escaneo", "versión pública, PDF"),
        ("Anexo", "archivo privado, JPEG"),
    ]
    assert [row[4] for row in rows[1:3]] == [private.sha256[:16], public.sha256[:16]]
    said = text(annex(closing, COORDINATOR))
    assert "Lo que llegó" in said
    assert "Borrador" not in said
    assert "De otra institución" not in said


def test_files_of_actions_commitments_and_handovers_are_named_too(closing, here):
    action = MilestoneFactory(title="Jornada")
    MilestoneInstitutionFactory(milestone=action, institution=here)
    for n in range(2):
        Evidence.objects.create(
            milestone=action, file="x.jpg", content_type="image/jpeg", size=10, sha256=str(n) * 64
        )
    owed = CommitmentFactory(debtor=here, text="Formar al personal")
    paper = {"file": "p.pdf", "content_type": "application/pdf"}
    Progress.objects.create(package_id="p-1", commitment=owed, told_on="2025-05", text="Hecho", **paper)
    Progress.objects.create(package_id="p-2", commitment=owed, told_on="2025-06", text="Sin archivo")
    Handover.objects.create(
        post=PostFactory(institution=here, name="Enlace"),
        handed_on=dt.date(2025, 6, 1),
        scan="h.pdf",
        scan_type="application/pdf",
        scan_sha256="c" * 64,
    )
    assert [row[:3] for row in tables(annex(closing, COORDINATOR))[FILES]] == [
        ("Jornada", "Evidencia 1", "archivo privado, JPEG"),
        ("Jornada", "Evidencia 2", "archivo privado, JPEG"),
        ("Formar al personal", "Lo que se hizo, mayo de 2025", "archivo privado, PDF"),
        ("Expediente de entrega de Enlace, 1 de junio de 2025", "Papel firmado", "archivo privado, PDF"),
    ]


def test_files_of_a_letter_to_a_protected_woman_and_private_ones_are_told_by_right(closing, here):
    closed = DocumentFactory(issuer=here, number="1", is_public=True)
    LetterToPerson.objects.create(letter=closed, person=PersonFactory(visibility="protected"))
    scan(closed, label="Carta a Nombre Protegido")
    shown = DocumentFactory(issuer=here, number="2", is_public=True)
    scan(shown, label="Privado")
    scan(shown, label="Para todas", is_public_version=True, bare_edition=BARE_EDITION)
    scan(shown, label="Aún sin limpiar", is_public_version=True)
    told = [row[1] for row in tables(annex(closing, COORDINATOR))[FILES]]
    assert told == ["Privado", "Para todas", "Aún sin limpiar"]
    assert [row[1] for row in tables(annex(closing, ADMINISTRATOR))[FILES]] == ["Para todas"]
