"""One message in every form in which it can leave: e-mail, text to copy, e-mail file, letter.

Pure: values in, forms out. Whatever somebody typed into a record may stand in a message, so every text is
cleaned, and nothing of it can become a header.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.documents.letters import letter_paper
from network.documents.models import Document
from network.paper.document import Paper
from network.paper.texts import clean
from network.vocabulary.message_links import ToldLink

from .way_in import way_in

SHORT_ENOUGH = 700
"""What is read on a phone without opening the rest; a text is kept below it where its wording allows."""

_LONGEST_HEADER = 200
_STEMS = {
    "invitation": "invitacion",
    "request": "solicitud",
    "reminder": "recordatorio",
    "advance_notice": "aviso-previo",
    "convocation": "convocatoria",
    "question": "consulta",
    "admission": "ingreso",
    "decline": "respuesta",
}
_NEUTRAL_STEM = "comunicacion"


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom: a person, an institution, or both. `lines` are those of the address; `email` may be empty."""

    name: str = ""
    post: str = ""
    institution: str = ""
    lines: tuple[str, ...] = ()
    email: str = ""

    @property
    def called(self) -> str:
        return self.name or self.institution or self.email


@dataclass(frozen=True, slots=True)
class Message:
    """What is said, once. `short` says it in fewer words where it is copied; empty, it is `paragraphs`.

    Where `is_neutral`, `neutral_subject` stands for `subject` in every place that others may see. A `secret`
    link is not in `link`: it is told where the message is read, and stored in no letter.
    """

    kind: str
    subject: str
    paragraphs: tuple[str, ...]
    recipient: Recipient = Recipient()
    salutation: str = ""
    short: tuple[str, ...] = ()
    link: str = ""
    closing: str = ""
    signature: str = ""
    neutral_subject: str = ""
    is_neutral: bool = False
    language: str = "es"
    secret: ToldLink | None = None

    @property
    def told_link(self) -> str:
        return self.secret.address if self.secret else self.link

    @property
    def shown_subject(self) -> str:
        """The subject for whoever looks at a list of messages, at a file or at a letter."""
        if not self.is_neutral:
            return self.subject
        with translation.override(self.language):
            return self.neutral_subject or _("A message from the network")


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who sends it, when, and under which identifier: the same for every copy of one message.

    `answer_to` is where answers go, if not to the sender's address.
    """

    sender_name: str
    sender_email: str
    message_id: str
    at: datetime
    answer_to: str = ""


def as_text(message: Message) -> str:
    """To be copied into a chat: no markup, the link alone on its line."""
    signed = [line for line in clean(message.signature).splitlines() if line.strip()]
    parts = [message.salutation, *(message.short or message.paragraphs), message.told_link, "\n".join(signed)]
    return "\n\n".join(part for part in (clean(part).strip() for part in parts) if part)


def as_body(message: Message) -> str:
    """The plain text of an e-mail: everything that is said, with closing and signature."""
    end = "\n".join(part for part in (clean(message.closing), clean(message.signature)) if part.strip())
    parts = [message.salutation, *message.paragraphs, message.told_link, end]
    return "\n\n".join(part for part in (clean(part).strip() for part in parts) if part) + "\n"


def as_page(message: Message) -> str:
    """The HTML of an e-mail: the same words, nothing fetched from anywhere."""
    context = {
        "language": message.language,
        "title": _line(message.shown_subject),
        "salutation": clean(message.salutation),
        "paragraphs": [clean(text) for text in message.paragraphs],
        "link": _web_address(message.told_link),
        "closing": clean(message.closing),
        "signature": clean(message.signature),
    }
    return render_to_string("network/messages/email.html", context)


def as_eml(message: Message, envelope: Envelope) -> bytes:
    """A file that a mail program opens as a draft ready to be sent. Without an address it has no "To"."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["Subject"] = _line(message.shown_subject)
    mail["From"] = _address(envelope.sender_name, envelope.sender_email)
    if valid_address(message.recipient.email):
        mail["To"] = _address(message.recipient.name, message.recipient.email)
    if valid_address(envelope.answer_to):
        mail["Reply-To"] = _address("", envelope.answer_to)
    mail["Date"] = envelope.at
    mail["Message-ID"] = _line(envelope.message_id)
    mail["X-Unsent"] = "1"
    mail["Content-Language"] = message.language
    mail.set_content(as_body(message), cte="quoted-printable")
    mail.add_alternative(as_page(message), subtype="html", cte="quoted-printable")
    return mail.as_bytes()


def as_email(message: Message, envelope: Envelope) -> EmailMultiAlternatives:
    """The message as this platform sends it. Raises ValidationError where it has no address to go to."""
    if not valid_address(message.recipient.email):
        raise ValidationError(_("There is no e-mail address to send it to."), code="no_address")
    mail = EmailMultiAlternatives(
        subject=_line(message.shown_subject),
        body=as_body(message),
        from_email=str(_address(envelope.sender_name, envelope.sender_email)),
        to=[_address("", message.recipient.email).addr_spec],
        reply_to=[_address("", envelope.answer_to).addr_spec] if valid_address(envelope.answer_to) else [],
        headers={
            "Message-ID": _line(envelope.message_id),
            "Date": format_datetime(envelope.at),
            "Content-Language": message.language,
        },
    )
    mail.attach_alternative(as_page(message), "text/html")
    return mail


def letter_values(message: Message) -> dict[str, Any]:
    """What a letter of the documents' room says for this message (`draft_letter(**values)`)."""
    to = message.recipient
    with translation.override(message.language):
        present = pgettext("letter", "Present")
    lines = [_line(line) for line in (to.name, to.post, to.institution, *to.lines)]
    address = [line for line in lines if line]
    body = [message.salutation, *message.paragraphs, message.link]
    return {
        "subject": _line(message.shown_subject),
        "addressee_lines": "\n".join((*address, present)) if address else "",
        "body": "\n\n".join(part for part in (clean(part).strip() for part in body) if part),
        "closing": _line(message.closing)[:120],
        "signature": clean(message.signature).strip()[:400],
    }


def as_letter(
    message: Message, *, head: dict[str, Any], kind: str = "oficio", number: str = "", issued_on: str = ""
) -> Paper:
    """The printed letter; without a number it says that it is a draft without folio.

    `head` is the letterhead of the day (`documents.services.head_of_today()`), `issued_on` as 2026-03-09.
    """
    letter = Document(is_letter=True, kind=kind, number=number, issued_on=issued_on, head=head)
    letter.status = "issued" if number else "draft"
    for name, value in letter_values(message).items():
        setattr(letter, name, value)
    with translation.override(message.language):
        return with_way_in(replace(letter_paper(letter), is_letter=True), message)


def with_way_in(paper: Paper, message: Message) -> Paper:
    """The letter with its secret link as a code to scan and to type; it is printed and kept nowhere."""
    if message.secret is None:
        return paper
    with translation.override(message.language):
        return replace(paper, blocks=(*paper.blocks, *way_in(message.secret)))


def file_name(message: Message, number: int, ending: str) -> str:
    """For instance "invitacion-007.eml": neither the subject nor a person's name stands in it."""
    stem = _NEUTRAL_STEM if message.is_neutral else _STEMS.get(message.kind, _NEUTRAL_STEM)
    return f"{stem}-{number:03d}.{ending}"


def valid_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return email == clean(email)


def _line(text: str) -> str:
    """One line, as a header needs it, whatever was typed."""
    whole = " ".join(clean(text).split())
    return whole if len(whole) <= _LONGEST_HEADER else f"{whole[: _LONGEST_HEADER - 1]}…"


def _address(name: str, email: str) -> Address:
    """An address whose domain travels in ASCII. Raises ValueError for what is none."""
    user, _at, domain = email.rpartition("@")
    return Address(display_name=_line(name), username=user, domain=domain.encode("idna").decode("ascii"))


def _web_address(link: str) -> str:
    return link if re.fullmatch(r"https?://\S+", link) else ""
