"""Repeating an event at the desk: asked in plain words, shown in dates, said what is wrong with it."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from events.models import Event, EventSeries
from events.recurrence import Rule
from events.series import end_series, repeat, series_of
from events.times import local
from network.accounts.enums import Role
from tests.factories.events import EventFactory

from .test_line import coordinator

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 21, 15, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def a_saturday_in_november() -> Any:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_a_coordinator_sees_the_dates_before_she_makes_them_and_changes_one_or_all(log_in: Any) -> None:
    event = EventFactory(starts_at=dt.datetime(2026, 12, 1, 13, tzinfo=dt.UTC))
    client = log_in(Role.COORDINATOR)
    there = reverse("desk_event_repeat", args=[event.package_id])
    said = {
        "how": "weekly",
        "weekdays": ["1", "3"],
        "every": "1",
        "ends": "count",
        "count": "4",
        "skipped": "10/12/2026",
    }
    assert client.get(there).status_code == 200
    looked = client.post(there, said | {"deed": "look"}).content.decode()
    assert "Cada semana, los martes y los jueves, 4 veces, salvo el 10 de diciembre de 2026" in looked
    assert "jueves 3 de diciembre de 2026" in looked
    assert EventSeries.objects.count() == 0
    client.post(there, said | {"deed": "make"})
    assert [local(row, row.starts_at).day for row in Event.objects.order_by("starts_at")] == [1, 3, 8]
    step = reverse("desk_event_step", args=[event.package_id, 1])
    page = client.get(step).content.decode()
    assert "Esta y las siguientes (2 más)" in page
    what = {"title": "Cuidados", "kind": "seminario", "organises": event.organisers.get().institution.name}
    client.post(step, what | {"scope": "una"})
    assert Event.objects.filter(title="Cuidados").count() == 1
    client.post(step, what | {"title": "Redes", "scope": "siguientes"})
    assert Event.objects.filter(title="Redes").count() == 3
    desk = client.get(reverse("desk_event", args=[event.package_id])).content.decode()
    assert "Sus fechas" in desk
    client.post(
        reverse("desk_event_cancel", args=[event.package_id]), {"reason": "No se hará", "scope": "siguientes"}
    )
    assert set(Event.objects.values_list("state", flat=True)) == {"cancelled"}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"weekdays": ["2"]}, "no cae en esos días"),
        ({"weekdays": []}, "al menos un día"),
        ({"until": "2026-11-30"}, "va después del primero"),
        ({"until": ""}, "cuál es el último día"),
        ({"ends": "count", "count": ""}, "cuántas veces"),
        ({"skipped": "18 de septiembre"}, "Línea 1"),
        ({"skipped": "01/12/2026"}, "no puede ser una excepción"),
    ],
)
def test_what_is_wrong_with_a_repetition_is_said_beside_it(log_in: Any, said: dict, words: str) -> None:
    event = EventFactory(starts_at=dt.datetime(2026, 12, 1, 13, tzinfo=dt.UTC))
    whole = {"how": "weekly", "weekdays": ["1"], "every": "1", "ends": "until", "until": "2027-02-01"}
    there = reverse("desk_event_repeat", args=[event.package_id])
    client = log_in(Role.COORDINATOR)
    answer = client.post(there, whole | said | {"deed": "make"})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert series_of(event) is None


def test_the_last_date_asks_too_while_time_adds_others(log_in: Any) -> None:
    client = log_in(Role.COORDINATOR)
    for rule, asks in ((Rule(weekdays=(1,)), True), (Rule(weekdays=(1,), count=3), False)):
        first = EventFactory(starts_at=dt.datetime(2026, 12, 1, 13, tzinfo=dt.UTC))
        last = repeat(event=first, by=coordinator(), rule=rule).occurrences.latest("day").event
        page = client.get(reverse("desk_event_step", args=[last.package_id, 2])).content.decode()
        assert ("Esta y las que se creen después" in page) is asks
        end_series(event=first, by=coordinator())
        page = client.get(reverse("desk_event_step", args=[last.package_id, 2])).content.decode()
        assert "Esta y las que" not in page


def test_monthly_ways_are_offered_as_the_first_day_allows(log_in: Any) -> None:
    event = EventFactory(starts_at=dt.datetime(2026, 12, 29, 13, tzinfo=dt.UTC))
    page = (
        log_in(Role.COORDINATOR).get(reverse("desk_event_repeat", args=[event.package_id])).content.decode()
    )
    assert ("Cada mes, el último martes" in page, "Cada mes, el día 29" in page) == (True, True)
    assert "quinto" not in page
