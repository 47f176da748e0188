"""A paper as a PDF that a screen reader can follow (PDF/UA) and any office printer can print."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from PIL import ImageFile

from . import drawings
from .document import Block, Figure, Heading, Paper, Signatures, Table
from .pages import logo_address, picture_address
from .sheets import DENSE, places_sideways
from .texts import clean, cleaned, language_tag, parted

STYLES = (Path(__file__).with_name("sheet.css"), Path(__file__).with_name("certificate.css"))
LONGEST_WORD = 22
# Words beyond these are parted: to try every place to break them takes minutes. Web addresses in texts stay
# whole.
LONGEST_IN_CELL, LONGEST_IN_TEXT = 80, 1000


class PaperUnavailableError(Exception):
    """This machine cannot make PDFs. The message is for whoever asked for one."""


def as_pdf(paper: Paper) -> bytes:
    """The paper on Letter sheets whose margins also suit A4. Equal papers make equal files.

    Raises PaperUnavailableError where Pango is missing, DrawingRefusedError where a figure does more than
    draw.
    """
    return next(as_pdfs((paper,)))


def as_pdfs(papers: Iterable[Paper]) -> Iterator[bytes]:
    """The same of each in turn, in as much memory as one takes. Raises what `as_pdf` does."""
    press, sheet_styles = weasyprint(), styles()
    fonts = _fonts_of(press)
    for paper in papers:
        yield _printed(press, _sheet(paper), sheet_styles, fonts, pdf_variant="pdf/ua-1")


def as_one_pdf(papers: Sequence[Paper], *, title: str, told: Callable[[int], None] | None = None) -> bytes:
    """Several papers in one file to be printed at once: each on a new sheet, with a count of its own pages.

    The file is called by `title`; `told` hears after each paper how many are laid out. Raises
    PaperUnavailableError, DrawingRefusedError, and ValueError where there is no paper.
    """
    if not papers:
        raise ValueError("no paper to print")
    press, sheet_styles = weasyprint(), styles()
    fonts, sheets = _fonts_of(press), [_sheet(paper) for paper in papers]
    laid = []
    for html in sheets:
        laid.append(_laid_out(press, html, sheet_styles, fonts, pdf_variant="pdf/ua-1"))
        if told is not None:
            told(len(laid))
    joined = laid[0].copy([page for document in laid for page in document.pages])
    joined.metadata.title = clean(title)
    return joined.write_pdf(pdf_identifier=_identifier(*sheets, sheet_styles), pdf_variant="pdf/ua-1")


def styles() -> str:
    return "".join(path.read_text("utf-8") for path in STYLES)


def _sheet(paper: Paper) -> str:
    paper = cleaned(paper, longest=LONGEST_IN_TEXT)
    with translation.override(paper.language):
        return render_to_string(
            "paper/sheet.html",
            {
                "paper": paper,
                "language": language_tag(paper.language),
                "logo": logo_address(paper.letterhead),
                "blocks": _shown(paper.blocks),
                "has_appendix": any(isinstance(b, Heading) and b.is_appendix for b in paper.blocks),
            },
        )


def drawing_as_pdf(drawing: drawings.Drawing) -> bytes:
    """A PDF of one page that holds the drawing and nothing else, as wide in points as its units."""
    address = _address(drawing)
    size = f"@page {{ size: {drawing.width:g}pt {drawing.height:g}pt; margin: 0 }}"
    html = f'<html lang="es"><img src="{address}" style="display:block;width:100%" alt=""></html>'
    return _printed(weasyprint(), html, size + "body{margin:0}" + _fonts())


def weasyprint() -> ModuleType:
    """The library that sets pages; imported when first needed, because it takes a second and needs Pango.

    Raises PaperUnavailableError.
    """
    try:
        import weasyprint as press
    except (ImportError, OSError) as error:
        raise PaperUnavailableError(
            _(
                "This computer cannot make PDFs yet: Pango, which sets the letters, is missing. Ask whoever "
                "looks after it to install it (on Debian or Ubuntu: sudo apt install libpango-1.0-0 "
                "libpangoft2-1.0-0 libharfbuzz-subset0). Meanwhile, the Word file says the same."
            )
        ) from error
    # WeasyPrint tells Pillow, for the whole process, to take pictures that end in the middle.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return press


def _fonts_of(press: ModuleType) -> Any:
    """The fonts of this machine, read once for many papers: of each reading a fifth of a megabyte is never
    given back, which would add up."""
    return press.text.fonts.FontConfiguration()


def _printed(press: ModuleType, html: str, styles: str, fonts: Any = None, **options: Any) -> bytes:
    document = _laid_out(press, html, styles, fonts, **options)
    return document.write_pdf(pdf_identifier=_identifier(html, styles), **options)


def _laid_out(press: ModuleType, html: str, styles: str, fonts: Any = None, **options: Any) -> Any:
    # Nothing is fetched: what a paper shows is carried in it.
    fetcher = press.urls.URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    sheets = [press.CSS(string=tokens() + styles, url_fetcher=fetcher)]
    return press.HTML(string=html, url_fetcher=fetcher).render(
        stylesheets=sheets, font_config=fonts, **options
    )


def _identifier(*sources: str) -> bytes:
    return hashlib.sha256("".join(sources).encode()).hexdigest()[:32].encode()


@cache
def tokens() -> str:
    """The house's colours as they are on paper, for a stylesheet outside the site's own."""
    source = (Path(settings.SITE) / "static" / "css" / "tokens.css").read_text("utf-8")
    start = source.index("@media print")
    return ":root{" + "".join(re.findall(r"--[\w-]+: #[0-9a-f]{6};", source[start:])) + "}"


def _fonts() -> str:
    stack = re.search(r"font-family:[^;]+;", styles())
    return f"html{{{stack[0] if stack else ''}}}"


def _shown(blocks: tuple[Block, ...]) -> list[dict[str, object]]:
    """What the template sets, block by block: "more" is a figure's address or a class of the stylesheet."""
    shown: list[dict[str, object]] = []
    sideways = places_sideways(blocks)
    for place, block in enumerate(blocks):
        one: dict[str, object] = {"kind": type(block).__name__, "block": block, "more": ""}
        if place in sideways:
            one["more"] = "sideways"
        if isinstance(block, Figure):
            one["more"] = _address(drawings.read(block.svg))
        elif isinstance(block, Signatures):
            pictures = [picture_address(picture) for picture in block.pictures]
            pictures += [""] * (len(block.lines) - len(pictures))
            one["lines"] = list(zip(block.lines, pictures, strict=False))
        elif isinstance(block, Table):
            one["more"] = one["more"] or ("dense" if len(block.columns) >= DENSE else "")
            one["labels"] = [(column, _is_long(column.label)) for column in block.columns]
            one["rows"] = [
                [
                    (column, parted(cell, LONGEST_IN_CELL), _is_long(cell))
                    for column, cell in zip(block.columns, row, strict=True)
                ]
                for row in block.rows
            ]
            if any(parted(cell, LONGEST_IN_CELL) != cell for row in block.rows for cell in row):
                one["more"] = f"{one['more']} even"
        shown.append(one)
    return shown


def _is_long(text: str) -> bool:
    """Whether the text has a word that may be broken anywhere rather than widen its column."""
    return any(LONGEST_WORD < len(word) <= LONGEST_IN_CELL for word in text.replace("\u200b", " ").split())


def _address(drawing: drawings.Drawing) -> str:
    return f"data:image/svg+xml;base64,{b64encode(drawing.alone()).decode()}"
