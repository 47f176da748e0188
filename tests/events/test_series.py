"""A series: each day an event of its own, changed or cancelled alone or with the following."""

import datetime as dt
from typing import Any

import icalendar
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.enums import EventState
from events.models import (
    Event,
    EventInstitution,
    EventSeries,
    Invited,
    Occurrence,
)
from events.publishing import cancel_event, close, discard, write
from events.recurrence import Rule
from events.series import (
    cancel_following,
    end_series,
    make_ahead,
    make_all_ahead,
    publish_following,
    repeat,
    write_alone,
    write_following,
)
from events.times import local
from network.accounts.enums import Role
from network.notices.models import Notice
from network.vocabulary.models import Territory
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.records import InstitutionFactory, ThemeFactory

from .test_line import coordinator, enrolled, member, states

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 21, 15, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def a_saturday_in_november() -> Any:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def tuesdays(number: int, **said: Any) -> list[Event]:
    """That many Tuesdays at ten in Santiago, from 1 December on, with two seats each."""
    first = EventFactory(starts_at=dt.datetime(2026, 12, 1, 13, tzinfo=dt.UTC), **said)
    repeat(event=first, by=coordinator(), rule=Rule(weekdays=(1,), count=number))
    return list(Event.objects.order_by("starts_at"))


def test_each_day_has_its_own_seats_line_and_list_and_all_that_the_first_says() -> None:
    salud = InstitutionFactory()
    first = EventFactory(
        starts_at=dt.datetime(2026, 12, 1, 13, tzinfo=dt.UTC),
        organised_by=salud,
        audience="invitation",
        place="Sala 3",
    )
    first.themes.add(ThemeFactory())
    first.territories.add(Territory.objects.create(kind="region", name="Valle"))
    by = coordinator()
    write(event=first, by=by, questions=[("¿Qué espera?", False)], quotas=[(salud, "", 1)])
    first.refresh_from_db()
    Invited.objects.create(event=first, person=member())
    repeat(event=first, by=by, rule=Rule(weekdays=(1,), count=3))
    rows = list(Event.objects.order_by("starts_at"))
    assert [local(row, row.starts_at).isoformat()[:16] for row in rows] == [
        "2026-12-01T10:00", "2026-12-08T10:00", "2026-12-15T10:00",
    ]  # fmt: skip
    for row in rows:
        assert (row.place, row.state, row.seats_on_site) == ("Sala 3", EventState.PUBLISHED, 2)
        counted = [
            getattr(row, name).count() for name in ("themes", "territories", "questions", "quotas", "invited")
        ]
        assert counted == [1, 1, 1, 1, 1]
        assert row.has_questions
        assert row.has_quotas
        assert EventInstitution.objects.get(event=row).institution == salud
    assert len({row.uid for row in rows}) == 3


def test_a_full_day_leaves_the_others_free() -> None:
    rows = tuesdays(3, seats_on_site=1)
    enrolled(rows[0])
    enrolled(rows[0])
    enrolled(rows[1])
    assert [states(row) for row in rows] == [["enrolled", "waiting"], ["enrolled"], []]


def test_the_first_day_must_be_one_of_the_rule() -> None:
    first = EventFactory(starts_at=dt.datetime(2026, 12, 1, 13, tzinfo=dt.UTC))
    with pytest.raises(ValidationError, match="martes 1 de diciembre"):
        repeat(event=first, by=coordinator(), rule=Rule(weekdays=(2,)))
    with pytest.raises(ValidationError):
        repeat(event=first, by=coordinator(), rule=Rule(weekdays=(1,)), skipped=[dt.date(2026, 12, 1)])
    assert (EventSeries.objects.count(), Occurrence.objects.count()) == (0, 0)


def test_what_is_not_hers_or_lacks_something_or_repeats_already_is_not_repeated() -> None:
    rule, by = Rule(weekdays=(1,), count=2), coordinator()
    first = EventFactory(starts_at=dt.datetime(2026, 12, 1, 13, tzinfo=dt.UTC))
    with pytest.raises(ValidationError):
        repeat(event=first, by=UserFactory(), rule=rule)
    with pytest.raises(ValidationError, match="paso 3"):
        repeat(event=EventFactory(draft=True, seats_on_site=None), by=by, rule=rule)
    repeat(event=first, by=by, rule=rule)
    with pytest.raises(ValidationError, match="Ya se repite"):
        repeat(event=first, by=by, rule=rule)


def test_changing_one_date_changes_no_other_and_time_makes_none_like_it(a_saturday_in_november: Any) -> None:
    first = EventFactory(starts_at=dt.datetime(2026, 12, 1, 13, tzinfo=dt.UTC), place="Sala 3")
    by = coordinator()
    series = repeat(event=first, by=by, rule=Rule(weekdays=(1,)))
    last = series.occurrences.latest("day").event
    write_alone(event=last, by=by, place="Otra sala", seats_on_site=9)
    a_saturday_in_november.shift(dt.timedelta(days=14))
    made = make_ahead(series=series)
    assert made
    assert {(row.place, row.seats_on_site) for row in made} == {("Sala 3", 2)}
    assert Event.objects.filter(place="Otra sala").count() == 1


def test_changing_this_and_the_following_leaves_the_past_and_keeps_each_date() -> None:
    rows, by = tuesdays(4), coordinator()
    begins, ends = rows[1].starts_at + dt.timedelta(hours=1), rows[1].ends_at + dt.timedelta(hours=2)
    write_following(
        event=rows[1], by=by, starts_at=begins, ends_at=ends, place="Auditorio", title=rows[1].title
    )
    rows = list(Event.objects.order_by("starts_at"))
    assert [local(row, row.starts_at).isoformat()[5:16] for row in rows] == [
        "12-01T10:00", "12-08T11:00", "12-15T11:00", "12-22T11:00",
    ]  # fmt: skip
    assert [(row.ends_at - row.starts_at).seconds // 3600 for row in rows] == [2, 3, 3, 3]
    assert [row.place == "Auditorio" for row in rows] == [False, True, True, True]
    assert [row.sequence for row in rows] == [0, 1, 1, 1]


def test_what_one_date_says_alone_stays_where_the_following_say_something_else() -> None:
    rows, by = tuesdays(3), coordinator()
    write_alone(event=rows[2], by=by, place="Sala chica")
    write_following(event=rows[0], by=by, place=rows[0].place, purpose="Para todas", seats_on_site=2)
    assert list(Event.objects.order_by("starts_at").values_list("place", "purpose")) == [
        (rows[0].place, "Para todas"), (rows[0].place, "Para todas"), ("Sala chica", "Para todas"),
    ]  # fmt: skip


def test_fewer_seats_than_are_taken_throw_nobody_out_of_any_date() -> None:
    rows, by = tuesdays(3, seats_on_site=2), coordinator()
    for row in rows:
        for _each in range(3):
            enrolled(row)
    write_following(event=rows[1], by=by, seats_on_site=1)
    assert [states(row) for row in rows] == [["enrolled", "enrolled", "waiting"]] * 3
    write_following(event=rows[1], by=by, seats_on_site=3)
    assert [states(row)[2] for row in rows] == ["waiting", "offered", "offered"]


def test_another_day_is_said_of_one_date_alone() -> None:
    rows, by = tuesdays(3), coordinator()
    a_day = dt.timedelta(days=1)
    with pytest.raises(ValidationError, match="una sola fecha"):
        write_following(
            event=rows[1], by=by, starts_at=rows[1].starts_at + a_day, ends_at=rows[1].ends_at + a_day
        )
    write_alone(event=rows[1], by=by, starts_at=rows[1].starts_at + a_day, ends_at=rows[1].ends_at + a_day)
    days = [local(row, row.starts_at).day for row in Event.objects.order_by("starts_at")]
    assert days == [1, 9, 15]
    assert make_all_ahead() == 0  # its own day was made: it is not made again on the eighth


def test_the_registration_closes_as_many_days_before_each_date() -> None:
    rows, by = tuesdays(3), coordinator()
    closes = dt.datetime(2026, 12, 6, 3, tzinfo=dt.UTC)  # the end of the fifth in Santiago
    write_following(event=rows[1], by=by, closes_at=closes)
    found = [
        row.closes_at and local(row, row.closes_at).isoformat()[5:16]
        for row in Event.objects.order_by("starts_at")
    ]
    assert found == [None, "12-06T00:00", "12-13T00:00"]


def test_cancelling_one_date_leaves_the_others_and_cancelling_the_rest_ends_the_series(
    a_saturday_in_november: Any,
) -> None:
    rows, by = tuesdays(30), coordinator()
    made = len(rows)
    enrolled(rows[2])
    enrolled(rows[0])
    cancel_event(event=rows[0], by=by, reason="Feriado")
    cancel_following(event=rows[2], by=by, reason="Cambió el plan")
    found = list(Event.objects.order_by("starts_at").values_list("state", flat=True))
    assert found == ["cancelled", "published", *["cancelled"] * (made - 2)]
    assert [states(row) for row in (rows[0], rows[2])] == [["cancelled"], ["cancelled"]]
    a_saturday_in_november.shift(dt.timedelta(days=30))
    assert make_all_ahead() == 0


def test_drafts_of_a_series_are_published_together_and_later_ones_by_themselves(
    a_saturday_in_november: Any,
) -> None:
    first = EventFactory(
        draft=True, starts_at=dt.datetime(2026, 12, 1, 13, tzinfo=dt.UTC), audience="invitation"
    )
    guest, by = member(), coordinator()
    Invited.objects.create(event=first, person=guest)
    series = repeat(event=first, by=by, rule=Rule(weekdays=(1,)))
    assert set(Event.objects.values_list("state", flat=True)) == {"draft"}
    publish_following(event=first, by=by)
    assert set(Event.objects.values_list("state", flat=True)) == {"published"}
    assert (
        Notice.objects.filter(to=guest.account, says="invited").count() == 1
    )  # once, not once for each date
    a_saturday_in_november.shift(dt.timedelta(days=14))
    assert {row.state for row in make_ahead(series=series)} == {"published"}


def test_a_draft_that_was_discarded_is_not_made_again() -> None:
    first = EventFactory(draft=True, starts_at=dt.datetime(2026, 12, 1, 13, tzinfo=dt.UTC))
    by = coordinator()
    series = repeat(event=first, by=by, rule=Rule(weekdays=(1,), count=3))
    discard(event=series.occurrences.all()[1].event, by=by)
    assert make_all_ahead() == 0
    assert [local(row, row.starts_at).day for row in Event.objects.order_by("starts_at")] == [1, 15]


def test_drafts_nobody_saw_go_when_the_rest_is_cancelled() -> None:
    first = EventFactory(draft=True, starts_at=dt.datetime(2026, 12, 1, 13, tzinfo=dt.UTC))
    by = coordinator()
    repeat(event=first, by=by, rule=Rule(weekdays=(1,), count=4))
    cancel_following(event=Event.objects.order_by("starts_at")[2], by=by, reason="No se hará")
    assert Event.objects.count() == 2


def test_a_series_that_was_ended_keeps_its_dates_and_gets_no_more(a_saturday_in_november: Any) -> None:
    first = EventFactory(starts_at=dt.datetime(2026, 12, 1, 13, tzinfo=dt.UTC))
    by = coordinator()
    repeat(event=first, by=by, rule=Rule(weekdays=(1,)))
    number = Event.objects.count()
    end_series(event=first, by=by)
    a_saturday_in_november.shift(dt.timedelta(days=60))
    assert (make_all_ahead(), Event.objects.count()) == (0, number)


def test_one_series_that_cannot_go_on_keeps_no_other_back(a_saturday_in_november: Any) -> None:
    by = coordinator()
    for number in range(2):
        first = EventFactory(starts_at=dt.datetime(2026, 12, 1, 13 + number, tzinfo=dt.UTC))
        repeat(event=first, by=by, rule=Rule(weekdays=(1,)))
    Event.objects.filter(occurrence__series=EventSeries.objects.first()).update(kind="no-existe")
    a_saturday_in_november.shift(dt.timedelta(days=14))
    assert make_all_ahead() == 2


def test_the_file_of_a_series_holds_what_its_reader_may_see(log_in: Any) -> None:
    rows = tuesdays(3)
    Event.objects.filter(pk=rows[1].pk).update(audience="members")
    there = reverse("event_series_ics", args=[rows[0].package_id])
    entries = icalendar.Calendar.from_ical(Client().get(there).content).walk("VEVENT")
    assert [one.decoded("dtstart").day for one in entries] == [1, 15]
    assert len({str(one["uid"]) for one in entries}) == 2
    inside = log_in(user=member().account).get(there)
    assert len(icalendar.Calendar.from_ical(inside.content).walk("VEVENT")) == 3
    page = Client().get(rows[0].get_absolute_url()).content.decode()
    assert rows[2].get_absolute_url() in page
    assert rows[1].get_absolute_url() not in page


def test_a_closed_registration_of_one_date_closes_no_other() -> None:
    rows = tuesdays(2)
    close(event=rows[0], by=coordinator(), is_closed=True)
    assert list(Event.objects.order_by("starts_at").values_list("is_closed", flat=True)) == [True, False]


@pytest.mark.parametrize("number", [2, 6])
def test_pages_of_a_series_take_the_same_queries_however_many_its_dates(number: int, log_in: Any) -> None:
    rows, client = tuesdays(number), log_in(Role.COORDINATOR)
    taken = {}
    for name in ("event", "event_series_ics", "desk_event", "desk_event_step", "desk_event_cancel"):
        args = [rows[0].package_id, *([2] if name == "desk_event_step" else [])]
        client.get(reverse(name, args=args))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=args)).status_code == 200
        taken[name] = len(queries)
    assert taken == {
        "event": 16,
        "event_series_ics": 9,
        "desk_event": 19,
        "desk_event_step": 7,
        "desk_event_cancel": 6,
    }


def test_making_dates_takes_as_many_queries_for_each() -> None:
    taken = []
    for number in (2, 4, 6):
        with CaptureQueriesContext(connection) as queries:
            tuesdays(number)
        taken.append(len(queries))
    assert taken[1] - taken[0] == taken[2] - taken[1]
