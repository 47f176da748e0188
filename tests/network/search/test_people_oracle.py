"""Every facet of the directory and every value chosen in it, beside a count by hand of the same women."""

from dataclasses import dataclass, field

import pytest

from network.accounts.enums import Role
from network.accounts.viewer import GrantFact, Viewer
from network.people.models import Person
from network.search.people import FACETS, PersonList
from network.search.services import refresh_all
from tests.factories.records import AffiliationFactory, InstitutionFactory, PersonFactory, ThemeFactory
from tests.factories.records import TerritoryFactory as Region

pytestmark = pytest.mark.django_db


@dataclass
class Woman:
    """As a member reads her: each facet with the values that she counts under."""

    row: Person
    under: dict[str, set[str]] = field(default_factory=dict)

    def counts(self, chosen: dict[str, str], but: str = "") -> bool:
        return all(value in self.under.get(name, ()) for name, value in chosen.items() if name != but)


@pytest.fixture
def herself() -> Viewer:
    own = PersonFactory(name="Ada", visible=True, seeks="presupuestos")
    return Viewer(user_id=1, person_id=own.pk, grants=frozenset({GrantFact(Role.MEMBER)}))


@pytest.fixture
def women(herself: Viewer) -> list[Woman]:
    jalisco, coquimbo = Region(kind="region", name="Jalisco"), Region(kind="region", name="Coquimbo")
    salud = InstitutionFactory(package_id="salud", region=jalisco)
    agua = InstitutionFactory(package_id="agua", region=jalisco)
    mar = InstitutionFactory(package_id="mar", region=coquimbo)
    care, data = ThemeFactory(code="cuidados"), ThemeFactory(code="datos")

    def woman(name, *, level="", offers="", seeks="", city="", at=(), themes=(), tags=(), **fields):
        told = {"visible": True, "shows_city": "members", "shows_languages": "members"}
        row = PersonFactory(
            name=name, post_level=level, offers=offers, seeks=seeks, city=city, **told | fields
        )
        for number, place in enumerate(at):
            AffiliationFactory(person=row, institution=place, is_main=not number)
        row.themes.set(themes)
        row.tags.add(*tags)
        places = {place.package_id for place in at}
        regions = {place.region.name for place in at}
        exchange = {"ofrece"} if offers else set()
        exchange |= {"busca"} if seeks else set()
        exchange |= {"para-mi"} if "presupuesto" in offers else set()
        return Woman(
            row,
            {
                "institucion": places,
                "region": regions,
                "tema": {theme.code for theme in themes},
                "etiqueta": set(tags),
                "intercambio": exchange,
                "cargo": {level} if level else set(),
                "ciudad": {city.lower()} if city else set(),
                "idioma": {word.strip() for word in fields.get("languages", "").split(",") if word},
            },
        )

    made = [
        woman(
            "Bea", level="senior", offers="Presupuesto anual, presupuestos", at=(salud, agua), themes=(care,)
        ),
        woman("Cira", level="senior", seeks="redes", city="Ovalle", at=(salud,), tags=("uno", "dos")),
        woman("Dora", level="middle", offers="datos", city="Ovalle", at=(mar,), themes=(care, data)),
        woman("Eva", level="other", languages="maya, chol", tags=("uno",), at=(agua,)),
        woman("Flor", offers="presupuestos", seeks="datos", languages="maya", themes=(data,), tags=("dos",)),
        woman("Gala", level="middle", city="Tonila", at=(salud, mar), tags=("uno",)),
    ]
    under_alias = woman("Hebe", offers="talleres", themes=(care,), city="Ovalle", visible=False, limited=True)
    left = woman("Inés", level="senior", themes=(data,))
    AffiliationFactory(person=left.row, institution=salud, ended="2020")
    Person.objects.filter(pk=under_alias.row.pk).update(post_level="senior")
    AffiliationFactory(person=under_alias.row, institution=mar)
    PersonFactory(name="Oculta", post_level="senior", offers="presupuestos").tags.add("uno", "tres")
    own = Woman(Person.objects.get(pk=herself.person_id), {"intercambio": {"busca"}})
    refresh_all()
    return [*made, under_alias, left, own]


def every_value(women: list[Woman]) -> list[tuple[str, str]]:
    return sorted({(name, value) for one in women for name, of in one.under.items() for value in of})


def told(herself: Viewer, chosen: dict[str, str]) -> dict[str, dict[str, int]]:
    facets = PersonList(herself, chosen={name: (value,) for name, value in chosen.items()}).facets
    return {facet.name: {c.value: c.count for c in facet.choices if c.count} for facet in facets}


def by_hand(women: list[Woman], chosen: dict[str, str]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    for name, value in every_value(women):
        among = [one for one in women if one.counts(chosen, but=name)]
        if number := sum(value in one.under.get(name, ()) for one in among):
            found[name][value] = number
    return found


def test_each_value_of_each_facet_finds_whom_a_count_by_hand_finds(
    herself: Viewer, women: list[Woman]
) -> None:
    assert len(every_value(women)) == 19
    assert told(herself, {}) == by_hand(women, {})
    for name, value in every_value(women):
        listed = PersonList(herself, chosen={name: (value,)})
        wanted = {one.row.pk for one in women if one.counts({name: value})}
        assert set(listed.rows().values_list("pk", flat=True)) == wanted, (name, value)
        assert listed.count == len(wanted)
        assert told(herself, {name: value}) == by_hand(women, {name: value}), (name, value)


@pytest.mark.parametrize(
    "chosen",
    [
        {"tema": "cuidados", "cargo": "senior"},
        {"institucion": "salud", "etiqueta": "uno"},
        {"region": "Jalisco", "intercambio": "ofrece"},
        {"ciudad": "ovalle", "tema": "datos"},
        {"idioma": "maya", "etiqueta": "dos", "intercambio": "para-mi"},
    ],
)
def test_two_facets_narrow_each_other_and_not_themselves(
    herself: Viewer, women: list[Woman], chosen: dict[str, str]
) -> None:
    rows = set(
        PersonList(herself, chosen={n: (v,) for n, v in chosen.items()}).rows().values_list("pk", flat=True)
    )
    assert rows == {one.row.pk for one in women if one.counts(chosen)}
    assert told(herself, chosen) == by_hand(women, chosen)


def test_a_facet_says_its_name_and_its_choices_in_their_order(herself: Viewer, women: list[Woman]) -> None:
    facets = {facet.name: facet for facet in PersonList(herself).facets}
    assert [facet.title for facet in facets.values()] == [
        "Ofrece y busca", "Tema", "Etiqueta", "Institución", "Territorio", "Ciudad", "Puesto", "Idioma",
    ]  # fmt: skip
    assert [choice.value for choice in facets["intercambio"].choices] == ["para-mi", "ofrece", "busca"]
    assert [choice.value for choice in facets["cargo"].choices] == ["senior", "middle", "other"]
    assert all(choice.label for facet in facets.values() for choice in facet.choices)


def test_of_a_value_that_nobody_has_nobody_is_found(herself: Viewer, women: list[Woman]) -> None:
    for name in FACETS:
        listed = PersonList(herself, chosen={name: ("no-existe",)})
        assert listed.rows().count() == 0, name


def test_names_found_stand_before_others_and_without_a_word_by_name(
    herself: Viewer, women: list[Woman]
) -> None:
    PersonFactory(name="Zoe Datos", visible=True)
    refresh_all()
    assert [row.name for row in PersonList(herself, "datos").rows()][:1] == ["Zoe Datos"]
    shown = [row.shown_name for row in PersonList(herself).rows()]
    assert shown == sorted(shown)
