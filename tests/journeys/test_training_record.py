"""What she learned elsewhere: entered on her phone, returned, mended, verified, seen in the matrix."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.factories.pdfs import pdf_of

from .conftest import PHONE, World
from .steps import answered, looked_at

_WORLD = """
import datetime as dt
from django.utils import timezone
from network.institutions.models import Institution
from network.people.models import Affiliation, Person
from network.ties.models import Collaboration
from training.models import *
her = Person.objects.get(account__email="integrante@ejemplo.invalid")
place = her.affiliations.filter(ended="").first()
if place is None:
    place = Affiliation.objects.create(person=her, institution=Institution.objects.order_by("name")[5])
# Another journey may have taught them all there is: here somebody is still to learn.
Learned.objects.filter(person__in=Person.objects.filter(affiliations__institution=place.institution)).delete()
now, today = timezone.now(), timezone.localdate()
curriculum = Curriculum.objects.create(package_id="travesia", title="Diplomado en igualdad", kind="diplomado")
version = CurriculumVersion.objects.create(
    curriculum=curriculum, number=1, state="in_force", in_force_on=today)
module = Module.objects.create(version=version, number=1, title="Bases")
for n, content in enumerate(CurriculumContent.objects.all()[:4], 1):
    Unit.objects.create(module=module, content=content, number=n, hours=4)
made = (("nueva", "Primavera", 20, 60), ("vacia", "Otoño", -400, -360), ("antigua", "Verano", -500, -450))
for package_id, title, first, last in made:
    Edition.objects.create(
        package_id=f"edicion-{package_id}", version=version, title=title, state="open", published_at=now,
        starts_on=today + dt.timedelta(days=first), ends_on=today + dt.timedelta(days=last))
old = Edition.objects.get(package_id="edicion-antigua")
people = list(Person.objects.filter(affiliations__ended="").distinct().order_by("pk")[:40])
for one, other in zip(people[:16], people[16:32]):
    row = Enrolment.objects.create(edition=old, person=one, state="in")
    Enrolment.objects.filter(pk=row.pk).update(state="completed", completed_on=old.ends_on)
    Collaboration.objects.filter(person_a=one, person_b=other).delete()
    Collaboration.objects.create(
        person_a=one, person_b=other, kind="works_with", confirmed_by_a=True, confirmed_by_b=True,
        started=(old.ends_on + dt.timedelta(days=30)).isoformat())
print(f"{place.institution.package_id}|{place.institution.name}")
"""


def test_a_training_elsewhere_comes_from_her_phone_into_the_matrix(
    log_in_as: Callable[..., Page], world: World, tmp_path: Path
) -> None:
    told = world.manage("shell", "-v0", "-c", _WORLD)
    institution, name = told.strip().splitlines()[-1].split("|")
    evidence = tmp_path / "constancia.pdf"
    evidence.write_bytes(pdf_of("Universidad Ejemplo"))
    phone = log_in_as("integrante", viewport=PHONE)
    desk = log_in_as("coordinadora")

    phone.goto("/mi-formacion/historial/")
    looked_at(phone)
    phone.get_by_role("link", name="Agregar una formación que tomé en otro lugar").click()
    looked_at(phone)
    phone.get_by_label("Qué formación fue").fill("Curso de comunicación incluyente")
    phone.get_by_label("Quién la impartió").fill("Universidad Ejemplo")
    phone.get_by_label("Horas, según la constancia").fill("20")
    phone.locator("main [name=contents]").first.check()
    phone.get_by_role("button", name="Entregar").click()
    expect(phone.get_by_role("alert")).to_contain_text("Elija el archivo que la comprueba")
    looked_at(phone)
    phone.get_by_label("Cuándo empezó, o cuándo fue").fill("marzo de 2024")
    phone.locator("main [name=upload]").set_input_files(str(evidence))
    phone.get_by_role("button", name="Entregar").click()
    expect(phone.locator("body")).to_contain_text("Se le avisará en cuanto la oficina decida")
    expect(phone.locator("main")).to_contain_text("por verificar")
    looked_at(phone)

    desk.goto("/gestion/")
    desk.get_by_role("link", name="Curso de comunicación incluyente").click()
    looked_at(desk)
    desk.get_by_label("Qué falta, para que ella lo corrija").fill("Falta decir cuándo terminó.")
    desk.get_by_role("button", name="Devolvérsela").click()
    expect(desk.locator("body")).to_contain_text("Se le devolvió con las palabras de usted")
    looked_at(desk)

    phone.goto("/mis-avisos/")
    phone.get_by_role("link", name=re.compile("Se le devolvió")).first.click()
    expect(phone.locator("main")).to_contain_text("Falta decir cuándo terminó.")
    looked_at(phone)
    phone.get_by_label("Cuándo terminó").fill("2024-05")
    answered(phone, phone.get_by_role("button", name="Entregar"))

    desk.goto("/gestion/formacion/externas/")
    desk.get_by_role("link", name="Curso de comunicación incluyente").click()
    with desk.expect_download() as kept:
        desk.get_by_role("link", name="Abrir el comprobante").click()
    assert kept.value.suggested_filename.startswith("comprobante-")
    desk.get_by_role("button", name="Verificarla").click()
    expect(desk.locator("body")).to_contain_text("Quedó verificada")
    desk.goto("/gestion/formacion/externas/?estado=verificadas")
    looked_at(desk)

    desk.goto("/gestion/formacion/alcance/?orden=nombre")
    looked_at(desk)
    desk.get_by_label("Buscar instituciones").fill(name)
    desk.get_by_role("search").get_by_role("button", name="Buscar").last.click()
    row = desk.locator("tbody tr").filter(has=desk.locator(f"a[href$='/alcance/{institution}/']"))
    expect(row).to_contain_text("1 formada")
    row.get_by_role("link").first.click()
    expect(desk.locator("main")).to_contain_text("Diplomado en igualdad, Primavera")
    looked_at(desk)
    desk.goto("/red/cobertura/")
    expect(desk.locator("main")).to_contain_text("Alcance formativo")
    desk.goto("/gestion/formacion/ediciones/edicion-vacia/lazos/")
    expect(desk.locator("main")).to_contain_text("al menos 10")
    looked_at(desk)
    desk.goto("/gestion/formacion/ediciones/edicion-antigua/lazos/")
    expect(desk.locator("main")).to_contain_text("Asociación, no causa")
    looked_at(desk)

    phone.goto("/mi-formacion/historial/")
    expect(phone.locator("main")).to_contain_text("vigente")
    looked_at(phone)
    phone.goto("/gestion/formacion/alcance/?cuales=todas")
    looked_at(phone)
    phone.goto("/formacion/impartidas/?anio=2020")
    looked_at(phone)
    desk.goto("/formacion/impartidas/?anio=2020")
    looked_at(desk)
