"""The pages of closing an administration."""

import datetime as dt
import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from network.accounts.enums import Role, ScopeKind
from network.accounts.models import Grant
from network.accounts.services import grant
from network.reports.models import AdministrationClosing
from network.ties.models import Appointment
from network.vocabulary.models import Territory
from tests.conftest import has_just_logged_in
from tests.factories.accounts import UserFactory
from tests.factories.records import (
    AppointmentFactory,
    InstitutionFactory,
    PersonFactory,
    PostFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db

PLACE = "/gestion/cierre/"
PAGES = ("", "como/", "designaciones/", "anexo/", "anexo.docx", "paquete/", "avance/")
DEEDS = ("aplicar/", "reintentar/", "descartar/")


@pytest.fixture
def enter(log_in):
    """Logs in an account without a password, of which none is asked again."""

    def entered(role):
        return log_in(role, user=UserFactory(password="!"))

    return entered


@pytest.fixture
def coordinator(enter):
    return enter(Role.COORDINATOR)


@pytest.fixture
def town():
    place = TerritoryFactory(kind=Territory.Kind.MUNICIPALITY, name="Ejemplo")
    return InstitutionFactory(name="Ayuntamiento de Ejemplo", municipality=place)


def begin(client, institution, **values):
    sent = {
        "name": "Administración 2024–2027",
        "ends_on": "2099-09-30",
        "institutions": institution.name,
        "territory": "",
        **values,
    }
    response = client.post(f"{PLACE}nuevo/", sent)
    assert response.status_code == 302, response.context["form"].errors
    return AdministrationClosing.objects.latest("pk")


def at(closing, end=""):
    return f"{PLACE}{closing.uid}/{end}"


def say_how(client, closing, **values):
    sent = {"name": closing.name, "ends_on": closing.ends_on.isoformat(), "reason": "Cambio de gobierno"}
    return client.post(at(closing, "como/"), {**sent, "asks": "on", **values})


def test_it_is_for_whoever_runs_the_network(log_in, enter, coordinator, town):
    closing = begin(coordinator, town)
    member = log_in(Role.MEMBER)
    scoped = log_in(Role.COORDINATOR, scope=ScopeKind.INSTITUTION, key=town.package_id)
    for path in (PLACE, f"{PLACE}nuevo/", *(at(closing, end) for end in PAGES)):
        assert Client().get(path).status_code == 302
        assert (member.get(path).status_code, scoped.get(path).status_code) == (404, 404)
        assert coordinator.get(path).status_code == 200, path
    for path in (at(closing, end) for end in DEEDS):
        assert (member.post(path).status_code, coordinator.get(path).status_code) == (404, 405)
    assert coordinator.get(at(closing, "cuentas/")).status_code == 404
    assert enter(Role.ADMINISTRATOR).get(at(closing, "cuentas/")).status_code == 200


def test_a_government_gives_its_public_institutions_and_others_are_named_by_hand(coordinator, town):
    InstitutionFactory(name="Instituto Estatal", municipality=town.municipality, level="regional")
    other = InstitutionFactory(name="Universidad de Ejemplo", sector="academia")
    empty = coordinator.post(f"{PLACE}nuevo/", {"name": "X", "ends_on": "2099-09-30"})
    assert "Elija un gobierno, o nombre al menos una institución." in empty.content.decode()
    closing = begin(coordinator, other, territory=str(town.municipality.pk))
    assert set(closing.institutions.all()) == {town, other}


def test_a_government_without_a_territory_gives_the_public_institutions_below_it(coordinator, town):
    head = InstitutionFactory(name="Gobierno Municipal de Tonalá")
    works = InstitutionFactory(name="Obras Públicas", parent=head)
    office = InstitutionFactory(name="Ventanilla de Obras", parent=works)
    InstitutionFactory(name="Consejo de la sociedad", parent=head, sector="civil_society")
    page = coordinator.get(f"{PLACE}nuevo/").content.decode()
    assert "Gobierno Municipal de Tonalá (2)" in page
    assert "Ayuntamiento de Ejemplo (" not in page
    closing = begin(coordinator, works, institutions="", territory=f"institution-{head.pk}")
    assert set(closing.institutions.all()) == {head, works, office}


def test_from_the_choice_to_the_end_and_back(coordinator, town):
    one = AppointmentFactory(post=PostFactory(institution=town), person=PersonFactory(name="Ana Ejemplo"))
    kept = AppointmentFactory(post=PostFactory(institution=town), person=PersonFactory(name="Eva Ejemplo"))
    closing = begin(coordinator, town)
    page = coordinator.get(at(closing, "designaciones/")).content.decode()
    assert ("Ana Ejemplo" in page, page.count(" checked")) == (True, 2)
    coordinator.post(at(closing, "designaciones/"), {"termina": [str(one.uid)]})
    refused = coordinator.post(at(closing, "aplicar/"), follow=True).content.decode()
    assert "Diga primero por qué terminan estas designaciones." in refused
    say_how(coordinator, closing)
    coordinator.post(at(closing, "aplicar/"))
    closing.refresh_from_db()
    assert closing.state == "applied"
    assert dict(Appointment.objects.values_list("pk", "ended")) == {one.pk: "2099-09-30", kept.pk: ""}
    page = coordinator.get(at(closing)).content.decode()
    assert "Ana Ejemplo" in page
    assert f"/gestion/entregas/{closing.handovers.get().uid}/" in page
    assert coordinator.get(at(closing, "designaciones/")).status_code == 404
    assert coordinator.post(at(closing, "descartar/")).status_code == 404
    assert coordinator.post(at(closing, "deshacer/"), {"reason": ""}).status_code == 200
    coordinator.post(at(closing, "deshacer/"), {"reason": "Hubo prórroga"})
    closing.refresh_from_db()
    assert (closing.state, set(Appointment.objects.values_list("ended", flat=True))) == ("undone", {""})
    assert "Hubo prórroga" in coordinator.get(at(closing)).content.decode()


def test_an_administrator_with_a_password_says_it_again_before_roles_pass(log_in, town):
    account = UserFactory()
    account.set_password("una clave larga de prueba")
    account.save()
    client = log_in(Role.ADMINISTRATOR, user=account)
    closing = begin(client, town)
    has_just_logged_in(client, account, seconds_ago=601)
    for response in (client.get(at(closing, "cuentas/")), client.post(at(closing, "aplicar/"))):
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/cuenta/reauthenticate/")
    assert closing.state == "prepared"


def test_a_role_passes_to_an_account_that_is_there(enter, town):
    client = enter(Role.ADMINISTRATOR)
    closing = begin(client, town)
    role, successor = Grant.objects.get(), UserFactory()
    path = at(closing, "cuentas/")
    typed = {f"destino-{role.pk}": "passes", f"correo-{role.pk}": "nadie@ejemplo.invalid"}
    refused = client.post(path, typed)
    assert refused.status_code == 422
    assert 'value="nadie@ejemplo.invalid"' in refused.content.decode()
    chosen = {**typed, f"correo-{role.pk}": successor.email}
    asked = client.post(path, chosen)
    assert (asked.status_code, closing.grants.count()) == (200, 0)  # nothing is kept before it was read again
    assert f'name="correo-{role.pk}" value="{successor.email}"' in asked.content.decode()
    again = client.post(path, {**chosen, "corregir": "1"}).content.decode()
    assert f'value="{successor.email}"' in again
    assert closing.grants.count() == 0
    assert client.post(path, {**chosen, "confirmado": "1"}).status_code == 302
    assert closing.grants.get().successor == successor
    page = client.get(at(closing)).content.decode()
    assert successor.email not in page


def test_who_coordinates_the_territory_of_the_closing_is_offered_and_named(enter, town):
    other = TerritoryFactory(kind=Territory.Kind.MUNICIPALITY, name="Tonalá")
    for territory in (town.municipality, other):
        grant(
            user=UserFactory(),
            role=Role.COORDINATOR,
            by=None,
            scope=ScopeKind.TERRITORY,
            key=str(territory.pk),
        )
    client = enter(Role.ADMINISTRATOR)
    page = client.get(at(begin(client, town), "cuentas/")).content.decode()
    assert f"{Role.COORDINATOR.label}, Ejemplo" in page
    assert "Tonalá" not in page


def test_an_account_whose_name_is_not_told_is_named_in_words(enter, town):
    """By the day it was opened; what tells two of one day apart is neither its key nor its e-mail."""
    client = enter(Role.ADMINISTRATOR)
    other = grant(user=UserFactory(), role=Role.COORDINATOR, by=None).user
    other.date_joined = dt.datetime(2025, 5, 3, 18, tzinfo=dt.UTC)
    other.save()
    page = client.get(at(begin(client, town), "cuentas/")).content.decode()
    assert f"cuenta abierta el 3 de mayo de 2025 ({str(other.uid)[:4]})" in page
    assert str(other.uid)[:8] not in page
    assert other.email not in page


def test_the_export_is_named_by_its_hash_and_not_kept(coordinator, town):
    closing = begin(coordinator, town)
    given = SimpleUploadedFile("red.zip", b"contenido")
    coordinator.post(at(closing, "paquete/"), {"package": given})
    closing.refresh_from_db()
    assert (closing.package_name, closing.package_sha256) == (
        "red.zip",
        hashlib.sha256(b"contenido").hexdigest(),
    )
    assert closing.package_sha256 in coordinator.get(at(closing, "anexo/")).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_a_closing_asks_as_many_questions_for_three_designations_as_for_one(
    coordinator, town, number, django_assert_num_queries
):
    for _ in range(number):
        AppointmentFactory(post=PostFactory(institution=town))
    closing = begin(coordinator, town)
    coordinator.get(at(closing))
    with django_assert_num_queries(27):
        coordinator.get(at(closing))
