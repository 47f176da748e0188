"""What a coordinator does until an edition of the seven contents has its link."""

import csv
import datetime as dt
from pathlib import Path

from playwright.sync_api import Page, expect

from network.exchange.demo import OPEN_PACKAGE
from tests.training.certificates.test_papers import drawn_signature

from .steps import looked_at, office_is_described

TITLE, EDITION = "Diplomado de los siete contenidos", "primera generación"
OUTWARD = "Actividad de formación"


def seven_contents() -> list[str]:
    """As the open data name them."""
    with (OPEN_PACKAGE / "curriculum.csv").open(encoding="utf-8-sig") as rows:
        return [row["title_es"] for row in csv.DictReader(rows)]


def office_signs(desk: Page, folder: Path) -> None:
    office_is_described(desk)
    desk.goto("/gestion/oficina/")
    drawn = folder / "firma.png"
    drawn.write_bytes(drawn_signature().read())
    desk.get_by_label("Firma dibujada", exact=False).first.set_input_files(drawn)
    desk.get_by_role("button", name="Guardar").click()
    expect(desk.get_by_alt_text("Firma dibujada")).to_be_visible()
    looked_at(desk)


def module_made(desk: Page, title: str, contents: list[str]) -> None:
    desk.get_by_role("link", name="Agregar un módulo").click()
    desk.get_by_label("Título del módulo").fill(title)
    for one in contents:
        desk.get_by_label(one).check()
    desk.get_by_role("button", name="Guardar").click()
    expect(desk.get_by_role("alert")).to_contain_text("cuántas horas")
    desk.get_by_label("Horas de cada contenido").fill("4")
    desk.get_by_role("button", name="Guardar").click()
    for one in contents:
        expect(desk.locator("main")).to_contain_text(f"{one} (4 horas")


def curriculum_made(desk: Page) -> None:
    desk.goto("/gestion/formacion/")
    looked_at(desk)
    desk.get_by_role("link", name="Programas formativos").click()
    looked_at(desk)
    desk.get_by_role("link", name="Nuevo programa formativo").click()
    desk.get_by_label("Título", exact=True).fill(TITLE)
    desk.get_by_label("Título hacia afuera").fill(OUTWARD)
    desk.get_by_label("Tipo").select_option(label="Diplomado")
    looked_at(desk)
    desk.get_by_role("button", name="Guardar y seguir").click()
    looked_at(desk)
    seven = seven_contents()
    module_made(desk, "Fundamentos", seven[:4])
    module_made(desk, "Práctica", seven[4:])
    desk.get_by_role("link", name="Agregar un trabajo").last.click()
    desk.get_by_label("Título del trabajo").fill("Plan de su unidad")
    desk.get_by_label("Qué se entrega").fill("Dos páginas, sin casos.")
    desk.get_by_role("button", name="Guardar").click()
    desk.get_by_role("link", name="Cambiar la regla").click()
    looked_at(desk)
    third = desk.get_by_role("group", name="Línea 3", exact=True)
    third.get_by_label("Qué se debe cumplir").select_option(label="Asistencia de al menos tanto por ciento")
    third.get_by_label("Cuántos, o qué porcentaje").fill("120")
    desk.get_by_role("button", name="Guardar").click()
    expect(desk.get_by_role("alert")).to_be_visible()
    looked_at(desk)
    third.get_by_label("Cuántos, o qué porcentaje").fill("80")
    desk.get_by_role("button", name="Guardar").click()
    expect(desk.locator("main")).to_contain_text("Asistencia de al menos 80 % de toda la formación.")
    looked_at(desk)
    desk.get_by_role("button", name="Poner en vigor").click()
    expect(desk.locator("main")).to_contain_text("Versión 1, vigente")
    looked_at(desk)


def edition_published(desk: Page) -> str:
    """Its link. The first of seven sessions is written; each other is offered as it goes on from there."""
    desk.get_by_role("button", name="Nueva edición").click()
    desk.get_by_label("Qué la distingue").fill(EDITION)
    desk.get_by_label("Quién la imparte").fill("SERNAMEG")
    looked_at(desk)
    desk.get_by_role("button", name="Guardar y seguir").click()
    desk.get_by_label("La jefatura debe dar su conformidad").check()
    desk.get_by_role("button", name="Guardar y seguir").click()
    desk.get_by_label("Quién facilita").fill("facilitadora@ejemplo.invalid")
    desk.get_by_role("button", name="Guardar", exact=True).click()
    expect(desk.locator("main")).to_contain_text("Agregue al menos una sesión.")
    looked_at(desk)
    seven = seven_contents()
    first = dt.date.today() + dt.timedelta(days=20)
    desk.get_by_role("link", name="Nueva sesión").click()
    desk.get_by_label("Título de la sesión").fill(seven[0])
    desk.get_by_label("Qué día").fill(first.isoformat())
    desk.get_by_label("Desde qué hora").fill("10:00")
    desk.get_by_label("Hasta qué hora").fill("14:00")
    desk.get_by_label("Lugares presenciales").fill("30")
    desk.get_by_label(seven[0]).check()
    looked_at(desk)
    for number, title in enumerate(seven[1:], 1):
        desk.get_by_role("button", name="Agregarla y seguir").click()
        expect(desk.get_by_label("Título de la sesión")).to_have_value(title)
        day = first + dt.timedelta(weeks=number)
        expect(desk.get_by_label("Qué día")).to_have_value(day.isoformat())
        expect(desk.get_by_label(title)).to_be_checked()
    desk.get_by_role("button", name="Agregar la sesión").click()
    expect(desk.locator("#sesiones ~ ol > li")).to_have_count(7)
    desk.get_by_role("button", name="Publicar la edición").click()
    expect(desk.locator("main")).to_contain_text("publicada")
    looked_at(desk)
    return str(desk.get_by_label("Su enlace, para enviarlo").input_value())
