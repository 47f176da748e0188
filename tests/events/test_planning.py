"""A draft is published on its day, once, or whoever runs it is told why not."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from events.jobs import JOBS
from events.models import (
    Event,
    PlannedPublication,
)
from events.planning import plan, publish_planned, unplan
from events.publishing import publish, write
from events.recurrence import Rule
from events.series import (
    repeat,
)
from events.times import local
from network.accounts.enums import Role
from network.accounts.models import Grant
from network.notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory

from .test_line import coordinator

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 21, 15, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def a_saturday_in_november() -> Any:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def ripe(**said: Any) -> Event:
    return EventFactory(draft=True, starts_at=NOW + dt.timedelta(days=20), **said)


def test_a_planned_draft_is_published_once_and_not_before(a_saturday_in_november: Any) -> None:
    event, by = ripe(), coordinator()
    plan(event=event, by=by, at=NOW + dt.timedelta(days=2))
    assert publish_planned() == 0
    a_saturday_in_november.shift(dt.timedelta(days=2))
    assert (publish_planned(), publish_planned()) == (1, 0)
    event.refresh_from_db()
    assert (event.state, event.published_at) == ("published", timezone.now())
    assert PlannedPublication.objects.count() == 0


def test_a_plan_may_be_moved_and_taken_back(a_saturday_in_november: Any) -> None:
    event, by = ripe(), coordinator()
    plan(event=event, by=by, at=NOW + dt.timedelta(days=2))
    plan(event=event, by=by, at=NOW + dt.timedelta(days=3))
    a_saturday_in_november.shift(dt.timedelta(days=2))
    assert publish_planned() == 0
    unplan(event=event, by=by)
    a_saturday_in_november.shift(dt.timedelta(days=2))
    assert publish_planned() == 0
    event.refresh_from_db()
    assert event.state == "draft"


def test_what_is_missing_or_too_late_is_told_when_it_is_planned() -> None:
    by = coordinator()
    with pytest.raises(ValidationError, match="paso 3"):
        plan(event=ripe(seats_on_site=None), by=by, at=NOW + dt.timedelta(days=2))
    for at in (NOW - dt.timedelta(hours=1), NOW + dt.timedelta(days=20)):
        with pytest.raises(ValidationError):
            plan(event=ripe(), by=by, at=at)
    with pytest.raises(ValidationError):
        plan(event=ripe(), by=UserFactory(), at=NOW + dt.timedelta(days=2))
    assert PlannedPublication.objects.count() == 0


def test_what_became_incomplete_meanwhile_is_not_published_and_whoever_runs_it_is_told(
    a_saturday_in_november: Any,
) -> None:
    event, by = ripe(title="Protocolo ante el acoso"), coordinator()
    other = coordinator()
    plan(event=event, by=by, at=NOW + dt.timedelta(days=2))
    write(event=event, by=by, seats_on_site=None)
    a_saturday_in_november.shift(dt.timedelta(days=2))
    assert (publish_planned(), publish_planned()) == (0, 0)
    event.refresh_from_db()
    assert event.state == "draft"
    told = Notice.objects.filter(kind="events_run")
    assert {notice.to_id for notice in told} == {by.pk, other.pk}
    assert {notice.words["title"] for notice in told} == {"Actividad de formación"}


def test_whoever_runs_it_no_longer_publishes_nothing_by_a_plan_of_hers(a_saturday_in_november: Any) -> None:
    event, by, stays = ripe(), coordinator(), coordinator()
    plan(event=event, by=by, at=NOW + dt.timedelta(days=2))
    Grant.objects.filter(user=by).delete()
    a_saturday_in_november.shift(dt.timedelta(days=2))
    assert publish_planned() == 0
    assert [notice.to_id for notice in Notice.objects.filter(kind="events_run")] == [stays.pk]


def test_a_plan_publishes_the_following_dates_with_it_where_that_was_said(
    a_saturday_in_november: Any,
) -> None:
    first, by = ripe(), coordinator()
    day = local(first, first.starts_at).weekday()
    repeat(event=first, by=by, rule=Rule(weekdays=(day,), count=3))
    plan(event=first, by=by, at=NOW + dt.timedelta(days=2), with_following=True)
    a_saturday_in_november.shift(dt.timedelta(days=2))
    publish_planned()
    assert list(Event.objects.values_list("state", flat=True)) == ["published"] * 3


def test_publishing_by_hand_takes_the_plan_away() -> None:
    event, by = ripe(), coordinator()
    plan(event=event, by=by, at=NOW + dt.timedelta(days=2))
    publish(event=event, by=by)
    assert PlannedPublication.objects.count() == 0


def test_the_scheduled_work_knows_both() -> None:
    assert {"events_planned", "event_series"} <= {job.name for job in JOBS}


def test_a_coordinator_plans_and_takes_back_at_the_desk(log_in: Any) -> None:
    event, client = ripe(), log_in(Role.COORDINATOR)
    there = reverse("desk_event_plan", args=[event.package_id])
    assert client.get(there).status_code == 200
    client.post(there, {"day": "2026-11-25", "hour": "09:00"})
    page = client.get(reverse("desk_event", args=[event.package_id])).content.decode()
    assert "Se publica el miércoles 25 de noviembre de 2026, 09:00" in page
    for name in ("desk_events", "desk"):
        assert (
            "Se publica el miércoles 25 de noviembre de 2026, 09:00"
            in client.get(reverse(name)).content.decode()
        )
    assert local(event, PlannedPublication.objects.get().at).isoformat()[:16] == "2026-11-25T09:00"
    client.post(reverse("desk_event_deed", args=[event.package_id]), {"deed": "unplan"})
    assert PlannedPublication.objects.count() == 0
    lacking = EventFactory(draft=True, starts_at=None, ends_at=None)
    content = client.get(reverse("desk_event", args=[lacking.package_id])).content.decode()
    assert "Lo que le falta para publicarse" in content
    answer = client.post(
        reverse("desk_event_plan", args=[lacking.package_id]), {"day": "2026-11-25", "hour": "09:00"}
    )
    assert (answer.status_code, "paso 2" in answer.content.decode()) == (422, True)
