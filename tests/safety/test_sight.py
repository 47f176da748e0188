"""Every role against every mode: existence, name, institution and each field are what the oracle says."""

import pytest
from pytest_django import DjangoAssertNumQueries

from network.people.models import Person
from network.people.queries import names_of_accounts, visible_to, with_what_is_shown, working_in
from network.people.rules import seen

from .oracle import ROLES, SIGHT, fields_of_her
from .planting import words_in
from .world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World.small()


@pytest.mark.parametrize("role", ROLES)
def test_a_role_sees_exactly_what_the_oracle_tells(world: World, role: str) -> None:
    viewer = world.viewer(role)
    found = {p.pk: p for p in with_what_is_shown(visible_to(Person.objects.all(), viewer))}
    expected, told = {}, {}
    for mode, woman in world.women.items():
        expected[mode] = {(name, mode) for name in fields_of_her(role, mode)} - {("uid", mode)}
        told[mode] = words_in(repr(seen(found[woman.pk]))) if woman.pk in found else set()
    assert told == expected
    shown = {mode: seen(found[w.pk]).photo for mode, w in world.women.items() if w.pk in found}
    photos = {mode: str(world.women[mode].photo.uid) for mode, photo in shown.items() if photo}
    assert {mode: photo.uid for mode, photo in shown.items() if photo} == photos
    assert {mode for mode, woman in world.women.items() if woman.pk in found} == SIGHT[role].exist


@pytest.mark.parametrize("role", ROLES)
def test_who_works_in_a_place_is_told_with_it_as_the_oracle_says(world: World, role: str) -> None:
    """Of a limited woman who does not show her institution, to nobody but those who care for her."""
    viewer, hers = world.viewer(role), {woman.pk: mode for mode, woman in world.women.items()}
    told = {hers[person.pk] for person in working_in(world.hers, viewer)}
    assert told == SIGHT[role].named
    assert list(working_in(world.other, viewer)) == []


@pytest.mark.parametrize("role", ROLES)
def test_an_account_is_named_where_its_owner_is(world: World, role: str) -> None:
    accounts = {woman.account.pk: mode for mode, woman in world.women.items()}
    names = names_of_accounts([*accounts, None], world.viewer(role))
    assert names == {
        key: world.women[mode].name for key, mode in accounts.items() if mode in SIGHT[role].named
    }
    assert names_of_accounts([None], world.viewer(role)) == {}


def test_what_is_shown_of_many_costs_no_more_than_of_one(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    viewer = world.viewer("coordinator of the network")
    with django_assert_num_queries(4):  # people with photos; affiliations with institutions; themes; tags
        shown = [seen(p) for p in with_what_is_shown(visible_to(Person.objects.all(), viewer))]
    assert all(person.institutions == ((world.hers.name, "/instituciones/salud/"),) for person in shown)
