"""From an invitation and from an application to being gone again: on a phone, once by the keyboard alone."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE, World
from .membership import Hands, a_life_as_a_member
from .steps import PASSWORD, looked_at, office_is_described


def mailed(world: World, what: str) -> str:
    """The path of that link in the e-mails that the terminal shows, the latest."""
    shown = world.manage("db_worker", "--batch").replace("=\n", "").replace("=3D", "=")
    found: list[str] = re.findall(rf"https?://[^/\s]+(/{what}/[^\s\"<]+)", shown)
    assert found, shown[-2000:]
    return found[-1]


def chooses_a_password(page: Page) -> None:
    """By the keyboard alone, from the page that asks for it until she is in."""
    page.wait_for_url("**/password/reset/key/**")
    looked_at(page)
    page.locator("input[name=password1]").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/password/" not in url)


def tabs_to(page: Page, name: str) -> None:
    """With the Tab key, from wherever the focus is, to the field or button of that name."""
    for _ in range(120):
        page.keyboard.press("Tab")
        here = "document.activeElement.name || document.activeElement.textContent.trim()"
        if page.evaluate(here) == name:
            return
    raise AssertionError(f"{name} is not reached by Tab on {page.url}")


def test_an_invitation_opens_an_account_on_a_phone(
    log_in_as: Callable[..., Page], visit: Callable[..., Page], world: World
) -> None:
    desk = log_in_as("coordinadora")
    office_is_described(desk)
    desk.goto("/gestion/invitaciones/")
    looked_at(desk)
    desk.locator(".invite-list__row:not(:has-text('sin correo')) input[name=persona]").first.check()
    desk.get_by_role("button", name="Preparar para las marcadas").click()
    expect(desk.locator("main")).to_contain_text("1 mensaje preparado")
    text = desk.locator(".message-text__area").first.input_value()
    path = re.search(r"https?://[^/\s]+(/invitacion/[\w-]+/)", text)
    assert path
    desk.goto("/gestion/invitaciones/enviadas/")
    looked_at(desk)
    desk.set_viewport_size(PHONE)  # type: ignore[arg-type]
    looked_at(desk)
    email = world.manage(
        "shell",
        "-v0",
        "-c",
        "from network.joining.models import Invitation; print(Invitation.objects.latest('pk').email)",
    ).split()[-1]
    phone = visit(viewport=PHONE, color_scheme="dark")
    phone.goto(path[1])
    looked_at(phone)
    phone.get_by_label("Su correo").fill(email)
    phone.locator("input[name=consent]").check()
    phone.get_by_role("button", name="Aceptar la invitación").click()
    expect(phone.locator("h1")).to_have_text("Revise su correo")
    looked_at(phone)
    phone.goto(mailed(world, "invitacion/abrir"))
    looked_at(phone)
    phone.get_by_role("button", name="Abrir mi cuenta").click()
    chooses_a_password(phone)
    looked_at(phone)
    phone.goto("/mi-adscripcion/")
    looked_at(phone)
    again = visit(viewport=PHONE)
    again.goto(path[1])
    expect(again.locator("h1")).to_have_text("Esta invitación no está vigente")
    looked_at(again)
    a_life_as_a_member(Hands(phone, keyboard_alone=False), world, log_in_as, email, PASSWORD)


def test_an_application_is_accepted_and_she_enters_by_the_keyboard(
    log_in_as: Callable[..., Page], visit: Callable[..., Page], world: World
) -> None:
    page = visit(viewport=PHONE)
    page.goto("/unirse/")
    looked_at(page)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    looked_at(page)
    page.goto("/privacidad/")
    looked_at(page)
    page.goto("/invitacion/")
    looked_at(page)
    page.goto("/unirse/solicitud/")
    looked_at(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    looked_at(page)
    for name, said in (
        ("name", "Nadia Solicitante Prueba"),
        ("email", "nadia@ejemplo.invalid"),
        ("institution", "Cooperativa Que No Está"),
        ("post_title", "Coordinadora"),
    ):
        tabs_to(page, name)
        page.keyboard.type(said)
    tabs_to(page, "post_level")
    page.keyboard.press("Space")
    tabs_to(page, "does")
    page.keyboard.type("Formo a promotoras.")
    tabs_to(page, "consent")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Revise su correo")
    page.goto(mailed(world, "unirse/confirmar"))
    looked_at(page)
    tabs_to(page, "Sí, fui yo")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("La oficina recibió su solicitud")
    desk = log_in_as("coordinadora")
    office_is_described(desk)
    desk.goto("/gestion/")
    expect(desk.locator("main")).to_contain_text("Cooperativa Que No Está")
    for viewport in (PHONE, DESK):
        desk.set_viewport_size(viewport)  # type: ignore[arg-type]
        for place in ("", "adscripciones/", "aviso-de-privacidad/"):
            desk.goto(f"/gestion/ingresos/{place}")
            looked_at(desk)
    desk.goto("/gestion/ingresos/")
    desk.get_by_role("link", name="Nadia Solicitante Prueba").click()
    looked_at(desk)
    desk.get_by_role("link", name="Declinar").click()
    looked_at(desk)
    desk.go_back()
    desk.get_by_role("link", name="Aceptar").press("Enter")
    looked_at(desk)
    desk.get_by_role("button", name="Ver el mensaje").press("Enter")
    expect(desk.locator("[name=body]")).to_be_visible()
    for one in desk.locator("main details summary").all():
        one.press("Enter")
    looked_at(desk)
    desk.get_by_role("button", name="Aceptar y escribirle").press("Enter")
    expect(desk.locator(".message-text__area").first).to_be_visible()
    looked_at(desk)
    text = desk.locator(".message-text__area").first.input_value()
    path = re.search(r"https?://[^/\s]+(/unirse/entrar/\S+)", text)
    assert path
    page.goto(path[1])
    looked_at(page)
    tabs_to(page, "Elegir mi contraseña")
    page.keyboard.press("Enter")
    chooses_a_password(page)
    page.goto("/integrantes/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Integrantes")
    a_life_as_a_member(Hands(page, keyboard_alone=True), world, log_in_as, "nadia@ejemplo.invalid", PASSWORD)
