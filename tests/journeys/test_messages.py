"""Invitations in their forms, and notice to a partner, from the desk's pages in a browser."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE

AT_DESK = (
    "/gestion/mensajes/",
    "/gestion/mensajes/textos/invitation/es/",
    "/gestion/invitaciones/",
    "/convenios/convenio-asemuch-sernameg/aviso/",
)


def described(page: Page) -> None:
    """Say how to answer the office, without which nothing is prepared."""
    page.goto("/gestion/oficina/")
    page.get_by_label("Nombre de la red").fill("Red de Enlaces")
    page.get_by_label("Nombre de la oficina").fill("Instituto de las Mujeres")
    page.get_by_label("Correo de la oficina", exact=False).fill("red@ejemplo.invalid")
    page.get_by_role("button", name="Guardar").click()


def holds(page: Page) -> None:
    """Nothing for axe to find, nothing to scroll sideways, at both widths."""
    for viewport in (DESK, PHONE):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        found = Axe().run(page).response["violations"]
        assert [violation["id"] for violation in found] == [], page.url
        assert page.locator("html").evaluate("e => e.scrollWidth <= e.clientWidth"), page.url


@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_three_people_are_invited_by_text_file_and_letter(
    log_in_as: Callable[..., Page], viewport: dict[str, int]
) -> None:
    page = log_in_as("coordinadora", viewport=viewport)
    described(page)
    page.goto("/gestion/invitaciones/")
    for box in page.locator("input[name=persona]").all()[:3]:
        box.check()
    page.get_by_role("button", name="Preparar para las marcadas").click()
    expect(page.locator("main")).to_contain_text("3 mensajes preparados")
    expect(page.locator("main")).to_contain_text("Este equipo no envía correo")
    page.get_by_role("button", name="Copiar el texto").first.click()
    expect(page.locator("[data-copy] [role=status]").first).not_to_be_empty()
    with page.expect_download() as files:
        page.get_by_role("button", name="Descargar 3 archivos").click()
    assert files.value.suggested_filename == "correos-3.zip"
    page.get_by_role("button", name="Emitir 3 cartas").click()
    with page.expect_download() as word:
        page.get_by_role("button", name="En Word").click()
    assert word.value.suggested_filename == "cartas-3.docx"
    page.locator(".message-list__name a").first.click()
    for form in ("Correo", "Archivo de correo", "Carta impresa"):
        page.get_by_label("Formas del mensaje").get_by_role("link", name=form, exact=True).click()
    expect(page.locator("main")).to_contain_text("Emitida como")
    holds(page)


def test_axe_finds_nothing_in_messages_and_nothing_scrolls_sideways(log_in_as: Callable[..., Page]) -> None:
    page = log_in_as("coordinadora")
    for address in AT_DESK:
        page.goto(address)
        holds(page)
