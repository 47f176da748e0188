"""What a request and its reminders say: texts to begin with, and the letter to one institution."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.messages.forms import Message, Recipient
from network.office.queries import office
from network.vocabulary.partial_date import PartialDate
from network.vocabulary.spans import date_words
from network.vocabulary.words import country

from .enums import RequestKind
from .models import Reminder, RequestRecipient


def letter_kind() -> str:
    """The kind of document that a letter of the office is, by country."""
    return "ord" if country() == "CL" else "oficio"


def suggested_subject(kind: str) -> str:
    return {
        RequestKind.DESIGNATE: _("Designation of a gender liaison"),
        RequestKind.COMMITMENTS: _("Commitments on equality for this year"),
        RequestKind.REPORT: _("Report on the actions for equality"),
        RequestKind.REPRESENTATIVES: _("Designation of representatives"),
    }[RequestKind(kind)]


def suggested_body(kind: str) -> str:
    """A text to begin with; whoever writes makes it her own."""
    network = _network()
    asked = {
        RequestKind.DESIGNATE: _(
            "So that your institution takes part in %(network)s, I ask you to designate the person "
            "who will be "
            "its gender liaison.\n\nPlease tell us in your answer her full name, her post, and how to reach "
            "her at work. We suggest somebody with time for the task and the power to call on the "
            "areas of your "
            "institution."
        ),
        RequestKind.COMMITMENTS: _(
            "Within %(network)s, I ask you to send us the commitments on equality that your "
            "institution takes on "
            "for this year.\n\nPlease say of each what will be done, by when, who is responsible, and how it "
            "will be known that it was fulfilled."
        ),
        RequestKind.REPORT: _(
            "Within %(network)s, I ask you for a report on the actions for equality of your institution in "
            "this period.\n\nPlease say of each what was done, when, with whom, how many people "
            "took part, and "
            "what the number counts. Do not send data of victims or of cases."
        ),
        RequestKind.REPRESENTATIVES: _(
            "Within %(network)s, I ask you to name the people who will represent your institution, a titular "
            "and a substitute.\n\nPlease tell us in your answer the full name and the post of each."
        ),
    }[RequestKind(kind)]
    return asked % {"network": network}


def _network() -> str:
    """Its name as it stands in a sentence: Spanish says "la Red de Enlaces"."""
    name = office().network_name
    if not name:
        return _("the network")
    return _("the %(name)s") % {"name": name} if name.casefold().startswith("red ") else name


def due_sentence(due_on: dt.date) -> str:
    """What stands at the end of every letter, so that nobody forgets to write it."""
    return _("I would thank you for your answer by %(date)s at the latest.") % {"date": day_words(due_on)}


def day_words(day: dt.date) -> str:
    return PartialDate(day.isoformat()).words


def letter_values(row: RequestRecipient) -> dict[str, Any]:
    """What its letter says (`documents.services.draft_letter`); `request` and `institution` are at hand."""
    asked = row.request
    end = [due_sentence(asked.due_on)] if asked.due_on else []
    return {
        "kind": asked.letter_kind,
        "subject": asked.shown_subject,
        "addressees": [row.institution],
        "addressee_lines": addressed(row),
        "body": "\n\n".join([asked.body.strip(), *end]),
    }


def addressed(row: RequestRecipient) -> str:
    """The lines above the letter; nothing where its institution alone is addressed, as letters do it."""
    if not row.addressee.strip():
        return ""
    name = row.institution.name
    lines = row.addressee.splitlines()
    return "\n".join([*lines, *([name] if name not in lines else []), pgettext("letter", "Present")])


def reminder_values(row: RequestRecipient, number: int, until: dt.date) -> dict[str, Any]:
    """The letter of that reminder, `until` the day that it gives: each more pressing than the one before."""
    return {
        "kind": row.request.letter_kind,
        "subject": reminder_subject(row, number),
        "addressees": [row.institution],
        "addressee_lines": addressed(row),
        "body": "\n\n".join(reminder_paragraphs(row, number, until)),
        "follows": [row.letter] if row.letter else [],
    }


def reminder_subject(row: RequestRecipient, number: int) -> str:
    words = {"subject": row.request.shown_subject}
    if number == 1:
        return _("Reminder: %(subject)s") % words
    if number == 2:
        return _("Second reminder: %(subject)s") % words
    return _("Reminder %(n)s: %(subject)s") % {**words, "n": number}


def reminder_paragraphs(row: RequestRecipient, number: int, until: dt.date) -> list[str]:
    letter = row.letter
    words = {
        "letter": str(letter or ""),
        "date": date_words(letter.issued_on) if letter else "",
        "subject": row.request.shown_subject,
        "due": day_words(row.request.due_on) if row.request.due_on else "",
        "until": day_words(until),
    }
    told = (
        _(
            "On %(date)s we wrote to you with %(letter)s on “%(subject)s”. We have no answer on "
            "record yet, and "
            "would be glad of it."
        )
        if number == 1
        else _(
            "This is the second time that we come back to %(letter)s of %(date)s, on “%(subject)s”, "
            "for which an "
            "answer was asked by %(due)s. To this day we have none on record."
        )
        if number == 2
        else _(
            "We have written to you several times about %(letter)s of %(date)s, on “%(subject)s”, "
            "for which an "
            "answer was asked by %(due)s. To this day we have none on record, and so it will stand "
            "in the report "
            "of the network."
        )
    )
    asked = (
        _("I would thank you for it by %(until)s at the latest. If you sent it already, please tell us how.")
        if number == 1
        else _(
            "I ask you for it by %(until)s at the latest. If something stands in the way, please "
            "tell us whom we "
            "may talk to."
        )
        if number == 2
        else _("I ask you for it by %(until)s at the latest, or to tell us why it is not possible.")
    )
    return [told % words, asked % words]


def short_words(row: RequestRecipient, reminder: Reminder | None = None) -> str:
    """The same in few words, for a chat."""
    asked, letter = row.request, reminder.letter if reminder else row.letter
    name = row.institution.name
    number = f" ({letter})" if letter else ""
    words = {
        "name": name,
        "subject": asked.shown_subject,
        "letter": number,
        "due": day_words(asked.due_on) if asked.due_on else "",
    }
    if reminder is None:
        text = _(
            "Good day. We sent %(name)s a letter: %(subject)s%(letter)s. We ask for an answer by %(due)s."
        )
    else:
        text = _(
            "Good day. We kindly remind %(name)s of our letter: %(subject)s%(letter)s. An answer "
            "was asked by "
            "%(due)s, and we have none on record yet."
        )
    return text % words


def message_of(row: RequestRecipient, reminder: Reminder | None = None) -> Message:
    """The letter as a message, to be copied or sent by e-mail: the same words that its letter bears."""
    letter = reminder.letter if reminder else row.letter
    assert letter is not None  # only what was issued is handed out
    return Message(
        kind="reminder" if reminder else "request",
        subject=letter.subject,
        neutral_subject=letter.subject,
        is_neutral=row.request.is_neutral,
        paragraphs=tuple(part for part in letter.body.split("\n\n") if part.strip()),
        short=(short_words(row, reminder),),
        recipient=Recipient(institution=row.institution.name, email=row.email),
        closing=letter.closing,
        signature=letter.signature,
    )
