"""The letter by which her superior is asked, to be printed and signed; it bears the outward title alone."""

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.documents.services import head_of_today
from network.messages.forms import Message
from network.office.models import Office
from network.office.services import logo_bytes
from network.paper.document import Block, Letterhead, Paper, Paragraph, Signatures
from network.vocabulary.words import dated_at

from .enums import Said
from .mails import days_words, message_of, recorded_name
from .models import Enrolment, EnrolmentMail
from .rules import outward


def consent_letter(enrolment: Enrolment, described: Office, *, name: str = "") -> Paper:
    """With a place to mark yes or no, which the office notes when it comes back."""
    edition, consent = enrolment.edition, enrolment.consent
    asks = _(
        "%(name)s asks to take part, within working hours, in “%(title)s” (%(days)s). Before her place is "
        "confirmed we ask for your consent."
    ) % {
        "name": name or recorded_name(enrolment),
        "title": outward(edition.version.curriculum),
        "days": days_words(edition),
    }
    lines = [text for text in (consent.name, consent.post_title) if text]
    blocks: list[Block] = [Paragraph("\n".join(lines))] if lines else []
    blocks += [
        Paragraph(_("Good day:")),
        Paragraph(asks),
        Paragraph(_("☐ I consent      ☐ I do not consent")),
        Paragraph(
            _("Please mark one, sign, and give the sheet back to whoever brought it, or to this office.")
        ),
        Signatures((_("Name, post and signature"), _("Date"))),
    ]
    return _letter(_("Leave to take part"), blocks, described)


def message_letter(mail: EnrolmentMail, name: str, described: Office) -> Paper:
    """A message to her as it is printed, to one whose name the office may write."""
    if mail.says == Said.CONSENT:
        return consent_letter(mail.enrolment, described, name=name)
    said: Message = message_of(mail, described)
    blocks: list[Block] = [Paragraph(name)] if name else []
    blocks += [Paragraph(said.salutation), *(Paragraph(text) for text in said.paragraphs)]
    blocks.append(Signatures((described.signature or described.office_name or described.network_name,)))
    return _letter(said.shown_subject, blocks, described)


def _letter(title: str, blocks: list[Block], described: Office) -> Paper:
    head = head_of_today()
    today = dated_at(head["place"], date_format(timezone.localdate(), "DATE_FORMAT"))
    return Paper(
        title=title,
        blocks=tuple(blocks),
        facts=((_("Date"), today),),
        letterhead=Letterhead(head["name"], tuple(head["lines"]), logo_bytes(head["logo"])),
        language=(translation.get_language() or "es")[:2],
        is_letter=True,
    )
