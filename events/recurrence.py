"""On which days something repeats: a rule of RFC 5545 as text, read, written and said in words.

Days are counted, not hours: an event keeps the hour of its place whatever the clocks do meanwhile. Of the
standard we take what we can say in a sentence: weekly on days, monthly on a day or on the nth weekday.
"""

import datetime as dt
import re
import zoneinfo
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAYS = (
    gettext_lazy("Mondays"), gettext_lazy("Tuesdays"), gettext_lazy("Wednesdays"), gettext_lazy("Thursdays"),
    gettext_lazy("Fridays"), gettext_lazy("Saturdays"), gettext_lazy("Sundays"),
)  # fmt: skip
DAY = (
    pgettext_lazy("nth weekday", "Monday"), pgettext_lazy("nth weekday", "Tuesday"),
    pgettext_lazy("nth weekday", "Wednesday"), pgettext_lazy("nth weekday", "Thursday"),
    pgettext_lazy("nth weekday", "Friday"), pgettext_lazy("nth weekday", "Saturday"),
    pgettext_lazy("nth weekday", "Sunday"),
)  # fmt: skip
NTH = {
    1: pgettext_lazy("nth weekday", "the first"),
    2: pgettext_lazy("nth weekday", "the second"),
    3: pgettext_lazy("nth weekday", "the third"),
    4: pgettext_lazy("nth weekday", "the fourth"),
    -1: pgettext_lazy("nth weekday", "the last"),
}
LAST = -1
MOST_TIMES, MOST_INTERVAL = 200, 12
_MOST_YEARS = 10
_UNTIL = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`weekdays` alone is weekly; with `nth` monthly, on that weekday; `month_day` is monthly, on that day.

    Weekdays count from Monday = 0; `nth` and `month_day` may be LAST. It ends by `until` (that day included),
    after `count` times, or not at all.
    """

    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    month_day: int | None = None
    until: dt.date | None = None
    count: int | None = None


def written(rule: Rule, zone: dt.tzinfo) -> str:
    """As RFC 5545 has it. The last day ends at midnight of its place, which is said in UTC."""
    parts = ["FREQ=MONTHLY" if rule.nth or rule.month_day else "FREQ=WEEKLY"]
    if rule.interval > 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.month_day:
        parts.append(f"BYMONTHDAY={rule.month_day}")
    else:
        nth = str(rule.nth) if rule.nth else ""
        parts.append("BYDAY=" + ",".join(f"{nth}{CODES[day]}" for day in sorted(rule.weekdays)))
    if rule.until:
        last = dt.datetime.combine(rule.until, dt.time(23, 59, 59), zone).astimezone(dt.UTC)
        parts.append(f"UNTIL={last.strftime(_UNTIL)}")
    elif rule.count:
        parts.append(f"COUNT={rule.count}")
    return ";".join(parts)


def read(text: str, zone: dt.tzinfo = dt.UTC) -> Rule:
    """ValueError for what is no rule, or for one that we could not say."""
    said = dict(part.split("=", 1) for part in text.split(";"))
    if set(said) - {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "UNTIL", "COUNT"} or text.count("=") != len(
        said
    ):
        raise ValueError("more than a sentence says")
    found = re.findall(r"(-?\d)?(MO|TU|WE|TH|FR|SA|SU)(?:,|\Z)", said.get("BYDAY", ""))
    days = tuple(sorted(CODES.index(code) for _nth, code in found))
    if ",".join(nth + code for nth, code in found) != said.get("BYDAY", ""):
        raise ValueError("unknown weekday")
    numbers = {nth for nth, _code in found}
    if len(numbers) > 1:
        raise ValueError("some of them numbered")
    nth = int(found[0][0]) if found and found[0][0] else None
    month_day = int(said["BYMONTHDAY"]) if "BYMONTHDAY" in said else None
    weekly = said["FREQ"] == "WEEKLY" and days and nth is None and month_day is None
    on_weekday = said["FREQ"] == "MONTHLY" and len(days) == 1 and nth in NTH and month_day is None
    on_day = said["FREQ"] == "MONTHLY" and not days and month_day in {LAST, *range(1, 32)}
    if not (weekly or on_weekday or on_day) or {"UNTIL", "COUNT"} <= said.keys():
        raise ValueError("neither weekly nor monthly")
    last = said.get("UNTIL")
    until = (
        dt.datetime.strptime(last, _UNTIL).replace(tzinfo=dt.UTC).astimezone(zone).date() if last else None
    )
    interval, count = int(said.get("INTERVAL", 1)), int(said["COUNT"]) if "COUNT" in said else None
    if not 1 <= interval <= MOST_INTERVAL or (count is not None and not 1 <= count <= MOST_TIMES):
        raise ValueError("out of bounds")
    rrulestr(text, dtstart=dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC))
    return Rule(interval=interval, weekdays=days, nth=nth, month_day=month_day, until=until, count=count)


def validate_rule(text: str) -> None:
    try:
        read(text)
    except (ValueError, KeyError, IndexError) as error:
        raise ValidationError(
            _("“%(rule)s” is no rule by which an event repeats."), params={"rule": text}, code="rule"
        ) from error


def days_of(
    text: str, *, first: dt.date, zone: zoneinfo.ZoneInfo, skipped: Iterable[dt.date] = ()
) -> Iterator[dt.date]:
    """The days of the rule from the first on, in order, without those that are skipped; ten years at most.

    A day that is skipped counts among the times of the rule, as an exception of RFC 5545 does.
    """
    noon = dt.datetime.combine(first, dt.time(12), zone)  # no place changes its clocks at noon
    without, end = set(skipped), first.replace(year=first.year + _MOST_YEARS, day=1)
    days = (moment.date() for moment in rrulestr(text, dtstart=noon))
    return (day for day in takewhile(lambda day: day < end, days) if day not in without)


def sentence(rule: Rule, skipped: Iterable[dt.date] = ()) -> str:
    """For instance "Cada 2 semanas, los martes y los jueves, hasta el 30 de junio de 2027"."""
    parts = [_on_which(rule)]
    if rule.until:
        parts.append(_("until %(day)s") % {"day": date_format(rule.until, "DATE_FORMAT")})
    elif rule.count:
        parts.append(ngettext("%(n)s time", "%(n)s times", rule.count) % {"n": rule.count})
    else:
        parts.append(_("without an end"))
    if left_out := sorted(skipped):
        parts.append(
            _("except %(days)s")
            % {
                "days": _listed(
                    [pgettext("date", "%(day)s") % {"day": date_format(d, "DATE_FORMAT")} for d in left_out]
                )
            }
        )
    return capfirst(", ".join(parts))


def _on_which(rule: Rule) -> str:
    n = rule.interval
    if rule.month_day is None and rule.nth is None:
        told = ngettext("every week, on %(days)s", "every %(n)s weeks, on %(days)s", n)
        return told % {"n": n, "days": _listed([str(DAYS[day]) for day in rule.weekdays])}
    if rule.nth is not None:
        on = _("on %(nth)s %(weekday)s") % {"nth": NTH[rule.nth], "weekday": DAY[rule.weekdays[0]]}
    elif rule.month_day == LAST:
        on = _("on its last day")
    else:
        on = _("on day %(day)s") % {"day": rule.month_day}
        if rule.month_day is not None and rule.month_day > 28:
            on = _("%(on)s (not in the months that lack it)") % {"on": on}
    return ngettext("every month, %(on)s", "every %(n)s months, %(on)s", n) % {"n": n, "on": on}


def _listed(words: list[str]) -> str:
    return _(" and ").join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
