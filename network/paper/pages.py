"""A paper as part of a web page."""

import hashlib
from base64 import b64encode

from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from . import drawings
from .document import Block, Facts, Figure, Letterhead, Paper, Table
from .texts import cleaned, language_tag

# From so many columns on, a table may need to be scrolled sideways before it becomes cards.
WIDE = 5


def as_html(paper: Paper) -> SafeString:
    """Everything but the title, which is the page's own first heading: parts begin at h2.

    Raises DrawingRefusedError where a figure does more than draw.
    """
    paper = cleaned(paper)
    return render_to_string(
        "paper/page.html",
        {
            "paper": paper,
            "language": language_tag(paper.language),
            "logo": logo_address(paper.letterhead),
            "facts": _lined(paper.facts),
            "blocks": [_shown(block, place) for place, block in enumerate(paper.blocks, start=1)],
        },
    )


def logo_address(letterhead: Letterhead | None) -> str:
    """The logo as a data: address, or nothing."""
    return "" if letterhead is None else picture_address(letterhead.logo)


def picture_address(picture: bytes | None) -> str:
    """A PNG or JPEG picture as a data: address, or nothing."""
    if picture is None:
        return ""
    kind = "jpeg" if picture.startswith(b"\xff\xd8") else "png"
    return f"data:image/{kind};base64,{b64encode(picture).decode()}"


def _shown(block: Block, place: int) -> dict[str, object]:
    shown: dict[str, object] = {"kind": type(block).__name__, "block": block}
    if isinstance(block, Facts):
        shown["rows"] = _lined(block.rows)
    elif isinstance(block, Table):
        shown["rows"] = _lined(block.rows)
        shown["is_wide"] = len(block.columns) >= WIDE
    elif isinstance(block, Figure):
        prefix = f"figura-{place}-{hashlib.sha256(block.svg.encode()).hexdigest()[:8]}"
        drawing = drawings.read(block.svg)
        shown["drawing"] = mark_safe(  # noqa: S308 (read and written anew by drawings, which escapes)
            drawing.inline(prefix, block.caption, block.description)
        )
    return shown


def _lined(rows: tuple[tuple[str, ...], ...]) -> list[list[str]]:
    return [[linebreaksbr(cell) if "\n" in cell else cell for cell in row] for row in rows]
