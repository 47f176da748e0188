"""The seven contents of the network, from their curriculum to a certificate that is forged and revoked.

Five people at once, each in a browser of her own: coordinator, teacher and liaison at a desk, learner and
stranger on a phone. Nothing but the passing of time is done beside the pages.
"""

import json
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from .conftest import PHONE, World
from .curriculum import (
    EDITION,
    OUTWARD,
    TITLE,
    curriculum_made,
    edition_published,
    office_signs,
    seven_contents,
)
from .papers import code_of, edited, square_of, square_that_says, words_of
from .steps import content, looked_at

FORGED = "Eva Falsa Prueba, 280 horas"
BASE = "http://127.0.0.1:8000"  # as the installation is called, whatever port serves it here
TOUCH = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
ROSA, ELVIRA = "Rosa Ejemplo Prueba", "Elvira Ejemplo Prueba"

_PEOPLE = """
from allauth.account.models import EmailAddress
from network.accounts.models import User
from network.accounts.services import grant
from network.people.models import Person
from network.people.services import link_account
user = User.objects.create_user("facilitadora@ejemplo.invalid", {password!r})
EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
grant(user=user, role="member", by=None, scope="network", key="", reason="demo")
free = Person.objects.filter(package_id__startswith="ficticia-", visibility="visible", account=None)
link_account(person=free.order_by("-pk").first(), user=user, by=None, reason="demo")
her = Person.objects.get(account__email="integrante@ejemplo.invalid")
where = her.affiliations.filter(ended="").first().institution
print("|".join((her.name, where.package_id)))
"""
_TIME_PASSES = """
import datetime as dt
from django.db.models import F
from django.utils import timezone
from events.models import Event
from training.models import Edition
edition = Edition.objects.get(package_id={edition!r})
sessions = Event.objects.filter(course_session__edition=edition).order_by("course_session__number")
days = dt.timedelta(days=(sessions[{number} - 1].starts_at.date() - timezone.now().date()).days + 1)
sessions.update(starts_at=F("starts_at") - days, ends_at=F("ends_at") - days)
Edition.objects.filter(pk=edition.pk).update(starts_on=F("starts_on") - days, ends_on=F("ends_on") - days)
"""


def tapped(page: Page, role: Literal["button", "link"], name: str | re.Pattern[str]) -> None:
    with page.expect_navigation():
        page.get_by_role(role, name=name).first.tap()


def two_are_enrolled(liaison: Page, link: str) -> None:
    liaison.goto(link)
    liaison.get_by_role("link", name="Inscribir a alguien de mi institución").click()
    for name in (ROSA, ELVIRA):
        liaison.get_by_label("Nombre", exact=True).fill(name)
        liaison.get_by_role("textbox", name="Correo (opcional)").fill(
            f"{name.split()[0].lower()}@ejemplo.invalid"
        )
        liaison.get_by_label("Nombre de su jefatura").fill("Mtra. Prueba")
        liaison.get_by_role("button", name="Inscribirla").click()
        expect(liaison.locator("body")).to_contain_text("Anotado.")
    looked_at(liaison)


def she_enrols(phone: Page, link: str) -> str:
    """On her phone; the text that she sends her superior."""
    phone.goto(link)
    looked_at(phone)
    tapped(phone, "link", "Inscribirme")
    looked_at(phone)
    tapped(phone, "button", "Pedir mi lugar")
    expect(phone.get_by_role("alert")).to_contain_text("Sin su consentimiento")
    phone.get_by_label("He leído el aviso de privacidad").check()
    tapped(phone, "button", "Pedir mi lugar")
    expect(phone.locator("main")).to_contain_text("Para su jefatura")
    looked_at(phone)
    return str(phone.get_by_label("Texto para copiar").input_value())


def superiors_answer(superior: Page, text: str, desk: Page) -> None:
    """One by the link, without an account, in words that tell nothing; two on paper."""
    where = re.search(r"/formacion/conformidad/\S+/", text)
    assert where is not None, text
    assert OUTWARD in text
    assert TITLE not in text
    superior.goto(where[0])
    expect(superior.locator("main")).not_to_contain_text(TITLE)
    looked_at(superior)
    superior.get_by_role("button", name="Sí, doy mi conformidad").click()
    expect(superior.locator("main")).to_contain_text("su respuesta quedó anotada")
    looked_at(superior)
    desk.get_by_role("link", name="Inscripciones").click()
    looked_at(desk)
    listed = desk.url
    for name in (ROSA, ELVIRA):
        desk.get_by_role("link", name=re.compile(f"Ver la inscripción.*{name}")).click()
        desk.get_by_role("button", name="La carta dice que sí").click()
        expect(desk.locator(".messages")).to_contain_text("respuesta")
        desk.goto(listed)
    expect(desk.locator("main")).to_contain_text("Inscrita (3)")


def attendance_is_taken(teacher: Page) -> None:
    """Of the first session by the keyboard alone: a letter for each, and down."""
    teacher.goto("/mi-formacion/")
    teacher.get_by_role("link", name=f"{TITLE}: {EDITION}").click()
    looked_at(teacher)
    cells = teacher.locator("td[data-label=S1] select")
    expect(cells).to_have_count(3)
    cells.first.focus()
    for _learner in range(3):
        teacher.keyboard.press("p")
        teacher.keyboard.press("Enter")
    for _part in range(60):
        if teacher.evaluate("document.activeElement.matches('main [type=submit]')"):
            break
        teacher.keyboard.press("Tab")
    teacher.keyboard.press("Enter")
    expect(teacher.locator(".messages")).to_contain_text("3 de asistencia")
    looked_at(teacher)


def progress_is_seen_and_work_handed_in(phone: Page) -> None:
    phone.goto("/mi-formacion/")
    looked_at(phone)
    tapped(phone, "link", f"{TITLE}: {EDITION}")
    expect(phone.locator("main")).to_contain_text("Perspectiva de Género")
    looked_at(phone)
    tapped(phone, "link", "Plan de su unidad")
    looked_at(phone)
    phone.get_by_label("Su trabajo, como texto").fill("Primero haremos un diagnóstico.")
    tapped(phone, "button", "Entregarlo")
    expect(phone.locator("main")).to_contain_text("entregado")


def work_is_judged(teacher: Page, phone: Page) -> None:
    """Returned with a comment, handed in anew, approved."""
    grid = teacher.url
    teacher.reload()
    teacher.get_by_role("link", name="Plan de su unidad").click()
    looked_at(teacher)
    teacher.get_by_role("button", name="Devolverlo").click()
    expect(teacher.get_by_role("alert")).to_be_visible()
    teacher.get_by_label("Comentario").fill("Falta decir para cuándo.")
    teacher.get_by_role("button", name="Devolverlo").click()
    teacher.wait_for_url(grid)
    phone.goto("/mis-avisos/")
    tapped(phone, "link", "Un trabajo que usted entregó volvió con un comentario.")
    expect(phone.locator("main")).to_contain_text("Falta decir para cuándo.")
    looked_at(phone)
    phone.get_by_label("Su trabajo, como texto").fill("Primero haremos un diagnóstico, antes de junio.")
    tapped(phone, "button", "Entregarlo otra vez")
    teacher.reload()
    teacher.get_by_role("link", name="Plan de su unidad").click()
    expect(teacher.locator("main")).to_contain_text("antes de junio")
    teacher.get_by_role("button", name="Aprobarlo").click()
    teacher.wait_for_url(grid)
    expect(teacher.locator("main")).to_contain_text("aprobado")


def the_rest_is_pasted(teacher: Page, learner: str) -> None:
    """Attendance of the other sessions, out of a spreadsheet; what cannot be read is said by its row."""
    teacher.get_by_role("link", name="Traerlo de una hoja de cálculo").click()
    sheet = ["Nombre\t" + "\t".join(f"S{number}" for number in range(2, 8)) + "\tm1.u1"]
    sheet += [f"{name}\t" + "\t".join("P" * 6) + "\tsí" for name in (learner, ROSA)]
    sheet += [f"{ELVIRA}\t" + "\t".join("AAAAJZ")]
    teacher.get_by_label("Péguela aquí").fill("\n".join(sheet))
    teacher.get_by_role("button", name="Leerla").click()
    expect(teacher.get_by_role("alert").first).to_contain_text("Fila 4, S7")
    looked_at(teacher)
    teacher.get_by_label("Péguela aquí").fill("\n".join(sheet).replace("Z", "A"))
    teacher.get_by_role("button", name="Leerla").click()
    looked_at(teacher)
    teacher.get_by_role("button", name="Anotarlo todo").click()
    expect(teacher.locator(".messages")).to_contain_text("18 de asistencia, 2 de contenidos")
    looked_at(teacher)


def edition_is_closed(desk: Page, edition: str) -> None:
    """Rosa, who has no account, handed her work in on paper: the coordinator decides, and says why."""
    desk.goto(f"/gestion/formacion/ediciones/{edition}/")
    desk.get_by_role("link", name="Resultados").click()
    looked_at(desk)
    rosa = desk.get_by_role("listitem").filter(has_text=ROSA)
    rosa.get_by_text("Decidir otra cosa").click()
    rosa.get_by_label("Cuenta como concluida").check()
    desk.get_by_role("button", name="Cerrar la edición").click()
    expect(desk.locator(".messages")).to_contain_text("Escriba por qué")
    rosa.get_by_label("Motivo").fill("Entregó su trabajo en papel")
    desk.get_by_role("button", name="Cerrar la edición").click()
    expect(desk.locator(".messages")).to_contain_text("2 personas la concluyeron")
    looked_at(desk)


def certificates_are_issued(desk: Page, world: World, learner: str) -> None:
    """With whom it concerns before, and how far it is meanwhile."""
    desk.get_by_role("link", name="Expedir las constancias").click()
    expect(desk.locator("main")).to_contain_text("2 personas aún no la tienen")
    expect(desk.get_by_role("listitem").filter(has_text=learner)).to_be_visible()
    expect(desk.locator("main")).to_contain_text(ELVIRA)  # who gets none, and why
    looked_at(desk)
    desk.get_by_role("button", name="Expedir las 2").click()
    looked_at(desk)
    world.manage("db_worker", "--batch")
    desk.reload()
    expect(desk.locator("main")).to_contain_text("2 expedidas")
    looked_at(desk)
    desk.get_by_role("link", name="Verlas").click()
    looked_at(desk)


def paper_is_taken(phone: Page, learner: str) -> bytes:
    """On her phone: tagged, in Spanish, with a title, and a square code that leads to where it is checked."""
    phone.goto("/mi-formacion/constancias/")
    looked_at(phone)
    with phone.expect_download() as waiting:
        phone.get_by_role("link", name=re.compile("Descargar")).tap()
    paper = content(waiting.value)
    pdf = PdfReader(BytesIO(paper))
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("es")
    assert pdf.metadata is not None
    assert pdf.metadata.title
    said = words_of(paper)
    assert learner in said
    assert "28 horas" in said
    assert OUTWARD in said
    assert TITLE not in said
    assert square_of(paper) == square_that_says(f"{BASE}/constancias/{code_of(paper).replace('-', '')}/")
    return paper


def a_stranger_checks(stranger: Page, paper: bytes, learner: str, tmp_path: Path) -> str:
    """The true one, one whose name and hours were edited, and a code that nobody was given."""
    forged = tmp_path / "constancia-falsa.pdf"
    forged.write_bytes(edited(paper, FORGED))
    said = words_of(forged.read_bytes())
    assert FORGED in said
    assert code_of(forged.read_bytes()) == code_of(paper)
    stranger.goto("/constancias/")
    looked_at(stranger)
    stranger.get_by_label("Código").fill(code_of(forged.read_bytes()).lower())
    tapped(stranger, "button", "Comprobar")
    page = stranger.locator("main")
    expect(page).to_contain_text("La expidió esta oficina y está vigente")
    expect(page).to_contain_text("Si algo es distinto, el papel fue alterado")
    expect(page).to_contain_text(learner)
    expect(page).to_contain_text("28 horas")
    expect(page).not_to_contain_text("Eva Falsa")
    expect(page).not_to_contain_text("280 horas")
    looked_at(stranger)
    checked = stranger.url
    tapped(stranger, "link", "Comprobar otro documento")
    answers = []
    for code in ("AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG", code_of(paper)[:-1] + other(code_of(paper)[-1])):
        stranger.get_by_label("Código").fill(code)
        tapped(stranger, "button", "Comprobar")
        answers.append(stranger.inner_text("main [role=alert]"))
    assert "No hay ninguna con ese código" in answers[0]
    assert answers[0] == answers[1], "one letter beside a true code tells as little as any"
    looked_at(stranger)
    return checked


def other(letter: str) -> str:
    return "7" if letter != "7" else "8"


def it_is_revoked(desk: Page, stranger: Page, checked: str, learner: str) -> None:
    desk.get_by_role("link", name=learner).click()
    looked_at(desk)
    desk.get_by_text("Revocarla", exact=True).click()
    desk.get_by_label("Por qué ya no vale").select_option(label="se emitió por error")
    desk.get_by_label("Qué pasó, en una frase").fill("Se confundió de lista")
    desk.get_by_role("button", name="Revocarla definitivamente").click()
    looked_at(desk)
    stranger.goto(checked)
    expect(stranger.locator("main")).to_contain_text("Fue revocada y ya no vale")
    expect(stranger.locator("main")).to_contain_text("se emitió por error")
    expect(stranger.locator("main")).not_to_contain_text(learner)
    looked_at(stranger)


def institution_is_trained(desk: Page, institution: str) -> None:
    """In each of the seven."""
    desk.goto("/gestion/formacion/alcance/")
    looked_at(desk)
    desk.goto(f"/gestion/formacion/alcance/{institution}/")
    for title in seven_contents():
        row = desk.locator(".record-list > li").filter(has_text=title)
        expect(row).to_contain_text("1 formada")
    looked_at(desk)


def record_is_taken(phone: Page) -> None:
    phone.goto("/mi-formacion/historial/")
    expect(phone.locator("main")).to_contain_text("28 h")
    looked_at(phone)
    with phone.expect_download() as paper:
        phone.get_by_role("link", name="En PDF").tap()
    said = words_of(content(paper.value))
    assert TITLE in said
    assert "28 h" in said
    with phone.expect_download() as data:
        phone.get_by_role("link", name="Como datos (JSON)").tap()
    told = json.loads(content(data.value))
    assert told["format"] == "entramado-training-history"
    assert float(told["hours"]["attended"]) == 28
    assert {one["content"] for one in told["learned"]} >= set(seven_contents())


def test_the_seven_contents_from_their_curriculum_to_a_certificate_that_is_revoked(
    log_in_as: Callable[..., Page], visit: Callable[..., Page], world: World, tmp_path: Path
) -> None:
    told = world.manage("shell", "-v0", "-c", _PEOPLE.format(password=world.password))
    learner, institution = told.strip().splitlines()[-1].split("|")
    desk, teacher, liaison = (log_in_as(name) for name in ("coordinadora", "facilitadora", "enlace"))
    phone, stranger = log_in_as("integrante", **TOUCH), visit(**TOUCH)

    office_signs(desk, tmp_path)
    curriculum_made(desk)
    link = edition_published(desk)
    two_are_enrolled(liaison, link)
    text = she_enrols(phone, link)
    superiors_answer(stranger, text, desk)

    edition = link.rstrip("/").rpartition("/")[2]
    world.manage("shell", "-v0", "-c", _TIME_PASSES.format(edition=edition, number=1))
    attendance_is_taken(teacher)
    progress_is_seen_and_work_handed_in(phone)
    work_is_judged(teacher, phone)
    world.manage("shell", "-v0", "-c", _TIME_PASSES.format(edition=edition, number=7))
    the_rest_is_pasted(teacher, learner)

    edition_is_closed(desk, edition)
    certificates_are_issued(desk, world, learner)
    paper = paper_is_taken(phone, learner)
    checked = a_stranger_checks(stranger, paper, learner, tmp_path)
    it_is_revoked(desk, stranger, checked, learner)
    institution_is_trained(desk, institution)
    record_is_taken(phone)


def test_a_member_enrols_on_her_phone_and_leaves(log_in_as: Callable[..., Page]) -> None:
    """Where nobody has to consent she is in at once."""
    phone = log_in_as("integrante", **TOUCH)
    phone.goto("/formacion/")
    looked_at(phone)
    tapped(phone, "link", "primera edición (demostración)")
    tapped(phone, "link", "Inscribirme")
    phone.get_by_label("Presencial").check()
    phone.get_by_label("He leído el aviso de privacidad").check()
    tapped(phone, "button", "Pedir mi lugar")
    expect(phone.locator("main")).to_contain_text("Está inscrita en toda la formación")
    looked_at(phone)
    tapped(phone, "link", "Ver o cambiar mi lugar")
    expect(phone.locator("main")).to_contain_text("Este lugar es para todo «Diplomado en igualdad")
    looked_at(phone)
    phone.go_back()
    phone.get_by_text("No puedo participar").tap()
    tapped(phone, "button", "Dejar esta formación")
    expect(phone.get_by_role("link", name="Inscribirme")).to_be_visible()
