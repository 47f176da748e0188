"""Letters of an event: to ask a superior for leave, to show that one was there, to thank by post.

They bear the outward title and nothing of the theme, of what the event is for, or of anybody else.
"""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from network.documents.services import head_of_today
from network.messages.forms import Message
from network.office.models import Office
from network.office.services import logo_bytes
from network.paper.document import Block, Facts, Letterhead, Paper, Paragraph, Signatures
from network.vocabulary.words import dated_at

from ..enums import OrganiserRole, SeatPool
from ..models import Event, Registration
from ..rules import outward
from ..times import when_words
from .attended import hours_of

BLANK = "______________________________"


def leave_letter(row: Registration, name: str, described: Office) -> Paper:
    """By which she asks her superior for leave. Without a name it has a line to write it on."""
    return _letter(
        _("Leave to attend"),
        (Paragraph(leave_words(row, name or BLANK)), Facts(_facts(row))),
        described,
        signed_by=name or _("Name and signature of whoever asks"),
        also=_("Name, post and signature of whoever gives leave"),
    )


def leave_words(row: Registration, name: str) -> str:
    return _(
        "%(name)s asks for leave to take part, within working hours, in the activity “%(title)s”, which "
        "%(who)s organises and in which a place is confirmed."
    ) % {"name": name, "title": outward(row.event), "who": _organised_by(row.event)}


def leave_text(row: Registration, name: str) -> str:
    """The same, to be copied into a message."""
    return "\n".join([leave_words(row, name or BLANK), "", *(f"{a}: {b}" for a, b in _facts(row))])


def attendance_letter(row: Registration, name: str, described: Office) -> Paper:
    """That she was there, as it was noted."""
    words = _("%(who)s states that %(name)s attended the activity “%(title)s”.") % {
        "who": _organised_by(row.event),
        "name": name,
        "title": outward(row.event),
    }
    kept = _("The attendance is noted at %(office)s, which confirms it to whoever shows this letter.") % {
        "office": described.office_name or described.network_name or _("this office")
    }
    return _letter(
        _("Letter of attendance"),
        (Paragraph(words), Facts(_facts(row)), Paragraph(kept)),
        described,
        signed_by=described.signature or described.office_name or described.network_name,
    )


def message_letter(message: Message, name: str, described: Office) -> Paper:
    """A message as it is printed, to one whose name the office may write."""
    blocks: list[Block] = [Paragraph(name), Paragraph(message.salutation)] if name else []
    blocks += [Paragraph(text) for text in message.paragraphs]
    return _letter(
        message.shown_subject,
        blocks,
        described,
        signed_by=described.signature or described.office_name or described.network_name,
    )


def _letter(
    title: str, blocks: Sequence[Block], described: Office, *, signed_by: str, also: str = ""
) -> Paper:
    head = head_of_today()
    today = dated_at(head["place"], date_format(timezone.localdate(), "DATE_FORMAT"))
    lines = tuple(line for line in (signed_by, also) if line.strip())
    return Paper(
        title=title,
        blocks=(*blocks, Signatures(lines)) if lines else tuple(blocks),
        facts=((_("Date"), today),),
        letterhead=Letterhead(head["name"], tuple(head["lines"]), logo_bytes(head["logo"])),
        language=(get_language() or "es")[:2],
        is_letter=True,
    )


def _facts(row: Registration) -> tuple[tuple[str, str], ...]:
    event = row.event
    place = _("online") if row.pool == SeatPool.ONLINE else event.place
    found = (
        (_("When"), when_words(event)),
        (_("Duration"), hours_words(event)),
        (_("Where"), place),
        (_("Who organises it"), _organised_by(event)),
    )
    return tuple((name, text) for name, text in found if text)


def hours_words(event: Event) -> str:
    hours = hours_of(event)
    if hours is None:
        return ""
    told = f"{hours:g}".replace(".", ",") if (get_language() or "es").startswith("es") else f"{hours:g}"
    return ngettext("%(n)s hour", "%(n)s hours", 1 if hours == 1 else 2) % {"n": told}


def _organised_by(event: Event) -> str:
    rows = event.organisers.exclude(role=OrganiserRole.SUPPORTS).select_related("institution")
    return _(" and ").join(one.institution.name for one in rows) or _("the network")
