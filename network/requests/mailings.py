"""The letters of a request, or of its reminders, put into the outbox: there they leave by e-mail too."""

import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.messages.enums import MessageKind
from network.messages.models import Mailing
from network.messages.services import Addressed, Written, prepare_written

from .models import Reminder, Request, RequestRecipient
from .wording import message_of

ABOUT = "request"


def mailing_of(
    *, request: Request, items: Sequence[tuple[RequestRecipient, Reminder | None]], by: User | None
) -> Mailing:
    """The mailing of exactly these letters; the same letters and addresses again are the same mailing.

    Who has an institutional e-mail gets it there; the texts and letters of the others are in it as well. A
    letter is in one mailing only. Raises ValidationError.
    """
    loose = [
        (row, reminder)
        for row, reminder in items
        if not hasattr(reminder.letter if reminder else row.letter, "message")
    ]
    if not loose:
        first = items[0] if items else None
        letter = (first[1].letter if first[1] else first[0].letter) if first else None
        if letter is None:
            raise ValidationError(_("There is no letter to send."), code="nobody")
        return letter.message.mailing
    keys = sorted(str(reminder.uid if reminder else row.uid) for row, reminder in loose)
    is_reminder = loose[0][1] is not None
    return prepare_written(
        kind=MessageKind.REMINDER if is_reminder else MessageKind.REQUEST,
        title=request.subject,
        written=[_written(row, reminder) for row, reminder in loose],
        by=by,
        uid=uuid.uuid5(request.uid, " ".join(keys)),
        about_kind=ABOUT,
        about_uid=request.uid,
        is_neutral=request.is_neutral,
    )


def _written(row: RequestRecipient, reminder: Reminder | None) -> Written:
    to = Addressed(institution=row.institution, email=row.email)
    return Written(to, message_of(row, reminder), reminder.letter if reminder else row.letter)
