"""Verbs on invitations: prepare them for people of the list, take them back, open an account with one."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.institutions.models import Institution
from network.journal.services import record
from network.messages.enums import MessageKind
from network.messages.models import Mailing
from network.messages.services import MOST, Addressed, prepare
from network.people.models import Person

from .admitting import admit
from .applying import apply
from .enums import ApplicationState, InvitationState
from .links import code_of, digest_of, invitation_reference
from .models import Application, Consent, Invitation
from .queries import bound_to
from .rules import INVITATION_DAYS


class InvitationClosedError(Exception):
    """It was used, taken back, sent anew, or its time is over."""


@transaction.atomic
def invite(
    *,
    to: Sequence[tuple[Person, Institution | None]],
    language: str,
    is_neutral: bool,
    by: Any,
    uid: uuid.UUID,
) -> Mailing:
    """Invitations with their messages, each with a link of its own; a link sent before is dead from now on.

    The `uid` of a mailing that exists is that mailing. Raises ValidationError.
    """
    known = Mailing.objects.filter(uid=uid, kind=MessageKind.INVITATION).first()
    if known is not None:
        return known
    if not 0 < len(to) <= MOST:
        raise ValidationError(
            _("Choose between 1 and %(most)s recipients.") % {"most": MOST}, code="how_many"
        )
    invited = _renewed([person for person, _where in to])
    addressed = [
        Addressed(
            person=person,
            institution=where,
            language=language,
            link=invitation_reference(invited[person.pk].uid, invited[person.pk].turn),
        )
        for person, where in to
    ]
    return prepare(
        kind=MessageKind.INVITATION,
        title=str(MessageKind.INVITATION.label),
        to=addressed,
        by=by,
        is_neutral=is_neutral,
        uid=uid,
    )


def _renewed(people: Sequence[Person]) -> dict[int, Invitation]:
    now = timezone.now()
    keys = [person.pk for person in people]
    rows = Invitation.objects.select_for_update(of=("self",)).filter(
        person__in=keys, used_at=None, revoked_at=None
    )
    found = {row.person_id: row for row in rows}
    fresh = []
    for person in people:
        row = found.get(person.pk)
        if row is None:
            row = found[person.pk] = Invitation(person=person)
            fresh.append(row)
        else:
            row.turn += 1
        row.email = person.email.strip().lower()
        row.sent_at, row.expires_at = now, now + dt.timedelta(days=INVITATION_DAYS)
        row.digest = digest_of(code_of(row.uid, row.turn))
    renewed = [row for row in found.values() if row.pk]
    Invitation.objects.bulk_update(renewed, ["turn", "email", "sent_at", "expires_at", "digest"])
    Invitation.objects.bulk_create(fresh)
    return found


@transaction.atomic
def revoke(*, invitation: Invitation, by: Any, reason: str = "") -> Invitation:
    """Its link opens nothing from now on. One that was used stays as it is. Raises ValidationError."""
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if row.used_at is not None:
        raise ValidationError(_("This invitation was accepted already."), code="used")
    if row.revoked_at is None:
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
        record(verb="revoke_invitation", subject=row, by=by, reason=reason)
    return row


@transaction.atomic
def say_yes(*, invitation: Invitation, email: str, mark: str, language: str) -> None:
    """Whoever holds the link says yes with that address, and is written to there; nothing is opened yet.

    From the address of the list she opens her account (`mails.about`). Another one may be hers, or of
    somebody who got hold of the letter: it becomes an application for that record, which the office
    decides. The same is done and kept for both. Raises InvitationClosedError, NoticeChangedError.
    """
    row = _usable(invitation.pk, invitation.turn)
    main = row.person.affiliations.filter(ended="").select_related("institution").first()
    apply(
        name=row.person.name,
        email=email,
        institution=main.institution if main else None,
        institution_name=_("not recorded"),
        mark=mark,
        language=language,
        person=row.person,
    )


@transaction.atomic
def open_account(*, uid: str, turn: int) -> User:
    """From her own mailbox: the account is hers, she is a member, the invitation is used. Once.

    Of two who open it at once one wins, the other gets InvitationClosedError, as whoever comes too late.
    Raises ValidationError where the account already is somebody's.
    """
    application = Application.objects.filter(uid=uid).first()
    invitation = bound_to(application) if application else None
    if application is None or invitation is None or invitation.turn != turn:
        raise InvitationClosedError
    row = _usable(invitation.pk, turn)
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if application.state != ApplicationState.UNCONFIRMED:
        raise InvitationClosedError
    user = admit(person=row.person, email=row.email, language=application.language, account=None, by=None)
    now = timezone.now()
    row.used_at = now
    row.save(update_fields=["used_at"])
    application.state, application.confirmed_at, application.decided_at = ApplicationState.ACCEPTED, now, now
    application.save(update_fields=["state", "confirmed_at", "decided_at"])
    Consent.objects.filter(application=application).update(person=row.person, application=None)
    record(verb="accept_invitation", subject=row, by=user)
    return user


def _usable(pk: int, turn: int) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.filter(pk=pk, turn=turn).first()
    if row is None or row.state_on(timezone.now()) != InvitationState.OPEN or row.person.account_id:
        raise InvitationClosedError
    return row
