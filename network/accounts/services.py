"""Verbs on accounts."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from network.journal.services import record

from .enums import Role, ScopeKind
from .models import Grant, User


@transaction.atomic
def grant(
    *,
    user: User,
    role: Role,
    by: User | None,
    scope: ScopeKind = ScopeKind.NETWORK,
    key: str = "",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    reason: str = "",
) -> Grant:
    """Give a role over a scope; the same grant given twice is one grant."""
    starts_on = starts_on or timezone.localdate()
    same = Grant.objects.filter(user=user, role=role, scope=scope, key=key, ends_on=ends_on)
    existing = same.filter(starts_on__lte=starts_on).first()
    if existing is not None:
        return existing
    given = Grant(
        user=user,
        role=role,
        scope=scope,
        key=key,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    given.full_clean()
    given.save()
    record(verb="grant", subject=user, by=by, reason=reason, after={"role": role, "scope": scope, "key": key})
    return given


@transaction.atomic
def end_grant(*, given: Grant, on: dt.date, by: User | None, reason: str) -> Grant:
    """The role ends with that day. One that has an end already keeps it.

    Refused where the network would have no administrator without an end from the day after.
    """
    locked = _locked(given)
    if locked.ends_on is not None:
        raise ValidationError(_("This role has an end already."), code="ended")
    if on < locked.starts_on:
        raise ValidationError(_("This role begins after that day."), code="not_begun")
    if _is_of_administration(locked) and not _administrators(on + dt.timedelta(days=1)).exclude(pk=locked.pk):
        raise ValidationError(
            _("The network would have no administrator any more. Give the role to another account first."),
            code="last_administrator",
        )
    locked.ends_on = on
    locked.full_clean()
    locked.save()
    record(
        verb="end_grant",
        subject=locked.user,
        by=by,
        reason=reason,
        after={"role": locked.role, "scope": locked.scope, "key": locked.key, "ends_on": on.isoformat()},
    )
    return locked


@transaction.atomic
def reopen_grant(*, given: Grant, by: User | None, reason: str) -> Grant:
    """Take the end of a role back, on the day on which it ends at the latest."""
    locked = _locked(given)
    if locked.ends_on is None:
        return locked
    if locked.ends_on < timezone.localdate():
        raise ValidationError(_("This role has ended. Give it anew if it is needed."), code="over")
    before = {"role": locked.role, "ends_on": locked.ends_on.isoformat()}
    locked.ends_on = None
    locked.save()
    record(verb="reopen_grant", subject=locked.user, by=by, reason=reason, before=before)
    return locked


@transaction.atomic
def withdraw_grant(*, given: Grant, by: User | None, reason: str) -> None:
    """Take back a role that has not begun. One that has begun is ended instead."""
    locked = _locked(given)
    if locked.starts_on <= timezone.localdate():
        raise ValidationError(_("This role has begun already: end it instead."), code="begun")
    before = {"role": locked.role, "scope": locked.scope, "key": locked.key}
    record(verb="withdraw_grant", subject=locked.user, by=by, reason=reason, before=before)
    locked.delete()


def _locked(given: Grant) -> Grant:
    """The grant, with all of the administration: two who end the last two at once wait for each other."""
    list(Grant.objects.select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk"))
    return Grant.objects.select_for_update(of=("self",)).select_related("user").get(pk=given.pk)


def _is_of_administration(given: Grant) -> bool:
    return (given.role, given.scope) == (Role.ADMINISTRATOR, ScopeKind.NETWORK)


def _administrators(day: dt.date) -> QuerySet[Grant]:
    """The roles of administration that hold on that day and have no end, of accounts that may log in."""
    return Grant.objects.filter(
        role=Role.ADMINISTRATOR,
        scope=ScopeKind.NETWORK,
        starts_on__lte=day,
        ends_on=None,
        user__is_active=True,
    )
