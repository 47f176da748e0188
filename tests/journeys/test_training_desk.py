"""What waits where trainings are run: seen, and done by the keyboard, at the desk and on phones."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from .conftest import PHONE, World
from .steps import looked_at

_WAITING = """
import datetime as dt
from django.utils import timezone
from events.models import Event
from network.accounts.models import User
from network.institutions.models import Institution
from network.people.models import Person
from tests.events.test_line import enrolled
from tests.factories.training import (
    AssignmentFactory, ContentFactory, CourseSessionFactory, CurriculumFactory, EditionFactory,
    EnrolmentFactory, ModuleFactory, UnitFactory, VersionFactory,
)
from events.attending import take_attendance
from training.certificates.due import Ground, due
from training.certificates.issuing import issue
from training.certificates.revoking import revoke
from training.enums import CertificateKind
from training.models import Facilitator, SuperiorConsent
from training.progress.closing import close
from training.progress.works import hand_in
from allauth.account.models import EmailAddress

here = Institution.objects.get(package_id="sernameg")  # other journeys count institutions
by = User.objects.get(email="coordinadora@ejemplo.invalid")
hers = Person.objects.get(account__email="integrante@ejemplo.invalid")
others = Person.objects.exclude(pk=hers.pk).exclude(account=None).order_by("pk")
learner = others.first()
today, now = timezone.localdate(), timezone.now()


def content(number, title):
    return ContentFactory(order=number, title_es=title, title_en=title)


def version_of(title, key, number, **more):
    curriculum = CurriculumFactory(title=title, package_id=key, audience="public")
    made = VersionFactory(curriculum=curriculum, **more)
    module = ModuleFactory(version=made, title="Conceptos")
    UnitFactory(module=module, content=content(number, f"Contenido de {title}"))
    return made


def given(version, key, starts, ends, **more):
    return EditionFactory(
        package_id=key, version=version, starts_on=today + dt.timedelta(days=starts),
        ends_on=today + dt.timedelta(days=ends), given_by=here, **more,
    )


def session_of(edition, days, **more):
    made = CourseSessionFactory(
        edition=edition, module=edition.version.modules.first(), event__title="Sesión del recorrido",
        event__audience="public", event__organised_by=here, **more,
    )
    then = now + dt.timedelta(days=days)
    places = [enrolled(made.event, row.person) for row in edition.enrolments.filter(state="in")]
    Event.objects.filter(pk=made.event_id).update(starts_at=then, ends_at=then + dt.timedelta(hours=4))
    return made, places


running = given(version_of("Taller en curso", "en-curso", 910, rule={"attendance": 100}), "en-curso", -10, 20)
for person in (hers, learner):
    EnrolmentFactory(edition=running, person=person, institution=here)
_session, places = session_of(running, -3)
take_attendance(
    event=_session.event, by=by,
    states={place.pk: "present" if place.person_id == learner.pk else "absent" for place in places},
)
session_of(running, 4)
work = AssignmentFactory(module=running.version.modules.first(), title="Plan de su unidad")
hand_in(enrolment=running.enrolments.get(person=learner), assignment=work, by=learner.account, text="Mi plan")
Facilitator.objects.create(edition=running, person=hers)

given(version_of("Taller terminado", "terminado", 911), "terminado", -60, -5)

done = given(version_of("Taller cerrado", "cerrado", 912), "cerrado", -90, -30)
EnrolmentFactory(edition=done, person=learner, institution=here)
done.version.rule = {"unit": "m1.u1"}
done.version.save()
from training.models import UnitMark
UnitMark.objects.create(
    enrolment=done.enrolments.get(), unit=done.version.modules.get().units.get(), at=now, by=by
)
close(edition=done, by=by)
done.refresh_from_db()
ground = Ground(CertificateKind.COMPLETED, edition=done)
row = issue(ground=ground, one=due(ground)[0], by=by, language="es")
revoke(certificate=row, by=by, revoked_for="mistake", because="Se confundió de fila")

coming = given(version_of("Taller por venir", "por-venir", 913), "por-venir", 8, 30, asks_consent=True)
session_of(coming, 8)
asks = EnrolmentFactory(edition=coming, person=hers, institution=here, state="asked")
SuperiorConsent.objects.create(enrolment=asks, name="Jefatura Ejemplo")

draft = version_of("Programa en borrador", "borrador", 914, draft=True)
second = ModuleFactory(version=draft, title="Práctica")
for number in (915, 916):
    UnitFactory(module=second, content=content(number, f"Práctica {number}"))

stranger = User.objects.create_user("sinficha@ejemplo.invalid", PASSWORD)
EmailAddress.objects.create(user=stranger, email=stranger.email, verified=True, primary=True)
print("CODE", row.code, row.uid)
"""


def mover(page: Page, way: str, part: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{way} ?: {re.escape(part)}$"))


def by_keyboard(page: Page, way: str, part: str) -> None:
    mover(page, way, part).focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def test_what_waits_is_found_and_done(
    log_in_as: Callable[..., Page], visit: Callable[..., Page], world: World
) -> None:
    said = world.manage("shell", "-c", _WAITING.replace("PASSWORD", repr(world.password)))
    found = re.search(r"CODE (\w+) ([0-9a-f-]{36})", said)
    assert found is not None
    code, certificate = found.groups()
    desk, small = log_in_as("coordinadora"), log_in_as("coordinadora", viewport=PHONE)

    for page in (desk, small):
        page.goto("/gestion/")
        for text in (
            "1 persona ya no puede concluirla; 1 persona no puede faltar a la próxima sesión",
            "Plan de su unidad",
            "Ediciones terminadas sin cerrar",
            "1 jefatura no ha respondido; comienza el",
        ):
            expect(page.locator("main")).to_contain_text(text)
        looked_at(page)
        for state in ("en-riesgo", "trabajos", "por-cerrar", "sin-conformidad"):
            page.goto(f"/gestion/formacion/?estado={state}")
            looked_at(page)
    desk.get_by_role("link", name="Taller por venir").press("Enter")
    looked_at(desk)
    desk.get_by_role("link", name=re.compile("Ver la inscripción")).press("Enter")
    expect(desk.get_by_label("Texto para copiar")).to_have_value(re.compile("Taller por venir"))
    looked_at(desk)
    desk.get_by_role("button", name="Copiar el texto").press("Enter")
    expect(desk.locator("[data-copy] [role=status]")).not_to_be_empty()
    small.goto(desk.url)
    looked_at(small)

    for page in (desk, small):
        page.goto("/gestion/formacion/programas/borrador/")
        looked_at(page)
    by_keyboard(desk, "Bajar", "1. Conceptos")
    expect(desk.locator("main h3").first).to_have_text("1. Práctica")
    expect(mover(desk, "Bajar", "2. Conceptos")).to_be_focused()
    looked_at(desk)
    by_keyboard(desk, "Subir", "Práctica 916")
    expect(mover(desk, "Subir", "Práctica 916")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator(".messages")).to_contain_text("Ya es la primera parte.")
    looked_at(desk)

    desk.goto(f"/gestion/formacion/constancias/{certificate}/")
    small.goto(desk.url)
    looked_at(small)
    desk.locator("summary", has_text="Se revocó por error").press("Enter")
    desk.get_by_role("button", name="Volver a emitir").press("Enter")
    expect(desk.get_by_role("alert").first).to_be_visible()
    looked_at(desk)
    desk.get_by_label("Por qué se vuelve a emitir").fill("Sí le correspondía")
    desk.get_by_role("button", name="Volver a emitir").press("Enter")
    expect(desk.locator("main")).to_contain_text("Sustituye a la del folio")
    looked_at(desk)
    stranger = visit(viewport=PHONE)
    stranger.goto(f"/constancias/{code}/")
    expect(stranger.locator("main")).to_contain_text("Fue revocada y ya no vale")
    looked_at(stranger)
    stranger.get_by_role("link", name="Ver la que vale").press("Enter")
    expect(stranger.locator("main")).to_contain_text("vigente")
    looked_at(stranger)

    learner = log_in_as("integrante", viewport=PHONE)
    learner.goto("/mi-formacion/")
    expect(learner.locator("main")).to_contain_text("Trabajos por revisar")
    looked_at(learner)
    learner.get_by_role("link", name="Plan de su unidad").press("Enter")
    expect(learner.locator("main")).to_contain_text("Mi plan")
    learner.goto("/formacion/ediciones/por-venir/")
    expect(learner.get_by_role("button", name="Copiar el texto")).to_be_visible()
    looked_at(learner)

    for options in ({"viewport": PHONE}, {}):
        without = log_in_as("sinficha", **options)
        without.goto("/formacion/ediciones/por-venir/")
        expect(without.locator("main")).to_contain_text("Para inscribirse hace falta ser parte de la red")
        looked_at(without)
    without.get_by_role("link", name="Solicitar mi ingreso").press("Enter")
    without.wait_for_url("**/unirse/solicitud/?next=*")
    looked_at(without)

    for page in (desk, small):
        page.goto("/formacion/impartidas/")
        expect(page.locator("#audiencia")).to_have_accessible_description(re.compile("se encuentran"))
        looked_at(page)
        page.goto("/gestion/bitacora/?seccion=Formación")
        looked_at(page)
