"""Nobody finds a person by what she may not see of her. Every test has words that could betray her."""

from dataclasses import replace

import pytest
from django.db import transaction

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.journal.services import record
from network.people.models import Person
from network.people.rules import seen
from network.search.models import Entry, Word
from network.search.people import PersonList
from network.search.queries import search
from network.search.services import refresh_all
from tests.factories.records import (
    AffiliationFactory,
    InstitutionFactory,
    PersonFactory,
    TerritoryFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

MEMBER = Viewer(user_id=1, grants=frozenset({GrantFact(Role.MEMBER)}))
ANALYST = Viewer(user_id=1, grants=frozenset({GrantFact(Role.ANALYST)}))
COORDINATOR = Viewer(user_id=1, grants=frozenset({GrantFact(Role.COORDINATOR)}))
LIAISON = Viewer(user_id=1, grants=frozenset({GrantFact(Role.LIAISON, ScopeKind.INSTITUTION, "salud")}))
OTHER_LIAISON = Viewer(user_id=1, grants=frozenset({GrantFact(Role.LIAISON, ScopeKind.INSTITUTION, "obras")}))


def found(viewer: Viewer, text: str) -> list[str]:
    listed = PersonList(viewer, text)
    return [seen(person).name for person in listed.shown(listed.rows())]


OLDER = ("institucion", "region", "tema", "etiqueta")  # the others have tests of their own


def counts(viewer: Viewer, text: str = "") -> dict[str, dict[str, int]]:
    return {
        f.name: {c.value: c.count for c in f.choices}
        for f in PersonList(viewer, text).facets
        if f.name in OLDER
    }


@pytest.fixture
def luna() -> Person:
    """A limited person with something to find in every field."""
    region = TerritoryFactory(name="Coquimbo")
    person = PersonFactory(
        name="Ximena Zúñiga",
        limited=True,
        alias="Luna Creciente",
        post_title="Fiscal regional",
        offers="Talleres de masculinidades",
        seeks="Datos abiertos",
    )
    person.themes.add(ThemeFactory(code="violencia", label_es="Violencia", label_en="Violence"))
    person.tags.add("patrullas")
    AffiliationFactory(
        person=person,
        institution=InstitutionFactory(package_id="salud", name="Secretaría de Salud", region=region),
    )
    refresh_all()
    return person


HIDDEN_WORDS = ["ximena", "zúñiga", "zuniga ximena", "Ximenna", "xmiena", "fiscal", "fiscl regional"]
INSTITUTION_WORDS = ["salud", "secretaría", "secretarai", "coquimbo", "salud coqimbo"]
SHOWN_WORDS = ["luna", "CRECIENTE luna", "lunna creciente", "masculinidades", "violence", "patrulas"]


def by_text(viewer: Viewer, texts: list[str]) -> list[list[str]]:
    return [found(viewer, text) for text in texts]


@pytest.mark.parametrize("viewer", [MEMBER, OTHER_LIAISON])
def test_who_sees_the_alias_never_finds_her_by_name_post_or_institution(luna: Person, viewer: Viewer) -> None:
    texts = HIDDEN_WORDS + INSTITUTION_WORDS
    assert by_text(viewer, texts) == [[]] * len(texts)
    assert [PersonList(viewer, text).suggestions() for text in texts] == [[]] * len(texts)
    assert by_text(viewer, ["luna ximena", "luna salud"]) == [[], []]


def test_who_sees_the_alias_finds_her_by_what_she_shows(luna: Person) -> None:
    assert by_text(MEMBER, SHOWN_WORDS) == [["Luna Creciente"]] * len(SHOWN_WORDS)


def test_her_liaison_finds_her_by_all_but_the_alias(luna: Person) -> None:
    texts = [*HIDDEN_WORDS, *INSTITUTION_WORDS, "masculinidades", "ximena salud"]
    assert by_text(LIAISON, texts) == [["Ximena Zúñiga"]] * len(texts)


@pytest.mark.parametrize("viewer", [LIAISON, COORDINATOR])
def test_who_sees_her_name_does_not_learn_her_alias(luna: Person, viewer: Viewer) -> None:
    assert found(viewer, "luna creciente") == []


def test_a_limited_person_who_shows_where_she_works_is_found_by_it(luna: Person) -> None:
    Person.objects.update(shows_institution=True)
    assert by_text(MEMBER, INSTITUTION_WORDS) == [["Luna Creciente"]] * len(INSTITUTION_WORDS)


def test_an_institution_she_has_left_does_not_lead_to_her(luna: Person) -> None:
    Person.objects.update(shows_institution=True)
    luna.affiliations.update(ended="2020")
    assert found(MEMBER, "salud") == []
    assert counts(MEMBER)["institucion"] == {}


@pytest.mark.parametrize("viewer", [PUBLIC, ANALYST, Viewer(user_id=5)])
def test_public_and_analysts_find_nobody(luna: Person, viewer: Viewer) -> None:
    PersonFactory(visible=True, name="Visible Persona")
    refresh_all()
    for text in ("", "luna", "ximena", "salud", "visible"):
        listed = PersonList(viewer, text)
        assert (found(viewer, text), listed.count, listed.suggestions()) == ([], 0, [])
        assert set(map(len, counts(viewer, text).values())) == {0}


@pytest.mark.parametrize("mode", ["oculta", "protegida"])
def test_hidden_and_protected_people_are_found_by_nothing(luna: Person, mode: str) -> None:
    Person.objects.update(visibility=mode)
    texts = ["", *HIDDEN_WORDS, *INSTITUTION_WORDS, *SHOWN_WORDS]
    for viewer in (MEMBER, OTHER_LIAISON):
        assert by_text(viewer, texts) == [[]] * len(texts)
        assert [PersonList(viewer, text).suggestions() for text in texts] == [[]] * len(texts)


def test_a_coordinator_finds_the_hidden_and_not_the_protected(luna: Person) -> None:
    Person.objects.update(visibility="oculta")
    assert found(COORDINATOR, "ximena") == ["Ximena Zúñiga"]
    Person.objects.update(visibility="protegida")
    assert found(COORDINATOR, "ximena") == []


def test_a_change_of_mode_holds_before_the_index_is_written_again(luna: Person) -> None:
    assert found(MEMBER, "luna") == ["Luna Creciente"]
    Person.objects.update(visibility="visible")
    assert (found(MEMBER, "luna"), found(MEMBER, "ximena")) == ([], ["Ximena Zúñiga"])
    Person.objects.update(visibility="oculta")
    assert (found(MEMBER, "luna"), found(MEMBER, "ximena")) == ([], [])


def test_a_blocked_person_is_not_found(luna: Person) -> None:
    assert found(replace(MEMBER, blocked_ids=frozenset({luna.pk})), "luna") == []


def test_whether_an_error_is_forgiven_does_not_tell_that_a_hidden_name_is_written_so(luna: Person) -> None:
    PersonFactory(visible=True, name="Ximeno Pérez")
    refresh_all()
    with_her = [(found(MEMBER, text), search_is_near(text)) for text in ("ximena", "ximeno", "zuniga")]
    luna.delete()
    without_her = [(found(MEMBER, text), search_is_near(text)) for text in ("ximena", "ximeno", "zuniga")]
    assert with_her == without_her == [(["Ximeno Pérez"], True), (["Ximeno Pérez"], False), ([], False)]


def search_is_near(text: str) -> bool:
    return PersonList(MEMBER, text).found.is_near


def test_no_count_and_no_order_changes_with_a_hidden_person() -> None:
    institution = InstitutionFactory(region=TerritoryFactory(name="Coquimbo"))
    theme = ThemeFactory(code="violencia")
    for mode, name in (("visible", "Berta Salas"), ("visible", "Ana Salas"), ("oculta", "Salas Salas")):
        person = PersonFactory(visibility=mode, name=name)
        person.themes.add(theme)
        person.tags.add("datos")
        AffiliationFactory(person=person, institution=institution)
    refresh_all()

    def picture() -> object:
        return [
            (
                text,
                found(MEMBER, text),
                counts(MEMBER, text),
                [p.name for p in PersonList(MEMBER, text).suggestions()],
            )
            for text in ("", "salas", "sallas", "salazar", "datos")
        ]

    with_her = picture()
    Person.objects.filter(visibility="oculta").delete()
    assert with_her == picture()
    assert counts(MEMBER)["tema"] == {"violencia": 2}


def test_facets_count_a_limited_person_nowhere_by_an_institution_she_does_not_show(luna: Person) -> None:
    visible = PersonFactory(visible=True)
    AffiliationFactory(person=visible, institution=luna.affiliations.get().institution)
    visible.themes.add(ThemeFactory(code="violencia"))
    assert counts(MEMBER) == {
        "institucion": {"salud": 1},
        "region": {"Coquimbo": 1},
        "tema": {"violencia": 2},
        "etiqueta": {"patrullas": 1},
    }
    assert counts(LIAISON)["institucion"] == {"salud": 2}


@pytest.mark.parametrize("chosen", [{"institucion": ("salud",)}, {"region": ("Coquimbo",)}])
def test_ticking_her_institution_does_not_find_a_person_who_hides_it(
    luna: Person, chosen: dict[str, tuple[str, ...]]
) -> None:
    assert PersonList(MEMBER, chosen=chosen).count == 0
    assert PersonList(LIAISON, chosen=chosen).count == 1


def test_each_facet_is_counted_without_its_own_choice_and_with_the_others(luna: Person) -> None:
    other = PersonFactory(visible=True)
    other.themes.add(ThemeFactory(code="salud"))
    other.tags.add("patrullas")
    chosen = PersonList(MEMBER, chosen={"tema": ("salud",)})
    assert {f.name: {c.value: c.count for c in f.choices} for f in chosen.facets if f.name in OLDER} == {
        "institucion": {},
        "region": {},
        "tema": {"violencia": 1, "salud": 1},
        "etiqueta": {"patrullas": 1},
    }


def test_the_index_follows_a_new_alias_and_forgets_the_old_one(luna: Person) -> None:
    luna.alias = "Jacaranda"
    luna.save()
    with transaction.atomic():
        record(verb="choose_visibility", subject=luna)
    assert (found(MEMBER, "jacaranda"), found(MEMBER, "creciente")) == (["Jacaranda"], [])
    assert not Word.objects.filter(text="creciente").exists()


def test_an_erased_person_leaves_no_word_behind(luna: Person) -> None:
    luna.delete()
    assert not Entry.objects.filter(institution=None).exists()
    assert not Word.objects.filter(text__in=("ximena", "luna")).exists()


def test_a_person_without_alias_has_no_words_for_those_who_see_an_alias() -> None:
    PersonFactory(name="Ana", alias="")
    refresh_all()
    assert list(Entry.objects.values_list("audience", flat=True)) == ["name"]


def test_rows_that_did_not_pass_the_door_cannot_be_searched() -> None:
    with pytest.raises(Exception, match="sees_name"):
        search(Person.objects.all(), "ana")
