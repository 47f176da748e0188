"""Reach counts each person once, where she works today, as of a day, and only those who may be told of."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.accounts.services import grant
from network.accounts.viewer import PUBLIC
from network.institutions.models import Institution
from network.people.address_keys import key_of
from network.people.models import Block
from network.vocabulary.coverage import State
from tests.factories.accounts import UserFactory
from tests.factories.records import (
    AffiliationFactory,
    AppointmentFactory,
    InstitutionFactory,
    PersonFactory,
    PostFactory,
    TerritoryFactory,
)
from tests.factories.training import (
    ContentFactory,
    EditionFactory,
    EnrolmentFactory,
    LearnedFactory,
    ModuleFactory,
    UnitFactory,
    VersionFactory,
)
from training.coverage import columns, people_reached
from training.reach.going import open_editions, who_could_go
from training.reach.matrix import Cell, Reach, Reached
from training.reach.people import told_people
from training.reach.question import reach_question
from training.reach.words import cell_words

from ..records import as_viewer, coordinator, days_ago, member

pytestmark = pytest.mark.django_db


def trained(
    institution: Institution, *orders: int, since: Any = None, until: Any = None, **traits: Any
) -> Any:
    person = PersonFactory(**traits)
    AffiliationFactory(person=person, institution=institution)
    for order in orders:
        LearnedFactory(
            person=person, content=ContentFactory(order=order), since=since or days_ago(30), until=until
        )
    return person


def cells(viewer: Any, institution: Institution, **more: Any) -> tuple[Cell, ...]:
    return Reach(viewer, **more).cells(institution.pk)


def network() -> Any:
    return as_viewer(coordinator())


def test_a_person_counts_once_for_a_content_however_often_she_learned_it() -> None:
    here = InstitutionFactory()
    her = trained(here, 1)
    LearnedFactory(person=her, content=ContentFactory(order=1), since=days_ago(400), until=days_ago(35))
    trained(here, 1)
    ContentFactory(order=2)
    assert cells(network(), here) == (Cell(2), Cell(0))


def test_what_lapses_is_told_as_lapsed_from_its_day_on() -> None:
    here, viewer = InstitutionFactory(), network()
    trained(here, 1, since=dt.date(2024, 5, 1), until=dt.date(2026, 5, 1))
    with time_machine.travel("2026-04-30 18:00", tick=False):
        assert cells(viewer, here)[0] == Cell(trained=1)
    with time_machine.travel("2026-05-01 18:00", tick=False):
        found = cells(viewer, here)[0]
    assert (found, found.state, cell_words(found)) == (Cell(lapsed=1), Reached.LAPSED, "1 vencida")


def test_a_year_is_told_as_of_its_last_day_and_what_came_later_is_not_in_it() -> None:
    here, viewer = InstitutionFactory(), network()
    trained(here, 1, since=dt.date(2024, 5, 1), until=dt.date(2025, 5, 1))
    trained(here, 1, since=dt.date(2025, 6, 1))
    with time_machine.travel("2026-11-21 18:00", tick=False):
        told = {
            year: reach_question({"anio": year}, viewer).reach.cells(here.pk)[0]
            for year in ("2023", "2024", "2025", "")
        }
        assert reach_question({}, viewer).offered["anio"] == [("2025", "2025"), ("2024", "2024")]
    assert told == {"2023": Cell(), "2024": Cell(1), "2025": Cell(1, 0, 1), "": Cell(1, 0, 1)}


def test_people_count_where_they_work_today() -> None:
    before, now = InstitutionFactory(), InstitutionFactory()
    her = PersonFactory()
    AffiliationFactory(person=her, institution=before, started="2020", ended="2024")
    AffiliationFactory(person=her, institution=now, started="2024")
    LearnedFactory(person=her, content=ContentFactory(order=1))
    viewer = network()
    assert [cells(viewer, one)[0].state for one in (before, now)] == [Reached.UNTOLD, Reached.TRAINED]


def at_it(institution: Institution, order: int = 1, *, begins: int, ends: int, **more: Any) -> Any:
    """Somebody of it who is enrolled in an edition that teaches that content, so many days from today."""
    version = VersionFactory()
    UnitFactory(module=ModuleFactory(version=version), content=ContentFactory(order=order))
    today = timezone.localdate()
    edition = EditionFactory(
        version=version, starts_on=today + dt.timedelta(days=begins), ends_on=today + dt.timedelta(days=ends)
    )
    person = PersonFactory(**more)
    AffiliationFactory(person=person, institution=institution)
    EnrolmentFactory(edition=edition, person=person)
    return edition


def test_who_is_at_it_is_told_while_it_goes_on_to_whoever_runs_it() -> None:
    here = InstitutionFactory()
    edition = at_it(here, begins=-5, ends=5, visible=True, shows_ties=True)
    at_it(here, begins=3, ends=9)
    at_it(here, begins=-9, ends=-3)
    giver = edition.institutions.get().institution
    runs = coordinator(ScopeKind.INSTITUTION, giver.package_id)
    assert cells(network(), here) == (Cell(in_course=1),)
    assert cells(as_viewer(runs), here) == (Cell(in_course=1),)
    assert cells(as_viewer(member()), here) == (Cell(),)  # it would say where she is these days
    assert cells(as_viewer(edition.enrolments.get().person), here) == (Cell(is_told=False),)


def test_she_sees_that_she_herself_is_at_it() -> None:
    here, her = InstitutionFactory(), member(visibility="oculta")
    edition = at_it(here, begins=-5, ends=5)
    EnrolmentFactory(edition=edition, person=her)
    AffiliationFactory(person=her, institution=here)
    assert cells(as_viewer(her), here) == (Cell(in_course=1),)


def test_who_is_trained_is_counted_as_that_and_not_as_at_it_again() -> None:
    here = InstitutionFactory()
    edition = at_it(here, begins=-5, ends=5)
    LearnedFactory(person=edition.enrolments.get().person, content=ContentFactory(order=1))
    assert cells(network(), here) == (Cell(trained=1),)


def test_members_are_told_of_those_who_let_their_ties_be_seen_and_of_nobody_else() -> None:
    here = InstitutionFactory()
    open_, seen, limited, hidden, protected = (
        trained(here, 1, visible=True, shows_ties=True),
        trained(here, 1, visible=True),
        trained(here, 1, limited=True, shows_institution=True, shows_ties=True),
        trained(here, 1, shows_ties=True),
        trained(here, 1, protected=True, shows_ties=True),
    )
    everybody = {one.pk for one in (open_, seen, limited, hidden)}

    def told(viewer: Any) -> set[int]:
        return set(told_people(viewer).values_list("pk", flat=True))

    her = member(visibility="oculta")
    AffiliationFactory(person=her, institution=InstitutionFactory())
    assert told(as_viewer(her)) == {open_.pk, her.pk}
    assert told(network()) >= everybody
    assert protected.pk not in told(network())
    assert told(as_viewer(coordinator(ScopeKind.INSTITUTION, here.package_id))) == everybody
    assert told(as_viewer(coordinator(ScopeKind.INSTITUTION, "otra"))) == {open_.pk}
    liaison, analyst = UserFactory(), UserFactory()
    grant(user=liaison, role=Role.LIAISON, by=None, scope=ScopeKind.INSTITUTION, key=here.package_id)
    grant(user=analyst, role=Role.ANALYST, by=None)
    assert told(as_viewer(liaison)) == {open_.pk}  # what she learned is told to a liaison if she consents
    assert told(as_viewer(analyst)) == told(PUBLIC) == set()
    Block.objects.create(blocker=open_, address_key=key_of(her.account.email), label="x")
    assert told(as_viewer(her)) == {her.pk}


def test_a_kind_of_post_narrows_to_those_who_may_be_known_to_hold_one() -> None:
    here = InstitutionFactory()
    liaison, other, reserved = (trained(here, 1) for _n in range(3))
    AppointmentFactory(post=PostFactory(kind="enlace", institution=here), person=liaison)
    AppointmentFactory(post=PostFactory(kind="titular", institution=here), person=other)
    AppointmentFactory(
        post=PostFactory(kind="enlace", institution=here, publication="reserved"), person=reserved
    )
    assert cells(network(), here, post_kind="enlace") == (Cell(1),)
    assert cells(network(), here) == (Cell(3),)


def test_filters_narrow_and_an_unknown_value_is_as_none() -> None:
    near, far = InstitutionFactory(region=TerritoryFactory(name="Jalisco")), InstitutionFactory()
    trained(near, 1)
    trained(far)
    ContentFactory(order=2)
    InstitutionFactory(name="Sin nadie")

    def names(**asked: str) -> list[str]:
        return [row.package_id for row in reach_question(asked, network()).rows]

    assert names() == [far.package_id, near.package_id]
    assert names(orden="nombre") == [near.package_id, far.package_id]
    assert names(territorio="Jalisco") == [near.package_id]
    assert names(falta="1") == [far.package_id]
    assert names(falta="2") == [far.package_id, near.package_id]
    assert len(names(cuales="todas")) == 3
    assert names(territorio="x", falta="99", puesto="y", anio="hoy", orden="z", cuales="w") == names()
    assert names(q="sin nadie", cuales="todas") != []


def test_who_could_go_is_everybody_whom_she_may_see_whatever_they_learned() -> None:
    here = InstitutionFactory()
    learned, not_learned = trained(here, 1, visible=True), trained(here, visible=True)
    trained(here)
    found = who_could_go(here, as_viewer(member()))
    assert {one.pk for one in found} == {learned.pk, not_learned.pk}


def test_editions_to_go_to_teach_it_are_to_come_and_still_take_people() -> None:
    here = InstitutionFactory()
    coming = at_it(here, 1, begins=5, ends=9)
    at_it(here, 1, begins=-1, ends=9)
    at_it(here, 2, begins=5, ends=9)
    shut = at_it(here, 1, begins=5, ends=9)
    shut.closes_on = days_ago(1)
    shut.save()
    draft = at_it(here, 1, begins=5, ends=9)
    draft.enrolments.all().delete()
    type(draft).objects.filter(pk=draft.pk).update(state="draft", published_at=None)
    content = ContentFactory(order=1)
    offers = open_editions(as_viewer(member()))[content.pk]
    assert [one.package_id for one in offers] == [coming.package_id]


@pytest.mark.parametrize("number", [1, 3])
def test_the_matrix_takes_the_same_queries_whatever_there_is(number: int) -> None:
    viewer = network()
    for _each in range(number):
        trained(InstitutionFactory(), *range(1, number + 1))
        at_it(InstitutionFactory(), begins=-1, ends=1)
    with CaptureQueriesContext(connection) as asked:
        question = reach_question({}, viewer)
        assert [question.reach.cells(row.pk) for row in question.rows]
    assert len(asked) == 5


def test_the_column_of_who_is_missing_is_for_members_and_says_reach() -> None:
    here, empty = InstitutionFactory(), InstitutionFactory()
    gap = InstitutionFactory()
    trained(here, 1)
    trained(gap)
    ContentFactory(order=2)
    column = next(one for one in columns if one.name == "alcance")
    assert [column.is_for(one) for one in (PUBLIC, network(), as_viewer(member()))] == [False, True, True]
    found = people_reached(network())
    assert {
        pk: (cell.state, cell.text) for pk, cell in found.items() if pk in (here.pk, empty.pk, gap.pk)
    } == {
        here.pk: (State.SOLVED, "1 de 2 contenidos"),
        empty.pk: (State.UNKNOWN, "Nadie de quien usted pueda saber"),
        gap.pk: (State.GAP, "Nadie formada"),
    }
    assert str(column.label) == "Alcance formativo"
