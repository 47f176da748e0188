"""A complete draft is published at its hour by the scheduled work: once, or whoever runs it is told."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.enums import Role
from network.accounts.models import Grant, User
from network.accounts.viewer import viewer_for
from network.journal.services import record
from network.notices.services import notify_all
from network.vocabulary.turns import give_way

from .enums import EventState
from .line import locked
from .models import Event, PlannedPublication
from .publishing import hers, publish, refuse_incomplete
from .queries import kept_by
from .rules import is_neutral, outward
from .series import lock_series, publish_following, series_of
from .times import zone_of


@transaction.atomic
def plan(*, event: Event, by: User, at: dt.datetime, with_following: bool = False) -> PlannedPublication:
    """Publish it at that moment. What it lacks is told now, not then."""
    row = hers(event, by)
    if row.state != EventState.DRAFT:
        raise ValidationError(_("It was published already."), code="stale")
    refuse_incomplete(row)
    if at <= timezone.now():
        raise ValidationError({"day": _("That moment has passed. Choose a later one, or publish it now.")})
    if row.starts_at is not None and at >= row.starts_at:
        raise ValidationError({"day": _("By then the event has begun. Choose an earlier moment.")})
    planned, _made = PlannedPublication.objects.update_or_create(
        event=row,
        defaults={"at": at, "by": by, "with_following": with_following and series_of(row) is not None},
    )
    record(verb="plan_event", subject=row, by=by, after={"at": at.astimezone(zone_of(row)).isoformat()})
    return planned


@transaction.atomic
def unplan(*, event: Event, by: User) -> None:
    """It stays a draft until somebody publishes it."""
    row = hers(event, by)
    if PlannedPublication.objects.filter(event=row).delete()[0]:
        record(verb="unplan_event", subject=row, by=by)


def publish_planned() -> int:
    """Those whose moment has come, each in its own transaction; how many were published."""
    due = PlannedPublication.objects.filter(at__lte=timezone.now()).order_by("at", "pk")
    number = 0
    for planned in due.select_related("event"):
        number += _publish(planned.event)
        give_way()
    return number


@transaction.atomic
def _publish(event: Event) -> bool:
    """Whether it was; under the lock, so that two at work at once do it once."""
    lock_series(event)
    row = locked(event)
    planned = PlannedPublication.objects.filter(event=row, at__lte=timezone.now()).first()
    if planned is None or row.state != EventState.DRAFT:
        return False
    try:
        with transaction.atomic():
            if planned.by is None:
                raise ValidationError(_("Whoever planned it has no account any more."))
            if planned.with_following and series_of(row) is not None:
                publish_following(event=row, by=planned.by)
            else:
                publish(event=row, by=planned.by)
    except ValidationError:
        planned.delete()
        notify_all(
            to=runners_of(row),
            kind="events_run",
            says="unpublished",
            link=reverse("desk_event", args=[row.package_id]),
            key=f"plan-{planned.pk}-{planned.at.isoformat()}",
            words={"title": outward(row)},
            is_neutral=is_neutral(row),
        )
        return False
    return True


def runners_of(event: Event) -> list[User]:
    """Whose roles let them run it now."""
    grants = Grant.objects.filter(role=Role.COORDINATOR, user__is_active=True)
    held = grants.in_force(timezone.localdate()).values("user")
    this = Event.objects.filter(pk=event.pk)
    return [
        user
        for user in User.objects.filter(pk__in=held).order_by("pk")
        if kept_by(this, viewer_for(user)).exists()
    ]
