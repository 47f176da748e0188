"""Messages about an enrolment: each once by e-mail, and in the bell of whoever has an account.

Of her seat in the sessions events write to her themselves (after_place.py says what they add).
"""

import uuid

from django.utils import timezone

from network.accounts.models import User
from network.messages.enums import MailState
from network.messages.queries import sending_address
from network.notices.services import notify

from .enums import Said
from .models import Enrolment, EnrolmentMail
from .rules import is_neutral, outward
from .tasks import post_soon


def address_of(enrolment: Enrolment) -> str:
    """Where she is written to; nothing where nobody knows it, or where her data are blocked."""
    person = enrolment.person
    if person is None:
        return enrolment.email
    if person.data_blocked_on is not None:
        return ""
    return person.account.email if person.account else person.email


def address_for(mail: EnrolmentMail) -> str:
    """To her, or to her superior."""
    if mail.says != Said.CONSENT:
        return address_of(mail.enrolment)
    consent = getattr(mail.enrolment, "consent", None)
    return consent.email if consent is not None else ""


def tell(enrolment: Enrolment, says: Said, *, by: User | None = None) -> EnrolmentMail:
    """Write the message down; it leaves by e-mail where there is an address, else by hand."""
    domain = sending_address().rpartition("@")[2] or "localhost"
    mail = EnrolmentMail(
        enrolment=enrolment, says=says, at=timezone.now(), by=by, message_id=f"<{uuid.uuid4()}@{domain}>"
    )
    if address_for(mail):
        mail.mail_state, mail.mail_changed_at = MailState.QUEUED, mail.at
        post_soon()
    mail.save()
    if says != Said.CONSENT and enrolment.person is not None and enrolment.person.account_id:
        curriculum = enrolment.edition.version.curriculum
        notify(
            to=enrolment.person,
            kind="own_trainings",
            says=str(says),
            link=enrolment.edition.get_absolute_url(),
            key=f"mail-{mail.uid}",
            words={"title": outward(curriculum)},
            is_neutral=is_neutral(curriculum),
        )
    return mail
