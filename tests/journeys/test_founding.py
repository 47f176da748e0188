"""From an empty folder to the first letter that asks for liaisons, in a browser, at both widths."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.network.exchange import ugly

from .conftest import DESK, PHONE, ROOT, World, _wait_until_it_answers, free_port
from .test_every_page import scrolls_sideways, violations


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def begun(
    request: pytest.FixtureRequest, browser: Browser, tmp_path: Path
) -> Iterator[tuple[Page, str, World]]:
    """A page at that width, before an installation that nobody has set up."""
    world, port = World(tmp_path), free_port()
    world.manage("prepare", "--own")
    (tmp_path / "static").mkdir()
    command = [sys.executable, "-m", "uvicorn", "config.asgi:application", "--port", str(port)]
    command += ["--log-level", "warning", "--no-access-log", "--lifespan", "off"]
    with (tmp_path / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=world.environment, stdout=log, stderr=log)
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{port}", locale="es-MX", viewport=request.param
        )
        try:
            _wait_until_it_answers(f"http://127.0.0.1:{port}/", server)
            yield context.new_page(), f"http://127.0.0.1:{port}", world
        finally:
            context.close()
            server.terminate()
            server.wait(15)


def go_on(page: Page) -> None:
    assert violations(page) == [], page.url
    assert not scrolls_sideways(page), page.url
    page.click("main form button.button--primary")


def test_an_empty_folder_becomes_a_network(begun: tuple[Page, str, World]) -> None:
    page, _address, world = begun
    code = (world.folder / "setup_code").read_text("ascii").strip()
    page.goto(f"/empezar/?clave={code}")
    page.fill("[name=network_name]", "Red de Enlaces de Tonalá")
    page.fill("[name=office_name]", "Instituto Municipal de las Mujeres")
    go_on(page)
    page.check("[name=country][value=MX]")
    go_on(page)
    page.goto(f"/empezar/?clave={code}")  # left, and taken up again
    assert "Paso 3 de 7" in page.inner_text("main")
    go_on(page)
    page.fill("[name=government]", "Gobierno Municipal de Tonalá")
    page.fill("[name=more]", "Dirección de Obras Públicas (DOP)\nComisaría de Seguridad")
    go_on(page)
    assert page.input_value("[name=fila-0-sigla]") == "DOP"
    go_on(page)
    page.fill("[name=name]", "Coordinadora de prueba")
    page.fill("[name=email]", "coordinacion@ejemplo.invalid")
    page.fill("[name=password1]", "jacaranda-47-lluvia")
    page.fill("[name=password2]", "jacaranda-47-lluvia")
    go_on(page)
    assert "Paso 6 de 7" in page.inner_text("main")
    assert not (world.folder / "setup_code").exists()

    page.click("main a.button--primary")
    page.set_input_files("[name=archivo]", {"name": "lista.xlsx", "mimeType": "", "buffer": ugly.xlsx()})
    page.click("main form button.button--primary")
    assert "/gestion/importar/" in page.url

    page.goto("/gestion/primeros-pasos/")
    assert violations(page) == []
    page.click("main li.card:nth-child(2) a")
    assert page.url.endswith("/gestion/solicitudes/nueva/")
    assert page.locator("main form").count() >= 1
    assert not scrolls_sideways(page)

    page.goto("/")
    assert "Red de Enlaces de Tonalá" in page.inner_text("header")
    assert "ejemplo.invalid" not in page.inner_text("main")
    assert page.goto(f"/empezar/?clave={code}").url.endswith("/gestion/primeros-pasos/")  # type: ignore[union-attr]
