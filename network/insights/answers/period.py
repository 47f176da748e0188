"""Two days, checked against what the records know, as the same question put twice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from network.insights.selection import BadSelectionError, Problem, Selection
from network.vocabulary.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class Period:
    """The two days as they were typed."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Known:
    """The years in which dated records begin or end, and those in which any begins.

    One may ask from the year before the first of them to today, or to the last if that is later.
    """

    years: tuple[int, ...]
    beginnings: tuple[int, ...]

    @property
    def first(self) -> int:
        return self.years[0] - 1

    @property
    def last(self) -> int:
        return max(self.years[-1], timezone.localdate().year)


def known(years: Sequence[int], beginnings: Sequence[int]) -> Known | None:
    return Known(tuple(years), tuple(beginnings)) if years else None


def suggested(span: Known) -> Period:
    """The last year in which something began: from the end of the year before to its own end."""
    today = timezone.localdate().year
    years = span.beginnings or span.years
    last = max((year for year in years if year <= today), default=years[0])
    return Period(str(last - 1), str(last))


def understood_period(period: Period, selection: Selection, span: Known) -> tuple[Selection, Selection]:
    """The selection as of the last day of each date; else `BadSelectionError`."""
    problems: list[Problem] = []
    start = _day("start", period.start, span, problems)
    end = _day("end", period.end, span, problems)
    if start and end and start >= end:
        text = _("The first date must be earlier than the second: %(start)s is not before %(end)s.")
        problems.append(Problem("start", text % {"start": start.isoformat(), "end": end.isoformat()}))
    if problems:
        raise BadSelectionError(problems)
    return replace(selection, as_of=start), replace(selection, as_of=end)


def _day(field: str, text: str, span: Known, problems: list[Problem]) -> date | None:
    if not text:
        which = _("Write the first date.") if field == "start" else _("Write the second date.")
        problems.append(Problem(field, which))
        return None
    try:
        day = PartialDate(text).last_day
    except ValueError:
        remedy = _("“%(text)s” is not a date. Write it as 2020, 2020-03 or 2020-03-15.")
        problems.append(Problem(field, remedy % {"text": text}))
        return None
    if not span.first <= day.year <= span.last:
        remedy = _("“%(text)s” is out of range. Choose a date from %(first)s to %(last)s.")
        words = {"text": text, "first": span.first, "last": span.last}
        problems.append(Problem(field, remedy % words))
        return None
    return day
