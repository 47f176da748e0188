"""What runs out, and when: on the day before, that day and the day after, where the clocks change too.

In Santiago the night of 4 April 2026 has its hour from 23 to 24 twice, and 6 September begins at one.
"""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.training import ContentFactory, LearnedFactory, UnitFactory
from training.certificates.due import Ground
from training.certificates.issuing import WAITS, WORKS, ask_to_issue, is_lost
from training.enrolling import answer_for_superior, invite
from training.enums import CertificateKind
from training.jobs import KEPT_DAYS, forget_superiors
from training.lapsing import lapses_on
from training.links import consent_token
from training.models import IssueRun, SuperiorConsent
from training.prerequisites import missing_for
from training.record.history import history_of

from .over import completed, issued, learner
from .steps import ZONE, asked, coordinator, lists, member, published

pytestmark = pytest.mark.django_db
NIGHTS = [
    pytest.param("2026-04-04", "2026-04-05T03:59:59", "2026-04-05T04:00:00", id="the hour comes twice"),
    pytest.param("2026-09-05", "2026-09-06T03:59:59", "2026-09-06T04:00:00", id="the hour is left out"),
    pytest.param("2026-11-21", "2026-11-22T02:59:59", "2026-11-22T03:00:00", id="an ordinary night"),
]
"""A day, its last second there and the first of the next, in UTC."""


@pytest.fixture(autouse=True)
def in_santiago() -> Any:
    cache.clear()
    with timezone.override(ZONE):
        yield


def at(moment: str) -> Any:
    return time_machine.travel(dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC), tick=False)


def days_before(day: str, number: int) -> str:
    return f"{dt.date.fromisoformat(day) - dt.timedelta(days=number)}T15:00:00"


@pytest.mark.parametrize(("day", "last", "first"), NIGHTS)
def test_a_content_counts_until_the_end_of_the_day_before_it_lapses(day: str, last: str, first: str) -> None:
    person, lapses = member(), dt.date.fromisoformat(day) + dt.timedelta(days=1)
    LearnedFactory(person=person, since=dt.date(2026, 1, 15), until=lapses)
    for moment, counts in ((days_before(day, 0), True), (last, True), (first, False)):
        with at(moment):
            (held,) = history_of(person).held
            assert held.is_valid is counts, moment


def test_what_is_asked_before_is_asked_of_the_first_day() -> None:
    person, content = member(), ContentFactory()
    LearnedFactory(person=person, content=content, since=dt.date(2026, 1, 15), until=dt.date(2026, 4, 5))
    edition = published()
    edition.version.prerequisites.add(content)
    for first, lacks in ((4, []), (5, [content]), (6, [content])):
        edition.starts_on = dt.date(2026, 4, first)
        assert missing_for(edition, person) == lacks


def test_what_somebody_learns_lapses_by_the_day_there_and_not_by_that_of_greenwich() -> None:
    """In the evening of 4 April it is the fifth in Greenwich."""
    with at("2026-04-05T02:30:00"):
        person, content = learner(), ContentFactory(valid_months=12)
        edition = completed(person)
        assert edition.enrolments.get().completed_on == dt.date(2026, 4, 4)
        assert UnitFactory(content=content).content.valid_months == 12
    assert lapses_on(dt.date(2026, 4, 4), 12) == dt.date(2027, 4, 4)


@pytest.mark.parametrize(("day", "last", "first"), NIGHTS)
def test_an_invitation_is_answered_until_the_end_of_its_last_day(day: str, last: str, first: str) -> None:
    with at(days_before(day, 20)):
        by, people = coordinator(), [member(), member(), member()]
        edition = published(
            by=by, seats=5, days=(30, 37), entry="invitation", closes_on=dt.date.fromisoformat(day)
        )
        invite(edition=edition, people=people, by=by)
    with at(days_before(day, 0)):
        assert asked(edition, people[0]).state == "in"
    with at(last):
        assert asked(edition, people[1]).state == "in"
    with at(first), pytest.raises(ValidationError, match="cerrad"):
        asked(edition, people[2])
    assert sorted(edition.enrolments.values_list("state", flat=True)) == ["in", "in", "invited"]


@pytest.mark.parametrize(("day", "_last", "_first"), NIGHTS)
def test_the_link_of_a_superior_works_until_the_training_begins(day: str, _last: str, _first: str) -> None:
    """Across a night on which the clocks change: it begins at the same moment for all."""
    with at(days_before(day, 5)):
        edition = published(asks_consent=True, days=(10, 17), seats=5)
        rows = [asked(edition) for _ in range(3)]
        begins = edition.sessions.get(is_opening=True).event.starts_at
    second = dt.timedelta(seconds=1)
    addresses = [reverse("training_consent", args=[consent_token(row.consent)]) for row in rows]
    for number, moment, works in ((0, begins - dt.timedelta(days=1), True), (1, begins - second, True),
                                  (2, begins, False), (2, begins + dt.timedelta(days=1), False)):  # fmt: skip
        with time_machine.travel(moment, tick=False):
            client = Client()
            page = client.get(addresses[number])
            assert page.status_code == (200 if works else 404)
            answered = client.post(addresses[number], {"answer": "yes"})
            assert answered.status_code == page.status_code
            assert ("ya comenzó" in answered.content.decode()) is not works
    assert lists(edition) == [["enrolled"] * 2, ["enrolled"] * 2]
    rows[2].refresh_from_db()
    assert (rows[2].state, rows[2].consent.state) == ("asked", "asked")


def test_a_letter_that_comes_late_is_noted_and_lets_nobody_in() -> None:
    by = coordinator()
    edition = published(by=by, asks_consent=True)
    row = asked(edition)
    with time_machine.travel(timezone.now() + dt.timedelta(days=11)):
        assert answer_for_superior(consent=row.consent, consents=True, way="paper", by=by)
    row.refresh_from_db()
    assert (row.state, SuperiorConsent.objects.get().state) == ("refused", "given")


@pytest.mark.parametrize(("day", "last", "first"), NIGHTS)
def test_superiors_are_forgotten_once_their_days_are_over(day: str, last: str, first: str) -> None:
    with at(days_before(day, 60)):
        edition = published(asks_consent=True)
        row = asked(edition)
        SuperiorConsent.objects.update(name="Jefa Prueba")
    over = dt.date.fromisoformat(day) + dt.timedelta(days=1)  # on that day they are
    edition.ends_on = over - dt.timedelta(days=KEPT_DAYS)
    edition.starts_on = edition.ends_on
    edition.save()
    for moment, number in ((days_before(day, 0), 0), (last, 0), (first, 1), (days_before(day, -1), 0)):
        with at(moment):
            assert forget_superiors() == number, moment
    row.consent.refresh_from_db()
    assert (row.consent.name, row.consent.state) == ("", "asked")


def test_a_certificate_runs_out_on_no_day(client: Client) -> None:
    """What was learned may lapse; that it was learned stays true."""
    (row,) = issued(completed(learner("Ana López")))
    for years in (0, 1, 5, 30):
        with time_machine.travel(timezone.now() + dt.timedelta(days=366 * years), tick=False):
            said = client.get(reverse("certificate", args=[row.code])).content.decode()
            assert "La expidió esta oficina y está vigente" in said
            assert "Ana López" in said


@pytest.mark.parametrize("moment", ["2026-04-05T02:58:00", "2026-09-06T03:58:00"])
def test_work_counts_as_lost_after_its_seconds_and_not_after_an_hour_of_the_clock(moment: str) -> None:
    with at(moment):
        by = coordinator()
        edition = completed(learner(), by=by)
        run = ask_to_issue(ground=Ground(CertificateKind.COMPLETED, edition=edition), by=by, language="es")
        now = timezone.now()
    IssueRun.objects.filter(pk=run.pk).update(beat_at=now)
    run.refresh_from_db()
    for state, patience in (("waiting", WAITS), ("making", WORKS)):
        run.state = state
        lost = [is_lost(run, now + dt.timedelta(seconds=patience + more)) for more in (-1, 0, 1)]
        assert lost == [False, False, True]
