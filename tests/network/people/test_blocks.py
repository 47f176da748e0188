"""A block works both ways, costs nothing, and is told to nobody."""

import pytest
from django.core.exceptions import ValidationError

from network.accounts.enums import Role
from network.accounts.services import grant
from network.accounts.viewer import viewer_for
from network.journal.models import Entry
from network.people.blocks import block, block_address, blocks_of, parted, unblock
from network.people.models import Block, Person
from network.people.queries import visible_to
from tests.factories.accounts import UserFactory
from tests.factories.records import AffiliationFactory, PersonFactory

pytestmark = pytest.mark.django_db


def member(**fields):
    """Somebody visible with an account of her own."""
    person = PersonFactory(account=UserFactory(), visible=True, **fields)
    grant(user=person.account, role=Role.MEMBER, by=None)
    return person


def viewer(person):
    return viewer_for(type(person.account).objects.get(pk=person.account.pk))


def sees(person, other):
    return visible_to(Person.objects.filter(pk=other.pk), viewer(person)).exists()


def test_neither_sees_the_other_until_it_is_taken_back():
    ana, bea = member(), member()
    made = block(blocker=ana, blocked=bea, viewer=viewer(ana))
    assert (sees(ana, bea), sees(bea, ana)) == (False, False)
    assert (sees(ana, ana), sees(bea, bea)) == (True, True)
    unblock(block=made)
    assert (sees(ana, bea), sees(bea, ana)) == (True, True)


def test_it_stands_in_no_journal_and_in_no_list_but_hers():
    ana, bea = member(), member()
    before = Entry.objects.count()
    block(blocker=ana, blocked=bea, viewer=viewer(ana))
    block_address(blocker=ana, address="otra@ejemplo.invalid")
    assert Entry.objects.count() == before
    assert [entry.label for entry in blocks_of(viewer(ana))] == ["o…@ejemplo.invalid", bea.name]
    assert list(blocks_of(viewer(bea))) == []


@pytest.mark.parametrize("blocks", [0, 1, 3])
def test_who_is_looking_takes_as_many_queries_with_blocks_as_without(blocks, django_assert_num_queries):
    ana = member()
    AffiliationFactory(person=ana)
    for _ in range(blocks):
        other = member()
        block(blocker=other, blocked=ana, viewer=viewer(other))
        block(blocker=ana, blocked=member(), viewer=viewer(ana))
    user = type(ana.account).objects.get(pk=ana.account.pk)
    with django_assert_num_queries(2):
        found = viewer_for(user)
    assert len(found.blocked_ids) == 2 * blocks
    assert (found.person_id, len(found.institution_ids)) == (ana.pk, 1)


def test_the_name_is_kept_as_she_knew_it():
    ana, luna = member(), member(name="Ximena Zúñiga", alias="Luna")
    Person.objects.filter(pk=luna.pk).update(visibility="limitada")
    block(blocker=ana, blocked=luna, viewer=viewer(ana))
    Person.objects.filter(pk=luna.pk).update(visibility="visible", alias="")
    assert Block.objects.get().label == "Luna"


def test_whom_she_does_not_see_she_cannot_block_by_her_record():
    ana, hidden = member(), member()
    Person.objects.filter(pk=hidden.pk).update(visibility="oculta")
    with pytest.raises(Person.DoesNotExist):
        block(blocker=ana, blocked=hidden, viewer=viewer(ana))


@pytest.mark.parametrize("mode", ["visible", "oculta"])
def test_by_an_address_she_is_hidden_and_learns_nothing(mode):
    ana, bea = member(), member()
    Person.objects.filter(pk=bea.pk).update(visibility=mode)
    before = sees(ana, bea)
    block_address(blocker=ana, address=f" {bea.account.email.upper()} ")
    assert not sees(bea, ana)
    assert sees(ana, bea) is before, "what vanishes would tell whose address it is"


def test_an_address_holds_for_whoever_comes_with_it_later():
    ana = member()
    block_address(blocker=ana, address="despues@ejemplo.invalid")
    late = PersonFactory(account=UserFactory(email="despues@ejemplo.invalid"))
    assert not sees(late, ana)


@pytest.mark.parametrize("address", ["", "no es un correo", "ana@"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ValidationError):
        block_address(blocker=member(), address=address)


def test_nobody_blocks_herself():
    ana = member()
    with pytest.raises(ValidationError):
        block(blocker=ana, blocked=ana, viewer=viewer(ana))
    with pytest.raises(ValidationError):
        block_address(blocker=ana, address=ana.account.email)


def test_twice_is_once():
    ana, bea = member(), member()
    for _ in range(2):
        block_address(blocker=ana, address="otra@ejemplo.invalid")
    first = block(blocker=ana, blocked=bea, viewer=viewer(ana))
    with pytest.raises(Person.DoesNotExist):  # she is out of sight already
        block(blocker=ana, blocked=bea, viewer=viewer(ana))
    assert [entry.pk for entry in Block.objects.exclude(blocked=None)] == [first.pk]
    assert Block.objects.count() == 2


def test_the_address_itself_is_kept_nowhere_and_its_writer_knows_it_again():
    entry = block_address(blocker=member(), address="Marta.Roble@Ejemplo.invalid")
    assert entry.label == "m…@ejemplo.invalid"
    assert "roble" not in str(Block.objects.values().get()).lower()


def test_it_holds_when_the_secret_of_the_installation_was_changed(settings):
    ana, bea = member(), member()
    block_address(blocker=ana, address=bea.account.email)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-secret", [settings.SECRET_KEY]
    assert not sees(bea, ana)
    block_address(blocker=ana, address=bea.account.email)
    assert Block.objects.count() == 1


def test_parted_are_the_pairs_with_a_block_between_them_by_record_or_by_address():
    ana, bea, eva, ivi = (member() for _turn in range(4))
    listed = PersonFactory(visible=True)
    every = {one.pk for one in (ana, bea, eva, ivi, listed)}
    assert parted(every) == set()
    block(blocker=ana, blocked=bea, viewer=viewer(ana))
    block(blocker=ana, blocked=listed, viewer=viewer(ana))
    block_address(blocker=eva, address=ivi.account.email)
    block_address(blocker=eva, address="nadie@ejemplo.invalid")
    pairs = {frozenset((ana.pk, bea.pk)), frozenset((ana.pk, listed.pk)), frozenset((eva.pk, ivi.pk))}
    assert parted(every) == pairs
    assert parted({ana.pk, eva.pk, ivi.pk}) == {frozenset((eva.pk, ivi.pk))}
    assert parted({bea.pk, ivi.pk, listed.pk}) == set()
    assert parted({eva.pk, bea.pk}) == set()
