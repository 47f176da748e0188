"""Rules by which events repeat: read, written, said; and a year of them over the changes of clocks."""

import datetime as dt
import io
import itertools
import re
import zoneinfo
from collections import Counter

import icalendar
import pytest
import time_machine
from dateutil.rrule import rruleset, rrulestr
from dateutil.tz import tzical
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.calendar_file import feed
from events.enums import EventState
from events.models import Event, EventSeries, Occurrence
from events.recurrence import LAST, NTH, Rule, days_of, read, sentence, validate_rule, written
from events.series import AHEAD_DAYS, make_all_ahead, repeat
from events.times import local
from tests.factories.events import EventFactory

from .test_line import coordinator

SANTIAGO = zoneinfo.ZoneInfo("America/Santiago")
ends = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"count": st.integers(1, 200)}),
    st.fixed_dictionaries({"until": st.dates(dt.date(2026, 1, 1), dt.date(2035, 12, 31))}),
)
kinds = st.one_of(
    st.fixed_dictionaries(
        {"weekdays": st.sets(st.integers(0, 6), min_size=1).map(lambda s: tuple(sorted(s)))}
    ),
    st.fixed_dictionaries({"weekdays": st.tuples(st.integers(0, 6)), "nth": st.sampled_from(sorted(NTH))}),
    st.fixed_dictionaries({"month_day": st.sampled_from([LAST, *range(1, 32)])}),
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(kinds, ends, st.integers(1, 12), st.sampled_from(["America/Santiago", "America/Tijuana"]))
def test_a_rule_is_read_as_it_was_written(kind: dict, end: dict, interval: int, zone: str) -> None:
    rule = Rule(**kind, **end, interval=interval)
    text = written(rule, zoneinfo.ZoneInfo(zone))
    validate_rule(text)
    assert read(text, zoneinfo.ZoneInfo(zone)) == rule
    assert sentence(rule)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(weekdays=(1,)), "Cada semana, los martes, sin fecha de término"),
        (
            Rule(weekdays=(1, 3), interval=2, until=dt.date(2027, 6, 30)),
            "Cada 2 semanas, los martes y los jueves, hasta el 30 de junio de 2027",
        ),
        (Rule(weekdays=(1,), nth=2, count=10), "Cada mes, el segundo martes, 10 veces"),
        (Rule(weekdays=(4,), nth=LAST, interval=3), "Cada 3 meses, el último viernes, sin fecha de término"),
        (Rule(month_day=15, count=1), "Cada mes, el día 15, 1 vez"),
        (Rule(month_day=LAST), "Cada mes, el último día, sin fecha de término"),
        (Rule(month_day=31), "Cada mes, el día 31 (no en los meses que no lo tienen), sin fecha de término"),
    ],
)
def test_it_is_said_in_a_sentence(rule: Rule, words: str) -> None:
    assert sentence(rule) == words


def test_the_sentence_names_the_days_that_are_left_out() -> None:
    days = [dt.date(2027, 9, 18), dt.date(2027, 9, 11)]
    told = sentence(Rule(weekdays=(5,), count=9), days)
    left_out = "el 11 de septiembre de 2027 y el 18 de septiembre de 2027"
    assert told == f"Cada semana, los sábados, 9 veces, salvo {left_out}"


@pytest.mark.parametrize(
    "text",
    ["", "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=3", "BYDAY=MO",
     "FREQ=WEEKLY;BYDAY=MO;COUNT=3;UNTIL=20270101T000000Z", "FREQ=MONTHLY;BYDAY=5MO",
     "FREQ=MONTHLY;BYMONTHDAY=32",
     "FREQ=WEEKLY;BYDAY=MO;INTERVAL=0", "FREQ=WEEKLY;BYDAY=MO;COUNT=100000", "FREQ=WEEKLY;BYDAY=MO\nX:1",
     "FREQ=WEEKLY;BYDAY=MO;UNTIL=mañana", "FREQ=WEEKLY;BYDAY=MO,2TU"],
)  # fmt: skip
def test_what_no_sentence_says_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        validate_rule(text)


def test_the_last_day_counts_and_the_days_left_out_do_too() -> None:
    first = dt.date(2026, 12, 1)
    text = written(Rule(weekdays=(1,), until=dt.date(2026, 12, 22)), SANTIAGO)
    days = list(days_of(text, first=first, zone=SANTIAGO, skipped=[dt.date(2026, 12, 8)]))
    assert [day.day for day in days] == [1, 15, 22]
    times = written(Rule(weekdays=(1,), count=4), SANTIAGO)
    days = list(days_of(times, first=first, zone=SANTIAGO, skipped=[dt.date(2026, 12, 8)]))
    assert [day.day for day in days] == [1, 15, 22]


def test_a_rule_without_an_end_is_read_no_further_than_asked() -> None:
    days = days_of("FREQ=WEEKLY;BYDAY=TU", first=dt.date(2026, 12, 1), zone=SANTIAGO)
    assert len(list(itertools.islice(days, 100))) == 100


def read_by_dateutil(content: bytes) -> list[dt.datetime]:
    """When each entry begins, by what the file itself says of its zones, as some programs do."""
    text = content.decode().replace("\r\n ", "")
    zones = tzical(io.StringIO(text))
    found = re.findall(r"DTSTART;TZID=([^:]+):(\d{8}T\d{6})", text)
    moments = [(dt.datetime.strptime(said, "%Y%m%dT%H%M%S"), zones.get(zone)) for zone, said in found]
    return [moment.replace(tzinfo=zone).astimezone(dt.UTC) for moment, zone in moments]


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "hour", "shifts"),
    [
        ("America/Santiago", 0.5, 2),  # within the hour that the clocks leave out in September
        ("America/Santiago", 10, 2),
        ("America/Punta_Arenas", 10, 0),
        ("America/Mexico_City", 10, 0),
        ("America/Tijuana", 2.5, 2),  # within the hour that the clocks leave out in March
    ],
)
def test_a_year_of_a_series_keeps_its_hour_and_each_day_is_made_once(
    zone: str, hour: float, shifts: int
) -> None:
    """The clock goes on for a year by three days; the scheduled work runs twice each time."""
    here = zoneinfo.ZoneInfo(zone)
    begins = dt.datetime(
        2027, 1, 3, int(hour), round(hour % 1 * 60), tzinfo=here
    )  # a Sunday: clocks change then
    skipped = dt.date(2027, 4, 11)
    with time_machine.travel(begins - dt.timedelta(days=10), tick=False) as clock:
        event = EventFactory(
            time_zone=zone, starts_at=begins.astimezone(dt.UTC), closes_at=begins - dt.timedelta(days=1)
        )
        series = repeat(
            event=event,
            by=coordinator(),
            rule=Rule(weekdays=(2, 6), until=dt.date(2027, 12, 29)),
            skipped=[skipped],
        )
        assert series.occurrences.count() > 40  # at once, half a year ahead
        for _step in range(122):
            clock.shift(dt.timedelta(days=3))
            make_all_ahead()
            assert make_all_ahead() == 0
        rows = list(Event.objects.order_by("starts_at"))
        # the rule as the standard has it, by dateutil alone, in the words of the place
        oracle = rruleset()
        oracle.rrule(
            rrulestr(
                series.rule.split(";UNTIL")[0] + ";UNTIL=20271229T235959", dtstart=begins.replace(tzinfo=None)
            )
        )
        oracle.exdate(begins.replace(tzinfo=None).combine(skipped, begins.time()))
        expected = [moment.date() for moment in oracle]
        assert [Occurrence.objects.get(event=row).day for row in rows] == expected
        for row, day in zip(rows, expected, strict=True):
            wanted = dt.datetime.combine(day, begins.time(), here)
            assert row.starts_at == wanted.astimezone(dt.UTC)
            there = local(row, row.starts_at)
            exists = wanted.astimezone(dt.UTC).astimezone(here).replace(tzinfo=None) == wanted.replace(
                tzinfo=None
            )
            assert (there.time() == begins.time()) is exists
            assert row.closes_at == dt.datetime.combine(day - dt.timedelta(days=1), begins.time(), here)
            assert row.ends_at - row.starts_at in {dt.timedelta(hours=n) for n in (1, 2, 3)}
        offsets = [local(row, row.starts_at).utcoffset() for row in rows]
        assert sum(a != b for a, b in itertools.pairwise(offsets)) == shifts
        assert {row.state for row in rows} == {EventState.PUBLISHED}
        content = feed(rows, name="Serie", language="es")
        assert read_by_dateutil(content) == [row.starts_at for row in rows]
        entries = icalendar.Calendar.from_ical(content).walk("VEVENT")
        assert [one.decoded("dtstart").astimezone(dt.UTC) for one in entries] == [
            row.starts_at for row in rows
        ]
        assert Counter(str(one["uid"]) for one in entries).most_common(1)[0][1] == 1
        assert not any("rrule" in one for one in entries)  # each day is an entry of its own


@pytest.mark.django_db
def test_an_open_series_is_made_half_a_year_ahead_and_not_for_the_days_that_went_by() -> None:
    with time_machine.travel(dt.datetime(2027, 1, 4, tzinfo=dt.UTC), tick=False) as clock:
        event = EventFactory(starts_at=dt.datetime(2027, 1, 5, 15, tzinfo=dt.UTC))
        series = repeat(event=event, by=coordinator(), rule=Rule(weekdays=(1,)))
        last = series.occurrences.latest("day").day
        assert 0 <= (dt.date(2027, 1, 4) + dt.timedelta(days=AHEAD_DAYS) - last).days <= 7
        clock.move_to(dt.datetime(2027, 12, 1, tzinfo=dt.UTC))  # nobody ran the scheduled work since
        make_all_ahead()
        days = set(series.occurrences.values_list("day", flat=True))
        assert not any(dt.date(2027, 7, 14) < day < dt.date(2027, 12, 1) for day in days)
        assert dt.date(2027, 12, 7) in days
    assert EventSeries.objects.count() == 1
