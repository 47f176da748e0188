"""Acuerdos that fall due are told to whoever holds the post that answers for them."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.notices.services import notify
from network.ties.queries import COVERING, current_appointments
from network.vocabulary.desk import over_before
from network.vocabulary.partial_date import PartialDate

from .enums import AcuerdoStatus
from .models import Acuerdo
from .session_queries import acuerdos_visible_to

AHEAD = dt.timedelta(days=7)
BEHIND = dt.timedelta(days=30)  # what is older was told when it fell due, or came in late


def tell_due(today: dt.date) -> int:
    """Once a week before its last day and once after it, to those who may see it; how many acuerdos."""
    near = over_before("due_on", today + AHEAD + dt.timedelta(days=1)) & ~over_before(
        "due_on", today - BEHIND
    )
    rows = Acuerdo.objects.filter(near, status=AcuerdoStatus.OPEN).exclude(post=None)
    rows = rows.select_related("session__group").order_by("pk")
    holders: dict[int, list[User]] = {}
    held = current_appointments().filter(post__in=rows.values("post"), capacity__in=COVERING)
    for one in held.filter(person__account__is_active=True).select_related("person__account"):
        if one.person.account is not None:
            holders.setdefault(one.post_id, []).append(one.person.account)
    told = 0
    for row in rows:
        for account in holders.get(row.post_id or 0, []):
            told += _tell(row, account, today)
    return told


@transaction.atomic
def _tell(row: Acuerdo, account: User, today: dt.date) -> bool:
    viewer = viewer_for(account)
    if not acuerdos_visible_to(Acuerdo.objects.filter(pk=row.pk), viewer).exists():
        return False
    says = "late" if PartialDate(row.due_on).last_day < today else "due"
    group = row.session.group
    notify(
        to=account,
        kind="due_acuerdos",
        says=says,
        link=reverse("desk_acuerdo", args=[row.uid]) if viewer.runs_network else group.get_absolute_url(),
        key=f"{row.uid} {row.due_on} {says}",
        words={"group": group.name, "due_on": str(row.due_on)},
    )
    return True
