"""Co-learning ties institutions whose members learned together and let it be seen; it names nobody."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.accounts.viewer import PUBLIC
from network.insights.queries import layers as all_layers
from network.insights.queries import standing
from network.institutions.models import Institution
from tests.factories.records import AffiliationFactory, InstitutionFactory, PersonFactory, ThemeFactory
from tests.factories.training import ContentFactory, EditionFactory, EnrolmentFactory, LearnedFactory
from training.layers import NAME, co_learning

from ..records import as_viewer, coordinator, member

pytestmark = pytest.mark.django_db


def edition(**more: Any) -> Any:
    return EditionFactory(starts_on=dt.date(2026, 4, 1), ends_on=dt.date(2026, 6, 20), **more)


def learner(where: Institution, of: Any, *, content: Any = None, **traits: Any) -> Any:
    person = PersonFactory(**({"visible": True, "shows_ties": True} | traits))
    AffiliationFactory(person=person, institution=where)
    enrolment = EnrolmentFactory(edition=of, person=person)
    LearnedFactory(person=person, enrolment=enrolment, content=content or ContentFactory(order=1))
    return person


def tied(viewer: Any) -> list[tuple[str, list[str]]]:
    return [(one.label, sorted(m.node_id for m in one.members)) for one in co_learning(viewer)]


def test_it_ties_institutions_and_tells_the_month_alone() -> None:
    a, b = InstitutionFactory(package_id="a"), InstitutionFactory(package_id="b")
    of = edition()
    for where in (a, a, b):
        learner(where, of)
    assert tied(as_viewer(member())) == [("Formación, junio de 2026", ["a", "b"])]
    (context,) = co_learning(as_viewer(member()))
    assert of.package_id not in context.id


@pytest.mark.parametrize(
    "traits",
    [
        {"shows_ties": False},
        {"visible": False},
        {"visible": False, "limited": True},
        {"visible": False, "protected": True},
        {"opposes_being_found": True},
    ],
)
def test_who_does_not_let_it_be_seen_ties_nothing_to_anybody(traits: dict[str, Any]) -> None:
    a, b = InstitutionFactory(package_id="a"), InstitutionFactory(package_id="b")
    of = edition()
    learner(a, of)
    learner(b, of, **traits)
    for who in (member(), coordinator()):
        assert tied(as_viewer(who)) == []


def test_it_is_of_what_is_over_of_what_was_learned_and_for_members() -> None:
    a, b = InstitutionFactory(package_id="a"), InstitutionFactory(package_id="b")
    going_on, cancelled, only_enrolled = EditionFactory(), edition(), edition()
    type(cancelled).objects.filter(pk=cancelled.pk).update(state="cancelled", cancelled_because="x")
    for of in (going_on, cancelled):
        learner(a, of)
        learner(b, of)
    learner(a, only_enrolled)
    shown = PersonFactory(visible=True, shows_ties=True)
    AffiliationFactory(person=shown, institution=b)
    EnrolmentFactory(edition=only_enrolled, person=shown)
    assert tied(as_viewer(member())) == []
    learner(b, only_enrolled)
    assert len(tied(as_viewer(member()))) == 1
    assert tied(PUBLIC) == []
    assert tied(as_viewer(coordinator())) == []  # an account without a record of its own


def test_tender_trainings_and_contents_tie_nobody() -> None:
    a, b = InstitutionFactory(package_id="a"), InstitutionFactory(package_id="b")
    by_title = edition(version__curriculum__title="Atención del acoso laboral")
    by_outward = edition(version__curriculum__outward_title="Actividad de formación")
    by_theme, by_content = edition(), edition()
    by_theme.version.curriculum.themes.add(ThemeFactory(code="violencia"))
    tender = ContentFactory(order=6, title_es="Hostigamiento y acoso sexual")
    for of in (by_title, by_outward, by_theme):
        learner(a, of)
        learner(b, of)
    learner(a, by_content, content=tender)
    learner(b, by_content, content=tender)
    assert tied(as_viewer(member())) == []
    learner(a, by_content)
    learner(b, by_content)
    assert len(tied(as_viewer(member()))) == 1


def test_it_is_off_until_it_is_asked_for() -> None:
    assert NAME in all_layers()
    assert NAME not in standing()


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_the_same_queries_however_much_was_learned(number: int) -> None:
    viewer = as_viewer(member())
    for _each in range(number):
        of = edition()
        learner(InstitutionFactory(), of)
        learner(InstitutionFactory(), of)
    with CaptureQueriesContext(connection) as asked:
        assert len(co_learning(viewer)) == number
    assert len(asked) == 5
