"""A training from nothing: a coordinator makes it and gives it, and a member enrols in it on her phone."""

import datetime as dt
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import PHONE
from .steps import looked_at


def module_with_a_content(desk: Page, title: str, content: str) -> None:
    desk.get_by_role("link", name="Agregar un módulo").click()
    desk.get_by_label("Título del módulo").fill(title)
    looked_at(desk)
    desk.get_by_role("button", name="Guardar").click()
    desk.get_by_role("link", name="Agregar un contenido").last.click()
    desk.get_by_label("Contenido", exact=True).select_option(label=content)
    desk.get_by_label("Horas").fill("8")
    looked_at(desk)
    desk.get_by_role("button", name="Guardar").click()
    expect(desk.locator("main")).to_contain_text(content)


def curriculum_made(desk: Page, title: str) -> None:
    desk.goto("/gestion/formacion/")
    looked_at(desk)
    desk.get_by_role("link", name="Programas formativos").click()
    looked_at(desk)
    desk.get_by_role("link", name="Nuevo programa formativo").click()
    desk.get_by_label("Título", exact=True).fill(title)
    desk.get_by_label("Tipo").select_option(label="Inducción")
    looked_at(desk)
    desk.get_by_role("button", name="Guardar y seguir").click()
    looked_at(desk)
    module_with_a_content(desk, "Conceptos", "Perspectiva de Género")
    module_with_a_content(desk, "Práctica", "Sistema de Indicadores de Género")
    desk.get_by_role("link", name="Cambiar la regla").click()
    looked_at(desk)
    second = desk.get_by_role("group", name="Línea 2", exact=True)
    second.get_by_label("Qué se debe cumplir").select_option(label="Asistencia de al menos tanto por ciento")
    second.get_by_label("Cuántos, o qué porcentaje").fill("120")
    desk.get_by_role("button", name="Guardar").click()
    expect(desk.get_by_role("alert")).to_be_visible()
    looked_at(desk)
    second.get_by_label("Cuántos, o qué porcentaje").fill("80")
    desk.get_by_role("button", name="Guardar").click()
    expect(desk.locator("main")).to_contain_text("Asistencia de al menos 80 % de toda la formación.")
    looked_at(desk)
    desk.get_by_role("button", name="Poner en vigor").click()
    expect(desk.locator("main")).to_contain_text("Versión 1, vigente")
    looked_at(desk)


def session_added(desk: Page, title: str, days: int, seats: int) -> None:
    desk.get_by_role("link", name="Nueva sesión").click()
    desk.get_by_label("Título de la sesión").fill(title)
    desk.get_by_label("Qué día").fill((dt.date.today() + dt.timedelta(days=days)).isoformat())
    desk.get_by_label("Desde qué hora").fill("10:00")
    desk.get_by_label("Hasta qué hora").fill("13:00")
    desk.get_by_label("Lugares presenciales").fill(str(seats))
    looked_at(desk)
    desk.get_by_role("button", name="Agregar la sesión").click()
    expect(desk.locator("main")).to_contain_text(title)


def edition_published(desk: Page) -> str:
    """Its link."""
    desk.get_by_role("button", name="Nueva edición").click()
    desk.get_by_label("Qué la distingue").fill("Primer semestre")
    desk.get_by_label("Quién la imparte").fill("SERNAMEG")
    looked_at(desk)
    desk.get_by_role("button", name="Guardar y seguir").click()
    looked_at(desk)
    desk.get_by_role("button", name="Guardar y seguir").click()
    desk.get_by_label("Quién facilita").fill("Nora Ejemplo | Universidad de prueba | 1 | 4")
    looked_at(desk)
    desk.get_by_role("button", name="Guardar", exact=True).click()
    expect(desk.locator("main")).to_contain_text("Agregue al menos una sesión.")
    looked_at(desk)
    session_added(desk, "Primera sesión", 20, 1)
    session_added(desk, "Segunda sesión", 27, 30)
    looked_at(desk)
    desk.get_by_role("button", name="Publicar la edición").click()
    expect(desk.locator("main")).to_contain_text("publicada")
    looked_at(desk)
    return str(desk.get_by_label("Su enlace, para enviarlo").input_value())


def test_a_training_is_made_given_and_enrolled_in_on_a_phone(
    log_in_as: Callable[..., Page], visit: Callable[..., Page]
) -> None:
    desk, phone = log_in_as("coordinadora"), log_in_as("integrante", viewport=PHONE)
    curriculum_made(desk, "Inducción del recorrido")
    link = edition_published(desk)

    phone.goto(link)
    looked_at(phone)
    phone.get_by_role("link", name="Inscribirme").click()
    looked_at(phone)
    phone.get_by_role("button", name="Pedir mi lugar").click()
    expect(phone.get_by_role("alert")).to_contain_text("Sin su consentimiento")
    phone.get_by_label("He leído el aviso de privacidad").check()
    phone.get_by_role("button", name="Pedir mi lugar").click()
    expect(phone.locator("main")).to_contain_text("Está inscrita en toda la formación")
    looked_at(phone)
    phone.get_by_role("link", name="Ver o cambiar mi lugar").click()
    expect(phone.locator("main")).to_contain_text("Este lugar es para todo «Inducción del recorrido».")
    looked_at(phone)

    desk.get_by_role("link", name="Inscripciones").click()
    expect(desk.locator("main")).to_contain_text("Inscrita (1)")
    looked_at(desk)
    desk.get_by_role("link", name="Ver la inscripción").click()
    looked_at(desk)
    desk.go_back()
    desk.go_back()
    desk.get_by_role("link", name="Segunda sesión", exact=True).click()
    expect(desk.locator("main")).to_contain_text("1 con inscripción, 0 con lugar ofrecido, 0 en espera")
    demo = ("/formacion/demo-diplomado/", "/formacion/ediciones/demo-diplomado-edicion/")
    for address in ("/formacion/", *demo):
        for page in (phone, visit()):
            page.goto(address)
            looked_at(page)

    phone.goto(link)
    phone.get_by_text("No puedo participar").click()
    phone.get_by_role("button", name="Dejar esta formación").click()
    expect(phone.get_by_role("link", name="Inscribirme")).to_be_visible()
    desk.reload()
    expect(desk.locator("main")).to_contain_text("0 con inscripción")
