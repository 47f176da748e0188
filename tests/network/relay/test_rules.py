"""How much one may write, in numbers."""

import datetime as dt

import pytest
from django.utils import timezone

from network.relay.rules import KEPT_FOR, TO_ONE, UNANSWERED, Limit, again_at, limits_for

NOW = dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def test_the_numbers_are_those_that_are_promised():
    known = (Limit(20, HOUR), Limit(60, DAY))
    new = (Limit(5, HOUR), Limit(10, DAY))
    assert limits_for(NOW - 7 * DAY, NOW) == limits_for(NOW - 400 * DAY, NOW) == known
    assert limits_for(NOW - 7 * DAY + dt.timedelta(seconds=1), NOW) == limits_for(NOW, NOW) == new
    assert (Limit(20, DAY), Limit(3, 7 * DAY)) == (TO_ONE, UNANSWERED)
    assert dt.timedelta(days=365) == KEPT_FOR


@pytest.mark.parametrize(
    ("minutes_ago", "again_in"),
    [
        ([], None),
        ([50], None),
        ([50, 10], 10),
        ([55, 50, 10], 10),
        ([60, 10], None),  # an hour ago counts no more
        ([59, 58], 1),
        ([200, 50, 10], 10),
    ],
)
def test_the_next_may_go_once_fewer_than_the_limit_lie_within_the_time(minutes_ago, again_in):
    sent = [NOW - dt.timedelta(minutes=minutes) for minutes in minutes_ago]
    expected = None if again_in is None else NOW + dt.timedelta(minutes=again_in)
    assert again_at(sent, Limit(2, HOUR), NOW) == expected
    assert timezone.is_aware(NOW)
