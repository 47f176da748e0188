"""How long a post has been vacant. Pure, on partial dates."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.vocabulary.partial_date import PartialDate
from network.vocabulary.spans import span_words

_MONTHS_TOLD = 24  # from here on an age is told in years


def age_words(since: str, today: dt.date) -> str:
    """How long ago a partial date is, counted in what it is exact to, as in "8 meses".

    A day: in days under a month, then in whole months. A month: in months of the calendar, so that March is
    one month before April whatever the day. A year: in years of the calendar. From 24 months on in years.
    """
    if len(since) == len("2020"):
        return _years(today.year - int(since))
    begin = PartialDate(since).first_day
    months = (today.year - begin.year) * 12 + today.month - begin.month
    if len(since) == len("2020-03-03"):
        months -= today.day < begin.day
        if months < 1:
            days = max((today - begin).days, 0)
            return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    months = max(months, 0)
    if months >= _MONTHS_TOLD:
        return _years(months // 12)
    if months == 0:
        return _("this month")
    return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}


def _years(years: int) -> str:
    if years <= 0:
        return _("this year")
    return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}


def vacancy_words(since: str, today: dt.date) -> str:
    """As in "desde marzo de 2025 (8 meses)"; empty where no end is recorded."""
    if not since:
        return ""
    return _("%(since)s (%(age)s)") % {"since": span_words(since, ""), "age": age_words(since, today)}
