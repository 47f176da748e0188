"""Texts of papers: anything goes in, nothing that breaks a file comes out."""

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from network.paper.document import Column, Letterhead, Paper, Paragraph, Table
from network.paper.texts import clean, cleaned, language_tag


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Peñalolén, Ñuñoa", "Peñalolén, Ñuñoa"),
        ("a\x00\x08\x1b\x7f\ud800\ufffe\ufeffb", "ab"),
        ("\u202eolleh\u202c \u2066x\u2069\u200f", "olleh x"),
        ("a\r\nb\rc\x0bd\x85e\u2028f\u2029g", "a\nb\nc\nd\ne\nf\ng"),
        ("a\tb", "a b"),
        ("👩‍💼 🇨🇱", "👩‍💼 🇨🇱"),
    ],
)
def test_what_cannot_be_printed_is_dropped_and_the_rest_stays(text: str, kept: str) -> None:
    assert clean(text) == kept


@given(st.text(st.characters(codec=None)))
def test_what_remains_is_valid_xml_and_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    element = etree.Element("x")
    element.text = once
    assert etree.fromstring(etree.tostring(element)).text or once == ""
    assert clean(once) == once


def test_a_paper_is_cleaned_to_its_last_cell_and_its_logo_left_alone() -> None:
    table = Table("t\x00", (Column("c\x00", numeric=True),), (("r\x00",),))
    paper = Paper("p\x00", (Paragraph("a\x00"), table), letterhead=Letterhead("l\x00", ("m\x00",), b"\x00"))
    told = cleaned(paper)
    assert told == Paper(
        "p",
        (Paragraph("a"), Table("t", (Column("c", numeric=True),), (("r",),))),
        letterhead=Letterhead("l", ("m",), b"\x00"),
    )


def test_a_row_with_a_cell_too_few_is_refused_where_it_is_made() -> None:
    with pytest.raises(ValueError, match="as many cells"):
        Table("t", (Column("a"), Column("b")), (("only one",),))


@pytest.mark.parametrize(("country", "tag"), [("MX", "es-MX"), ("CL", "es-CL")])
def test_spanish_is_that_of_the_country(country: str, tag: str) -> None:
    with override_settings(ENTRAMADO_COUNTRY=country):
        assert (language_tag("es"), language_tag("en")) == (tag, "en")
