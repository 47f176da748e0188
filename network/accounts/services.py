"""Verbs on accounts."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

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
