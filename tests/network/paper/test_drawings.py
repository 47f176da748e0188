"""Drawings only draw: whatever could run or fetch something is refused."""

import pytest

from network.paper.drawings import DrawingRefusedError, read
from tests.network.paper.specimens import SVG

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str, attributes: str = 'viewBox="0 0 9 9"') -> str:
    return f"<svg {NAMESPACES} {attributes}>{inside}</svg>"


@pytest.mark.parametrize(
    "source",
    [
        svg("<script>alert(1)</script>"),
        svg('<rect onclick="alert(1)"/>'),
        svg("", 'viewBox="0 0 9 9" onload="alert(1)"'),
        svg("<foreignObject><p/></foreignObject>"),
        svg('<image href="http://example.org/x.png"/>'),
        svg('<use href="#a"/>'),
        svg('<a href="#x"><rect/></a>'),
        svg('<linearGradient xlink:href="http://example.org/g.svg#g"/>'),
        svg('<rect fill="url(http://example.org/x)"/>'),
        svg('<rect fill="u\\72l(http://example.org/x)"/>'),
        svg('<rect clip-path="url(#a) url( //example.org )"/>'),
        svg('<rect style="fill:url(http://example.org)"/>'),
        svg("<style>@import url(http://example.org/x.css)</style>"),
        svg('<animate attributeName="href" to="javascript:alert(1)"/>'),
        svg('<set attributeName="onclick" to="alert(1)"/>'),
        svg('<html xmlns="http://www.w3.org/1999/xhtml"/>'),
        '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + svg("<text>&a;</text>"),
        '<!DOCTYPE svg SYSTEM "http://example.org/x.dtd">' + svg(""),
        svg("", ""),
        svg("", 'viewBox="0 0 0 9"'),
        svg("", 'width="1e9" height="999999999"'),
        "<svg/>",
        "<p>no drawing</p>",
        "no XML <",
        "",
    ],
)
def test_what_does_more_than_draw_is_refused(source: str) -> None:
    with pytest.raises(DrawingRefusedError):
        read(source)


def test_a_drawing_that_only_draws_is_kept_with_its_size() -> None:
    drawing = read(SVG)
    assert (drawing.width, drawing.height) == (60, 20)
    assert [child.tag for child in drawing.root] == ["defs", "title", "rect", "text"]
    assert "Ñuñoa" in drawing.alone().decode()


def test_the_size_is_told_by_width_and_height_where_there_is_no_view_box() -> None:
    drawing = read(svg("", 'width="30px" height="10px"'))
    assert (drawing.width, drawing.height, drawing.root.get("viewBox")) == (30, 10, "0 0 30 10")


def test_classes_and_roles_that_mean_nothing_alone_are_left_out() -> None:
    kept = read(svg('<rect class="net-ring" data-x="1" tabindex="0" role="button" width="1"/>')).root[0]
    assert dict(kept.attrib) == {"width": "1"}


def test_ids_and_what_points_to_them_get_the_prefix_and_the_old_name_goes() -> None:
    inline = read(SVG).inline("f1", 'La "red" <1>', "Dice & más")
    assert 'id="f1-g"' in inline
    assert 'fill="url(#f1-g)"' in inline
    assert '<title id="f1-t">La "red" &lt;1&gt;</title><desc id="f1-d">Dice &amp; más</desc>' in inline
    assert "old" not in inline
