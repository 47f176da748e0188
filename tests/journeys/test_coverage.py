"""Who is missing? By keyboard alone, and without JavaScript."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

Visit = Callable[..., Page]


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what has the focus matches."""
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_from_what_is_missing_to_who_has_it_by_keyboard_alone(visit: Visit) -> None:
    page = visit()
    page.goto("/red/cobertura/")
    expect(page.locator(".lead")).to_contain_text("De 296 instituciones")
    tab_to(page, 'a[href*="falta=formacion"]')
    page.keyboard.press("Enter")
    expect(page.locator('.coverage-figure[aria-current="true"] h3')).to_have_text("Formación")
    page.wait_for_load_state("networkidle")
    tab_to(page, "tr.coverage-more summary")
    ring = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(ring) != "none", "what has the focus must show it"
    page.keyboard.press("Enter")
    tab_to(page, ".coverage-examples a")
    name = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_filters_and_file_need_no_javascript(visit: Visit, tmp_path: Path) -> None:
    page = visit(java_script_enabled=False)
    page.goto("/red/cobertura/")
    page.get_by_text("Filtrar y ordenar").click()
    page.get_by_label("Tipo", exact=True).select_option("municipality")
    page.get_by_label("Qué falta", exact=True).select_option("mecanismo")
    page.get_by_role("button", name="Aplicar").click()
    page.wait_for_url(lambda url: "tipo=municipality" in url)
    shown = page.locator("#matriz [role=status] strong")
    number = int(str(shown.text_content()))
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Descargar CSV").click()
    waiting.value.save_as(tmp_path / "file.csv")
    assert (tmp_path / "file.csv").read_text("utf-8-sig").count("\n") == number + 1
