"""Each change of a registration is told once by e-mail; the bell rings for what others did, or time."""

import datetime as dt
import uuid

from django.utils import timezone

from network.accounts.models import User
from network.messages.enums import MailState
from network.messages.queries import sending_address
from network.notices.services import notify

from .live import changed
from .models import Move, Registration
from .rules import is_neutral, outward
from .tasks import post_soon


def address_of(row: Registration) -> str:
    """Where she is written to; nothing where nobody knows it, or where her data are blocked."""
    person = row.person
    if person is None:
        return row.email
    if person.data_blocked_on is not None:
        return ""
    return person.account.email if person.account else person.email


def tell(
    row: Registration,
    *,
    before: str,
    now: dt.datetime,
    by: User | None = None,
    reason: str = "",
    silently: bool = False,
) -> Move:
    """Write the change down, with its one message to her. Of one change it is called once.

    `silently`: another message tells her of it, as that of a whole training does of each of its sessions.
    """
    domain = sending_address().rpartition("@")[2] or "localhost"
    reachable = not silently and bool(address_of(row))
    move = Move.objects.create(
        registration=row,
        before=before,
        after=row.state,
        at=now,
        by=by,
        reason=reason,
        message_id=f"<{uuid.uuid4()}@{domain}>",
        mail_state=MailState.QUEUED if reachable else MailState.NONE,
        mail_changed_at=timezone.now() if reachable else None,
    )
    if reachable:
        post_soon()
    changed(row.event)
    is_her_own_deed = by is not None and row.person is not None and row.person.account_id == by.pk
    is_rung = not silently and not is_her_own_deed
    if is_rung and row.person is not None and row.person.account_id:
        notify(
            to=row.person,
            kind="own_events",
            says="changed" if before == row.state else row.state,
            link=row.event.get_absolute_url(),
            key=f"move-{move.pk}",
            words={"title": outward(row.event)},
            is_neutral=is_neutral(row.event),
        )
    return move
