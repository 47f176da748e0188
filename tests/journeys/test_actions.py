"""Recording an action on a phone: without a connection, when the line dies in the middle, and by keyboard."""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from .conftest import DESK, PHONE, World

NEW = "/gestion/acciones/nueva/"
COUNT = """
from network.milestones.models import Evidence, Milestone
own = Milestone.objects.filter(record__isnull=False)
print("found", own.filter(title="{title}").count(), Evidence.objects.count())
"""
CLEAR = """
from network.milestones.models import Milestone
Milestone.objects.filter(record__isnull=False).delete()
"""
# What a hotel's network answers in the place of whomever one asked.
PORTAL = "<!doctype html><title>Acepte las condiciones</title>"
EXPIRE = "from django.contrib.sessions.models import Session; Session.objects.all().delete()"


@pytest.fixture(autouse=True)
def as_before(world: World) -> Iterator[None]:
    yield
    world.manage("shell", "-c", CLEAR)


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {', '.join(str(n['target']) for n in v['nodes'][:3])}" for v in found]


def recorded(world: World, title: str) -> list[int]:
    """[actions of that title, files of evidence]"""
    said = world.manage("shell", "-c", COUNT.format(title=title))
    return [int(number) for number in re.search(r"found (\d+) (\d+)", said).groups()]  # type: ignore[union-attr]


def ready(page: Page) -> None:
    """Until the device could open the page without a connection."""
    page.goto(NEW)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def fill(page: Page, title: str) -> None:
    form = page.locator("form[data-action-form]:visible")
    form.get_by_label("Qué se hizo").fill(title)
    form.get_by_label("Tema").select_option(label="Salud")
    form.get_by_text("Más: tipo").click()
    form.get_by_label("Dónde").select_option(label="Coquimbo")
    form.get_by_label("Escriba un nombre o una sigla").fill("SERNAMEG")
    form.get_by_label("Personas (opcional)").fill("40")
    form.get_by_label("Qué tan exacto").select_option("approx")
    form.get_by_label("Qué cuenta el número").select_option("attended")


def send(page: Page) -> None:
    page.locator("form[data-action-form]:visible").get_by_role("button", name="Registrar", exact=True).click()


def test_what_is_recorded_without_a_connection_is_kept_seen_and_sent_exactly_once(
    log_in_as: Callable[..., Page], world: World
) -> None:
    page = log_in_as("coordinadora", viewport=PHONE)
    ready(page)
    page.context.set_offline(True)
    page.goto(NEW)
    expect(page.locator(".lead")).to_contain_text("No hay conexión")
    fill(page, "Feria sin señal")
    photo = {"name": "foto.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 acta"}
    page.locator('form[data-action-form]:visible input[name="photo"]').set_input_files(photo)  # type: ignore[arg-type]
    send(page)
    expect(page.get_by_role("heading", name="Por enviar (1)")).to_be_visible()
    expect(page.locator("#unsent li")).to_contain_text("espera conexión")
    assert violations(page) == []
    page.reload()  # nothing hangs on the page that was open
    expect(page.get_by_role("heading", name="Por enviar (1)")).to_be_visible()
    assert recorded(world, "Feria sin señal") == [0, 0]
    page.context.set_offline(False)
    expect(page.locator("#action-status")).to_contain_text("Enviada: Feria sin señal.")
    expect(page.locator("#unsent")).to_be_hidden()
    page.locator("#action-status a").click()
    expect(page.locator("main")).to_contain_text("Alrededor de 40 personas que asistieron")
    page.goto(NEW)
    expect(page.locator("#unsent")).to_be_hidden()
    assert recorded(world, "Feria sin señal") == [1, 1]


def test_an_answer_that_is_lost_after_it_was_saved_makes_no_second_action(
    log_in_as: Callable[..., Page], world: World
) -> None:
    page = log_in_as("coordinadora", viewport=PHONE)
    page.goto(NEW)
    lost: list[int] = []

    def swallow(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.fulfill(status=200, content_type="text/html", body=PORTAL)
        else:
            route.fallback()

    page.context.route(f"**{NEW}", swallow)
    fill(page, "Mesa con mala señal")
    send(page)
    expect(page.get_by_role("heading", name="Por enviar (1)")).to_be_visible()
    assert lost == [201]
    page.get_by_role("button", name="Enviar ahora").click()
    expect(page.locator("#action-status")).to_contain_text("Enviada: Mesa con mala señal.")
    assert recorded(world, "Mesa con mala señal")[0] == 1


def test_a_session_that_has_ended_loses_nothing_and_logging_out_asks_first(
    log_in_as: Callable[..., Page], world: World
) -> None:
    page = log_in_as("coordinadora", viewport=PHONE)
    ready(page)
    world.manage("shell", "-c", EXPIRE)
    fill(page, "Charla con sesión vencida")
    send(page)
    expect(page.locator("#action-status")).to_contain_text("Su sesión terminó")
    page.locator("#unsent").get_by_role("link", name="Entrar").click()
    page.get_by_label("Correo electrónico").fill("coordinadora@ejemplo.invalid")
    page.get_by_label("Contraseña").fill(world.password)
    page.get_by_role("button", name="Entrar").click()
    page.wait_for_url(f"**{NEW}")
    expect(page.locator("#action-status")).to_contain_text("Enviada: Charla con sesión vencida.")
    page.context.set_offline(True)
    page.goto(NEW)
    fill(page, "Se queda en el aparato")
    send(page)
    expect(page.get_by_role("heading", name="Por enviar (1)")).to_be_visible()
    page.context.route("**/ficha/", lambda route: route.fulfill(content_type="text/html", body=PORTAL))
    page.context.set_offline(False)
    page.goto("/gestion/acciones/")
    asked: list[str] = []
    answers = iter([False, True])

    def answer(dialog: object) -> None:
        asked.append(dialog.message)  # type: ignore[attr-defined]
        dialog.accept() if next(answers) else dialog.dismiss()  # type: ignore[attr-defined]

    page.on("dialog", answer)
    for _ in range(2):
        page.get_by_text("Menú", exact=True).click()
        page.locator(".site-menu").get_by_role("button", name="Salir").click()
        page.wait_for_timeout(500)
        page.keyboard.press("Escape")
    page.wait_for_url(lambda address: "/gestion/" not in address)
    assert [text.startswith("Lo que anotó y no se ha enviado (1)") for text in asked] == [True, True]
    caches = page.evaluate("caches.keys()")
    workers = page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)")
    assert (caches, workers) == ([], 0)
    assert recorded(world, "Se queda en el aparato")[0] == 0


def test_ten_fields_by_keyboard_alone_in_a_minute(log_in_as: Callable[..., Page], world: World) -> None:
    page = log_in_as("coordinadora", viewport=DESK)
    page.goto(NEW)
    begun, keys = time.monotonic(), page.keyboard
    page.get_by_label("Qué se hizo").focus()
    keys.type("Taller por teclado")
    keys.press("Tab")
    keys.type("sernameg")
    expect(page.locator("[data-results] button").first).to_be_visible()
    keys.press("Enter")  # the first that was found
    expect(page.get_by_label("Servicio Nacional de la Mujer")).to_be_checked()
    keys.press("Tab")  # from the box that was ticked
    keys.press("Tab")  # today is there
    keys.press("Tab")
    keys.type("Salud")
    keys.press("Tab")
    keys.type("Coquimbo")
    keys.press("Tab")
    keys.type("12")
    keys.press("Tab")
    keys.type("exa")
    keys.press("Tab")
    keys.type("personas que")
    keys.press("Tab")
    keys.press("Enter")  # the fold
    keys.press("Tab")
    keys.type("Charla")
    for _ in range(10):  # the photo, four parts, until when, result, words, who, the button
        keys.press("Tab")
    expect(page.get_by_role("button", name="Registrar", exact=True)).to_be_focused()
    keys.press("Enter")
    page.wait_for_url("**recien=1")
    assert time.monotonic() - begun < 60
    assert recorded(world, "Taller por teclado")[0] == 1


KEPT = """async () => {
  const database = await new Promise((done) => {
    const asked = indexedDB.open("entramado-acciones");
    asked.onsuccess = () => done(asked.result);
  });
  const asked = database.transaction("unsent").objectStore("unsent").getAll();
  return new Promise((done) => (asked.onsuccess = () => done(asked.result.map((one) => one.state))));
}"""


def test_a_minute_with_a_thumb_on_one_screen_and_what_was_left_half_written_comes_back(
    log_in_as: Callable[..., Page], world: World
) -> None:
    page = log_in_as("coordinadora", viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(NEW)
    taps, pause = 0, 90  # milliseconds between two letters: a thumb that knows its way

    def tap(label: str, text: str = "", *, choose: str = "") -> None:
        nonlocal taps
        field = page.get_by_label(label)
        field.tap()
        taps += 1
        if choose:
            field.select_option(label=choose)
            taps += 1
        page.keyboard.type(text, delay=pause)

    expect(page.locator("#keeps")).to_be_visible()
    for name in ("title", "picked_typed", "started", "theme", "territory", "participants", "count_of"):
        box = page.locator(f'[name="{name}"]').bounding_box()
        assert box, name
        assert box["y"] + box["height"] < PHONE["height"], name
    send_at = page.get_by_role("button", name="Registrar", exact=True).bounding_box()
    assert send_at
    assert send_at["y"] + send_at["height"] <= PHONE["height"]
    begun = time.monotonic()
    tap("Qué se hizo", "Taller con el pulgar")
    tap("Escriba un nombre o una sigla", "sernameg")
    page.locator("[data-results] button").first.tap()
    taps += 1
    tap("Tema", choose="Salud")
    tap("Dónde (opcional)", choose="Coquimbo")  # the first time; afterwards it is presumed
    tap("Personas (opcional)", "40")
    page.wait_for_timeout(500)
    page.reload()  # a call came in between
    expect(page.get_by_role("heading", name="Quedó a medio escribir (1)")).to_be_visible()
    assert violations(page) == []
    page.locator("#half").get_by_role("button", name="Seguir").tap()
    taps += 1
    expect(page.get_by_label("Servicio Nacional de la Mujer")).to_be_checked()
    expect(page.locator("#half")).to_be_hidden()
    tap("Qué tan exacto", choose="Alrededor de")
    tap("Qué cuenta el número", choose="Personas que asistieron")
    page.get_by_role("button", name="Registrar", exact=True).tap()
    taps += 1
    page.wait_for_url("**recien=1")
    seconds = time.monotonic() - begun
    print(f"taps {taps}, seconds {seconds:.1f}")  # in docs/proofs.md
    assert taps <= 16
    assert seconds < 60
    expect(page.locator("main")).to_contain_text("Alrededor de 40 personas que asistieron")
    page.goto(NEW)
    assert page.evaluate(KEPT) == []
    assert recorded(world, "Taller con el pulgar")[0] == 1
    page.get_by_label("Qué se hizo").fill("A medias al salir")
    page.wait_for_timeout(500)
    assert page.evaluate(KEPT) == ["half"]
    page.get_by_text("Menú", exact=True).click()
    page.locator(".site-menu").get_by_role("button", name="Salir").click()
    page.wait_for_url(lambda address: "/gestion/" not in address)
    assert page.evaluate(KEPT) == []


@pytest.mark.parametrize("viewport", [PHONE, DESK])
def test_the_pages_of_actions_have_nothing_that_axe_would_find(
    log_in_as: Callable[..., Page], viewport: dict[str, int]
) -> None:
    page = log_in_as("coordinadora", viewport=viewport)
    page.goto(NEW)
    fill(page, "Acción para mirar")
    send(page)
    page.wait_for_url("**recien=1")
    one = page.url.split("?")[0]
    addresses = [NEW, f"{NEW}?tipo=asesoria", one, f"{one}corregir/", "/gestion/acciones/"]
    addresses += ["/gestion/acciones/calendario/", "/gestion/acciones/temas/", "/gestion/acciones/asesoras/"]
    for address in addresses:
        page.goto(address)
        assert violations(page) == [], address
        width = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(width), address
    page.emulate_media(color_scheme="dark")
    page.reload()
    assert violations(page) == [], "in the dark"
