"""An administration is closed, its papers are made, and the closing is undone. By phone: test_monday."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import World
from .steps import answered, closing_is_prepared, papers_of_the_closing_are_made, said_again


def test_an_administration_from_its_choice_to_its_annex_and_back(
    log_in_as: Callable[..., Page], world: World
) -> None:
    page = log_in_as("coordinadora")
    address, number = closing_is_prepared(page, "Guadalajara")
    answered(page, page.get_by_role("button", name="Aplicar el cierre"))
    said_again(page, world.password)
    world.manage("db_worker", "--batch")
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Se aplicó.")
    papers_of_the_closing_are_made(page, address, number)

    page.goto(address)
    answered(page, page.get_by_role("link", name="Deshacer el cierre"))
    said_again(page, world.password)
    page.get_by_label("Por qué se deshace").fill("Prueba")
    answered(page, page.get_by_role("button", name="Deshacer el cierre"))
    world.manage("db_worker", "--batch")
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Se deshizo. Motivo: Prueba")
