"""Every page: axe finds nothing, nothing scrolls sideways on a phone, the first view is light."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect

from .conftest import DESK, PHONE
from .steps import scrolls_sideways, violations

FIRST_VIEW = 150 * 1024  # bytes without images
PUBLIC = (
    "/",
    "/instituciones/",
    "/instituciones/sernameg-coquimbo/",
    "/instituciones/la-serena-omm/mecanismos/mec-omm-la-serena/",
    "/red/",
    "/red/analisis/",
    "/red/sin/",
    "/red/sin/?territorio=La+Serena&fecha=2021",
    "/red/sin/informe/",
    "/red/cobertura/informe/",
    "/red/cambios/?desde=2019&hasta=2020",
    "/red/cobertura/",
    "/red/cobertura/?vista=papel&falta=plan&tipo=municipal_unit",
    "/mesas/",
    "/mesas/{group}/",
    "/convenios/",
    "/convenios/{agreement}/",
    "/documentos/",
    "/documentos/{document}/",
    "/hitos/",
    "/hitos/ll-16/",
    "/formacion/",
    "/formacion/demo-diplomado/",
    "/formacion/ediciones/demo-diplomado-edicion/",
    "/materiales/",
    "/rutas/",
    "/cuenta/login/",
    "/cuenta/password/reset/",
    "/en/",
    "/en/instituciones/",
    "/en/red/",
    "/en/red/analisis/",
    "/en/red/cobertura/",
    "/no-existe/",
)
MEMBERS = (
    "/integrantes/",
    "/integrantes/{person}/",
    "/instituciones/inmujeresgdl/",
    "/red/analisis/",
    "/mi-perfil/",
    "/mi-perfil/como-quiero-ser-vista/",
    "/mi-perfil/como-me-ven/",
    "/mi-perfil/bloqueos/?q=a",
    "/mi-perfil/sobre-mi/",
    "/mi-perfil/foto/",
    "/mi-red/",
    "/integrantes/?idioma=x&ciudad=x",
    "/mi-perfil/temas/",
    "/mis-datos/",
    "/mis-mensajes/",
    "/mis-avisos/preferencias/",
    "/cuenta/email/",
    "/cuenta/password/change/",
    "/cuenta/segundo-factor/webauthn/",
)


def open_page(page: Page, address: str) -> None:
    """Go there; where a record is needed, take the first of its list."""
    area, _, rest = address.partition("{")
    if rest:
        page.goto(area)
        first = page.locator(f'main a[href^="{area}"]:not([href="{area}"]):not([download])').first
        address = str(first.get_attribute("href"))
    page.goto(address)


def look(page: Page, address: str) -> None:
    for name, viewport in (("desk", DESK), ("phone", PHONE)):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        open_page(page, address)
        assert violations(page) == [], f"{address} at the {name}"
        assert not scrolls_sideways(page), f"{address} scrolls sideways at the {name}"
    page.emulate_media(color_scheme="dark")
    page.reload()  # else colours are on their way
    assert violations(page, only="color-contrast") == [], f"{address} in the dark"


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page(visit: Callable[..., Page], address: str) -> None:
    look(visit(), address)


def test_members_pages(log_in_as: Callable[..., Page]) -> None:
    page = log_in_as("integrante")
    for address in MEMBERS:
        page.emulate_media(color_scheme="light")
        look(page, address)


def test_the_desk_s_own_pages(log_in_as: Callable[..., Page]) -> None:
    page = log_in_as("coordinadora")
    for address in (
        "/gestion/",
        "/gestion/buscar/?q=violencia",
        "/gestion/bitacora/",
        "/gestion/compromisos/",
        "/gestion/mensajes/",
        "/gestion/papeles/",
    ):
        page.emulate_media(color_scheme="light")
        look(page, address)


def test_a_form_that_nobody_touched_leaves_no_draft(log_in_as: Callable[..., Page]) -> None:
    page = log_in_as("coordinadora")
    for address in (
        "/gestion/oficina/",
        "/gestion/documentos/oficio-nuevo/",
        "/gestion/solicitudes/nueva/",
        "/gestion/puestos/nuevo/",
        "/gestion/mensajes/textos/request/es/",
    ):
        page.goto(address)
        assert page.locator("form[data-draft]").count(), address
        assert page.evaluate("Object.keys(localStorage).filter(key => key.includes(':draft:'))") == [], (
            address
        )


def test_what_administrators_alone_open(log_in_as: Callable[..., Page]) -> None:
    page = log_in_as("administradora")
    for address in (
        "/gestion/derechos/",
        "/gestion/derechos/registrar/",
        "/gestion/derechos/plazos/",
        "/gestion/derechos/abrir/",
        "/gestion/mensajes-reportados/",
        "/gestion/cuentas-frenadas/",
    ):
        page.emulate_media(color_scheme="light")
        look(page, address)


def test_a_refused_form_takes_the_focus_and_leads_to_each_error(visit: Callable[..., Page]) -> None:
    page = visit(viewport=PHONE)
    page.goto("/unirse/solicitud/")
    page.get_by_role("button", name="Enviar mi solicitud").click()
    expect(page.locator(".error-summary")).to_be_focused()
    assert violations(page) == []
    for link in page.locator(".error-summary a").all():
        link.press("Enter")
        led = page.evaluate("document.querySelector(location.hash)?.matches('input, select, textarea')")
        assert led, link.inner_text()


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/instituciones/",
        "/instituciones/sernameg-coquimbo/",
        "/rutas/",
        "/red/",
        "/red/cobertura/",
    ],
)
def test_the_first_view_is_light(visit: Callable[..., Page], address: str) -> None:
    page, answers = visit(viewport=PHONE), list[Response]()
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address, wait_until="networkidle")
    weight = sum(len(a.body()) for a in answers if a.request.resource_type != "image" and a.ok)
    assert weight <= FIRST_VIEW
