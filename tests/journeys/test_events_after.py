"""An event from its notice to partners to what they thought of it: the desk, and a member on her phone."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import PHONE, World
from .steps import answered, looked_at, office_is_described
from .test_events import made

_OVER = """
import datetime as dt
from django.utils import timezone
from events.models import Event
starts = timezone.now() - dt.timedelta(hours=5)
Event.objects.filter(title={title!r}).update(starts_at=starts, ends_at=starts + dt.timedelta(hours=2))
"""


def test_an_event_is_told_to_partners_and_followed_up_afterwards(
    log_in_as: Callable[..., Page], world: World
) -> None:
    title = "Seminario de comunicación incluyente"
    desk, phone = log_in_as("coordinadora"), log_in_as("integrante", viewport=PHONE)
    office_is_described(desk)
    link = made(desk, title)
    event = desk.url
    desk.get_by_role("link", name="Qué es").click()
    desk.get_by_label("Quién lo organiza").fill("ASEMUCH")
    desk.get_by_label("Comunicaciones y difusión").check()
    answered(desk, desk.get_by_role("button", name="Guardar", exact=True))

    desk.goto(event)
    looked_at(desk)
    desk.get_by_role("link", name="Dar aviso a las contrapartes").first.click()
    looked_at(desk)
    desk.get_by_role("button", name="Preparar los mensajes").click()
    expect(desk.locator("body")).to_contain_text("No se registra nada hasta que uno se envíe o se entregue")
    looked_at(desk)
    desk.goto(event)
    expect(desk.locator("main")).to_contain_text("preparado; no se registra nada")
    desk.get_by_role("button", name="Anotar", exact=True).click()
    expect(desk.locator("main")).to_contain_text("30 días antes")
    looked_at(desk)
    desk.goto("/gestion/compromisos/com-006/")
    expect(desk.get_by_role("region", name="Avisos previos dados")).to_contain_text(title)
    looked_at(desk)

    phone.goto(link)
    phone.get_by_role("link", name="Inscribirme").click()
    phone.get_by_label("Lo que usted necesita para participar").fill("Un asiento cerca de la puerta")
    phone.get_by_label("Que se diga lo que necesito sin mi nombre").check()
    phone.get_by_label("He leído el aviso de privacidad").check()
    looked_at(phone)
    answered(phone, phone.get_by_role("button", name="Pedir mi lugar"))
    place = phone.url
    looked_at(phone)
    phone.get_by_role("link", name="Carta para pedir permiso de asistir").click()
    expect(phone.get_by_label("Para un correo o un mensaje")).to_have_value(
        re.compile("solicita permiso para participar")
    )
    looked_at(phone)
    desk.goto(event)
    expect(desk.get_by_role("region", name="Lo que se necesita para participar")).to_contain_text("puerta")

    world.manage("shell", "-c", _OVER.format(title=title))
    desk.goto(event)
    looked_at(desk)
    desk.get_by_role("link", name="Asistencia", exact=True).click()
    desk.get_by_label("presente").first.check()
    answered(desk, desk.get_by_role("button", name="Guardar"))

    desk.goto(event)
    desk.get_by_role("link", name="Preguntar qué les pareció").click()
    looked_at(desk)
    desk.get_by_role("button", name="Guardar las preguntas").click()
    looked_at(desk)
    desk.get_by_role("button", name="Abrir el cuestionario").click()
    expect(desk.locator("main")).to_contain_text("Abierto hasta")
    looked_at(desk)

    desk.goto(event)
    desk.locator("main").get_by_role("link", name="Materiales", exact=True).click()
    desk.get_by_label("Qué es").fill("Guía de lenguaje incluyente")
    desk.get_by_label("O una dirección").fill("https://ejemplo.invalid/guia")
    looked_at(desk)
    desk.get_by_role("button", name="Agregarlo").click()
    looked_at(desk)

    desk.goto(event)
    desk.get_by_role("link", name="Escribir a quienes vinieron o no").click()
    looked_at(desk)
    desk.get_by_role("button", name="Guardarlo, para dárselo").click()
    expect(desk.locator("main")).to_contain_text("Texto para copiar")
    looked_at(desk)

    desk.goto(event)
    desk.get_by_role("link", name="Registrarla como acción").click()
    expect(desk.get_by_label("Qué se hizo")).to_have_value(title)
    expect(desk.get_by_label("Personas (opcional)")).to_have_value("1")
    looked_at(desk)
    desk.get_by_label("Dónde (opcional)").select_option(label="Coquimbo")
    desk.get_by_role("button", name="Registrar", exact=True).click()
    desk.wait_for_url("**/gestion/acciones/*/?recien=1")
    expect(desk.locator("main")).to_contain_text(title)
    desk.goto(event)
    desk.get_by_role("link", name="Su hito").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(title)

    phone.goto(place)
    looked_at(phone)
    phone.get_by_role("link", name="Constancia de asistencia").click()
    looked_at(phone)
    phone.goto(place)
    phone.get_by_role("link", name="Responder las preguntas").click()
    looked_at(phone)
    phone.get_by_label("5: mucho").first.check()
    phone.get_by_label("¿Qué habría que mejorar?").fill("Más tiempo para preguntas")
    phone.get_by_role("button", name="Enviar mis respuestas").click()
    expect(phone.locator("main")).to_contain_text("Lo que respondió se guarda sin su nombre")
    looked_at(phone)

    desk.goto(event)
    desk.get_by_role("link", name="Preguntar qué les pareció").click()
    desk.get_by_text("Cerrar el cuestionario", exact=True).click()
    desk.get_by_role("button", name="Cerrarlo ahora").click()
    expect(desk.locator("main")).to_contain_text("Respondieron menos de 10")
    expect(desk.locator("main")).not_to_contain_text("Más tiempo para preguntas")
    looked_at(desk)
