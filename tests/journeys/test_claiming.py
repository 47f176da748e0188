"""Whoever stands in the list already asks to come in: the office finds her record, and it becomes hers."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from .conftest import DESK, PHONE, World
from .steps import answered, looked_at, office_is_described
from .test_joining import chooses_a_password, mailed

LISTED = """
import json
from network.institutions.models import Institution
from network.people.models import Affiliation, Person
place = Institution.objects.exclude(affiliations=None).order_by("pk")[0]
her = Person.objects.create(
    package_id="reclama-1", name="Obdulia Ficticia Reclama", post_title="Enlace de la lista")
Affiliation.objects.create(person=her, institution=place, is_main=True)
print(json.dumps(str(her.uid)))
"""
HERS = """
from network.people.models import Person
her = Person.objects.get(package_id="reclama-1")
print(her.account.email, her.post_title, Person.objects.filter(name=her.name).count(), sep="|")
"""


def test_a_listed_woman_claims_her_record(
    log_in_as: Callable[..., Page], visit: Callable[..., Page], world: World
) -> None:
    uid = world.manage("shell", "-v0", "-c", LISTED).strip().strip('"')
    phone = visit(viewport=PHONE)
    phone.goto("/unirse/solicitud/")
    for name, said in (
        ("name", "Obdulia Ficticia Reclama"),
        ("email", "obdulia@ejemplo.invalid"),
        ("institution", "Cooperativa Que No Está"),
        ("post_title", "Coordinadora"),
        ("does", "Formo a promotoras."),
    ):
        phone.locator(f"[name={name}]").fill(said)
    phone.locator("[name=post_level]").first.check()
    phone.locator("[name=consent]").check()
    phone.locator("main form button[type=submit]").first.click()
    expect(phone.locator("h1")).to_have_text("Revise su correo")
    phone.goto(mailed(world, "unirse/confirmar"))
    phone.get_by_role("button", name="Sí, fui yo").click()
    expect(phone.locator("h1")).to_have_text("La oficina recibió su solicitud")

    desk = log_in_as("coordinadora")
    office_is_described(desk)
    desk.goto("/gestion/ingresos/")
    desk.get_by_role("link", name="Obdulia Ficticia Reclama").click()
    looked_at(desk)
    desk.get_by_role("link", name="Aceptar").click()
    for viewport in (PHONE, DESK):
        desk.set_viewport_size(viewport)  # type: ignore[arg-type]
        looked_at(desk)
    expect(desk.locator("#conocidas")).to_contain_text("Enlace de la lista")
    desk.locator(f"[name=person][value='{uid}']").check()
    desk.get_by_role("button", name="Ver el mensaje").click()
    answered(desk, desk.get_by_role("button", name="Aceptar y escribirle"))
    text = desk.locator(".message-text__area").first.input_value()
    path = re.search(r"https?://[^/\s]+(/unirse/entrar/\S+)", text)
    assert path
    phone.goto(path[1])
    answered(phone, phone.get_by_role("button", name="Elegir mi contraseña"))
    chooses_a_password(phone)
    phone.goto("/mi-perfil/")
    looked_at(phone)
    assert world.manage("shell", "-v0", "-c", HERS).strip() == "obdulia@ejemplo.invalid|Enlace de la lista|1"
