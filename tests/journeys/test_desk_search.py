"""The search of the desk by keyboard: "/" leads there, never while she writes, and can be switched off."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

BOX, SWITCH = "#buscar-gestion", "[data-search-switch]"


def test_the_key_leads_to_the_search_and_can_be_switched_off(log_in_as: Callable[..., Page]) -> None:
    page = log_in_as("coordinadora")
    page.goto("/gestion/puestos/", wait_until="networkidle")
    expect(page.locator(SWITCH)).to_have_attribute("aria-pressed", "true")

    page.focus("#q")
    page.keyboard.type("x/y")
    expect(page.locator("#q")).to_have_value("x/y")
    page.locator("#q").blur()
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.type("violencia")
    page.keyboard.press("Enter")
    page.wait_for_url("**/gestion/buscar/?q=violencia")

    page.click(SWITCH)
    page.reload(wait_until="networkidle")
    expect(page.locator(SWITCH)).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("/")
    expect(page.locator(BOX)).not_to_be_focused()
