"""The coordinator's Monday as one journey: an empty folder, her list, invitations, one letter to 41
departments, 33 answers, reminders to the other eight, a change of government.

On a phone every day; at a desk, where every answer is typed, in `prove`.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.network.exchange import ugly
from tests.tables import put_empty_tables

from . import steps
from .conftest import DESK, PHONE, ROOT, World, free_port, visitors
from .test_serving import wait_for

# Packages are those of this run; everything else is what `python3 entramado.py --vacia` does.
START = (
    "import sys, entramado; entramado.ensure = lambda *_: None; entramado.PYTHON = sys.executable;"
    "entramado.MANAGE[0] = sys.executable; sys.exit(entramado.main(sys.argv[1:]))"
)
WORKS = "Dirección de Obras Públicas"
AREAS = """
Agua Potable · Alumbrado Público · Archivo Municipal · Aseo Público · Asuntos Jurídicos
Catastro · Cementerios · Comunicación Social · Cultura · Desarrollo Económico
Desarrollo Rural · Desarrollo Social · Educación · Innovación · Juventud · Mantenimiento Urbano
Medio Ambiente · Mercados · Movilidad · Ordenamiento Territorial · Padrón y Licencias
Parques y Jardines · Participación Ciudadana · Pavimentos · Protección Animal
Protección Civil · Recursos Humanos
"""
DEPARTMENTS = sorted(
    (
        WORKS,
        "Comisaría de la Policía Preventiva",
        "Contraloría Ciudadana",
        *(f"Dirección de {area}" for area in AREAS.strip().replace("\n", " · ").split(" · ")),
        "Instituto de la Juventud",
        "Instituto del Deporte",
        "Jefatura de Gabinete",
        "Oficialía Mayor",
        "Procuraduría de Niñas, Niños y Adolescentes",
        "Secretaría General",
        "Secretaría Particular",
        "Servicios Médicos Municipales",
        "Sindicatura",
        "Tesorería",
        "Unidad de Transparencia",
    )
)
ANSWER = """
from django.utils import timezone
from network.requests.answers import Reply, record_answer
from network.requests.models import RequestRecipient
for row in RequestRecipient.objects.filter(state="sent").order_by("institution__name")[:30]:
    record_answer(recipient=row, reply=Reply(on=timezone.localdate(), text="Designan enlace."), by=None)
"""


@pytest.fixture
def printed(tmp_path: Path) -> Iterator[tuple[str, World]]:
    """The address that the launcher prints for an empty folder, with pages and tasks running.

    Its tables are a copy of those that `migrate` made from nothing (tests/tables.py).
    """
    world, port, output = World(tmp_path), free_port(), tmp_path / "launcher.log"
    put_empty_tables(tmp_path)
    command = [sys.executable, "-c", START, "--vacia", "--port", str(port)]
    with output.open("w") as log:
        launcher = subprocess.Popen(command, cwd=ROOT, env=world.environment, stdout=log, stderr=log)
    try:
        wait_for(lambda: "Para apagar" in output.read_text("utf-8") or launcher.poll() is not None, 240)
        said = output.read_text("utf-8")
        found = re.search(rf"http://127\.0\.0\.1:{port}/empezar/\?clave=\S+", said)
        assert found, said
        yield found[0], world
    finally:
        launcher.terminate()
        launcher.wait(30)


@pytest.fixture(params=[pytest.param(DESK, marks=pytest.mark.prove), PHONE], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, printed: tuple[str, World]) -> Iterator[Page]:
    with visitors(browser, printed[0].split("/empezar/")[0]) as visit:
        yield visit(viewport=request.param)


def test_from_an_empty_folder_to_a_change_of_government(page: Page, printed: tuple[str, World]) -> None:
    address, world = printed
    assert len(DEPARTMENTS) == 41
    steps.network_is_set_up(page, address, [f"{one} (DOP)" if one == WORKS else one for one in DEPARTMENTS])
    assert not (world.folder / "setup_code").exists()

    page.click("main a.button--primary")
    steps.looked_at(page)
    sheet = ugly.xlsx(merged=["A1:G1", "A2:G2"])
    page.set_input_files("[name=archivo]", {"name": "lista.xlsx", "mimeType": "", "buffer": sheet})
    page.click("main form button.button--primary")
    steps.list_is_described(page)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Esto es lo que pasaría", timeout=120_000)
    steps.looked_at(page)
    expect(page.locator("main")).not_to_contain_text("Obras Públicas · Instituciones")
    page.get_by_role("button", name="Aplicar").click()
    expect(heading).to_have_text("Listo", timeout=120_000)
    steps.looked_at(page)

    page.goto("/gestion/primeros-pasos/")
    steps.looked_at(page)
    assert page.goto(address).url.endswith("/gestion/primeros-pasos/")  # type: ignore[union-attr]
    steps.office_is_described(page)
    steps.three_are_invited_in_every_form(page)

    request = steps.letter_goes_to(page, DEPARTMENTS)
    if page.viewport_size == DESK:
        steps.answers_are_typed(page, request, DEPARTMENTS[:31])
    else:
        world.manage("shell", "-c", ANSWER)
        steps.answers_are_typed(page, request, DEPARTMENTS[30:31])
    expect(page.get_by_text("Faltan las respuestas de 10 instituciones.")).to_be_visible()
    steps.answer_designates(page, request, DEPARTMENTS[31], "Amaranta Recorrida Prueba")
    steps.answer_designates(page, request, DEPARTMENTS[32], "Berenice Recorrida Prueba")
    steps.the_silent_are_reminded(page, request, DEPARTMENTS[33:])

    closing, number = steps.closing_is_prepared(page, "Tonalá")
    steps.answered(page, page.get_by_role("button", name="Aplicar el cierre"))
    steps.said_again(page, steps.PASSWORD)
    page.goto(closing)
    steps.until(page, "Se aplicó.")
    steps.papers_of_the_closing_are_made(page, closing, number)
    page.goto("/gestion/solicitudes/")
    expect(page.locator("main")).to_contain_text("33 de 41")

    page.goto("/gestion/")
    steps.looked_at(page)
    page.context.clear_cookies()
    page.goto("/")
    assert "Red de Enlaces" in page.inner_text("header")
    shown = page.inner_text("main")
    assert [name for name in ("coordinacion@", "Recorrida", "Ficticia") if name in shown] == []
