"""`/instituciones/`: what is listed, counted, offered, and in how many queries."""

import csv
import io

import pytest
from django.http import QueryDict
from django.test import Client

from network.accounts.enums import Role
from network.search.services import refresh_all
from network.vocabulary.terms import forget_terms
from network.web.directory import Asked
from tests.factories.records import (
    AppointmentFactory,
    InstitutionFactory,
    MechanismFactory,
    MilestoneFactory,
    MilestoneInstitutionFactory,
    PersonFactory,
    PostFactory,
    TerritoryFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def names(response):
    return [row.institution.name for row in response.context["page_obj"].object_list]


def counts(response):
    return {f.name: {c.value: c.count for c in f.choices} for f in response.context["facets"]}


def liaison_post(institution, publication="public", covered_by=None, kind="enlace"):
    post = PostFactory(institution=institution, publication=publication, kind=kind)
    if covered_by is not None:
        AppointmentFactory(post=post, person=covered_by)
    return post


@pytest.fixture
def three():
    """A ministry, a university and a company, apart in every facet."""
    region = TerritoryFactory(name="Coquimbo")
    ministry = InstitutionFactory(name="Ministerio", kind="ministry", level="national")
    university = InstitutionFactory(
        name="Universidad",
        kind="university",
        sector="academia",
        level="regional",
        region=region,
        parent=ministry,
    )
    company = InstitutionFactory(
        name="Empresa", kind="company", sector="private", level="regional", region=region, short_name="EMP"
    )
    MechanismFactory(institution=ministry, stage="identified")
    MechanismFactory(institution=ministry, stage="consolidated")
    MechanismFactory(institution=company, stage="forming")
    for institution, code in ((ministry, "violencia"), (company, "violencia"), (company, "salud")):
        milestone = MilestoneFactory(theme=ThemeFactory(code=code, label_es=code))
        MilestoneInstitutionFactory(institution=institution, milestone=milestone)
    refresh_all()
    return ministry, university, company


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("", 9),
        ("?q=direccion", 10),
        ("?q=direcion", 12),
        ("?tipo=municipal_unit&region=Coquimbo&tema=violencia&mecanismo=forming&enlace=covered", 10),
        ("?orden=tipo", 9),
    ],
)
def test_the_list_takes_the_same_few_queries_for_one_and_three_institutions(
    number, query, queries, django_assert_num_queries
):
    region = TerritoryFactory(name="Coquimbo")
    for _ in range(number):
        institution = InstitutionFactory(region=region, parent=InstitutionFactory(name="Ministerio"))
        MechanismFactory(institution=institution, stage="forming")
        liaison_post(institution, covered_by=PersonFactory())
        milestone = MilestoneFactory(theme=ThemeFactory())
        MilestoneInstitutionFactory(institution=institution, milestone=milestone)
    refresh_all()
    forget_terms()
    with django_assert_num_queries(queries):
        response = Client().get(f"/instituciones/{query}")
    assert [name for name in names(response) if name != "Ministerio"].__len__() == number


def test_facets_count_every_institution_in_its_place(three):
    assert counts(Client().get("/instituciones/")) == {
        "tipo": {"company": 1, "ministry": 1, "university": 1},
        "region": {"Coquimbo": 2},
        "sector": {"public": 1, "private": 1, "academia": 1},
        "nivel": {"regional": 2, "national": 1},
        "tema": {"violencia": 2, "salud": 1},
        "mecanismo": {"consolidated": 1, "forming": 1, "ninguno": 1},
        "enlace": {"ninguno": 3},
    }


def test_a_facet_is_counted_without_its_own_choice_and_with_all_others(three):
    response = Client().get("/instituciones/?tipo=company&tema=violencia")
    assert names(response) == ["Empresa"]
    found = counts(response)
    assert (found["tipo"], found["tema"]) == ({"company": 1, "ministry": 1}, {"violencia": 1, "salud": 1})
    assert found["mecanismo"] == {"forming": 1}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tipo=company&tipo=ministry", ["Empresa", "Ministerio"]),
        ("tipo=company&sector=public", []),
        ("nivel=regional&sector=academia", ["Universidad"]),
        ("region=Coquimbo", ["Empresa", "Universidad"]),
        ("region=Atlantis", []),
        ("mecanismo=consolidated", ["Ministerio"]),
        ("mecanismo=identified", []),
        ("mecanismo=ninguno", ["Universidad"]),
        ("mecanismo=forming&mecanismo=consolidated&tema=violencia", ["Empresa", "Ministerio"]),
        ("tema=salud", ["Empresa"]),
        ("tipo=inventado", []),
        ("tipo=", ["Empresa", "Ministerio", "Universidad"]),
        ("q=emp", ["Empresa"]),
        ("q=emp&tipo=ministry", []),
        ("q=ministerio", ["Ministerio", "Universidad"]),
        ("orden=tipo", ["Empresa", "Ministerio", "Universidad"]),
        ("orden=region", ["Empresa", "Universidad", "Ministerio"]),
        ("orden=nombre&q=ministerio&page=99", ["Ministerio", "Universidad"]),
        ("page=x&q=%00emp", ["Empresa"]),
    ],
)
def test_choices_of_one_facet_are_alternatives_and_facets_add_up(three, query, found):
    response = Client().get(f"/instituciones/?{query}")
    assert (names(response), response.context["page_obj"].paginator.count) == (found, len(found))


def test_each_thing_asked_for_is_a_chip_that_leads_to_the_list_without_it(three):
    response = Client().get("/instituciones/?q=emp&tipo=company&tema=salud&orden=tipo")
    assert [(chip.label, chip.url) for chip in response.context["chips"]] == [
        ("emp", "?tipo=company&tema=salud&orden=tipo"),
        ("Empresa", "?q=emp&tema=salud&orden=tipo"),
        ("salud", "?q=emp&tipo=company&orden=tipo"),
    ]


def test_what_was_typed_is_shown_as_text_and_never_as_markup(three):
    page = Client().get("/instituciones/", {"q": "<script>x</script>"}).content.decode()
    assert ("<script>x" in page, "&lt;script&gt;x" in page) == (False, True)


def test_an_empty_list_offers_what_is_close_and_says_what_to_do(three):
    response = Client().get("/instituciones/?q=universidades+zzz")
    assert (names(response), [i.name for i in response.context["suggestions"]]) == ([], ["Universidad"])
    assert "Quizá quiso decir" in response.content.decode()


def test_a_typing_error_is_forgiven_and_said(three):
    response = Client().get("/instituciones/?q=univrsidad")
    assert (names(response), response.context["is_near"]) == (["Universidad"], True)
    assert "Esto es lo más parecido" in response.content.decode()


def test_twenty_five_to_a_page():
    for _ in range(26):
        InstitutionFactory()
    refresh_all()
    first, second = (Client().get(f"/instituciones/?page={page}") for page in (1, 2))
    assert (len(names(first)), len(names(second))) == (25, 1)
    assert not set(names(first)) & set(names(second))


@pytest.mark.parametrize(
    ("role", "publication", "covered", "state"),
    [
        (None, "public", True, "covered"),
        (None, "public", False, "vacant"),
        (None, "network", True, "within_network"),
        (None, "network", False, "within_network"),
        (None, "reserved", True, "updating"),
        (None, "reserved", False, "updating"),
        (Role.ANALYST, "network", True, "covered"),
        (Role.MEMBER, "network", False, "vacant"),
        (Role.COORDINATOR, "reserved", True, "updating"),
        (Role.ADMINISTRATOR, "reserved", True, "updating"),
    ],
)
def test_the_liaison_facet_tells_what_the_posts_own_publication_lets_it(
    log_in, role, publication, covered, state
):
    liaison_post(
        InstitutionFactory(), publication, covered_by=PersonFactory(protected=True) if covered else None
    )
    client = log_in(role) if role else Client()
    assert counts(client.get("/instituciones/"))["enlace"] == {state: 1}
    assert client.get(f"/instituciones/?enlace={state}").context["page_obj"].paginator.count == 1


def test_a_covered_post_counts_before_a_vacant_one_and_a_reserved_one_never():
    institution = InstitutionFactory()
    liaison_post(institution, "reserved", covered_by=PersonFactory())
    liaison_post(institution)
    assert counts(Client().get("/instituciones/"))["enlace"] == {"vacant": 1}
    liaison_post(institution, covered_by=PersonFactory(), kind="focal_point")
    assert counts(Client().get("/instituciones/"))["enlace"] == {"covered": 1}


def test_posts_of_another_kind_are_no_liaisons():
    liaison_post(InstitutionFactory(), covered_by=PersonFactory(), kind="head")
    assert counts(Client().get("/instituciones/"))["enlace"] == {"ninguno": 1}


def test_the_mode_of_the_holder_changes_nothing_on_the_page():
    holder = PersonFactory(visible=True)
    liaison_post(InstitutionFactory(package_id="una"), covered_by=holder)
    refresh_all()
    pages = []
    for mode in ("visible", "oculta", "protegida"):
        type(holder).objects.update(visibility=mode)
        pages.append(Client().get("/instituciones/").content)
    assert pages[0] == pages[1] == pages[2]


def test_names_of_people_find_no_institution():
    liaison_post(InstitutionFactory(name="Una"), covered_by=PersonFactory(visible=True, name="Ximena Zúñiga"))
    refresh_all()
    assert names(Client().get("/instituciones/?q=ximena")) == []


def rows_of(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_file_holds_the_whole_list_as_asked_for(three):
    response = Client().get("/instituciones/lista.csv?nivel=regional&orden=nombre")
    assert response["Content-Disposition"] == 'attachment; filename="instituciones.csv"'
    header, *lines = rows_of(response)
    assert header[1] == "Nombre"
    assert [line[1:3] for line in lines] == [["Empresa", "EMP"], ["Universidad", ""]]
    assert lines[1][3:] == [
        *("Universidad", "Academia", "Nivel estatal o regional", "Coquimbo", "", "", "Ministerio"),
        *("Sin mecanismo registrado", "Sin puesto de enlace registrado"),
    ]


def test_no_cell_of_the_file_starts_a_formula():
    InstitutionFactory(name="=1+1", short_name="@x")
    line = rows_of(Client().get("/instituciones/lista.csv"))[1]
    assert line[1:3] == ["'=1+1", "'@x"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_file_takes_as_many_queries_for_one_and_three(number, django_assert_num_queries):
    for _ in range(number):
        InstitutionFactory(parent=InstitutionFactory(), region=TerritoryFactory())
    refresh_all()
    forget_terms()
    with django_assert_num_queries(3):
        Client().get("/instituciones/lista.csv")


def test_a_nul_in_the_address_reaches_no_database() -> None:
    query = QueryDict("q=sa%00lud&tipo=%00&tipo=mun%00icipality&tema=%00")
    assert Asked.of(query, ("tipo", "tema")) == Asked("salud", {"tipo": ("municipality",)}, "")
