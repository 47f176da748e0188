"""Her own page of a training: the next session and what waits for her stand before everything else."""

import pytest
from django.urls import reverse

from tests.factories.training import AssignmentFactory, CourseSessionFactory
from training.models import Facilitator
from training.progress.works import decide, hand_in

from ..over import given, learner

pytestmark = pytest.mark.django_db


def test_what_comes_next_is_the_next_session_and_the_work_that_waits_for_her(log_in) -> None:
    ana, teacher = learner(), learner()
    edition = given(ana)
    Facilitator.objects.create(edition=edition, person=teacher)
    asked = AssignmentFactory(module=edition.version.modules.get(), title="Plan de su unidad")
    for title in ("La que sigue", "La de después"):
        CourseSessionFactory(edition=edition, event__title=title)
    row = edition.enrolments.get()

    def waits() -> list[str]:
        answer = log_in(user=ana.account).get(reverse("own_enrolment", args=[row.uid]))
        page = answer.content.decode()
        assert page.count("La que sigue") == page.count("La de después") == 1
        assert page.index("La que sigue") < page.index('id="lista"') < page.index("La de después")
        return [one["assignment"].title for one in answer.context["waiting"]]

    assert waits() == [asked.title]
    work = hand_in(enrolment=row, assignment=asked, by=ana.account, text="Plan")
    assert waits() == []
    decide(work=work, by=teacher.account, approves=False, comment="Falta la fecha")
    assert waits() == [asked.title]
    again = hand_in(enrolment=row, assignment=asked, by=ana.account, text="Plan con fecha")
    decide(work=again, by=teacher.account, approves=True)
    assert waits() == []
