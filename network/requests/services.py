"""Verbs on a whole request: it is written, institutions are chosen, it is sent, closed, opened again."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.accounts.models import User
from network.documents.services import draft_letter, issue_document
from network.institutions.models import Institution
from network.journal.services import record
from network.messages.enums import MailState
from network.messages.models import Outgoing

from .enums import State, Way
from .models import Request, RequestRecipient
from .wording import letter_values

REQUEST_FIELDS = ("kind", "letter_kind", "subject", "is_neutral", "neutral_subject", "body", "due_on")
MOST_RECIPIENTS = 200  # as many as one mailing holds; and their letters are issued in one transaction


@transaction.atomic
def draft_request(*, by: User | None, **values: Any) -> Request:
    """Begin a request: any of REQUEST_FIELDS. Nothing is sent, no folio is taken. Raises ValidationError."""
    return _write(Request(created_by=by), values, verb="draft_request", by=by)


@transaction.atomic
def revise_request(*, request: Request, by: User | None, **values: Any) -> Request:
    """Change a draft. Of what was sent only the day until which one waits changes, and only to later."""
    locked = lock(request)
    if not locked.is_draft:
        due_on = values.get("due_on")
        if set(values) != {"due_on"}:
            raise ValidationError(
                _("It was sent already, so its text does not change any more."), code="sent"
            )
        if due_on is None or (locked.due_on and due_on < locked.due_on):
            raise ValidationError({"due_on": _("More time can be given, not less.")})
    return _write(locked, values, verb="revise_request", by=by)


@transaction.atomic
def discard_request(*, request: Request, by: User | None) -> None:
    """Throw a draft away. It took no folio."""
    locked = lock(request)
    if not locked.is_draft:
        raise ValidationError(_("It was sent already. Close it instead."), code="sent")
    record(verb="discard_request", subject=locked, by=by, before={"subject": locked.subject})
    locked.delete()


@transaction.atomic
def add_recipients(*, request: Request, institutions: Iterable[Institution], by: User | None) -> int:
    """Ask those institutions too, each once; how many are new. They get their letter when it is sent."""
    locked = lock(request)
    refuse_closed(locked)
    there = set(locked.recipients.values_list("institution", flat=True))
    new = {row.pk: row for row in institutions if row.pk not in there}
    if len(there) + len(new) > MOST_RECIPIENTS:
        raise ValidationError(_("A request goes to up to %(n)s institutions."), params={"n": MOST_RECIPIENTS})
    RequestRecipient.objects.bulk_create(
        [RequestRecipient(request=locked, institution=row) for row in new.values()]
    )
    if new:
        after = {"institutions": [row.package_id for row in new.values()]}
        record(verb="add_request_recipients", subject=locked, by=by, after=after)
    return len(new)


@transaction.atomic
def drop_recipients(*, request: Request, recipients: Iterable[RequestRecipient], by: User | None) -> int:
    """Leave out those that have no letter yet; how many went. Who was sent one is let off instead."""
    locked = lock(request)
    rows = locked.recipients.filter(pk__in=[row.pk for row in recipients], state=State.DRAFTED)
    names = list(rows.order_by().values_list("institution__package_id", flat=True))
    if names:
        rows.delete()
        record(verb="drop_request_recipients", subject=locked, by=by, before={"institutions": names})
    return len(names)


@transaction.atomic
def address_recipient(
    *, recipient: RequestRecipient, addressee: str, email: str, by: User | None
) -> RequestRecipient:
    """How its letter addresses it, and its institutional e-mail, also of what waits in the outbox.

    The letter once issued does not change.
    """
    row = lock_recipient(recipient)
    addressee = "\n".join(line.strip() for line in addressee.splitlines() if line.strip())
    if row.state != State.DRAFTED and addressee != row.addressee:
        raise ValidationError({"addressee": _("Its letter was issued already, so it does not change.")})
    before = {"addressee": row.addressee, "email": row.email}
    row.addressee, row.email = addressee, email.strip()
    row.full_clean()
    row.save()
    unsent = Outgoing.objects.filter(mail_state__in=(MailState.NONE, MailState.FAILED))
    letters = Q(letter__request_recipient=row) | Q(letter__request_reminder__recipient=row)
    for message in unsent.filter(letters):
        message.email = row.email
        message.save(update_fields=["email"])
    after = {"addressee": row.addressee, "email": row.email}
    if after != before:
        record(verb="address_request_recipient", subject=row, by=by, before=before, after=after)
    return row


@transaction.atomic
def send_request(
    *, request: Request, by: User | None, on: dt.date | None = None, way: Way = Way.PAPER
) -> list[RequestRecipient]:
    """Issue the letter of each institution that has none yet, each with its folio: all of them or none.

    `on` is the day of the letters, today at the latest. Raises ValidationError; a second call while nobody
    was added finds nobody to send to and says so.
    """
    locked = lock(request)
    refuse_closed(locked)
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError({"on": _("The letters cannot bear a day that is still to come.")})
    if locked.due_on is None:
        raise ValidationError({"due_on": _("Say until which day you ask for an answer.")})
    if locked.due_on < day:
        raise ValidationError({"due_on": _("The day of the answer is before the day of the letters.")})
    rows = list(
        locked.recipients.select_for_update(of=("self",))
        .filter(state=State.DRAFTED)
        .select_related("institution")
        .order_by("institution__name", "pk")
    )
    if not rows:
        if locked.is_draft:
            raise ValidationError(_("Choose at least one institution before you send it."), code="nobody")
        raise ValidationError(
            _("Everyone chosen has the letter already. Nothing was sent twice."), code="sent"
        )
    for row in rows:
        row.request = locked
        letter = draft_letter(by=by, issued_on=day.isoformat(), **letter_values(row))
        row.letter = issue_document(document=letter, by=by)
        row.state, row.sent_on, row.way = State.SENT, day, way
        row.save()
    if locked.sent_on is None or day < locked.sent_on:
        locked.sent_on = day
    locked.full_clean()
    locked.save()
    after = {"letters": [str(row.letter.number) for row in rows if row.letter], "on": day.isoformat()}
    record(verb="send_request", subject=locked, by=by, after=after)
    return rows


@transaction.atomic
def close_request(*, request: Request, by: User | None, reason: str) -> Request:
    """Stop waiting. Nobody is reminded any more; answers that still come are recorded all the same."""
    locked = lock(request)
    if locked.is_draft:
        raise ValidationError(_("It was not sent yet: discard the draft instead."), code="draft")
    if locked.is_closed:
        return locked
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is closed.")})
    locked.closed_on, locked.closed_because = timezone.localdate(), reason.strip()
    locked.full_clean()
    locked.save()
    record(verb="close_request", subject=locked, by=by, reason=locked.closed_because)
    return locked


@transaction.atomic
def reopen_request(*, request: Request, by: User | None) -> Request:
    """Undo that it was closed."""
    locked = lock(request)
    if locked.is_closed:
        before = {"closed_on": str(locked.closed_on), "closed_because": locked.closed_because}
        locked.closed_on, locked.closed_because = None, ""
        locked.save()
        record(verb="reopen_request", subject=locked, by=by, before=before)
    return locked


def lock(request: Request) -> Request:
    """The request as it is now, which nobody else changes until the transaction ends."""
    return Request.objects.select_for_update(of=("self",)).get(pk=request.pk)


def lock_recipient(recipient: RequestRecipient) -> RequestRecipient:
    """The row as it is now. Its letter and reply are read later: joined to a row that one had to wait for,
    they would be what they were before.
    """
    rows = RequestRecipient.objects.select_for_update(of=("self",))
    return rows.select_related("request", "institution").get(pk=recipient.pk)


def sent_words(number: int) -> str:
    return ngettext("%(n)s letter issued.", "%(n)s letters issued.", number) % {"n": number}


def refuse_closed(request: Request) -> None:
    if request.is_closed:
        raise ValidationError(_("This request is closed. Open it again first."), code="closed")


def _write(request: Request, values: dict[str, Any], *, verb: str, by: User | None) -> Request:
    if unknown := set(values) - set(REQUEST_FIELDS):
        raise TypeError(f"a request has no {', '.join(sorted(unknown))}")
    before = {name: str(getattr(request, name) or "") for name in values}
    for name, value in values.items():
        setattr(request, name, value)
    request.full_clean()
    request.save()
    after = {name: str(getattr(request, name) or "") for name in values}
    changed = [name for name in after if verb == "draft_request" or after[name] != before[name]]
    if changed:
        record(
            verb=verb,
            subject=request,
            by=by,
            before={name: before[name] for name in changed if before[name]},
            after={name: after[name] for name in changed},
        )
    return request
