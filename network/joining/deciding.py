"""Verbs of the office on an application: ask for more, accept, decline, look at it again.

Each goes with the message that tells it, which was shown before; nothing is decided without one.
"""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.institutions.models import Institution
from network.journal.services import record
from network.messages.enums import MessageKind
from network.messages.forms import Message
from network.messages.models import Mailing
from network.messages.queries import words_of
from network.messages.services import (
    Addressed,
    Written,
    ask_for_email,
    message_to,
    prepare_written,
)
from network.office.queries import office
from network.people.models import Affiliation, Person
from network.people.queries import current_affiliations
from network.people.services import register_person

from .admitting import admit
from .affiliations import verify
from .enums import OPEN, ApplicationState, DeclineReason
from .links import answer_reference, enter_reference
from .models import Application, Consent, Invitation
from .rules import ABOUT


def letter_to(
    application: Application, kind: str, values: Mapping[str, str], *, person: Person | None = None
) -> Message:
    """What would be written to her, in the words in use now; nothing is stored."""
    to = _addressed(application, person)
    return message_to(to, kind, words_of(kind, application.language)[0], values, office())


def decline_words(reason: str, note: str) -> str:
    """The reason as it is told to her, and what the office adds."""
    told = {
        DeclineReason.NOT_ELIGIBLE: _(
            "The network brings together people whose work is described on its page; from what you wrote, "
            "yours is another."
        ),
        DeclineReason.INSTITUTION: _("Your institution does not take part in the network yet."),
        DeclineReason.UNVERIFIED: _("We could not verify with your institution that you work there."),
        DeclineReason.NO_ANSWER: _("We asked you for something more and did not get your answer."),
        DeclineReason.ALREADY_HERE: _(
            "You are part of the network already: you can enter with your account."
        ),
    }
    return "\n\n".join(part for part in (str(told.get(DeclineReason(reason), "")), note.strip()) if part)


@transaction.atomic
def ask(*, application: Application, question: str, message: Message, by: Any) -> Mailing:
    """Ask her for more; she answers by her link. Raises ValidationError."""
    row = _open(application)
    before = row.state
    row.state, row.asked_at, row.question = ApplicationState.ASKED, timezone.now(), question.strip()
    row.times_asked += 1
    if not row.question:
        raise ValidationError({"question": _("Write what you ask her.")})
    row.full_clean(exclude=["themes"])
    row.save()
    record(
        verb="ask_applicant",
        subject=row,
        by=by,
        before={"state": before},
        after={"state": row.state, "times": row.times_asked},
    )
    link = answer_reference(row.uid, row.times_asked)
    return _write(row, MessageKind.QUESTION, message, link, by)


@transaction.atomic
def decline(*, application: Application, reason: str, note: str, message: Message, by: Any) -> Mailing:
    row = _open(application)
    before = row.state
    row.state, row.decided_at = ApplicationState.DECLINED, timezone.now()
    row.decline_reason, row.decline_note = reason, note.strip()
    row.full_clean(exclude=["themes"])
    row.save()
    record(
        verb="decline_application",
        subject=row,
        by=by,
        before={"state": before},
        after={"state": row.state, "reason": reason},
    )
    return _write(row, MessageKind.DECLINE, message, "", by)


@transaction.atomic
def look_again(*, application: Application, by: Any, reason: str = "") -> Application:
    """A declined application waits again. Raises ValidationError where the address has another since."""
    row = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if row.state != ApplicationState.DECLINED:
        raise ValidationError(_("This application is not declined."), code="state")
    if Application.objects.filter(email__iexact=row.email, state__in=OPEN).exists():
        raise ValidationError(_("She has applied again since: look at that application."), code="newer")
    before = {"state": row.state, "reason": row.decline_reason}
    row.state, row.decided_at, row.decline_reason = ApplicationState.WAITING, None, ""
    row.save(update_fields=["state", "decided_at", "decline_reason"])
    record(
        verb="look_at_application_again",
        subject=row,
        by=by,
        reason=reason,
        before=before,
        after={"state": row.state},
    )
    return row


@transaction.atomic
def accept(
    *,
    application: Application,
    person: Person | None,
    institution: Institution | None,
    is_verified: bool,
    message: Message,
    by: Any,
) -> Mailing:
    """She is a member: as that person of the list, or entered as a new one. Raises ValidationError.

    What the list already says of her stays; what it leaves open is filled with what she wrote. Her address
    is the one that she confirmed. `is_verified` says that the office made sure of where she works.
    """
    row = _open(application)
    if person is None:
        person = register_person(name=row.name, institution=institution, by=by, email=row.email)
    elif row.person_id not in (None, person.pk):
        raise ValidationError(_("This application asks for the record of somebody else."), code="person")
    account = User.objects.filter(pk=row.account_id).first() if row.account_id else None
    admit(person=person, email=row.email, language=row.language, account=account, by=by)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    _fill(person, row)
    if institution is not None:
        _affiliate(person, institution, is_verified=is_verified, by=by)
    before = row.state
    row.person, row.state, row.decided_at = person, ApplicationState.ACCEPTED, timezone.now()
    row.full_clean(exclude=["themes"])
    row.save()
    Consent.objects.filter(application=row).update(person=person, application=None)
    Invitation.objects.filter(person=person, used_at=None, revoked_at=None).update(used_at=timezone.now())
    record(
        verb="accept_application",
        subject=row,
        by=by,
        before={"state": before},
        after={"state": row.state, "person": str(person.uid), "verified": is_verified},
    )
    return _write(row, MessageKind.ADMISSION, message, enter_reference(row.uid), by, person=person)


def _open(application: Application) -> Application:
    row = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if row.state not in OPEN:
        raise ValidationError(_("Somebody has decided on this application already."), code="decided")
    return row


def _fill(person: Person, row: Application) -> None:
    person.email = row.email
    for name, said in (("post_title", row.post_title), ("post_level", row.post_level), ("seeks", row.seeks)):
        if not getattr(person, name):
            setattr(person, name, said)
    person.save(update_fields=["email", "post_title", "post_level", "seeks"])
    person.themes.add(*row.themes.all())


def _affiliate(person: Person, institution: Institution, *, is_verified: bool, by: Any) -> None:
    theirs = current_affiliations().filter(person=person)
    row = theirs.filter(institution=institution).first()
    if row is None:
        has_main = Affiliation.objects.filter(person=person, ended="", is_main=True).exists()
        row = Affiliation(person=person, institution=institution, is_main=not has_main)
        row.full_clean()
        row.save()
    if is_verified:
        verify(affiliation=row, on=timezone.localdate(), by=by)


def _addressed(application: Application, person: Person | None) -> Addressed:
    if person is not None:
        return Addressed(person=person, language=application.language)
    return Addressed(name=application.name, email=application.email, language=application.language)


def _write(
    row: Application, kind: str, message: Message, link: str, by: Any, *, person: Person | None = None
) -> Mailing:
    """Prepare it under the application, and put its e-mail into the outbox."""
    to = _addressed(row, person)
    mailing = prepare_written(
        kind=kind,
        title=str(MessageKind(kind).label),
        written=[Written(to, replace(message, link=link))],
        by=by,
        uid=uuid.uuid4(),
        about_kind=ABOUT,
        about_uid=row.uid,
        is_neutral=message.is_neutral,
    )
    ask_for_email(messages=mailing.messages.all(), by=by)
    return mailing
