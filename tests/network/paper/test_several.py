"""Several papers in one file: each begins a sheet, under its own letterhead, and counts its own pages."""

import re
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from network.paper.document import Letterhead, Paper, Paragraph
from network.paper.pdf import as_one_pdf
from network.paper.word import as_one_docx

SHORT = (Paragraph("Texto."),)
LONG = (Paragraph("Palabra " * 120),) * 14


def paper(number, blocks=SHORT):
    return Paper(
        title="Oficio",
        blocks=blocks,
        facts=(("Núm.", f"{number}/2026"),),
        letterhead=Letterhead(f"Oficina {number}", ("Mitla 386",)),
        footer=f"Oficio {number}/2026",
        is_letter=True,
    )


@pytest.mark.parametrize("number", [1, 3])
def test_a_pdf_has_each_paper_on_sheets_of_its_own(pango, number):
    read = PdfReader(BytesIO(as_one_pdf([paper(n) for n in range(1, number + 1)], title="Cartas")))
    texts = [" ".join(page.extract_text().split()) for page in read.pages]
    assert [text.count(f"Oficina {n}") for n, text in enumerate(texts, 1)] == [1] * number
    assert [text.count("1 de 1") for text in texts] == [1] * number
    assert (read.metadata.title, read.trailer["/Root"]["/MarkInfo"]["/Marked"]) == ("Cartas", True)


def test_a_pdf_counts_the_pages_of_each_paper(pango):
    read = PdfReader(BytesIO(as_one_pdf([paper(1), paper(2, LONG), paper(3)], title="Cartas")))
    told = [re.search(r"(\d) de (\d)$", page.extract_text()).groups() for page in read.pages]
    pages = len(told) - 2
    assert pages > 1
    assert told == [("1", "1"), *((f"{n}", f"{pages}") for n in range(1, pages + 1)), ("1", "1")]


def test_equal_papers_make_equal_files(pango):
    assert as_one_pdf([paper(1), paper(2)], title="x") == as_one_pdf([paper(1), paper(2)], title="x")


@pytest.mark.parametrize("number", [1, 3])
def test_an_office_file_has_each_paper_in_a_section_of_its_own(number):
    read = Document(BytesIO(as_one_docx([paper(n) for n in range(1, number + 1)], title="Cartas")))
    heads = [one.text for one in read.paragraphs if one.style.name == "Letterhead name"]
    feet = [section.footer.paragraphs[0].text.split("\t")[0] for section in read.sections]
    starts = [section._sectPr.xpath("./w:pgNumType/@w:start") for section in read.sections]
    assert heads == [f"Oficina {n}" for n in range(1, number + 1)]
    assert feet == [f"Oficio {n}/2026" for n in range(1, number + 1)]
    assert starts == [["1"]] * number
    assert read.core_properties.title == "Cartas"


@pytest.mark.parametrize("make", [as_one_pdf, as_one_docx])
def test_no_paper_makes_no_file(make):
    with pytest.raises(ValueError, match="no paper"):
        make([], title="x")
