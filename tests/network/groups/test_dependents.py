"""Groups that lose their lead or their company, and seats left empty."""

from datetime import date

import pytest

from network.accounts.enums import Role
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.groups.dependents import dependents
from tests.factories.records import GroupFactory, InstitutionFactory, PersonFactory, SeatFactory

pytestmark = pytest.mark.django_db
COORDINATOR = Viewer(grants=frozenset({GrantFact(Role.COORDINATOR)}))


@pytest.fixture
def gone():
    return InstitutionFactory(package_id="ida")


def seat(group, institution=None, **fields):
    return SeatFactory(group=group, institution=institution or InstitutionFactory(), **fields)


def found(viewer=PUBLIC, on=None):
    told = {kind.name: [item.id for item in kind.items] for kind in dependents(["ida"], viewer, on)}
    return {name: items for name, items in told.items() if name != "acuerdos"}  # test_acuerdos_told.py


def test_a_group_is_without_a_lead_only_when_all_who_lead_it_go(gone):
    alone, shared = GroupFactory(package_id="sola", lead_institution=gone), GroupFactory(package_id="dos")
    for group in (alone, shared):
        seat(group, gone, role="lead")
        seat(group)
    seat(shared, role="lead")
    assert found() == {
        "groups_without_lead": ["groups:sola"],
        "groups_without_company": ["groups:sola"],
        "seats": ["groups:sola", "groups:dos"],
    }


def test_a_group_of_three_keeps_its_company_and_says_who_is_left_of_two(gone):
    three, two = GroupFactory(package_id="tres"), GroupFactory(package_id="dos")
    for group in (three, two):
        seat(group, gone)
    seat(three)
    seat(three)
    seat(two, InstitutionFactory(name="Dirección Queda"))
    (lonely,) = dependents(["ida"], PUBLIC, None)[1].items
    assert (lonely.id, lonely.facts) == ("groups:dos", ("solo queda Dirección Queda",))


def test_only_what_is_in_force_that_day_counts(gone):
    group = GroupFactory(package_id="mesa", started="2019")
    seat(group, gone, started="2019", ended="2020")
    seat(group)
    assert found(on=date(2018, 12, 31))["seats"] == []
    assert found(on=date(2020, 12, 31))["seats"] == ["groups:mesa"]
    assert found(on=date(2021, 1, 1))["seats"] == []


def test_internal_groups_and_seats_of_persons_are_not_told_to_the_public(gone):
    internal = GroupFactory(package_id="interna", is_public=False, lead_institution=gone)
    seat(internal, gone, role="lead")
    seat(GroupFactory(package_id="de-personas"), gone, person=PersonFactory())
    assert found() == {"groups_without_lead": [], "groups_without_company": [], "seats": []}
    assert found(COORDINATOR)["groups_without_lead"] == ["groups:interna"]


@pytest.mark.parametrize("many", [1, 3])
def test_three_queries_however_many_there_are(gone, many, django_assert_num_queries):
    for _ in range(many):
        group = GroupFactory()
        seat(group, gone, role="lead")
        seat(group)
    with django_assert_num_queries(3):
        dependents(["ida"], PUBLIC, None)
