"""The papers of a session: the list that is signed at the door, and its minutes."""

from collections.abc import Sequence

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.office.services import letterhead
from network.paper.document import (
    Block,
    Bullets,
    Column,
    Heading,
    Note,
    Paper,
    Paragraph,
    Signatures,
    Table,
)
from network.vocabulary.partial_date import PartialDate
from network.vocabulary.words import minutes_name

from .attending import Row, attendance_rows
from .enums import Attendance, SeatRole
from .models import Acuerdo, GroupSession
from .session_queries import acuerdos_visible_to, reviewed_in, with_responsible
from .session_rules import became_words, responsible_words, session_name, told, when_words

_GUESTS = 6  # empty lines for whoever comes without a seat
# Where one writes by hand: as high as a hand needs, as wide as what is written there.
_LINE, _SPACE = "\n______________", "\n________________"


def attendance_list(session: GroupSession, viewer: Viewer) -> Paper:
    """Each institution seated that day with a line to sign on; a row of `sessions_visible_to`."""
    rows = attendance_rows(session, viewer)
    lines = [
        (
            row.institution.name,
            "; ".join(one.name for one in row.people if one.is_seated) or _LINE,
            _LINE,
            _SPACE,
        )
        for row in rows
    ]
    lines += [(f"{len(rows) + n}.", _LINE, _LINE, _SPACE) for n in range(1, _GUESTS + 1)]
    columns = (Column(_("Institution")), Column(_("Name")), Column(_("Post")), Column(_("Signature")))
    caption = ngettext("%(n)s institution seated", "%(n)s institutions seated", len(rows)) % {"n": len(rows)}
    return _paper(session, _("Attendance list"), [Table(caption, columns, tuple(lines))])


def minutes_paper(session: GroupSession, viewer: Viewer) -> Paper:
    """What a held session discussed and agreed, who was there, and lines for whoever was to sign."""
    rows = attendance_rows(session, viewer)
    blocks: list[Block] = []
    if points := [line.strip() for line in session.agenda.splitlines() if line.strip()]:
        typed = Paragraph("\n".join(points)) if _is_numbered(points) else Bullets(tuple(points), ordered=True)
        blocks += [Heading(_("Agenda")), typed]
    blocks.append(Heading(_("Attendance")))
    is_noted = any(row.state for row in rows)
    blocks += _attendance(rows) if is_noted else [Paragraph(_("No attendance was noted."))]
    blocks += _said(session)
    blocks += _reviewed(session, viewer)
    blocks += _agreed(session, viewer)
    blocks += _to_sign(rows)
    return _paper(session, minutes_name(), blocks)


def _attendance(rows: Sequence[Row]) -> list[Block]:
    """All that were seated that day and all that came; guests are counted apart."""
    seated = [row for row in rows if row.role != SeatRole.GUEST]
    present = sum(row.is_present for row in seated)
    guests = sum(row.is_present for row in rows) - present
    said = _("Institutions with a seat that were present: %(n)s of %(of)s.") % {
        "n": present,
        "of": len(seated),
    }
    if guests:
        said += " " + _("Guests: %(n)s.") % {"n": guests}
    columns = (Column(_("Institution")), Column(_("Role")), Column(_("Attendance")), Column(_("Who came")))
    lines = tuple(
        (
            row.institution.name,
            str(SeatRole(row.role).label) if row.role else "–",
            str(Attendance(row.state).label) if row.state else _("not noted"),
            "; ".join(one.name for one in row.who_came) or "–",
        )
        for row in rows
    )
    return [Paragraph(said), Table(_("Who was there"), columns, lines)]


def _said(session: GroupSession) -> list[Block]:
    text = told(session).minutes
    paper = told(session).minutes_document
    found: list[Block] = []
    if text:
        found.append(Heading(_("What was said")))
        found += [
            Paragraph(part.strip()) for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()
        ]
    if paper is not None:
        found.append(
            Note(_("The signed minutes are kept as the document %(document)s.") % {"document": paper})
        )
    return found


def _reviewed(session: GroupSession, viewer: Viewer) -> list[Block]:
    """What became of acuerdos of earlier sessions, as it was told in this one; nothing where none was."""
    lines = tuple(
        (row.text, session_name(row.session), became_words(row)) for row in reviewed_in(session, viewer)
    )
    if not lines:
        return []
    title = _("Review of earlier acuerdos")
    columns = (
        Column(_("What was agreed")),
        Column(_("In which session")),
        Column(pgettext("acuerdo", "What became of it")),
    )
    return [Heading(title), Table(f"{title} ({len(lines)})", columns, lines)]


def _agreed(session: GroupSession, viewer: Viewer) -> list[Block]:
    rows = with_responsible(acuerdos_visible_to(Acuerdo.objects.filter(session=session), viewer))
    rows = rows.select_related("carried_from__session").order_by("number")
    heading = Heading(_("Acuerdos"))
    lines = tuple((str(row.number), _text(row), responsible_words(row), _until(row)) for row in rows)
    if not lines:
        return [heading, Paragraph(_("No acuerdo was recorded."))]
    columns = (
        Column(_("No.")),
        Column(_("What was agreed")),
        Column(_("Who answers for it")),
        Column(_("Until when")),
    )
    caption = ngettext("%(n)s acuerdo", "%(n)s acuerdos", len(lines)) % {"n": len(lines)}
    return [heading, Table(caption, columns, lines)]


def _text(row: Acuerdo) -> str:
    if row.carried_from is None:
        return row.text
    whence = _("It comes from the session: %(session)s.") % {
        "session": session_name(row.carried_from.session)
    }
    return f"{row.text}\n{whence}"


def _until(row: Acuerdo) -> str:
    return PartialDate(row.due_on).words if row.due_on else _("no due date recorded")


def _to_sign(rows: Sequence[Row]) -> list[Block]:
    """A line for each institution that was there; by the name of whoever came for it where that is known."""
    lines = []
    for row in rows:
        if row.is_present:
            lines += [f"{one.name}\n{row.institution.name}" for one in row.who_came] or [
                f"\n{row.institution.name}"
            ]
    if not lines:
        return []
    return [Heading(_("Signatures")), Signatures(tuple(lines))]


def _is_numbered(points: Sequence[str]) -> bool:
    return all(point[0].isdigit() for point in points)


def _paper(session: GroupSession, title: str, blocks: Sequence[Block]) -> Paper:
    seen = told(session)
    facts = [
        (_("Session"), session.number),
        (_("Date"), ", ".join(filter(None, (when_words(session), seen.at)))),
        (_("Place"), seen.place),
        (_("In which way"), str(session.get_modality_display()) if session.modality else ""),
    ]
    return Paper(
        title=title,
        subtitle=session.group.name,
        facts=tuple((name, text) for name, text in facts if text),
        blocks=tuple(blocks),
        letterhead=letterhead(),
        footer=f"{title}: {session.group.name}",
        language=(get_language() or "es")[:2],
    )
