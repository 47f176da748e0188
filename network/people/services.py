"""Verbs on people."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.models import User
from network.institutions.models import Institution
from network.journal.services import record

from .enums import HolderPublication, Visibility
from .models import Affiliation, Person, ReleasedFigure
from .released import MEMBERS, rounded_members


@transaction.atomic
def release_member_figure(*, on: dt.date | None = None) -> ReleasedFigure | None:
    """Freeze this month's number of members; a month that has its figure keeps it.

    Nothing is released below ten, so that nobody can tell a network of nine from an empty one.
    """
    day = on or timezone.localdate()
    month = ReleasedFigure.objects.filter(
        name=MEMBERS, released_on__year=day.year, released_on__month=day.month
    )
    released = month.first()
    if released is not None:
        return released
    value = rounded_members(day)
    if value == 0:
        return None
    released = ReleasedFigure.objects.create(name=MEMBERS, value=value, released_on=day)
    record(verb="release_figure", subject=released, after={"name": MEMBERS, "value": value})
    return released


@transaction.atomic
def link_account(*, person: Person, user: User, by: User | None, reason: str = "") -> Person:
    """Say that this account is hers. Neither may already belong to somebody else."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    if locked.account_id == user.pk:
        return locked
    if locked.account_id is not None:
        raise ValidationError(_("This person already has an account."))
    if Person.objects.filter(account=user).exists():
        raise ValidationError(_("This account already belongs to somebody."))
    locked.account = user
    locked.save(update_fields=["account"])
    record(verb="link_account", subject=locked, by=by, reason=reason, after={"account": str(user.uid)})
    return locked


@transaction.atomic
def choose_openness(
    *,
    person: Person,
    by: User | None,
    visibility: Visibility | None = None,
    alias: str | None = None,
    shows_as_holder: HolderPublication | None = None,
    shows_institution: bool | None = None,
    shows_ties: bool | None = None,
    reason: str = "",
) -> Person:
    """Record how she is seen, and what she lets others see beyond it. No import changes it from now on.

    An alias is kept for when she needs it again. What an import proposed is settled with her choice.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    wanted = {
        "visibility": visibility,
        "alias": alias,
        "proposed_visibility": "" if visibility else None,
        "shows_as_holder": shows_as_holder,
        "shows_institution": shows_institution,
        "shows_ties": shows_ties,
        "chose_visibility": True,
    }
    after = {
        field: value
        for field, value in wanted.items()
        if value is not None and getattr(locked, field) != value
    }
    if not after:
        return locked
    before = {field: getattr(locked, field) for field in after}
    for field, value in after.items():
        setattr(locked, field, value)
    locked.full_clean(exclude=["tags"])
    locked.save(update_fields=list(after))
    record(verb="choose_openness", subject=locked, by=by, reason=reason, before=before, after=after)
    return locked


@transaction.atomic
def register_person(
    *, name: str, institution: Institution | None, by: User | None, email: str = "", reason: str = ""
) -> Person:
    """Enter somebody who is not in the platform yet: hidden, working in that institution from now on.

    Without one, where she works is in no list and is not recorded.
    """
    person = Person(name=" ".join(name.split()), email=email.strip().lower())
    person.full_clean(exclude=["tags"])
    person.save()
    if institution is not None:
        affiliation = Affiliation(person=person, institution=institution)
        affiliation.full_clean()
        affiliation.save()
    key = institution.package_id if institution else ""
    after = {"name": person.name, "email": person.email, "institution": key}
    record(verb="register_person", subject=person, by=by, reason=reason, after=after)
    return person
