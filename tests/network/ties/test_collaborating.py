"""A collaboration counts once both say so; whoever says no is not betrayed."""

import pytest
from django.core.exceptions import ValidationError

from network.accounts.viewer import PUBLIC, viewer_for
from network.journal.models import Entry
from network.notices.models import Notice
from network.people.blocks import block, block_address
from network.people.models import Block, Person
from network.ties.collaborating import confirm, declare, decline, withdraw
from network.ties.collaborations import agreed, own_collaborations, ties_told_to
from network.ties.models import Collaboration
from tests.factories.accounts import UserFactory
from tests.factories.records import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Person:
    return PersonFactory(visible=True, name="Ana", shows_ties=True, account=UserFactory())


@pytest.fixture
def eva() -> Person:
    return PersonFactory(visible=True, name="Eva", shows_ties=True, account=UserFactory())


def eyes(person):
    return viewer_for(person.account)


def says(person, other, **more):
    return declare(person=person, other=other, viewer=eyes(person), by=person.account, **more)


def told_to(person):
    return list(Notice.objects.filter(to=person.account).order_by("pk").values_list("says", flat=True))


def seen_by(person):
    return list(ties_told_to(eyes(person)))


def test_it_counts_once_the_other_confirms_and_both_are_told_once(ana, eva):
    third = PersonFactory(visible=True, account=UserFactory())
    row = says(ana, eva, about="El protocolo", started="2024-03")
    assert (seen_by(ana), seen_by(third), told_to(eva)) == ([], [], ["declared"])
    confirm(collaboration=row, person=eva, by=eva.account)
    assert seen_by(ana) == seen_by(eva) == seen_by(third) == [row]
    assert list(ties_told_to(PUBLIC)) == []
    assert told_to(ana) == ["confirmed"]
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "declare_collaboration",
        "confirm_collaboration",
    ]


def test_who_declares_what_the_other_declared_first_confirms_it(ana, eva):
    says(ana, eva)
    row = says(eva, ana, about="Datos")
    assert (row.confirmed_by_a, row.confirmed_by_b, row.about) == (True, True, "Datos")
    assert Collaboration.objects.count() == 1


def test_a_refusal_is_told_to_nobody_and_asked_no_more(ana, eva):
    row = says(ana, eva)
    decline(collaboration=row, person=eva, by=eva.account)
    mine = own_collaborations(eyes(ana)).get()
    assert (mine.confirmed_by_a, mine.confirmed_by_b) == (True, False)  # to her it goes on waiting
    withdraw(collaboration=mine, person=ana, by=ana.account)
    again = says(ana, eva)
    assert again.declined_by_b
    assert told_to(eva) == ["declared"]
    assert told_to(ana) == []


def test_who_withdraws_takes_it_from_everybody(ana, eva):
    row = says(ana, eva)
    confirm(collaboration=row, person=eva, by=eva.account)
    withdraw(collaboration=row, person=eva, by=eva.account)
    assert seen_by(ana) == seen_by(eva) == []
    assert told_to(ana) == ["confirmed"]
    left = says(eva, PersonFactory(visible=True))
    withdraw(collaboration=left, person=eva, by=eva.account)
    assert Collaboration.objects.count() == 1  # nobody had answered: nothing stays


@pytest.mark.parametrize("mode", ["oculta", "protegida"])
def test_nothing_is_declared_to_whom_one_may_not_see_nor_by_whom_nobody_sees(ana, mode):
    hidden = PersonFactory(visibility=mode, account=UserFactory())
    with pytest.raises(Person.DoesNotExist):
        says(ana, hidden)
    with pytest.raises(ValidationError, match="cómo quiere ser vista"):
        says(hidden, ana)
    with pytest.raises(ValidationError, match="su propia ficha"):
        says(ana, ana)


def test_a_block_takes_the_tie_from_all_and_neither_learns_of_it(ana, eva):
    third = PersonFactory(visible=True, account=UserFactory())
    row = says(ana, eva)
    confirm(collaboration=row, person=eva, by=eva.account)
    block(blocker=eva, blocked=ana, viewer=eyes(eva))
    assert seen_by(third) == seen_by(ana) == []
    assert list(own_collaborations(eyes(ana))) == []
    with pytest.raises(Person.DoesNotExist):
        says(ana, eva)


def test_who_was_blocked_by_her_address_declares_as_ever_and_the_blocker_hears_nothing(ana, eva):
    block_address(blocker=ana, address=eva.account.email)  # Ana still sees Eva; Eva does not see Ana
    row = says(ana, eva)
    assert (row.confirmed_by_a, told_to(eva)) == (True, [])
    assert list(own_collaborations(eyes(eva))) == []


@pytest.mark.parametrize("who", ["person_a", "person_b"])
@pytest.mark.parametrize(
    "closed", [{"shows_ties": False}, {"visibility": "oculta"}, {"opposes_being_found": True}]
)
def test_a_third_sees_it_only_where_both_are_visible_and_let_it_be_seen(ana, eva, who, closed):
    third = PersonFactory(visible=True, account=UserFactory())
    row = says(ana, eva)
    confirm(collaboration=row, person=eva, by=eva.account)
    Person.objects.filter(pk=getattr(row, who).pk).update(**closed)
    assert seen_by(third) == []


def test_only_a_block_between_the_two_takes_their_tie(ana, eva):
    third = PersonFactory(visible=True)
    confirm(collaboration=says(ana, eva), person=eva, by=eva.account)
    for one in (ana, eva):
        Block.objects.create(blocker=third, blocked=one, label="x")
        Block.objects.create(blocker=one, blocked=third, label="x")
    assert agreed().count() == 1
    for blocker, blocked in ((ana, eva), (eva, ana)):
        row = Block.objects.create(blocker=blocker, blocked=blocked, label="x")
        assert not agreed().exists()
        row.delete()
