"""A paper on a web page: the components of the house, nothing that runs."""

import re

from lxml import html as parser

from network.paper.document import Figure, Heading, Paper
from network.paper.pages import as_html
from tests.network.paper.specimens import COLUMNS, DESCRIPTION, SVG, nasty, rich, wide


def shown(paper: Paper) -> parser.HtmlElement:
    return parser.fromstring(as_html(paper))


def test_parts_begin_at_the_second_level_and_the_title_is_left_to_the_page() -> None:
    page = shown(rich())
    told = [(heading.tag, heading.text_content()) for heading in page.xpath("//h1|//h2|//h3|//h4")]
    assert told == [
        ("h2", "La respuesta"),
        ("h3", "Qué se pierde"),
        ("h2", "Una por una"),
        ("h2", "Firmas"),
    ]
    assert "¿Qué se sostiene sin nosotras?" not in page.text_content()


def test_a_table_says_what_it_is_and_names_rows_and_columns() -> None:
    (table,) = shown(rich()).xpath("//table")
    assert table.xpath("caption/text()") == ["Instituciones por vínculos"]
    assert [th.text for th in table.xpath("thead//th[@scope='col']")] == [c.label for c in COLUMNS]
    assert table.xpath("thead//th[@class='numeric']/text()") == ["Vínculos"]
    assert (
        len(table.xpath("tbody//th[@scope='row']")) == len(table.xpath("tbody//td[@class='numeric']")) == 80
    )


def test_a_wide_table_can_be_scrolled_by_keyboard_and_says_its_name() -> None:
    (region,) = shown(wide()).xpath("//*[@role='region']")
    assert (region.get("tabindex"), region.get("aria-label")) == ("0", "Quién falta")
    assert shown(rich()).xpath("//table/parent::*[@role]") == []


def test_a_figure_is_named_described_and_shares_no_id_with_its_twin() -> None:
    twice = Paper("Dos", (Figure(SVG, "Una", DESCRIPTION), Figure(SVG, "Otra", DESCRIPTION)))
    page = shown(twice)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)) == 6
    for drawing, name in zip(page.xpath("//svg"), ("Una", "Otra"), strict=True):
        title, description = (
            page.get_element_by_id(drawing.get(f"aria-{way}")) for way in ("labelledby", "describedby")
        )
        assert (drawing.get("role"), title.text, description.text) == ("img", name, DESCRIPTION)


def test_nothing_in_a_record_becomes_markup() -> None:
    page = shown(nasty())
    assert page.xpath("//script|//*[@onerror]|//a|//style|//*[@style]") == []
    assert {image.get("src")[:22] for image in page.xpath("//img")} == {"data:image/png;base64,"}
    text = page.text_content()
    assert "<script>alert(1)</script>" in text
    assert "{{ 7|add:7 }}" in text
    assert re.search("[\x00-\x08\x0b\x1b\x7f\u202a-\u202e\u2066-\u2069]", text) is None


def test_the_language_is_said_and_a_line_feed_begins_a_new_line() -> None:
    page = shown(rich())
    assert page.get("lang") == "es-MX"
    assert "siete.<br>Quedan" in as_html(rich())
    assert "Rosa Ejemplo<br>Directora" in as_html(rich())


def test_an_empty_paper_is_no_error() -> None:
    assert shown(Paper("Nada", ())).text_content().strip() == ""
    assert shown(Paper("Solo título", (Heading("Parte"),))).text_content().strip() == "Parte"
