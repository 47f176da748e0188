"""A woman's own data as one file: JSON for programs, a tagged PDF to read, her files as they are."""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.office.services import letterhead
from network.paper.document import Block, Facts, Heading, Note, Paper, Paragraph
from network.paper.pdf import PaperUnavailableError, as_pdf
from network.vocabulary.contributions import contributions
from network.vocabulary.deeds import DeedsOf
from network.vocabulary.rights import Section, Whose

FORMAT = 1
MOST_ON_PAPER = 300  # rows of a part in the PDF; the JSON holds all of them
JSON_NAME, PDF_NAME = "mis-datos.json", "mis-datos.pdf"


def rooms() -> int:
    return len(contributions("own_data"))


def sections_of(whose: Whose, told: Callable[[int], None] = lambda _n: None) -> list[Section]:
    """What every room holds of her; `told` hears after each room how many were asked."""
    found: list[Section] = []
    for number, module in enumerate(contributions("own_data"), start=1):
        found += module.own(whose)
        told(number)
    return found


def as_json(sections: list[Section], now: dt.datetime) -> bytes:
    """Keys are stable and English; values are plain, dates in ISO 8601."""
    content = {
        "format": FORMAT,
        "made_at": now.isoformat(timespec="seconds"),
        "data": {
            one.key: [
                {key: _plain(cell[0]) for (key, _label), cell in zip(one.columns, row, strict=True)}
                for row in one.rows
            ]
            for one in sections
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def as_paper(sections: list[Section], now: dt.datetime) -> Paper:
    """The same to read. A part without anything is named at the end, so that she knows it was looked at."""
    blocks: list[Block] = [
        Note(
            _(
                "It holds what the platform keeps of you, in every part of it. The file mis-datos.json holds "
                "the same for programs. Keep it where nobody else reads it."
            ),
            _("What this is"),
        )
    ]
    empty = [one.title for one in sections if not one.rows]
    for one in (one for one in sections if one.rows):
        blocks.append(Heading(one.title))
        for row in one.rows[:MOST_ON_PAPER]:
            cells = [(label, _words(key, *cell)) for (key, label), cell in zip(one.columns, row, strict=True)]
            filled = tuple((label, words) for label, words in cells if words)
            if filled:
                blocks.append(Facts(filled))
        if len(one.rows) > MOST_ON_PAPER:
            left = len(one.rows) - MOST_ON_PAPER
            blocks.append(Paragraph(_("%(n)s more are in the file mis-datos.json.") % {"n": left}))
    if empty:
        blocks += [Heading(_("Where there is nothing of you")), Paragraph(", ".join(empty))]
    return Paper(
        title=_("My data"),
        blocks=tuple(blocks),
        subtitle=_("What is kept of me in this network"),
        facts=((_("Made on"), formats.date_format(timezone.localtime(now), "DATETIME_FORMAT")),),
        letterhead=letterhead(),
        language=get_language() or "es",
    )


def bundled(sections: list[Section], now: dt.datetime) -> tuple[bytes, bool]:
    """The .zip, and whether the PDF is in it: a machine without Pango makes the rest."""
    out = io.BytesIO()
    has_paper = True
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(JSON_NAME, as_json(sections, now))
        try:
            archive.writestr(PDF_NAME, as_pdf(as_paper(sections, now)))
        except PaperUnavailableError:
            has_paper = False
        for one in sections:
            for file in one.files:
                try:
                    archive.writestr(f"archivos/{file.name}", file.read())
                except OSError:
                    continue  # it is not on the disk any more: there is nothing to hand over
    return out.getvalue(), has_paper


def _plain(value: Any) -> Any:
    if isinstance(value, bool | int | float | str) or value is None:
        return value
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, UUID | Decimal | Model):
        return str(value)
    return str(value)


def _words(key: str, value: Any, shown: str) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.datetime):
        return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, dt.date):
        return formats.date_format(value, "DATE_FORMAT")
    if isinstance(value, dict):
        return "\n".join(f"{name}: {_words('', one, str(one))}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(_words("", one, str(one)) for one in value)
    if key == "verb":
        return _deed(str(value))
    if key == "subject_type":
        return ""  # a name out of the program; the JSON has it
    return shown


def _deed(verb: str) -> str:
    """In words where a room has them, else as the journal keeps it."""
    for module in contributions("undo"):
        for of in module.DEEDS:
            if isinstance(of, DeedsOf) and verb in of.deeds:
                return str(of.deeds[verb].label)
    return verb.replace("_", " ").replace(".", " ")
