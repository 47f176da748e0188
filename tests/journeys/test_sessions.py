"""A session from the plan to its minutes, written up on one page on a phone; and no page that axe minds."""

import datetime as dt
import re
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE


def fits_and_is_accessible(page: Page) -> None:
    assert page.locator("html").evaluate("e => e.scrollWidth <= e.clientWidth")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []


def test_a_session_is_planned_written_up_by_keyboard_and_printed(log_in_as: Callable[..., Page]) -> None:
    page = log_in_as("coordinadora", viewport=DESK)
    page.goto("/gestion/mesas/nueva/")
    page.get_by_label("Nombre de la mesa").fill("Mesa del recorrido")
    page.get_by_label("Tipo").select_option(label="Mesa")
    page.get_by_role("textbox", name="Instituciones que la integran").fill("SERNAMEG\nMMEG")
    page.get_by_label("Dónde trabaja").fill("Nacional")
    page.get_by_role("button", name="Registrar la mesa").click()
    fits_and_is_accessible(page)
    page.get_by_role("link", name="Planear una sesión").first.click()
    page.get_by_label("Qué día").fill((dt.date.today() - dt.timedelta(days=1)).isoformat())
    page.get_by_label("Orden del día").fill("Lista de asistencia\nInforme")
    page.get_by_role("button", name="Guardar la sesión").click()
    page.wait_for_url(re.compile("/gestion/mesas/sesiones/[0-9a-f-]{36}/$"))
    session = page.url

    page.set_viewport_size(PHONE)
    page.goto(f"{session}levantar/")
    page.locator(".roll [value=present]").first.focus()
    page.keyboard.press("Space")
    page.get_by_label("Qué se acordó").first.fill("Capacitar al personal")
    page.get_by_label("Hasta cuándo").first.fill("2030-13")
    page.get_by_role("button", name="Guardar todo").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Escriba la fecha como 2020, 03/2020 o 15/03/2020.")
    expect(page.get_by_label("Qué se acordó").first).to_have_value("Capacitar al personal")
    expect(page.locator(".roll [value=present]").first).to_be_checked()
    fits_and_is_accessible(page)
    page.get_by_label("Hasta cuándo").first.fill("2030-12")
    page.get_by_role("button", name="Guardar todo").click()
    page.wait_for_url(session)
    fits_and_is_accessible(page)
    page.get_by_role("link", name=re.compile("Minuta|Acta")).click()
    expect(page.locator("main")).to_contain_text("Instituciones con asiento presentes: 1 de 2.")
    for ending in ("PDF", "Word"):
        with page.expect_download() as waited:
            page.get_by_role("link", name=ending).click()
        assert waited.value.path().stat().st_size > 5000

    page.goto("/gestion/acuerdos/")
    expect(page.get_by_role("link", name="Capacitar al personal")).to_be_visible()
    for path in ("/gestion/acuerdos/", "/gestion/mesas/", f"{session}convocar/", f"{session}levantar/"):
        page.goto(path)
        fits_and_is_accessible(page)
