"""One letter to 41 departments, 33 answers, a designation in two clicks, reminders to the other eight."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE, World

NAME = "Dependencia del recorrido"
MAKE = f"""
from network.institutions.models import Institution
for n in range(1, 42):
    name = f"{NAME} {{n:02d}}"
    Institution.objects.create(package_id=f"recorrido-{{n:02d}}", name=name, kind="municipal_unit")
"""
ANSWER = """
from django.utils import timezone
from network.requests.answers import Reply, record_answer
from network.requests.models import RequestRecipient
rows = RequestRecipient.objects.filter(institution__package_id__startswith="recorrido-", state="sent")
for row in rows.order_by("institution__name")[:30]:
    record_answer(recipient=row, reply=Reply(on=timezone.localdate(), text="Designan enlace."), by=None)
"""
UNDO = """
from network.documents.models import Document
from network.institutions.models import Institution
from network.people.models import Person
from network.requests.models import Reminder, Request
from network.ties.models import Appointment
here = Institution.objects.filter(package_id__startswith="recorrido-")
Reminder.objects.filter(recipient__institution__in=here).delete()
Request.objects.filter(recipients__institution__in=here).delete()
Person.objects.filter(affiliations__institution__in=here).delete()
Document.objects.filter(issuer__in=here).delete()
Document.objects.filter(addressees__in=here).delete()
for one in here:
    one.posts.all().delete()
here.delete()
"""


@pytest.fixture
def departments(world: World) -> Iterator[None]:
    world.manage("shell", "-c", MAKE)
    yield
    world.manage("shell", "-c", UNDO)


def fits_and_is_accessible(page: Page) -> None:
    assert page.locator("html").evaluate("e => e.scrollWidth <= e.clientWidth")
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []


@pytest.mark.usefixtures("departments")
def test_from_one_letter_to_the_reminders_of_the_silent(log_in_as: Callable[..., Page], world: World) -> None:
    page = log_in_as("coordinadora", viewport=DESK)
    page.goto("/gestion/solicitudes/nueva/")
    page.get_by_role("button", name="Guardar y elegir instituciones").click()
    page.wait_for_url("**/destinatarias/")
    everyone = "\n".join(f"{NAME} {n:02d}" for n in range(1, 42))
    page.get_by_label("Instituciones", exact=True).fill(everyone)
    page.get_by_role("button", name="Agregar estas").click()
    expect(page.get_by_role("heading", name="41 instituciones elegidas")).to_be_visible()
    fits_and_is_accessible(page)
    page.get_by_role("link", name="Revisar y enviar").last.click()
    expect(page.locator(".paper-sheet")).to_contain_text(f"{NAME} 01")
    page.get_by_role("button", name="Expedir 41 oficios").click()
    page.wait_for_url(re.compile(r"/gestion/solicitudes/[0-9a-f-]{36}/$"))
    here = page.url
    expect(page.locator("main tbody tr")).to_have_count(41)

    world.manage("shell", "-c", ANSWER)
    page.goto(here)
    expect(page.locator(".figure-tile__number").first).to_have_text("73 %")

    page.set_viewport_size(PHONE)
    page.get_by_role("link", name="Registrar respuestas").click()
    for n in (31, 32):
        page.get_by_label("Quién respondió").select_option(label=f"{NAME} {n}")
        page.get_by_label("Número de su oficio").fill(f"DR/{n}/2026")
        page.get_by_role("button", name="Guardar y siguiente").click()
        page.wait_for_url("**fecha=**")
    expect(page.get_by_text("Faltan las respuestas de 9 instituciones.")).to_be_visible()
    fits_and_is_accessible(page)

    page.goto(f"{here}?estado=espera")
    page.get_by_role("link", name=re.compile(f"Respondió.*{NAME} 33")).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Número de su oficio").fill("DR/33/2026")
    page.get_by_role("button", name="Guardar y designar").click()
    page.get_by_label("Nombre de la persona").fill("Amaranta Recorrida Prueba")
    fits_and_is_accessible(page)
    page.get_by_role("button", name="Registrar la designación").click()
    designation = page.get_by_role("region", name="Designaciones que salieron de la respuesta")
    expect(designation).to_contain_text("Amaranta Recorrida Prueba")

    page.set_viewport_size(DESK)
    page.goto(here)
    expect(page.locator(".figure-tile__number")).to_have_text(["80 %", "8", "0"])
    page.get_by_role("link", name="Recordar a las 8 sin respuesta").click()
    fits_and_is_accessible(page)
    page.get_by_role("button", name="Expedir 8 recordatorios").click()
    page.wait_for_url("**/cartas/")
    titles = [f"{NAME} {n}" for n in range(34, 42)]
    expect(page.locator(".record-list__title")).to_have_text(titles)
    with page.expect_download() as waited:
        page.get_by_role("link", name="Un PDF para imprimir").click()
    from pypdf import PdfReader

    pdf = PdfReader(BytesIO(waited.value.path().read_bytes()))
    assert len(pdf.pages) == 8
    assert f"{NAME} 34" in pdf.pages[0].extract_text()
    page.goto("/gestion/solicitudes/")
    expect(page.get_by_role("row", name=re.compile("Designación de enlace de género"))).to_contain_text(
        "33 de 41"
    )
    fits_and_is_accessible(page)
