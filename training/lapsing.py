"""Until when somebody has learned a content."""

import datetime as dt

from dateutil.relativedelta import relativedelta


def lapses_on(since: dt.date, months: int | None) -> dt.date | None:
    """The same day so many months later, or the last of a shorter month; None where it never lapses."""
    return None if months is None else since + relativedelta(months=months)
