"""Verbs on the pace."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from network.accounts.limits import distinct_within
from network.accounts.models import User
from network.accounts.viewer import Viewer
from network.journal.services import record
from network.notices.services import notify_all

from .models import Slowing
from .queries import administrators_but
from .rules import HOUR, KEPT_FOR, most_for


def may_be_shown(people: Collection[int], *, viewer: Viewer) -> bool:
    """Whether an account may be shown these too, by their keys; they are counted.

    Different people within an hour count, in whatever page or file. Call it outside of a transaction.
    """
    others = {str(one) for one in people if one != viewer.person_id}
    if not others:
        return True
    return distinct_within("people", str(viewer.user_id), others, at_most=most_for(viewer), per=HOUR)


@transaction.atomic
def slow(*, account: Any) -> Slowing:
    """Note that it was slowed, and tell the administration, once a day."""
    account = User.objects.get(pk=account.pk)
    row, is_new = Slowing.objects.get_or_create(account=account, on=timezone.localdate())
    if not is_new:
        Slowing.objects.filter(pk=row.pk).update(times=F("times") + 1)
        return row
    record(verb="slow_account", subject=row, after={"on": str(row.on)})
    notify_all(
        to=administrators_but(account),
        kind="pace",
        says="slowed",
        link=reverse("desk_pace"),
        key=str(row.pk),
        is_neutral=True,
    )
    return row


@transaction.atomic
def forget_old() -> int:
    number, _rows = Slowing.objects.filter(on__lt=timezone.localdate() - KEPT_FOR).delete()
    return number
