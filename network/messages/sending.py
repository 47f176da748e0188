"""Sending what stands in the outbox. A row is claimed before its e-mail is handed over and marked after.

A machine that stops between the two leaves a row "being sent". After `GIVEN_UP` it is sent once more, under
the same Message-ID, which mail programs show once; a row that is left behind a second time is in doubt, and
somebody has to ask.
"""

import datetime as dt
import logging
import smtplib
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.db import connections, transaction
from django.db.models import Q
from django.utils import timezone

from network.office.models import Office
from network.office.queries import office
from network.people.enums import Visibility

from .enums import Form, MailState
from .forms import Envelope, Message, as_email
from .models import Departure, Outgoing
from .queries import message_of, sending_address, sends_email
from .rules import TRIES

GIVEN_UP = dt.timedelta(minutes=10)
"""Handing an e-mail over takes seconds: whoever claimed a row so long ago is no longer there."""

ANSWERS_WITHIN = 30  # seconds

logger = logging.getLogger(__name__)


class _UnreachableError(Exception):
    """The server is away or does not know us: the others would not leave either."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def deliver_waiting() -> int:
    """Send what waits, one after the other; how many left. May run at once with others, and twice."""
    if not sends_email():
        return 0
    described, sent = office(), 0
    connection = get_connection(timeout=ANSWERS_WITHIN)
    try:
        while (row := _claimed()) is not None:
            try:
                problem = _handed_over(row, described, connection)
            except _UnreachableError as error:
                _put_back(row, error.problem)
                break
            _marked(row, problem)
            sent += not problem
    finally:
        connection.close()
    return sent


def waiting(now: dt.datetime) -> Q:
    """Rows to be sent: asked for, or left behind while being sent."""
    return Q(mail_state=MailState.QUEUED) | Q(
        mail_state=MailState.SENDING, mail_changed_at__lt=now - GIVEN_UP
    )


@transaction.atomic
def _claimed() -> Outgoing | None:
    now = timezone.now()
    skips = connections[Outgoing.objects.db].features.has_select_for_update_skip_locked
    rows = Outgoing.objects.select_for_update(of=("self",), skip_locked=skips).filter(waiting(now))
    rows = rows.select_related("mailing", "person").order_by("mail_changed_at", "pk")
    while (row := rows.first()) is not None:
        is_left_behind = row.mail_state == MailState.SENDING
        row.mail_changed_at = now
        if is_left_behind and row.mail_resumed:
            row.mail_state = MailState.IN_DOUBT
            row.save(update_fields=["mail_state", "mail_changed_at"])
            continue
        row.mail_resumed = row.mail_resumed or is_left_behind
        row.mail_state = MailState.SENDING
        row.mail_tries += 1
        row.save(update_fields=["mail_state", "mail_changed_at", "mail_tries", "mail_resumed"])
        return row
    return None


def _handed_over(row: Outgoing, described: Office, connection: Any) -> str:
    """Empty if it left, else the code of what was wrong with this one."""
    envelope = Envelope(
        sender_name=described.office_name or described.network_name,
        sender_email=sending_address(),
        message_id=row.message_id,
        at=row.mailing.prepared_at,
        answer_to=described.email,
    )
    try:
        mail = as_email(_with_address(row), envelope)
        mail.connection = connection
        mail.send()
    except ValidationError:
        return "no_address"
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        if _is_temporary(error):
            raise _UnreachableError("unreachable") from error
        return "refused"
    except smtplib.SMTPAuthenticationError as error:
        raise _UnreachableError("login") from error
    except (smtplib.SMTPException, OSError) as error:
        raise _UnreachableError("unreachable") from error
    except Exception:
        logger.exception("The e-mail of message %s could not be made", row.uid)
        return "unknown"
    return ""


def _with_address(row: Outgoing) -> Message:
    """To a person, at her address of now; not to one who is protected since."""
    message = message_of(row)
    if row.person is None:
        return message
    email = "" if row.person.visibility == Visibility.PROTECTED else row.person.email
    return replace(message, recipient=replace(message.recipient, email=email))


def _is_temporary(error: smtplib.SMTPException) -> bool:
    """Servers say with a code from 400 to 499 that one should come again."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _said in error.recipients.values()]
    else:
        codes = [error.smtp_code]  # type: ignore[attr-defined]
    return bool(codes) and all(400 <= code < 500 for code in codes)


@transaction.atomic
def _marked(row: Outgoing, problem: str) -> None:
    row.mail_state = MailState.FAILED if problem else MailState.SENT
    row.mail_problem, row.mail_changed_at = problem, timezone.now()
    row.save(update_fields=["mail_state", "mail_problem", "mail_changed_at"])
    if not problem:
        Departure.objects.create(outgoing=row, form=Form.EMAIL, by=row.mailing.prepared_by)


@transaction.atomic
def _put_back(row: Outgoing, problem: str) -> None:
    """To be tried again another time, but not for ever."""
    row.mail_state = MailState.FAILED if row.mail_tries >= TRIES else MailState.QUEUED
    row.mail_problem, row.mail_changed_at = problem, timezone.now()
    row.save(update_fields=["mail_state", "mail_problem", "mail_changed_at"])
