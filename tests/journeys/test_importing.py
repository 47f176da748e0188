"""A coordinator brings the list she has: asked, looked at, applied and undone. By phone: test_monday."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.network.exchange import ugly

from .conftest import ROOT, World
from .steps import answered, list_is_described, looked_at


def work(world: World) -> None:
    """The task queue does what it was asked, once."""
    command = [sys.executable, str(ROOT / "site" / "manage.py"), "db_worker", "--batch", "--no-startup-delay"]
    done = subprocess.run(command, env=world.environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-3000:]


def test_her_list_becomes_people_and_is_undone(
    log_in_as: Callable[..., Page], world: World, tmp_path: Path
) -> None:
    (tmp_path / "lista.xlsx").write_bytes(ugly.xlsx(merged=["A1:G1", "A2:G2"]))
    page = log_in_as("coordinadora")
    page.goto("/gestion/importar/")
    looked_at(page)
    page.set_input_files("#archivo", str(tmp_path / "lista.xlsx"))
    page.get_by_role("button", name="Continuar").click()
    list_is_described(page)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Estamos revisando lo que trajo")
    looked_at(page)
    work(world)
    expect(heading).to_have_text("Esto es lo que pasaría")
    page.get_by_role("button", name="Aplicar").click()
    expect(heading).to_have_text("Se está haciendo")
    looked_at(page)
    work(world)
    expect(heading).to_have_text("Listo")
    done = page.url
    page.goto("/integrantes/?q=Ficticia+Vega")
    expect(page.locator("main")).to_contain_text("Inés Ficticia Vega")
    page.goto(done)
    answered(page, page.get_by_role("button", name="Deshacer"))
    work(world)
    page.goto(done)
    expect(heading).to_have_text("Se deshizo")
    page.goto("/integrantes/?q=Ficticia+Vega")
    expect(page.locator("main")).not_to_contain_text("Inés Ficticia Vega")
