"""Counting days by which an office must have answered: its weekends, its country's holidays, its own."""

import datetime as dt
from collections.abc import Collection

import holidays

from .enums import Days

_SATURDAY = 5


def is_working(day: dt.date, country: str, rest_days: Collection[dt.date]) -> bool:
    return (
        day.weekday() < _SATURDAY
        and day not in rest_days
        and day not in holidays.country_holidays(country, years=day.year)
    )


def day_after(
    start: dt.date, days: int, counted: str, country: str, rest_days: Collection[dt.date] = ()
) -> dt.date:
    """The last day of so many, counted from the day after `start`."""
    if counted == Days.CALENDAR:
        return start + dt.timedelta(days=days)
    day = start
    while days > 0:
        day += dt.timedelta(days=1)
        days -= is_working(day, country, rest_days)
    return day


def days_left(
    today: dt.date, until: dt.date, counted: str, country: str, rest_days: Collection[dt.date] = ()
) -> int:
    """How many of its days are left after today; below zero, how many too late."""
    if counted == Days.CALENDAR:
        return (until - today).days
    first, last, sign = (today, until, 1) if today <= until else (until, today, -1)
    span = (first + dt.timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sign * sum(is_working(day, country, rest_days) for day in span)
