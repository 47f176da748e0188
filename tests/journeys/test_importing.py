"""A coordinator brings the list she has: asked, looked at, applied and undone, at her desk and by phone."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.network.exchange import ugly

from .conftest import DESK, PHONE, ROOT, World
from .test_every_page import scrolls_sideways, violations


def work(world: World) -> None:
    """The task queue does what it was asked, once."""
    command = [sys.executable, str(ROOT / "site" / "manage.py"), "db_worker", "--batch", "--no-startup-delay"]
    done = subprocess.run(command, env=world.environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-3000:]


def looked_at(page: Page) -> None:
    assert violations(page) == []
    assert not scrolls_sideways(page)


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_her_list_becomes_people_and_is_undone(
    log_in_as: Callable[..., Page], world: World, tmp_path: Path, viewport: dict[str, int]
) -> None:
    (tmp_path / "lista.xlsx").write_bytes(ugly.xlsx(merged=["A1:G1", "A2:G2"]))
    page = log_in_as("coordinadora", viewport=viewport)
    page.goto("/gestion/importar/")
    looked_at(page)
    page.set_input_files("#archivo", str(tmp_path / "lista.xlsx"))
    page.get_by_role("button", name="Continuar").click()
    page.wait_for_url("**/paso/columnas/")
    looked_at(page)
    page.locator("input[name=orden][value=given]").check()
    page.get_by_role("button", name="Guardar y continuar").click()
    page.wait_for_url("**/paso/dependencias/")
    looked_at(page)
    for choice in page.locator("main select").all():
        if not choice.input_value():
            choice.select_option("new")
    page.get_by_role("button", name="Guardar y continuar").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Estamos revisando lo que trajo")
    looked_at(page)
    work(world)
    expect(heading).to_have_text("Esto es lo que pasaría")
    looked_at(page)
    page.get_by_role("button", name="Aplicar").click()
    expect(heading).to_have_text("Se está haciendo")
    looked_at(page)
    work(world)
    expect(heading).to_have_text("Listo")
    looked_at(page)
    done = page.url
    page.goto("/integrantes/?q=Ficticia+Vega")
    expect(page.locator("main")).to_contain_text("Inés Ficticia Vega")
    page.goto(done)
    page.get_by_role("button", name="Deshacer").click()
    work(world)
    page.goto(done)
    expect(heading).to_have_text("Se deshizo")
    page.goto("/integrantes/?q=Ficticia+Vega")
    expect(page.locator("main")).not_to_contain_text("Inés Ficticia Vega")
