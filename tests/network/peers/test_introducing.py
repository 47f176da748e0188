"""Chains go through women who agreed, whom the viewer may see; a hidden one leaves no trace."""

from typing import Any

import pytest

from network.peers.introducing import asking, way_by, ways_to
from network.people.address_keys import key_of
from network.people.models import Block, Person
from tests.factories.accounts import UserFactory
from tests.factories.records import GroupFactory, SeatFactory

from .conftest import eyes_of, work_together

pytestmark = pytest.mark.django_db


def told(person: Person, viewer: Any) -> list[list[str]]:
    return [[stage.person.name for stage in chain.stages] for chain in ways_to(person, viewer).chains]


def test_a_chain_leads_through_whoever_introduces_and_says_how_each_knows_the_next(woman):
    ana, bea, eva = woman("Ana"), woman("Bea"), woman("Eva")
    work_together(ana, bea)
    group = GroupFactory(name="Mesa de Datos")
    for one in (bea, eva):
        SeatFactory(group=group, person=one)
    (chain,) = ways_to(eva, eyes_of(ana)).chains
    assert [stage.person.name for stage in chain.stages] == ["Bea", "Eva"]
    assert chain.between == 1
    assert chain.stages[1].bonds[0].words == "las dos están en Mesa de Datos"


@pytest.mark.parametrize(
    "closed",
    [
        {"introduces": False},
        {"shows_ties": False},
        {"visibility": "oculta"},
        {"visibility": "protegida"},
        {"visibility": "limitada", "alias": "Lila"},
    ],
)
def test_nobody_is_led_through_one_who_did_not_agree_or_is_not_seen(woman, closed):
    ana, bea, eva = woman("Ana"), woman("Bea", **closed), woman("Eva")
    work_together(ana, bea, eva)
    assert told(eva, eyes_of(ana)) == []


def test_who_does_not_let_her_ties_be_seen_is_reached_by_no_chain(woman):
    ana, bea, eva = woman("Ana"), woman("Bea"), woman("Eva", shows_ties=False)
    work_together(ana, bea, eva)
    assert told(eva, eyes_of(ana)) == []


def test_a_hidden_shortcut_changes_neither_the_chain_nor_its_length(woman):
    ana, bea, eva, ida = (woman(name) for name in ("Ana", "Bea", "Eva", "Ida"))
    work_together(ana, bea, ida, eva)
    before = told(eva, eyes_of(ana))
    hidden = woman("Zoe", visibility="oculta")
    work_together(ana, hidden, eva)
    group = GroupFactory()
    for one in (ana, hidden):
        SeatFactory(group=group, person=one)
    assert told(eva, eyes_of(ana)) == before == [["Bea", "Ida", "Eva"]]


def test_a_coordinator_is_led_through_no_hidden_woman_either(woman):
    from network.accounts.enums import Role
    from network.accounts.viewer import GrantFact

    ana, hidden, eva = woman("Ana"), woman("Zoe", visibility="oculta"), woman("Eva")
    work_together(ana, hidden, eva)
    eyes = eyes_of(ana)
    from dataclasses import replace

    assert told(eva, replace(eyes, grants=frozenset({GrantFact(Role.COORDINATOR)}))) == []


def test_a_block_parts_the_viewer_from_a_chain_and_a_tie_whose_ends_it_parts_is_none(woman):
    ana, bea, eva = woman("Ana"), woman("Bea"), woman("Eva")
    work_together(ana, bea, eva)
    assert told(eva, eyes_of(ana)) == [["Bea", "Eva"]]
    assert told(eva, eyes_of(ana, blocked_ids=frozenset({bea.pk}))) == []
    Block.objects.create(blocker=eva, blocked=bea, label="Bea")
    assert told(eva, eyes_of(ana)) == []


def test_only_what_both_confirmed_and_what_is_not_over_is_a_tie(woman):
    ana, bea, eva = woman("Ana"), woman("Bea"), woman("Eva")
    work_together(ana, bea)
    work_together(bea, eva, confirmed_by_b=False)
    assert told(eva, eyes_of(ana)) == []
    work_together(bea, eva, kind="mentors", started="2015", ended="2019")
    assert told(eva, eyes_of(ana)) == []


def test_more_than_three_between_is_no_introduction_and_other_beginnings_are_alternatives(woman):
    ana, *chain = (woman(name) for name in ("Ana", "B", "C", "D", "E"))
    work_together(ana, *chain)
    assert told(chain[2], eyes_of(ana)) == [["B", "C", "D"]]
    assert told(chain[3], eyes_of(ana)) == [["B", "C", "D", "E"]]
    far = woman("F")
    work_together(chain[-1], far)
    assert told(far, eyes_of(ana)) == []
    other = woman("O")
    work_together(ana, other, chain[2])
    assert told(chain[2], eyes_of(ana)) == [["O", "D"], ["B", "C", "D"]]


def test_a_seat_to_come_or_in_a_group_that_is_internal_ties_nobody(woman):
    ana, bea, eva = woman("Ana"), woman("Bea"), woman("Eva")
    work_together(ana, bea)
    for group, started in ((GroupFactory(is_public=False), ""), (GroupFactory(), "2999")):
        for one in (bea, eva):
            SeatFactory(group=group, person=one, started=started)
    assert told(eva, eyes_of(ana)) == []


@pytest.mark.parametrize("by", ["key", "address"])
def test_where_a_block_parts_two_of_a_chain_there_is_none_though_they_sit_together(woman, by):
    ana, bea, eva = woman("Ana"), woman("Bea", account=UserFactory()), woman("Eva")
    work_together(ana, bea)
    group = GroupFactory()
    for one in (bea, eva):
        SeatFactory(group=group, person=one)
    assert told(eva, eyes_of(ana)) == [["Bea", "Eva"]]
    blocked = {"blocked": bea} if by == "key" else {"address_key": key_of(bea.account.email)}
    Block.objects.create(blocker=eva, label="Bea", **blocked)
    assert told(eva, eyes_of(ana)) == []
    assert way_by(str(bea.uid), eva, eyes_of(ana)) is None


def test_the_request_names_whom_she_seeks_and_why_the_first_can_help(woman):
    ana, bea, ida, eva = (woman(name) for name in ("Ana", "Bea", "Ida", "Eva"))
    work_together(ana, bea, ida, eva)
    far = way_by(str(bea.uid), eva, eyes_of(ana))
    assert "Hola, Bea:" in asking(far)
    assert "con Eva, a quien no conozco. Veo que usted conoce a Ida (trabajan juntas)" in asking(far)
    near = way_by(str(bea.uid), ida, eyes_of(ana))
    assert "con Ida, y veo que ustedes se conocen (trabajan juntas)" in asking(near)


def test_the_colleague_herself_need_not_introduce(woman):
    ana, bea, eva = woman("Ana"), woman("Bea"), woman("Eva", introduces=False)
    work_together(ana, bea, eva)
    assert told(eva, eyes_of(ana)) == [["Bea", "Eva"]]


def test_those_whom_she_can_write_to_come_first_and_each_says_whether_she_can(woman):
    ana, eva = woman("Ana"), woman("Eva")
    closed, open_one = woman("Bea"), woman("Ivi", account=UserFactory())
    for between in (closed, open_one):
        work_together(ana, between, eva)
    found = ways_to(eva, eyes_of(ana))
    assert [(chain.first.name, chain.receives) for chain in found.chains] == [("Ivi", True), ("Bea", False)]
    assert found.known == ()


def test_how_the_two_are_tied_already_is_told_too(woman):
    ana, bea, other = woman("Ana"), woman("Bea"), woman("Eva")
    group = GroupFactory(name="Mesa de Datos")
    for one in (ana, bea, other):
        SeatFactory(group=group, person=one)
    assert [bond.words for bond in ways_to(bea, eyes_of(ana)).known] == ["las dos están en Mesa de Datos"]


def test_of_many_chains_three_are_told(woman):
    ana, eva = woman("Ana"), woman("Eva")
    for number in range(5):
        work_together(ana, woman(f"Entre {number}"), eva)
    assert len(told(eva, eyes_of(ana))) == 3
