"""Where a form was refused one stands at once before what is wrong, whatever it was folded in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE
from .steps import looked_at


def refused_in_a_fold(page: Page) -> None:
    """The first commitment that is open, told as done without a day."""
    page.goto("/gestion/compromisos/")
    page.locator("main .record-list__title a, main table a").first.click()
    fold = page.locator("details", has=page.get_by_text("Se cumplió", exact=True)).last
    fold.locator("summary").click()
    fold.locator("input[type=text]").first.fill("2026-13")
    fold.get_by_role("button", name="Guardar").click()


@pytest.mark.parametrize("viewport", [DESK, PHONE])
def test_the_fold_of_a_refused_form_is_open_and_its_errors_have_the_focus(
    log_in_as: Callable[..., Page], viewport: dict[str, int]
) -> None:
    page = log_in_as("coordinadora", viewport=viewport)
    refused_in_a_fold(page)
    box = page.locator(".error-summary")
    expect(box).to_be_focused()
    expect(box).to_be_in_viewport()
    assert box.evaluate("e => e.closest('details').open")
    looked_at(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.error-summary') !== null")
