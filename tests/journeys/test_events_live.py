"""Two browsers at once: seats and the line move by themselves; the door on a phone, offline and back."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE, World
from .steps import looked_at

BEGIN = """
import datetime as dt
from django.utils import timezone
from events.codes import arrival_address
from events.enrolling import enrol_other
from events.models import Event
from network.accounts.models import User
from network.institutions.models import Institution
from tests.factories.events import EventFactory
by = User.objects.get(email="coordinadora@ejemplo.invalid")
event = EventFactory(package_id="{name}", title="{title}", seats_on_site={seats}, seats_online=20,
    organised_by=Institution.objects.order_by("pk")[0], audience="members")
for name in {people}:
    row = enrol_other(event=event, by=by, pool="on_site", name=name,
        institution=Institution.objects.order_by("pk")[1])
    print("code", arrival_address(row.uid, "es"))
if {begun}:
    begins = timezone.now() - dt.timedelta(minutes=20)
    Event.objects.filter(pk=event.pk).update(starts_at=begins, ends_at=begins + dt.timedelta(hours=2))
"""
MARKS = """
from events.models import Presence
rows = Presence.objects.filter(registration__event__package_id="{name}").order_by("at", "pk")
print("marks", "; ".join(f"{{r.registration.name}}={{r.state}}/{{r.way}}" for r in rows))
"""


def begun(
    world: World, name: str, *, title: str, people: list[str], seats: int = 50, is_begun: bool = True
) -> list[str]:
    """An event with those people enrolled; the addresses of their codes, without the host."""
    said = world.manage(
        "shell", "-c", BEGIN.format(name=name, title=title, people=people, seats=seats, begun=is_begun)
    )
    return [re.sub(r"^https?://[^/]+", "", line) for line in re.findall(r"code (\S+)", said)]


def here(name: str) -> re.Pattern[str]:
    return re.compile(f"Ya está aquí.*{name}")


def marks(world: World, name: str) -> list[str]:
    said = world.manage("shell", "-c", MARKS.format(name=name))
    return re.search(r"marks (.*)", said).group(1).split("; ")  # type: ignore[union-attr]


def enrols(page: Page, name: str) -> None:
    page.goto(f"/eventos/{name}/inscripcion/")
    page.get_by_label("Presencial").check()
    page.get_by_label("He leído el aviso de privacidad").check()
    page.get_by_role("button", name="Pedir mi lugar").click()
    page.wait_for_url("**/mi-lugar/**")


@pytest.mark.parametrize(
    "by_socket",
    [
        pytest.param(True, id="by socket"),
        pytest.param(False, marks=pytest.mark.prove, id="by and by"),  # it waits for its time
    ],
)
def test_free_seats_and_ones_place_in_the_line_move_by_themselves(
    log_in_as: Callable[..., Page], world: World, by_socket: bool
) -> None:
    name = f"vivo-{int(by_socket)}"
    begun(world, name, title="Cuidados y trabajo", people=["Rosa Uno"], seats=2, is_begun=False)
    desk, phone, other = (
        log_in_as("coordinadora"),
        log_in_as("integrante", viewport=PHONE),
        log_in_as("enlace"),
    )
    wait: dict[str, Any] = {} if by_socket else {"timeout": 40_000}
    if not by_socket:
        phone.route_web_socket(re.compile("/ws/"), lambda socket: socket.close())
    phone.goto(f"/eventos/{name}/")
    seats = phone.locator("[data-says=seats]")
    expect(seats).to_contain_text("1 lugar libre presencial")
    enrols(other, name)
    expect(seats).to_contain_text("Sin lugares libres presenciales", **wait)
    expect(phone.locator("[data-says=button]")).to_have_text("Inscribirme")  # there are seats online
    expect(phone.locator("[data-live-spoken]")).to_contain_text("Sin lugares libres presenciales")
    looked_at(phone)

    enrols(phone, name)
    lead = phone.locator("[data-says=lead]")
    expect(lead).to_contain_text("Usted sigue en la lista")
    other.get_by_text("No puedo ir").click()
    other.get_by_role("button", name="Dejar mi lugar").click()
    expect(lead).to_contain_text("Es su turno", **wait)
    expect(phone.get_by_role("button", name="Aceptar mi lugar")).to_be_visible(**wait)
    looked_at(phone)
    phone.get_by_role("button", name="Aceptar mi lugar").click()
    expect(phone.locator(".place-code svg")).to_be_visible()
    looked_at(phone)

    desk.goto(f"/gestion/eventos/{name}/paso/2/")
    desk.get_by_role("textbox", name="Dónde (opcional)").fill("Sala Gabriela, Morandé 107")
    desk.get_by_role("button", name="Guardar", exact=True).click()
    expect(phone.locator("main")).to_contain_text("Sala Gabriela", **wait)


def ready(page: Page, name: str) -> None:
    """Until the phone could open the door without a connection."""
    page.goto(f"/gestion/eventos/{name}/recibir/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    expect(page.locator("#door-keeps")).to_be_visible()


def test_people_are_received_by_code_and_by_name_and_a_visitor_too(
    log_in_as: Callable[..., Page], world: World
) -> None:
    people = ["Ana Núñez Rojas", "Eva Sol Paredes", "Inés de la Fuente"]
    codes = begun(world, "puerta", title="Datos con perspectiva de género", people=people)
    phone = log_in_as("coordinadora", viewport=PHONE)
    phone.goto("/gestion/eventos/puerta/")
    looked_at(phone)
    phone.get_by_role("link", name="Recibir en la entrada").click()
    expect(phone.locator("#door-keeps")).to_be_visible()
    looked_at(phone)
    phone.get_by_label("Nombre o institución").fill("nunez")
    expect(phone.locator("#door-people > li")).to_have_count(1)
    phone.get_by_role("button", name=here("Ana Núñez Rojas")).click()
    expect(phone.locator("#door-status")).to_contain_text("Ana Núñez Rojas: Presente.")
    expect(phone.locator("#door-came")).to_have_text("Han llegado 1 de 3")
    looked_at(phone)

    phone.goto(codes[1])  # as the ordinary camera opens it
    expect(phone.get_by_role("heading", level=1)).to_have_text("Eva Sol Paredes")
    looked_at(phone)
    phone.get_by_role("button", name="Ya está aquí").click()
    expect(phone.locator(".badge--good").last).to_have_text("Presente")
    looked_at(phone)
    phone.get_by_role("link", name="Ir a la entrada").click()
    expect(phone.locator("#door-keeps")).to_be_visible()  # else the plain form is sent
    phone.locator("#door-visitor summary").click()
    phone.get_by_role("button", name="Anotarla como visita").click()
    expect(phone.get_by_role("alert")).to_contain_text("Escriba el nombre")
    phone.get_by_label("Nombre", exact=True).fill("Vecina Sin Lugar")
    looked_at(phone)
    phone.get_by_role("button", name="Anotarla como visita").click()
    expect(phone.locator("#door-came")).to_have_text("Han llegado 3 de 4")
    found = marks(world, "puerta")
    assert found == [
        "Ana Núñez Rojas=present/name",
        "Eva Sol Paredes=present/scan",
        "Vecina Sin Lugar=visitor/name",
    ]
    desk = log_in_as("coordinadora", viewport=DESK)
    for address in ("recibir/", "asistencia/", "codigo/"):
        desk.goto(f"/gestion/eventos/puerta/{address}")
        looked_at(desk)
    scan = {"name": "lista.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 lista firmada"}
    desk.goto("/gestion/eventos/puerta/asistencia/")
    desk.get_by_label("Escaneo o foto de la lista firmada").set_input_files(scan)  # type: ignore[arg-type]
    desk.get_by_role("button", name="Adjuntarla").click()
    desk.get_by_text("Reemplazarla o retirarla").click()
    looked_at(desk)


def test_without_a_connection_marks_are_kept_and_sent_once(
    log_in_as: Callable[..., Page], world: World
) -> None:
    people = ["Luz Marina Soto", "Olga Tapia", "Paz Vega"]
    codes = begun(world, "sin-linea", title="Protocolo ante el acoso", people=people)
    phone = log_in_as("coordinadora", viewport=PHONE)
    ready(phone, "sin-linea")
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Actividad de formación")
    expect(phone.locator("#door-line-state")).to_contain_text("Sin conexión")
    phone.get_by_role("button", name=here("Luz Marina Soto")).click()
    expect(phone.get_by_role("heading", name="Por enviar (1)")).to_be_visible()
    phone.locator("#door-visitor summary").click()
    phone.get_by_label("Nombre", exact=True).fill("Visita Sin Línea")
    phone.get_by_role("button", name="Anotarla como visita").click()
    expect(phone.get_by_role("heading", name="Por enviar (2)")).to_be_visible()
    looked_at(phone)
    phone.goto(codes[1])  # the camera opens it; the kept page answers
    expect(phone.get_by_label("Nombre o institución")).to_have_value("Olga Tapia")
    phone.get_by_role("button", name=here("Olga Tapia")).click()
    expect(phone.get_by_role("heading", name="Por enviar (3)")).to_be_visible()
    assert marks(world, "sin-linea") == [""]
    other = log_in_as("coordinadora")
    other.goto("/gestion/eventos/sin-linea/recibir/")
    expect(other.locator("#door-keeps")).to_be_visible()
    other.get_by_role("button", name=here("Luz Marina Soto")).click()
    expect(other.locator("#door-unsent")).to_be_hidden()
    expect(other.locator("#door-came")).to_have_text("Han llegado 1 de 3")
    other.locator("#door-people summary").first.click()
    other.get_by_role("button", name="Con justificación").click()
    expect(other.locator("#door-came")).to_have_text("Han llegado 0 de 3")
    phone.context.set_offline(False)
    told = phone.locator("#door-told")
    expect(told).to_contain_text("otra persona marcó después “Con justificación”", timeout=40_000)
    expect(phone.locator("#door-unsent")).to_be_hidden()
    looked_at(phone)
    told.get_by_role("button", name="Entendido").click()
    expect(told).to_be_hidden()
    found = marks(world, "sin-linea")
    assert [one for one in found if "Luz" in one] == [
        "Luz Marina Soto=present/name",  # on the phone, before the colleague
        "Luz Marina Soto=present/name",
        "Luz Marina Soto=excused/name",
    ]
    assert {"Olga Tapia=present/name", "Visita Sin Línea=visitor/name"} < set(found)
    # What is left on the phone when she logs out: nothing.
    phone.goto("/gestion/eventos/")
    phone.goto("/cuenta/logout/")
    phone.get_by_role("button", name="Salir").last.click()
    phone.wait_for_url(lambda address: "/cuenta/" not in address)
    kept = phone.evaluate(KEPT)
    assert kept == {"lists": 0, "unsent": 0, "workers": 0, "caches": 0}


KEPT = """async () => {
  const open = await new Promise((done) => {
    const asked = indexedDB.open("entramado-acciones");
    asked.onsuccess = () => done(asked.result);
  });
  const count = (store) => new Promise((done) => {
    const asked = open.transaction(store).objectStore(store).count();
    asked.onsuccess = () => done(asked.result);
  });
  return {
    lists: await count("lists"),
    unsent: await count("unsent"),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    caches: (await caches.keys()).length,
  };
}"""

CAMERA = """
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect() { return window.seen ? [{ rawValue: window.seen }] : []; }
};
navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
HTMLMediaElement.prototype.play = async () => {};
"""


def test_the_camera_reads_codes_one_after_the_other(log_in_as: Callable[..., Page], world: World) -> None:
    codes = begun(world, "camara", title="Taller de indicadores", people=["Uno Rojas", "Dos Vera"])
    phone = log_in_as("coordinadora", viewport=PHONE)
    phone.add_init_script(CAMERA)
    phone.goto("/gestion/eventos/camara/recibir/")
    phone.get_by_role("button", name="Leer códigos con la cámara").click()
    expect(phone.get_by_role("button", name="Cerrar la cámara")).to_be_visible()
    for number, (code, name) in enumerate(zip(codes, ("Uno Rojas", "Dos Vera"), strict=True), 1):
        phone.evaluate("(code) => { window.seen = location.origin + code; }", code)
        expect(phone.locator("#door-status")).to_contain_text(f"{name}: Presente.")
        expect(phone.locator("#door-came")).to_have_text(f"Han llegado {number} de 2")
    phone.evaluate("() => { window.seen = 'https://otro.example/'; }")
    expect(phone.locator("#door-status")).to_contain_text("no es el código de un lugar")
    phone.get_by_role("button", name="Cerrar la cámara").click()
    expect(phone.get_by_role("button", name="Leer códigos con la cámara")).to_be_focused()
    assert sorted(marks(world, "camara")) == ["Dos Vera=present/scan", "Uno Rojas=present/scan"]


def test_without_a_script_the_door_works_by_buttons(
    log_in_as: Callable[..., Page], world: World, browser: Any, site: str
) -> None:
    begun(world, "llano", title="Conversatorio", people=["Ana Llana", "Eva Plana"])
    page = log_in_as("coordinadora")
    context = browser.new_context(
        base_url=site, java_script_enabled=False, storage_state=page.context.storage_state(), viewport=PHONE
    )
    plain = context.new_page()
    plain.goto("/gestion/eventos/llano/recibir/?q=ana")
    plain.get_by_role("button", name=here("Eva Plana")).click()
    expect(plain.locator("main")).to_contain_text("Han llegado 1 de 2")
    context.close()
    assert marks(world, "llano") == ["Eva Plana=present/name"]
