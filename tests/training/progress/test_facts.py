"""What is known of learners, closing an edition, and what follows from its results."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.attending import take_attendance
from network.journal.models import Entry
from network.notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.training import (
    AssignmentFactory,
    CourseSessionFactory,
    EnrolmentFactory,
    LearnedFactory,
    UnitFactory,
)
from training.completion import Step, checked, units_done
from training.lapsing import lapses_on
from training.models import Equivalence, Learned, UnitMark, Work
from training.progress.closing import close, decide_otherwise, results
from training.progress.facts import facts_of

from ..over import coordinator, given, learner

pytestmark = pytest.mark.django_db


def step_of(edition: Any, person: Any, **more: Any) -> Step:
    row = edition.enrolments.get(person=person)
    return checked(edition.version.rule, facts_of(edition, [row], **more)[row.pk]).step


def test_who_came_completes_and_a_correction_at_the_door_counts() -> None:
    came, absent = learner(), learner()
    edition = given(came, absent=(absent,))
    assert step_of(edition, came) == Step.DONE
    assert step_of(edition, absent, is_over=True) == Step.MISSED
    session = edition.sessions.get()
    place = session.event.registrations.get(person=absent)
    take_attendance(event=session.event, by=coordinator(), states={place.pk: "present"})
    assert step_of(edition, absent, is_over=True) == Step.DONE


def test_a_mark_counts_until_the_next_one_says_otherwise() -> None:
    absent = learner()
    edition = given(learner(), absent=(absent,))
    row = edition.enrolments.get(person=absent)
    unit = edition.version.modules.get().units.first()
    UnitMark.objects.create(enrolment=row, unit=unit, at=timezone.now())
    assert units_done(facts_of(edition)[row.pk]) == {"m1.u1"}
    UnitMark.objects.create(enrolment=row, unit=unit, is_done=False, at=timezone.now())
    assert units_done(facts_of(edition)[row.pk]) == frozenset()


def test_a_work_that_was_returned_is_not_approved() -> None:
    came = learner()
    edition = given(came)
    asked = AssignmentFactory(module=edition.version.modules.get())
    row = edition.enrolments.get(person=came)
    assert step_of(edition, came) == Step.OPEN
    work = Work.objects.create(enrolment=row, assignment=asked, text="Plan", handed_in_at=timezone.now())
    Work.objects.filter(pk=work.pk).update(state="returned", comment="Falta el calendario")
    assert step_of(edition, came) == Step.OPEN
    Work.objects.create(
        enrolment=row, assignment=asked, text="Plan", handed_in_at=timezone.now(), state="approved"
    )
    assert step_of(edition, came) == Step.DONE


def test_what_she_learned_elsewhere_counts_while_it_has_not_lapsed() -> None:
    absent = learner()
    edition = given(learner(), absent=(absent,))
    first, second = edition.version.modules.get().units.all()
    other = LearnedFactory(person=absent, since=timezone.localdate() - dt.timedelta(days=90))
    for unit in (first, second):
        Equivalence.objects.create(version=edition.version, content=unit.content, instead=other.content)
    assert step_of(edition, absent) == Step.DONE
    other.until = timezone.localdate()
    other.save()
    assert step_of(edition, absent, is_over=True) == Step.MISSED


@pytest.mark.parametrize("number", [1, 3])
def test_however_many_learners_the_queries_are_the_same(number, django_assert_num_queries) -> None:
    edition = given(*(learner() for _ in range(number)))
    edition.refresh_from_db()
    edition.version.rule  # noqa: B018 - read beforehand, as pages do
    with django_assert_num_queries(12):
        facts_of(edition)


def test_closing_fixes_results_and_what_was_learned() -> None:
    came, absent = learner(), learner()
    edition = given(came, absent=(absent,))
    content = edition.version.modules.get().units.first().content
    content.valid_months = 12
    content.save()
    assert close(edition=edition, by=coordinator()) == {"completed": 1, "not_completed": 1}
    edition.refresh_from_db()
    states = dict(edition.enrolments.values_list("person", "state"))
    assert states == {came.pk: "completed", absent.pk: "not_completed"}
    today = timezone.localdate()
    learned = Learned.objects.filter(person=came).order_by("content__order")
    assert [(one.since, one.until) for one in learned] == [(today, lapses_on(today, 12)), (today, None)]
    assert not Learned.objects.filter(person=absent).exists()
    told = dict(Notice.objects.filter(kind="own_training").values_list("to", "says"))
    assert told == {came.account_id: "completed", absent.account_id: "not_completed"}
    with pytest.raises(ValidationError, match="una sola vez"):
        close(edition=edition, by=coordinator())


def test_an_exception_says_why_and_stays_in_the_journal() -> None:
    absent = learner()
    edition = given(learner(), absent=(absent,))
    row = edition.enrolments.get(person=absent)
    with pytest.raises(ValidationError, match="por qué"):
        close(edition=edition, by=coordinator(), otherwise={row.pk: "  "})
    close(edition=edition, by=coordinator(), otherwise={row.pk: "Estuvo de comisión"})
    row.refresh_from_db()
    assert row.state == "completed"
    assert Learned.objects.filter(person=absent).count() == 2
    assert Entry.objects.get(verb="decide_enrolment", subject_uid=row.uid).reason == "Estuvo de comisión"
    decide_otherwise(enrolment=row, by=coordinator(), completes=False, reason="Se revisó")
    row.refresh_from_db()
    assert (row.state, row.completed_on) == ("not_completed", None)
    assert not Learned.objects.filter(person=absent).exists()


def test_it_is_not_closed_before_the_last_session_nor_by_anybody() -> None:
    edition = given(learner())
    with pytest.raises(ValidationError, match="quien coordina"):
        close(edition=edition, by=UserFactory())
    CourseSessionFactory(edition=edition)
    with pytest.raises(ValidationError, match="Aún falta una sesión"):
        close(edition=edition, by=coordinator())
    edition.refresh_from_db()
    assert edition.state == "open"


def test_who_lacks_what_is_said_by_its_name() -> None:
    absent = learner()
    edition = given(learner(), absent=(absent,))
    UnitFactory(module=edition.version.modules.get(), is_required=False)
    (lacking,) = [one for one in results(edition) if one.enrolment.person == absent]
    assert lacking.lacks == [str(unit.content) for unit in edition.version.modules.get().units.all()[:2]]


def test_whoever_withdrew_is_in_no_result() -> None:
    edition = given(learner())
    gone = EnrolmentFactory(edition=edition, person=learner())
    gone.state = "withdrawn"
    gone.save()
    assert len(results(edition)) == 1
