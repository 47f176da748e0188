"""A visitor: home, directory, dossier, analysis, downloads; in Spanish, in English, by keyboard alone."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from .steps import answered

Visit = Callable[..., Page]


def test_from_the_home_to_a_dossier_and_to_the_measures(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "es"
    page.get_by_role("searchbox").fill("coquimbo sernameg")
    page.get_by_role("button", name="Buscar").click()
    page.get_by_role("link", name="Dirección Regional de Coquimbo del SERNAMEG").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("SERNAMEG")
    expect(page.locator("main")).to_contain_text("La Serena")

    page.get_by_role("navigation", name="Principal").get_by_role("link", name="Análisis").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Análisis de la red")
    with page.expect_download() as waiting:
        page.locator('a[href*="medidas.json"]').first.click()
    file = tmp_path / "measures.json"
    waiting.value.save_as(file)
    found = json.loads(file.read_text("utf-8"))
    assert set(found) == {"snapshot", "graph", "nodes"}
    assert found["graph"]["nodes"] == len(found["nodes"]) == 241


def test_the_list_answers_while_one_types(visit: Visit) -> None:
    page = visit()
    page.goto("/instituciones/")
    expect(page.locator("#result-count")).to_contain_text("296")
    page.get_by_role("searchbox").press_sequentially("prodemu", delay=20)
    expect(page.locator("#result-count")).not_to_contain_text("296")
    expect(page.locator("#results tbody tr").first).to_contain_text(re.compile("PRODEMU"))
    assert "q=prodemu" in page.url


def test_accents_word_order_acronyms_and_a_typing_error_do_not_matter(visit: Visit) -> None:
    page = visit()
    wanted = {
        "region coquimbo sernameg direccion": "Dirección Regional de Coquimbo del SERNAMEG",
        "SERNAMEG": "Servicio Nacional de la Mujer",
        "guadalajra": "Guadalajara",
    }
    for typed, name in wanted.items():
        page.goto(f"/instituciones/?q={typed}")
        expect(page.locator("#results")).to_contain_text(name)


def test_everything_works_without_javascript(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    page.goto("/instituciones/")
    page.get_by_role("searchbox").fill("prodemu")
    page.get_by_role("button", name="Buscar").click()
    expect(page.locator("#results tbody tr").first).to_contain_text("PRODEMU")
    page.goto("/red/analisis/")
    expect(page.locator("main")).to_contain_text("241")


def test_the_language_is_switched_on_the_same_page(visit: Visit) -> None:
    page = visit()
    page.goto("/instituciones/?q=prodemu")
    answered(page, page.locator(".masthead__tools").get_by_role("link", name="English"))
    assert page.locator("html").get_attribute("lang") == "en"
    assert "/en/instituciones/" in page.url
    assert "q=prodemu" in page.url
    expect(page.get_by_role("heading", level=1)).to_have_text("Institutions")


def test_the_keyboard_alone_is_enough(visit: Visit) -> None:
    page = visit()
    page.goto("/instituciones/")
    for _ in range(1 + page.locator("[data-quick-exit]").count()):
        page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_class("skip-link")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_id("contenido")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("type", "search")
    page.keyboard.type("sernameg coquimbo")
    page.keyboard.press("Enter")
    expect(page.locator("#result-count")).not_to_contain_text("296")
    page.wait_for_load_state("networkidle")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#results tbody') !== null"):
            break
    ring = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(ring) != "none", "what has the focus must show it"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("SERNAMEG")


def test_a_visitor_is_sent_to_log_in_for_every_address_of_the_members_area(visit: Visit) -> None:
    page = visit()
    for address in ("/integrantes/", "/integrantes/00000000-0000-4000-8000-000000000000/"):
        page.goto(address)
        assert page.url.split("?")[0].endswith("/cuenta/login/")
