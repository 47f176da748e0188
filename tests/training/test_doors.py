"""Who finds a training, runs one, and whose enrolments she reads: the doors alone."""

import datetime as dt

import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from tests.factories.accounts import UserFactory
from tests.factories.records import InstitutionFactory, PersonFactory
from tests.factories.training import (
    CourseSessionFactory,
    CurriculumFactory,
    EditionFactory,
    EnrolmentFactory,
    VersionFactory,
)
from training.models import Curriculum, Edition, Enrolment, Facilitator
from training.queries import (
    curricula_kept_by,
    curricula_visible_to,
    editions_kept_by,
    editions_taught_by,
    editions_visible_to,
    enrolments_kept_by,
    enrolments_of,
    institutions_offered,
    may_make_curricula,
    people_named_to,
    to_come,
)
from training.viewer_facts import viewer_facts

pytestmark = pytest.mark.django_db


def viewer(role, scope=ScopeKind.NETWORK, key="", **facts):
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}), **facts)


COORDINATOR, MEMBER = viewer(Role.COORDINATOR), viewer(Role.MEMBER)
OUTSIDE = (PUBLIC, viewer(Role.ANALYST))
WITHOUT = (*OUTSIDE, MEMBER, viewer(Role.ADMINISTRATOR), viewer(Role.LIAISON, ScopeKind.INSTITUTION, "salud"))
EVERY = {"public", "members", "own", "draft", "archived", "replaced"}


@pytest.fixture
def salud():
    return InstitutionFactory(package_id="salud")


@pytest.fixture
def curricula(salud):
    """Of each audience one in force; one of salud; a draft, an archived one, one that holds no more."""

    def made(name, audience="public", **said):
        fields = {name: said.pop(name) for name in ("institution", "is_archived") if name in said}
        row = CurriculumFactory(package_id=name, title=name, audience=audience, **fields)
        return VersionFactory(curriculum=row, **said)

    return {
        "public": made("public"),
        "members": made("members", "members"),
        "own": made("own", "members", institution=salud),
        "draft": made("draft", draft=True),
        "archived": made("archived", is_archived=True),
        "replaced": made("replaced", state="replaced"),
    }


def titles(rows):
    return {row.package_id for row in rows}


def test_what_is_offered_is_found_by_whom_it_is_for(curricula):
    every = Curriculum.objects.all()
    for who in OUTSIDE:
        assert titles(curricula_visible_to(every, who)) == {"public"}
    for who in (MEMBER, Viewer(person_id=PersonFactory().pk), viewer(Role.ADMINISTRATOR)):
        assert titles(curricula_visible_to(every, who)) == {"public", "members", "own"}
    assert titles(curricula_visible_to(every, COORDINATOR)) == EVERY
    of_draft = viewer(Role.COORDINATOR, ScopeKind.CURRICULUM, "draft")
    assert titles(curricula_visible_to(every, of_draft)) == {"public", "members", "own", "draft"}


def test_a_curriculum_is_written_by_the_network_its_coordinator_and_its_institution(curricula):
    every = Curriculum.objects.all()
    assert titles(curricula_kept_by(every, COORDINATOR)) == EVERY
    of_one = viewer(Role.COORDINATOR, ScopeKind.CURRICULUM, "public")
    of_salud = viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud")
    assert titles(curricula_kept_by(every, of_one)) == {"public"}
    assert titles(curricula_kept_by(every, of_salud)) == {"own"}
    for who in (*WITHOUT, viewer(Role.COORDINATOR, ScopeKind.EVENT, "public")):
        assert titles(curricula_kept_by(every, who)) == set()


def test_one_is_offered_in_the_name_of_an_institution_that_she_coordinates(salud):
    other = InstitutionFactory(name="Otra")
    of_salud = viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud")
    assert may_make_curricula(COORDINATOR)
    assert may_make_curricula(of_salud)
    assert set(institutions_offered(COORDINATOR)) == {salud, other}
    assert set(institutions_offered(of_salud)) == {salud}
    for who in (*WITHOUT, viewer(Role.COORDINATOR, ScopeKind.CURRICULUM, "x")):
        assert not may_make_curricula(who)
        assert not institutions_offered(who).exists()


@pytest.fixture
def editions(curricula, salud):
    """Of the public curriculum one in each state and by invitation; one of members; one that salud gives."""

    def made(name, version, **said):
        return EditionFactory(package_id=name, version=curricula[version], **said)

    return {
        "open": made("open", "public"),
        "closed": made("closed", "public", state="closed", closed_at=dt.datetime(2026, 9, 1, tzinfo=dt.UTC)),
        "cancelled": made("cancelled", "public", state="cancelled", cancelled_because="x"),
        "drafted": made("drafted", "public", draft=True),
        "invited": made("invited", "public", entry="invitation"),
        "of members": made("of-members", "members"),
        "of salud": made("of-salud", "members", given_by=salud, draft=True),
    }


SHOWN = {"open", "closed", "cancelled"}


def test_an_edition_is_found_by_whom_its_curriculum_is_for(editions):
    every = Edition.objects.all()
    for who in OUTSIDE:
        assert titles(editions_visible_to(every, who)) == SHOWN
    assert titles(editions_visible_to(every, MEMBER)) == {*SHOWN, "of-members"}
    assert titles(editions_visible_to(every, COORDINATOR)) == titles(every)
    of_salud = viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud")
    assert titles(editions_visible_to(every, of_salud)) == {*SHOWN, "of-members", "of-salud"}


def test_whom_it_invited_and_who_teaches_in_it_find_it_once_it_is_shown(editions):
    ana, eva, ida = PersonFactory(), PersonFactory(), PersonFactory()
    for name in ("invited", "drafted"):
        EnrolmentFactory(edition=editions[name], person=ana, state="invited")
        Facilitator.objects.create(edition=editions[name], person=eva)
    every = Edition.objects.all()
    for person in (ana, eva):
        found = titles(editions_visible_to(every, Viewer(person_id=person.pk)))
        assert found == {*SHOWN, "of-members", "invited"}
    assert titles(editions_visible_to(every, Viewer(person_id=ida.pk))) == {*SHOWN, "of-members"}
    assert titles(editions_taught_by(every, Viewer(person_id=eva.pk))) == {"invited"}
    for who in (Viewer(person_id=ana.pk), MEMBER, COORDINATOR, PUBLIC):
        assert not editions_taught_by(every, who).exists()


def test_an_edition_is_run_by_the_network_its_curriculum_and_whoever_gives_it(editions):
    every = Edition.objects.all()
    assert titles(editions_kept_by(every, COORDINATOR)) == titles(every)
    of_public = viewer(Role.COORDINATOR, ScopeKind.CURRICULUM, "public")
    assert titles(editions_kept_by(every, of_public)) == {*SHOWN, "drafted", "invited"}
    of_salud = viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud")
    assert titles(editions_kept_by(every, of_salud)) == {"of-salud"}
    editions["of salud"].institutions.update(role="supports")
    assert titles(editions_kept_by(every, of_salud)) == set()
    editions["of salud"].institutions.update(role="co_organises")
    assert titles(editions_kept_by(every, of_salud)) == {"of-salud"}
    for who in (*WITHOUT, viewer(Role.COORDINATOR, ScopeKind.EVENT, "open")):
        assert titles(editions_kept_by(every, who)) == set()


def test_enrolments_are_hers_and_of_whoever_runs_the_edition(editions):
    ana, eva = PersonFactory(), PersonFactory()
    hers = EnrolmentFactory(edition=editions["open"], person=ana)
    others = EnrolmentFactory(edition=editions["of salud"], person=eva)
    assert set(enrolments_of(Viewer(person_id=ana.pk))) == {hers}
    assert set(enrolments_of(COORDINATOR)) == set()
    of_salud = viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud", person_id=ana.pk)
    assert set(enrolments_kept_by(of_salud)) == {others}
    assert set(enrolments_kept_by(COORDINATOR)) == {hers, others}
    for who in (*WITHOUT, Viewer(person_id=ana.pk)):
        assert set(enrolments_kept_by(who)) == set()


def test_a_list_names_whom_the_viewer_may_see(editions):
    seen, hidden, guarded = (
        PersonFactory(visible=True),
        PersonFactory(),
        PersonFactory(visibility="protegida"),
    )
    for person in (seen, hidden, guarded):
        EnrolmentFactory(edition=editions["open"], person=person)
    EnrolmentFactory(edition=editions["open"], person=None, name="Sin Registro", email="x@ejemplo.invalid")
    rows = Enrolment.objects.all()
    assert set(people_named_to(rows, COORDINATOR)) == {seen.pk, hidden.pk}
    assert set(people_named_to(rows, MEMBER)) == {seen.pk}
    assert people_named_to(rows, PUBLIC) == {}


def test_what_is_to_come_is_published_and_not_over(editions):
    today = dt.date(2026, 5, 1)
    for name, ends in (("open", today), ("invited", today - dt.timedelta(days=1))):
        Edition.objects.filter(pk=editions[name].pk).update(starts_on=dt.date(2026, 4, 1), ends_on=ends)
    assert [row.package_id for row in to_come(Edition.objects.all(), today)] == ["open", "of-members"]


def test_whoever_coordinates_a_curriculum_runs_the_events_of_its_sessions_and_no_others(editions):
    session = CourseSessionFactory(edition=editions["open"])
    CourseSessionFactory(edition=editions["of members"])
    of_public = viewer(Role.COORDINATOR, ScopeKind.CURRICULUM, "public")
    facts = viewer_facts(UserFactory(), of_public)["grants"] - of_public.grants
    assert {(fact.role, fact.scope, fact.key) for fact in facts} == {
        (Role.COORDINATOR, ScopeKind.EVENT, session.event.package_id)
    }
    assert viewer_facts(UserFactory(), COORDINATOR) == {}
