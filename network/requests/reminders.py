"""Reminders: for exactly those that stay silent, numbered, each a letter that follows the first."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.documents.services import draft_letter, issue_document
from network.journal.services import record

from .models import Reminder, Request, RequestRecipient
from .queries import waiting
from .services import lock
from .wording import reminder_values


def silent(request: Request) -> list[RequestRecipient]:
    """Whom a reminder would go to, with how often each was reminded (`reminded`, or None) and when last."""
    rows = waiting(request.recipients.all()).annotate(
        reminded=Max("reminders__number"), reminded_on=Max("reminders__made_on")
    )
    return list(rows.select_related("institution", "request").order_by("institution__name", "pk"))


@transaction.atomic
def remind(*, request: Request, by: User | None, until: dt.date) -> list[Reminder]:
    """Issue the next reminder of everyone who neither answered nor was let off, with a folio each.

    `until` is the new day that the letters ask for. Whoever was reminded today is not reminded again, so that
    two who press at once send one. Raises ValidationError where nobody is left.
    """
    locked = lock(request)
    today = timezone.localdate()
    if locked.is_draft:
        raise ValidationError(_("It was not sent yet, so there is nothing to remind of."), code="draft")
    if locked.is_closed:
        raise ValidationError(_("This request is closed. Open it again first."), code="closed")
    if until < today:
        raise ValidationError({"until": _("That day has passed. Give them a day that is still to come.")})
    keys = [row.pk for row in silent(locked) if row.reminded_on != today]  # type: ignore[attr-defined]
    # Locked and asked again: an answer may come in while this is being prepared.
    rows = list(
        waiting(RequestRecipient.objects.filter(pk__in=keys))
        .select_for_update(of=("self",))
        .select_related("request", "institution", "letter")
        .order_by("institution__name", "pk")
    )
    if not rows:
        raise ValidationError(_("There is nobody to remind: all have answered, or were reminded today."))
    last = dict(
        Reminder.objects.filter(recipient__in=rows)
        .order_by()
        .values("recipient")
        .annotate(last=Max("number"))
        .values_list("recipient", "last")
    )
    made = []
    for row in rows:
        number = last.get(row.pk, 0) + 1
        letter = draft_letter(by=by, issued_on=today.isoformat(), **reminder_values(row, number, until))
        letter = issue_document(document=letter, by=by)
        made.append(Reminder.objects.create(recipient=row, number=number, made_on=today, letter=letter))
    after = {
        "reminders": [[one.recipient.institution.package_id, one.number] for one in made],
        "until": until.isoformat(),
    }
    record(verb="remind_of_request", subject=locked, by=by, after=after)
    return made
