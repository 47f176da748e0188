"""Until when somebody has learned a content."""

import datetime as dt

import pytest

from training.lapsing import lapses_on


@pytest.mark.parametrize(
    ("since", "months", "until"),
    [
        (dt.date(2026, 11, 21), 2, dt.date(2027, 1, 21)),
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2024, 8, 31), 6, dt.date(2025, 2, 28)),
        (dt.date(2024, 12, 31), 12, dt.date(2025, 12, 31)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
        (dt.date(2026, 6, 1), None, None),
    ],
)
def test_a_content_lapses_on_the_same_day_of_a_later_month(since, months, until) -> None:
    assert lapses_on(since, months) == until
