"""Verbs on groups and their seats: found, correct, seat, and take away what was a mistake."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from network.institutions.models import Institution
from network.journal.services import record
from network.notices.services import notify
from network.people.models import Person
from network.vocabulary.enums import Basis
from network.vocabulary.models import Territory

from .enums import SeatRole
from .models import Group, Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupParticulars:
    """What a group says of itself. `kind` is a code of the vocabulary "group_kind"."""

    name: str
    kind: str
    territories: tuple[Territory, ...]
    objective: str = ""
    lead_institution: Institution | None = None
    started: str = ""
    frequency: str = ""
    is_public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatParticulars:
    """In which role one is seated, by what we know it, and from when to when."""

    role: str = SeatRole.MEMBER
    basis: str = Basis.STATED
    started: str = ""
    ended: str = ""


@transaction.atomic
def found_group(*, says: GroupParticulars, seated: Iterable[Institution] = (), by: Any) -> Group:
    """A group with its first seats; whoever leads it is seated as its lead. Raises ValidationError."""
    group = Group()
    after = _write(group, says)
    record(verb="found_group", subject=group, by=by, after=after)
    lead = says.lead_institution
    if lead is not None:
        seat_all(group=group, institutions=[lead], says=SeatParticulars(role=SeatRole.LEAD), by=by)
    others = [one for one in seated if one != lead]
    if others:
        seat_all(group=group, institutions=others, says=SeatParticulars(), by=by)
    return group


@transaction.atomic
def correct_group(*, group: Group, says: GroupParticulars, by: Any) -> Group:
    """Write what the group says of itself. The journal keeps what it said before."""
    locked = Group.objects.select_for_update().get(pk=group.pk)
    before = _values(locked)
    after = _write(locked, says)
    if changed := [name for name in after if after[name] != before[name]]:
        record(
            verb="correct_group",
            subject=locked,
            by=by,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    return locked


@transaction.atomic
def seat_all(*, group: Group, institutions: Iterable[Institution], says: SeatParticulars, by: Any) -> int:
    """Seat those that are not seated yet, all of them or none; how many. ValidationError names the field."""
    locked = Group.objects.select_for_update().get(pk=group.pk)
    there = set(Seat.objects.filter(group=locked, person=None).values_list("institution", flat=True))
    new = [one for one in dict.fromkeys(institutions) if one.pk not in there]
    for institution in new:
        seat = Seat(group=locked, institution=institution)
        _take(seat, says)
    if new:
        record(
            verb="seat_in_group",
            subject=locked,
            by=by,
            after={"institutions": [one.package_id for one in new], **_told(says)},
        )
    return len(new)


@transaction.atomic
def seat_person(
    *, group: Group, institution: Institution, person: Person, says: SeatParticulars, by: Any
) -> Seat:
    """Name who sits for an institution. The journal keeps her key, never her name."""
    locked = Group.objects.select_for_update().get(pk=group.pk)
    seat = Seat(group=locked, institution=institution, person=person)
    if Seat.objects.filter(group=locked, institution=institution, person=person).exists():
        raise ValidationError({"person": _("She is named there already. Correct her seat instead.")})
    _take(seat, says)
    record(verb="seat_person", subject=locked, by=by, after={**_whose(seat), **_told(says)})
    if person.account_id and not seat.ended and (by is None or by.pk != person.account_id):
        notify(
            to=person,
            kind="seats",
            says="seated",
            link=person.get_absolute_url(),
            key=f"seat {seat.pk}",
            words={"group": locked.name, "institution": institution.name},
        )
    return seat


@transaction.atomic
def correct_seat(*, seat: Seat, says: SeatParticulars, by: Any) -> Seat:
    """Change the role, what it is known by, or the dates: one that ended, or that began again."""
    locked = _held(seat)
    before = _told(locked)
    _take(locked, says)
    after = _told(locked)
    if after != before:
        record(
            verb="correct_seat",
            subject=locked.group,
            by=by,
            before={**_whose(locked), **before},
            after={**_whose(locked), **after},
        )
    return locked


@transaction.atomic
def remove_seat(*, seat: Seat, reason: str, by: Any) -> None:
    """Take away a seat that never was. Whoever left keeps hers, with the date on which it ended."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it never was a seat.")})
    locked = _held(seat)
    before = {**_whose(locked), **_told(locked)}
    group = locked.group
    locked.delete()
    record(verb="remove_seat", subject=group, by=by, reason=reason, before=before)


def _held(seat: Seat) -> Seat:
    """The seat as it is now; its group is locked, as by every other verb on seats."""
    Group.objects.select_for_update().get(pk=seat.group_id)
    found = Seat.objects.select_related("group", "institution", "person").filter(pk=seat.pk).first()
    if found is None:
        raise ValidationError(_("That seat was taken away meanwhile."), code="gone")
    return found


def _write(group: Group, says: GroupParticulars) -> dict[str, Any]:
    if not says.territories:
        raise ValidationError({"territories": _("Say where it works: a region, a municipality, the nation.")})
    for field in fields(says):
        if field.name != "territories":
            setattr(group, field.name, getattr(says, field.name))
    group.name = " ".join(group.name.split())
    group.full_clean()
    group.save()
    group.territories.set(says.territories)
    return _values(group)


def _values(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "kind": group.kind,
        "objective": group.objective,
        "lead_institution": group.lead_institution.package_id if group.lead_institution else "",
        "territories": sorted(place.name for place in group.territories.all()),
        "started": str(group.started),
        "frequency": group.frequency,
        "is_public": group.is_public,
    }


def _take(seat: Seat, says: SeatParticulars) -> None:
    for name, value in _told(says).items():
        setattr(seat, name, value)
    seat.full_clean()
    seat.save()


def _told(says: SeatParticulars | Seat) -> dict[str, str]:
    return {field.name: str(getattr(says, field.name)) for field in fields(SeatParticulars)}


def _whose(seat: Seat) -> dict[str, str]:
    person = str(seat.person.uid) if seat.person else ""
    return {"institution": seat.institution.package_id, "person": person}
