"""Handover files as papers: to read, to print, to sign."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.institutions.models import Post
from network.institutions.rules import is_closed_to
from network.office.queries import office
from network.office.services import letterhead
from network.paper.document import (
    Block,
    Column,
    Heading,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    Signatures,
    Table,
)
from network.ties.enums import Capacity
from network.ties.models import Appointment
from network.ties.queries import appointments_visible_to, current_appointments
from network.vocabulary.partial_date import PartialDate
from network.vocabulary.spans import span_words

from .chapters_told import Told, opened, told_today
from .models import Handover

LONGEST = 300  # rows of a chapter in one paper: more than anyone reads, less than a press refuses


def file_today(post: Post, viewer: Viewer, day: dt.date | None = None) -> Paper:
    """The file as it would be kept now, told as of that day. `post` with its institution at hand."""
    note = getattr(post, "handover_note", None)
    facts = (
        *_about(post),
        (_("State of"), _day((day or timezone.localdate()).isoformat())),
        *_holders(post, viewer),
    )
    return _paper(post, facts, told_today(post, viewer), note.text if note else "", ("", ""))


def file_kept(handover: Handover, viewer: Viewer) -> Paper:
    """The file as it was kept, with what this viewer may see of it now."""
    post = handover.post
    facts = [*_about(post), (_("Handed over on"), _day(handover.handed_on.isoformat()))]
    names = []
    for label, one in ((_("Hands over"), handover.left), (_("Takes over"), handover.taken)):
        names.append(_name(one, viewer))
        if one is not None and not is_closed_to(post.publication, viewer):
            facts.append((label, _held(one, viewer)))
    told = opened(handover.content, post, viewer)
    return _paper(post, tuple(facts), told, handover.note, (names[0], names[1]))


def _paper(
    post: Post, facts: tuple[tuple[str, str], ...], told: Sequence[Told], note: str, names: tuple[str, str]
) -> Paper:
    blocks: list[Block] = [Heading(_("At a glance")), _at_a_glance(told)]
    blocks.append(Heading(_("Note of whoever leaves the post")))
    blocks.append(Paragraph(note.strip() or _("No note was written.")))
    for one in told:
        blocks += chapter_blocks(one)
    text = _(
        "It holds what the platform knows and what its reader may see. It takes the place of no act that the "
        "law asks for."
    )
    blocks.append(Note(text, _("What this file is")))
    blocks += signing(
        names,
        _("The post “%(post)s” of %(institution)s is handed over.")
        % {"post": post.name, "institution": post.institution.name},
    )
    return Paper(
        title=_("Handover file"),
        facts=facts,
        blocks=tuple(blocks),
        letterhead=letterhead(),
        footer=_("Handover file") + f": {post.name}",
        language=(get_language() or "es")[:2],
    )


def chapter_blocks(told: Told) -> list[Block]:
    """A chapter under its heading; with nothing to tell, the sentence that says so."""
    chapter, rows = told.chapter, told.rows[:LONGEST]
    heading = Heading(str(chapter.label))
    if not rows:
        return [heading, Paragraph(str(chapter.absent))]
    columns = tuple(Column(str(column)) for column in chapter.columns)
    caption = f"{chapter.label} ({len(told.rows)})"
    cells = tuple(tuple(cell or "–" for cell in row.cells) for row in rows)
    blocks: list[Block] = [heading, Table(caption, columns, cells)]
    if len(rows) < len(told.rows):
        text = _("The first %(shown)s of %(number)s are shown.") % {
            "shown": len(rows),
            "number": len(told.rows),
        }
        blocks.append(Note(text))
    return blocks


def signing(names: tuple[str, str], what: str, others: tuple[str, ...] = ()) -> list[Block]:
    """A sheet of its own: what is signed, lines for whoever hands over and takes over, and for others.

    Without others, two witnesses.
    """
    witness = pgettext("signature", "Witness")
    parts = (
        (names[0], pgettext("signature", "Hands over")),
        (names[1], pgettext("signature", "Receives")),
        *(("", other) for other in others or (witness, witness)),
    )
    return [
        PageBreak(),
        Heading(_("Signatures")),
        Paragraph(what),
        Paragraph(_("Place and date: ______________________________")),
        Signatures(tuple("\n".join(filter(None, part)) for part in parts)),
    ]


def _at_a_glance(told: Sequence[Told]) -> Table:
    columns = (Column(_("Chapter")), Column(_("Records"), numeric=True))
    rows = tuple((str(one.chapter.label), str(len(one.rows))) for one in told)
    return Table(_("What the handover file holds"), columns, rows)


def _about(post: Post) -> list[tuple[str, str]]:
    found = [(_("Post"), post.name), (_("Institution"), post.institution.name)]
    if network := office().network_name:
        found.append((_("Network"), network))
    return found


def _holders(post: Post, viewer: Viewer) -> list[tuple[str, str]]:
    """Whoever holds it today, an end that is still to come told with it; of a reserved post nobody."""
    if is_closed_to(post.publication, viewer):
        return []
    rows = current_appointments().filter(post=post).select_related("person").order_by("started", "pk")
    visible = set(appointments_visible_to(rows, viewer).values_list("pk", flat=True))
    return [(_("Held by"), _line(row, row.pk in visible)) for row in rows]


def _held(row: Appointment, viewer: Viewer) -> str:
    return _line(row, bool(_name(row, viewer)))


def _line(row: Appointment, is_named: bool) -> str:
    name = row.person.name if is_named else _("Name not shown")
    return f"{name}, {Capacity(row.capacity).label}, {span_words(row.started, row.ended)}"


def _name(row: Appointment | None, viewer: Viewer) -> str:
    if row is None:
        return ""
    found = appointments_visible_to(Appointment.objects.filter(pk=row.pk), viewer).select_related("person")
    return next((one.person.name for one in found), "")


def _day(date: str) -> str:
    return PartialDate(date).words
