"""Applying a closing, and undoing it: step by step, each in one transaction and never twice.

A process that dies in the middle leaves whole steps behind; whoever goes on does those that still wait.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import Grant, User
from network.accounts.rules import may_pass_roles
from network.accounts.services import end_grant, grant, reopen_grant, withdraw_grant
from network.accounts.viewer import Viewer, viewer_for
from network.institutions.models import Institution
from network.journal.services import record
from network.requests.enums import RequestKind
from network.requests.services import add_recipients, discard_request, draft_request
from network.requests.wording import letter_kind, suggested_body, suggested_subject
from network.ties.enums import Capacity
from network.ties.services import Particulars, correct_appointment, end_appointment

from .enums import ClosingState, StepState
from .models import AdministrationClosing, ClosingDesignation, ClosingGrant
from .services import hand_over, take_back_file

PATIENCE = 90  # seconds without a sign of life after which one may ask again
RUNNING = (ClosingState.APPLYING, ClosingState.UNDOING)
Step = ClosingDesignation | ClosingGrant


def is_alive(closing: AdministrationClosing) -> bool:
    """Whether the queue gave a sign of life lately."""
    if closing.state not in RUNNING or closing.beat_at is None:
        return False
    return (timezone.now() - closing.beat_at).total_seconds() < PATIENCE


@transaction.atomic
def ask_to_apply(*, closing: AdministrationClosing, viewer: Viewer, by: User | None) -> bool:
    """Note that the queue is asked to apply it, or to go on; whether this was not so already."""
    locked = _locked(closing)
    if is_alive(locked):
        return False
    if locked.state not in (ClosingState.PREPARED, ClosingState.APPLYING):
        raise ValidationError(_("It was applied already."), code="applied")
    if not locked.reason.strip():
        raise ValidationError(_("Say first why these designations end."), code="reason")
    if not locked.designations.exists() and not locked.grants.exists():
        raise ValidationError(
            _("Nothing was chosen to end. Choose at least one designation."), code="nothing"
        )
    _check_roles(locked, viewer)
    if locked.state == ClosingState.PREPARED:
        locked.state, locked.by = ClosingState.APPLYING, by
        after = {"designations": locked.designations.count(), "roles": locked.grants.count()}
        record(verb="apply_closing", subject=locked, by=by, reason=locked.reason, after=after)
    locked.beat_at = timezone.now()
    locked.save()
    return True


@transaction.atomic
def ask_to_undo(*, closing: AdministrationClosing, reason: str, viewer: Viewer, by: User | None) -> bool:
    """Note that the queue is asked to undo it. Until the day on which the administration ends."""
    locked = _locked(closing)
    if is_alive(locked):
        return False
    if locked.state not in (ClosingState.APPLIED, ClosingState.UNDOING):
        raise ValidationError(_("Only what was applied can be undone."), code="state")
    if locked.state == ClosingState.APPLIED:
        if not may_be_undone(locked):
            raise ValidationError(
                _("The day has passed: correct the single designations instead."), code="passed"
            )
        if not reason.strip():
            raise ValidationError({"reason": _("Say why it is undone.")})
        _check_roles(locked, viewer)
        locked.state, locked.undone_because, locked.by = ClosingState.UNDOING, reason.strip(), by
        record(verb="undo_closing", subject=locked, by=by, reason=locked.undone_because)
    locked.beat_at = timezone.now()
    locked.full_clean(exclude=["by"])
    locked.save()
    return True


def may_be_undone(closing: AdministrationClosing) -> bool:
    today = timezone.localdate()
    return today <= closing.ends_on or today == closing.applied_on


def _check_roles(closing: AdministrationClosing, viewer: Viewer) -> None:
    if closing.grants.exists() and not may_pass_roles(viewer):
        raise ValidationError(_("Only an administrator passes roles to other accounts."), code="roles")


def apply(*, closing: AdministrationClosing) -> AdministrationClosing:
    """Do what still waits of a closing that is being applied. Run twice at once, nothing is done twice."""
    found = AdministrationClosing.objects.select_related("by").get(pk=closing.pk)
    if found.state != ClosingState.APPLYING:
        return found
    by = found.by
    for one in found.designations.filter(state=StepState.WAITING):
        _do(found, one, lambda step: _end_designation(found, step, by))
    _prepare_request(found, by)
    for role in found.grants.filter(state=StepState.WAITING):
        _do(found, role, lambda step: _pass_role(found, step, by))
    return _finish(found, ClosingState.APPLYING, ClosingState.APPLIED)


def undo(*, closing: AdministrationClosing) -> AdministrationClosing:
    """Take back what a closing did, where nobody has changed it since; what stays says why."""
    found = AdministrationClosing.objects.select_related("by").get(pk=closing.pk)
    if found.state != ClosingState.UNDOING:
        return found
    by = found.by
    for role in found.grants.filter(state=StepState.DONE):
        _do(found, role, lambda step: _give_role_back(found, step, by), wanted=StepState.DONE)
    for one in found.designations.filter(state=StepState.DONE):
        _do(found, one, lambda step: _reopen_designation(found, step, by), wanted=StepState.DONE)
    _discard_request(found, by)
    return _finish(found, ClosingState.UNDOING, ClosingState.UNDONE)


def _do(
    closing: AdministrationClosing,
    step: Step,
    deed: Callable[[Any], None],
    *,
    wanted: StepState = StepState.WAITING,
) -> None:
    """One step in a transaction of its own; a refusal is kept with it and stops nothing else."""
    rows: Any = type(step)._default_manager
    try:
        with transaction.atomic():
            held = rows.select_for_update(of=("self",)).filter(pk=step.pk, state=wanted).first()
            if held is None:
                return  # somebody else was faster
            deed(held)
            held.state = StepState.DONE if wanted == StepState.WAITING else StepState.UNDONE
            held.problem = ""
            held.save()
    except ValidationError as error:
        rows.filter(pk=step.pk, state=wanted).update(
            state=StepState.REFUSED, problem=" ".join(error.messages)[:500]
        )
    AdministrationClosing.objects.filter(pk=closing.pk).update(beat_at=timezone.now())


def _end_designation(closing: AdministrationClosing, step: ClosingDesignation, by: User | None) -> None:
    """Keep the file of its post, once for all its designations, and end it on the day."""
    appointment = step.appointment
    if not closing.handovers.filter(post=appointment.post_id).exists():
        hand_over(
            post=appointment.post,
            left=appointment,
            taken=None,
            on=closing.ends_on,
            viewer=viewer_for(by),
            by=by,
            closing=closing,
        )
    end_appointment(
        appointment=appointment,
        on=closing.ends_on.isoformat(),
        reason=closing.reason,
        document=closing.document,
        by=by,
    )


def _reopen_designation(closing: AdministrationClosing, step: ClosingDesignation, by: User | None) -> None:
    appointment = step.appointment
    if (appointment.ended, appointment.end_document_id) != (
        closing.ends_on.isoformat(),
        closing.document_id,
    ):
        raise ValidationError(_("It was changed since, so it stays as it is."))
    says = Particulars(
        person=appointment.person,
        capacity=Capacity(appointment.capacity),
        started=appointment.started,
        ended=appointment.ended,
        document=appointment.document,
        end_document=appointment.end_document,
    )
    correct_appointment(
        appointment=appointment,
        says=replace(says, ended="", end_document=None),
        reason=closing.undone_because,
        by=by,
    )
    kept = closing.handovers.filter(left=appointment, scan="").first()  # what was signed stays
    if kept is not None:
        take_back_file(handover=kept, by=by, reason=closing.undone_because)


def _prepare_request(closing: AdministrationClosing, by: User | None) -> None:
    """One draft to every institution whose designations ended; nothing is sent, no folio is taken."""
    with transaction.atomic():
        locked = _locked(closing)
        ended = locked.designations.filter(state=StepState.DONE)
        if not locked.asks or locked.request_id or not ended.exists():
            return
        kind = RequestKind.DESIGNATE
        asked = draft_request(
            by=by,
            kind=kind,
            letter_kind=letter_kind(),
            subject=suggested_subject(kind),
            body=suggested_body(kind),
            due_on=locked.answer_by,
        )
        posts = ended.order_by().values("appointment__post__institution")
        add_recipients(request=asked, institutions=Institution.objects.filter(pk__in=posts), by=by)
        locked.request = asked
        locked.save(update_fields=["request"])


def _discard_request(closing: AdministrationClosing, by: User | None) -> None:
    """The draft goes; what was sent stays, for it was sent."""
    with transaction.atomic():
        asked = _locked(closing).request
        if asked is not None and asked.is_draft:
            discard_request(request=asked, by=by)


def _pass_role(closing: AdministrationClosing, step: ClosingGrant, by: User | None) -> None:
    """Whoever comes next holds the role from the day after; only then does it end for whoever leaves."""
    leaving, next_day = step.grant, closing.ends_on + dt.timedelta(days=1)
    if step.successor is not None:
        like = {"role": leaving.role, "scope": leaving.scope, "key": leaving.key, "ends_on": None}
        had = set(Grant.objects.filter(user=step.successor, **like).values_list("pk", flat=True))
        given = grant(
            user=step.successor,
            role=leaving.role,  # type: ignore[arg-type]
            scope=leaving.scope,  # type: ignore[arg-type]
            key=leaving.key,
            starts_on=next_day,
            by=by,
            reason=closing.reason,
        )
        step.given = None if given.pk in had else given
    end_grant(given=leaving, on=closing.ends_on, by=by, reason=closing.reason)


def _give_role_back(closing: AdministrationClosing, step: ClosingGrant, by: User | None) -> None:
    if step.grant.ends_on != closing.ends_on:
        raise ValidationError(_("It was changed since, so it stays as it is."))
    reopen_grant(given=step.grant, by=by, reason=closing.undone_because)
    if step.given is not None:
        given, step.given = step.given, None
        step.save()
        withdraw_grant(given=given, by=by, reason=closing.undone_because)


def _finish(
    closing: AdministrationClosing, before: ClosingState, after: ClosingState
) -> AdministrationClosing:
    with transaction.atomic():
        locked = _locked(closing)
        if locked.state != before:
            return locked
        locked.state, locked.beat_at = after, None
        day = "applied_on" if after == ClosingState.APPLIED else "undone_on"
        setattr(locked, day, timezone.localdate())
        locked.save()
        states = [*locked.designations.values_list("state", flat=True)]
        states += locked.grants.values_list("state", flat=True)
        numbers = {state.value: states.count(state) for state in StepState if state in states}
        record(verb=f"closing_{after}", subject=locked, by=locked.by, after=numbers)
    return locked


def try_again(*, closing: AdministrationClosing, viewer: Viewer, by: User | None) -> int:
    """Let what was refused wait again, once it was mended; how many steps."""
    with transaction.atomic():
        locked = _locked(closing)
        if locked.state != ClosingState.APPLIED:
            return 0
        _check_roles(locked, viewer)
        number = locked.designations.filter(state=StepState.REFUSED).update(
            state=StepState.WAITING, problem=""
        )
        number += locked.grants.filter(state=StepState.REFUSED).update(state=StepState.WAITING, problem="")
        if number:
            locked.state, locked.by, locked.beat_at = ClosingState.APPLYING, by, timezone.now()
            locked.save()
            record(verb="try_closing_again", subject=locked, by=by, after={"steps": number})
        return number


def _locked(closing: AdministrationClosing) -> AdministrationClosing:
    rows = AdministrationClosing.objects.select_for_update(of=("self",)).select_related("document", "by")
    return rows.get(pk=closing.pk)
