"""An administration is closed, its papers are made, and the closing is undone, on a desk and on a phone."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE, World


@pytest.mark.parametrize(("place", "viewport"), [("Guadalajara", DESK), ("La Serena", PHONE)])
def test_an_administration_from_its_choice_to_its_annex_and_back(
    log_in_as: Callable[..., Page], world: World, place: str, viewport: dict[str, int]
) -> None:
    page = log_in_as("coordinadora", viewport=viewport)

    def look() -> None:
        assert page.locator("html").evaluate("e => e.scrollWidth <= e.clientWidth")
        assert Axe().run(page).response["violations"] == []

    def say_it_again() -> None:
        if "reauthenticate" in page.url:
            page.get_by_label("Contraseña").fill(world.password)
            page.locator("main form button[type=submit]").first.click()

    page.goto("/gestion/cierre/")
    page.get_by_role("link", name="Empezar un cierre").click()
    page.get_by_label("Qué se cierra").fill(f"Administración de {place}")
    page.get_by_label("Último día").fill("2099-09-30")
    offered = page.get_by_label("Gobierno de").locator("option").all_inner_texts()
    page.get_by_label("Gobierno de").select_option(label=next(o for o in offered if o.startswith(place)))
    page.get_by_role("button", name="Empezar").click()
    address = page.url
    look()

    page.get_by_role("link", name="Elegir cuáles terminan").click()
    boxes = page.get_by_role("checkbox")
    number = boxes.count()
    assert number > 1
    boxes.first.uncheck()
    look()
    page.get_by_role("button", name="Guardar").click()
    expect(page.locator("main")).to_contain_text(f"({number - 1} de {number})")

    page.get_by_role("link", name="Fijar día, motivo y documento").click()
    page.get_by_label("Respuesta hasta").fill("2099-11-15")
    page.get_by_role("button", name="Guardar").click()
    page.get_by_role("button", name="Aplicar el cierre").click()
    say_it_again()
    world.manage("db_worker", "--batch")
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Se aplicó.")
    expect(page.locator("main .badge--good", has_text="hecho")).to_have_count(number - 1)
    look()

    page.locator("a[href^='/gestion/entregas/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Expediente de entrega")
    look()
    page.goto(address)
    page.get_by_role("link", name="Anexo del acta").click()
    expect(page.locator("main")).to_contain_text("30 de septiembre de 2099")
    look()
    for ending in ("pdf", "docx"):
        answer = page.request.get(f"{page.url.rstrip('/')}.{ending}")
        assert answer.body()[:4] == {"pdf": b"%PDF", "docx": b"PK\x03\x04"}[ending]

    page.goto(address)
    page.get_by_role("link", name="Deshacer el cierre").click()
    say_it_again()
    page.get_by_label("Por qué se deshace").fill("Prueba")
    page.get_by_role("button", name="Deshacer el cierre").click()
    world.manage("db_worker", "--batch")
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Se deshizo. Motivo: Prueba")
