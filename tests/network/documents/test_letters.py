"""A letter reads as offices of the country write it, and as it was on the day it was issued."""

import pytest

from network.documents.letters import letter_name, letter_paper
from network.documents.services import cancel_document, draft_letter, issue_document, record_document
from network.office.kept import OfficeFacts, facts
from network.office.services import describe_office
from network.paper.document import Bullets, Facts, Paragraph, Signatures
from tests.factories.records import InstitutionFactory

pytestmark = pytest.mark.django_db
BODY = "Le pido:\n\n- designar un enlace;\n- informarlo por escrito.\n\nLe agradezco.\nSaludos."


@pytest.fixture
def said():
    describe_office(
        by=None,
        network_name="Red de Enlaces",
        office_name="Instituto Municipal de las Mujeres",
        address="Mitla 386",
        place="Guadalajara, Jalisco",
        signer_name="Eva Ejemplo",
        signer_post="Directora",
    )
    return {
        "kind": "oficio",
        "subject": "Designación de enlace",
        "body": BODY,
        "issued_on": "2026-03-03",
        "copies": "Archivo",
        "annexes": "Ficha de designación",
        "addressee_lines": "Mtra. Ana Ejemplo\nDirectora de Obras Públicas\nPresente",
    }


def test_a_letter_in_mexico(said):
    asked = record_document(by=None, kind="oficio", number="9/2026", issued_on="2026-02", subject="Consulta")
    paper = letter_paper(issue_document(document=draft_letter(by=None, **said, answers=[asked]), by=None))
    assert (paper.title, paper.footer) == ("Oficio", "Oficio 001/2026")
    assert paper.facts == (
        ("Núm.", "001/2026"),
        ("Fecha", "Guadalajara, Jalisco, a 3 de marzo de 2026"),
        ("Asunto", "Designación de enlace"),
        ("Antecedente", "Oficio 9/2026 de febrero de 2026"),
    )
    assert (paper.letterhead.name, paper.letterhead.lines) == (
        "Instituto Municipal de las Mujeres",
        ("Mitla 386",),
    )
    assert paper.blocks == (
        Paragraph("Mtra. Ana Ejemplo\nDirectora de Obras Públicas\nPresente"),
        Paragraph("Le pido:"),
        Bullets(("designar un enlace;", "informarlo por escrito.")),
        Paragraph("Le agradezco.\nSaludos."),
        Paragraph("Atentamente"),
        Signatures(("Eva Ejemplo\nDirectora",)),
        Paragraph("C.c.p.: Archivo"),
        Paragraph("Anexos: Ficha de designación"),
    )


def test_a_letter_in_chile(said):
    facts.hold(OfficeFacts(country="CL"))
    paper = letter_paper(draft_letter(by=None, **{**said, "kind": "ord", "copies": ""}))
    assert paper.facts == (
        ("N°", "sin folio: borrador"),
        ("Fecha", "Guadalajara, Jalisco, 3 de marzo de 2026"),
        ("Mat.", "Designación de enlace"),
    )
    assert paper.blocks[0] == Facts(
        (
            ("A", "Mtra. Ana Ejemplo\nDirectora de Obras Públicas\nPresente"),
            ("De", "Eva Ejemplo\nDirectora"),
        )
    )
    assert paper.blocks[-3] == Paragraph("Saluda atentamente a usted")
    assert paper.footer == "Borrador, sin folio"


def test_without_lines_it_is_addressed_to_its_institutions_or_to_the_one_that_is_asked_for(said):
    works, health = InstitutionFactory(name="Obras"), InstitutionFactory(name="Salud")
    letter = draft_letter(by=None, **{**said, "addressee_lines": ""}, addressees=[works, health])
    assert letter_paper(letter).blocks[0] == Paragraph("Obras\nSalud\nPresente")
    assert letter_paper(letter, addressed_to=health).blocks[0] == Paragraph("Salud\nPresente")


def test_what_changes_in_the_office_later_changes_no_letter(said):
    letter = issue_document(document=draft_letter(by=None, **said), by=None)
    before = letter_paper(letter)
    describe_office(by=None, office_name="Secretaría", place="Zapopan", signer_name="Otra")
    letter.refresh_from_db()
    assert letter_paper(letter) == before


def test_a_cancelled_letter_says_so_on_paper(said):
    letter = issue_document(document=draft_letter(by=None, **said), by=None)
    paper = letter_paper(cancel_document(document=letter, by=None, reason="Fecha equivocada"))
    assert paper.footer == "Oficio 001/2026. Cancelado: Fecha equivocada"
    assert paper.facts[0] == ("Cancelado", "Fecha equivocada")


def test_the_name_of_its_file_tells_nothing_of_the_subject(said):
    letter = draft_letter(by=None, **said)
    assert letter_name(letter, "pdf") == "oficio-borrador.pdf"
    assert letter_name(issue_document(document=letter, by=None), "docx") == "oficio-001-2026.docx"
