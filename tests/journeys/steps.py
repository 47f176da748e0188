"""What a coordinator does, station by station, for the journeys that pass there."""

import json
import os
import re
from io import BytesIO
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Download, Locator, Page, expect

from tests.totp import code_of

PASSWORD = "jacaranda-47-lluvia"


def violations(page: Page, only: str = "") -> list[str]:
    """What axe finds, by all of its rules or by one."""
    options = {"resultTypes": ["violations"], **({"runOnly": [only]} if only else {})}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {', '.join(str(n['target']) for n in v['nodes'][:3])}" for v in found]


def scrolls_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def looked_at(page: Page) -> None:
    """Nothing for axe to find, nothing to scroll sideways. `PICTURES=FOLDER` keeps what was seen there."""
    if folder := os.environ.get("PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        width = page.evaluate("innerWidth")
        number = len(list(Path(folder).glob(f"{width}-*")))
        page.screenshot(path=f"{folder}/{width}-{number:02d}.png", full_page=True)
    assert violations(page) == [], page.url
    assert not scrolls_sideways(page), page.url


def kept_on_the_device(page: Page, text: str) -> None:
    """Until what was typed last lies there, a third of a second after the last key or when the page can."""
    page.wait_for_function(
        "text => Object.values(localStorage).some(kept => kept.includes(text))",
        arg=json.dumps(text, ensure_ascii=False)[1:-1],
    )


def until(page: Page, text: str) -> None:
    """Reload while the task queue works."""
    for _ in range(60):
        if text in page.inner_text("main"):
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(f"“{text}” did not come: {page.inner_text('main')[:600]}")


def go_on(page: Page) -> None:
    looked_at(page)
    page.click("main form button.button--primary")


def network_is_set_up(page: Page, address: str, departments: list[str]) -> None:
    """From the printed address to the administrator who has entered."""
    page.goto(address)
    page.fill("[name=network_name]", "Red de Enlaces de Tonalá")
    page.fill("[name=office_name]", "Instituto Municipal de las Mujeres")
    go_on(page)
    page.check("[name=country][value=MX]")
    go_on(page)
    page.goto(address)  # left, and taken up again
    assert "Paso 3 de 7" in page.inner_text("main")
    go_on(page)
    page.fill("[name=government]", "Gobierno Municipal de Tonalá")
    page.fill("[name=region]", "Jalisco")
    page.fill("[name=municipality]", "Tonalá")
    page.fill("[name=more]", "\n".join(departments))
    go_on(page)
    go_on(page)
    page.fill("[name=name]", "Coordinadora de prueba")
    page.fill("[name=email]", "coordinacion@ejemplo.invalid")
    page.fill("[name=password1]", PASSWORD)
    page.fill("[name=password2]", PASSWORD)
    go_on(page)
    assert "Su rol lo pide" in page.inner_text("main")
    second_factor_is_set_up(page)
    assert "Paso 6 de 7" in page.inner_text("main")


def second_factor_is_set_up(page: Page) -> str:
    """From the page that asks for it, by the keyboard, on to what she was on her way to; its secret."""
    looked_at(page)
    page.get_by_role("link", name="Configurar la aplicación").press("Enter")
    page.wait_for_url("**/totp/activate/")
    looked_at(page)
    secret = "".join(page.inner_text(".secret").split())
    page.get_by_label("Código de seis cifras").fill(code_of(secret))
    page.keyboard.press("Enter")
    expect(page.locator(".codes li")).to_have_count(10)
    looked_at(page)
    page.get_by_role("link", name="Ya los guardé: seguir").press("Enter")
    page.wait_for_url(lambda url: "/segundo-factor/" not in url)
    return secret


def list_is_described(page: Page) -> None:
    """From the columns of a list that was handed over to its review."""
    page.wait_for_url("**/paso/columnas/")
    looked_at(page)
    page.locator("input[name=orden][value=given]").check()
    page.get_by_role("button", name="Guardar y continuar").click()
    page.wait_for_url("**/paso/dependencias/")
    looked_at(page)
    for choice in page.locator("main select").all():
        if not choice.input_value():
            like = choice.locator("option", has_text="Obras Públicas")
            choice.select_option(like.first.get_attribute("value") if like.count() else "new")
    page.get_by_role("button", name="Guardar y continuar").click()


def office_is_described(page: Page) -> None:
    """Say how to answer the office, without which nothing is prepared."""
    page.goto("/gestion/oficina/")
    looked_at(page)
    for field, said in (
        ("network_name", "Red de Enlaces"),
        ("office_name", "Instituto de las Mujeres"),
        ("signer_name", "Mtra. Zoraida Firma Prueba"),
    ):
        if not page.input_value(f"[name={field}]"):
            page.fill(f"[name={field}]", said)
    page.get_by_label("Correo de la oficina", exact=False).fill("red@ejemplo.invalid")
    page.get_by_role("button", name="Guardar").click()


def three_are_invited_in_every_form(page: Page) -> None:
    page.goto("/gestion/invitaciones/")
    looked_at(page)
    for box in page.locator("input[name=persona]").all()[:3]:
        box.check()
    page.get_by_role("button", name="Preparar para las marcadas").click()
    expect(page.locator("main")).to_contain_text("3 mensajes preparados")
    expect(page.locator("main")).to_contain_text("Este equipo no envía correo")
    looked_at(page)
    page.get_by_role("button", name="Copiar el texto").first.click()
    expect(page.locator("[data-copy] [role=status]").first).not_to_be_empty()
    with page.expect_download() as files:
        page.get_by_role("button", name="Descargar 3 archivos").click()
    assert files.value.suggested_filename == "correos-3.zip"
    page.get_by_role("button", name="Emitir 3 cartas").click()
    with page.expect_download() as word:
        page.get_by_role("button", name="En Word").click()
    assert word.value.suggested_filename == "cartas-3.docx"
    page.locator(".message-list__name a").first.click()
    for form in ("Correo", "Archivo de correo", "Carta impresa"):
        page.get_by_label("Formas del mensaje").get_by_role("link", name=form, exact=True).click()
    expect(page.locator("main")).to_contain_text("Emitida como")
    looked_at(page)


def letter_goes_to(page: Page, names: list[str]) -> str:
    """One request to them all, issued; its address."""
    page.goto("/gestion/solicitudes/nueva/")
    looked_at(page)
    page.get_by_role("button", name="Guardar y elegir instituciones").click()
    page.wait_for_url("**/destinatarias/")
    page.get_by_label("Instituciones", exact=True).fill("\n".join(names))
    page.get_by_role("button", name="Agregar estas").click()
    expect(page.get_by_role("heading", name=f"{len(names)} instituciones elegidas")).to_be_visible()
    looked_at(page)
    page.get_by_role("link", name="Revisar y enviar").last.click()
    expect(page.get_by_text("Nadie firma")).to_have_count(0)
    expect(page.locator(".paper-sheet")).to_contain_text(names[0])
    looked_at(page)
    page.get_by_role("button", name=f"Expedir {len(names)} oficios").click()
    page.wait_for_url(re.compile(r"/gestion/solicitudes/[0-9a-f-]{36}/$"))
    expect(page.locator("main tbody tr")).to_have_count(len(names))
    looked_at(page)
    return page.url


def answers_are_typed(page: Page, request: str, names: list[str]) -> None:
    """One after the other, by the form that goes on to the next."""
    page.goto(request)
    page.get_by_role("link", name="Registrar respuestas").click()
    for number, name in enumerate(names, 1):
        page.get_by_label("Quién respondió").select_option(label=name)
        page.get_by_label("Número de su oficio").fill(f"DR/{number}/2026")
        page.get_by_role("button", name="Guardar y siguiente").click()
        expect(page.get_by_label("Quién respondió").locator("option", has_text=name)).to_have_count(0)
    looked_at(page)


def answer_designates(page: Page, request: str, name: str, person: str) -> None:
    """Two clicks from the board: whoever answered named her liaison. By keyboard where one opens it."""
    page.goto(f"{request}?estado=espera")
    page.get_by_role("link", name=re.compile(f"Respondió.*{name}")).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Número de su oficio").fill("DR/99/2026")
    page.get_by_role("button", name="Guardar y designar").click()
    page.get_by_label("Nombre de la persona").fill(person)
    looked_at(page)
    page.get_by_role("button", name="Registrar la designación").click()
    designation = page.get_by_role("region", name="Designaciones que salieron de la respuesta")
    expect(designation).to_contain_text(person)


def the_silent_are_reminded(page: Page, request: str, names: list[str]) -> None:
    from pypdf import PdfReader

    page.goto(request)
    expect(page.locator(".figure-tile__number")).to_have_text(["80 %", str(len(names)), "0"])
    looked_at(page)
    page.get_by_role("link", name=f"Recordar a las {len(names)} sin respuesta").click()
    looked_at(page)
    page.get_by_role("button", name=f"Expedir {len(names)} recordatorios").click()
    page.wait_for_url("**/cartas/")
    expect(page.locator(".record-list__title")).to_have_text(names)
    page.get_by_role("link", name="Un PDF para imprimir").click()
    page.get_by_role("button", name="Pedir que se haga").click()  # a link begins nothing
    take = page.get_by_role("button", name="Recoger el archivo")
    expect(take).to_be_visible(timeout=120_000)  # the task queue makes it
    looked_at(page)
    with page.expect_download() as waited:
        take.click()
    pdf = PdfReader(BytesIO(content(waited.value)))
    assert len(pdf.pages) == len(names)
    assert names[0] in " ".join(pdf.pages[0].extract_text().split())
    page.goto("/gestion/solicitudes/")
    row = page.get_by_role("row", name=re.compile("Designación de enlace de género"))
    expect(row).to_contain_text("33 de 41")
    looked_at(page)


def content(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def answered(page: Page, pressed: Locator) -> None:
    """Press it, and wait for the page that answers: `click` alone may come back before it is asked for."""
    with page.expect_navigation():
        pressed.click()


def said_again(page: Page, password: str) -> None:
    if "reauthenticate" in page.url:
        page.get_by_label("Contraseña").fill(password)
        answered(page, page.locator("main form button[type=submit]").first)


def closing_is_prepared(page: Page, government: str) -> tuple[str, int]:
    """All but one of its designations are to end; where, and how many those are."""
    page.goto("/gestion/cierre/")
    page.get_by_role("link", name="Empezar un cierre").click()
    page.get_by_label("Qué se cierra").fill(f"Administración de {government}")
    page.get_by_label("Último día").fill("2099-09-30")
    offered = page.get_by_label("Gobierno de").locator("option").all_inner_texts()
    label = next(one for one in offered if one.startswith(government))
    page.get_by_label("Gobierno de").select_option(label=label)
    looked_at(page)
    answered(page, page.get_by_role("button", name="Empezar"))
    address = page.url
    looked_at(page)
    answered(page, page.get_by_role("link", name="Elegir cuáles terminan"))
    boxes = page.get_by_role("checkbox")
    number = boxes.count()
    assert number > 1
    boxes.first.uncheck()
    looked_at(page)
    page.get_by_role("button", name="Guardar").click()
    expect(page.locator("main")).to_contain_text(f"({number - 1} de {number})")
    page.get_by_role("link", name="Fijar día, motivo y documento").click()
    page.get_by_label("Respuesta hasta").fill("2099-11-15")
    looked_at(page)
    page.get_by_role("button", name="Guardar").click()
    return address, number - 1


def papers_of_the_closing_are_made(page: Page, address: str, number: int) -> None:
    """The files of the posts and the annex, once it was applied."""
    expect(page.locator("main .badge--good", has_text="hecho")).to_have_count(number)
    looked_at(page)
    page.locator("a[href^='/gestion/entregas/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Expediente de entrega")
    looked_at(page)
    page.goto(address)
    page.get_by_role("link", name="Anexo del acta").click()
    expect(page.locator("main")).to_contain_text("30 de septiembre de 2099")
    looked_at(page)
    for ending in ("pdf", "docx"):
        answer = page.request.get(f"{page.url.rstrip('/')}.{ending}")
        assert answer.body()[:4] == {"pdf": b"%PDF", "docx": b"PK\x03\x04"}[ending]
