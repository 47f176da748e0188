"""Among whom peers are found, whom she may approach, how she is tied: asked of the doors themselves."""

from dataclasses import replace

import pytest

from network.accounts.enums import Role
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.graph.snapshot import Context, Membership
from network.peers.models import Dismissal
from network.peers.queries import approachable, as_member, findable, suggestable
from network.peers.rules import may_approach
from network.peers.ties import Bond, bond_of, own_bonds, tied
from network.people.models import Person
from network.ties.models import Collaboration
from tests.factories.records import GroupFactory, SeatFactory

from .conftest import eyes_of, work_together

pytestmark = pytest.mark.django_db
EVERYTHING = frozenset({GrantFact(Role.COORDINATOR), GrantFact(Role.ADMINISTRATOR)})


@pytest.fixture
def people(woman):
    """One of each mode, and one whom nobody is to suggest."""
    return {
        "ana": woman("Ana"),
        "bea": woman("Bea"),
        "shy": woman("Eva", visibility="limitada", alias="Luna"),
        "hidden": woman("Ida", visibility="oculta"),
        "protected": woman("Zoe", visibility="protegida"),
        "unsuggested": woman("Noa", may_be_suggested=False),
        "opposed": woman("Ofe", opposes_being_found=True),
    }


def names(people, rows):
    return {key for key, one in people.items() if one in rows}


def test_she_looks_as_a_member_whatever_else_she_is():
    viewer = Viewer(
        user_id=1,
        person_id=2,
        grants=EVERYTHING,
        institution_ids=frozenset({3}),
        blocked_ids=frozenset({4}),
        group_person_ids=frozenset({5}),
        opened_ids=frozenset({6}),
        awaits_second_factor=True,
    )
    assert as_member(viewer) == Viewer(
        user_id=1,
        person_id=2,
        grants=frozenset({GrantFact(Role.MEMBER)}),
        institution_ids=frozenset({3}),
        blocked_ids=frozenset({4}),
    )


@pytest.mark.parametrize("grants", [frozenset({GrantFact(Role.MEMBER)}), EVERYTHING])
def test_found_is_who_shows_herself_to_members_but_for_herself_and_whom_a_block_parts(people, grants):
    ana = replace(eyes_of(people["ana"]), grants=grants, opened_ids=frozenset({people["protected"].pk}))
    assert names(people, findable(ana)) == {"bea", "shy", "unsuggested"}
    assert names(people, suggestable(ana)) == {"bea", "shy"}
    Dismissal.objects.create(person=people["ana"], other=people["bea"])
    Dismissal.objects.create(person=people["shy"], other=people["shy"])
    assert names(people, suggestable(ana)) == {"shy"}
    parted = replace(ana, blocked_ids=frozenset({people["shy"].pk}))
    assert names(people, findable(parted)) == {"bea", "unsuggested"}
    assert names(people, findable(Viewer(grants=grants))) == {"ana", "bea", "shy", "unsuggested"}


def test_approached_is_whom_members_read_of_those_whom_she_sees(people):
    ana = eyes_of(people["ana"])
    shown = {"bea", "shy", "unsuggested"}
    assert names(people, approachable(ana)) == shown
    assert names(people, approachable(replace(ana, grants=EVERYTHING))) == shown
    parted = replace(ana, blocked_ids=frozenset({people["bea"].pk}))
    assert names(people, approachable(parted)) == shown - {"bea"}
    assert names(people, approachable(replace(parted, grants=EVERYTHING))) == shown, "or it would tell her"
    for row in approachable(replace(ana, grants=EVERYTHING)):
        assert row.sees_name is (row.name != "Eva"), "by duty nothing more is read"
    assert names(people, approachable(PUBLIC)) == set()


def test_ways_are_offered_to_a_colleague_whose_name_members_read(people):
    ana = eyes_of(people["ana"])
    offered = {key for key, one in people.items() if may_approach(one, ana)}
    assert offered == {"bea", "unsuggested", "opposed"}
    assert not any(may_approach(one, Viewer(user_id=1, grants=EVERYTHING)) for one in people.values())


def test_her_bonds_are_by_groups_of_today_with_whom_she_reads_and_by_what_both_confirmed(woman):
    ana, bea, eva = woman("Ana"), woman("Bea"), woman("Eva")
    shy, hidden = woman("Sol", visibility="limitada", alias="Luna"), woman("Ida", visibility="oculta")
    shown = GroupFactory(package_id="datos", name="Mesa de Datos")
    first = GroupFactory(package_id="cuidados", name="Comité de Cuidados")
    for group in (shown, first, GroupFactory(is_public=False)):
        for one in (ana, bea, shy, hidden):
            SeatFactory(group=group, person=one)
    SeatFactory(group=shown, person=bea, role="secretariat")
    past = GroupFactory()
    SeatFactory(group=past, person=ana)
    SeatFactory(group=past, person=eva, ended="2020")
    left = GroupFactory()
    SeatFactory(group=left, person=ana, ended="2020")
    SeatFactory(group=left, person=eva)
    work_together(ana, bea, about="El protocolo")
    work_together(eva, ana)
    work_together(ana, shy, confirmed_by_b=False)
    work_together(ana, hidden)
    groups = (
        Bond("groups", "cuidados", "Comité de Cuidados", first.get_absolute_url()),
        Bond("groups", "datos", "Mesa de Datos", shown.get_absolute_url()),
    )
    with_bea, with_eva = (
        Collaboration.objects.get(about="El protocolo"),
        Collaboration.objects.get(person_a=eva),
    )
    expected = {
        bea.pk: (*groups, Bond("collaborations", str(with_bea.uid), "El protocolo", "")),
        eva.pk: (Bond("collaborations", str(with_eva.uid), ""),),
    }
    assert own_bonds(eyes_of(ana)) == expected
    assert own_bonds(replace(eyes_of(ana), grants=EVERYTHING)) == expected
    assert own_bonds(replace(eyes_of(ana), person_id=None)) == {}


def test_a_bond_says_what_it_is():
    assert Bond("groups", "x", "Mesa de Datos", "/x/").words == "las dos están en Mesa de Datos"
    about, bare = Bond("collaborations", "x", "El protocolo").words, Bond("collaborations", "x").words
    assert "El protocolo" in about
    assert about.startswith(bare)
    context = Context("groups:a:b", "groups", "Mesa", (Membership("1"),))
    assert bond_of(context) == Bond("groups", "a:b", "Mesa", "")


def test_tied_are_those_who_let_it_be_seen_and_herself(woman):
    ana, bea, eva = woman("Ana", shows_ties=False), woman("Bea"), woman("Eva")
    shut, hidden = woman("Sol", shows_ties=False), woman("Ida", visibility="oculta")
    group = GroupFactory(package_id="datos", name="Mesa de Datos")
    for one in (ana, bea, eva, shut, hidden):
        SeatFactory(group=group, person=one)
    SeatFactory(group=GroupFactory(is_public=False), person=bea)
    SeatFactory(group=GroupFactory(), person=eva, started="2999")
    SeatFactory(group=group)
    work_together(bea, eva, about="secreto")
    work_together(bea, shut)
    work_together(bea, hidden)
    viewer = eyes_of(ana)
    found = tied(viewer, Person.objects.all())
    uids = sorted(str(one.uid) for one in (ana, bea, eva))
    assert [(node.id, node.label) for node in found.nodes] == [(uid, "") for uid in uids]
    pair = Collaboration.objects.get(person_a=bea, person_b=eva)
    told = {
        (one.id, one.layer, one.label, tuple(seat.node_id for seat in one.members)) for one in found.contexts
    }
    assert told == {
        ("groups:datos", "groups", "Mesa de Datos", tuple(uids)),
        (
            f"collaborations:{pair.uid}",
            "collaborations",
            "",
            tuple(sorted(str(one.uid) for one in (bea, eva))),
        ),
    }
    only = tied(viewer, Person.objects.filter(pk=bea.pk))
    assert {node.id for node in only.nodes} == {str(ana.uid), str(bea.uid)}
    nobody = tied(PUBLIC, Person.objects.none())
    assert (nobody.nodes, nobody.contexts) == ((), ())
