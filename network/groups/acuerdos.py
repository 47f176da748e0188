"""Verbs on acuerdos: recorded in a session, done, carried over, dropped with a reason, opened again."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.accounts.models import User
from network.documents.models import Document
from network.institutions.enums import Publication
from network.institutions.models import Institution, Post
from network.journal.services import record
from network.vocabulary.partial_date import PartialDate

from .enums import AcuerdoStatus, SessionStatus
from .models import Acuerdo, GroupSession
from .services import lock_session, may_name, refuse_strangers
from .session_rules import ACUERDO_MAY

_SAME_GROUP = gettext_lazy("Choose a session of the same group.")
_OPENED = ("text", "responsible", "post", "due_on")


@transaction.atomic
def record_acuerdo(
    *,
    session: GroupSession,
    by: User,
    text: str,
    responsible: Sequence[Institution] = (),
    post: Post | None = None,
    due_on: str = "",
    uid: uuid.UUID | None = None,
) -> Acuerdo:
    """Record what a session that was held agreed; it takes the next number. ValidationError names the field.

    A `uid` given before is that acuerdo: a form sent twice records once.
    """
    held = _held(session, by)
    known = Acuerdo.objects.filter(uid=uid, session=held).first() if uid else None
    if known is not None:
        return known
    row = Acuerdo(session=held, uid=uid or uuid.uuid4())
    _fill(row, {"text": text, "responsible": responsible, "post": post, "due_on": due_on})
    record(
        verb="record_acuerdo",
        subject=row,
        by=by,
        after={"session": held.package_id, "number": row.number, **_told(row)},
    )
    return row


@transaction.atomic
def correct_acuerdo(*, acuerdo: Acuerdo, by: User, reason: str = "", **values: Any) -> Acuerdo:
    """Put right the text, who answers for it (`responsible`, `post`) or until when, while it is open."""
    if unknown := set(values) - set(_OPENED):
        raise TypeError(f"not of an acuerdo: {sorted(unknown)}")
    row = _locked(acuerdo, by)
    _allowed(row, "correct")
    before = _told(row)
    _fill(row, values)
    return _note(row, before, "correct_acuerdo", by, reason=reason)


@transaction.atomic
def mark_done(
    *,
    acuerdo: Acuerdo,
    by: User,
    on: str,
    note: str = "",
    evidence: Document | None = None,
    reviewed_in: GroupSession | None = None,
    seen: str = AcuerdoStatus.OPEN,
) -> Acuerdo:
    """Say that it was done, when, by what paper it shows, and in the review of which session it was said.

    `seen` is the state that whoever closes it had before her: of two who close it at once, one wins and the
    other is told how it stands.
    """
    row = _locked(acuerdo, by)
    _allowed(row, "mark_done", seen)
    before = _told(row)
    if not on:
        raise ValidationError({"done_on": _("Write when it was done: a year is enough.")})
    row.status, row.done_on, row.done_note, row.evidence = AcuerdoStatus.DONE, on, note.strip(), evidence
    row.closed_in = _reviewing(row, reviewed_in)
    row.full_clean(validate_constraints=False)
    if PartialDate(row.done_on).first_day > timezone.localdate():
        raise ValidationError({"done_on": _("That day is still to come.")})
    agreed = row.session.happens_on
    if PartialDate(row.done_on).last_day < PartialDate(agreed).first_day:
        raise ValidationError(
            {"done_on": _("It was agreed on %(date)s: that was later.") % {"date": PartialDate(agreed).words}}
        )
    if evidence is not None and not may_name(evidence, by):
        raise ValidationError({"evidence": _("Choose a document of the list.")})
    return _save(row, before, "complete_acuerdo", by)


@transaction.atomic
def carry_over(
    *,
    acuerdo: Acuerdo,
    to: GroupSession,
    by: User,
    reason: str = "",
    seen: str = AcuerdoStatus.OPEN,
    **values: Any,
) -> Acuerdo:
    """Take an open acuerdo into a later session of its group, where it goes on: the new one is returned.

    What `values` do not say anew (text, responsible, post, due_on) stays as it was.
    """
    if unknown := set(values) - set(_OPENED):
        raise TypeError(f"not of an acuerdo: {sorted(unknown)}")
    later = _held(to, by)
    row = _locked(acuerdo, by)
    _allowed(row, "carry_over", seen)
    if later.group_id != row.session.group_id:
        raise ValidationError({"to": _SAME_GROUP}, code="other_group")
    if later.pk == row.session_id or (
        PartialDate(later.happens_on).last_day < PartialDate(row.session.happens_on).first_day
    ):
        raise ValidationError({"to": _("Choose a session that came later.")}, code="earlier")
    before = _told(row)
    same = {
        "text": row.text,
        "responsible": list(row.responsible.all()),
        "post": row.post,
        "due_on": row.due_on,
    }
    row.status = AcuerdoStatus.CARRIED_OVER
    _save(row, before, "carry_over_acuerdo", by, reason=reason, into=later.package_id)
    successor = Acuerdo(session=later, carried_from=row)
    _fill(successor, same | values)
    record(
        verb="record_acuerdo",
        subject=successor,
        by=by,
        after={
            "session": later.package_id,
            "number": successor.number,
            "carried_from": row.package_id,
            **_told(successor),
        },
    )
    return successor


@transaction.atomic
def drop(
    *,
    acuerdo: Acuerdo,
    by: User,
    reason: str,
    reviewed_in: GroupSession | None = None,
    seen: str = AcuerdoStatus.OPEN,
) -> Acuerdo:
    """Say that it will not be done, why, and in the review of which session it was said."""
    row = _locked(acuerdo, by)
    _allowed(row, "drop", seen)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is dropped.")})
    before = _told(row)
    row.status, row.dropped_because = AcuerdoStatus.DROPPED, reason.strip()
    row.closed_in = _reviewing(row, reviewed_in)
    return _save(row, before, "drop_acuerdo", by, reason=reason)


@transaction.atomic
def reopen(*, acuerdo: Acuerdo, by: User, reason: str = "", seen: str = "") -> Acuerdo:
    """Take back that it was done, dropped or carried over.

    What it was carried over as goes away again, as long as it is still open and nothing was said of it.
    """
    row = _locked(acuerdo, by)
    _allowed(row, "reopen", seen)
    before = _told(row)
    if row.status == AcuerdoStatus.CARRIED_OVER:
        successor = Acuerdo.objects.select_for_update(of=("self",)).filter(carried_from=row).first()
        if successor is not None:
            if successor.status != AcuerdoStatus.OPEN:
                raise ValidationError(
                    _("It went on in a later session, and was closed there. Open that one again first."),
                    code="went_on",
                )
            _forget(successor, by, reason)
    row.status, row.done_on, row.done_note, row.evidence = AcuerdoStatus.OPEN, "", "", None
    row.dropped_because, row.closed_in = "", None
    return _save(row, before, "reopen_acuerdo", by, reason=reason)


@transaction.atomic
def remove_acuerdo(*, acuerdo: Acuerdo, by: User, reason: str) -> None:
    """Take away an open one that was recorded by mistake. One that comes from another is reopened there."""
    row = _locked(acuerdo, by)
    _allowed(row, "remove")
    if row.carried_from_id:
        raise ValidationError(
            _("It was carried over from an earlier session. Open that one again instead."), code="carried"
        )
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is taken away.")})
    _forget(row, by, reason)


def _reviewing(row: Acuerdo, session: GroupSession | None) -> GroupSession | None:
    if session is not None and session.group_id != row.session.group_id:
        raise ValidationError(_SAME_GROUP, code="other_group")
    return session


def _held(session: GroupSession, by: User) -> GroupSession:
    row = lock_session(session, by)
    if row.status != SessionStatus.HELD:
        raise ValidationError(_("Say first that the session was held."), code="not_held")
    return row


def _locked(acuerdo: Acuerdo, by: User) -> Acuerdo:
    """The acuerdo, which nobody else writes meanwhile, if she keeps its group."""
    rows = Acuerdo.objects.select_for_update(of=("self",)).select_related(
        "session__group", "post", "evidence", "closed_in"
    )
    row = rows.filter(pk=acuerdo.pk).first()
    if row is None:
        raise ValidationError(_("Somebody else has taken it away meanwhile."), code="stale")
    refuse_strangers(row.session.group, by)
    return row


def _allowed(row: Acuerdo, verb: str, seen: str = "") -> None:
    """Refuse in a sentence what does not fit the state: usually somebody else was faster."""
    if verb in ACUERDO_MAY[row.status] and seen in ("", row.status):
        return
    words = {
        AcuerdoStatus.OPEN: _("It is open. Look at it again before you change anything."),
        AcuerdoStatus.DONE: _("Somebody else has recorded it as done meanwhile. Look at it again."),
        AcuerdoStatus.CARRIED_OVER: _("Somebody else has carried it over meanwhile. Look at it again."),
        AcuerdoStatus.DROPPED: _("Somebody else has dropped it meanwhile. Look at it again."),
    }
    raise ValidationError(words[AcuerdoStatus(row.status)], code="stale")


def _fill(row: Acuerdo, values: dict[str, Any]) -> None:
    """Write what was agreed; a new one takes the next number of its session, which the caller holds."""
    post: Post | None = values.get("post", row.post)
    if post is not None and "post" in values and post.publication == Publication.RESERVED:
        raise ValidationError({"post": _("A reserved post is named nowhere. Choose its institution.")})
    for name in ("text", "due_on"):
        if name in values:
            setattr(row, name, values[name].strip())
    row.post = post
    if row.pk is None:
        row.number = (row.session.acuerdos.aggregate(last=Max("number"))["last"] or 0) + 1
    row.full_clean()
    row.save()
    if "responsible" in values:
        row.responsible.set(values["responsible"])


def _forget(row: Acuerdo, by: User, reason: str) -> None:
    record(
        verb="remove_acuerdo",
        subject=row,
        by=by,
        reason=reason.strip(),
        before={"session": row.session.package_id, "number": row.number, **_told(row)},
    )
    row.delete()


def _told(row: Acuerdo) -> dict[str, Any]:
    return {
        "text": row.text,
        "responsible": sorted(row.responsible.values_list("package_id", flat=True)),
        "post": row.post.package_id if row.post else "",
        "due_on": row.due_on,
        "status": str(row.status),
        "done_on": row.done_on,
        "done_note": row.done_note,
        "evidence": row.evidence.package_id if row.evidence else "",
        "dropped_because": row.dropped_because,
        "closed_in": row.closed_in.package_id if row.closed_in else "",
    }


def _save(
    row: Acuerdo, before: dict[str, Any], verb: str, by: User, *, reason: str = "", into: str = ""
) -> Acuerdo:
    row.full_clean()
    row.save()
    return _note(row, before, verb, by, reason=reason, into=into)


def _note(
    row: Acuerdo, before: dict[str, Any], verb: str, by: User, *, reason: str = "", into: str = ""
) -> Acuerdo:
    after = _told(row)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        record(
            verb=verb,
            subject=row,
            by=by,
            reason=reason.strip(),
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed} | ({"into": into} if into else {}),
        )
    return row
