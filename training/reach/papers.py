"""The matrix of reach on paper, as one viewer may be told it."""

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from network.office.services import letterhead
from network.paper.document import Block, Bullets, Column, Heading, Note, Paper, Table

from .matrix import Cell, Reached
from .question import EVERY, GAP, ORDER, WHICH, ReachQuestion


def reach_paper(question: ReachQuestion) -> Paper:
    reach = question.reach
    caption = ngettext("%(n)s institution", "%(n)s institutions", len(question.rows)) % {
        "n": len(question.rows)
    }
    columns = (Column(_("Institution")), *(Column(str(one.order)) for one in reach.contents))
    rows = tuple((row.name, *(_mark(cell) for cell in reach.cells(row.pk))) for row in question.rows)
    contents = tuple(f"{one.order}. {one}" for one in reach.contents)
    blocks: list[Block] = [
        Note(caveat(), _("Who is counted")),
        Heading(_("Contents")),
        Bullets(contents),
        Heading(_("Institutions by content")),
        Table(caption, columns, rows),
        Note(
            _(
                "A number: people trained. “c 2”: nobody trained, two in course. “l 1”: nobody trained, one "
                "whose training lapsed. “0”: nobody. “–”: nobody of whom you may be told."
            ),
            _("How to read it"),
        ),
    ]
    return Paper(
        title=_("Training reach by institution"),
        subtitle=_("As of %(day)s") % {"day": date_format(reach.day)},
        blocks=tuple(blocks),
        facts=tuple(narrowed_by(question)),
        letterhead=letterhead(),
        language=(get_language() or "es")[:2],
    )


def caveat() -> str:
    """Who stands behind the numbers."""
    return _(
        "People are counted where they work today, and only those of whom you may be told: yourself, those "
        "for whom you answer as coordinator, and members who let their ties be seen. That nobody is counted "
        "does not mean that nobody is trained."
    )


def narrowed_by(question: ReachQuestion) -> list[tuple[str, str]]:
    """The filters in words."""
    labels = {
        "territorio": _("Territory"),
        "puesto": _("Kind of post"),
        "anio": _("As of the end of"),
        GAP: _("Nobody trained in"),
    }
    found = []
    for name, label in labels.items():
        if value := question.asked[name]:
            found.append((label, dict(question.offered[name])[value]))
    if question.text:
        found.append((_("Name"), question.text))
    if question.asked[WHICH] == EVERY:
        found.append((_("Institutions"), dict(question.offered[WHICH])[EVERY]))
    found.append((_("Order by"), dict(question.offered[ORDER])[question.asked[ORDER]]))
    return found


def _mark(cell: Cell) -> str:
    marks = {
        Reached.TRAINED: str(cell.trained),
        Reached.IN_COURSE: _("c %(n)s") % {"n": cell.in_course},
        Reached.LAPSED: _("l %(n)s") % {"n": cell.lapsed},
        Reached.NOBODY: "0",
        Reached.UNTOLD: "–",
    }
    return marks[cell.state]
