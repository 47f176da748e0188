"""The list that is signed at the door: number, name, post, department, and a line to sign on."""

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.office.models import Office
from network.paper.document import Block, Column, Facts, Note, Paper, Paragraph, Table

from .listed import Listed
from .models import Event
from .rules import outward
from .times import when_words

_EMPTY_LINES = 5
"""For whoever comes without a place."""


def attendance_sheet(event: Event, lines: Sequence[Listed], described: Office) -> Paper:
    """With the outward title: everybody reads it on the table. A reserved place is an empty line."""
    columns = (
        Column(_("No.")),
        Column(_("Name")),
        Column(_("Post")),
        Column(_("Department")),
        Column(_("Signature")),
    )
    lines_told = [
        ("", "", "") if line.is_reserved else (line.name, line.post, line.institution) for line in lines
    ]
    lines_told += [("", "", "")] * _EMPTY_LINES
    rows = tuple((str(number), *cells, "") for number, cells in enumerate(lines_told, 1))
    facts: list[tuple[str, str]] = [(_("When"), when_words(event)), (_("Where"), event.place)]
    blocks: list[Block] = [
        Facts(tuple((name, text) for name, text in facts if text)),
        Table(_("Who attended"), columns, rows),
        Note(_privacy(described), _("Privacy notice")),
    ]
    if not lines:
        blocks.insert(1, Paragraph(_("Nobody has a confirmed place.")))
    return Paper(
        title=_("Attendance list"),
        subtitle=outward(event),
        blocks=tuple(blocks),
        language=(get_language() or "es")[:2],
    )


def _privacy(described: Office) -> str:
    name = described.office_name or described.network_name
    return _(
        "%(name)s uses these data to organise this activity and to show that it took place. They are given "
        "to nobody else. The whole privacy notice, and how to use your rights, is on the site of the network."
    ) % {"name": name or _("The office")}
