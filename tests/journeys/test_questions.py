"""The analyst's three questions by keyboard alone: asked, read, kept, and opened by a colleague."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import World

Visit = Callable[..., Page]

# The question, its address, its figures in words, its picture on the page.
DRAWN = "main svg[role=img]"
QUESTIONS = (
    ("¿Quién falta?", "/red/cobertura/", r"De 296 instituciones, \d+ ", ".coverage-bar"),
    ("¿Qué se sostiene sin nosotras?", "/red/sin/", r"siguen unidas entre sí \d+ de las \d+", DRAWN),
    ("¿Qué cambió?", "/red/cambios/", r"\d+ instituciones empezaron a participar", DRAWN),
)
FOCUSED = """([selector, text]) => {
    const one = document.activeElement;
    return one.matches(selector) && (!text || one.textContent.trim() === text);
}"""
SEEN = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return inside && (style.outlineStyle !== "none" || style.boxShadow !== "none");
}"""


def tab_to(page: Page, selector: str, text: str = "", within: int = 40) -> None:
    """Press Tab until what has the focus matches; it must then be in view and show that it has it."""
    for _ in range(within):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED, [selector, text]):
            assert page.evaluate(SEEN), f"the focus on {selector} {text} is not to be seen"
            return
    raise AssertionError(f"{within} Tabs do not reach {selector} {text}")


def follow(page: Page, selector: str, text: str, address: str) -> None:
    tab_to(page, selector, text)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(address))
    page.wait_for_load_state("networkidle")


def enter(page: Page, world: World, name: str, lands_at: str) -> None:
    """Log in, from the form that is open."""
    tab_to(page, "input[name=login]")
    page.keyboard.type(f"{name}@ejemplo.invalid")
    tab_to(page, "input[name=password]")
    page.keyboard.type(world.password)
    page.keyboard.press("Enter")
    page.wait_for_url(lands_at)


def axe(page: Page) -> list[str]:
    return [violation["id"] for violation in Axe().run(page).response["violations"]]


@pytest.fixture
def analyst(visit: Visit, world: World, site: str) -> Page:
    page = visit()
    page.goto("/cuenta/login/")
    enter(page, world, "analista", f"{site}/")
    return page


def test_each_question_has_its_figures_its_picture_and_its_report_within_three_activations(
    analyst: Page,
) -> None:
    page = analyst
    for question, address, figures, picture in QUESTIONS:
        page.goto("/")
        follow(page, "nav a", "Análisis", "/red/analisis/$")
        follow(page, "main nav a", question, f"{address}$")
        expect(page.get_by_role("heading", level=1)).to_have_text(question)
        expect(page.locator(".lead")).to_contain_text(re.compile(figures))
        expect(page.locator(picture).first).to_be_visible()
        follow(page, "main a", "Informe", f"{address}informe/$")
        expect(page.locator("main")).to_contain_text(re.compile(figures))
        assert axe(page) == []


def test_the_content_is_one_tab_and_one_enter_away(analyst: Page) -> None:
    page = analyst
    follow(page, "nav a", "Análisis", "/red/analisis/$")
    follow(page, "main nav a", "¿Qué cambió?", "/red/cambios/$")
    follow(page, "main a", "Informe", "/red/cambios/informe/$")
    tab_to(page, ".skip-link", within=2)  # the quick exit may stand before it
    page.keyboard.press("Enter")
    tab_to(page, "main a", "Descargar en PDF", within=1)


def test_an_answer_is_kept_opened_by_a_colleague_and_put_again(
    analyst: Page, visit: Visit, world: World
) -> None:
    page = analyst
    follow(page, "nav a", "Análisis", "/red/analisis/$")
    follow(page, "main nav a", "¿Qué se sostiene sin nosotras?", "/red/sin/$")
    tab_to(page, "main a", "Guardar")
    page.keyboard.press("Enter")
    tab_to(page, "#guardar > summary", within=1)
    page.keyboard.press("Space")
    tab_to(page, "#guardar-titulo", within=1)
    page.keyboard.press("Control+A")
    page.keyboard.type("Sin el ministerio, por teclado")
    tab_to(page, "#guardar button", within=1)
    page.keyboard.press("Space")
    page.wait_for_url(re.compile(r"/red/respuestas/[0-9a-f-]{36}/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Sin el ministerio, por teclado")
    found = page.locator(".saved-paper").inner_text()
    assert axe(page) == []
    tab_to(page, "#direccion", within=200)
    address = page.evaluate("document.activeElement.value")
    assert address == page.url
    page.context.close()

    hers = visit()
    hers.goto(address)
    enter(hers, world, "integrante", address)
    expect(hers.get_by_role("heading", level=1)).to_have_text("Sin el ministerio, por teclado")
    assert hers.locator(".saved-paper").inner_text() == found
    expect(hers.get_by_role("button", name="Descartar")).to_have_count(0)
    follow(hers, "main a", "Repetir con los datos de hoy", "/hoy/$")
    expect(hers.locator(".lead").first).to_contain_text("Nada ha cambiado desde el")
    assert axe(hers) == []
