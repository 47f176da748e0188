"""Parts of an office file that python-docx has no verb for."""

from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

VIOLET, INK, LINE = "4E2280", "000000", "AAAAAA"


def element(tag: str, **attributes: str) -> Any:
    """An element of WordprocessingML: `element("w:top", val="single")`."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def write_footer(paragraph: Any, text: str, of: str, width: Any) -> None:
    """The text to the left, "1 of 3" to the right, by fields that the office program fills.

    Without the word between them the number stands alone: not every program can count one part of a file.
    """
    paragraph.style = "Footer"
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.paragraph_format.right_indent = Mm(0)
    paragraph.add_run(f"{text}\t")
    _add_field(paragraph, "PAGE")
    if of:
        paragraph.add_run(f" {of} ")
        _add_field(paragraph, "NUMPAGES")


def _add_field(paragraph: Any, name: str) -> None:
    field = element("w:fldSimple", instr=name)
    run, text = element("w:r"), element("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def begin_anew(section: Any) -> None:
    """Heads and feet of its own, and pages counted from 1."""
    for part in (section.header, section.footer):
        part.is_linked_to_previous = False
    for told in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(told)
    section._sectPr.insert_element_before(
        element("w:pgNumType", start="1"), "w:cols", "w:vAlign", "w:titlePg", "w:docGrid"
    )


def describe(picture: Any, text: str) -> None:
    """The picture in words, for whoever cannot see it."""
    picture._inline.docPr.set("descr", text)


def number_from_one(document: Any, paragraphs: list[Any]) -> None:
    """Number the items of one list, after the manner of "List Number", apart from other lists."""
    numbering = document.part.numbering_part.element
    manner = document.styles["List Number"].element.pPr.numPr.numId.val
    made = numbering.add_num(next(num for num in numbering.num_lst if num.numId == manner).abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    for paragraph in paragraphs:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = made.numId


def underline(paragraph: Any) -> None:
    _border(paragraph, "bottom", VIOLET, "12", "6")


def overline(paragraph: Any) -> None:
    _border(paragraph, "top", INK, "6", "4")


def _border(paragraph: Any, side: str, colour: str, eighths: str, space: str) -> None:
    borders = element("w:pBdr")
    borders.append(element(f"w:{side}", val="single", sz=eighths, space=space, color=colour))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr"
    )


def tell_table(table: Any, caption: str) -> None:
    """What the table is for whoever hears it, and that its first row and column name the others."""
    properties = table._tbl.tblPr
    for look in properties.findall(qn("w:tblLook")):
        properties.remove(look)
    told = {
        "firstRow": "1",
        "lastRow": "0",
        "firstColumn": "1",
        "lastColumn": "0",
        "noHBand": "1",
        "noVBand": "1",
    }
    properties.append(element("w:tblLook", val="06A0", **told))
    properties.append(element("w:tblCaption", val=caption))


def repeat_as_header(row: Any) -> None:
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def keep_row_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def set_widths(table: Any, millimetres: list[int]) -> None:
    """Columns of those widths, whatever they hold."""
    table.autofit = False
    for column, width in zip(table.columns, millimetres, strict=True):
        column.width = Mm(width)
    for place, cell in enumerate(table._cells):
        cell.width = Mm(millimetres[place % len(millimetres)])


def centre_vertically(cell: Any) -> None:
    cell._tc.get_or_add_tcPr().append(element("w:vAlign", val="center"))


def set_columns(section: Any, number: int, gap: Any) -> None:
    """Text in so many columns of equal width."""
    for told in section._sectPr.findall(qn("w:cols")):
        section._sectPr.remove(told)
    section._sectPr.insert_element_before(
        element("w:cols", num=str(number), space=str(int(gap.twips))), "w:titlePg", "w:docGrid"
    )
