"""What waits on the desk, collected from every room: for the page and for the sheet that is printed."""

import datetime as dt
from dataclasses import dataclass

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.office.services import letterhead
from network.paper.document import Block, Bullets, Heading, Paper, Paragraph
from network.vocabulary.contributions import contributions
from network.vocabulary.desk import DeskItem, DeskSection, Part, When


@dataclass(frozen=True, slots=True)
class Span:
    """What falls due in one stretch of time, whatever room it comes from."""

    title: str
    anchor: str
    items: tuple[DeskItem, ...]
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    spans: tuple[Span, ...]
    due: tuple[DeskSection, ...]  # of which more is due than is shown
    waiting: tuple[DeskSection, ...]
    unfinished: tuple[DeskSection, ...]
    done: tuple[DeskSection, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.spans or self.waiting or self.unfinished or self.done)


def desk_of(viewer: Viewer, today: dt.date) -> Desk:
    found = [one for module in contributions("desk_items") for one in module.desk_sections(viewer, today)]
    found.sort(key=lambda section: section.order)
    due = [section for section in found if section.part is Part.DUE]
    items = [item for section in due for item in section.items]
    items.sort(key=lambda item: _last_day(item.on))
    spans = (
        Span(_("Late"), "atrasado", _within(items, When.LATE), is_late=True),
        Span(_("Today"), "hoy", _within(items, When.TODAY)),
        Span(_("The next seven days"), "semana", _within(items, When.WEEK)),
        Span(_("Later"), "despues", _within(items, When.LATER)),
    )
    return Desk(
        spans=tuple(span for span in spans if span.items),
        due=tuple(section for section in due if section.hidden),
        waiting=tuple(section for section in found if section.part is Part.WAITING),
        unfinished=tuple(section for section in found if section.part is Part.UNFINISHED),
        done=tuple(section for section in found if section.part is Part.DONE),
    )


def _within(items: list[DeskItem], when: When) -> tuple[DeskItem, ...]:
    return tuple(item for item in items if item.when is when)


def _last_day(date: str) -> str:
    return f"{date}-99"


def paper_of(desk: Desk, today: dt.date) -> Paper:
    """The week on one sheet, as plain lists with room to tick off."""
    blocks: list[Block] = []
    for span in desk.spans:
        blocks += [Heading(span.title), Bullets(tuple(_line(item) for item in span.items))]
    blocks += _more(desk.due)
    for title, sections in (
        (_("Waiting for others"), desk.waiting),
        (_("To be finished"), desk.unfinished),
        (_("Done in the last seven days"), desk.done),
    ):
        if sections:
            blocks.append(Heading(title))
        for section in sections:
            if section.title != title:
                blocks.append(Heading(section.title, 3))
            blocks.append(Bullets(tuple(_line(item) for item in section.items)))
            blocks += _more((section,))
    if not blocks:
        blocks.append(Paragraph(_("Nothing waits on the desk.")))
    return Paper(
        title=_("My week"),
        subtitle=formats.date_format(today, "DATE_FORMAT"),
        blocks=tuple(blocks),
        letterhead=letterhead(),
        language=get_language() or "es",
    )


def _line(item: DeskItem) -> str:
    return f"{item.title} ({item.why})"


def _more(sections: tuple[DeskSection, ...]) -> list[Block]:
    said = [
        _("%(title)s: %(n)s more") % {"title": section.title, "n": section.hidden}
        for section in sections
        if section.hidden
    ]
    return [Paragraph(". ".join(said))] if said else []
