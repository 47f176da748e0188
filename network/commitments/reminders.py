"""Reminding whoever owes a commitment: one message, which leaves by e-mail, as text, as file or as letter."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.institutions.queries import coordinates_network
from network.journal.services import record
from network.messages.enums import MessageKind
from network.messages.forms import Message, Recipient
from network.messages.models import Mailing
from network.messages.neutral import asks_for_neutrality
from network.messages.services import Addressed, Written, check_address, prepare_written
from network.office.queries import office
from network.vocabulary.spans import date_words
from network.vocabulary.words import letter_closing

from .models import CLOSED, Commitment
from .rules import due_words

ABOUT = "commitment"
"""Under this name the reminders of a commitment say what they are about."""


@transaction.atomic
def remind(*, commitment: Commitment, by: User | None, email: str = "") -> Mailing:
    """Prepare the reminder of today; asked for again on the same day to the same address, it is that one.

    Raises ValidationError where nothing is awaited any more.
    """
    rows = Commitment.objects.select_for_update(of=("self",))
    row = rows.select_related("debtor", "theme").get(pk=commitment.pk)
    if by is not None and not coordinates_network(viewer_for(by)):
        raise ValidationError(_("Only who coordinates the network writes in the name of the office."))
    if row.status in CLOSED:
        raise ValidationError(_("Nothing is awaited of it any more: there is nothing to remind of."))
    email = check_address(email)
    key = uuid.uuid5(row.uid, f"{timezone.localdate()} {email}")
    known = Mailing.objects.filter(uid=key).first()
    if known is not None:
        return known
    message = reminder_of(row, email=email)
    made = prepare_written(
        kind=MessageKind.REMINDER,
        title=_("Reminder of a commitment: %(text)s") % {"text": row.text[:200]},
        written=[Written(Addressed(institution=row.debtor, email=email), message)],
        by=by,
        uid=key,
        about_kind=ABOUT,
        about_uid=row.uid,
        is_neutral=message.is_neutral,
    )
    record(verb="remind_of_commitment", subject=row, by=by, after={"mailing": str(made.uid)})
    return made


def is_neutral(row: Commitment) -> bool:
    return asks_for_neutrality(row.text, row.theme.code, row.theme.label_es, row.theme.label_en)


def reminder_of(row: Commitment, *, email: str) -> Message:
    """What reminds whoever owes it: what it is, by when, to whom, and how to answer."""
    described = office()
    owed = _("It was given to %(name)s.") % {"name": row.creditor.name} if row.creditor else ""
    under = _("It comes from: %(title)s.") % {"title": row.agreement.title} if row.agreement else ""
    told = _("We kindly remind you of the commitment of your institution: “%(text)s”.") % {"text": row.text}
    asked = _("Please tell us how far it has come, and send us what shows it, or until when you need.")
    return Message(
        kind=MessageKind.REMINDER,
        subject=_("Reminder of a commitment (%(due)s)") % {"due": due_words(row)},
        neutral_subject=_("A message from the network"),
        is_neutral=is_neutral(row),
        salutation=_("To whom it may concern at %(name)s:") % {"name": row.debtor.name},
        paragraphs=tuple(
            part for part in (told, " ".join(filter(None, (_due_sentence(row), owed, under))), asked) if part
        ),
        short=(f"{told} {_due_sentence(row)} {asked}",),
        recipient=Recipient(institution=row.debtor.name, email=email),
        closing=described.closing or letter_closing(),
        signature=described.signature or described.office_name or described.network_name,
    )


def _due_sentence(row: Commitment) -> str:
    if not row.due_on:
        return _("No date is recorded for it.")
    return _("It is due: %(date)s.") % {"date": date_words(row.due_on)}
