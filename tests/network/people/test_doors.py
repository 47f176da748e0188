"""Beside the matrix of roles: two duties at once, opposition, an opened record, the order of names."""

from dataclasses import replace

import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.people.address_keys import key_of
from network.people.models import Block, Person
from network.people.queries import (
    by_shown_name,
    in_care_of,
    names_of_accounts,
    visible_to,
    with_what_is_shown,
    working_in,
)
from network.people.rules import seen
from network.people.showing import note, shown_people
from network.people.viewer_facts import viewer_facts
from tests.factories.accounts import UserFactory
from tests.factories.records import AffiliationFactory, InstitutionFactory, PersonFactory, ThemeFactory
from tests.network.people.seeing import seen_person

pytestmark = pytest.mark.django_db
MEMBER = Viewer(user_id=1, grants=frozenset({GrantFact(Role.MEMBER)}))
ADMINISTRATOR = Viewer(user_id=1, grants=frozenset({GrantFact(Role.ADMINISTRATOR)}))


def row(person: Person, viewer: Viewer) -> Person | None:
    return with_what_is_shown(visible_to(Person.objects.filter(pk=person.pk), viewer)).first()


def flags(person: Person, viewer: Viewer) -> tuple[bool, bool, str] | None:
    found = row(person, viewer)
    return found and (found.sees_name, found.sees_institution, found.sees_as)  # type: ignore[attr-defined]


def test_whoever_has_two_duties_has_in_her_care_those_of_both() -> None:
    here = InstitutionFactory(package_id="salud")
    colleague, seated, stranger = PersonFactory(), PersonFactory(), PersonFactory()
    AffiliationFactory(person=colleague, institution=here)
    coordinated = InstitutionFactory(package_id="obras")
    AffiliationFactory(person=(third := PersonFactory()), institution=coordinated)
    viewer = Viewer(
        grants=frozenset(
            {
                GrantFact(Role.LIAISON, ScopeKind.INSTITUTION, "salud"),
                GrantFact(Role.COORDINATOR, ScopeKind.INSTITUTION, "obras"),
                GrantFact(Role.COORDINATOR, ScopeKind.GROUP, "mesa"),
            }
        ),
        group_person_ids=frozenset({seated.pk}),
    )
    assert set(in_care_of(Person.objects.all(), viewer)) == {colleague, seated, third}
    assert flags(stranger, viewer) is None


@pytest.mark.parametrize("mode", ["visible", "limitada"])
def test_who_opposes_being_found_is_seen_by_herself_and_by_duty_alone(mode: str) -> None:
    person = PersonFactory(visibility=mode, alias="Luna", opposes_being_found=True)
    AffiliationFactory(person=person, institution=InstitutionFactory(package_id="salud"))
    for viewer in (PUBLIC, MEMBER, ADMINISTRATOR):
        assert flags(person, viewer) is None
    assert flags(person, Viewer(user_id=1, person_id=person.pk)) == (True, True, "own")
    liaison = Viewer(grants=frozenset({GrantFact(Role.LIAISON, ScopeKind.INSTITUTION, "salud")}))
    assert flags(person, liaison) == (True, True, "duty")


@pytest.mark.parametrize("mode", ["visible", "limitada", "oculta", "protegida"])
def test_an_opened_record_is_seen_whole_and_no_other_with_it(mode: str) -> None:
    person = PersonFactory(visibility=mode, alias="Luna", opposes_being_found=True)
    other = PersonFactory(visibility=mode, alias="Sol")
    viewer = replace(ADMINISTRATOR, opened_ids=frozenset({person.pk}))
    assert flags(person, viewer) == (True, True, "opened")
    assert flags(other, viewer) == flags(other, ADMINISTRATOR)
    assert flags(person, replace(viewer, person_id=person.pk)) == (True, True, "own")
    assert list(in_care_of(Person.objects.all(), viewer)) == [], "to open a record is no duty"


def test_as_what_each_is_seen_and_whether_where_she_works_is_told() -> None:
    shown, shy, open_shy = (
        PersonFactory(visible=True),
        PersonFactory(limited=True),
        PersonFactory(limited=True, shows_institution=True),
    )
    assert [flags(one, MEMBER) for one in (shown, shy, open_shy)] == [
        (True, True, "member"),
        (False, False, "member"),
        (False, True, "member"),
    ]
    coordinator = Viewer(grants=frozenset({GrantFact(Role.COORDINATOR)}))
    assert flags(shy, coordinator) == (True, True, "duty")
    blocked = replace(coordinator, blocked_ids=frozenset({shy.pk}))
    assert flags(shy, blocked) == (True, True, "member"), "what she shares by consent goes no more to her"


def test_names_sort_as_they_are_shown_and_of_equals_by_what_tells_nothing() -> None:
    here = InstitutionFactory()
    names = ["Carla", "Ana", "Ana"]
    people = [PersonFactory(visible=True, name=name) for name in names]
    people.append(PersonFactory(limited=True, name="Aaa", alias="Berta", shows_institution=True))
    for person in people:
        AffiliationFactory(person=person, institution=here)
    twins = sorted(str(one.uid) for one in people[1:3])
    ordered = [*twins, str(people[3].uid), str(people[0].uid)]
    assert [str(one.uid) for one in working_in(here, MEMBER)] == ordered
    found = by_shown_name(visible_to(Person.objects.order_by("-name"), MEMBER))
    assert [(one.shown_name, str(one.uid)) for one in found] == list(
        zip(["Ana", "Ana", "Berta", "Carla"], ordered, strict=True)
    )


def test_who_works_elsewhere_or_did_once_does_not_work_here() -> None:
    here, person = InstitutionFactory(), PersonFactory(visible=True)
    AffiliationFactory(person=person, institution=here, ended="2020")
    AffiliationFactory(person=person, institution=InstitutionFactory())
    assert list(working_in(here, MEMBER)) == []


def test_an_account_is_named_where_its_owner_may_be_read() -> None:
    shown, shy, bare = (
        PersonFactory(visible=True, account=UserFactory()),
        PersonFactory(limited=True, account=UserFactory()),
        UserFactory(),
    )
    keys = [shown.account.pk, shy.account.pk, bare.pk, None]
    assert names_of_accounts(keys, MEMBER) == {shown.account.pk: shown.name}
    assert names_of_accounts(keys, PUBLIC) == {}


def test_what_is_shown_of_her_comes_along_and_no_past_place_with_it(django_assert_num_queries) -> None:
    person = PersonFactory(visible=True)
    now = AffiliationFactory(person=person).institution
    AffiliationFactory(person=person, ended="2020")
    person.themes.add(ThemeFactory())
    person.tags.add("datos")
    with django_assert_num_queries(4):
        found = row(person, MEMBER)
        assert found is not None
        shown = seen(found)
    assert [one.institution for one in found.affiliations.all()] == [now]
    assert (shown.institutions[0][0], shown.tags, len(shown.themes)) == (now.name, ("datos",), 1)


def test_initials_are_of_the_first_and_the_last_word_that_are_words() -> None:
    def initials(name: str) -> str:
        return seen_person(name=name).initials

    names = ("ana lópez", "Ana María de la Luz Ruiz", "Luna", "«Luna» Sol", "")
    assert [initials(name) for name in names] == ["AL", "AR", "L", "S", ""]


def test_contact_is_there_with_either_way() -> None:
    def contact(**given: str) -> bool:
        return seen_person(**given).has_contact

    assert (contact(), contact(telephone="33"), contact(email="a@b")) == (False, True, True)


def test_who_is_shown_is_noted_where_somebody_counts_and_only_inside() -> None:
    note(1)
    with shown_people() as outer:
        note(2)
        with shown_people() as inner:
            note(3)
        note(4)
    note(5)
    assert (outer, inner) == ({2, 4}, {3})


def test_who_looks_is_known_by_her_record_her_places_of_today_and_the_blocks_both_ways() -> None:
    user = UserFactory(email="Ana@Ejemplo.invalid")
    assert viewer_facts(user, PUBLIC) == {}
    ana, bea, eva, ida = PersonFactory(account=user), *(PersonFactory() for _ in range(3))
    here, there = AffiliationFactory(person=ana), AffiliationFactory(person=ana, is_main=False)
    AffiliationFactory(person=ana, ended="2020")
    AffiliationFactory(person=bea)
    Block.objects.create(blocker=ana, blocked=bea, label="Bea")
    Block.objects.create(blocker=eva, blocked=ana, label="Ana")
    Block.objects.create(blocker=ida, address_key=key_of("ana@ejemplo.invalid"), label="a")
    Block.objects.create(blocker=ana, address_key=key_of("otra@ejemplo.invalid"), label="o")
    Block.objects.create(blocker=bea, blocked=ida, label="Ida")
    assert viewer_facts(user, PUBLIC) == {
        "person_id": ana.pk,
        "institution_ids": frozenset({here.institution_id, there.institution_id}),
        "blocked_ids": frozenset({bea.pk, eva.pk, ida.pk}),
    }


def test_without_a_record_blocks_by_her_address_hold_and_her_own_address_hides_nobody() -> None:
    user, ana = UserFactory(email="ana@ejemplo.invalid"), PersonFactory()
    Block.objects.create(blocker=ana, address_key=key_of(user.email), label="a")
    assert viewer_facts(user, PUBLIC) == {"blocked_ids": frozenset({ana.pk})}
    ana.account = user
    ana.save()
    facts = viewer_facts(user, PUBLIC)
    assert facts == {"person_id": ana.pk, "institution_ids": frozenset(), "blocked_ids": frozenset()}
