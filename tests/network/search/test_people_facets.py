"""What a profile brings to the directory: who offers what I seek, languages, level; why one was found."""

import pytest

from network.accounts.enums import Role
from network.accounts.viewer import GrantFact, Viewer
from network.people.rules import seen
from network.search.matched import why
from network.search.people import CITY, EXCHANGE, LANGUAGE, LEVEL, PersonList
from network.search.services import refresh_all
from tests.factories.records import AffiliationFactory, PersonFactory

pytestmark = pytest.mark.django_db
MEMBER = Viewer(user_id=1, grants=frozenset({GrantFact(Role.MEMBER)}))
COORDINATOR = Viewer(user_id=1, grants=frozenset({GrantFact(Role.COORDINATOR)}))


def counts(viewer, name, **chosen):
    facets = PersonList(viewer, chosen={key: (value,) for key, value in chosen.items()}).facets
    return {c.value: c.count for f in facets if f.name == name for c in f.choices}


def names(viewer, **chosen):
    listed = PersonList(viewer, chosen={key: (value,) for key, value in chosen.items()})
    return [seen(row).name for row in listed.shown(listed.rows())]


def test_who_offers_what_she_seeks_is_a_choice_of_hers_alone():
    own = PersonFactory(name="Ana", visible=True, seeks="presupuestos", offers="presupuestos")
    PersonFactory(name="Bea", visible=True, offers="Un presupuesto anual")
    PersonFactory(name="Eva", visible=True, offers="Redes", seeks="Datos")
    PersonFactory(name="Zoe", offers="presupuestos", seeks="Datos")
    refresh_all()
    herself = Viewer(user_id=1, person_id=own.pk, grants=frozenset({GrantFact(Role.MEMBER)}))
    assert counts(herself, EXCHANGE) == {"para-mi": 1, "ofrece": 3, "busca": 2}
    assert names(herself, intercambio="para-mi") == ["Bea"]
    assert counts(MEMBER, EXCHANGE) == {"ofrece": 3, "busca": 2}
    assert names(MEMBER, intercambio="para-mi") == []


@pytest.mark.parametrize("viewer", [MEMBER, COORDINATOR])
def test_languages_are_those_that_members_may_see_even_for_a_coordinator(viewer):
    PersonFactory(name="Ana", visible=True, languages="Español, Náhuatl", shows_languages="members")
    PersonFactory(name="Bea", visible=True, languages="náhuatl; inglés", shows_languages="members")
    PersonFactory(name="Eva", visible=True, languages="zapoteco", shows_languages="duty")
    assert counts(viewer, LANGUAGE) == {"nahuatl": 2, "espanol": 1, "ingles": 1}
    assert names(viewer, idioma="nahuatl") == ["Ana", "Bea"]
    assert names(viewer, idioma="zapoteco") == []


@pytest.mark.parametrize("viewer", [MEMBER, COORDINATOR])
def test_a_city_counts_where_it_is_open_to_members_however_it_is_written(viewer):
    shown = {"visible": True, "shows_city": "members"}
    PersonFactory(name="Ana", city="Tlaquepaque,  Jalisco", **shown)
    PersonFactory(name="Bea", city="tlaquepaque, jalisco", **shown)
    PersonFactory(limited=True, alias="Lila", city="Ovalle", shows_city="members")
    PersonFactory(name="Eva", visible=True, city="Ovalle", shows_city="duty")
    assert counts(viewer, CITY) == {"tlaquepaque, jalisco": 2, "ovalle": 1}
    assert names(viewer, ciudad="Tlaquepaque, Jalisco") == ["Ana", "Bea"]
    assert len(names(viewer, ciudad="ovalle")) == 1


def test_the_level_of_a_post_stays_away_with_its_title_under_an_alias():
    PersonFactory(name="Ana", visible=True, post_level="senior")
    PersonFactory(limited=True, post_level="senior")
    assert counts(MEMBER, LEVEL) == {"senior": 1}
    assert names(MEMBER, cargo="senior") == ["Ana"]


def reasons(viewer, text):
    listed = PersonList(viewer, text)
    return [why(seen(row), listed.found.sought) for row in listed.shown(listed.rows())]


def test_a_result_says_what_matched_by_what_the_viewer_reads():
    ana = PersonFactory(name="Ana Soto", visible=True, post_title="Jefa", offers="Protocolos de acoso")
    ana.tags.add("acoso laboral")
    ana.biography, ana.shows_biography = "Trabajo con acoso desde 2010", "duty"
    ana.save()
    AffiliationFactory(person=ana, institution__name="Secretaría de Salud", institution__short_name="SSJ")
    refresh_all()
    assert reasons(MEMBER, "acoso") == [("Ofrece: Protocolos de acoso",)]
    assert reasons(MEMBER, "acosso") == [("Ofrece: Protocolos de acoso",)]
    assert reasons(MEMBER, "soto jefa") == [()]
    assert reasons(MEMBER, "salud") == [("Trabaja en: Secretaría de Salud",)]
    assert reasons(MEMBER, "ssj") == [("Por la institución en la que trabaja",)]


def test_a_hidden_woman_changes_no_count():
    PersonFactory(
        name="Ana", visible=True, offers="a", post_level="senior",
        languages="maya", shows_languages="members", city="Ovalle", shows_city="members",
    )  # fmt: skip
    before = {name: counts(MEMBER, name) for name in (EXCHANGE, LANGUAGE, LEVEL, CITY)}
    PersonFactory(
        offers="a", seeks="b", languages="maya, chol", shows_languages="members", post_level="middle",
        city="Vicuña", shows_city="members",
    )  # fmt: skip
    assert {name: counts(MEMBER, name) for name in before} == before
