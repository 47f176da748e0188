"""The office's messages as e-mails of the outbox."""

from dataclasses import replace

from django.core.mail import EmailMessage

from network.office.models import Office
from network.office.queries import office
from network.people.enums import Visibility

from .enums import Form
from .forms import Envelope, Message, as_email
from .models import Outgoing
from .outbox import Outbox, deliver
from .queries import message_of, sending_address
from .services import note_departure


def deliver_waiting() -> int:
    """Send what waits, one after the other; how many left. May run at once with others, and twice."""
    described = office()
    return deliver(
        Outbox(
            model=Outgoing,
            compose=lambda row: _composed(row, described),
            joined=("mailing", "person"),
            left=_noted,
        )
    )


def _composed(row: Outgoing, described: Office) -> EmailMessage:
    envelope = Envelope(
        sender_name=described.office_name or described.network_name,
        sender_email=sending_address(),
        message_id=row.message_id,
        at=row.mailing.prepared_at,
        answer_to=described.email,
    )
    return as_email(_with_address(row), envelope)


def _with_address(row: Outgoing) -> Message:
    """To a person, at her address of now; not to one who is protected since."""
    message = message_of(row)
    if row.person is None:
        return message
    email = "" if row.person.visibility == Visibility.PROTECTED else row.person.email
    return replace(message, recipient=replace(message.recipient, email=email))


def _noted(row: Outgoing) -> None:
    note_departure(messages=[row], form=Form.EMAIL, by=row.mailing.prepared_by)
