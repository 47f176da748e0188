"""Verbs on what went wrong: an answer recorded wrongly, and a letter that was cancelled."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.documents.files import attach_file
from network.documents.models import Document
from network.documents.services import cancel_document, revise_record
from network.vocabulary.partial_date import PartialDate

from .answers import Reply, answer_with, paper_of, save_row, told, undo_last
from .designations import take_back_designation
from .enums import REPLIED, WAITING, State
from .models import RequestRecipient
from .services import lock, lock_recipient, refuse_closed


@transaction.atomic
def correct_answer(
    *, recipient: RequestRecipient, reply: Reply, reason: str, by: User | None
) -> RequestRecipient:
    """Put right what was recorded of an answer, its paper included; the journal keeps what it said, and why.

    A scan is added to those that are there. The designations made from it stay as they are; while there are
    any, it cannot become an answer that declines. Raises ValidationError.
    """
    row = lock_recipient(recipient)
    if row.state not in REPLIED:
        raise ValidationError(_("There is no answer to correct."), code="unanswered")
    if not reason.strip():
        raise ValidationError({"reason": _("Say what was wrong.")})
    if reply.declines and row.appointments.exists():
        raise ValidationError(
            _("A designation was made from this answer. Take the designation back first."), code="designated"
        )
    before, paper = told(row), row.reply
    holds_file = paper is not None and paper.files.exists()
    if not reply.text.strip() and holds_file and not reply.is_on_paper:
        raise ValidationError(
            {"text": _("Write in a line what they answered, or the number of their letter, or add its scan.")}
        )
    answer_with(row, reply)
    if paper is None:
        row.reply = paper_of(row, reply, by) if reply.is_on_paper else None
    elif reply.is_on_paper or holds_file:
        _revise(paper, reply, by)
    else:
        row.reply = None
    save_row(row, before, "correct_request_answer", by, reason=reason.strip())
    if paper is not None and row.reply is None and not paper.request_replies.exists():
        cancel_document(document=paper, by=by, reason=reason)
    return row


@transaction.atomic
def withdraw_answer(
    *, recipient: RequestRecipient, seen: str, reason: str, with_designations: bool, by: User | None
) -> RequestRecipient:
    """Take an answer back that was never given, so that one waits for it again. Its paper stays, cancelled.

    The designations made from it are taken back too if that is asked for; else they stand in the way. `seen`
    is the state that whoever does it had before her. Raises ValidationError.
    """
    row = lock_recipient(recipient)
    if row.state not in REPLIED:
        raise ValidationError(_("There is no answer to take back."), code="unanswered")
    if not reason.strip():
        raise ValidationError({"reason": _("Say what was wrong.")})
    if with_designations and row.state == seen:
        for made in row.appointments.order_by("pk"):
            take_back_designation(recipient=row, appointment=made, by=by, reason=reason)
    return undo_last(recipient=row, seen=seen, by=by, reason=reason)


def follow_cancelled(letter: Document, by: User | None) -> None:
    """The letter of a request was cancelled: nobody waits for an answer to it, nor is anyone reminded."""
    keys = RequestRecipient.objects.filter(letter=letter).values_list("pk", flat=True)
    for key in keys:
        row = lock_recipient(RequestRecipient(pk=key))
        if row.state not in WAITING:
            continue  # what was answered, or let off, stays so
        before = told(row)
        row.state, row.withdrawn_on = State.CANCELLED, timezone.localdate()
        row.withdrawn_because = letter.cancelled_because
        save_row(row, before, "request_letter_cancelled", by, reason=letter.cancelled_because)


@transaction.atomic
def write_anew(*, recipient: RequestRecipient, by: User | None) -> RequestRecipient:
    """Put an institution whose letter was cancelled back among those to send, under a new folio.

    The cancelled letter and its reminders stay among the documents and on its page.
    """
    asked = lock(recipient.request)
    refuse_closed(asked)
    row = lock_recipient(recipient)
    if row.state != State.CANCELLED:
        raise ValidationError(_("Its letter is not cancelled, so it is not written anew."), code="stands")
    before = told(row)
    assert row.letter is not None  # only what was issued is cancelled
    letters = [row.letter, *Document.objects.filter(request_reminder__recipient=row)]
    row.former_letters.add(*letters)
    row.reminders.all().delete()
    row.letter, row.way, row.sent_on, row.state = None, "", None, State.DRAFTED
    row.acknowledged_on, row.received_stamp = None, ""
    row.withdrawn_on, row.withdrawn_because = None, ""
    save_row(row, before, "write_request_anew", by)
    return row


def _revise(paper: Document, reply: Reply, by: User | None) -> None:
    revise_record(
        document=paper,
        by=by,
        kind=reply.kind,
        number=" ".join(reply.number.split()),
        issued_on=PartialDate(reply.dated_on) if reply.dated_on else "",
        received_on=PartialDate(reply.on.isoformat()),
    )
    if reply.scan is not None:
        attach_file(document=paper, scan=reply.scan, by=by)
