"""What comes back to the desk: answers, scans, designations, reminders, letters, the dossier."""

import datetime as dt
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from network.accounts.enums import Role, ScopeKind
from network.messages.models import Mailing
from network.office.services import describe_office
from network.people.models import Person
from network.requests.models import Reminder
from network.requests.reminders import remind
from network.requests.services import address_recipient
from network.ties.models import Appointment
from tests.factories.records import (
    AffiliationFactory,
    AppointmentFactory,
    DocumentFactory,
    PersonFactory,
    PostFactory,
)
from tests.network.requests.world import SENT, answered, rows, sent

pytestmark = pytest.mark.django_db
BOARD = "/gestion/solicitudes/"


@pytest.fixture
def coordinator(log_in):
    return log_in(Role.COORDINATOR)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: dt.date(2026, 3, 23))


def place(request, deed=""):
    return f"{BOARD}{request.uid}/{deed}"


def of(row, deed=""):
    return f"{BOARD}{row.request.uid}/{row.uid}/{deed}"


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def said(response):
    """The latest message: those of requests that were not followed are still there."""
    return str(list(response.context["messages"])[-1])


def picture():
    target = io.BytesIO()
    Image.new("RGB", (8, 8)).save(target, "JPEG")
    return SimpleUploadedFile("foto.jpg", target.getvalue(), "image/jpeg")


def test_the_scan_of_a_reply_is_kept_with_its_document(coordinator):
    row = rows(sent())[0]
    wrong = {"on": "2026-03-10", "outcome": "si", "scan": SimpleUploadedFile("x.pdf", b"nada")}
    assert list(coordinator.post(of(row, "responder/"), wrong).context["form"].errors) == ["scan"]
    coordinator.post(of(row, "responder/"), {"on": "2026-03-10", "outcome": "si", "scan": picture()})
    row.refresh_from_db()
    assert row.reply.files.count() == 1
    assert not row.reply.is_public


def test_an_answer_becomes_a_designation_in_two_clicks(coordinator):
    row = rows(sent())[0]
    typed = {"on": "2026-03-10", "outcome": "si", "number": "DOP/12", "designate": "1"}
    first = coordinator.post(of(row, "responder/"), typed, follow=True)
    form = first.context["form"]
    named = {**form.initial, "name": "Ana Ejemplo Prueba"}
    second = coordinator.post(of(row, "designar/"), named, follow=True)
    made = Appointment.objects.get()
    assert (made.person.name, made.person.visibility, made.started) == (
        "Ana Ejemplo Prueba",
        "oculta",
        "2026-03-10",
    )
    assert made.document.number == "DOP/12"
    assert "Ana Ejemplo Prueba" in text(second)


def test_who_is_known_under_a_similar_name_is_shown_and_whoever_is_protected_never(coordinator):
    row = answered(rows(sent())[0])
    known = PersonFactory(name="Ana Ejemplo Prueba")
    AffiliationFactory(person=known, institution=row.institution)
    PersonFactory(name="Eva Oculta Segura", protected=True)
    initial = coordinator.get(of(row, "designar/")).context["form"].initial
    shown = coordinator.post(of(row, "designar/"), {**initial, "name": "Ana Ejemplo Pruebas"})
    assert [one.person.uid for one in shown.context["found"]] == [str(known.uid)]
    assert not Appointment.objects.exists()
    coordinator.post(of(row, "designar/"), {**initial, "name": "Ana Ejemplo", "person": str(known.uid)})
    assert Appointment.objects.get().person == known
    other = {**initial, "post": "nuevo", "name": "Eva Oculta Segura"}
    before = Person.objects.count()
    coordinator.post(of(row, "designar/"), other)
    assert Person.objects.count() == before + 1  # as if nobody were known by that name


def test_a_holder_whom_she_may_not_know_stays_unnamed(coordinator):
    row = answered(rows(sent())[0])
    hidden = AppointmentFactory(post=PostFactory(institution=row.institution))
    row.appointments.add(hidden)
    assert hidden.person.name in text(coordinator.get(of(row)))
    Person.objects.filter(pk=hidden.person.pk).update(visibility="protegida")
    html = text(coordinator.get(of(row)))
    assert hidden.person.name not in html
    assert [one["name"] for one in coordinator.get(of(row)).context["designations"]] == ["Nombre reservado"]


def test_a_titular_in_the_way_is_told_by_her_document(coordinator):
    row = answered(rows(sent())[0])
    post = PostFactory(institution=row.institution)
    AppointmentFactory(post=post, document=DocumentFactory(number="7", issued_on="2025"))
    typed = {
        "post": post.package_id,
        "name": "Ana Ejemplo Prueba",
        "capacity": "titular",
        "started": "2026-03-10",
    }
    html = text(coordinator.post(of(row, "designar/"), typed))
    assert "El puesto ya tiene titular: por Oficio 7 (2025)" in html
    assert not Person.objects.filter(name="Ana Ejemplo Prueba").exists()


def test_each_step_can_be_taken_back_from_the_page(coordinator):
    row = rows(sent())[0]
    coordinator.post(of(row, "recibida/"), {"on": "2026-03-05", "stamp": "551"})
    answered(row)
    for seen, state in (("answered", "acknowledged"), ("acknowledged", "sent")):
        done = coordinator.post(of(row, "deshacer/"), {"seen": seen}, follow=True)
        assert said(done) == "Deshecho. Quedó como estaba."
        row.refresh_from_db()
        assert row.state == state
    stale = coordinator.post(of(row, "deshacer/"), {"seen": "answered"}, follow=True)
    assert said(stale) == "Alguien más lo cambió mientras tanto. Vuelva a mirarlo."
    coordinator.post(of(row, "sin-efecto/"), {"reason": ""})
    row.refresh_from_db()
    assert row.state == "sent"
    coordinator.post(of(row, "sin-efecto/"), {"reason": "Se extinguió"})
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_reminders_are_shown_before_they_are_issued_and_go_to_the_silent(coordinator):
    request = sent(3)
    answered(rows(request)[1])
    here = place(request, "recordatorios/")
    shown = coordinator.get(here)
    assert [one["row"].institution.name for one in shown.context["rows"]] == [
        "Dependencia 01",
        "Dependencia 03",
    ]
    assert not Reminder.objects.exists()
    gone = coordinator.post(here, {"until": "2026-04-01"}, follow=True)
    assert said(gone) == "Se expidieron 2 recordatorios."
    assert [one["row"].institution.name for one in gone.context["texts"]] == [
        "Dependencia 01",
        "Dependencia 03",
    ]
    assert "No hay a quién recordar" in text(coordinator.get(here))


def test_letters_come_in_every_form_and_a_cancelled_one_does_not(coordinator):
    from network.documents.services import cancel_document

    describe_office(by=None, network_name="Red", office_name="Instituto", email="red@ejemplo.invalid")
    request = sent(3)
    cancel_document(document=rows(request)[0].letter, by=None, reason="Error")
    response = coordinator.get(place(request, "cartas/solicitud.zip"))
    assert response["Content-Disposition"] == 'attachment; filename="cartas-2.zip"'
    names = zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    assert names == ["solicitud-001.eml", "solicitud-002.eml"]
    texts = coordinator.get(place(request, "cartas/")).context["texts"]
    assert "Dependencia 02" in texts[0]["text"]
    assert coordinator.get(place(request, "cartas/solicitud.docx")).content[:2] == b"PK"
    assert coordinator.get(place(request, "cartas/7.zip")).status_code == 404
    assert coordinator.get(place(request, "cartas/"), {"que": "x"}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_letters_ask_as_many_questions_for_three_as_for_one(coordinator, number, django_assert_num_queries):
    request = sent(number)
    coordinator.get(place(request, "cartas/"))
    with django_assert_num_queries(9):
        assert len(coordinator.get(place(request, "cartas/")).context["texts"]) == number


def test_the_dossier_tells_coordinators_alone_what_is_awaited(log_in, coordinator):
    row = rows(sent(1, subject="Designación muy interna"))[0]
    where = row.institution.get_absolute_url()
    hers = log_in(Role.COORDINATOR, scope=ScopeKind.INSTITUTION, key=row.institution.package_id)
    others = [Client(), log_in(Role.MEMBER), log_in(Role.ANALYST)]
    others.append(log_in(Role.COORDINATOR, scope=ScopeKind.INSTITUTION, key="otra"))
    awaited = "Solicitudes en espera de respuesta"
    assert awaited in text(coordinator.get(where))
    assert of(row) in text(coordinator.get(where))
    assert awaited in text(hers.get(where))
    assert of(row) not in text(hers.get(where))
    for client in others:
        html = text(client.get(where))
        assert "Designación muy interna" not in html
        assert "solicitudes" not in html.lower().replace("/gestion/solicitudes/", "")
    answered(row)
    assert awaited not in text(coordinator.get(where))


def test_more_time_and_closing_are_said_beside_their_field(coordinator):
    request = sent()
    assert "Se puede dar más plazo, no menos." in text(
        coordinator.post(place(request, "plazo/"), {"due_on": "2026-03-10"})
    )
    coordinator.post(place(request, "plazo/"), {"due_on": "2026-04-10"})
    coordinator.post(place(request, "cerrar/"), {"reason": "Cambió el gobierno"})
    request.refresh_from_db()
    assert (request.due_on, request.closed_because) == (dt.date(2026, 4, 10), "Cambió el gobierno")
    assert "Reábrala primero" in said(coordinator.get(place(request, "destinatarias/"), follow=True))
    coordinator.post(place(request, "reabrir/"))
    request.refresh_from_db()
    assert request.closed_on is None
    assert request.sent_on == SENT


def test_the_letters_go_to_the_outbox_once_and_the_message_bears_the_words_of_the_letter(coordinator):
    describe_office(by=None, network_name="Red", office_name="Instituto", email="red@ejemplo.invalid")
    request = sent(3)
    found = rows(request)
    address_recipient(recipient=found[1], addressee="", email="obras@ejemplo.invalid", by=None)
    there = coordinator.post(place(request, "cartas/solicitud/salida/"))
    mailing = Mailing.objects.get()
    assert there.url == f"/gestion/mensajes/envio/{mailing.uid}/"
    assert (mailing.kind, mailing.about_uid) == ("request", request.uid)
    assert [(m.letter, m.email) for m in mailing.messages.all()] == [
        (found[0].letter, ""),
        (found[1].letter, "obras@ejemplo.invalid"),
        (found[2].letter, ""),
    ]
    assert "\n\n".join(mailing.messages.all()[0].paragraphs) == found[0].letter.body
    assert coordinator.get(there.url).status_code == 200
    assert coordinator.post(place(request, "cartas/solicitud/salida/")).url == there.url
    address_recipient(recipient=found[0], addressee="", email="salud@ejemplo.invalid", by=None)
    assert [m.email for m in mailing.messages.all()] == ["salud@ejemplo.invalid", "obras@ejemplo.invalid", ""]
    remind(request=request, by=None, until=dt.date(2026, 4, 1))
    coordinator.post(place(request, "cartas/1/salida/"))
    kinds = Mailing.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["request", "reminder"]
    gone = coordinator.post(place(request, "cartas/7/salida/"), follow=True)
    assert said(gone) == "No hay oficios que enviar."


def test_a_neutral_request_is_neutral_in_the_outbox_too(coordinator):
    describe_office(by=None, network_name="Red", office_name="Instituto", email="red@ejemplo.invalid")
    request = sent(1, subject="Protocolo de acoso", is_neutral=True, neutral_subject="Formación")
    there = coordinator.post(place(request, "cartas/solicitud/salida/"))
    message = Mailing.objects.get().messages.get()
    assert (message.is_neutral, message.neutral_subject, message.subject) == (True, "Formación", "Formación")
    assert "Protocolo de acoso" not in text(coordinator.get(there.url))
