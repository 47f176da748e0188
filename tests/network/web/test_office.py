"""The page of the office: typed values are kept, the logo is public and nothing beside it is."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from network.accounts.enums import Role
from network.office.kept import facts
from network.office.models import Office
from network.office.queries import office
from tests.factories.records import InstitutionFactory
from tests.network.files.test_checking import picture

PAGE = "/gestion/oficina/"
TYPED = {"network_name": "Red de Enlaces", "office_name": "Instituto Municipal de las Mujeres"}


@pytest.fixture
def desk(log_in: Callable[..., Client]) -> Client:
    return log_in(Role.COORDINATOR)


def test_what_is_typed_is_kept_and_shown(desk: Client) -> None:
    InstitutionFactory(name="Instituto Municipal de las Mujeres de Guadalajara", short_name="InMujeresGDL")
    sent = {**TYPED, "institution": "inmujeresgdl", "time_zone": "America/Tijuana", "target": "100"}
    assert desk.post(PAGE, sent).status_code == 302
    assert (office().institution_key[:12], office().target) == ("institucion-", 100)
    html = desk.get(PAGE).content.decode()
    assert 'value="Instituto Municipal de las Mujeres de Guadalajara"' in html
    assert '<option value="America/Tijuana" selected>Tijuana</option>' in html
    facts.forget()
    assert "<span>Red de Enlaces</span>" in desk.get("/instituciones/").content.decode()


def test_a_mistake_keeps_what_was_typed_and_changes_nothing(desk: Client) -> None:
    page = desk.post(PAGE, {**TYPED, "email": "sin arroba", "institution": "Nadie"})
    assert set(page.context["form"].errors) == {"email", "institution"}
    assert 'value="sin arroba"' in page.content.decode()
    assert not Office.objects.exists()


def test_the_preview_shows_what_is_being_typed_and_keeps_nothing(desk: Client) -> None:
    page = desk.post(PAGE + "vista/", {**TYPED, "closing": "Atentamente", "telephone": "<b>33</b>"})
    assert "Atentamente" in page.content.decode()
    assert "&lt;b&gt;33&lt;/b&gt;" in page.content.decode()
    assert not Office.objects.exists()
    assert desk.get(PAGE + "vista/").status_code == 405


def test_the_logo_is_public_without_its_metadata_and_can_be_taken_away(desk: Client) -> None:
    upload = SimpleUploadedFile("mi logo.php", picture("PNG", marked=True).getvalue(), "text/html")
    desk.post(PAGE, {**TYPED, "new_logo": upload})
    address = "/oficina/logo/" + office().logo.name.removeprefix("office/")
    answer = Client().get(address)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert b"Camara de Ana" not in b"".join(answer)
    desk.post(PAGE, {**TYPED, "without_logo": "on"})
    assert office().logo.name == ""


def test_the_drawn_signature_is_shown_at_the_desk_alone_and_can_be_taken_away(desk: Client) -> None:
    upload = SimpleUploadedFile(
        "firma.php", picture("PNG", size=(41, 21), marked=True).getvalue(), "text/html"
    )
    desk.post(PAGE, {**TYPED, "new_signature": upload})
    name = office().signature_picture.name
    assert name.startswith("signatures/")
    shown = desk.get("/gestion/oficina/firma/")
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert b"Camara de Ana" not in b"".join(shown)
    assert Client().get("/oficina/logo/" + name.removeprefix("signatures/")).status_code == 404
    assert Client().get("/gestion/oficina/firma/").status_code == 302
    refused = SimpleUploadedFile("firma.png", b"<svg/>", "image/png")
    page = desk.post(PAGE, {**TYPED, "new_signature": refused})
    assert page.context["form"].errors == {"new_signature": ["Elija una imagen en JPEG o PNG."]}
    desk.post(PAGE, {**TYPED, "without_signature": "on"})
    assert office().signature_picture.name == ""


@pytest.mark.parametrize("name", ["..%2Fsecret_key", "0" * 40 + ".png", "a.png", "0" * 40 + ".png%0A"])
def test_nothing_else_is_served_beside_the_logo(client: Client, db: None, name: str) -> None:
    assert client.get(f"/oficina/logo/{name}").status_code == 404


def test_another_file_is_refused_in_words(desk: Client) -> None:
    page = desk.post(PAGE, {**TYPED, "new_logo": SimpleUploadedFile("logo.png", b"<svg/>", "image/png")})
    assert page.context["form"].errors == {"new_logo": ["Elija una imagen en JPEG o PNG."]}


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (
            "Salud",
            "Línea 1: “Salud” puede ser varias: Salud Chile; Salud Jalisco. Escriba el nombre completo.",
        ),
        (
            "Nadie",
            "Línea 1: ninguna institución se llama “Nadie”. Escriba su nombre como está en el directorio.",
        ),
    ],
)
def test_a_name_that_is_unknown_or_several_is_told(desk: Client, line: str, wrong: str) -> None:
    InstitutionFactory(name="Salud Jalisco", short_name="Salud")
    InstitutionFactory(name="Salud Chile", short_name="Salud")
    page = desk.post(PAGE, {**TYPED, "institution": line})
    assert page.context["form"].errors["institution"] == [wrong]
