"""A seminar in three steps: a coordinator at her desk and a member on her phone, at once."""

import datetime as dt
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import PHONE
from .steps import looked_at


def made(desk: Page, title: str) -> str:
    """The link of a published seminar with one seat on site."""
    desk.goto("/gestion/eventos/nuevo/")
    looked_at(desk)
    desk.get_by_role("button", name="Empezar", exact=True).click()
    desk.get_by_label("Título", exact=True).fill(title)
    desk.get_by_label("Quién lo organiza").fill("SERNAMEG")
    desk.get_by_label("Programa").fill("10:00 Bienvenida\n10:15 Mesa de experiencias")
    looked_at(desk)
    desk.get_by_role("button", name="Guardar y seguir").click()
    desk.get_by_label("Qué día").fill((dt.date.today() + dt.timedelta(days=30)).isoformat())
    desk.get_by_label("Desde qué hora").fill("10:00")
    desk.get_by_label("Hasta qué hora").fill("12:00")
    desk.get_by_role("textbox", name="Dónde (opcional)").fill("Salón Azul, Morandé 107")
    looked_at(desk)
    desk.get_by_role("button", name="Guardar y seguir").click()
    desk.get_by_label("Lugares presenciales").fill("1")
    looked_at(desk)
    desk.get_by_role("button", name="Guardar", exact=True).click()
    desk.get_by_role("link", name="Lo que verán las integrantes").click()
    looked_at(desk)
    desk.go_back()
    desk.get_by_role("button", name="Publicarlo").click()
    looked_at(desk)
    return str(desk.get_by_label("Su enlace, para enviarlo").input_value())


def test_a_coordinator_publishes_a_seminar_and_a_member_takes_a_place_on_her_phone(
    log_in_as: Callable[..., Page],
) -> None:
    desk, phone = log_in_as("coordinadora"), log_in_as("integrante", viewport=PHONE)
    link = made(desk, "Seminario del recorrido")
    phone.goto(link)
    looked_at(phone)
    phone.get_by_role("link", name="Inscribirme").click()
    looked_at(phone)
    phone.get_by_role("button", name="Pedir mi lugar").click()
    expect(phone.get_by_role("alert")).to_contain_text("Sin su consentimiento")
    phone.get_by_label("He leído el aviso de privacidad").check()
    phone.get_by_role("button", name="Pedir mi lugar").click()
    expect(phone.locator("main")).to_contain_text("Su lugar está confirmado")
    looked_at(phone)

    desk.get_by_role("link", name="Inscribir a alguien").click()
    desk.get_by_label("Nombre", exact=True).fill("Sin Cuenta")
    looked_at(desk)
    desk.get_by_role("button", name="Inscribirla").click()
    expect(desk.locator("main")).to_contain_text("1 con inscripción, 0 con lugar ofrecido, 1 en espera, de 1")
    looked_at(desk)

    phone.get_by_text("No puedo ir").click()
    phone.get_by_role("button", name="Dejar mi lugar").click()
    expect(phone.locator("main")).to_contain_text("Este lugar se canceló")
    desk.reload()
    expect(desk.locator("main")).to_contain_text("0 con inscripción, 1 con lugar ofrecido, 0 en espera, de 1")
    desk.get_by_role("link", name="Sin Cuenta").click()
    looked_at(desk)
    for address in ("/eventos/", "/eventos/mes/", "/mis-eventos/"):
        phone.goto(address)
        looked_at(phone)
    desk.goto("/gestion/eventos/")
    looked_at(desk)
