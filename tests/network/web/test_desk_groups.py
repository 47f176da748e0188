"""The desk's pages of groups and their seats."""

import pytest
from django.test import Client

from network.accounts.enums import Role, ScopeKind
from network.groups.models import Group, Seat
from tests.factories.records import (
    AffiliationFactory,
    GroupFactory,
    InstitutionFactory,
    PersonFactory,
    SeatFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db
ALL = "/gestion/mesas/"


@pytest.fixture
def coordinator(log_in):
    return log_in(Role.COORDINATOR)


def text(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "path", ["", "nueva/", "{g}/", "{g}/corregir/", "{g}/asientos/", "{g}/asientos/{i}/"]
)
def test_the_pages_are_there_for_who_coordinates_the_network_and_for_nobody_else(log_in, coordinator, path):
    seat = SeatFactory()
    path = ALL + path.format(g=seat.group.package_id, i=seat.institution.package_id)
    assert Client().get(path).status_code == 302
    for role, scope, key in (
        (Role.MEMBER, ScopeKind.NETWORK, ""),
        (Role.ANALYST, ScopeKind.NETWORK, ""),
        (Role.ADMINISTRATOR, ScopeKind.NETWORK, ""),
        (Role.COORDINATOR, ScopeKind.GROUP, seat.group.package_id),
    ):
        client = log_in(role, scope=scope, key=key)
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
    assert coordinator.get(path).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_many_questions_for_three_groups_as_for_one(
    coordinator, number, django_assert_num_queries
):
    for _ in range(number):
        SeatFactory()
    coordinator.get(ALL)
    with django_assert_num_queries(10):
        found = coordinator.get(ALL).context["listing"].page.object_list
    assert [row["group"].seat_count for row in found] == [1] * number


@pytest.mark.parametrize("number", [1, 3])
def test_the_seats_ask_as_many_questions_for_three_people_as_for_one(
    coordinator, number, django_assert_num_queries
):
    group = GroupFactory()
    for _ in range(number):
        seat = SeatFactory(group=group)
        SeatFactory(group=group, institution=seat.institution, person=PersonFactory())
    place = f"{ALL}{group.package_id}/asientos/"
    coordinator.get(place)
    with django_assert_num_queries(7):
        rows = coordinator.get(place).context["rows"]
    assert [len(row["people"]) for row in rows] == [1] * number


def test_a_group_is_recorded_with_its_seats_and_its_mistakes_keep_what_was_typed(coordinator):
    TerritoryFactory(name="Jalisco")
    lead = InstitutionFactory(name="Instituto de las Mujeres", short_name="IMM")
    InstitutionFactory(name="Obras Públicas")
    typed = {
        "name": "Mesa de prevención",
        "kind": "mesa",
        "lead_institution": "IMM",
        "seated": "Obras Públicas\nDependencia que no está",
        "territories": "Jalisco\nAtlántida",
        "started": "2024-13",
    }
    html = text(coordinator.post(f"{ALL}nueva/", typed))
    assert "Línea 2: ninguna institución se llama “Dependencia que no está”" in html
    assert "Línea 2: ningún estado, región, municipio o comuna se llama “Atlántida”" in html
    assert "Escriba la fecha como 2020, 03/2020 o 15/03/2020." in html
    assert "Mesa de prevención" in html
    assert not Group.objects.exists()
    typed |= {"seated": "Obras Públicas", "territories": "Jalisco", "started": "2024-03"}
    answer = coordinator.post(f"{ALL}nueva/", typed)
    group = Group.objects.get()
    assert answer.url == f"{ALL}{group.package_id}/"
    assert (group.lead_institution, group.started, group.is_public) == (lead, "2024-03", False)
    assert group.seats.count() == 2
    corrected = coordinator.get(f"{ALL}{group.package_id}/corregir/").context["form"]
    assert corrected["lead_institution"].value() == "Instituto de las Mujeres"
    typed["frequency"] = "cada mes"
    coordinator.post(f"{ALL}{group.package_id}/corregir/", typed)
    group.refresh_from_db()
    assert group.frequency == "cada mes"


def test_a_seat_is_corrected_named_and_taken_away(coordinator):
    seat = SeatFactory()
    person = AffiliationFactory(
        institution=seat.institution, person=PersonFactory(name="Lucrecia Ficticia")
    ).person
    protected = AffiliationFactory(
        institution=seat.institution, person=PersonFactory(protected=True, name="Nadia Protegida")
    ).person
    place = f"{ALL}{seat.group.package_id}/asientos/{seat.institution.package_id}/"
    html = text(coordinator.get(place))
    assert "Lucrecia Ficticia" in html
    assert "Nadia Protegida" not in html
    said = {"role": "guest", "basis": "inferred", "started": "2020", "ended": ""}
    assert coordinator.post(place, {**said, "deed": "correct"}).status_code == 302
    assert coordinator.post(place, {**said, "deed": "name", "person": protected.uid}).status_code == 200
    assert coordinator.post(place, {**said, "deed": "name", "person": person.uid}).status_code == 302
    assert list(Seat.objects.order_by("pk").values_list("role", "basis", "person")) == [
        ("guest", "inferred", None),
        ("guest", "inferred", person.pk),
    ]
    hers = f"{place}?persona={person.uid}"
    refused = text(coordinator.post(hers, {"deed": "remove", "reason": ""}))
    assert "Por qué nunca fue un asiento" in refused
    assert coordinator.post(hers, {"deed": "remove", "reason": "Fue otra."}).status_code == 302
    assert Seat.objects.count() == 1


def test_the_seat_of_a_protected_person_is_nowhere(coordinator):
    seat = SeatFactory()
    hidden = SeatFactory(
        group=seat.group, institution=seat.institution, person=PersonFactory(protected=True, name="Nadia P.")
    )
    place = f"{ALL}{seat.group.package_id}/asientos/"
    assert "Nadia P." not in text(coordinator.get(place))
    hers = f"{place}{seat.institution.package_id}/?persona={hidden.person.uid}"
    assert coordinator.get(hers).status_code == 404
