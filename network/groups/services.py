"""Verbs on sessions: planned, held with minutes and attendance, cancelled with a reason, published."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.documents.models import Document
from network.documents.queries import visible_to as documents_visible_to
from network.institutions.models import Institution
from network.journal.services import record
from network.people.models import Person
from network.people.queries import in_care_of
from network.vocabulary.partial_date import PartialDate

from .enums import Attendance, SessionStatus
from .models import Group, GroupSession, SessionAttendance
from .queries import kept_by
from .session_rules import SESSION_MAY

PLANNED_FIELDS = ("number", "happens_on", "happens_at", "place", "modality", "agenda")
_TOLD = (*PLANNED_FIELDS, "minutes", "minutes_document", "status", "cancelled_because", "is_public")
_UNTOLD = {"minutes"}  # the journal says that it changed, and keeps no second copy of what names people


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended:
    """Whether an institution was there; with a person, that it was she who came for it."""

    institution: Institution
    state: str = Attendance.PRESENT
    role: str = ""
    person: Person | None = None


@transaction.atomic
def plan_session(*, group: Group, by: User, uid: uuid.UUID | None = None, **values: Any) -> GroupSession:
    """Put a session of the group on the calendar: any of PLANNED_FIELDS; a day may still be missing.

    A `uid` given before is that session: a form sent twice plans once. Raises ValidationError.
    """
    _only(values, PLANNED_FIELDS)
    return _begin(group, by, uid, values, verb="plan_session")


@transaction.atomic
def record_session(
    *,
    group: Group,
    by: User,
    happens_on: str,
    minutes: str = "",
    minutes_document: Document | None = None,
    attended: Sequence[Attended] | None = None,
    uid: uuid.UUID | None = None,
    **values: Any,
) -> GroupSession:
    """Record a session that was held and that nobody had planned here."""
    _only(values, PLANNED_FIELDS)
    values |= {"happens_on": happens_on, "minutes": minutes, "minutes_document": minutes_document}
    return _begin(
        group, by, uid, values | {"status": SessionStatus.HELD}, verb="record_session", attended=attended
    )


@transaction.atomic
def hold_session(
    *,
    session: GroupSession,
    by: User,
    happens_on: str,
    minutes: str = "",
    minutes_document: Document | None = None,
    attended: Sequence[Attended] | None = None,
    **values: Any,
) -> GroupSession:
    """Say that a planned session took place, and when. Of two who say so at once one wins."""
    _only(values, PLANNED_FIELDS)
    row = lock_session(session, by)
    _allowed(row, "hold")
    values |= {"happens_on": happens_on, "minutes": minutes, "minutes_document": minutes_document}
    before = _told(row)
    _write(row, values | {"status": SessionStatus.HELD}, by)
    if attended is not None:
        _seat(row, attended, by)
    return _note(row, before, "hold_session", by)


@transaction.atomic
def record_minutes(
    *, session: GroupSession, by: User, minutes: str, minutes_document: Document | None = None
) -> GroupSession:
    """Write the minutes of a session that was held, or name the paper that holds them."""
    row = lock_session(session, by)
    _allowed(row, "record_minutes")
    before = _told(row)
    _write(row, {"minutes": minutes, "minutes_document": minutes_document}, by)
    return _note(row, before, "record_minutes", by)


@transaction.atomic
def record_attendance(*, session: GroupSession, by: User, attended: Sequence[Attended]) -> GroupSession:
    """Say who was there: the whole list, in the place of the one before.

    Rows of people whom she may not see stay as they are: nobody takes off a list whom she does not read.
    """
    row = lock_session(session, by)
    _allowed(row, "record_attendance")
    before, after = _seat(row, attended, by)
    if before != after:
        record(
            verb="record_attendance",
            subject=row,
            by=by,
            before={"attended": before},
            after={"attended": after},
        )
    return row


@transaction.atomic
def correct_session(*, session: GroupSession, by: User, reason: str = "", **values: Any) -> GroupSession:
    """Put right what was recorded of a session: any of PLANNED_FIELDS. The journal keeps what it said."""
    _only(values, PLANNED_FIELDS)
    row = lock_session(session, by)
    _allowed(row, "correct")
    before = _told(row)
    _write(row, values, by)
    return _note(row, before, "correct_session", by, reason=reason)


@transaction.atomic
def cancel_session(*, session: GroupSession, by: User, reason: str) -> GroupSession:
    """Say that a planned session will not take place, and why."""
    row = lock_session(session, by)
    _allowed(row, "cancel")
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is cancelled.")})
    before = _told(row)
    _write(row, {"status": SessionStatus.CANCELLED, "cancelled_because": reason}, by)
    return _note(row, before, "cancel_session", by, reason=reason)


@transaction.atomic
def restore_session(*, session: GroupSession, by: User) -> GroupSession:
    """Put a cancelled session back on the calendar."""
    row = lock_session(session, by)
    _allowed(row, "restore")
    before = _told(row)
    _write(row, {"status": SessionStatus.PLANNED, "cancelled_because": ""}, by)
    return _note(row, before, "restore_session", by)


@transaction.atomic
def unhold_session(*, session: GroupSession, by: User, reason: str = "") -> GroupSession:
    """Take back that it was held. Refused once minutes, attendance or acuerdos hang on it."""
    row = lock_session(session, by)
    _allowed(row, "unhold")
    noted = row.attendance.exists() or row.acuerdos.exists() or row.acuerdos_closed.exists()
    if row.minutes or row.minutes_document_id or noted:
        raise ValidationError(
            _("It has minutes, attendance or acuerdos already. Take those away first."), code="in_use"
        )
    before = _told(row)
    _write(row, {"status": SessionStatus.PLANNED, "is_public": False}, by)
    return _note(row, before, "unhold_session", by, reason=reason)


@transaction.atomic
def publish_session(*, session: GroupSession, by: User, is_public: bool) -> GroupSession:
    """Show a held session and its acuerdos to everyone, without its minutes; or take that back."""
    row = lock_session(session, by)
    _allowed(row, "publish")
    if is_public and not row.group.is_public:
        raise ValidationError(_("The group is internal, and so are its sessions."), code="internal_group")
    before = _told(row)
    _write(row, {"is_public": is_public}, by)
    return _note(row, before, "publish_session" if is_public else "unpublish_session", by)


def lock_session(session: GroupSession, by: User) -> GroupSession:
    """The session, which nobody else writes meanwhile, if she keeps its group."""
    row = GroupSession.objects.select_for_update(of=("self",)).select_related("group").get(pk=session.pk)
    refuse_strangers(row.group, by)
    return row


def may_name(document: Document, by: User) -> bool:
    """Whether she may say that this document holds minutes or shows that something was done."""
    return documents_visible_to(Document.objects.filter(pk=document.pk), viewer_for(by)).exists()


def refuse_strangers(group: Group, by: User) -> None:
    if not kept_by(Group.objects.filter(pk=group.pk), viewer_for(by)).exists():
        raise ValidationError(
            _("Only who coordinates the network, the group or who leads it writes its sessions."),
            code="not_hers",
        )


def _begin(
    group: Group,
    by: User,
    uid: uuid.UUID | None,
    values: dict[str, Any],
    *,
    verb: str,
    attended: Sequence[Attended] | None = None,
) -> GroupSession:
    refuse_strangers(group, by)
    Group.objects.select_for_update().get(pk=group.pk)  # the same form, sent twice at once
    known = GroupSession.objects.filter(uid=uid, group=group).first() if uid else None
    if known is not None:
        return known
    row = GroupSession(group=group, uid=uid or uuid.uuid4())
    _write(row, values, by)
    if attended is not None:
        _seat(row, attended, by)
    record(verb=verb, subject=row, by=by, after={"group": group.package_id, **_shown(_told(row))})
    return row


def _only(values: dict[str, Any], allowed: Sequence[str]) -> None:
    if unknown := set(values) - set(allowed):
        raise TypeError(f"not of a session: {sorted(unknown)}")


def _allowed(row: GroupSession, verb: str) -> None:
    """Refuse in a sentence what does not fit the state: usually somebody else was faster."""
    if verb in SESSION_MAY[row.status]:
        return
    words = {
        SessionStatus.PLANNED: _("It is still to come. Say first that it was held."),
        SessionStatus.HELD: _("It is recorded as held already. Open it before you change anything."),
        SessionStatus.CANCELLED: _("It was cancelled. Put it back on the calendar first."),
    }
    raise ValidationError(words[SessionStatus(row.status)], code="stale")


def _write(row: GroupSession, values: dict[str, Any], by: User) -> None:
    for name, value in values.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    paper = values.get("minutes_document")
    if paper is not None and not may_name(paper, by):
        raise ValidationError({"minutes_document": _("Choose a document of the list.")})
    if row.status == SessionStatus.HELD:
        if not row.happens_on:
            raise ValidationError({"happens_on": _("Write when it was: a year is enough.")})
        row.full_clean(validate_constraints=False)
        if PartialDate(row.happens_on).first_day > timezone.localdate():
            raise ValidationError({"happens_on": _("That day is still to come.")})
    row.full_clean()
    row.save()


def _seat(row: GroupSession, attended: Sequence[Attended], by: User) -> tuple[list[str], list[str]]:
    """Write the list, and tell it before and after: institutions by name of theirs, people by number."""
    _coherent(attended)
    wanted = {(one.institution.pk, one.person.pk if one.person else None): one for one in attended}
    for one in sorted(attended, key=lambda one: one.state != Attendance.PRESENT):
        # Whoever came, came for an institution that was there.
        wanted.setdefault((one.institution.pk, None), Attended(institution=one.institution, state=one.state))
    seen = in_care_of(Person.objects.order_by(), viewer_for(by)).values_list("pk", flat=True)
    named = {one.person.pk for one in attended if one.person}
    if named - set(seen.filter(pk__in=named)):
        raise ValidationError({"attended": _("Choose people of the list.")})
    held = {(have.institution_id, have.person_id): have for have in row.attendance.all()}
    hers = set(seen.filter(pk__in={person for _institution, person in held if person}))
    before = _list_told(row)
    for pair, have in held.items():
        if pair not in wanted and (pair[1] is None or pair[1] in hers):
            have.delete()
    for pair, one in wanted.items():
        have = held.get(pair) or SessionAttendance(
            session=row, institution=one.institution, person=one.person
        )
        have.state, have.role = one.state, one.role
        have.full_clean()
        have.save()
    return before, _list_told(row)


def _coherent(attended: Sequence[Attended]) -> None:
    present: set[int] = {
        one.institution.pk for one in attended if one.person and one.state == Attendance.PRESENT
    }
    for one in attended:
        if one.person is None and one.institution.pk in present and one.state != Attendance.PRESENT:
            raise ValidationError(
                {
                    "attended": _("%(name)s is marked as not there, but somebody came for it.")
                    % {"name": one.institution.called}
                }
            )


def _list_told(row: GroupSession) -> list[str]:
    """Institutions alone: who came for them is read on the list itself, by whoever may."""
    rows = row.attendance.filter(person=None).select_related("institution").order_by("institution__name")
    return [f"{one.institution.package_id}: {one.state}" for one in rows]


def _told(row: GroupSession) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in _TOLD if name != "minutes_document"}
    told["status"] = str(row.status)
    told["minutes_document"] = row.minutes_document.package_id if row.minutes_document else ""
    return told


def _shown(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value and name not in _UNTOLD}


def _note(
    row: GroupSession, before: dict[str, Any], verb: str, by: User, *, reason: str = ""
) -> GroupSession:
    after = _told(row)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        record(
            verb=verb,
            subject=row,
            by=by,
            reason=reason.strip(),
            before={name: before[name] for name in changed if name not in _UNTOLD},
            after={name: after[name] if name not in _UNTOLD else True for name in changed},
        )
    return row
