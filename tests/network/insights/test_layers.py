"""What each room hands over, and to whom."""

from datetime import date

import pytest

from network.accounts.enums import Role
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.graph.snapshot import Membership
from network.insights.queries import layers, snapshot_for
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    GroupFactory,
    InstitutionFactory,
    MilestoneFactory,
    MilestoneInstitutionFactory,
    PersonFactory,
    ProgrammeFactory,
    SeatFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db
COORDINATOR = Viewer(user_id=1, grants=frozenset({GrantFact(Role.COORDINATOR)}))
ALL = ("agreements", "groups", "milestones", "programmes")


def contexts_of(viewer, *names):
    return {context.id: context for context in snapshot_for(viewer, names).contexts}


def test_four_layers_are_contributed_in_the_order_of_their_names():
    assert tuple(layers()) == ALL


def test_an_institution_is_a_node_with_its_sector_and_region_also_without_any_tie():
    InstitutionFactory(
        package_id="a", name="Secretaría A", short_name="SA", sector="", region=TerritoryFactory(name="Maule")
    )
    (node,) = snapshot_for(PUBLIC, ALL).nodes
    assert (node.id, node.label) == ("a", "Secretaría A")
    assert node.attributes == {
        "short_name": "SA",
        "kind": "municipal_unit",
        "sector": "",
        "level": "municipal",
        "region": "Maule",
    }


def test_a_seat_has_its_own_dates_and_basis_and_the_group_its_beginning():
    group = GroupFactory(package_id="mesa", name="Mesa", started="2019")
    SeatFactory(
        group=group, institution__package_id="a", basis="inferred", started="2020-02", ended="2020-02"
    )
    context = contexts_of(PUBLIC, "groups")["groups:mesa"]
    assert (context.label, context.begins, context.ends) == ("Mesa", date(2019, 1, 1), None)
    assert context.members == (Membership("a", "inferred", date(2020, 2, 1), date(2020, 2, 29)),)


def test_a_seat_of_a_person_seats_no_institution():
    group = GroupFactory(package_id="mesa")
    SeatFactory(group=group, institution__package_id="a", person=PersonFactory(visible=True))
    SeatFactory(group=group, institution__package_id="b")
    context = contexts_of(PUBLIC, "groups")["groups:mesa"]
    assert [seat.node_id for seat in context.members] == ["b"]


def test_an_agreement_holds_from_its_signature_to_the_end_of_its_validity_whatever_its_state():
    agreement = AgreementFactory(
        package_id="c", signed_on="2016-12-19", valid_until="2018", status="terminated"
    )
    AgreementPartyFactory(agreement=agreement, institution__package_id="a", role="supporter")
    context = contexts_of(PUBLIC, "agreements")["agreements:c"]
    assert (context.begins, context.ends) == (date(2016, 12, 19), date(2018, 12, 31))
    assert context.members == (Membership("a"),)


def test_a_milestone_once_begun_stays_and_two_roles_are_one_membership():
    milestone = MilestoneFactory(package_id="h", started="2021-03", ended="2021-04")
    both = InstitutionFactory(package_id="a")
    MilestoneInstitutionFactory(milestone=milestone, institution=both, role="lead")
    MilestoneInstitutionFactory(milestone=milestone, institution=both, role="funder")
    context = contexts_of(PUBLIC, "milestones")["milestones:h"]
    assert (context.begins, context.ends) == (date(2021, 3, 1), None)
    assert context.members == (Membership("a"),)


def test_a_programme_ties_its_institution_its_host_and_its_partners_each_once():
    own, host = InstitutionFactory(package_id="a"), InstitutionFactory(package_id="b")
    programme = ProgrammeFactory(package_id="p", institution=own, host_unit=host)
    programme.partners.set([own, InstitutionFactory(package_id="c")])
    context = contexts_of(PUBLIC, "programmes")["programmes:p"]
    assert context.members == (Membership("a"), Membership("b"), Membership("c"))
    assert context.begins is None


@pytest.mark.parametrize("viewer", [PUBLIC, Viewer(user_id=1, grants=frozenset({GrantFact(Role.ANALYST)}))])
def test_what_is_internal_is_left_out_before_anything_is_measured(viewer):
    SeatFactory(group=GroupFactory(package_id="interna", is_public=False))
    AgreementPartyFactory(agreement=AgreementFactory(package_id="interno", is_public=False))
    MilestoneInstitutionFactory(milestone=MilestoneFactory(package_id="interno", is_public=False))
    assert contexts_of(viewer, *ALL) == {}
    assert set(contexts_of(COORDINATOR, *ALL)) == {
        "groups:interna",
        "agreements:interno",
        "milestones:interno",
    }


@pytest.mark.parametrize("many", [1, 3])
def test_a_snapshot_takes_nine_queries_however_much_it_holds(many, django_assert_num_queries):
    for _ in range(many):
        SeatFactory.create_batch(many, group=GroupFactory())
        AgreementPartyFactory.create_batch(many, agreement=AgreementFactory())
        MilestoneInstitutionFactory.create_batch(many, milestone=MilestoneFactory())
        ProgrammeFactory().partners.set(InstitutionFactory.create_batch(many))
    with django_assert_num_queries(9):
        assert len(snapshot_for(PUBLIC, ALL).contexts) == 4 * many
