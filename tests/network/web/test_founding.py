"""`/empezar/`: whoever holds the code sets the network up once; nobody else finds a page there."""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from network.accounts import setup_code
from network.accounts.enums import Role
from network.accounts.founding import AlreadyFoundedError
from network.accounts.models import Grant, User
from network.institutions.models import Institution
from network.journal.models import Entry
from network.office.queries import office
from network.paper.document import Bullets
from network.people.enums import Visibility
from network.people.founding import found
from network.people.models import Person
from network.vocabulary.models import Territory
from network.web.founding.first_steps import _record
from network.web.founding.rows import typed
from tests.totp import code_of

STEPS = ("", "red/", "pais/", "quienes/", "instituciones/", "administradora/")
NETWORK = {"network_name": "Red de Enlaces de Tonalá", "office_name": "Instituto Municipal de las Mujeres"}
COUNTRY = {"country": "MX", "time_zone": ""}
WHO = {"eligibility": "Enlaces de género del municipio.", "target": "40"}
GOVERNMENT = {
    "government": "Gobierno Municipal de Tonalá",
    "level": "municipal",
    "acronym": "IMM",
    "more": "",
}
ROWS = {
    "fila-0-nombre": "Dirección de Obras Públicas",
    "fila-0-sigla": "DOP",
    "fila-0-tipo": "municipal_unit",
    "fila-1-nombre": "Comisaría de Seguridad",
    "fila-1-sigla": "",
    "fila-1-tipo": "police",
}
SHE = {
    "name": "Coordinadora de prueba",
    "email": "coordinacion@ejemplo.invalid",
    "password1": "jacaranda-47-lluvia",
    "password2": "jacaranda-47-lluvia",
}


@pytest.fixture
def code(db: None, tmp_path: Path, settings: Any) -> str:
    settings.VAR = tmp_path
    return setup_code.setup_code()


def at(step: str, code: str) -> str:
    return f"/empezar/{step}?clave={code}"


def walk(client: Client, code: str) -> None:
    """Everything but the administrator."""
    for step, said in (("red/", NETWORK), ("pais/", COUNTRY), ("quienes/", WHO)):
        assert client.post(at(step, code), said).status_code == 302
    assert client.post(at("instituciones/", code), {**GOVERNMENT, **ROWS}).status_code == 302


def second_factor_is_set_up(client: Client, *, on_the_way_to: str) -> None:
    """Without being asked for the password that she has just chosen."""
    sent = client.get(on_the_way_to, headers={"Accept": "text/html"})
    assert sent["Location"] == "/cuenta/segundo-factor/"
    assert client.get("/cuenta/segundo-factor/totp/activate/").status_code == 200
    secret = client.session["mfa.totp.secret"]
    said = {"code": code_of(secret)}
    answer = client.post("/cuenta/segundo-factor/totp/activate/", said)
    assert answer["Location"] == "/cuenta/segundo-factor/recovery-codes/"


def state() -> list[int]:
    return [model.objects.count() for model in (User, Grant, Institution, Person, Entry)]


def test_the_code_is_for_the_installing_account_alone_and_the_same_until_it_is_spent(
    code: str, tmp_path: Path
) -> None:
    assert stat.S_IMODE((tmp_path / "setup_code").stat().st_mode) == 0o600
    assert len(code) >= 32
    assert setup_code.setup_code() == code


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("said", ["", "?clave=", "?clave=otra", "?clave=%00", "?clave=%C3%B1"])
def test_without_the_code_there_is_no_page(code: str, step: str, said: str) -> None:
    client = Client()
    assert client.get(f"/empezar/{step}{said}").status_code == 404
    assert client.post(f"/empezar/{step}{said}", {**NETWORK, **SHE}).status_code == 404
    assert state() == [0] * 5


def test_an_empty_code_on_the_disk_opens_nothing(code: str, tmp_path: Path) -> None:
    (tmp_path / "setup_code").write_text("", "ascii")
    assert Client().get("/empezar/?clave=").status_code == 404


def test_no_page_is_there_where_no_code_was_made(db: None, tmp_path: Path, settings: Any) -> None:
    settings.VAR = tmp_path
    assert Client().get("/empezar/?clave=").status_code == 404


def test_the_whole_way(code: str, tmp_path: Path) -> None:
    client = Client()
    walk(client, code)
    answer = client.post(at("administradora/", code), SHE)
    assert answer["Location"] == "/gestion/primeros-pasos/lista/"
    assert client.get(answer["Location"]).status_code == 404  # her roles count with a second factor
    second_factor_is_set_up(client, on_the_way_to=answer["Location"])
    assert client.get(answer["Location"]).status_code == 200
    assert (office().country, office().time_zone, office().target) == ("MX", "America/Mexico_City", 40)
    seat = Institution.objects.get(package_id=office().institution_key)
    assert (seat.name, seat.short_name, seat.kind) == (NETWORK["office_name"], "IMM", "womens_institute")
    assert str(seat.parent) == GOVERNMENT["government"]
    children = Institution.objects.filter(parent=seat.parent).exclude(pk=seat.pk)
    assert {(row.name, row.short_name, row.kind, row.country) for row in children} == {
        ("Dirección de Obras Públicas", "DOP", "municipal_unit", "MX"),
        ("Comisaría de Seguridad", "", "police", "MX"),
    }
    user, person = User.objects.get(), Person.objects.get()
    assert {grant.role for grant in user.grants.all()} == {Role.ADMINISTRATOR, Role.COORDINATOR}
    assert (person.account, person.name, person.visibility) == (user, SHE["name"], Visibility.HIDDEN)
    assert user.check_password(SHE["password1"])
    assert client.login(email=SHE["email"], password=SHE["password1"])


def test_it_is_spent_with_the_first_administrator_for_everyone(
    code: str, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    client = Client()
    walk(client, code)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at("administradora/", code), SHE)
    assert not (tmp_path / "setup_code").exists()
    (tmp_path / "setup_code").write_text(code, "ascii")  # even put back by hand
    second_factor_is_set_up(client, on_the_way_to=at(STEPS[0], code))
    for step in STEPS:
        assert Client().get(at(step, code)).status_code == 404
        assert client.get(at(step, code))["Location"] == "/gestion/primeros-pasos/"
    assert setup_code.setup_code() == ""


def test_opening_pages_changes_nothing(code: str) -> None:
    client = Client()
    walk(client, code)
    before = state()
    for step in STEPS:
        assert client.get(at(step, code), follow=True).status_code == 200
    assert state() == before


def test_the_address_leads_back_to_where_she_was(code: str) -> None:
    for step, said in (
        ("red/", NETWORK),
        ("pais/", COUNTRY),
        ("quienes/", WHO),
        ("instituciones/", GOVERNMENT),
    ):
        assert Client().get(at("", code))["Location"] == at(step, code)
        assert Client().post(at(step, code), said).status_code == 302
    assert Client().get(at("", code))["Location"] == at("administradora/", code)
    page = Client().get(at("red/", code)).content.decode()
    assert 'value="Red de Enlaces de Tonalá"' in page
    assert "Paso 1 de 7" in page
    assert f'href="{at("administradora/", code)}"' in page


@pytest.mark.parametrize("step", ["pais/", "quienes/", "instituciones/", "administradora/"])
def test_no_step_is_taken_before_the_first(code: str, step: str) -> None:
    answer = Client().post(at(step, code), {**COUNTRY, **WHO, **GOVERNMENT, **SHE})
    assert answer.status_code == 302
    assert state() == [0] * 5


def test_sent_twice_it_is_there_once(code: str) -> None:
    client = Client()
    walk(client, code)
    before = state()
    walk(client, code)
    assert state()[:4] == before[:4]
    assert Institution.objects.count() == 4


def test_lines_are_read_with_their_acronyms_and_looked_over_before_they_are_kept(code: str) -> None:
    client = Client()
    for step, said in (("red/", NETWORK), ("pais/", COUNTRY), ("quienes/", WHO)):
        client.post(at(step, code), said)
    lines = "1. Dirección de Obras Públicas (DOP)\n\n- Policía Municipal\ndireccion de obras publicas\nDOP"
    page = client.post(at("instituciones/", code), {**GOVERNMENT, "more": lines})
    assert [(row.name, row.short_name, row.kind, row.leave_out) for _at, row in page.context["rows"]] == [
        ("Dirección de Obras Públicas", "DOP", "municipal_unit", False),
        ("Policía Municipal", "", "police", False),
        ("direccion de obras publicas", "", "municipal_unit", True),
        ("DOP", "", "municipal_unit", True),
    ]
    assert Institution.objects.count() == 0


def test_what_is_typed_stays_where_something_is_wrong(code: str) -> None:
    client = Client()
    page = client.post(at("red/", code), {"network_name": "Red <b>mía</b>", "office_name": ""})
    assert (page.status_code, set(page.context["form"].errors)) == (422, {"office_name"})
    assert "Red &lt;b&gt;mía&lt;/b&gt;" in page.content.decode()
    walk(client, code)
    page = client.post(at("pais/", code), {"country": "CL", "time_zone": "America/Tijuana"})
    assert set(page.context["form"].errors) == {"time_zone"}
    page = client.post(at("instituciones/", code), {**GOVERNMENT, **ROWS, "fila-1-nombre": "  "})
    assert page.context["wrong"] == ["Renglón 2: escriba el nombre o márquelo para quitarlo."]
    twice = {**GOVERNMENT, **ROWS, "fila-1-nombre": "dirección de obras públicas"}
    assert "Renglón 2:" in client.post(at("instituciones/", code), twice).context["wrong"][0]
    page = client.post(at("administradora/", code), {**SHE, "password1": "12345678", "password2": "otra"})
    assert set(page.context["form"].errors) == {"password1", "password2"}
    html = page.content.decode()
    assert SHE["name"] in html
    assert SHE["email"] in html
    assert "12345678" not in html
    assert User.objects.count() == 0


def test_a_department_is_renamed_and_left_out_when_she_comes_back(code: str) -> None:
    client = Client()
    walk(client, code)
    rows = {row.name: row.pk for row in Institution.objects.all()}
    said = {
        **GOVERNMENT,
        **ROWS,
        "fila-0-nombre": "Dirección General de Obras",
        "fila-0-id": rows["Dirección de Obras Públicas"],
        "fila-1-id": rows["Comisaría de Seguridad"],
        "fila-1-quitar": "on",
    }
    assert client.post(at("instituciones/", code), said).status_code == 302
    assert {row.name: row.pk for row in Institution.objects.all()} == {
        GOVERNMENT["government"]: rows[GOVERNMENT["government"]],
        NETWORK["office_name"]: rows[NETWORK["office_name"]],
        "Dirección General de Obras": rows["Dirección de Obras Públicas"],
    }


def test_all_of_them_are_where_the_office_works_however_it_is_accented(code: str) -> None:
    client = Client()
    for step, said in (("red/", NETWORK), ("pais/", COUNTRY), ("quienes/", WHO)):
        client.post(at(step, code), said)
    where = {"region": "Michoacán", "municipality": "Morelia"}
    for said in (where, {"region": "michoacan", "municipality": "MORELIA"}):
        client.post(at("instituciones/", code), {**GOVERNMENT, **ROWS, **said})
    assert {(str(row.region), row.municipality.name) for row in Institution.objects.all()} == {
        ("Michoacán", "Morelia")
    }
    assert Territory.objects.count() == 2
    shown = client.get(at("instituciones/", code)).content.decode()
    assert 'value="Morelia"' in shown
    assert "Municipio" in shown


def test_a_municipality_without_its_region_is_told_at_the_field(code: str) -> None:
    client = Client()
    for step, said in (("red/", NETWORK), ("pais/", {**COUNTRY, "country": "CL"}), ("quienes/", WHO)):
        client.post(at(step, code), said)
    answer = client.post(at("instituciones/", code), {**GOVERNMENT, "municipality": "La Serena"})
    assert answer.status_code == 422
    assert "Región: Escríbala también" in answer.content.decode()
    assert Institution.objects.count() == 0


def test_an_office_that_is_no_part_of_a_government_is_its_own_head(code: str) -> None:
    client = Client()
    for step, said in (("red/", NETWORK), ("pais/", COUNTRY), ("quienes/", WHO)):
        client.post(at(step, code), said)
    client.post(at("instituciones/", code), {**GOVERNMENT, "government": NETWORK["office_name"].upper()})
    only = Institution.objects.get()
    assert (only.package_id, only.parent, only.short_name) == (office().institution_key, None, "IMM")


def test_the_second_of_two_administrators_is_turned_away(code: str) -> None:
    walk(Client(), code)
    seat = Institution.objects.get(package_id=office().institution_key)
    found(name="Una", email="una@ejemplo.invalid", password="x", institution=seat)
    with pytest.raises(AlreadyFoundedError):
        found(name="Otra", email="otra@ejemplo.invalid", password="x", institution=seat)
    assert list(User.objects.values_list("email", flat=True)) == ["una@ejemplo.invalid"]


def test_whoever_was_slower_is_sent_to_log_in(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    walk(Client(), code)
    seat = Institution.objects.get(package_id=office().institution_key)

    def slower(**values: Any) -> None:
        found(name="Una", email="una@ejemplo.invalid", password="x", institution=seat)
        found(**values)

    monkeypatch.setattr("network.web.founding.steps.found", slower)
    assert Client().post(at("administradora/", code), SHE)["Location"] == "/cuenta/login/"
    assert list(User.objects.values_list("email", flat=True)) == ["una@ejemplo.invalid"]


@pytest.mark.parametrize("page", ["", "lista/", "acta.pdf"])
def test_the_first_steps_are_the_desks(log_in: Callable[..., Client], page: str) -> None:
    assert log_in(Role.MEMBER).get(f"/gestion/primeros-pasos/{page}").status_code == 404
    assert Client().get(f"/gestion/primeros-pasos/{page}").status_code == 302


def test_every_first_step_leads_somewhere(log_in: Callable[..., Client]) -> None:
    desk = log_in(Role.COORDINATOR)
    deeds = desk.get("/gestion/primeros-pasos/").context["deeds"]
    assert [desk.get(deed["url"]).status_code for deed in deeds] == [200, 200, 200]


def test_the_record_of_installation_tells_the_whole_way_back(rf: Any, db: None) -> None:
    told = next(block for block in _record(rf.get("/")).blocks if isinstance(block, Bullets)).items
    assert any(" restore DESTINO.tar.gz" in text and " prepare --own" in text for text in told)


def test_lists_are_read_as_people_type_them() -> None:
    assert [
        (row.name, row.short_name) for row in typed("DOP (Dirección de Obras)\n• Cultura [SC];\n12) Salud")
    ] == [
        ("Dirección de Obras", "DOP"),
        ("Cultura", "SC"),
        ("Salud", ""),
    ]
