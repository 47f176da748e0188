"""Papers as PDF, read back: what a screen reader finds, and that nothing is fetched."""

import builtins
import socket
from io import BytesIO
from typing import Any

import pytest
from PIL import ImageFile
from pypdf import PdfReader

from network.paper.document import Column, Paper, Paragraph, Table
from network.paper.pdf import PaperUnavailableError, as_pdf, as_pdfs, weasyprint
from tests.network.paper.specimens import DESCRIPTION, ENDLESS, nasty, rich, wide


def opened(paper: Paper) -> PdfReader:
    return PdfReader(BytesIO(as_pdf(paper)))


def tags(pdf: PdfReader) -> list[tuple[str, Any]]:
    """(tag, element) in reading order."""
    found: list[tuple[str, Any]] = []

    def walk(element: Any) -> None:
        element = element.get_object()
        if not isinstance(element, dict):
            return
        if "/S" in element:
            found.append((element["/S"], element))
        children = element.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            walk(child)

    walk(pdf.trailer["/Root"]["/StructTreeRoot"])
    return found


def text(pdf: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in pdf.pages)


@pytest.fixture(scope="module")
def report(pango: None) -> PdfReader:
    return opened(rich())


def test_it_is_tagged_and_says_its_language_and_title(report: PdfReader) -> None:
    root = report.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "es-MX"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert report.metadata is not None
    assert report.metadata.title == "¿Qué se sostiene sin nosotras?"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_the_levels_of_its_headings_leave_none_out(report: PdfReader) -> None:
    assert [tag for tag, _ in tags(report) if tag in {f"/H{level}" for level in range(1, 7)}] == [
        *("/H1", "/H2", "/H3", "/H2", "/H2")
    ]


def test_its_bookmarks_are_its_headings(report: PdfReader) -> None:
    def titles(outline: Any) -> list[Any]:
        return [titles(one) if isinstance(one, list) else one.title for one in outline]

    parts = ["La respuesta", ["Qué se pierde"], "Una por una", "Firmas"]
    assert titles(report.outline) == ["¿Qué se sostiene sin nosotras?", parts]


def test_accents_can_be_read_and_every_page_says_which_it_is_of_how_many(report: PdfReader) -> None:
    pages = [page.extract_text() for page in report.pages]
    assert "¿Qué se sostiene sin nosotras?" in pages[0]
    assert "Secretaría de Igualdad" in pages[0]
    for number, page in enumerate(pages, start=1):
        assert f"{number} de {len(pages)}" in page
        assert "Entramado · huella 9f3a" in page
        assert ("Dirección de Vinculación" in page) is (number == 1)


def test_a_table_over_several_pages_repeats_its_header(report: PdfReader) -> None:
    pages = [page.extract_text() for page in report.pages]
    with_rows = [page for page in pages if "Mesa de género" in page]
    assert len(with_rows) > 1
    assert all("Vínculos" in page for page in with_rows)
    assert text(report).count("Mesa de género") == 80


def test_a_drawing_and_a_logo_are_told_in_words(report: PdfReader) -> None:
    told = [element.get("/Alt") for tag, element in tags(report) if tag == "/Figure"]
    assert told == ["Logotipo de Secretaría de Igualdad", DESCRIPTION]


def test_header_cells_are_told_from_the_others(report: PdfReader) -> None:
    found = [tag for tag, _ in tags(report)]
    assert found.count("/TD") == 160
    assert found.count("/TH") >= 83


def test_fonts_are_carried_in_the_file(report: PdfReader) -> None:
    fonts = [font.get_object() for page in report.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_equal_papers_make_equal_files(pango: None) -> None:
    assert as_pdf(rich()) == as_pdf(rich())


def test_many_papers_are_as_each_alone_and_read_the_fonts_once(
    pango: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = [as_pdf(rich()), as_pdf(wide())]
    fonts, read = weasyprint().text.fonts, []
    real = fonts.FontConfiguration
    for place in (fonts, weasyprint(), weasyprint().document):  # what is read of them is never given back
        monkeypatch.setattr(place, "FontConfiguration", lambda: read.append(1) or real(), raising=False)
    assert list(as_pdfs([rich(), wide()])) == alone
    assert len(read) == 1


def test_a_wide_table_lies_on_its_side_with_its_heading(pango: None) -> None:
    pages = opened(wide()).pages
    assert [page.mediabox.width > page.mediabox.height for page in pages][:2] == [False, True]
    assert "Cobertura" in pages[1].extract_text()
    assert "Cobertura" not in pages[0].extract_text()


def test_nothing_in_a_record_breaks_runs_or_fetches(pango: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a paper asked the network for something")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    pdf = opened(nasty())
    told = text(pdf)
    assert "<script>alert(1)</script>" in told
    assert "CMD()" in told
    assert [page for page in pdf.pages if "/Annots" in page] == []


def test_a_word_without_an_end_stays_on_the_sheet(pango: None) -> None:
    columns = (Column("Una"), Column("Otra"), Column("Tercera", numeric=True))
    pdf = opened(Paper("Largo", (Paragraph(ENDLESS), Table("T", columns, ((ENDLESS, "corta", "1"),)))))
    places: list[float] = []

    def note(told: str, scaled: list[float], at: list[float], *_: object) -> None:
        if told.strip():
            places.append(scaled[0] * at[4])

    for page in pdf.pages:
        page.extract_text(visitor_text=note)
    assert 500 < max(places) < 612 - 57
    assert text(pdf).count("ñ") == 20_000


def test_english_papers_number_their_pages_in_english(pango: None) -> None:
    pdf = opened(Paper("Report", (Paragraph("Text"),), language="en"))
    assert "1 of 1" in text(pdf)
    assert pdf.trailer["/Root"]["/Lang"] == "en"


def test_without_pango_whoever_asks_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *more: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(PaperUnavailableError, match=r"falta Pango.*apt install libpango-1.0-0.*Word"):
        as_pdf(rich())


def test_printing_does_not_make_pillow_take_pictures_that_end_in_the_middle(pango: None) -> None:
    as_pdf(Paper("Una hoja", (Paragraph("Basta."),)))
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
