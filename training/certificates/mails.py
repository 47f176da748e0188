"""Telling whoever has no account, with the link of her place and without a word of the matter."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.links import place_token
from events.models import Registration
from network.messages.enums import MailState
from network.messages.forms import Envelope, Message, Recipient, as_email
from network.messages.outbox import Outbox, deliver
from network.messages.queries import sending_address, sends_email
from network.office.models import Office
from network.office.queries import office

from ..enums import CertificateState
from ..models import Certificate, CertificateMail

_JOINED = ("certificate__place", "certificate__enrolment__place")


def tell_by_email(certificate: Certificate, says: str) -> bool:
    """Put it into the outbox, in the transaction of the deed; whether there is anywhere to write to."""
    if certificate.person_id is not None or not certificate.email or _place(certificate) is None:
        return False
    domain = sending_address().rpartition("@")[2] or "localhost"
    CertificateMail.objects.create(
        certificate=certificate,
        says=says,
        message_id=f"<{uuid.uuid4()}@{domain}>",
        mail_state=MailState.QUEUED if sends_email() else MailState.NONE,
        mail_changed_at=timezone.now(),
    )
    return True


def post() -> int:
    """Send what waits; how many left. May run at once with others, and twice."""
    described = office()
    return deliver(Outbox(CertificateMail, lambda mail: composed(mail, described), joined=_JOINED))


def composed(mail: CertificateMail, described: Office) -> EmailMessage:
    """As it is to leave now. Raises ValidationError where its content was erased meanwhile."""
    row, place = mail.certificate, _place(mail.certificate)
    if place is None or not row.email or row.state == CertificateState.ERASED:
        raise ValidationError("nobody to write to")
    envelope = Envelope(
        sender_name=described.office_name or described.network_name,
        sender_email=sending_address(),
        message_id=mail.message_id,
        at=mail.mail_changed_at or timezone.now(),
        answer_to=described.email,
    )
    return as_email(_message(mail, place, described), envelope)


def _message(mail: CertificateMail, place: Registration, described: Office) -> Message:
    language = place.language
    with translation.override(language):
        where = reverse("place_certificates", args=[place_token(place.uid)])
        said = {
            "issued": _("A paper was issued to you. With the link you download it, whenever you need it."),
            "corrected": _("A paper of yours was corrected. With the link you download the new one."),
            "anew": _("A paper of yours was issued anew. With the link you download the one that counts."),
            "revoked": _("A paper of yours was revoked. With the link you see which."),
        }[mail.says]
        return Message(
            kind="event",
            subject=_("News about a paper of yours"),
            salutation=_("Good day:"),
            paragraphs=(said, _("The link is yours alone: do not pass it on.")),
            recipient=Recipient(email=mail.certificate.email),
            link=settings.WAGTAILADMIN_BASE_URL.rstrip("/") + where,
            signature=described.network_name or described.office_name,
            language=language,
        )


def _place(row: Certificate) -> Registration | None:
    return row.place or (row.enrolment.place if row.enrolment else None)
