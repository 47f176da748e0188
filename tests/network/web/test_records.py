"""Lists and pages of records: what the viewer may see, dates and numbers as told, files without formulas."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.accounts.enums import Role, ScopeKind
from network.agreements.models import AgreementDocument
from network.vocabulary.models import Territory
from network.vocabulary.terms import forget_terms
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    CommitmentFactory,
    DocumentFactory,
    GroupFactory,
    InstitutionFactory,
    MilestoneFactory,
    MilestoneInstitutionFactory,
    PersonFactory,
    SeatFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.factories.resources import ResourceFactory, RouteFactory

pytestmark = pytest.mark.django_db

LISTS = ("groups", "agreements", "milestones", "resources", "routes")


def listed(client, name, **params):
    response = client.get(reverse(name), params)
    assert response.status_code == 200
    return response.context["listing"]


def names(client, name, **params):
    """What the list shows, by title or name."""
    found = []
    for row in listed(client, name, **params).page.object_list:
        record = next(iter(row.values())) if isinstance(row, dict) else row
        found.append(getattr(record, "title", "") or record.name)
    return found


def file_of(client, name, **params):
    response = client.get(reverse(name), {**params, "formato": "csv"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def _one_of_each():
    place = TerritoryFactory()
    group = SeatFactory(group=GroupFactory(lead_institution=InstitutionFactory())).group
    agreement = AgreementPartyFactory().agreement
    CommitmentFactory(agreement=agreement)
    document = DocumentFactory(issuer=InstitutionFactory())
    document.addressees.add(InstitutionFactory())
    AgreementDocument.objects.create(agreement=agreement, document=document)
    milestone = MilestoneInstitutionFactory().milestone
    route = RouteFactory()
    ResourceFactory()
    for record in (group, agreement, milestone, route):
        record.territories.add(place)
    return group, agreement, milestone


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("groups", 6), ("agreements", 9), ("milestones", 10), ("resources", 5), ("routes", 7)],
)
def test_a_list_takes_the_same_queries_for_one_and_three_rows(
    name, queries, number, django_assert_num_queries
):
    for _number in range(number):
        _one_of_each()
    forget_terms()
    with django_assert_num_queries(queries):
        Client().get(reverse(name))


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("kind", "queries"), [("group", 6), ("agreement", 8), ("milestone", 4)])
def test_a_page_takes_the_same_queries_for_one_and_three_parts(
    kind, queries, number, django_assert_num_queries
):
    group, agreement, milestone = _one_of_each()
    for _number in range(number - 1):
        SeatFactory(group=group)
        AgreementPartyFactory(agreement=agreement)
        CommitmentFactory(agreement=agreement)
        AgreementDocument.objects.create(agreement=agreement, document=DocumentFactory())
        MilestoneInstitutionFactory(milestone=milestone)
    record = {"group": group, "agreement": agreement, "milestone": milestone}[kind]
    forget_terms()
    with django_assert_num_queries(queries):
        Client().get(record.get_absolute_url())


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_says_so_and_offers_no_file(client, name):
    page = client.get(reverse(name)).content.decode()
    assert "Aún no hay nada registrado" in page
    assert "formato=csv" not in page


@pytest.mark.parametrize("name", LISTS)
def test_unknown_choices_are_as_good_as_none(client, name):
    _one_of_each()
    asked = {"tipo": "x", "estado": "x", "tema": "x", "territorio": "x", "anio": "x", "pais": "x"}
    assert names(client, name, **asked, orden="x", page="x") == names(client, name)


@pytest.mark.parametrize("name", ["groups", "agreements", "milestones"])
def test_internal_records_are_in_no_list_count_choice_or_file_but_a_coordinators(client, log_in, name):
    factory = {"groups": GroupFactory, "agreements": AgreementFactory, "milestones": MilestoneFactory}[name]
    internal = factory(is_public=False, kind="convenio" if name == "milestones" else "memorandum")
    internal.territories.add(TerritoryFactory(name="Territorio secreto"))
    public = factory()
    for viewer in (client, log_in(Role.MEMBER), log_in(Role.ANALYST), log_in(Role.ADMINISTRATOR)):
        listing = listed(viewer, name)
        assert listing.page.paginator.count == 1
        choices = {choice.name: [option.value for option in choice.options] for choice in listing.choices}
        assert choices["territorio"] == []
        assert choices["tipo"] == [public.kind]
        assert [row["Identificador"] for row in file_of(viewer, name)] == [public.package_id]
    assert listed(log_in(Role.COORDINATOR), name).page.paginator.count == 2


@pytest.mark.parametrize("factory", [GroupFactory, AgreementFactory, MilestoneFactory])
def test_an_internal_page_is_missing_in_the_same_way_as_one_that_never_was(client, log_in, factory):
    internal = factory(is_public=False)
    address = internal.get_absolute_url()
    never = address.replace(internal.package_id, "nunca-fue")
    client.get(never)
    with CaptureQueriesContext(connection) as for_forbidden:
        forbidden = client.get(address)
    with CaptureQueriesContext(connection) as for_missing:
        missing = client.get(never)
    assert (forbidden.status_code, missing.status_code) == (404, 404)
    assert len(for_forbidden) == len(for_missing)
    assert forbidden.content.decode().replace(address, never) == missing.content.decode()
    assert log_in(Role.COORDINATOR).get(address).status_code == 200


def test_a_group_shows_seats_by_role_with_basis_and_dates_and_counts_institutions_only(client):
    group = GroupFactory()
    lead = SeatFactory(group=group, role="lead", started="2020-03")
    guest = SeatFactory(group=group, role="guest", basis="inferred")
    SeatFactory(group=group, person=PersonFactory(visible=True, name="Ana Pérez"))
    response = client.get(group.get_absolute_url())
    rows = {
        role: [(row.seat, [badge.label for badge in row.badges], row.when) for row in seats]
        for role, seats in response.context["by_role"]
    }
    assert rows == {
        "conduce": [(lead, [], "desde marzo de 2020")],
        "invitada": [(guest, ["inferido"], "sin fecha registrada")],
    }
    assert (response.context["seat_count"], response.context["undated"]) == (2, 1)
    assert "Ana Pérez" not in response.content.decode()
    assert listed(client, "groups").page.object_list[0].seat_count == 2


def test_an_agreement_shows_parties_debts_by_debtor_and_its_acts_by_date(client):
    debtor = InstitutionFactory(name="Ayuntamiento")
    agreement = AgreementPartyFactory(agreement=AgreementFactory(signed_on="2016-12")).agreement
    CommitmentFactory(agreement=agreement, debtor=debtor, status="done", due_on="2020", text="Dar espacio.")
    CommitmentFactory(agreement=agreement, debtor=debtor, is_public=False, text="Cosa interna")
    for number, day, is_public in (("2", "2017-03", True), ("1", "2016", True), ("3", "2015", False)):
        document = DocumentFactory(number=number, issued_on=day, is_public=is_public)
        AgreementDocument.objects.create(agreement=agreement, document=document)
    context = client.get(agreement.get_absolute_url()).context
    (section,) = context["commitments"]
    assert section.title == "A cargo de Ayuntamiento"
    assert [(line.title, line.badges[0].label, line.facts[-1]) for line in section.lines] == [
        ("Dar espacio.", "Cumplido", "plazo: 2020")
    ]
    assert [line.title for line in context["documents"]] == ["Oficio 1", "Oficio 2"]
    assert context["validity"] == ("firmado: diciembre de 2016", "sin fecha de término registrada")


def test_a_milestone_shows_who_did_what_and_its_numbers(client):
    milestone = MilestoneFactory(participants=300, qualifier="approx", count_of="audience", started="2021")
    lead = MilestoneInstitutionFactory(milestone=milestone, role="lead").institution
    context = client.get(milestone.get_absolute_url()).context
    assert context["when"] == "2021"
    assert context["numbers"] == ("alrededor de 300 personas de público",)
    assert context["by_role"] == [("conduce", [lead])]


def test_a_search_knows_no_accents_case_or_order(client):
    MilestoneFactory(title="Mesa Mujer y Minería")
    MilestoneFactory(title="Mesa Mujer y Construcción")
    assert names(client, "milestones", q="MINERIA mesa") == ["Mesa Mujer y Minería"]
    assert names(client, "milestones", q="minería pesca") == []


def test_milestones_narrow_by_theme_kind_territory_and_year(client):
    jalisco = TerritoryFactory()
    wanted = MilestoneFactory(
        title="Buscado",
        kind="feria",
        theme=ThemeFactory(code="salud", label_es="Salud"),
        started="2018-11",
        ended="2020",
    )
    wanted.territories.add(jalisco)
    MilestoneFactory(title="Otro", started="2021")
    MilestoneFactory(title="Sin fecha", started="")
    for asked in ({"tema": "salud"}, {"tipo": "feria"}, {"territorio": "Jalisco"}, {"anio": "2018"}):
        assert names(client, "milestones", **asked) == ["Buscado"]
    assert names(client, "milestones", orden="antiguos") == ["Buscado", "Otro", "Sin fecha"]
    assert names(client, "milestones") == ["Otro", "Buscado", "Sin fecha"]


def test_a_year_takes_in_what_went_on_in_it(client):
    MilestoneFactory(title="Largo", started="2018-11", ended="2020-02")
    MilestoneFactory(title="Justo", started="2019")
    assert names(client, "milestones", anio="2019") == ["Justo", "Largo"]


def test_a_territory_is_offered_once_the_wide_ones_first(client):
    for name, kind in (("Jalisco", "region"), ("Nacional", "national"), ("Jalisco", "municipality")):
        GroupFactory().territories.add(Territory.objects.create(kind=kind, name=name))
    choice = next(c for c in listed(client, "groups").choices if c.name == "territorio")
    assert [option.value for option in choice.options] == ["Nacional", "Jalisco"]
    assert len(names(client, "groups", territorio="Jalisco")) == 2


def test_agreements_narrow_by_state_and_order_by_parties(client):
    many = AgreementFactory(title="Zeta", status="in_force")
    for _number in range(2):
        AgreementPartyFactory(agreement=many)
    AgreementFactory(title="Alfa")
    assert names(client, "agreements", estado="in_force") == ["Zeta"]
    assert names(client, "agreements", orden="partes") == ["Zeta", "Alfa"]


def test_pages_keep_what_was_asked_and_the_file_holds_them_all(client):
    for _number in range(23):
        GroupFactory(name=f"Mesa de datos {_number:02d}")
    listing = listed(client, "groups", q="datos", page="2", tipo="")
    assert len(listing.page.object_list) == 3
    assert listing.querystring == "q=datos"
    assert listing.file_querystring == "q=datos&formato=csv"
    assert len(file_of(client, "groups", q="datos", page="2")) == 23


def test_a_file_tells_numbers_apart_and_starts_no_formula(client):
    MilestoneFactory(
        title="=2+2", participants=300, qualifier="at_least", count_of="attended", started="2021-03"
    )
    (row,) = file_of(client, "milestones")
    assert (row["Título"], row["Inicio"]) == ("'=2+2", "2021-03")
    assert (row["Participantes"], row["Qué cuenta el número"], row["Precisión de los números"]) == (
        "300",
        "personas que asistieron",
        "más de",
    )


def test_routes_say_when_they_were_verified_and_can_be_called(client):
    RouteFactory(name="Línea", contact="1455")
    RouteFactory(name="Casa", kind="shelter", verified_on="2026-03")
    response = client.get(reverse("routes"))
    rows = response.context["listing"].page.object_list
    assert [row["verification"].label for row in rows] == [
        "sin verificar desde 2021",
        "verificada: marzo de 2026",
    ]
    page = response.content.decode()
    assert '<a href="tel:1455" rel="noreferrer">1455</a>' in page
    assert "Nadie ha verificado 1 de estas rutas desde 2021." in page
    assert [row["Verificada el"] for row in file_of(client, "routes")] == [
        "sin verificar desde 2021",
        "2026-03",
    ]


def test_routes_narrow_by_country_and_begin_with_whom_one_can_call(client):
    RouteFactory(name="Alerta", kind="alert", country="CL")
    RouteFactory(name="Línea", kind="helpline")
    assert names(client, "routes") == ["Línea", "Alerta"]
    choice = next(c for c in listed(client, "routes").choices if c.name == "pais")
    assert [(option.value, option.label) for option in choice.options] == [("CL", "Chile"), ("MX", "México")]
    assert names(client, "routes", pais="CL") == ["Alerta"]


def test_a_coordinator_of_a_group_sees_it_marked_as_internal(log_in):
    group = GroupFactory(is_public=False)
    client = log_in(Role.COORDINATOR, scope=ScopeKind.GROUP, key=group.package_id)
    assert "Sólo las coordinadoras: es interno." in client.get(group.get_absolute_url()).content.decode()


def test_names_are_ordered_without_regard_to_case(client):
    for name in ("Zeta", "alfa", "Beta"):
        GroupFactory(name=name)
    assert names(client, "groups") == ["alfa", "Beta", "Zeta"]


def test_that_nobody_verified_the_routes_is_said_once_and_on_each_only_where_they_differ(client):
    RouteFactory(name="Línea", verified_on="")
    RouteFactory(name="Casa", verified_on="")
    body = client.get(reverse("routes")).content.decode()
    assert "Nadie ha verificado estas rutas desde 2021." in body
    assert "sin verificar" not in body
    RouteFactory(name="Centro", verified_on="2024-05")
    body = client.get(reverse("routes")).content.decode()
    assert body.count("sin verificar desde 2021") == 2
    assert body.count("verificada: mayo de 2024") == 1


def test_a_material_without_an_address_says_whom_to_ask(client):
    maker = InstitutionFactory(name="Quien lo hizo")
    ResourceFactory(title="Guía", institution=maker)
    ResourceFactory(title="Suelto", institution=None)
    body = " ".join(client.get(reverse("resources")).content.decode().split())
    assert f'Pídalo a: <a href="{maker.get_absolute_url()}">Quien lo hizo</a>' in body
    assert body.count("Pregunte a quien coordina la red.") == 1
