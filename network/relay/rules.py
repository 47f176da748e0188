"""How much one may write, and for how long it is kept."""

import datetime as dt
from dataclasses import dataclass

HOUR, DAY, WEEK = dt.timedelta(hours=1), dt.timedelta(days=1), dt.timedelta(days=7)

NEW_FOR = WEEK
"""An account is new for so long: who opens one to write to many gets nowhere."""

KEPT_FOR = dt.timedelta(days=365)
"""Messages are deleted after a year, and reports a year after they were closed."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many messages of one sender in any stretch of that length."""

    at_most: int
    per: dt.timedelta


ESTABLISHED = (Limit(20, HOUR), Limit(60, DAY))
NEWCOMER = (Limit(5, HOUR), Limit(10, DAY))
TO_ONE = Limit(20, DAY)
UNANSWERED = Limit(3, WEEK)
"""To one who has not answered within a week: insistence is how harassment begins."""


def limits_for(opened: dt.datetime, now: dt.datetime) -> tuple[Limit, ...]:
    """Of an account opened then."""
    return NEWCOMER if now - opened < NEW_FOR else ESTABLISHED


def again_at(sent: list[dt.datetime], limit: Limit, now: dt.datetime) -> dt.datetime | None:
    """When the next may be sent, of those moments in their order; nothing where it may be sent now."""
    recent = [moment for moment in sent if moment > now - limit.per]
    return recent[-limit.at_most] + limit.per if len(recent) >= limit.at_most else None
