"""Field × role × mode: each optional field of a profile goes to whom she opened it, and to nobody else."""

import datetime as dt
from dataclasses import replace

import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.people.enums import FieldAudience
from network.people.fields import FIELDS, listed
from network.people.models import Person, Photo
from network.people.queries import visible_to, with_what_is_shown
from network.people.rules import seen
from network.search.people import PersonList
from network.search.services import refresh_all
from tests.factories.records import AffiliationFactory, InstitutionFactory, PersonFactory

pytestmark = pytest.mark.django_db

VALUES = {
    "languages": "náhuatl, inglés",
    "biography": "Vengo de la biblioteca",
    "city": "Tlaquepaque",
    "working_hours": "de 9 a 15",
    "telephone": "33 5555 0000",
    "email": "ella@ejemplo.invalid",
}
EVERY = {field.name for field in FIELDS}
CONTACT = {"telephone", "email"}
NAMING = {"photo", "biography"} | CONTACT


def full(audience: str, **fields: object) -> Person:
    """Somebody with a value in every field, all of them opened so far."""
    person: Person = PersonFactory(**VALUES, **{field.switch: audience for field in FIELDS}, **fields)
    Photo.objects.create(person=person, file="people/x.jpg", content_type="image/jpeg", alt="Con lentes")
    AffiliationFactory(person=person, institution=InstitutionFactory(package_id="salud"))
    return person


def holding(role: Role, scope: ScopeKind = ScopeKind.NETWORK, key: str = "") -> Viewer:
    return Viewer(user_id=1, grants=frozenset({GrantFact(role, scope, key)}))


MEMBER, ADMINISTRATOR = holding(Role.MEMBER), holding(Role.ADMINISTRATOR)
LIAISON = holding(Role.LIAISON, ScopeKind.INSTITUTION, "salud")
ELSEWHERE = holding(Role.LIAISON, ScopeKind.INSTITUTION, "obras")
COORDINATOR = holding(Role.COORDINATOR)


def told(viewer: Viewer) -> set[str] | None:
    """The fields with something in them; nothing where she is not to be seen at all."""
    person = with_what_is_shown(visible_to(Person.objects.all(), viewer)).first()
    if person is None:
        return None
    shown = seen(person)
    return {field.name for field in FIELDS if getattr(shown, field.name)}


@pytest.mark.parametrize("mode", ["visible", "limitada", "oculta", "protegida"])
@pytest.mark.parametrize("audience", FieldAudience.values)
def test_each_field_goes_to_whom_she_opened_it(mode: str, audience: str) -> None:
    person = full(audience, visibility=mode, alias="Luna")
    by_duty = {"nobody": set(), "duty": EVERY, "members": EVERY - CONTACT}[audience]
    as_peer = EVERY - CONTACT if audience == "members" else set()
    peers = {"visible": as_peer, "limitada": as_peer - NAMING, "oculta": None, "protegida": None}[mode]
    for viewer in (MEMBER, ADMINISTRATOR, ELSEWHERE):
        assert told(viewer) == peers
    for viewer in (LIAISON, COORDINATOR):
        assert told(viewer) == (None if mode == "protegida" else by_duty)
    for viewer in (PUBLIC, holding(Role.ANALYST), Viewer(user_id=1)):
        assert told(viewer) is None
    assert told(Viewer(user_id=1, person_id=person.pk)) == EVERY


def test_e_mail_and_telephone_never_go_to_members_whatever_a_row_says() -> None:
    full("members", visible=True)
    assert CONTACT & (told(MEMBER) or set()) == set()


def test_what_she_shares_by_consent_does_not_go_to_a_coordinator_whom_she_blocked() -> None:
    person = full("duty", visible=True)
    assert told(replace(COORDINATOR, blocked_ids=frozenset({person.pk}))) == set()


def test_nothing_is_open_until_she_opens_it() -> None:
    person: Person = PersonFactory(visible=True, **VALUES)
    assert {getattr(person, field.switch) for field in FIELDS} == {"nobody"}
    assert told(MEMBER) == told(COORDINATOR) == set()


@pytest.mark.parametrize("word", ["náhuatl", "biblioteca", "Tlaquepaque"])
@pytest.mark.parametrize("viewer", [MEMBER, COORDINATOR], ids=["member", "coordinator"])
def test_she_is_found_by_what_members_may_see_alone(word: str, viewer: Viewer) -> None:
    person = full("members", visible=True)
    found = {}
    for audience in FieldAudience.values:
        Person.objects.update(**{field.switch: audience for field in FIELDS})
        refresh_all()
        found[audience] = list(PersonList(viewer, word).rows()) == [person]
    assert found == {"nobody": False, "duty": False, "members": True}


@pytest.mark.parametrize(
    ("word", "is_found"),
    [("biblioteca", False), ("Tlaquepaque", True), ("ella@ejemplo", False), ("5555", False)],
)
def test_under_an_alias_no_word_finds_her_that_does_not_stand_beside_it(word: str, is_found: bool) -> None:
    full("members", limited=True)
    refresh_all()
    assert bool(PersonList(MEMBER, word).count) is is_found


def test_the_initials_are_of_the_name_that_is_shown() -> None:
    full("nobody", limited=True, name="Ximena Zúñiga", alias="Luna Llena")
    person = with_what_is_shown(visible_to(Person.objects.all(), MEMBER)).get()
    assert seen(person).initials == "LL"


def test_languages_are_told_one_by_one() -> None:
    assert listed(" español, náhuatl;inglés ,, ") == ("español", "náhuatl", "inglés")


def test_the_day_on_which_she_confirmed_it_is_told() -> None:
    full("nobody", visible=True, confirmed_on=dt.date(2026, 3, 8))
    assert seen(with_what_is_shown(visible_to(Person.objects.all(), MEMBER)).get()).confirmed_on == dt.date(
        2026, 3, 8
    )
