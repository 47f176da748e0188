"""Did it tie? What counts as a tie, of whom, when; and that only whoever runs the edition reads it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.people.models import Block, Person
from network.ties.models import Collaboration
from tests.factories.events import EventFactory
from tests.factories.records import (
    AffiliationFactory,
    GroupFactory,
    InstitutionFactory,
    PersonFactory,
    SeatFactory,
)
from tests.factories.training import CourseSessionFactory, EditionFactory, EnrolmentFactory
from training.edition_ties import MOST_TOGETHER, TooEarly, Window, did_it_tie, windows_of
from training.tying import Association, TooFew

from .records import as_viewer, coordinator, was_there

pytestmark = pytest.mark.django_db


def edition(**more: Any) -> Any:
    """Over since a year."""
    today = timezone.localdate()
    days = {"starts_on": today - dt.timedelta(days=420), "ends_on": today - dt.timedelta(days=365)}
    return EditionFactory(**(days | more))


def women(number: int, institution: Any, **traits: Any) -> list[Person]:
    made = [PersonFactory(**traits) for _n in range(number)]
    for one in made:
        AffiliationFactory(person=one, institution=institution, started="2020")
    return made


def completed(of: Any, people: list[Person]) -> None:
    for one in people:
        row = EnrolmentFactory(edition=of, person=one)
        type(row).objects.filter(pk=row.pk).update(state="completed", completed_on=of.ends_on)


def collaborate(a: Person, b: Person, started: str, **more: Any) -> None:
    both = {"confirmed_by_a": True, "confirmed_by_b": True} | more
    Collaboration.objects.create(person_a=a, person_b=b, kind="works_with", started=started, **both)


def world(number: int = 12, **traits: Any) -> tuple[Any, list[Person], list[Person]]:
    """Participants, each of whom worked with one more person after it; and as many who did not. Those with
    whom they work were in another edition."""
    of, here = edition(), InstitutionFactory()
    taken, others, outside = (women(number, here, **traits) for _n in range(3))
    completed(of, taken)
    completed(edition(), outside)
    after = (of.ends_on + dt.timedelta(days=20)).isoformat()
    for one, other in zip(taken, outside, strict=True):
        collaborate(one, other, after)
    return of, taken, others


def run_by(of: Any, viewer: Any = None) -> Any:
    return did_it_tie(of, viewer or as_viewer(coordinator()))


def test_it_finds_that_participants_work_with_one_more_each() -> None:
    of, _taken, _others = world()
    found = run_by(of)
    assert isinstance(found, Association)
    assert (found.pairs, found.before, found.after) == (12, 0.0, 1.0)
    assert (found.before_matched, found.after_matched) == (0.0, 0.0)
    assert (found.low, found.difference, found.high) == (1.0, 1.0, 1.0)
    assert found == run_by(of)


def test_with_nine_there_is_no_figure_but_the_reason(log_in: Callable[..., Client]) -> None:
    of, _taken, _others = world(9)
    found = run_by(of)
    assert isinstance(found, TooFew)
    assert found.participants == 9
    page = log_in(Role.COORDINATOR).get(f"/gestion/formacion/ediciones/{of.package_id}/lazos/")
    text = page.content.decode()
    assert "al menos 10" in text
    assert "vínculos más por participante" not in text


def test_it_is_told_once_the_half_year_after_it_is_over() -> None:
    today = timezone.localdate()
    of = edition(starts_on=today - dt.timedelta(days=240), ends_on=today - dt.timedelta(days=180))
    assert run_by(of) == TooEarly(today + dt.timedelta(days=1))
    over = edition(starts_on=today - dt.timedelta(days=240), ends_on=today - dt.timedelta(days=181))
    assert isinstance(run_by(over), TooFew)
    assert run_by(EditionFactory(draft=True, starts_on=None, ends_on=None)) == TooEarly(None)


def test_only_whoever_runs_it_reads_it(log_in: Callable[..., Client]) -> None:
    of, _taken, _others = world()
    giver = of.institutions.get().institution
    address = f"/gestion/formacion/ediciones/{of.package_id}/lazos/"
    curriculum = of.version.curriculum.package_id
    for scope, key, status in (
        (ScopeKind.NETWORK, "", 200),
        (ScopeKind.INSTITUTION, giver.package_id, 200),
        (ScopeKind.CURRICULUM, curriculum, 200),
        (ScopeKind.CURRICULUM, "otro", 404),
        (ScopeKind.INSTITUTION, "otra", 404),
    ):
        client = log_in(Role.COORDINATOR, scope=scope, key=key)
        assert client.get(address).status_code == status, (scope, key)
    for role in (Role.MEMBER, Role.ANALYST, Role.ADMINISTRATOR, Role.LIAISON):
        assert log_in(role).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    text = log_in(Role.COORDINATOR).get(address).content.decode()
    assert "Asociación, no causa" in text
    assert "12 pares" in text
    assert not any(person.name in text for person in Person.objects.all())


def test_whom_she_may_not_know_is_in_no_figure() -> None:
    """To whoever runs the curriculum alone, those who let their ties be seen; nobody else."""
    of, _taken, _others = world()
    by = as_viewer(coordinator(ScopeKind.CURRICULUM, of.version.curriculum.package_id))
    assert run_by(of, by) == TooFew(0, 0, 0)
    assert isinstance(run_by(of), Association)
    shown, _shown, _others = world(visible=True, shows_ties=True)
    by = as_viewer(coordinator(ScopeKind.CURRICULUM, shown.version.curriculum.package_id))
    before = run_by(shown, by)
    assert isinstance(before, Association)
    completed(shown, women(3, InstitutionFactory(), visible=False))
    completed(shown, women(3, InstitutionFactory(), protected=True, shows_ties=True))
    assert run_by(shown, by) == before


def ties_after(of: Any) -> float:
    found = run_by(of)
    assert isinstance(found, Association)
    return found.after


def plain_world() -> tuple[Any, list[Person]]:
    of, here = edition(), InstitutionFactory()
    taken = women(12, here)
    women(12, here)
    completed(of, taken)
    return of, taken


def test_what_counts_as_a_tie_and_what_does_not() -> None:
    of, taken = plain_world()
    a, b, c, d = taken[:4]
    after = of.ends_on + dt.timedelta(days=20)
    assert ties_after(of) == 0
    collaborate(a, b, after.isoformat(), confirmed_by_b=False)
    collaborate(a, c, (of.ends_on + dt.timedelta(days=181)).isoformat())
    assert ties_after(of) == 0  # asked for and not confirmed; and begun too late
    group = GroupFactory()
    for one in (a, b):
        SeatFactory(group=group, institution=InstitutionFactory(), person=one, started=after.isoformat())
    assert ties_after(of) == pytest.approx(2 / 12)
    collaborate(b, a, after.isoformat())
    assert ties_after(of) == pytest.approx(2 / 12)  # the same two, once
    when = timezone.make_aware(dt.datetime.combine(after, dt.time(12)))
    seminar = EventFactory(starts_at=when, ends_at=when + dt.timedelta(hours=2), seats_on_site=99)
    for one, state in ((c, "present"), (d, "present"), (a, "absent")):
        was_there(seminar, one, state)
    assert ties_after(of) == pytest.approx(4 / 12)


def test_two_who_block_each_other_do_not_work_together() -> None:
    of, taken = plain_world()
    collaborate(*taken[:2], (of.ends_on + dt.timedelta(days=20)).isoformat())
    assert ties_after(of) == pytest.approx(2 / 12)
    Block.objects.create(blocker=taken[0], blocked=taken[1], label="x")
    assert ties_after(of) == 0


def test_the_sessions_of_the_edition_and_great_meetings_tie_nobody() -> None:
    of, taken = plain_world()
    after = timezone.make_aware(dt.datetime.combine(of.ends_on + dt.timedelta(days=9), dt.time(12)))
    times = {"starts_at": after, "ends_at": after + dt.timedelta(hours=2), "seats_on_site": 999}
    late = EventFactory(**times, audience="invitation")
    CourseSessionFactory(edition=of, event=late)
    great = EventFactory(**times)
    for one in (*taken, *women(MOST_TOGETHER, InstitutionFactory())):
        was_there(late, one)
        was_there(great, one)
    assert ties_after(of) == 0


def test_who_came_to_a_session_took_part_and_who_only_enrolled_did_not() -> None:
    of, _taken = plain_world()
    came, enrolled = women(2, InstitutionFactory())
    starts = timezone.make_aware(dt.datetime.combine(of.starts_on, dt.time(12)))
    session = EventFactory(starts_at=starts, ends_at=starts + dt.timedelta(hours=2), audience="invitation")
    CourseSessionFactory(edition=of, event=session)
    for one in (came, enrolled):
        EnrolmentFactory(edition=of, person=one)
    was_there(session, came)
    found = run_by(of)
    assert isinstance(found, Association)
    assert (found.participants, found.others) == (13, 12)  # whoever only enrolled is compared with nobody


def test_whoever_was_in_another_edition_of_that_time_is_compared_with_nobody() -> None:
    of, _taken = plain_world()
    other = Person.objects.order_by("-pk")[0]
    EnrolmentFactory(edition=edition(), person=other)
    found = run_by(of)
    assert isinstance(found, Association)
    assert found.others == 11


def test_dates_that_are_known_to_the_year_count_from_its_end() -> None:
    window = Window(dt.date(2025, 2, 1), dt.date(2025, 7, 31))
    spans = (("2024", ""), ("2025", ""), ("", ""), ("", "2024"), ("2025-03", ""))
    assert [window.meets(*one) for one in spans] == [True, False, True, False, True]
    of = EditionFactory(starts_on=dt.date(2025, 8, 1), ends_on=dt.date(2025, 8, 31))
    assert windows_of(of) == (
        Window(dt.date(2025, 2, 2), dt.date(2025, 7, 31)),
        Window(dt.date(2025, 9, 1), dt.date(2026, 2, 27)),
    )


@pytest.mark.parametrize("number", [12, 24])
def test_it_takes_the_same_queries_however_many_they_are(number: int) -> None:
    of, _taken, _others = world(number)
    viewer = as_viewer(coordinator())
    with CaptureQueriesContext(connection) as asked:
        assert isinstance(did_it_tie(of, viewer), Association)
    assert len(asked) == 20
