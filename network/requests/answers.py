"""Verbs on what comes back from one institution, each with its undoing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.documents.files import attach_file
from network.documents.models import Document
from network.documents.queries import own_institution
from network.documents.services import cancel_document, record_document
from network.files.checking import Checked
from network.journal.services import record
from network.notices.services import notify
from network.vocabulary.partial_date import PartialDate

from .enums import REPLIED, State
from .models import Request, RequestRecipient
from .rules import MAY_ACKNOWLEDGE, MAY_ANSWER, MAY_WITHDRAW, state_before_answer
from .services import lock_recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back. `number` and `dated_on` (a partial date) are those of their own letter, if any."""

    on: dt.date
    text: str = ""
    declines: bool = False
    kind: str = "oficio"
    number: str = ""
    dated_on: str = ""
    scan: Checked | None = None

    @property
    def is_on_paper(self) -> bool:
        return bool(self.number.strip() or self.dated_on or self.scan)


@transaction.atomic
def acknowledge(
    *, recipient: RequestRecipient, on: dt.date, by: User | None, stamp: str = ""
) -> RequestRecipient:
    """Record that the letter arrived, on which day, under what stamp. Again, it corrects what was said."""
    row = lock_recipient(recipient)
    check_state(row, MAY_ACKNOWLEDGE)
    check_day(row, on, "acknowledged_on")
    if row.answered_on and on > row.answered_on:
        raise ValidationError({"acknowledged_on": _("They answered before that day. Check the date.")})
    before = told(row)
    row.acknowledged_on, row.received_stamp = on, stamp.strip()
    if row.state == State.SENT:
        row.state = State.ACKNOWLEDGED
    return save_row(row, before, "acknowledge_request", by)


@transaction.atomic
def acknowledge_all(
    *, request: Request, recipients: Iterable[RequestRecipient], on: dt.date, by: User | None
) -> int:
    """The same day for many that were only sent; how many changed. Those further on stay as they are."""
    keys = [row.pk for row in recipients]
    rows = RequestRecipient.objects.filter(request=request, pk__in=keys, state=State.SENT).order_by("pk")
    done = [acknowledge(recipient=row, on=on, by=by) for row in rows]
    return len(done)


@transaction.atomic
def record_answer(*, recipient: RequestRecipient, reply: Reply, by: User | None) -> RequestRecipient:
    """Record what they answered; if on paper, the paper too, as a document that answers the letter.

    Of two who record it at once one wins; the other reads that it is there already.
    """
    row = lock_recipient(recipient)
    check_state(row, MAY_ANSWER)
    before = told(row)
    answer_with(row, reply)
    if reply.is_on_paper:
        row.reply = paper_of(row, reply, by)
    _tell_its_author(row, by)
    return save_row(row, before, "record_request_answer", by)


def _tell_its_author(row: RequestRecipient, by: User | None) -> None:
    """Once a day, however many come back; not what she records herself."""
    author = row.request.created_by
    if author is not None and author != by:
        link, key = row.request.get_absolute_url(), f"{row.request.uid} {timezone.localdate()}"
        notify(to=author, kind="request_answers", says="answered", link=link, key=key)


@transaction.atomic
def withdraw(
    *, recipient: RequestRecipient, reason: str, by: User | None, on: dt.date | None = None
) -> RequestRecipient:
    """Let an institution off: no answer is expected any more, and it leaves the count. Its letter stays."""
    row = lock_recipient(recipient)
    check_state(row, MAY_WITHDRAW)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why no answer is expected any more.")})
    before = told(row)
    row.state, row.withdrawn_on = State.WITHDRAWN, on or timezone.localdate()
    row.withdrawn_because = reason.strip()
    return save_row(row, before, "withdraw_request", by, reason=row.withdrawn_because)


@transaction.atomic
def undo_last(
    *, recipient: RequestRecipient, seen: str, by: User | None, reason: str = ""
) -> RequestRecipient:
    """Take back the last step: the answer, that it was let off, or that the letter was received there.

    `seen` is the state that whoever undoes had before her: another one since then is not undone unawares.
    The paper of an answer stays among the documents, cancelled. ValidationError where there is nothing to
    undo, or where a designation was made from the answer.
    """
    row = lock_recipient(recipient)
    if row.state != seen:
        raise ValidationError(_("Somebody else has changed this meanwhile. Look at it again."), code="stale")
    before = told(row)
    paper: Document | None = None
    if row.state in REPLIED:
        if row.appointments.exists():
            raise ValidationError(
                _("A designation was made from this answer. Take the designation back first."),
                code="designated",
            )
        paper, row.reply, row.reply_text, row.answered_on = row.reply, None, "", None
        _await(row)
    elif row.state == State.WITHDRAWN:
        row.withdrawn_on, row.withdrawn_because = None, ""
        _await(row)
    elif row.state == State.ACKNOWLEDGED:
        row.acknowledged_on, row.received_stamp, row.state = None, "", State.SENT
    else:
        raise ValidationError(_("There is nothing to take back here."), code="nothing")
    save_row(row, before, "undo_request_step", by, reason=reason)
    if paper is not None and not paper.request_replies.exists():
        cancel_document(
            document=paper, by=by, reason=reason.strip() or _("Recorded by mistake as an answer.")
        )
    return row


def _await(row: RequestRecipient) -> None:
    """It stands again as before its answer; where the letter was cancelled meanwhile, as one without it."""
    letter = row.letter
    assert letter is not None  # only what was sent is answered or let off
    row.state = state_before_answer(row.acknowledged_on, letter.is_cancelled)
    if row.state == State.CANCELLED:
        row.withdrawn_on, row.withdrawn_because = timezone.localdate(), letter.cancelled_because


def answer_with(row: RequestRecipient, reply: Reply) -> None:
    """What of a reply stands in the row itself. Raises ValidationError; nothing is saved."""
    check_day(row, reply.on, "answered_on")
    if row.acknowledged_on and reply.on < row.acknowledged_on:
        raise ValidationError({"answered_on": _("They received the letter after that day. Check the date.")})
    text = reply.text.strip()
    if not text and not reply.is_on_paper:
        raise ValidationError(
            {"text": _("Write in a line what they answered, or the number of their letter, or add its scan.")}
        )
    row.state = State.DECLINED if reply.declines else State.ANSWERED
    row.answered_on, row.reply_text = reply.on, text


def paper_of(row: RequestRecipient, reply: Reply, by: User | None) -> Document:
    office = own_institution()
    assert row.letter is not None  # only what was sent is answered
    paper = record_document(
        by=by,
        kind=reply.kind,
        number=" ".join(reply.number.split()),
        issuer=row.institution,
        issued_on=PartialDate(reply.dated_on) if reply.dated_on else "",
        addressees=[office] if office else [],
        subject=_("Answer: %(subject)s") % {"subject": row.request.shown_subject},
        answers=[row.letter],
        received_on=PartialDate(reply.on.isoformat()),
    )
    if reply.scan is not None:
        attach_file(document=paper, scan=reply.scan, by=by)
    return paper


def check_state(row: RequestRecipient, states: Iterable[str]) -> None:
    """Refuse in a sentence what does not fit the state: usually somebody else was faster."""
    if row.state in states:
        return
    name = {"name": row.institution.called}
    if row.state == State.DRAFTED:
        raise ValidationError(_("The letter to %(name)s was not sent yet.") % name, code="drafted")
    if row.state == State.CANCELLED:
        raise ValidationError(
            _("The letter to %(name)s was cancelled. Write to them anew first.") % name, code="cancelled"
        )
    if row.state == State.WITHDRAWN:
        raise ValidationError(
            _("No answer of %(name)s is expected any more. Take that back first.") % name, code="withdrawn"
        )
    raise ValidationError(
        _("The answer of %(name)s was recorded already. Open it before you change anything.") % name,
        code="answered",
    )


def check_day(row: RequestRecipient, on: dt.date, field: str) -> None:
    if on > timezone.localdate():
        raise ValidationError({field: _("That day is still to come.")})
    if row.sent_on and on < row.sent_on:
        raise ValidationError(
            {field: _("The letter is of %(date)s: that day was before.") % {"date": _words(row.sent_on)}}
        )


def _words(day: dt.date) -> str:
    return PartialDate(day.isoformat()).words


def told(row: RequestRecipient) -> dict[str, Any]:
    return {
        "state": str(row.state),
        "acknowledged_on": str(row.acknowledged_on or ""),
        "received_stamp": row.received_stamp,
        "answered_on": str(row.answered_on or ""),
        "reply": row.reply.package_id if row.reply else "",
        "reply_text": row.reply_text,
        "withdrawn_on": str(row.withdrawn_on or ""),
    }


def save_row(
    row: RequestRecipient, before: dict[str, Any], verb: str, by: User | None, *, reason: str = ""
) -> RequestRecipient:
    row.full_clean(validate_unique=False)
    row.save()
    after = told(row)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        record(
            verb=verb,
            subject=row,
            by=by,
            reason=reason,
            before={name: before[name] for name in changed if before[name]},
            after={name: after[name] for name in changed},
        )
    return row
