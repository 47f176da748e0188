"""Commitments that fall due are told to whoever answers for the debtor: its liaisons and coordinators."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.accounts.models import Grant, User
from network.accounts.viewer import viewer_for
from network.notices.services import notify
from network.vocabulary.desk import over_before
from network.vocabulary.partial_date import PartialDate

from .models import CLOSED, Commitment
from .queries import opens_page, visible_to

AHEAD = dt.timedelta(days=7)
BEHIND = dt.timedelta(days=30)  # what is older was told when it fell due, or came in late


def tell_due(today: dt.date) -> int:
    """Once a week before its last day and once after it, to those who may see it; how many times."""
    near = over_before("due_on", today + AHEAD + dt.timedelta(days=1)) & ~over_before(
        "due_on", today - BEHIND
    )
    rows = Commitment.objects.filter(near).exclude(status__in=CLOSED).select_related("debtor").order_by("pk")
    answering: dict[str, list[User]] = {}
    grants = Grant.objects.in_force(timezone.localdate()).filter(
        scope=ScopeKind.INSTITUTION,
        role__in=(Role.LIAISON, Role.COORDINATOR),
        key__in=rows.values("debtor__package_id"),
        user__is_active=True,
    )
    for grant in grants.select_related("user").order_by("pk"):
        answering.setdefault(grant.key, []).append(grant.user)
    told = 0
    for row in rows:
        for account in dict.fromkeys(answering.get(row.debtor.package_id, [])):
            told += _tell(row, account, today)
    return told


@transaction.atomic
def _tell(row: Commitment, account: User, today: dt.date) -> bool:
    viewer = viewer_for(account)
    if not visible_to(Commitment.objects.filter(pk=row.pk), viewer).exists():
        return False
    says = "late" if PartialDate(row.due_on).last_day < today else "due"
    notify(
        to=account,
        kind="due_commitments",
        says=says,
        link=row.get_absolute_url() if opens_page(viewer) else row.debtor.get_absolute_url(),
        key=f"{row.uid} {row.due_on} {says}",
        words={"institution": row.debtor.name, "due_on": str(row.due_on)},
    )
    return True
