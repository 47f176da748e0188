"""The styles of an office file: named, so that whoever works on it can change them in one place."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .word_parts import INK, LINE, VIOLET, element

# On office machines everywhere, or with a twin of the same widths (Liberation Sans).
FONT = "Arial"
INK_SOFT = RGBColor(0x44, 0x44, 0x44)
DARK_VIOLET = RGBColor(0x37, 0x14, 0x60)
BLACK = RGBColor(0, 0, 0)
SMALL = {
    "Normal": "Appendix",
    "Heading 1": "Appendix heading 1",
    "Heading 2": "Appendix heading 2",
    "List Bullet": "Appendix bullet",
    "List Number": "Appendix number",
    "Fact": "Appendix fact",
    "Note title": "Appendix note title",
    "Note": "Appendix note",
}
"""Style → the same in an appendix."""

_PARAGRAPH, _TABLE = WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.TABLE


def set_styles(document: Any, language: str, *, is_letter: bool) -> None:
    """Our manner on Word's own styles, and the few of our own that it lacks."""
    styles = document.styles
    _speak(styles, language)
    _set(styles["Normal"], 10.5, after=6, line=1.2)
    if is_letter:
        _set(styles["Title"], 11.5, bold=True, after=4, line=1.1, left=74)
    else:
        _set(styles["Title"], 20, bold=True, colour=DARK_VIOLET, after=4, line=1.1)
    _unbordered(styles["Title"])
    _set(styles["Subtitle"], 11.5, colour=INK_SOFT, after=8, left=74 if is_letter else 0)
    _set(styles["Heading 1"], 14, bold=True, colour=DARK_VIOLET, before=20, after=5)
    _set(styles["Heading 2"], 11.5, bold=True, colour=BLACK, before=14, after=4)
    _set(styles["Caption"], 10, bold=True, colour=BLACK, before=10, after=4)
    for name in ("List Bullet", "List Number"):
        _set(styles[name], 10.5, after=6)
    _set(styles["Footer"], 8, colour=INK_SOFT)
    styles["Footer"].paragraph_format.tab_stops.clear_all()

    def own(name: str, size: float, **more: Any) -> Any:
        made = styles.add_style(name, _PARAGRAPH)
        made.base_style = styles["Normal"]
        _set(made, size, **more)
        return made

    own("Cell", 9, line=1.1)
    own("Cell dense", 8, line=1.1)
    own("Fact", 10.5, after=2)
    own("Gap", 4, after=2, line=1)
    own("Figure", 10.5, before=8, after=2, line=1).paragraph_format.keep_with_next = True
    own("Figure caption", 9.5, colour=INK_SOFT, after=12)
    own("Letterhead", 8.5, colour=INK_SOFT, line=1.1)
    own("Letterhead name", 12, bold=True, after=1, line=1.1)
    centred = own("Signature", 10.5, line=1.15)
    centred.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _barred(own("Note title", 10.5, bold=True, left=4, before=4))
    styles["Note title"].paragraph_format.keep_with_next = True
    _barred(own("Note", 10.5, left=4, after=4))
    _table_style(styles, "Records")
    _small(styles)


def _small(styles: Any) -> None:
    """Each keeps what its own style is, a heading or a list, and grows small."""
    for large, small in SMALL.items():
        made = styles.add_style(small, _PARAGRAPH)
        made.base_style = styles[large]
        made.font.size, made.paragraph_format.line_spacing = Pt(7.5), 1.1
        made.paragraph_format.space_after = Pt(1 if large == "Fact" else 3)
    styles[SMALL["Heading 1"]].font.size = Pt(11)
    styles[SMALL["Heading 2"]].font.size = Pt(8.5)
    styles[SMALL["Heading 2"]].paragraph_format.space_before = Pt(5)


def _set(
    style: Any,
    size: float,
    *,
    bold: bool = False,
    colour: RGBColor = BLACK,
    before: float = 0,
    after: float = 0,
    line: float = 1.2,
    left: int = 0,
) -> None:
    font, shape = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic, font.color.rgb = FONT, Pt(size), bold, False, colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), line
    if left:
        shape.left_indent = Mm(left)


def _speak(styles: Any, language: str) -> None:
    """The language for spelling and for voices, wherever the template names one."""
    for told in styles.element.iter(qn("w:lang")):
        told.set(qn("w:val"), language)
    normal = styles["Normal"].element.get_or_add_rPr()
    for told in normal.findall(qn("w:lang")):
        normal.remove(told)
    normal.append(element("w:lang", val=language))


def _unbordered(style: Any) -> None:
    for borders in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(borders)


def _barred(style: Any) -> None:
    borders = element("w:pBdr")
    borders.append(element("w:left", val="single", sz="24", space="8", color=VIOLET))
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def _table_style(styles: Any, name: str) -> None:
    made = styles.add_style(name, _TABLE)
    made.base_style = styles["Normal Table"]
    properties = element("w:tblPr")
    borders, margins = element("w:tblBorders"), element("w:tblCellMar")
    for side, colour, width in (("top", INK, "8"), ("bottom", INK, "8"), ("insideH", LINE, "4")):
        borders.append(element(f"w:{side}", val="single", sz=width, space="0", color=colour))
    for side, twentieths in (("top", "45"), ("left", "80"), ("bottom", "45"), ("right", "80")):
        margins.append(element(f"w:{side}", w=twentieths, type="dxa"))
    properties.extend([borders, margins])
    made.element.append(properties)
    first = element("w:tblStylePr", type="firstRow")
    run, cell, edges = element("w:rPr"), element("w:tcPr"), element("w:tcBorders")
    run.append(element("w:b"))
    edges.append(element("w:bottom", val="single", sz="8", space="0", color=INK))
    cell.extend([edges, element("w:vAlign", val="bottom")])
    first.extend([run, cell])
    made.element.append(first)
