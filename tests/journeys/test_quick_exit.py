"""Out of sight within 100 ms, by button, by three Shifts and by keyboard; Back shows nothing of it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import PHONE, World
from .steps import looked_at

NEUTRAL = "https://es.wikipedia.org/wiki/Portada"
WATCH = """
() => {
  window.asked = 0;
  const ask = () => { window.asked = performance.now(); };
  addEventListener("pointerdown", ask, true);
  addEventListener("keyup", ask, true);
  new MutationObserver(() => {
    if (document.documentElement.classList.contains("is-covered"))
      console.log(`covered ${performance.now() - window.asked}`);
  }).observe(document.documentElement, { attributes: true });
}
"""


@pytest.fixture
def member(browser: Browser, site: str, world: World) -> Iterator[Callable[..., Page]]:
    """Logged in; the neutral page answers slowly, so that the cover cannot wait for it."""
    contexts = []

    def opened(**options: object) -> Page:
        context = browser.new_context(base_url=site, locale="es-MX", **options)  # type: ignore[arg-type]
        contexts.append(context)

        def neutral(route):  # type: ignore[no-untyped-def]
            route.fulfill(body="<title>Portada</title><h1>Portada</h1>", content_type="text/html")

        context.route(f"{NEUTRAL}*", neutral)
        page = context.new_page()
        page.goto("/cuenta/login/")
        page.get_by_label("Correo electrónico").fill("integrante@ejemplo.invalid")
        page.get_by_label("Contraseña").fill(world.password)
        page.get_by_role("button", name="Entrar").click()
        page.wait_for_url("**/")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("way", ["button", "shift", "keyboard"])
def test_she_is_out_at_once_and_back_shows_nothing(member: Callable[..., Page], way: str) -> None:
    page = member(viewport=PHONE)
    page.goto("/integrantes/")
    looked_at(page)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.evaluate(WATCH)
    if way == "button":
        page.locator("[data-quick-exit]").click(no_wait_after=True)
    elif way == "shift":
        for _ in range(3):
            page.keyboard.press("Shift")
    else:
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_attribute("data-title", "Pestaña nueva")
        page.keyboard.press("Enter")
    page.wait_for_url(f"{NEUTRAL}*")
    if way != "keyboard":
        took = [float(line.split()[1]) for line in said if line.startswith("covered")]
        assert took
        assert took[0] < 100
    page.go_back()
    page.wait_for_url(f"{NEUTRAL}*")
    expect(page.get_by_text("Portada")).to_be_visible()


def test_capital_letters_and_slow_presses_do_not_lead_out(member: Callable[..., Page]) -> None:
    page = member()
    page.goto("/integrantes/")
    page.locator("main input[type=search]").first.focus()
    page.keyboard.type("ANA EVA")
    for letter in "ABC":
        page.keyboard.press(f"Shift+{letter}")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.keyboard.press("a")
    page.keyboard.press("Shift")
    page.wait_for_timeout(300)
    assert "/integrantes/" in page.url


def test_without_javascript_it_is_a_link(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False, locale="es-MX")
    context.route(
        f"{NEUTRAL}*", lambda route: route.fulfill(body="<h1>Portada</h1>", content_type="text/html")
    )
    page = context.new_page()
    page.goto("/cuenta/login/")
    page.get_by_role("link", name="Salida rápida").click()
    page.wait_for_url(f"{NEUTRAL}*")
    context.close()
