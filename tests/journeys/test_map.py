"""The map by mouse, by keyboard alone, on a phone, without its library and without scripts."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE, ROOT

Visit = Callable[..., Page]
LIBRARY = ROOT / "node_modules" / "force-graph"
needs_library = pytest.mark.skipif(not LIBRARY.exists(), reason="node_modules is not there: npm ci brings it")


def painted(page: Page) -> None:
    limit = time.monotonic() + 20
    while not page.evaluate("performance.getEntriesByName('map-painted').length"):
        assert time.monotonic() < limit, "the map was not painted"
        time.sleep(0.05)


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.evaluate("location.href")).query)


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {', '.join(str(n['target']) for n in v['nodes'][:3])}" for v in found]


@needs_library
@pytest.mark.parametrize(("viewport", "scheme"), [(DESK, "light"), (PHONE, "dark")])
def test_the_map_and_its_card_have_no_barrier(visit: Visit, viewport: dict[str, int], scheme: str) -> None:
    page = visit(viewport=viewport, color_scheme=scheme)
    page.goto("/red/?foco=sernameg&de=mmeg&a=penalolen&quita=carabineros")
    page.locator("#red-mapa").scroll_into_view_if_needed()
    painted(page)
    assert violations(page) == []
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(width) == 0


@needs_library
def test_by_keyboard_alone(visit: Visit) -> None:
    page = visit()
    page.goto("/red/")
    painted(page)
    voice, card = page.locator("#red-voz"), page.locator("#red-ficha")
    page.locator("#red-lienzo").focus()
    page.keyboard.press("Home")
    expect(voice).to_contain_text("Ministerio de la Mujer y la Equidad de Género. 114 vínculos")
    page.keyboard.press("PageDown")
    expect(voice).to_contain_text("vecina 1 de 114 de MMEG")
    page.keyboard.press("Enter")
    expect(card.get_by_role("heading")).to_be_focused()
    expect(card).to_contain_text("88 vínculos en esta vista")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(page.locator("#red-lienzo")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(voice).not_to_be_empty()
    for key in ("+", "-", "0"):
        page.keyboard.press(key)


@needs_library
def test_what_is_found_taken_out_and_switched_off_stands_in_the_address(visit: Visit) -> None:
    page = visit()
    page.goto("/red/")
    painted(page)
    page.get_by_role("searchbox", name="Buscar en el mapa").fill("carabin")
    page.keyboard.press("Enter")
    expect(page.locator("#red-ficha")).to_contain_text("Carabineros de Chile")
    page.locator("[data-without]").click()
    expect(page.locator("#red-respuesta")).to_contain_text("Sin Carabineros")
    page.get_by_role("checkbox", name="Hitos").uncheck()
    expect(page.locator("#red-resumen")).not_to_contain_text("282 espacios")
    said = page.locator("#red-resumen").inner_text()
    page.wait_for_timeout(600)
    assert asked(page)["sin"] == ["carabineros"]
    assert "milestones" not in asked(page)["capas"]
    page.reload()
    painted(page)
    assert page.locator("#red-resumen").inner_text() == said
    expect(page.get_by_role("checkbox", name="Hitos")).not_to_be_checked()


@needs_library
def test_the_slider_and_the_files(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    page.goto("/red/")
    painted(page)
    slider = page.get_by_role("slider", name="Al final de")
    slider.focus()
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("#red-resumen")).not_to_contain_text("841")
    for name, suffix in (
        ("Imagen (PNG)", "png"),
        ("Imagen (SVG)", "svg"),
        ("GraphML", "graphml"),
        ("GEXF", "gexf"),
    ):
        with page.expect_download() as waiting:
            page.locator("#red-archivos").get_by_text(name).click()
        file = tmp_path / f"red.{suffix}"
        waiting.value.save_as(file)
        assert file.stat().st_size > 5_000
    assert (tmp_path / "red.png").read_bytes().startswith(b"\x89PNG")


@needs_library
def test_on_a_phone_the_list_comes_first_and_a_thumb_opens_a_card(visit: Visit) -> None:
    page = visit(viewport=PHONE, has_touch=True)
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto("/red/", wait_until="networkidle")
    assert not [url for url in requested if "force-graph" in url or "datos.json" in url]
    top = "document.querySelector('{}').getBoundingClientRect().top"
    assert page.evaluate(top.format("#red-lista")) < page.evaluate(top.format("#red-mapa"))
    page.get_by_role("link", name="Ir al dibujo").tap()
    painted(page)
    page.locator("#red-lienzo").focus()
    page.keyboard.press("Home")
    box = page.locator("#red-lienzo").bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#red-ficha")).to_be_visible()


@needs_library
def test_one_finger_goes_on_through_the_page_and_two_move_the_map(visit: Visit) -> None:
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto("/red/")
    page.get_by_role("link", name="Ir al dibujo").tap()
    painted(page)
    touch = page.context.new_cdp_session(page)

    def drag(fingers: int) -> None:
        box = page.locator("#red-lienzo").bounding_box()
        assert box is not None
        for step in range(13):
            points = [{"x": box["x"] + 100 + 60 * n, "y": box["y"] + 250 - 12 * step} for n in range(fingers)]
            kind = "touchMove" if step else "touchStart"
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
            page.wait_for_timeout(16)
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_timeout(700)

    start = page.evaluate("scrollY")
    drag(1)
    assert page.evaluate("scrollY") > start + 50
    assert "vista" not in page.url
    page.evaluate(f"scrollTo(0, {start})")
    page.wait_for_timeout(300)
    drag(2)
    assert abs(page.evaluate("scrollY") - start) < 5
    assert "vista" in page.url


def test_without_its_library_the_same_drawing_is_shown_as_a_picture(visit: Visit) -> None:
    page = visit()
    page.route(
        re.compile("force-graph"), lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    page.goto("/red/")
    expect(page.locator("#red-estado")).to_be_visible()
    expect(page.locator("img.map-still")).to_be_visible()
    expect(page.locator("#red-lista")).to_contain_text("Servicio Nacional de la Mujer")


def test_without_scripts_every_question_is_answered(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    page.goto("/red/")
    expect(page.locator("img.map-still")).to_be_visible()
    page.locator("summary", has_text="Preguntar").click()
    page.get_by_label("Desde").fill("minsal")
    page.get_by_label("Hasta").fill("peñalolén")
    page.get_by_role("button", name="Buscar el camino").click()
    expect(page.locator("#red-respuesta")).to_contain_text("pasos")
    page.locator("#red-lista a.map-show").first.click()
    expect(page.locator("#red-ficha")).to_contain_text("vínculos en esta vista")
