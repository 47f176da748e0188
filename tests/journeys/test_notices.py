"""The bell in two browsers at once, what closes its socket, and asking by and by where there is none."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocket, expect

from .conftest import DESK, PHONE, World
from .steps import looked_at, scrolls_sideways, violations

AT_MOST = 4.0
TELL = """
from django.db import transaction
from network.accounts.models import User
from network.notices.services import notify
user = User.objects.get(email="{account}@ejemplo.invalid")
with transaction.atomic():
    notify(to=user, kind="{kind}", says="{says}", link="/mesas/", key="{key}", words={words})
"""


def tell(world: World, key: str, kind: str = "papers", says: str = "ready", account: str = "integrante",
         **words: str) -> None:  # fmt: skip
    """By a command, whose process reaches no socket of the server's."""
    world.manage("shell", "-c", TELL.format(key=key, kind=kind, says=says, account=account, words=words))


def bell(page: Page) -> Page:
    return page.locator("[data-bell-count]")  # type: ignore[return-value]


def number(page: Page, count: int, **options: float) -> None:
    expect(page.locator("[data-bell-count]")).to_have_attribute("data-bell-count", str(count), **options)


def read_all(page: Page) -> None:
    page.goto("/mis-avisos/")
    if page.get_by_role("button", name="Marcar todos como leídos").count():
        page.get_by_role("button", name="Marcar todos como leídos").click()


def test_one_browser_acts_and_the_bell_of_the_other_moves(
    log_in_as: Callable[..., Page], world: World
) -> None:
    desk, phone = log_in_as("integrante"), log_in_as("integrante", viewport=PHONE)
    read_all(desk)
    desk.goto("/instituciones/")
    phone.goto("/mesas/")
    for page in (desk, phone):
        number(page, 0)
    tell(world, "uno", "designations", "began", post="Enlace de género", institution="Secretaría de Salud")
    tell(world, "dos", "papers")
    for page in (desk, phone):
        number(page, 2)
        expect(page.locator("[data-bell-said]")).to_have_text("2 avisos sin leer")
    phone.get_by_role("link", name=re.compile("Avisos")).first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Mis avisos")
    looked_at(phone)
    phone.get_by_role("button", name=re.compile("^Marcar como leído")).first.click()
    number(desk, 1)
    desk.get_by_role("link", name=re.compile("Avisos")).first.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Mis avisos")
    looked_at(desk)
    desk.get_by_role("link", name="Se registró su designación").click()
    expect(desk).to_have_url(re.compile("/mesas/$"))
    number(phone, 0)


def test_logging_out_in_one_tab_closes_the_socket_of_another(log_in_as: Callable[..., Page]) -> None:
    page = log_in_as("integrante")
    page.goto("about:blank")  # the socket of the page she came to is over before one is counted
    opened: list[WebSocket] = []
    page.on("websocket", lambda socket: opened.append(socket))
    page.goto("/instituciones/")
    limit = time.monotonic() + 20
    while not opened and time.monotonic() < limit:
        page.wait_for_timeout(100)
    [socket] = opened
    other = page.context.new_page()
    other.goto("/cuenta/logout/")
    other.get_by_role("button", name="Salir").last.click()
    other.wait_for_url(re.compile("/$"))
    began = time.monotonic()
    while not socket.is_closed() and time.monotonic() < began + 15:
        page.wait_for_timeout(100)
    assert socket.is_closed()
    assert time.monotonic() - began <= AT_MOST + 1  # and the way there


@pytest.mark.prove
def test_where_no_socket_answers_the_page_asks_by_and_by(
    log_in_as: Callable[..., Page], world: World
) -> None:
    page = log_in_as("integrante")
    read_all(page)
    page.route_web_socket(re.compile("/ws/avisos/"), lambda socket: socket.close())
    page.goto("/instituciones/")
    number(page, 0)
    tell(world, "tres")
    number(page, 1, timeout=40_000)
    read_all(page)


def test_without_a_script_the_bell_is_a_link_with_the_number_of_then(
    log_in_as: Callable[..., Page], world: World, browser: object, site: str
) -> None:
    page = log_in_as("integrante")
    read_all(page)
    tell(world, "cuatro")
    context = browser.new_context(  # type: ignore[attr-defined]
        base_url=site, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto("/instituciones/")
    number(plain, 1)
    plain.locator(".bell").click()
    plain.get_by_role("button", name="Marcar todos como leídos").click()
    number(plain, 0)
    context.close()


@pytest.mark.parametrize(
    "viewport", [pytest.param(DESK, marks=pytest.mark.prove), PHONE], ids=["desk", "phone"]
)
def test_its_pages_hold_for_everyone(
    log_in_as: Callable[..., Page], world: World, viewport: dict[str, int]
) -> None:
    page = log_in_as("integrante", viewport=viewport)
    for key in range(3):
        tell(world, f"{viewport['width']} {key}", "seats", "seated", group="Mesa de salud", institution="DIF")
    for address in ("/mis-avisos/", "/mis-avisos/preferencias/"):
        page.emulate_media(color_scheme="light")
        page.goto(address)
        looked_at(page)
        page.emulate_media(color_scheme="dark")
        page.reload()
        looked_at(page)
    page.emulate_media(color_scheme="light")
    page.get_by_label("Papeles que pidió").select_option("weekly")
    page.get_by_role("button", name="Guardar").click()
    expect(page.get_by_label("Papeles que pidió")).to_have_value("weekly")
    page.goto(world.manage("shell", "-c", STOP).strip().splitlines()[-1])
    looked_at(page)
    page.get_by_role("button", name="No me envíen más de estos correos").click()
    looked_at(page)
    assert not scrolls_sideways(page)
    assert violations(page) == []


STOP = """
from django.urls import reverse
from network.accounts.models import User
from network.notices.unsubscribing import token_for
user = User.objects.get(email="integrante@ejemplo.invalid")
print(reverse("notices_stop", args=[token_for(user, ["papers", "seats"])]))
"""
