"""A workshop that repeats: half-typed over a lost connection, planned, repeated, changed, found."""

import datetime as dt
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import PHONE
from .steps import kept_on_the_device, looked_at

FIRST = dt.date.today() + dt.timedelta(days=21)


def drafted(desk: Page, title: str) -> None:
    """A complete draft with ten seats; what was typed in step 1 survives a lost connection."""
    desk.goto("/gestion/eventos/nuevo/")
    desk.get_by_role("button", name="Empezar", exact=True).click()
    expect(desk.get_by_label("Título", exact=True)).to_be_visible()
    step = desk.url
    desk.get_by_label("Título", exact=True).fill(title)
    desk.get_by_label("Quién lo organiza").fill("SERNAMEG")
    desk.get_by_label("Para qué").fill("Practicar juntas la atención en la ventanilla.")
    kept_on_the_device(desk, "Practicar juntas")
    desk.context.set_offline(True)
    desk.goto("about:blank")
    desk.context.set_offline(False)
    desk.goto(step)
    expect(desk.locator(".draft-notice")).to_be_visible()
    expect(desk.get_by_label("Título", exact=True)).to_have_value(title)
    looked_at(desk)
    desk.get_by_role("button", name="Guardar y seguir").click()
    desk.get_by_label("Qué día").fill(FIRST.isoformat())
    desk.get_by_label("Desde qué hora").fill("10:00")
    desk.get_by_label("Hasta qué hora").fill("12:00")
    desk.get_by_label("De qué territorios").fill("Atlántida")
    desk.get_by_role("button", name="Guardar y seguir").click()
    expect(desk.get_by_role("alert")).to_contain_text("ningún territorio se llama")
    desk.get_by_label("De qué territorios").fill("Coquimbo")
    looked_at(desk)
    desk.get_by_role("button", name="Guardar y seguir").click()
    desk.locator("[name=audience][value=public]").check()
    desk.get_by_label("Lugares presenciales").fill("10")
    desk.get_by_role("button", name="Guardar", exact=True).click()


def test_a_workshop_that_repeats(log_in_as: Callable[..., Page]) -> None:
    desk, phone = log_in_as("coordinadora"), log_in_as("integrante", viewport=PHONE)
    title = "Taller de los martes del recorrido"
    drafted(desk, title)
    looked_at(desk)
    page = desk.url

    desk.get_by_role("link", name="Programar su publicación").click()
    looked_at(desk)
    desk.get_by_label("Qué día se publica").fill((FIRST - dt.timedelta(days=3)).isoformat())
    desk.get_by_role("button", name="Programarlo").click()
    expect(desk.locator("main")).to_contain_text("Se publica el")
    looked_at(desk)
    desk.get_by_role("button", name="Quitar la fecha").click()
    expect(desk.locator("main")).not_to_contain_text("Se publica el")

    desk.get_by_role("link", name="Repetirlo").click()
    looked_at(desk)
    desk.get_by_label("Un número de veces, la primera incluida").check()
    desk.get_by_label("Cuántas veces").fill("6")
    desk.get_by_role("button", name="Ver las fechas").click()
    expect(desk.locator("main")).to_contain_text("6 veces")
    looked_at(desk)
    desk.get_by_role("button", name="Crear estas fechas").click()
    expect(desk.locator("main")).to_contain_text("6 fechas creadas")
    looked_at(desk)

    desk.get_by_role("link", name="Cuándo y dónde").click()
    desk.get_by_role("textbox", name="Dónde (opcional)").fill("Salón Azul, Morandé 107")
    desk.get_by_label("Esta y las siguientes (5 más)").check()
    looked_at(desk)
    desk.get_by_role("button", name="Guardar y seguir").click()
    expect(desk.get_by_role("heading", name="Para quién, y cuántos lugares")).to_be_visible()
    desk.goto(page)
    desk.get_by_role("button", name="Publicar esta y las siguientes fechas").click()
    expect(desk.get_by_text("Se publicaron 6 fechas")).to_be_visible()

    link = str(desk.get_by_label("Su enlace, para enviarlo").input_value())
    desk.get_by_role("link", name="Escribir su página").click()
    looked_at(desk)
    desk.get_by_role("button", name="Empezar la página").click()
    desk.locator("[name=lead]").fill("Traiga un caso de ventanilla ya resuelto, sin nombres, para practicar.")
    desk.get_by_role("button", name="Más acciones").click()
    desk.locator("[name=action-publish]").click()
    expect(desk.locator(".messages")).to_contain_text("publicada")

    phone.goto(link)
    expect(phone.locator("main")).to_contain_text("Traiga un caso de ventanilla")
    expect(phone.locator("main")).to_contain_text("Otras fechas")
    looked_at(phone)
    for one in (phone, desk):
        one.goto(f"/eventos/mes/?mes={FIRST:%Y-%m}")
        expect(one.locator("main")).to_contain_text(title)
        looked_at(one)
        one.get_by_role("link", name="Por semana").click()
        looked_at(one)
        one.goto("/eventos/")
        looked_at(one)

    desk.goto(page)
    desk.get_by_role("link", name="Cancelar el evento").click()
    desk.get_by_label("Por qué se cancela").fill("Cambió la agenda del año")
    desk.get_by_label("Esta y las siguientes (5 más)").check()
    looked_at(desk)
    desk.get_by_role("button", name="Cancelar el evento").click()
    expect(desk.locator("main")).to_contain_text("cancelado")
    looked_at(desk)
