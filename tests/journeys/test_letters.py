"""A letter is written while the connection comes and goes, issued with its folio and printed."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from .conftest import DESK, PHONE
from .steps import kept_on_the_device

TEXT = "Le pido designar un enlace.\n\nQuedo a sus órdenes."


@pytest.mark.parametrize(
    "viewport", [DESK, pytest.param(PHONE, marks=pytest.mark.prove)], ids=["desk", "phone"]
)
def test_a_letter_survives_a_lost_connection_and_gets_its_folio(
    log_in_as: Callable[..., Page], viewport: dict[str, int], tmp_path: Path
) -> None:
    page = log_in_as("coordinadora", viewport=viewport)
    page.goto("/gestion/documentos/oficio-nuevo/")
    subject = f"Enlace, recorrido a {viewport['width']}"
    page.get_by_label("Asunto", exact=True).fill(subject)
    page.locator("#id_body").fill(TEXT)
    kept_on_the_device(page, TEXT[:40])
    page.context.set_offline(True)
    try:
        page.get_by_role("button", name="Guardar el borrador").click()
        page.wait_for_url("chrome-error://**", timeout=5000)
    except Error:
        pass  # the browser tells it in its own way
    page.context.set_offline(False)
    page.goto("/gestion/documentos/oficio-nuevo/")
    expect(page.get_by_label("Asunto", exact=True)).to_have_value(subject)
    expect(page.locator(".draft-notice")).to_be_visible()
    page.get_by_role("button", name="Guardar el borrador").click()
    page.wait_for_url(re.compile(r"/gestion/documentos/[0-9a-f-]{36}/$"))
    page.get_by_role("button", name=re.compile("Emitir con el folio")).click()
    expect(page.locator(".messages")).to_contain_text("Se emitió con el folio")
    expect(page.locator(".paper-sheet")).to_contain_text("Quedo a sus órdenes.")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Descargar en PDF").click()
    waiting.value.save_as(tmp_path / "oficio.pdf")
    assert (tmp_path / "oficio.pdf").read_bytes().startswith(b"%PDF-")
    assert page.locator("html").evaluate("e => e.scrollWidth <= e.clientWidth")
