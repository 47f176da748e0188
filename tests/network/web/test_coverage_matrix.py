"""`/red/cobertura/`: what is said to be missing, in what order, to whom, and in how many queries."""

import csv
import io
import re

import pytest
from django.test import Client

from network.accounts.enums import Role
from network.plans.models import Plan
from network.vocabulary.terms import forget_terms
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    AppointmentFactory,
    GivenTrainingFactory,
    GroupFactory,
    InstitutionFactory,
    MechanismFactory,
    MilestoneFactory,
    MilestoneInstitutionFactory,
    PersonFactory,
    PostFactory,
    ProgrammeFactory,
    SeatFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db
PAGE = "/red/cobertura/"
ROLES = [None, Role.MEMBER, Role.LIAISON, Role.ANALYST]


def lines(response):
    return response.context["listing"].page.object_list


def names(response):
    return [line.row.name for line in lines(response)]


def sums(response):
    return {
        bar.summary.column.name: (bar.summary.gaps, bar.summary.total) for bar in response.context["bars"]
    }


def full(name, **traits):
    """An institution that lacks nothing."""
    here = InstitutionFactory(name=name, **traits)
    MechanismFactory(institution=here)
    AppointmentFactory(post=PostFactory(institution=here))
    GivenTrainingFactory(audience_institution=here, started="2019").providers.set([here])
    Plan.objects.create(title=f"Plan de {name}", kind="agenda", institution=here, starts_on="2019")
    agreement = AgreementFactory(status="in_force", signed_on="2020")
    AgreementPartyFactory(agreement=agreement, institution=here)
    SeatFactory(institution=here)
    MilestoneInstitutionFactory(institution=here)
    ProgrammeFactory(institution=here)
    return here


@pytest.fixture
def three():
    """One that lacks nothing, one that lacks a few things, one of which nothing is recorded."""
    region = TerritoryFactory(name="Coquimbo")
    complete = full("Ministerio", kind="ministry", level="national")
    some = InstitutionFactory(name="Municipio", kind="municipality", region=region)
    MechanismFactory(institution=some, stage="forming")
    SeatFactory(institution=some, group=GroupFactory(name="Mesa común"))
    SeatFactory(institution=complete, group=some.seats.get().group)
    none = InstitutionFactory(name="Ámbar SA", kind="company", sector="private", region=region)
    return complete, some, none


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("query", ["", "?orden=plan&falta=asiento", "?formato=csv", "?vista=papel"])
def test_the_page_takes_the_same_few_queries_for_one_and_three_institutions(
    number, query, django_assert_num_queries
):
    for place in range(number):
        full(f"Institución {place}", region=TerritoryFactory(name="Coquimbo"))
        InstitutionFactory(name=f"Otra {place}")
    forget_terms()
    with django_assert_num_queries(23):
        assert Client().get(f"{PAGE}{query}").status_code == 200


def test_the_page_begins_with_what_is_missing_most(three):
    lead = Client().get(PAGE).context["lead"]
    assert lead == (
        "De 3 instituciones, 2 no han impartido ni recibido formación que conste, 2 no tienen ningún "
        "convenio que pueda estar vigente y 2 no tienen actividad registrada."
    )


def test_where_nothing_is_missing_it_says_so():
    full("Completa")
    assert Client().get(PAGE).context["lead"] == (
        "De 1 institución, a ninguna le falta nada de lo que aquí se mira."
    )


def test_without_any_institution_there_is_a_sentence_and_no_number():
    response = Client().get(PAGE)
    assert response.context["lead"] == "Ninguna institución coincide: no se puede decir qué falta."
    assert names(response) == []


def test_the_gaps_that_weigh_come_first_and_each_column_is_summed(three):
    response = Client().get(PAGE)
    assert [(line.row.name, line.row.gaps, line.row.applicable) for line in lines(response)] == [
        ("Municipio", 5, 8),
        ("Ámbar SA", 4, 4),
        ("Ministerio", 0, 8),
    ]
    assert sums(response) == {
        "mecanismo": (0, 3),
        "condiciones": (0, 3),
        "enlace": (1, 3),
        "formacion": (2, 3),
        "plan": (1, 3),
        "convenio": (2, 3),
        "asiento": (1, 3),
        "actividad": (2, 3),
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tipo=company", ["Ámbar SA"]),
        ("sector=public", ["Municipio", "Ministerio"]),
        ("nivel=national", ["Ministerio"]),
        ("region=Coquimbo", ["Municipio", "Ámbar SA"]),
        ("region=Coquimbo&tipo=company", ["Ámbar SA"]),
        ("falta=asiento", ["Ámbar SA"]),
        ("falta=plan", ["Municipio"]),
        ("falta=inventada&tipo=otra", ["Municipio", "Ámbar SA", "Ministerio"]),
        ("q=ambar", ["Ámbar SA"]),
        ("q=%00", []),
        ("q=nadie", []),
        ("orden=nombre", ["Ámbar SA", "Ministerio", "Municipio"]),
        ("orden=mecanismo", ["Municipio", "Ministerio", "Ámbar SA"]),
        ("orden=asiento", ["Ámbar SA", "Municipio", "Ministerio"]),
        ("page=99", ["Municipio", "Ámbar SA", "Ministerio"]),
        ("vista=papel", ["Municipio", "Ámbar SA", "Ministerio"]),
    ],
)
def test_filters_add_up_and_orders_put_gaps_first(three, query, found):
    assert names(Client().get(f"{PAGE}?{query}")) == found


def test_the_sums_follow_every_filter_but_the_gap_that_is_looked_at(three):
    response = Client().get(f"{PAGE}?region=Coquimbo&falta=asiento")
    assert names(response) == ["Ámbar SA"]
    assert sums(response)["asiento"] == (1, 2)
    assert response.context["lead"].startswith("De 2 instituciones, ")


def test_a_gap_leads_to_the_most_similar_that_has_solved_it(three):
    _complete, some, _none = three
    full("Municipio vecino", kind="municipality", region=some.region)
    response = Client().get(f"{PAGE}?q=municipio&orden=nombre")
    line = lines(response)[0]
    examples = {cell.column.name: cell.example for cell in line.cells}
    assert (line.row.name, examples["mecanismo"]) == ("Municipio", None)
    assert (examples["plan"].row.name, examples["plan"].reason) == (
        "Municipio vecino",
        "mismo tipo y nivel, misma región",
    )
    assert f'href="{examples["plan"].row.url}"' in response.content.decode()


def test_a_record_leads_to_its_place_in_the_dossier_and_a_gap_without_any_leads_nowhere(three):
    _complete, some, _none = three
    (line,) = lines(Client().get(f"{PAGE}?tipo=municipality"))
    urls = {cell.column.name: cell.url for cell in line.cells}
    dossier = some.get_absolute_url()
    assert urls["mecanismo"] == f"{dossier}#mecanismos"
    assert urls["asiento"] == f"{dossier}#mesas"
    assert (urls["plan"], urls["actividad"]) == ("", "")


def test_gaps_weigh_by_sector_and_then_by_how_many_institutions_it_shares_spaces_with(three):
    """Their weights: six gaps beside six, six and five beside four, seven beside nobody."""
    _complete, some, _none = three
    common, great = some.seats.get().group, GroupFactory(name="Mesa grande")
    InstitutionFactory(name="Aislada, pública")
    SeatFactory(institution=InstitutionFactory(name="Universidad", sector="academia"), group=common)
    SeatFactory(institution=InstitutionFactory(name="Central, con seis brechas"), group=great)
    SeatFactory(institution=InstitutionFactory(name="Al lado, con seis brechas"), group=common)
    SeatFactory(institution=InstitutionFactory(name="Minera", sector="private"), group=common)
    for place in range(6):
        SeatFactory(institution=full(f"Completa {place}"), group=great)
    ordered = [(line.row.name, line.row.gaps) for line in lines(Client().get(PAGE))]
    assert ordered[:7] == [
        ("Central, con seis brechas", 6),
        ("Al lado, con seis brechas", 6),
        ("Municipio", 5),
        ("Aislada, pública", 7),
        ("Universidad", 6),
        ("Minera", 3),
        ("Ámbar SA", 4),
    ]
    assert {gaps for _name, gaps in ordered[7:]} == {0}


def test_the_order_and_of_whom_what_is_expected_are_said_in_words(three):
    body = Client().get(PAGE).content.decode()
    assert "Primero el sector público, luego los demás" in body
    assert "Primero el sector público" not in Client().get(f"{PAGE}?orden=nombre").content.decode()
    assert "se esperan del sector público y de la academia" in body


@pytest.mark.parametrize(
    ("sector", "gaps"), [("public", 7), ("academia", 7), ("", 7), ("private", 4), ("civil_society", 4)]
)
def test_what_carries_equality_policy_by_office_is_expected_of_public_bodies_and_academia(sector, gaps):
    InstitutionFactory(sector=sector)
    (line,) = lines(Client().get(PAGE))
    assert (line.row.gaps, line.row.applicable) == (gaps, gaps)


def test_what_a_company_has_all_the_same_is_told():
    MechanismFactory(institution=InstitutionFactory(sector="private"), stage="forming")
    (line,) = lines(Client().get(PAGE))
    assert [cell.cell.state for cell in line.cells[:3]] == ["solved", "unknown", "not_applicable"]


def test_institutions_without_any_tie_are_named(three):
    group = GroupFactory()
    SeatFactory(group=group, institution=InstitutionFactory(name="Sola en su mesa"))
    untied = Client().get(PAGE).context["untied"]
    assert [(one.row.name, one.alone) for one in untied] == [("Sola en su mesa", True), ("Ámbar SA", False)]


def test_the_file_holds_what_the_page_lists_and_no_formula(three):
    InstitutionFactory(name='=HYPERLINK("x")', kind="company")
    response = Client().get(f"{PAGE}?tipo=company&formato=csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0][:8] == ["Id", "Nombre", "Tipo", "Sector", "Nivel", "Territorio", "Brechas", "Mecanismo"]
    assert [(row[1], row[6], row[7]) for row in rows[1:]] == [
        ('\'=HYPERLINK("x")', "7", "Sin registro"),
        ("Ámbar SA", "4", "No aplica"),
    ]
    assert {len(row) for row in rows} == {7 + 4 * 8}


def test_pages_hold_ten_and_paper_holds_all():
    for _ in range(27):
        InstitutionFactory()
    assert len(lines(Client().get(PAGE))) == 10
    assert len(lines(Client().get(f"{PAGE}?page=3"))) == 7
    assert len(lines(Client().get(f"{PAGE}?vista=papel"))) == 27


def _hidden_world():
    """Records that nobody but a coordinator may see, and people who may not be known at all."""
    here, other = InstitutionFactory(name="Aquí"), InstitutionFactory(name="Vecina")
    PostFactory(institution=here, publication="reserved")
    records = []
    for institution in (here, other):
        records.append(SeatFactory(institution=institution, group=GroupFactory(is_public=False)))
        agreement = AgreementFactory(is_public=False, status="in_force", signed_on="2021")
        records.append(AgreementPartyFactory(institution=institution, agreement=agreement))
        milestone = MilestoneFactory(is_public=False)
        records.append(MilestoneInstitutionFactory(institution=institution, milestone=milestone))
        hidden = PersonFactory()
        records.append(SeatFactory(institution=institution, person=hidden))
        records.append(AppointmentFactory(post=here.posts.get(), person=hidden, capacity="interina"))
    records.append(AppointmentFactory(post=here.posts.get(), person=PersonFactory(protected=True)))
    return records


def _seen(client, address):
    body = client.get(address).content.decode()
    return re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", body)


@pytest.mark.parametrize("role", ROLES)
def test_the_same_world_with_and_without_what_she_may_not_see_gives_the_same_page_and_file(role, log_in):
    records = _hidden_world()
    client = Client() if role is None else log_in(role)
    addresses = (PAGE, f"{PAGE}?formato=csv", f"{PAGE}?vista=papel&orden=asiento", f"{PAGE}?falta=convenio")
    before = [_seen(client, address) for address in addresses]
    for record in records:
        owner = getattr(record, "group", None) or getattr(record, "agreement", None)
        record.delete()
        if owner is not None and not owner.is_public:
            owner.delete()
    assert [_seen(client, address) for address in addresses] == before


def test_a_coordinator_sees_more_than_the_public_in_the_same_world(log_in):
    _hidden_world()
    assert sums(log_in(Role.COORDINATOR).get(PAGE))["convenio"] == (0, 2)
    assert sums(Client().get(PAGE))["convenio"] == (2, 2)


@pytest.mark.parametrize(("role", "stored"), [(None, ""), (Role.ANALYST, "no-store, private")])
def test_what_an_insider_sees_is_not_kept_by_a_browser(role, stored, log_in):
    client = Client() if role is None else log_in(role)
    assert client.get(PAGE).headers.get("Cache-Control", "") == stored


def test_the_page_belongs_to_the_analysis_in_the_main_navigation():
    body = Client().get(PAGE).content.decode()
    current = re.findall(r'<a href="([^"]*)"[^>]* aria-current="page"', body)
    assert set(current) == {"/red/analisis/", PAGE}  # the entry, and the tab of this question


def test_the_whole_answer_is_there_as_data_for_the_same_question(client):
    InstitutionFactory(package_id="una", name="Dirección Una", sector="public")
    InstitutionFactory(package_id="otra", name="Empresa Otra", sector="private")
    response = client.get(f"{PAGE}respuesta.json?sector=public")
    assert response["Content-Disposition"] == 'attachment; filename="quien-falta.json"'
    assert [row["id"] for row in response.json()["rows"]] == ["una"]
    assert "respuesta.json?sector=public" in client.get(f"{PAGE}?sector=public").content.decode()
