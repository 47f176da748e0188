"""A post from its opening through a designation, a refusal and an end, to its vacancy."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE

AT_DESK = (
    "/gestion/puestos/",
    "/gestion/puestos/nuevo/",
    "/gestion/puestos/demo-enlace-muni-guadalajara/",
    "/gestion/puestos/demo-enlace-muni-guadalajara/designar/",
    "/gestion/gobiernos/",
    "/gestion/mecanismos/",
    "/gestion/mecanismos/mec-omm-la-serena/",
    "/gestion/mecanismos/mec-omm-la-serena/etapa/",
    "/gestion/mecanismos/mec-omm-la-serena/condiciones/",
    "/gestion/mecanismos/mec-omm-la-serena/modelo/",
)


@pytest.mark.parametrize(
    ("name", "viewport"), [pytest.param("the desk", DESK, marks=pytest.mark.prove), ("a phone", PHONE)]
)
def test_a_post_from_its_opening_to_its_vacancy(
    log_in_as: Callable[..., Page], name: str, viewport: dict[str, int]
) -> None:
    page = log_in_as("coordinadora", viewport=viewport)
    page.goto("/gestion/puestos/nuevo/?institucion=la-serena-dideco")
    page.get_by_label("Nombre del puesto").fill(f"Enlace de prueba en {name}")
    page.get_by_label("Tipo").select_option(label="Enlace de género")
    page.get_by_role("button", name="Registrar el puesto").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Enlace de prueba en {name}")

    def designate(person: str) -> None:
        page.get_by_role("link", name="Designar").click()
        page.get_by_label("Nombre de la persona").fill(person)
        page.get_by_label("Desde cuándo").fill("2025-03")
        page.get_by_role("button", name="Registrar la designación").click()

    designate(f"Zoraida Quintanar de {name}")
    expect(page.locator("main")).to_contain_text("Zoraida Quintanar")
    expect(page.locator("main .badge--good")).to_have_text("cubierto")

    designate(f"Yadira Olmos de {name}")
    expect(page.get_by_role("alert")).to_contain_text("El puesto ya tiene titular: sin documento registrado")
    expect(page.get_by_label("Nombre de la persona")).to_have_value(f"Yadira Olmos de {name}")
    page.get_by_role("link", name="Cancelar").click()

    page.get_by_role("link", name="Terminar la designación").click()
    page.get_by_label("Hasta cuándo").fill("2025-09")
    page.get_by_label("Por qué termina").fill("Cambio de gobierno")
    page.get_by_role("button", name="Terminar la designación").click()
    expect(page.locator("main")).to_contain_text("desde septiembre de 2025")
    assert page.locator("html").evaluate("e => e.scrollWidth <= e.clientWidth")


def test_axe_finds_nothing_at_the_desk_and_nothing_scrolls_sideways(log_in_as: Callable[..., Page]) -> None:
    page = log_in_as("coordinadora")
    for address in AT_DESK:
        for viewport in (DESK, PHONE):
            page.set_viewport_size(viewport)  # type: ignore[arg-type]
            page.goto(address)
            found = Axe().run(page).response["violations"]
            assert [violation["id"] for violation in found] == [], address
            assert page.locator("html").evaluate("e => e.scrollWidth <= e.clientWidth"), address
