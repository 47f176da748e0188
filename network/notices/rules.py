"""What holds for notices: where they may lead, how a kind may be delivered, when summaries are due."""

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone

from network.vocabulary.notices import Delivery, NoticeKind

MORNING = 7
"""The hour of the office's day from which summaries leave."""

MONDAY = 0


def leads_within_the_site(link: str) -> bool:
    """Whether it is a path of this site, whatever a browser makes of backslashes and control characters."""
    return link.startswith("/") and not link.startswith("//") and link.isprintable() and "\\" not in link


def offered(kind: NoticeKind) -> tuple[Delivery, ...]:
    """The ways in which she may choose to have it."""
    return (Delivery.NOW,) if kind.is_security else tuple(Delivery)


def chosen(kind: NoticeKind, preferences: Mapping[str, str]) -> Delivery:
    """How she wants it, of what she chose by kind; a security notice comes as it must."""
    if kind.is_security:
        return Delivery.NOW
    return Delivery(preferences.get(kind.name, kind.default))


def latest_morning(now: dt.datetime, delivery: Delivery) -> dt.datetime:
    """The latest moment at which summaries of that delivery were due, in the time zone now in force."""
    local = timezone.localtime(now)
    morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    if morning > local:
        morning = _days_before(morning, 1)
    if delivery == Delivery.WEEKLY:
        morning = _days_before(morning, (morning.weekday() - MONDAY) % 7)
    return morning


def _days_before(moment: dt.datetime, days: int) -> dt.datetime:
    """The same hour on the clock, also across a change of the clocks."""
    day = moment.date() - dt.timedelta(days=days)
    return dt.datetime.combine(day, moment.time(), tzinfo=moment.tzinfo)
