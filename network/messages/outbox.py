"""E-mails leave here, whichever table they stand in. A row is claimed before its e-mail is handed over and
marked after.

A machine that stops between the two leaves a row "being sent". After `GIVEN_UP` it is sent once more, under
the same Message-ID, which mail programs show once; a row that is left behind a second time is in doubt, and
somebody has to ask.
"""

import datetime as dt
import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.db import connections, transaction
from django.db.models import Q
from django.utils import timezone

from .enums import MailState
from .models import Mailed
from .queries import sends_email
from .rules import TRIES

GIVEN_UP = dt.timedelta(minutes=10)
"""Handing an e-mail over takes seconds: whoever claimed a row so long ago is no longer there."""

AGAIN_AFTER = dt.timedelta(minutes=50)
"""So long a row rests that found the server away: else what is written meanwhile would use up its tries."""

ANSWERS_WITHIN = 30  # seconds

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outbox:
    """One table of e-mails. `compose` makes the e-mail of a row as it is to leave now, under the row's
    `message_id`, and raises ValidationError where it has no address to go to; `joined` names the keys that it
    reads. `left` is called for a row that left, in the transaction that marks it.
    """

    model: type[Mailed]
    compose: Callable[[Any], EmailMessage]
    joined: tuple[str, ...]
    left: Callable[[Any], None] | None = None


class _UnreachableError(Exception):
    """The server is away or does not know us: the others would not leave either."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def deliver(outbox: Outbox) -> int:
    """Send what waits, one after the other; how many left. May run at once with others, and twice.

    An e-mail is made, and the server greeted, before its row is claimed: whoever is stopped there left none
    in doubt.
    """
    if not sends_email():
        return 0
    sent = 0
    connection = get_connection(timeout=ANSWERS_WITHIN)
    try:
        while (next_one := _next(outbox)) is not None:
            mail, problem = _made(outbox, next_one)
            unreachable = _greeted(connection) if mail else ""
            if (row := _claimed(outbox, next_one.pk)) is None:
                continue  # another process was faster, or it was left behind twice
            try:
                if unreachable:
                    raise _UnreachableError(unreachable)
                problem = problem if mail is None else _handed_over(row, mail, connection)
            except _UnreachableError as error:
                _put_back(row, error.problem)
                break
            _marked(outbox, row, problem)
            sent += not problem
    finally:
        connection.close()
    return sent


def _waiting(now: dt.datetime) -> Q:
    """Rows to be sent: asked for, put back a while ago, or left behind while being sent."""
    has_rested = Q(mail_problem="") | Q(mail_changed_at__lt=now - AGAIN_AFTER)
    left_behind = Q(mail_state=MailState.SENDING, mail_changed_at__lt=now - GIVEN_UP)
    return Q(mail_state=MailState.QUEUED) & has_rested | left_behind


def _next(outbox: Outbox) -> Any:
    rows = outbox.model._default_manager.filter(_waiting(timezone.now())).select_related(*outbox.joined)
    return rows.order_by("mail_changed_at", "pk").first()


@transaction.atomic
def _claimed(outbox: Outbox, key: int) -> Any:
    now, table = timezone.now(), outbox.model._default_manager
    skips = connections[table.db].features.has_select_for_update_skip_locked
    rows = table.select_for_update(of=("self",), skip_locked=skips).filter(_waiting(now), pk=key)
    row = rows.select_related(*outbox.joined).first()
    if row is None:
        return None
    is_left_behind = row.mail_state == MailState.SENDING
    row.mail_changed_at = now
    if is_left_behind and row.mail_resumed:
        row.mail_state = MailState.IN_DOUBT
        row.save(update_fields=["mail_state", "mail_changed_at"])
        return None
    row.mail_resumed = row.mail_resumed or is_left_behind
    row.mail_state = MailState.SENDING
    row.mail_tries += 1
    row.save(update_fields=["mail_state", "mail_changed_at", "mail_tries", "mail_resumed"])
    return row


def _made(outbox: Outbox, row: Any) -> tuple[EmailMessage | None, str]:
    """The e-mail, or the code of why there is none."""
    try:
        return outbox.compose(row), ""
    except ValidationError:
        return None, "no_address"
    except Exception:
        logger.exception("The e-mail of %s could not be made", row)
        return None, "unknown"


def _greeted(connection: Any) -> str:
    """Empty where the server answers and knows us, else what is wrong."""
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError:
        return "login"
    except (smtplib.SMTPException, OSError):
        return "unreachable"
    return ""


def _handed_over(row: Any, mail: EmailMessage, connection: Any) -> str:
    """Empty if it left, else the code of what was wrong with this one."""
    try:
        mail.connection = connection
        mail.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        if _is_temporary(error):
            raise _UnreachableError("unreachable") from error
        return "refused"
    except smtplib.SMTPAuthenticationError as error:
        raise _UnreachableError("login") from error
    except (smtplib.SMTPException, OSError) as error:
        raise _UnreachableError("unreachable") from error
    except Exception:
        logger.exception("The e-mail of %s could not be sent", row)
        return "unknown"
    return ""


def _is_temporary(error: smtplib.SMTPException) -> bool:
    """Servers say with a code from 400 to 499 that one should come again."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _said in error.recipients.values()]
    else:
        codes = [error.smtp_code]  # type: ignore[attr-defined]
    return bool(codes) and all(400 <= code < 500 for code in codes)


@transaction.atomic
def _marked(outbox: Outbox, row: Any, problem: str) -> None:
    row.mail_state = MailState.FAILED if problem else MailState.SENT
    row.mail_problem, row.mail_changed_at = problem, timezone.now()
    row.save(update_fields=["mail_state", "mail_problem", "mail_changed_at"])
    if not problem and outbox.left is not None:
        outbox.left(row)


@transaction.atomic
def _put_back(row: Any, problem: str) -> None:
    """To be tried again in an hour, but not for ever."""
    row.mail_state = MailState.FAILED if row.mail_tries >= TRIES else MailState.QUEUED
    row.mail_problem, row.mail_changed_at = problem, timezone.now()
    row.save(update_fields=["mail_state", "mail_problem", "mail_changed_at"])
