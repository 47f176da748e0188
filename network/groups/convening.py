"""Calling a group to a session: one message to each institution, or to whoever sits for it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.institutions.models import Institution
from network.messages.enums import MessageKind
from network.messages.models import Mailing
from network.messages.services import Addressed, check_address, prepare
from network.notices.services import notify_all
from network.people.models import Person
from network.vocabulary.partial_date import in_force_on

from .models import Group, GroupSession, Seat
from .queries import visible_to
from .services import lock_session
from .session_rules import SESSION_MAY, session_name, when_words

ABOUT = "group_session"
"""Under this name the messages of a session say what they are about."""


@dataclass(frozen=True, slots=True)
class Called:
    """An institution to be called; with a person the message goes to her, at the address that she has."""

    institution: Institution
    person: Person | None = None
    email: str = ""


@transaction.atomic
def convene(
    *,
    session: GroupSession,
    called: Sequence[Called],
    by: Any,
    note: str = "",
    language: str = "es",
    uid: uuid.UUID | None = None,
) -> Mailing:
    """Prepare the messages that call them to a session to come, and tell the group's own members by a notice.

    No message leaves yet. A `uid` given before is that mailing: a form sent twice prepares and tells once.
    Raises ValidationError.
    """
    row = lock_session(session, by)
    if "hold" not in SESSION_MAY[row.status]:
        raise ValidationError(_("One calls to a session that is still to come."), code="stale")
    if not row.happens_on:
        raise ValidationError(_("First say on which day it will be: correct the session."), code="no_date")
    if not called:
        raise ValidationError({"called": _("Choose at least one institution.")})
    mailing = prepare(
        kind=MessageKind.CONVOCATION,
        title=_("Convocation: %(group)s, %(session)s")
        % {"group": row.group.name[:150], "session": session_name(row)},
        to=[
            Addressed(
                person=one.person,
                institution=one.institution,
                email="" if one.person else check_address(one.email),
                language=language,
            )
            for one in called
        ],
        values=_values(row, note, language),
        by=by,
        about_kind=ABOUT,
        about_uid=row.uid,
        uid=uid,
    )
    _tell_members(row, mailing, by)
    return mailing


def _tell_members(session: GroupSession, mailing: Mailing, by: Any) -> None:
    """Whoever is seated there by name today and has an account, if she may see the group at all.

    Day and place are internal until the session was held: her institution's convocation tells them.
    """
    group = session.group
    seated = Seat.objects.filter(in_force_on(timezone.localdate()), group=group)
    accounts = User.objects.filter(person__seats__in=seated, is_active=True).distinct().order_by("pk")
    told = [
        account
        for account in accounts
        if (by is None or account.pk != by.pk) and (group.is_public or _sees(group, account))
    ]
    notify_all(
        to=told,
        kind="sessions",
        says="called",
        link=group.get_absolute_url(),
        key=str(mailing.uid),
        words={"group": group.name},
    )


def _sees(group: Group, account: User) -> bool:
    return visible_to(Group.objects.filter(pk=group.pk), viewer_for(account)).exists()


def _values(session: GroupSession, note: str, language: str) -> dict[str, str]:
    """What the words of a convocation fill in."""
    with translation.override(language):
        when = when_words(session)
        if session.happens_at:
            when = _("%(day)s, at %(time)s") % {"day": when, "time": session.happens_at}
        modality = str(session.get_modality_display()) if session.modality else ""
        points = [line.strip().lstrip("-•* ") for line in session.agenda.splitlines()]
        return {
            "mesa": session.group.name,
            "sesion": session.number,
            "fecha": when,
            "lugar": session.place,
            "modalidad": modality,
            "orden": "\n".join(f"- {point}" for point in points if point),
            "nota": note,
        }
