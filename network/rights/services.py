"""Verbs on requests of rights. The journal keeps the deed and its days, never her name or her words."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.journal.services import record
from network.notices.services import notify
from network.people.models import Person
from network.vocabulary.words import country

from .enums import OPEN, Right, State
from .models import Deadline, RestDay, RightsRequest
from .queries import rest_days, term_of
from .working_days import day_after


@transaction.atomic
def ask(
    *,
    right: str,
    by: Any,
    person: Person | None = None,
    account: User | None = None,
    name: str = "",
    contact: str = "",
    identity: str = "",
    asks: str = "",
    received_on: dt.date | None = None,
) -> RightsRequest:
    """She asks herself, or the office enters what came in another way.

    Herself: `person` with her account as `by`, or, having no record, `account`. Else `identity` says how the
    office made sure that it is she. Raises ValidationError.
    """
    code, day = country(), received_on or timezone.localdate()
    term = term_of(right, code)
    if term is None:
        raise ValidationError({"right": _("Choose one of the rights.")})
    own = person.account_id if person is not None else account.pk if account is not None else None
    hers = own is not None and by is not None and own == by.pk
    if not hers and not identity.strip():
        raise ValidationError(
            {"identity": _("Write how you made sure that it is she: what you saw, or who knows her.")}
        )
    if person is None and account is None and not name.strip():
        raise ValidationError({"name": _("Write the name of whoever asks.")})
    if day > timezone.localdate():
        raise ValidationError({"received_on": _("This day has not come yet.")})
    open_ones = RightsRequest.objects.filter(person=person, account=account, right=right, state__in=OPEN)
    if (person is not None or account is not None) and open_ones.exists():
        raise ValidationError(
            {"right": _("There is a request for this right already, which is being answered.")}
        )
    row = RightsRequest(
        right=right,
        country=code,
        person=person,
        account=account,
        name="" if person or account else " ".join(name.split()),
        contact="" if person or account else contact.strip(),
        identity=identity.strip(),
        asks=asks.strip(),
        legal_basis=str(term.legal_basis),
        counted=term.counted,
        received_on=day,
        answer_by=day_after(day, term.answer_days, term.counted, code, rest_days()),
        extension_days=term.extension_days,
        effect_days=term.effect_days,
        entered_by=by,
    )
    row.full_clean()
    row.save()
    record(
        verb="ask_right", subject=row, by=by, after={"right": right, "answer_by": row.answer_by.isoformat()}
    )
    return row


@transaction.atomic
def extend(*, request: RightsRequest, reason: str, by: Any) -> RightsRequest:
    """Once, before its day has passed, for a reason that she reads."""
    row = _open(request, State.RECEIVED)
    if row.extended_on is not None:
        raise ValidationError(_("It was made longer once already: the law allows no more."))
    if not row.extension_days:
        raise ValidationError(_("The days of this right cannot be made longer."))
    if timezone.localdate() > row.answer_by:
        raise ValidationError(_("Its day has passed: it can no longer be made longer. Answer it now."))
    if not reason.strip():
        raise ValidationError({"reason": _("Write the reason: she reads it.")})
    before = row.answer_by
    row.answer_by = day_after(before, row.extension_days, row.counted, row.country, rest_days())
    row.extended_on, row.extension_reason = timezone.localdate(), reason.strip()
    _save(row)
    after = {"answer_by": row.answer_by.isoformat()}
    record(verb="extend_right", subject=row, by=by, before={"answer_by": before.isoformat()}, after=after)
    _tell(row, "extended")
    return row


@transaction.atomic
def answer(*, request: RightsRequest, granted: bool, text: str, by: Any) -> RightsRequest:
    """Say yes, with the days to carry it out, or no for reasons that she reads."""
    row = _open(request, State.RECEIVED)
    if not text.strip():
        raise ValidationError({"answer": _("Write the answer: she reads it.")})
    row.answer, row.answered_on = text.strip(), timezone.localdate()
    row.state = State.GRANTED if granted else State.REFUSED
    if granted:
        row.effect_by = day_after(row.answered_on, row.effect_days, row.counted, row.country, rest_days())
    _save(row)
    record(verb="answer_right", subject=row, by=by, after={"state": row.state})
    _tell(row, "answered")
    return row


@transaction.atomic
def carry_out(*, request: RightsRequest, by: Any, receipt: dict[str, Any] | None = None) -> RightsRequest:
    """What was granted has been done. An erasure is carried out by `erasing.erase`, blocking by `holding`."""
    row = _open(request, State.GRANTED)
    if row.right == Right.ERASURE and receipt is None and is_known(row):
        raise ValidationError(_("Erase her data first: that carries it out."))
    row.state, row.done_on, row.receipt = State.DONE, timezone.localdate(), receipt or {}
    _save(row)
    record(verb="carry_out_right", subject=row, by=by)
    _tell(row, "done")
    return row


@transaction.atomic
def withdraw(*, request: RightsRequest, by: Any) -> RightsRequest:
    """She does not ask for it any more."""
    row = _open(request, State.RECEIVED)
    row.state = State.WITHDRAWN
    _save(row)
    record(verb="withdraw_right", subject=row, by=by)
    return row


@transaction.atomic
def set_deadline(*, right: str, values: dict[str, Any], by: Any) -> Deadline:
    """The days and the legal basis of a right as this office counts them, from the next request on."""
    row, _new = Deadline.objects.get_or_create(
        country=country(), right=right, defaults={k: v for k, v in values.items() if k != "right"}
    )
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    record(verb="set_deadline", subject=row, by=by, before=before, after=values)
    return row


@transaction.atomic
def set_rest_days(*, days: dict[dt.date, str], by: Any) -> None:
    """The days on which this office does not work, beside weekends and holidays; from the next count on."""
    before = sorted(day.isoformat() for day in rest_days())
    RestDay.objects.exclude(day__in=days).delete()
    for day, label in days.items():
        RestDay.objects.update_or_create(day=day, defaults={"label": label[:120]})
    row = RestDay(day=timezone.localdate())  # what the entry is about: all of them together
    record(verb="set_rest_days", subject=row, by=by, before={"days": before},
           after={"days": sorted(day.isoformat() for day in days)})  # fmt: skip


def is_known(row: RightsRequest) -> bool:
    """Whether the platform knows whose it is: by a record or by an account."""
    return row.person_id is not None or row.account_id is not None


def _open(request: RightsRequest, state: State) -> RightsRequest:
    row = RightsRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if row.state != state:
        raise ValidationError(_("Somebody has gone on with it meanwhile: look at it again."))
    return row


def _save(row: RightsRequest) -> None:
    row.full_clean()
    row.save()


def _tell(row: RightsRequest, says: str) -> None:
    if to := row.person or row.account:
        notify(to=to, kind="rights", says=says, link=reverse("own_data"), key=f"{row.uid} {says}")
