"""What each room hands over, and to whom."""

from datetime import date

import pytest

from network.accounts.enums import Role
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.graph.projection import Mode, project
from network.graph.snapshot import Membership
from network.insights.queries import layer_choices, layers, snapshot_for, standing
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    AppointmentFactory,
    GroupFactory,
    InstitutionFactory,
    MechanismFactory,
    MilestoneFactory,
    MilestoneInstitutionFactory,
    PersonFactory,
    PostFactory,
    ProgrammeFactory,
    SeatFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db
COORDINATOR = Viewer(user_id=1, grants=frozenset({GrantFact(Role.COORDINATOR)}))
ALL = ("agreements", "groups", "milestones", "programmes")


def contexts_of(viewer, *names):
    return {context.id: context for context in snapshot_for(viewer, names).contexts}


def test_four_layers_stand_and_five_more_are_off_until_they_are_asked_for():
    assert tuple(layers()) == (*ALL, "co_attendance", "co_learning", "collaborations", "hierarchy", "posts")
    assert standing() == ALL


def test_one_chooses_among_layers_that_may_tell_her_anything_and_those_already_chosen():
    every = tuple(layers())
    of_people = {"co_attendance", "co_learning", "collaborations"}
    of_public = [(name, name == "groups") for name in every if name not in of_people]
    assert [(name, on) for name, _label, on in layer_choices(PUBLIC, ("groups",))] == of_public
    also = [(name, name == "collaborations") for name in every if not name.startswith("co_")]
    assert [(name, on) for name, _label, on in layer_choices(PUBLIC, ("collaborations",))] == also


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


def test_the_hierarchy_ties_each_to_the_one_above_and_never_siblings_to_each_other():
    above = InstitutionFactory(package_id="arriba", name="Ministerio", short_name="MIN")
    for name in ("a", "b"):
        InstitutionFactory(package_id=name, name=f"Servicio {name}", short_name="", parent=above)
    found = contexts_of(PUBLIC, "hierarchy")
    assert {key: (c.label, [seat.node_id for seat in c.members]) for key, c in found.items()} == {
        "hierarchy:a": ("Servicio a → MIN", ["a", "arriba"]),
        "hierarchy:b": ("Servicio b → MIN", ["b", "arriba"]),
    }
    graph = project(snapshot_for(PUBLIC, ["hierarchy"]), Mode.ONE)
    assert {(graph.ids[s], graph.ids[t]) for s, t in zip(graph.sources, graph.targets, strict=True)} == {
        ("a", "arriba"),
        ("arriba", "b"),
    }


def test_a_mechanism_ties_where_it_reports_to_another_than_the_tree_says():
    above, other = InstitutionFactory(package_id="arriba"), InstitutionFactory(package_id="otra")
    own = InstitutionFactory(package_id="a", parent=above)
    MechanismFactory(package_id="m1", institution=own, reports_to=other, name="Unidad", created_on="2019")
    MechanismFactory(package_id="m2", institution=own, reports_to=above)  # the tree says so already
    MechanismFactory(package_id="m3", institution=above, reports_to=own)  # the same pair again
    MechanismFactory(package_id="m4", institution=own, reports_to=own)
    MechanismFactory(package_id="m5", institution=own, reports_to=None)
    found = contexts_of(PUBLIC, "hierarchy")
    assert set(found) == {"hierarchy:a", "hierarchy:m1.reports"}
    reporting = found["hierarchy:m1.reports"]
    assert reporting.members == (Membership("a"), Membership("otra"))
    assert (reporting.begins, reporting.ends) == (date(2019, 1, 1), None)


def test_a_post_ties_its_institution_and_the_one_whose_mechanism_it_serves():
    own, serving = (
        InstitutionFactory(package_id="a", name="Dirección A"),
        InstitutionFactory(package_id="b"),
    )
    mechanism = MechanismFactory(institution=serving, reports_to=InstitutionFactory(package_id="c"))
    PostFactory(package_id="p", name="Enlace", institution=own, mechanism=mechanism, publication="public")
    PostFactory(
        package_id="q",
        name="Enlace de Dirección A",
        institution=own,
        publication="public",
        closed_on="2020-03",
    )
    found = contexts_of(PUBLIC, "posts")
    assert {key: (c.label, [seat.node_id for seat in c.members]) for key, c in found.items()} == {
        "posts:p": ("Enlace, Dirección A", ["a", "b"]),
        "posts:q": ("Enlace de Dirección A", ["a"]),
    }
    assert [found[key].ends for key in sorted(found)] == [None, date(2020, 3, 31)]


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (None, {"posts:public"}),
        (Role.ANALYST, {"posts:public", "posts:network"}),
        (Role.MEMBER, {"posts:public", "posts:network"}),
        (Role.COORDINATOR, {"posts:public", "posts:network"}),
        (Role.ADMINISTRATOR, {"posts:public", "posts:network"}),
    ],
)
def test_a_post_shows_by_its_own_publication_and_a_reserved_one_to_nobody(role, seen):
    for publication in ("public", "network", "reserved"):
        post = PostFactory(package_id=publication, publication=publication)
        AppointmentFactory(post=post, person=PersonFactory(visible=True))
    grants = frozenset({GrantFact(role)}) if role else frozenset()
    assert set(contexts_of(Viewer(user_id=1, grants=grants), "posts")) == seen


def test_without_a_choice_the_network_is_that_of_the_four(client):
    above = InstitutionFactory(package_id="arriba")
    own = InstitutionFactory(package_id="a", parent=above)
    PostFactory(institution=own, mechanism=MechanismFactory(institution=above), publication="public")
    seen = [client.get(address).context for address in ("/red/", "/red/analisis/", "/red/cobertura/")]
    assert seen[0]["drawn"].graph.nodes == 0
    assert seen[1]["answer"].measures.graph["nodes"] == 0
    assert {one.row.package_id for one in seen[2]["untied"]} == {"a", "arriba"}


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
def test_hierarchy_and_posts_take_three_queries_and_the_institutions_one(many, django_assert_num_queries):
    for _ in range(many):
        own = InstitutionFactory(parent=InstitutionFactory())
        MechanismFactory(institution=own, reports_to=InstitutionFactory())
        PostFactory(institution=own, mechanism=MechanismFactory(), publication="public")
    with django_assert_num_queries(4):
        assert len(snapshot_for(PUBLIC, ["hierarchy", "posts"]).contexts) == 3 * many


@pytest.mark.parametrize("many", [1, 3])
def test_a_snapshot_takes_nine_queries_however_much_it_holds(many, django_assert_num_queries):
    for _ in range(many):
        SeatFactory.create_batch(many, group=GroupFactory())
        AgreementPartyFactory.create_batch(many, agreement=AgreementFactory())
        MilestoneInstitutionFactory.create_batch(many, milestone=MilestoneFactory())
        ProgrammeFactory().partners.set(InstitutionFactory.create_batch(many))
    with django_assert_num_queries(9):
        assert len(snapshot_for(PUBLIC, ALL).contexts) == 4 * many
