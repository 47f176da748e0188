"""Verbs on actions: recorded once per key, corrected, withdrawn with a reason and restored, published."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.accounts.viewer import Viewer, viewer_for
from network.files.checking import Checked
from network.institutions.models import Institution
from network.institutions.queries import coordinated_by, coordinates_network
from network.journal.services import record
from network.people.models import Person
from network.vocabulary.models import Territory, Theme

from .evidence import add_evidence, forget_files
from .models import PARTS, ActionRecord, Milestone, MilestoneInstitution, MilestoneRole
from .queries import may_change
from .rules import check_numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What is told of an action. Dates are partial; numbers keep what they count and how exact they are.

    With a `channel` it is advice: `asked` are the institutions that asked for it.
    """

    title: str
    kind: str
    theme: Theme
    started: str
    territories: tuple[Territory, ...]
    ended: str = ""
    summary: str = ""  # the title where nothing more is said
    results: str = ""
    lead: Institution | None = None
    partners: tuple[Institution, ...] = ()
    asked: tuple[Institution, ...] = ()
    participants: int | None = None
    count_of: str = ""
    qualifier: str = ""
    women: int | None = None
    men: int | None = None
    other: int | None = None
    no_data: int | None = None
    channel: str = ""
    minutes: int | None = None
    minutes_qualifier: str = ""


_PLAIN = tuple(
    field.name for field in fields(Action) if field.name not in {"territories", "lead", "partners", "asked"}
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The action under that key, and whether this very call made it."""

    milestone: Milestone
    is_new: bool


def record_action(
    *,
    by: User,
    key: uuid.UUID,
    action: Action,
    adviser: Person | None = None,
    scans: Iterable[Checked] = (),
) -> Recorded:
    """Record what was done, with its evidence: all or nothing, internal until it is published.

    The key is made where the form is filled in. Under a key that is known nothing changes and the first
    record answers, also where several processes try at once. ValidationError names the field that is wrong.
    """
    if (known := _under(key, by)) is not None:
        return Recorded(known, is_new=False)
    stored: list[str] = []
    try:
        with transaction.atomic():
            return Recorded(_recorded(by, key, action, adviser, scans, stored), is_new=True)
    except IntegrityError:
        forget_files(stored)
        if (known := _under(key, by)) is None:
            raise
        return Recorded(known, is_new=False)
    except BaseException:
        forget_files(stored)
        raise


class AsItIs:
    """The adviser of a correction that says nothing of her."""


@transaction.atomic
def correct_action(
    *,
    by: User,
    milestone: Milestone,
    action: Action,
    reason: str,
    adviser: Person | type[AsItIs] | None = AsItIs,
) -> Milestone:
    """Put right what was recorded wrongly. The journal keeps what it said before, and why.

    Of advice also who gave it; None says that nobody is named.
    """
    locked = _held(milestone, by)
    if locked.withdrawn:
        raise ValidationError(_("It was withdrawn. Restore it first."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say what was wrong.")})
    before = _told(locked)
    _write(locked, action, by)
    if locked.channel and not isinstance(adviser, type):
        locked.record.adviser = adviser
        locked.record.save(update_fields=["adviser"])
    after = _told(locked)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        record(
            verb="correct_action",
            subject=locked,
            by=by,
            reason=reason,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    return locked


@transaction.atomic
def withdraw_action(*, by: User, milestone: Milestone, reason: str) -> Milestone:
    """Say that the record does not stand, and why: it leaves every page, count and drawing."""
    locked = _held(milestone, by)
    if locked.withdrawn:
        return locked
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is withdrawn.")})
    before = {"is_public": locked.is_public}
    locked.withdrawn, locked.is_public = reason.strip(), False
    locked.full_clean()
    locked.save()
    record(verb="withdraw_action", subject=locked, by=by, reason=reason, before=before)
    return locked


@transaction.atomic
def restore_action(*, by: User, milestone: Milestone) -> Milestone:
    """Undo a withdrawal. It comes back internal, whatever it was."""
    locked = _held(milestone, by)
    if locked.withdrawn:
        before = {"withdrawn": locked.withdrawn}
        locked.withdrawn = ""
        locked.save()
        record(verb="restore_action", subject=locked, by=by, before=before)
    return locked


@transaction.atomic
def publish_action(*, by: User, milestone: Milestone, is_public: bool) -> Milestone:
    """Show it to everyone, evidence excepted, or to coordinators only: for who coordinates the network."""
    locked = _held(milestone, by)
    if not coordinates_network(viewer_for(by)):
        raise ValidationError(_("Only who coordinates the network decides what is public."))
    if locked.withdrawn:
        raise ValidationError(_("It was withdrawn. Restore it first."))
    if locked.channel and is_public:
        raise ValidationError(_("Advice stays internal."))
    if locked.is_public != is_public:
        locked.is_public = is_public
        locked.save()
        verb = "publish_action" if is_public else "unpublish_action"
        record(verb=verb, subject=locked, by=by, after={"is_public": is_public})
    return locked


def _under(key: uuid.UUID, by: User) -> Milestone | None:
    held = ActionRecord.objects.filter(key=key).select_related("milestone").first()
    if held is None:
        return None
    if held.by_id != by.pk:
        raise ValidationError(_("Open the form anew: its key was used by another account."), code="key")
    return held.milestone


def _recorded(
    by: User,
    key: uuid.UUID,
    action: Action,
    adviser: Person | None,
    scans: Iterable[Checked],
    stored: list[str],
) -> Milestone:
    milestone = Milestone()
    _write(milestone, action, by)
    # The key comes before the files, so that of several at once one alone writes them.
    ActionRecord.objects.create(milestone=milestone, key=key, by=by, adviser=adviser)
    for scan in scans:
        stored.append(str(add_evidence(milestone, scan).file.name))
    after = {**_told(milestone), "key": str(key)}
    record(verb="record_action", subject=milestone, by=by, after=after)
    return milestone


def _held(milestone: Milestone, by: User) -> Milestone:
    """The milestone, which nobody else writes meanwhile, if it was recorded here and she may change it."""
    locked = Milestone.objects.select_for_update().get(pk=milestone.pk)
    if not ActionRecord.objects.filter(milestone=locked).exists():
        raise ValidationError(
            _("It came in a data package. Correct it there and bring the package in again.")
        )
    if not may_change(locked, viewer_for(by)):
        raise ValidationError(_("Only who coordinates the institution that carried it out may change it."))
    return locked


def _write(milestone: Milestone, action: Action, by: User) -> None:
    _in_her_care(action, viewer_for(by))
    problems: dict[str, str] = {}
    if not action.started:
        problems["started"] = _("Write when it was: a year is enough.")
    if not action.territories:
        problems["territories"] = _("Say where it was.")
    if action.channel and not action.asked:
        problems["asked"] = _("Say which institution asked.")
    if action.minutes is not None and not action.minutes_qualifier:
        problems["minutes_qualifier"] = _("Say whether the number is exact.")
    if problems:
        raise ValidationError(problems)
    check_numbers(
        participants=action.participants,
        count_of=action.count_of,
        qualifier=action.qualifier,
        parts={part: getattr(action, part) for part in PARTS},
    )
    for name in _PLAIN:
        setattr(milestone, name, getattr(action, name))
    milestone.title = action.title.strip()
    milestone.summary = action.summary.strip() or milestone.title
    if milestone.participants is None:
        milestone.count_of = milestone.qualifier = ""
    if milestone.minutes is None:
        milestone.minutes_qualifier = ""
    milestone.full_clean()
    milestone.save()
    milestone.territories.set(action.territories)
    _seat(milestone, action)


def _seat(milestone: Milestone, action: Action) -> None:
    """Its institutions, each in one role; funders, whom the form does not know, stay."""
    wanted: dict[int, str] = {}
    leads = (action.lead,) if action.lead else ()
    for role, institutions in (
        (MilestoneRole.LEAD, leads),
        (MilestoneRole.BENEFICIARY, action.asked),
        (MilestoneRole.PARTNER, action.partners),
    ):
        for institution in institutions:
            wanted.setdefault(institution.pk, role)
    known = MilestoneInstitution.objects.filter(milestone=milestone).exclude(role=MilestoneRole.FUNDER)
    held = {(row.institution_id, row.role): row for row in known}
    for pair, row in held.items():
        if pair not in wanted.items():
            milestone.left |= {row.institution_id}
            row.delete()
    for pair in wanted.items():
        if pair not in held:
            MilestoneInstitution.objects.create(milestone=milestone, institution_id=pair[0], role=pair[1])


def _in_her_care(action: Action, viewer: Viewer) -> None:
    """Who coordinates the network records for anyone; another, what an institution of hers carried out."""
    if coordinates_network(viewer):
        return
    hers = coordinated_by(viewer)
    if action.lead is None or not hers.filter(pk=action.lead.pk).exists():
        raise ValidationError(
            {"lead": _("Choose an institution that you coordinate: you record what it carried out.")}
        )


def _told(milestone: Milestone) -> dict[str, Any]:
    told = {name: getattr(milestone, name) for name in _PLAIN if name != "theme"}
    told["theme"] = milestone.theme.code
    adviser = milestone.record.adviser
    told["adviser"] = str(adviser.uid) if adviser else ""  # never her name: the journal outlives a person
    told["territories"] = sorted(place.name for place in milestone.territories.all())
    told["institutions"] = sorted(
        f"{row.institution.package_id}: {row.role}"
        for row in MilestoneInstitution.objects.filter(milestone=milestone).select_related("institution")
    )
    return told
