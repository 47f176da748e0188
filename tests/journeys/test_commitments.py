"""A commitment of a plan: recorded, moved, acknowledged, not met, corrected, public. The day of a notice."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE
from .steps import answered, looked_at, office_is_described


def deed(page: Page, ending: str, **values: str) -> None:
    """Open the form of a deed, fill it in and send it by the keyboard."""
    form = page.locator(f"form[action$='/{ending}/']")
    if not form.is_visible():
        summary = page.locator("details.disclosure", has=form).locator("summary")
        summary.focus()
        page.keyboard.press("Enter")
    for name, value in values.items():
        form.locator(f"[name$='-{name}']").fill(value)
    form.locator("button[type=submit]").focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("viewport", [DESK, pytest.param(PHONE, marks=pytest.mark.prove)])
def test_a_commitment_of_a_plan_is_followed_corrected_and_published(
    log_in_as: Callable[..., Page], visit: Callable[..., Page], viewport: dict[str, int]
) -> None:
    page, main = log_in_as("coordinadora", viewport=viewport), "main"
    page.goto("/instituciones/sernameg/#planes")
    page.get_by_role("link", name="Registrar un compromiso").first.click()
    expect(page.get_by_label("Plan del que proviene")).not_to_have_value("")
    page.get_by_label("Qué se hará").fill(f"Formar a las enlazes ({viewport['width']})")
    page.get_by_label("Quién lo debe").fill("SERNAMEG")
    page.get_by_label("A quién").fill("MMEG")
    page.get_by_label("Tema").select_option(index=1)
    page.get_by_label("Vence").fill("2026-03")
    looked_at(page)
    page.get_by_role("button", name="Guardar").click()
    expect(page.locator(main)).to_contain_text("Plan")
    looked_at(page)

    deed(page, "plazo", due_on="2030-13", reason="Faltan recursos")
    expect(page.locator(main)).to_contain_text("15/03/2020")
    looked_at(page)
    deed(page, "plazo", due_on="2030-06", reason="Faltan recursos")
    expect(page.locator(main)).to_contain_text("Junio de 2030")
    deed(page, "avance", told_on="2026", text="Se formó al primer grupo")
    expect(page.locator(main)).to_contain_text("Se formó al primer grupo")
    deed(page, "cumplido", on="2026")
    deed(page, "reconocido", on="2026")
    expect(page.locator(main)).to_contain_text("Reconocido por")
    looked_at(page)
    page.get_by_role("button", name="Se espera de nuevo").click()
    deed(page, "incumplido", reason="Nadie lo hizo")
    expect(page.locator(main)).to_contain_text("Nadie lo hizo")
    looked_at(page)

    page.get_by_role("link", name="Corregir lo que dice").click()
    looked_at(page)
    text = f"Formar a las enlaces ({viewport['width']})"
    page.get_by_label("Qué se hará").fill(text)
    page.get_by_role("button", name="Guardar").click()
    expect(page.locator(main)).to_contain_text("Este campo es necesario")
    expect(page.get_by_label("Qué se hará")).to_have_value(text)
    page.get_by_label("Por qué se corrige").fill("Error de escritura")
    page.get_by_role("button", name="Guardar").click()
    expect(page.locator("h1")).to_have_text(text)
    page.get_by_role("button", name="Hacerlo público").click()
    looked_at(page)
    visitor = visit(viewport=viewport)
    visitor.goto("/instituciones/sernameg/")
    expect(visitor.locator("#compromisos, [aria-labelledby=compromisos]").first).to_contain_text(text)
    assert "Nadie lo hizo" not in visitor.inner_text(main)
    answered(page, page.get_by_role("button", name="Hacerlo interno"))
    visitor.reload()
    assert text not in visitor.inner_text(main)
    page.goto("/gestion/compromisos/")
    looked_at(page)


@pytest.mark.parametrize("viewport", [DESK, pytest.param(PHONE, marks=pytest.mark.prove)])
def test_the_day_of_a_notice_is_today_and_corrected(
    log_in_as: Callable[..., Page], viewport: dict[str, int]
) -> None:
    page = log_in_as("coordinadora", viewport=viewport)
    office_is_described(page)
    agreement = "/convenios/convenio-la-serena-sernameg/"
    page.goto(f"{agreement}aviso/")
    expect(page.get_by_label("Día del aviso")).to_have_value(dt.date.today().isoformat())
    title = f"Charla abierta {viewport['width']}"
    page.get_by_label("Actividad").fill(title)
    page.get_by_label("Tema").select_option(index=1)
    page.get_by_label("Cuándo").fill("2199-05-12")
    page.get_by_label("Quién avisa").select_option(index=1)
    page.get_by_label("Día del aviso").fill("2026-02")
    looked_at(page)
    answered(page, page.get_by_role("button", name="Registrar y preparar los mensajes"))
    page.goto(agreement)
    expect(page.locator("main")).to_contain_text("avisado: febrero de 2026")
    page.get_by_role("link", name=title).click()
    looked_at(page)
    page.get_by_label("Día del aviso").fill("2026-01-15")
    page.get_by_role("button", name="Guardar").click()
    expect(page.locator("main")).to_contain_text("avisado: 15 de enero de 2026")
    looked_at(page)
