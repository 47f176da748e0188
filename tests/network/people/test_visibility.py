"""Role × mode: who may know that a person exists, under what name, and where she works."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.institutions.models import Institution
from network.people.enums import Visibility
from network.people.models import Person
from network.people.queries import by_shown_name, in_care_of, visible_to
from network.people.rules import seen, shown_line
from network.people.showing import shown_people
from network.vocabulary.models import Territory
from tests.factories.records import AffiliationFactory, InstitutionFactory, PersonFactory, TerritoryFactory
from tests.network.people.seeing import seen_person

pytestmark = pytest.mark.django_db

ABSENT, ALIAS, NAMED = "absent", "alias", "named"
MODES = ("visible", "limitada", "oculta", "protegida")


@dataclass
class World:
    """One person of each mode in the department, beneath a government; and another department."""

    government: Institution
    department: Institution
    elsewhere: Institution
    region: Territory
    people: dict[str, Person]


@pytest.fixture
def world() -> World:
    region, other = TerritoryFactory(name="Jalisco"), TerritoryFactory(name="Coquimbo")
    government = InstitutionFactory(package_id="gobierno", region=region)
    department = InstitutionFactory(package_id="salud", parent=government, region=region)
    elsewhere = InstitutionFactory(package_id="obras", region=other)
    people = {}
    for mode in Visibility:
        people[mode.value] = PersonFactory(
            name=f"Nombre {mode.value}",
            alias=f"Alias {mode.value}",
            visibility=mode,
            post_title="Jefa del área",
            offers="Talleres",
        )
        AffiliationFactory(person=people[mode.value], institution=department)
    return World(government, department, elsewhere, region, people)


def holding(role: Role, scope: ScopeKind = ScopeKind.NETWORK, key: str = "") -> Viewer:
    return Viewer(user_id=1, grants=frozenset({GrantFact(role, scope, key)}))


def rows(viewer: Viewer) -> dict[str, Person]:
    found = visible_to(Person.objects.all(), viewer).prefetch_related(
        "affiliations__institution", "themes", "tags"
    )
    return {person.visibility: person for person in found}


def sight(viewer: Viewer) -> list[str]:
    """How the viewer sees the person of each mode, in the order of MODES."""
    found = rows(viewer)
    return [
        ABSENT if mode not in found else NAMED if seen(found[mode]).name == f"Nombre {mode}" else ALIAS
        for mode in MODES
    ]


SCOPED: list[tuple[str, Callable[[World], Viewer], list[str]]] = [
    ("public", lambda w: PUBLIC, [ABSENT, ABSENT, ABSENT, ABSENT]),
    ("account without grant", lambda w: Viewer(user_id=1), [ABSENT, ABSENT, ABSENT, ABSENT]),
    ("analyst", lambda w: holding(Role.ANALYST), [ABSENT, ABSENT, ABSENT, ABSENT]),
    ("member", lambda w: holding(Role.MEMBER), [NAMED, ALIAS, ABSENT, ABSENT]),
    ("member by her record alone", lambda w: Viewer(user_id=1, person_id=0), [NAMED, ALIAS, ABSENT, ABSENT]),
    ("administrator", lambda w: holding(Role.ADMINISTRATOR), [NAMED, ALIAS, ABSENT, ABSENT]),
    (
        "liaison of her institution",
        lambda w: holding(Role.LIAISON, ScopeKind.INSTITUTION, "salud"),
        [NAMED, NAMED, NAMED, ABSENT],
    ),
    (
        "liaison of another institution",
        lambda w: holding(Role.LIAISON, ScopeKind.INSTITUTION, "obras"),
        [NAMED, ALIAS, ABSENT, ABSENT],
    ),
    (
        "liaison of the government above",
        lambda w: holding(Role.LIAISON, ScopeKind.INSTITUTION, "gobierno"),
        [NAMED, ALIAS, ABSENT, ABSENT],
    ),
    ("liaison of no institution", lambda w: holding(Role.LIAISON), [NAMED, ALIAS, ABSENT, ABSENT]),
    ("coordinator of the network", lambda w: holding(Role.COORDINATOR), [NAMED, NAMED, NAMED, ABSENT]),
    (
        "coordinator of her territory",
        lambda w: holding(Role.COORDINATOR, ScopeKind.TERRITORY, str(w.region.pk)),
        [NAMED, NAMED, NAMED, ABSENT],
    ),
    (
        "coordinator of another territory",
        lambda w: holding(Role.COORDINATOR, ScopeKind.TERRITORY, str(w.elsewhere.region_id)),
        [NAMED, ALIAS, ABSENT, ABSENT],
    ),
    (
        "coordinator of her institution",
        lambda w: holding(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud"),
        [NAMED, NAMED, NAMED, ABSENT],
    ),
    (
        "coordinator of another institution",
        lambda w: holding(Role.COORDINATOR, ScopeKind.INSTITUTION, "obras"),
        [NAMED, ALIAS, ABSENT, ABSENT],
    ),
    (
        "coordinator of a group in which all are seated",
        lambda w: replace(
            holding(Role.COORDINATOR, ScopeKind.GROUP, "mesa"),
            group_person_ids=frozenset(person.pk for person in w.people.values()),
        ),
        [NAMED, NAMED, NAMED, ABSENT],
    ),
    (
        "coordinator of a group in which none is seated",
        lambda w: holding(Role.COORDINATOR, ScopeKind.GROUP, "mesa"),
        [NAMED, ALIAS, ABSENT, ABSENT],
    ),
    (
        "coordinator of a curriculum",
        lambda w: holding(Role.COORDINATOR, ScopeKind.CURRICULUM, "programa"),
        [NAMED, ALIAS, ABSENT, ABSENT],
    ),
]


@pytest.mark.parametrize(("viewer", "expected"), [s[1:] for s in SCOPED], ids=[s[0] for s in SCOPED])
def test_each_role_sees_each_mode_as_the_matrix_says(
    world: World, viewer: Callable[[World], Viewer], expected: list[str]
) -> None:
    assert sight(viewer(world)) == expected


@pytest.mark.parametrize("mode", MODES)
def test_she_always_sees_herself_by_name(world: World, mode: str) -> None:
    herself = rows(Viewer(user_id=1, person_id=world.people[mode].pk))[mode]
    assert (seen(herself).name, seen(herself).post_title) == (f"Nombre {mode}", "Jefa del área")


BLOCKED = [
    ("member", lambda w: holding(Role.MEMBER), [ABSENT, ABSENT, ABSENT, ABSENT]),
    ("administrator", lambda w: holding(Role.ADMINISTRATOR), [ABSENT, ABSENT, ABSENT, ABSENT]),
    (
        "liaison of her institution",
        lambda w: holding(Role.LIAISON, ScopeKind.INSTITUTION, "salud"),
        [ABSENT, ABSENT, ABSENT, ABSENT],
    ),
    (
        "coordinator of another institution",
        lambda w: holding(Role.COORDINATOR, ScopeKind.INSTITUTION, "obras"),
        [ABSENT, ABSENT, ABSENT, ABSENT],
    ),
    ("coordinator of the network", lambda w: holding(Role.COORDINATOR), [NAMED, NAMED, NAMED, ABSENT]),
    (
        "coordinator of her institution",
        lambda w: holding(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud"),
        [NAMED, NAMED, NAMED, ABSENT],
    ),
]


@pytest.mark.parametrize(("viewer", "expected"), [s[1:] for s in BLOCKED], ids=[s[0] for s in BLOCKED])
def test_a_block_hides_her_from_all_but_those_who_keep_her_records(
    world: World, viewer: Callable[[World], Viewer], expected: list[str]
) -> None:
    everyone = frozenset(person.pk for person in world.people.values())
    assert sight(replace(viewer(world), blocked_ids=everyone)) == expected


def test_a_liaison_has_nobody_in_her_care_who_left_her_institution(world: World) -> None:
    world.people["oculta"].affiliations.update(ended="2020")
    assert "oculta" not in rows(holding(Role.LIAISON, ScopeKind.INSTITUTION, "salud"))


def test_who_coordinates_a_municipality_has_its_people_in_her_care(world: World) -> None:
    municipality = TerritoryFactory(kind="municipality", name="Zapopan")
    Institution.objects.filter(pk=world.department.pk).update(municipality=municipality)
    viewer = holding(Role.COORDINATOR, ScopeKind.TERRITORY, str(municipality.pk))
    assert sight(viewer) == [NAMED, NAMED, NAMED, ABSENT]


def test_under_an_alias_neither_post_nor_institution_is_shown(world: World) -> None:
    shown = seen(rows(holding(Role.MEMBER))["limitada"])
    uid = str(world.people["limitada"].uid)
    assert shown == seen_person(uid=uid, name="Alias limitada", offers="Talleres", is_under_alias=True)


def test_only_where_she_works_today_is_told_and_since_when_that_is_verified(world: World) -> None:
    """Whatever affiliations the row brings along."""
    woman = world.people["visible"]
    woman.affiliations.all().delete()
    made = dt.date(2026, 3, 1)
    places = {
        name: AffiliationFactory(person=woman, institution__name=name, is_main=False, **fields).institution
        for name, fields in {
            "Verificada": {"verified_on": made},
            "Sin verificar": {},
            "Dejada": {"verified_on": made, "ended": "2020"},
            "Por venir": {"verified_on": made, "started": "2199"},
        }.items()
    }
    shown = seen(visible_to(Person.objects.filter(pk=woman.pk), holding(Role.MEMBER)).get())
    here = {(name, places[name].get_absolute_url()) for name in ("Verificada", "Sin verificar")}
    assert set(shown.institutions) == here
    assert shown.verified == (("Verificada", made),)


def test_whom_an_answer_shows_is_noted(world: World) -> None:
    """By that an account is slowed (pace)."""
    row = rows(holding(Role.MEMBER))["visible"]
    for show in (seen, shown_line):
        with shown_people() as shown:
            show(row)
        assert shown == {row.pk}


def test_under_an_alias_the_institution_is_shown_if_she_wants_it_and_the_post_never(world: World) -> None:
    Person.objects.filter(visibility="limitada").update(shows_institution=True)
    shown = seen(rows(holding(Role.MEMBER))["limitada"])
    place = (world.department.name, world.department.get_absolute_url())
    assert (shown.name, shown.post_title, shown.institutions) == ("Alias limitada", "", (place,))


def test_her_liaison_sees_name_post_and_institution_of_a_limited_person(world: World) -> None:
    shown = seen(rows(holding(Role.LIAISON, ScopeKind.INSTITUTION, "salud"))["limitada"])
    assert (shown.name, shown.post_title, len(shown.institutions)) == ("Nombre limitada", "Jefa del área", 1)


def test_a_past_institution_is_not_shown(world: World) -> None:
    world.people["visible"].affiliations.update(ended="2020")
    assert seen(rows(holding(Role.MEMBER))["visible"]).institutions == ()


def test_a_line_of_a_list_shows_the_alias_without_the_post(world: World) -> None:
    found = rows(holding(Role.MEMBER))
    assert shown_line(found["limitada"]) == ("Alias limitada", "")
    assert shown_line(found["visible"]) == ("Nombre visible", "Jefa del área")


def test_an_alias_does_not_sort_by_the_true_name(world: World) -> None:
    Person.objects.filter(visibility="limitada").update(name="AAA", alias="ZZZ")
    PersonFactory(name="MMM", visible=True)
    found = by_shown_name(visible_to(Person.objects.all(), holding(Role.MEMBER)))
    assert [shown_line(person)[0] for person in found] == ["MMM", "Nombre visible", "ZZZ"]


@pytest.mark.parametrize(
    ("viewer", "expected"),
    [
        (PUBLIC, []),
        (holding(Role.MEMBER), []),
        (holding(Role.ANALYST), []),
        (holding(Role.ADMINISTRATOR), []),
        (holding(Role.COORDINATOR), ["limitada", "oculta", "visible"]),
    ],
)
def test_only_those_responsible_have_people_in_their_care(
    world: World, viewer: Viewer, expected: list[str]
) -> None:
    assert sorted(p.visibility for p in in_care_of(Person.objects.all(), viewer)) == expected
