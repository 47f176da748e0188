"""Papers as office files, read back: real headings, lists, headers and words for pictures."""

from io import BytesIO
from typing import Any

import pytest
from django.test import override_settings
from docx import Document
from docx.oxml.ns import qn

from network.paper import word
from network.paper.document import Letterhead, Paper, Paragraph
from network.paper.drawings import Drawing
from network.paper.pdf import PaperUnavailableError
from network.paper.word import as_docx
from tests.network.paper.specimens import COLUMNS, DESCRIPTION, nasty, rich, wide


def opened(paper: Paper) -> Any:
    return Document(BytesIO(as_docx(paper)))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without waiting for Pango: the machine cannot draw."""

    def refuse(drawing: Drawing) -> bytes:
        raise PaperUnavailableError("no Pango")

    monkeypatch.setattr(word, "drawing_as_pdf", refuse)


@pytest.mark.usefixtures("drawn")
def test_headings_are_of_words_own_styles() -> None:
    told = [
        (paragraph.style.name, paragraph.text)
        for paragraph in opened(rich()).paragraphs
        if paragraph.style.name.startswith(("Title", "Heading"))
    ]
    assert told == [
        ("Title", "¿Qué se sostiene sin nosotras?"),
        ("Heading 1", "La respuesta"),
        ("Heading 2", "Qué se pierde"),
        ("Heading 1", "Una por una"),
        ("Heading 1", "Firmas"),
    ]


@pytest.mark.usefixtures("drawn")
def test_lists_are_lists_and_each_numbered_one_begins_at_one() -> None:
    lists = [p for p in opened(rich()).paragraphs if p.style.name.startswith("List")]
    assert [p.style.name for p in lists] == ["List Bullet"] * 2 + ["List Number"] * 3
    first, second, third = (p._p.pPr.numPr.numId.val for p in lists[2:])
    assert first == second != third


@pytest.mark.usefixtures("drawn")
def test_a_table_repeats_its_header_and_splits_no_row() -> None:
    table = next(t for t in opened(rich()).tables if len(t.columns) == 3)
    rows = [row._tr for row in table.rows]
    assert [cell.text for cell in table.rows[0].cells] == [column.label for column in COLUMNS]
    assert len(rows) == 81
    assert [bool(row.findall(f".//{qn('w:tblHeader')}")) for row in rows] == [True] + [False] * 80
    assert all(row.findall(f".//{qn('w:cantSplit')}") for row in rows)
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Instituciones por vínculos"
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells] == [None, None, 2]


def test_a_drawing_is_a_picture_for_printers_with_words(pango: None) -> None:
    (picture,) = opened(rich()).inline_shapes
    assert picture._inline.docPr.get("descr") == DESCRIPTION
    assert picture.width.mm == pytest.approx(176, abs=0.1)
    assert picture.height.mm == pytest.approx(176 / 3, abs=0.5)
    image = (
        opened(rich()).part.related_parts[picture._inline.graphic.graphicData.pic.blipFill.blip.embed].image
    )
    assert image.px_width == pytest.approx(176 / 25.4 * 300, abs=4)


@pytest.mark.usefixtures("drawn")
def test_where_the_machine_cannot_draw_the_words_stand_in_its_place() -> None:
    document = opened(rich())
    assert [p.text for p in document.paragraphs if p.text == DESCRIPTION] == [DESCRIPTION]
    assert len(document.inline_shapes) == 0


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize(
    ("country", "language", "tag"), [("MX", "es", "es-MX"), ("CL", "es", "es-CL"), ("CL", "en", "en")]
)
def test_the_language_is_set_for_spelling_and_voices(country: str, language: str, tag: str) -> None:
    with override_settings(ENTRAMADO_COUNTRY=country):
        document = opened(Paper("Título", (Paragraph("Texto"),), language=language))
    told = {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))}
    assert told == {tag}
    assert (document.core_properties.language, document.core_properties.title) == (tag, "Título")


@pytest.mark.usefixtures("drawn")
def test_the_letterhead_is_on_the_first_page_alone_and_numbers_are_fields() -> None:
    section = opened(rich()).sections[0]
    assert section.different_first_page_header_footer
    first = section.first_page_header
    assert [p.text for p in first.tables[0].cell(0, 1).paragraphs] == [
        "Secretaría de Igualdad",
        "Dirección de Vinculación",
    ]
    (logo,) = first._element.iter(qn("wp:docPr"))
    assert logo.get("descr") == "Logotipo de Secretaría de Igualdad"
    assert section.header.paragraphs[0].text == ""
    for footer in (section.first_page_footer, section.footer):
        assert footer.paragraphs[0].text.startswith("Entramado · huella 9f3a\t")
        fields = [field.get(qn("w:instr")) for field in footer._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]


def test_a_letterhead_without_logo_or_lines_is_no_error() -> None:
    for letterhead in (Letterhead("Oficina"), Letterhead("Oficina", ("Calle 1", "Calle 2"))):
        header = opened(Paper("Oficio", (), letterhead=letterhead)).sections[0].first_page_header
        assert [p.text for p in header.paragraphs] == ["Oficina", *letterhead.lines]


@pytest.mark.usefixtures("drawn")
def test_there_are_lines_to_sign_on() -> None:
    signatures = opened(rich()).tables[-1]
    assert [cell.text for cell in signatures.rows[0].cells] == [
        "Rosa Ejemplo\nDirectora",
        "Titular de la unidad",
    ]
    assert len(list(signatures._tbl.iter(qn("w:pBdr")))) == 2


def test_a_wide_table_lies_on_its_side_with_its_heading() -> None:
    document = opened(wide())
    assert [s.page_width > s.page_height for s in document.sections] == [False, True, False]
    breaks = [p for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.sectPr is not None]
    texts = [p.text for p in document.paragraphs]
    assert texts.index("Cobertura") > [p._p for p in document.paragraphs].index(breaks[0]._p)
    assert document.sections[1].different_first_page_header_footer is False


@pytest.mark.usefixtures("drawn")
def test_nothing_in_a_record_breaks_it() -> None:
    document = opened(nasty())
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "<script>alert(1)</script>" in text
    assert "=CMD()|' /C calc'!A1" in text
    assert "{{ 7|add:7 }}" in text
    assert list(document.element.iter(qn("w:hyperlink"))) == []
    assert {rel.is_external for part in document.part.package.iter_parts() for rel in part.rels.values()} == {
        False
    }
