"""What waits at the desk of a training: who is at risk, works, results, superiors; to whom it concerns."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import Viewer, viewer_for
from network.vocabulary.desk import DeskSection
from tests.factories.records import InstitutionFactory
from tests.factories.training import (
    AssignmentFactory,
    CourseSessionFactory,
    EditionFactory,
    EnrolmentFactory,
    ModuleFactory,
    VersionFactory,
)
from training.desk_items import RISKS, SILENT, UNCLOSED, WORKS, desk_sections
from training.models import Edition, Facilitator, SuperiorConsent
from training.progress.works import hand_in

from .over import given, learner
from .steps import coordinator

pytestmark = pytest.mark.django_db
KINDS = {f"formacion-{state}" for state in (RISKS, SILENT, UNCLOSED, WORKS)}


def told(viewer: Viewer) -> dict[str, DeskSection]:
    found = desk_sections(viewer, timezone.localdate())
    return {one.anchor.removeprefix("formacion-"): one for one in found if one.anchor in KINDS}


def at_risk(*came: Any, absent: tuple[Any, ...] = ()) -> Edition:
    """All hours are asked for, and a session is to come: the absent missed it, the others cannot miss one."""
    edition = given(*came, absent=absent)
    edition.version.rule = {"attendance": 100}
    edition.version.save()
    CourseSessionFactory(edition=edition)
    return edition


def works_of(number: int, edition: Edition | None = None, person: Any = None) -> Edition:
    edition = edition or given(person or learner())
    row = edition.enrolments.get()
    for _each in range(number):
        asked = AssignmentFactory(module=edition.version.modules.get())
        hand_in(enrolment=row, assignment=asked, by=row.person.account, text="Plan")
    return edition


def silent_superior(**edition: Any) -> SuperiorConsent:
    row = EnrolmentFactory(state="asked", edition=EditionFactory(asks_consent=True, **edition))
    return SuperiorConsent.objects.create(enrolment=row, name="Jefatura Ejemplo")


def over() -> Edition:
    return EditionFactory(starts_on=timezone.localdate() - dt.timedelta(days=90))


def test_early_warning_counts_who_is_lost_and_who_is_close() -> None:
    edition = at_risk(learner(), absent=(learner(), learner()))
    at_risk()  # nobody is in it
    section = told(viewer_for(coordinator()))[RISKS]
    assert [(item.url, item.why) for item in section.items] == [
        (
            reverse("edition_progress", args=[edition.package_id]),
            "2 personas ya no pueden concluirla; 1 persona no puede faltar a la próxima sesión",
        )
    ]


def test_nobody_is_warned_of_before_it_begins_nor_once_it_is_over() -> None:
    edition = at_risk(learner())
    today, day = timezone.localdate(), dt.timedelta(days=1)
    for starts, ends, is_told in (
        (today, today, True),
        (today + day, today + day, False),
        (today - day, today - day, False),
    ):
        Edition.objects.filter(pk=edition.pk).update(starts_on=starts, ends_on=ends)
        assert (RISKS in told(viewer_for(coordinator()))) is is_told


def test_whom_she_may_not_see_is_not_counted_among_those_at_risk() -> None:
    at_risk(absent=(learner(visibility="protegida"),))
    assert RISKS not in told(viewer_for(coordinator()))


def test_a_work_waits_until_somebody_looked_at_it() -> None:
    edition = works_of(1, person=learner("Ana Vista"))
    (item,) = told(viewer_for(coordinator()))[WORKS].items
    assert item.title == "Plan de trabajo de su unidad"
    assert item.why.startswith("Ana Vista, entregado el ")
    edition.enrolments.update(state="withdrawn")
    assert WORKS not in told(viewer_for(coordinator()))


def test_an_edition_is_to_be_closed_once_its_last_day_and_session_are_over() -> None:
    edition = over()
    EditionFactory(starts_on=timezone.localdate() - dt.timedelta(days=60))  # ends today
    with_session = over()
    CourseSessionFactory(edition=with_session)  # its event is still to come
    (item,) = told(viewer_for(coordinator()))[UNCLOSED].items
    assert item.url == reverse("desk_edition_results", args=[edition.package_id])


def test_superiors_who_are_silent_stand_there_from_two_weeks_before_on(log_in) -> None:
    today = timezone.localdate()
    near = silent_superior(starts_on=today + dt.timedelta(days=14)).enrolment
    silent_superior(starts_on=today + dt.timedelta(days=15))
    answered = silent_superior(starts_on=today + dt.timedelta(days=3))
    SuperiorConsent.objects.filter(pk=answered.pk).update(
        state="given", answered_at=timezone.now(), way="link"
    )
    gone = silent_superior(starts_on=today + dt.timedelta(days=3))
    gone.enrolment.state = "refused"
    gone.enrolment.save()
    EnrolmentFactory(state="asked", edition=near.edition)
    client = log_in(Role.COORDINATOR)
    (item,) = told(viewer_for(client.user))[SILENT].items
    assert item.why.startswith("1 jefatura no ha respondido; comienza el ")
    page = client.get(item.url)
    assert [line.row for line in page.context["page"].object_list] == [near]


def test_who_coordinates_elsewhere_is_told_nothing_of_it() -> None:
    at_risk(learner())
    works_of(1)
    over()
    silent_superior()
    here = InstitutionFactory()
    assert told(viewer_for(coordinator(ScopeKind.INSTITUTION, here.package_id))) == {}
    assert told(viewer_for(learner().account)) == {}


def test_who_gives_it_finds_hers_behind_the_choices_of_her_list(log_in) -> None:
    here = InstitutionFactory()
    mine = EditionFactory(starts_on=timezone.localdate() - dt.timedelta(days=90), given_by=here)
    over()
    client = log_in(user=coordinator(ScopeKind.INSTITUTION, here.package_id))
    page = client.get(reverse("desk_trainings"), {"estado": UNCLOSED})
    assert [item.url for item in page.context["page_obj"].object_list] == [
        reverse("desk_edition_results", args=[mine.package_id])
    ]
    assert reverse("desk") not in [url for _label, url in page.context["breadcrumb"]]


def test_who_teaches_finds_hers_on_her_own_page_and_nothing_of_other_modules(log_in) -> None:
    edition = works_of(1, at_risk(learner("Ana Vista", visibility="visible")))
    teacher, other = learner(), learner()
    row = Facilitator.objects.create(edition=edition, person=teacher)
    row.modules.set([edition.version.modules.get()])
    foreign = Facilitator.objects.create(edition=edition, person=other)
    foreign.modules.set([ModuleFactory(version=edition.version)])
    for person, kinds in ((teacher, [RISKS, WORKS]), (other, [RISKS]), (learner(), [])):
        page = log_in(user=person.account).get(reverse("own_training"))
        assert [one.anchor for one in page.context["waiting"]] == [f"formacion-{kind}" for kind in kinds]


@pytest.mark.parametrize("number", [1, 3])
def test_however_much_waits_the_desk_asks_the_same(number: int) -> None:
    for _each in range(number):
        at_risk(*(learner() for _one in range(number)))
        works_of(number)
        over()
        silent_superior(starts_on=timezone.localdate())
    viewer = viewer_for(coordinator())
    with CaptureQueriesContext(connection) as asked:
        found = told(viewer)
    assert {kind: one.total for kind, one in found.items()} == {
        RISKS: number,
        WORKS: number * number,
        UNCLOSED: number,
        SILENT: number,
    }
    assert len(asked) == 26


@pytest.mark.parametrize("number", [1, 3])
def test_however_many_works_wait_her_own_page_asks_the_same(
    number, log_in, django_assert_num_queries
) -> None:
    edition = works_of(number)
    teacher = learner()
    Facilitator.objects.create(edition=edition, person=teacher)
    client = log_in(user=teacher.account)
    client.get(reverse("own_training"))
    with django_assert_num_queries(22):
        client.get(reverse("own_training"))


def test_an_edition_with_an_empty_version_asks_nothing_of_anybody() -> None:
    edition = EditionFactory(version=VersionFactory(), starts_on=timezone.localdate())
    EnrolmentFactory(edition=edition)
    assert RISKS not in told(viewer_for(coordinator()))
