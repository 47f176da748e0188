"""An edition is closed, certificates are issued, and a stranger checks one until it is revoked."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.training.certificates.test_papers import drawn_signature

from .conftest import PHONE, World
from .steps import content, looked_at, office_is_described

_HELD = """
import datetime as dt
from django.utils import timezone
from events.attending import take_attendance
from events.models import Event
from network.accounts.models import User
from network.institutions.models import Institution
from network.people.models import Person
from tests.events.test_line import enrolled
from tests.factories.training import (
    AssignmentFactory, CourseSessionFactory, CurriculumFactory, EditionFactory, EnrolmentFactory,
    ContentFactory, ModuleFactory, UnitFactory, VersionFactory,
)
here = Institution.objects.get(package_id="sernameg")  # other journeys count institutions
by = User.objects.get(email="coordinadora@ejemplo.invalid")
hers = Person.objects.get(account__email="integrante@ejemplo.invalid")
hers.name = "Integrante Prueba Recorrido"
hers.save()
other = Person.objects.exclude(pk=hers.pk).exclude(account=None).order_by("pk").first()
version = VersionFactory(curriculum=CurriculumFactory(title="Diplomado en presupuestos con perspectiva"))
module = ModuleFactory(version=version, title="Presupuestos")
titles = ("Ciclo presupuestario", "Anexos transversales", "Evaluación del gasto")
units = [
    UnitFactory(module=module, hours=8, content=ContentFactory(order=900 + n, title_es=title, title_en=title))
    for n, title in enumerate(titles)
]
today = timezone.localdate()
edition = EditionFactory(
    package_id="edicion-del-recorrido", version=version, title="Segundo semestre",
    starts_on=today - dt.timedelta(days=30), ends_on=today - dt.timedelta(days=1), given_by=here,
)
for person in (hers, other):
    EnrolmentFactory(edition=edition, person=person, institution=here)
session = CourseSessionFactory(
    edition=edition, module=module, event__title="Primera sesión", event__audience="public",
    event__organised_by=here,
)
session.units.set(units)
places = [enrolled(session.event, person) for person in (hers, other)]
then = timezone.now() - dt.timedelta(days=2)
Event.objects.filter(pk=session.event_id).update(starts_at=then, ends_at=then + dt.timedelta(hours=4))
take_attendance(event=session.event, by=by, states={places[0].pk: "present"})
"""


def test_a_certificate_from_its_edition_to_its_end(
    log_in_as: Callable[..., Page], visit: Callable[..., Page], world: World, tmp_path: Path
) -> None:
    world.manage("shell", "-c", _HELD)
    desk, learner, stranger = (
        log_in_as("coordinadora"),
        log_in_as("integrante", viewport=PHONE),
        visit(viewport=PHONE),
    )
    office_is_described(desk)
    desk.goto("/gestion/oficina/")
    drawn = tmp_path / "firma.png"
    drawn.write_bytes(drawn_signature().read())
    desk.get_by_label("Firma dibujada", exact=False).first.set_input_files(drawn)
    desk.get_by_role("button", name="Guardar").click()
    expect(desk.get_by_alt_text("Firma dibujada")).to_be_visible()
    looked_at(desk)

    desk.goto("/formacion/avance/edicion-del-recorrido/")
    looked_at(desk)
    desk.get_by_role("link", name="Traerlo de una hoja de cálculo").click()
    desk.get_by_label("Péguela aquí").fill("Nombre\tm1.u9\nIntegrante Prueba Recorrido\tsí")
    desk.get_by_role("button", name="Leerla").click()
    expect(desk.get_by_role("alert").first).to_contain_text("Fila 1, m1.u9")
    looked_at(desk)
    desk.get_by_label("Péguela aquí").fill("Nombre\tm1.u1\nIntegrante Prueba Recorrido\tsí")
    desk.get_by_role("button", name="Leerla").click()
    looked_at(desk)
    desk.get_by_role("button", name="Anotarlo todo").click()
    expect(desk.locator(".messages")).to_contain_text("1 de contenidos")

    learner.goto("/mi-formacion/")
    looked_at(learner)
    learner.get_by_role("link", name=re.compile("Diplomado en presupuestos")).click()
    expect(learner.locator("main")).to_contain_text("Módulo “Presupuestos”")
    looked_at(learner)

    desk.get_by_role("link", name="Resultados").click()
    looked_at(desk)
    desk.get_by_role("button", name="Cerrar la edición").click()
    expect(desk.locator(".messages")).to_contain_text("1 persona la concluyó")
    looked_at(desk)
    desk.get_by_role("link", name="Expedir las constancias").click()
    looked_at(desk)
    desk.get_by_role("button", name="Expedir 1", exact=True).click()
    looked_at(desk)
    world.manage("db_worker", "--batch")
    desk.reload()
    expect(desk.locator("main")).to_contain_text("1 expedida")
    desk.get_by_role("link", name="Verlas").click()
    looked_at(desk)

    learner.goto("/mi-formacion/constancias/")
    looked_at(learner)
    with learner.expect_download() as waiting:
        learner.get_by_role("link", name=re.compile("Descargar")).click()
    paper = " ".join(PdfReader(BytesIO(content(waiting.value))).pages[0].extract_text().split())
    assert "Integrante Prueba Recorrido" in paper
    code = re.search(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}", paper)
    assert code is not None

    stranger.goto("/constancias/")
    looked_at(stranger)
    stranger.get_by_label("Código").fill("AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG")
    stranger.get_by_role("button", name="Comprobar").click()
    expect(stranger.get_by_role("alert")).to_contain_text("No hay ninguna con ese código")
    looked_at(stranger)
    stranger.get_by_label("Código").fill(code[0].lower())
    stranger.get_by_role("button", name="Comprobar").click()
    expect(stranger.locator("main")).to_contain_text("Integrante Prueba Recorrido")
    expect(stranger.locator("main")).to_contain_text("24 horas")
    checked = stranger.url
    looked_at(stranger)

    desk.get_by_role("link", name="Integrante Prueba Recorrido").click()
    looked_at(desk)
    desk.get_by_text("Revocarla", exact=True).click()
    desk.get_by_label("Por qué ya no vale").select_option(label="se emitió por error")
    desk.get_by_label("Qué pasó, en una frase").fill("Se confundió de lista")
    desk.get_by_role("button", name="Revocarla definitivamente").click()
    looked_at(desk)

    stranger.goto(checked)
    expect(stranger.locator("main")).to_contain_text("Fue revocada y ya no vale")
    expect(stranger.locator("main")).to_contain_text("se emitió por error")
    expect(stranger.locator("main")).not_to_contain_text("Integrante Prueba")
    looked_at(stranger)
