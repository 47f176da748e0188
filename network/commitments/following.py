"""Verbs that follow a commitment: what was done, whether it was kept, who acknowledged it, by when.

The debtor's side tells what was done; the creditor's says that it was kept, was not, or may take longer.
Whoever coordinates the network does both.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.agreements.models import Agreement
from network.documents.models import Document
from network.files.checking import Checked
from network.institutions.models import Institution
from network.institutions.queries import coordinates_network
from network.journal.services import record
from network.plans.models import Plan
from network.vocabulary.models import Theme
from network.vocabulary.partial_date import PartialDate

from .models import CLOSED, Commitment, CommitmentStatus, Progress
from .queries import may_judge, may_report

MOST_PROGRESS = 200
_SETTLED = ("done_on", "not_met_because", "acknowledged_on", "acknowledged_by", "acknowledged_in")


@transaction.atomic
def make_commitment(
    *,
    by: User | None,
    debtor: Institution,
    text: str,
    theme: Theme,
    creditor: Institution | None = None,
    agreement: Agreement | None = None,
    plan: Plan | None = None,
    due_on: str = "",
) -> Commitment:
    """Record what an institution took on; internal. Under an agreement both sides are parties of it."""
    if by is not None and not coordinates_network(viewer_for(by)):
        raise ValidationError(_("Only who coordinates the network records commitments."))
    check_sides(debtor=debtor, creditor=creditor, agreement=agreement, plan=plan)
    made = Commitment(
        debtor=debtor,
        creditor=creditor,
        agreement=agreement,
        plan=plan,
        text=" ".join(text.split()),
        theme=theme,
        due_on=due_on,
        status=CommitmentStatus.PENDING,
    )
    made.full_clean()
    made.save()
    after = {
        "debtor": debtor.package_id,
        "creditor": creditor.package_id if creditor else "",
        "due_on": due_on,
        "agreement": agreement.package_id if agreement else "",
        "plan": plan.package_id if plan else "",
    }
    record(verb="make_commitment", subject=made, by=by, after={**after, "text": made.text})
    return made


def check_sides(
    *, debtor: Institution, creditor: Institution | None, agreement: Agreement | None, plan: Plan | None
) -> None:
    """Refuse two sides that are one, two sources, and under an agreement whoever is no party of it."""
    if creditor == debtor:
        raise ValidationError({"creditor": _("Nobody owes something to herself: choose another one.")})
    if agreement is not None and plan is not None:
        raise ValidationError({"plan": _("It comes from an agreement or from a plan: leave one out.")})
    if agreement is not None:
        parties = set(agreement.parties.values_list("institution", flat=True))
        for name, one in (("debtor", debtor), ("creditor", creditor)):
            if one is not None and one.pk not in parties:
                raise ValidationError({name: _("It is no party of the agreement.")})


@transaction.atomic
def discard_commitment(*, commitment: Commitment, by: User | None, reason: str) -> None:
    """Take away one that was recorded by mistake, while nothing hangs on it. One that failed is not met."""
    row = _held(commitment, by, judges=True)
    _reason(reason)
    if row.progress.exists() or row.advance_notices.exists() or row.status != CommitmentStatus.PENDING:
        raise ValidationError(_("Something was told of it already. Say that it was not met, and why."))
    if by is not None and not coordinates_network(viewer_for(by)):
        raise ValidationError(_("Only who coordinates the network takes commitments away."))
    before = {"text": row.text, "debtor": row.debtor.package_id, "due_on": row.due_on}
    record(verb="discard_commitment", subject=row, by=by, reason=reason.strip(), before=before)
    row.delete()


@transaction.atomic
def tell_progress(
    *,
    commitment: Commitment,
    by: User | None,
    told_on: str,
    text: str,
    link: str = "",
    document: Document | None = None,
    scan: Checked | None = None,
) -> Progress:
    """Note what was done as of that date, with what shows it. What was pending is then in progress."""
    row = _held(commitment, by, judges=False)
    _past(told_on, "told_on", _("Write as of when: a year is enough."))
    if not text.strip():
        raise ValidationError({"text": _("Write in a line what was done.")})
    if row.progress.count() >= MOST_PROGRESS:
        raise ValidationError(_("A commitment holds up to %(n)s notes.") % {"n": MOST_PROGRESS})
    told = Progress(
        commitment=row, told_on=told_on, text=" ".join(text.split()), link=link, document=document
    )
    if scan is not None:
        told.content_type = scan.content_type
        told.file.save(f"evidence.{scan.extension}", scan.file("evidence"), save=False)
    try:
        told.full_clean()
        told.save()
        after = {"told_on": told_on, "text": told.text, "link": link, "sha256": scan.sha256 if scan else ""}
        record(
            verb="tell_progress", subject=row, by=by, after={key: said for key, said in after.items() if said}
        )
        if row.status in (CommitmentStatus.PENDING, CommitmentStatus.UNKNOWN):
            _settle(row, CommitmentStatus.IN_PROGRESS, "begin_commitment", by)
    except BaseException:
        if scan is not None:
            told.file.storage.delete(str(told.file.name))
        raise
    return told


@transaction.atomic
def take_back_progress(*, progress: Progress, by: User | None, reason: str) -> None:
    """Take a note away for good, its file too; the journal keeps what it said."""
    row = _held(progress.commitment, by, judges=False)
    _reason(reason)
    before = {"told_on": progress.told_on, "text": progress.text, "link": progress.link}
    record(verb="take_back_progress", subject=row, by=by, reason=reason.strip(), before=before)
    name, storage = str(progress.file.name or ""), progress.file.storage
    progress.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def mark_done(*, commitment: Commitment, by: User | None, on: str) -> Commitment:
    """The debtor kept it, as of that date. That its creditor agrees is said by `acknowledge`."""
    row = _held(commitment, by, judges=False)
    _open(row)
    _past(on, "on", _("Write when it was done: a year is enough."))
    return _settle(row, CommitmentStatus.DONE, "mark_commitment_done", by, done_on=on)


@transaction.atomic
def acknowledge(
    *,
    commitment: Commitment,
    by: User | None,
    on: str,
    institution: Institution | None = None,
    document: Document | None = None,
) -> Commitment:
    """Its counterpart, by default the creditor, says that it was kept. Again, it corrects what was said."""
    row = _held(commitment, by, judges=True)
    if row.status != CommitmentStatus.DONE:
        raise ValidationError(_("Say first that it was done: then it can be acknowledged."))
    who = institution or row.creditor
    if who is None:
        raise ValidationError({"institution": _("Say which institution acknowledges it.")})
    if who == row.debtor:
        raise ValidationError({"institution": _("Whoever owes it does not acknowledge it herself.")})
    _past(on, "on", _("Write when it was acknowledged: a year is enough."))
    if row.done_on and PartialDate(on).last_day < PartialDate(row.done_on).first_day:
        raise ValidationError({"on": _("It was done after that day. Check the date.")})
    settled: dict[str, Any] = {
        "done_on": row.done_on,
        "acknowledged_on": on,
        "acknowledged_by": who,
        "acknowledged_in": document,
    }
    return _settle(row, CommitmentStatus.DONE, "acknowledge_commitment", by, **settled)


@transaction.atomic
def withdraw_acknowledgement(*, commitment: Commitment, by: User | None, reason: str = "") -> Commitment:
    """Nobody acknowledged it after all. It stays done."""
    row = _held(commitment, by, judges=True)
    if not row.acknowledged_on:
        return row
    verb = "withdraw_acknowledgement"
    return _settle(row, CommitmentStatus.DONE, verb, by, reason=reason, done_on=row.done_on)


@transaction.atomic
def mark_not_met(*, commitment: Commitment, by: User | None, reason: str) -> Commitment:
    """It was not kept and nobody waits for it any more; why stays at the desk."""
    row = _held(commitment, by, judges=True)
    _open(row)
    reason = _reason(reason)
    return _settle(
        row, CommitmentStatus.NOT_MET, "mark_commitment_not_met", by, reason=reason, not_met_because=reason
    )


@transaction.atomic
def reopen_commitment(*, commitment: Commitment, by: User | None, reason: str = "") -> Commitment:
    """It is awaited again: in progress if anything was told of it, else pending."""
    row = _held(commitment, by, judges=True)
    if row.status not in CLOSED:
        return row
    begun = row.progress.exists()
    status = CommitmentStatus.IN_PROGRESS if begun else CommitmentStatus.PENDING
    return _settle(row, status, "reopen_commitment", by, reason=reason)


@transaction.atomic
def move_due_date(*, commitment: Commitment, by: User | None, due_on: str, reason: str) -> Commitment:
    """Another due date, and why; the one that it bore first is kept beside it."""
    row = _held(commitment, by, judges=True)
    _open(row)
    reason = _reason(reason)
    if not due_on:
        raise ValidationError({"due_on": _("Write until when: a year is enough.")})
    if due_on == row.due_on:
        raise ValidationError({"due_on": _("It is due by that date already.")})
    before = {"due_on": row.due_on}
    if not row.first_due_on:
        row.first_due_on = row.due_on
    row.due_on = PartialDate(due_on)
    if row.first_due_on == row.due_on:
        row.first_due_on = ""  # moved back to where it was
    row.full_clean()
    row.save()
    record(
        verb="move_due_date", subject=row, by=by, reason=reason, before=before, after={"due_on": row.due_on}
    )
    return row


def _held(commitment: Commitment, by: User | None, *, judges: bool) -> Commitment:
    """The row as it is now, which nobody else changes meanwhile, for whoever may change it on that side."""
    row = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    if by is None:
        return row
    viewer = viewer_for(by)
    if judges and not may_judge(row, viewer):
        raise ValidationError(
            _("Only who coordinates the network or the institution it is owed to says that.")
        )
    if not judges and not may_report(row, viewer):
        raise ValidationError(
            _("Only who coordinates the network or the institution that owes it says that.")
        )
    return row


def _open(row: Commitment) -> None:
    if row.status in CLOSED:
        raise ValidationError(
            _("It stands as “%(state)s”. Take that back first.") % {"state": row.get_status_display()}
        )


def _reason(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    return reason.strip()


def _past(date: str, field: str, missing: str) -> None:
    if not date:
        raise ValidationError({field: missing})
    if PartialDate(date).first_day > timezone.localdate():
        raise ValidationError({field: _("That day is still to come.")})


def _settle(
    row: Commitment, status: CommitmentStatus, verb: str, by: User | None, *, reason: str = "", **said: Any
) -> Commitment:
    """How it stands now: whatever of a settled commitment is not said is emptied."""
    before = _told(row)
    row.status = status
    for name in _SETTLED:
        empty = None if name in {"acknowledged_by", "acknowledged_in"} else ""
        setattr(row, name, said.get(name, empty))
    row.full_clean()
    row.save()
    after = _told(row)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        record(
            verb=verb,
            subject=row,
            by=by,
            reason=reason,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    return row


def _told(row: Commitment) -> dict[str, str]:
    values = {name: getattr(row, name) for name in ("status", *_SETTLED)}
    return {name: getattr(value, "package_id", None) or str(value or "") for name, value in values.items()}
