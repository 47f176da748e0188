"""Writing to those who came, who did not, or who waited: each once, under the outward title of the event."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.journal.services import record
from network.messages.enums import MailState
from network.messages.forms import Envelope, Message, Recipient, as_email
from network.messages.queries import sending_address
from network.notices.services import notify
from network.office.models import Office

from ..enums import ConsentPurpose, Group
from ..line import locked
from ..links import event_address, place_address
from ..models import AfterMail, AfterMessage, Event, EventConsent, Registration
from ..queries import kept_by
from ..rules import is_neutral, is_over, outward
from ..tasks import post_soon
from ..telling import address_of
from .attended import group_of


@dataclass(frozen=True, slots=True)
class Reached:
    """To how many a message goes: of them, how many have an e-mail."""

    number: int
    by_email: int


def recipients(event: Event, group: str, *, of_later: bool) -> QuerySet[Registration]:
    """Those of the group who may be written to: about later activities, only who agreed to it."""
    rows = group_of(event, group).select_related("person__account")
    if of_later:
        agreed = EventConsent.objects.filter(purpose=ConsentPurpose.LATER)
        rows = rows.filter(pk__in=agreed.order_by().values("registration"))
    return rows


def reached(event: Event, group: str, *, of_later: bool) -> Reached:
    rows = list(recipients(event, group, of_later=of_later))
    return Reached(len(rows), sum(bool(address_of(row)) for row in rows))


@transaction.atomic
def write_to(
    *, event: Event, by: User, group: str, subject: str, body: str, of_later: bool, uid: uuid.UUID
) -> AfterMessage:
    """Write it down, its e-mails into the outbox; the same `uid` writes once. Raises ValidationError."""
    row = locked(event)
    known = AfterMessage.objects.filter(uid=uid, event=row).first()
    if known is not None:
        return known
    if not kept_by(Event.objects.filter(pk=row.pk), viewer_for(by)).exists():
        raise ValidationError(_("Only whoever runs the event does this."), code="not_hers")
    now = timezone.now()
    if not is_over(row, now):
        raise ValidationError(_("One writes to them once the event is over."), code="early")
    people = list(recipients(row, group, of_later=of_later))
    if not people:
        raise ValidationError(
            _("There is nobody to write to. Choose another group, or note attendance first.")
        )
    made = AfterMessage(
        uid=uid,
        event=row,
        group=group,
        subject=" ".join(subject.split()),
        body=body.replace("\r\n", "\n").strip(),
        of_later=of_later,
        by=by,
    )
    made.full_clean(exclude=["by"])
    made.save()
    domain = sending_address().rpartition("@")[2] or "localhost"
    AfterMail.objects.bulk_create(
        AfterMail(
            said=made,
            registration=one,
            message_id=f"<{uuid.uuid4()}@{domain}>",
            mail_state=MailState.QUEUED if address_of(one) else MailState.NONE,
            mail_changed_at=now if address_of(one) else None,
        )
        for one in people
    )
    for one in people:
        if one.person is not None and one.person.account_id:
            notify(
                to=one.person,
                kind="own_events",
                says="written",
                link=row.get_absolute_url(),
                key=f"after-{made.uid}",
                words={"title": outward(row)},
                is_neutral=is_neutral(row),
            )
    # How many is not noted: the journal is read by others than whoever runs the event.
    record(verb="write_after_event", subject=row, by=by, after={"group": group, "of_later": of_later})
    post_soon()
    return made


@transaction.atomic
def stop_later(*, place: Registration) -> int:
    """She is written to about later activities no more, whatever the event in which she agreed to it."""
    hers = Q(registration=place)
    if place.person_id is not None:
        hers |= Q(registration__person=place.person_id)
    elif place.email:
        hers |= Q(registration__person=None, registration__email__iexact=place.email)
    number, _rows = EventConsent.objects.filter(hers, purpose=ConsentPurpose.LATER).delete()
    return number


def composed_after(mail: AfterMail, described: Office) -> EmailMultiAlternatives:
    """The e-mail to one of them, as it is to leave now. Raises ValidationError where she stopped it since."""
    place, said = mail.registration, mail.said
    if said.of_later and not place.consents.filter(purpose=ConsentPurpose.LATER).exists():
        raise ValidationError("stopped")
    envelope = Envelope(
        sender_name=described.office_name or described.network_name,
        sender_email=sending_address(),
        message_id=mail.message_id,
        at=said.written_at,
        answer_to=described.email,
    )
    return as_email(message_to(said, described, place=place), envelope)


def message_to(said: AfterMessage, described: Office, *, place: Registration | None = None) -> Message:
    """What is said: to one of them with the link to her place, without one to be copied or sent by hand."""
    event = place.event if place is not None else said.event
    language = place.language if place is not None else (translation.get_language() or "es")[:2]
    with translation.override(language):
        own = _("On your page of this activity are its materials, your letters and what you agreed to.")
        stop = _("There you may also say that you do not want to be written to about later activities.")
        paragraphs = [*said.body.split("\n\n"), *([own] if place is not None else [])]
        if said.of_later and place is not None:
            paragraphs.append(stop)
        if place is not None:
            link = place_address(place.uid, language)
        else:
            link = event_address(event.package_id, language)
        return Message(
            kind="event",
            subject=f"{said.subject}: {outward(event)}",
            salutation=_("Good day:"),
            paragraphs=tuple(" ".join(text.split()) for text in paragraphs if text.strip()),
            recipient=Recipient(email=address_of(place) if place is not None else ""),
            link=link,
            signature=described.network_name or described.office_name,
            language=language,
        )


def proposed(group: str, *, asks: bool) -> tuple[str, str]:
    """Subject and words to begin with; whoever writes changes them. `asks`: there are questions to answer."""
    if group == Group.CAME:
        thanks = _("Thank you for taking part. What you said and asked helps us to do it better.")
        how = _("On the page of your place you may tell in two minutes how it was: it is anonymous.")
        return _("Thank you for coming"), "\n\n".join([thanks, how] if asks else [thanks])
    if group == Group.MISSED:
        return _("We missed you"), _(
            "You had a place and could not come: we hope that all is well.\n\n"
            "If you tell us what would have helped you to come, we take it into account."
        )
    return _("About the waiting list"), _(
        "This time there was no place left for you. We are sorry, and thank you for waiting."
    )


def messages_of(event: Event) -> Sequence[AfterMessage]:
    return list(event.messages_after.order_by("-written_at", "-pk"))
