"""A paper as an office file (DOCX) that can be worked on: real headings, lists, tables and fields."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from library.drawn_pages import drawn_page

from . import drawings, word_parts
from .document import (
    Block,
    Bullets,
    Facts,
    Figure,
    Heading,
    Letterhead,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    Signatures,
    Table,
)
from .pdf import PaperUnavailableError, drawing_as_pdf
from .sheets import DENSE, column_widths, is_sideways, places_sideways
from .texts import cleaned, language_tag
from .word_styles import INK_SOFT, SMALL, set_styles

TEXT_WIDTH, TALLEST = 176, 150  # millimetres
DOTS_PER_INCH = 300
SIDEWAYS_WIDTH = 239


def as_docx(paper: Paper) -> bytes:
    """The paper as DOCX on Letter sheets whose margins also suit A4.

    Where this machine cannot draw, a figure's description stands in its place. Raises DrawingRefusedError
    where a figure does more than draw.
    """
    paper = cleaned(paper)
    document = _begun(paper, title=paper.title)
    _set_sheet(document.sections[0], paper)
    _write(document, paper)
    return _saved(document)


def as_one_docx(papers: Sequence[Paper], *, title: str, told: Callable[[int], None] | None = None) -> bytes:
    """Several papers in one file: each on a new sheet, with its own letterhead and pages counted from 1.

    All are in the manner of the first: letters or not. The file is called by `title`; `told` hears after each
    paper how many are written. Raises ValueError where there is no paper.
    """
    if not papers:
        raise ValueError("no paper to print")
    papers = [cleaned(paper) for paper in papers]
    document = _begun(papers[0], title=title)
    for place, paper in enumerate(papers):
        section = document.add_section(WD_SECTION.NEW_PAGE) if place else document.sections[0]
        word_parts.begin_anew(section)
        _set_sheet(section, paper, is_alone=False)
        if paper.letterhead:  # LibreOffice shows a head of first pages in the first part of a file alone
            with translation.override(paper.language):
                _write_letterhead(document, document.add_paragraph(), paper.letterhead)
        _write(document, paper)
        if told is not None:
            told(place + 1)
    return _saved(document)


def _begun(paper: Paper, *, title: str) -> Any:
    document = Document()
    _tell_properties(document, paper, title=title)
    set_styles(document, language_tag(paper.language), is_letter=paper.is_letter)
    return document


def _saved(document: Any) -> bytes:
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _write(document: Any, paper: Paper) -> None:
    with translation.override(paper.language):
        document.add_paragraph(paper.title, style="Title")
        if paper.subtitle:
            document.add_paragraph(paper.subtitle, style="Subtitle")
        if paper.facts:
            _add_facts(document, paper.facts, indent=74 if paper.is_letter else 0)
            document.add_paragraph(style="Gap")
        sideways = places_sideways(paper.blocks)
        is_appendix = False
        for place, block in enumerate(paper.blocks):
            if (place in sideways) != (document.sections[-1].orientation == WD_ORIENT.LANDSCAPE):
                _turn_sheet(document)
            if is_appendix:
                _add_small(document, block)
            else:
                _add(document, block)
            if isinstance(block, Heading) and block.is_appendix and not is_appendix:
                is_appendix = True
                _begin_appendix(document)


def _tell_properties(document: Any, paper: Paper, *, title: str) -> None:
    told = document.core_properties
    told.title, told.language = title[:255], language_tag(paper.language)
    told.author = told.last_modified_by = paper.letterhead.name[:255] if paper.letterhead else "Entramado"
    told.comments, told.subject = "", paper.subtitle[:255]
    told.created = told.modified = timezone.now()


def _set_sheet(section: Any, paper: Paper, *, is_alone: bool = True) -> None:
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(215.9), Mm(279.4)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(20), Mm(22)
    section.header_distance, section.footer_distance = Mm(12), Mm(11)
    section.different_first_page_header_footer = is_alone
    with translation.override(paper.language):
        of = pgettext("page 1 of 3", "of") if is_alone else ""
        for footer in (section.first_page_footer, section.footer) if is_alone else (section.footer,):
            word_parts.write_footer(footer.paragraphs[0], paper.footer, of, Mm(TEXT_WIDTH))
        if paper.letterhead and is_alone:
            header = section.first_page_header
            _write_letterhead(header, header.paragraphs[0], paper.letterhead)


def _turn_sheet(document: Any) -> None:
    """What follows stands on a new sheet that lies the other way."""
    before = document.sections[-1].orientation
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.page_width, section.page_height = section.page_height, section.page_width
    section.orientation = WD_ORIENT.PORTRAIT if before == WD_ORIENT.LANDSCAPE else WD_ORIENT.LANDSCAPE
    section.different_first_page_header_footer = False


def _begin_appendix(document: Any) -> None:
    """What is read once, if at all: small, and in two columns, as in the PDF."""
    document.paragraphs[-1].style = SMALL["Heading 1"]
    section = document.add_section(WD_SECTION.CONTINUOUS)
    section.different_first_page_header_footer = False
    word_parts.set_columns(section, 2, Mm(7))


def _add_small(document: Any, block: Block) -> None:
    before = len(document.paragraphs)
    if isinstance(block, Facts):
        _add_facts(document, block.rows, width=22)
    else:
        _add(document, block)
    for paragraph in document.paragraphs[before:]:
        paragraph.style = SMALL.get(paragraph.style.name, paragraph.style)


def _write_letterhead(header: Any, place: Any, letterhead: Letterhead) -> None:
    last = None
    if letterhead.logo:
        width = () if hasattr(header, "sections") else (Mm(TEXT_WIDTH),)
        table = header.add_table(1, 2, *width)
        word_parts.set_widths(table, [48, TEXT_WIDTH - 48])
        picture = (
            table.cell(0, 0).paragraphs[0].add_run().add_picture(BytesIO(letterhead.logo), height=Mm(17))
        )
        if picture.width > Mm(44):
            picture.height, picture.width = int(picture.height * Mm(44) / picture.width), Mm(44)
        word_parts.describe(picture, _("Logo of %(name)s") % {"name": letterhead.name})
        cell = table.cell(0, 1)
        word_parts.centre_vertically(cell)
        name, add = cell.paragraphs[0], cell.add_paragraph
        place._p.getparent().remove(place._p)
        last = header.add_paragraph()
    else:
        name, add = place, header.add_paragraph
    name.style = "Letterhead name"
    name.add_run(letterhead.name)
    for line in letterhead.lines:
        written = add(line, style="Letterhead")
    last = last or (written if letterhead.lines else name)
    last.style = last.style if last.text else "Letterhead"
    last.paragraph_format.space_after = Pt(18)
    word_parts.underline(last)


def _add(document: Any, block: Block) -> None:
    match block:
        case Heading():
            document.add_heading(block.text, level=block.level - 1)
        case Paragraph():
            document.add_paragraph(block.text)
        case Bullets():
            style = "List Number" if block.ordered else "List Bullet"
            written = [document.add_paragraph(item, style=style) for item in block.items]
            if block.ordered:
                word_parts.number_from_one(document, written)
        case Note():
            if block.title:
                document.add_paragraph(block.title, style="Note title")
            document.add_paragraph(block.text, style="Note")
            document.add_paragraph(style="Gap")
        case Facts():
            _add_facts(document, block.rows)
            document.add_paragraph(style="Gap")
        case Table():
            _add_table(document, block)
        case Figure():
            _add_figure(document, block)
        case Signatures():
            _add_signatures(document, block)
        case PageBreak():
            document.add_page_break()


def _add_facts(
    document: Any, rows: tuple[tuple[str, str], ...], indent: int = 0, width: int | None = None
) -> None:
    width = width or (28 if indent else 56)
    for name, value in rows:
        line = document.add_paragraph(style="Fact")
        line.paragraph_format.left_indent = Mm(indent + width)
        line.paragraph_format.first_line_indent = Mm(-width)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(indent + width))
        line.add_run(name).font.color.rgb = INK_SOFT
        line.add_run("\t" + value)


def _add_table(document: Any, block: Table) -> None:
    document.add_paragraph(block.caption, style="Caption").paragraph_format.keep_with_next = True
    columns = len(block.columns)
    table = document.add_table(rows=1 + len(block.rows), cols=columns)
    table.style = "Records"
    word_parts.tell_table(table, block.caption)
    word_parts.set_widths(table, column_widths(block, SIDEWAYS_WIDTH if is_sideways(block) else TEXT_WIDTH))
    # Cells are asked for once: python-docx looks for each of them anew.
    cells = table._cells
    style = "Cell dense" if columns >= DENSE else "Cell"
    texts = [tuple(column.label for column in block.columns), *block.rows]
    for place, text in enumerate(text for row in texts for text in row):
        paragraph = cells[place].paragraphs[0]
        paragraph.style = style
        paragraph.add_run(text).bold = place < columns or None
        if block.columns[place % columns].numeric:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for place, row in enumerate(table.rows):
        word_parts.keep_row_whole(row)
        if place == 0:
            word_parts.repeat_as_header(row)
    document.add_paragraph(style="Gap")


def _add_figure(document: Any, block: Figure) -> None:
    drawing = drawings.read(block.svg)
    try:
        picture = _as_png(drawing)
    except PaperUnavailableError:
        document.add_paragraph(block.description, style="Note")
    else:
        width = min(TEXT_WIDTH, TALLEST * drawing.width / drawing.height)
        place = document.add_paragraph(style="Figure")
        word_parts.describe(place.add_run().add_picture(BytesIO(picture), width=Mm(width)), block.description)
    document.add_paragraph(block.caption, style="Figure caption")


def _as_png(drawing: drawings.Drawing) -> bytes:
    """The drawing at the resolution of a printer, as wide as the text.

    Raises PaperUnavailableError.
    """
    sheet = drawing_as_pdf(drawing)
    millimetres = min(TEXT_WIDTH, TALLEST * drawing.width / drawing.height)
    image = drawn_page(sheet, 0, scale=millimetres / 25.4 * DOTS_PER_INCH / drawing.width)
    target = BytesIO()
    image.quantize(256).save(target, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH), optimize=True)
    return target.getvalue()


def _add_signatures(document: Any, block: Signatures) -> None:
    columns = min(2, len(block.lines))
    if not columns:
        return
    table = document.add_table(rows=-(-len(block.lines) // columns), cols=columns)
    table.alignment = 1
    word_parts.set_widths(table, [84] * columns)
    for place, line in enumerate(block.lines):
        cell = table.cell(place // columns, place % columns)
        space = cell.paragraphs[0]
        space.paragraph_format.space_before = Pt(44)
        space.style = "Signature"
        if place < len(block.pictures) and (picture := block.pictures[place]) is not None:
            drawn = space.insert_paragraph_before(style="Signature")
            drawn.add_run().add_picture(BytesIO(picture), height=Mm(16))
            space.paragraph_format.space_before = Pt(0)
        word_parts.overline(space)
        space.add_run(line)
    for row in table.rows:
        word_parts.keep_row_whole(row)
    document.add_paragraph(style="Gap")
