"""The desk's messages: only for whoever runs the network, each to whom she cares for, noted as it leaves."""

import io
import zipfile
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.test import Client
from docx import Document as Word
from pypdf import PdfReader

from network.accounts.enums import Role, ScopeKind
from network.documents.files import attach_file
from network.documents.models import Document, FolioSeries
from network.documents.services import cancel_document
from network.files.checking import checked_scan
from network.messages.models import Departure, Mailing, Outgoing, Wording
from network.messages.services import Addressed, prepare
from network.office.services import describe_office
from tests.factories.accounts import UserFactory
from tests.factories.records import AffiliationFactory, InstitutionFactory, PersonFactory

pytestmark = pytest.mark.django_db

OUTBOX, INVITE = "/gestion/mensajes/", "/gestion/invitaciones/"
WORDS = "/gestion/mensajes/textos/invitation/es/"
UID = "b7f5c7a0-1111-4222-8333-944445555666"


@pytest.fixture(autouse=True)
def office():
    return describe_office(
        by=None, network_name="Red de Enlaces", office_name="Instituto", email="red@ejemplo.invalid"
    )


@pytest.fixture
def coordinator(log_in):
    return log_in(Role.COORDINATOR)


def prepared(*to, **changed):
    said = {"kind": "invitation", "title": "Invitación", "by": None, "values": {"privacidad": "Aviso."}}
    return prepare(to=list(to), **{**said, **changed})


def of(mailing, deed=""):
    return f"{OUTBOX}envio/{mailing.uid}/{deed}"


def one(message, deed=""):
    return f"{OUTBOX}uno/{message.uid}/{deed}"


def page(client, path, **query):
    response = client.get(path, query)
    assert response.status_code == 200
    return response.content.decode()


def body(response):
    assert response.status_code == 200
    return b"".join(response)


def departures():
    return list(Departure.objects.order_by("pk").values_list("form", flat=True))


def test_the_pages_are_there_for_whoever_runs_the_network_and_for_nobody_else(log_in, coordinator):
    mailing = prepared(Addressed(institution=InstitutionFactory()))
    message = mailing.messages.get()
    for path in (OUTBOX, INVITE, WORDS, of(mailing), one(message)):
        assert Client().get(path).status_code == 302
        for role, scope in (
            (Role.MEMBER, ScopeKind.NETWORK),
            (Role.ANALYST, ScopeKind.NETWORK),
            (Role.COORDINATOR, ScopeKind.INSTITUTION),
        ):
            client = log_in(role, scope=scope, key="" if scope == ScopeKind.NETWORK else "otra")
            assert client.get(path).status_code == 404
        assert coordinator.get(path).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_three_messages_are_shown_with_as_many_questions_as_one(
    coordinator, number, django_assert_num_queries
):
    people = [AffiliationFactory(person__email="x@ejemplo.invalid").person for _n in range(number)]
    mailing = prepared(*[Addressed(person=person) for person in people])
    coordinator.post(of(mailing, "folios/"))
    coordinator.post(of(mailing, "archivos/"))
    coordinator.get(of(mailing))
    with django_assert_num_queries(7):
        assert len(coordinator.get(of(mailing)).context["rows"]) == number
    with django_assert_num_queries(7):
        coordinator.get(OUTBOX)


@pytest.mark.parametrize("number", [1, 3])
def test_three_people_are_listed_with_as_many_questions_as_one(
    coordinator, number, django_assert_num_queries
):
    for _n in range(number):
        AffiliationFactory()
    coordinator.get(INVITE)
    with django_assert_num_queries(9):
        assert len(coordinator.get(INVITE).context["rows"]) == number


def test_who_may_be_invited_is_in_her_care_and_has_no_account(log_in, coordinator):
    PersonFactory(name="Ana Oculta")
    PersonFactory(name="Bea Visible", visible=True)
    PersonFactory(name="Cira Protegida", protected=True)
    PersonFactory(name="Dora Cuenta", account=UserFactory())
    PersonFactory(name="Coordinadora", account=coordinator.user)
    assert [row["name"] for row in coordinator.get(INVITE).context["rows"]] == ["Ana Oculta", "Bea Visible"]
    assert log_in(Role.ADMINISTRATOR).get(INVITE).context["rows"] == []


def test_a_protected_person_is_in_no_batch_even_if_her_id_is_sent(coordinator):
    ana, cira = PersonFactory(name="Ana Oculta"), PersonFactory(name="Cira Protegida", protected=True)
    nobody = {"uid": UID, "language": "es", "persona": [str(cira.uid), "x", "../1"]}
    refused = coordinator.post(INVITE, nobody)
    unknown = coordinator.post(INVITE, {**nobody, "persona": [UID]})
    assert (refused.status_code, Mailing.objects.count()) == (200, 0)
    assert refused.context["form"].errors == unknown.context["form"].errors
    coordinator.post(INVITE, {**nobody, "persona": [str(ana.uid), str(cira.uid)]})
    assert [message.person for message in Outgoing.objects.all()] == [ana]


def test_who_is_protected_later_leaves_every_page_and_file(coordinator):
    ana, bea = PersonFactory(name="Ana Ejemplo"), PersonFactory(name="Bea Ejemplo")
    mailing = prepared(Addressed(person=ana), Addressed(person=bea))
    hers = mailing.messages.get(person=bea)
    bea.visibility = "protegida"
    bea.save()
    html = page(coordinator, of(mailing))
    assert ("Ana Ejemplo" in html, "Bea Ejemplo" in html) == (True, False)
    files = zipfile.ZipFile(io.BytesIO(body(coordinator.post(of(mailing, "archivos/")))))
    assert files.namelist() == ["invitacion-001.eml"]
    assert coordinator.get(one(hers)).status_code == 404
    assert coordinator.get(one(hers, "borrador/")).status_code == 404
    for deed in ("copiado/", "archivo/", "correo/", "folio/", "carta/pdf/"):
        assert coordinator.post(one(hers, deed)).status_code == 404
    coordinator.post(of(mailing, "folios/"))
    assert Document.objects.count() == 1


def test_a_mailing_of_which_she_sees_nothing_is_not_there(log_in):
    mailing = prepared(Addressed(person=PersonFactory()))
    administrator = log_in(Role.ADMINISTRATOR)
    assert administrator.get(of(mailing)).status_code == 404
    assert list(administrator.get(OUTBOX).context["page_obj"]) == []


def test_invitations_for_the_whole_list_or_those_ticked_and_once(coordinator):
    where = InstitutionFactory(name="Obras")
    ana = AffiliationFactory(person__name="Ana Ejemplo", institution=where).person
    PersonFactory(name="Bea Ejemplo")
    sent = {"uid": UID, "language": "es", "persona": [str(ana.uid)]}
    for _twice in range(2):
        assert coordinator.post(INVITE, sent).url == f"{OUTBOX}envio/{UID}/"
    assert [m.to_institution for m in Outgoing.objects.all()] == ["Obras"]
    assert coordinator.get(INVITE, {"estado": "sin"}).context["number"] == 1
    assert coordinator.get(INVITE, {"estado": "ya"}).context["number"] == 1
    all_of_them = {"uid": UID.replace("b", "c", 1), "language": "en", "todas": "1", "is_neutral": "on"}
    coordinator.post(f"{INVITE}?q=ejemplo&estado=sin", all_of_them)
    latest = Mailing.objects.first()
    assert [(m.to_name, m.language, m.is_neutral) for m in latest.messages.all()] == [
        ("Bea Ejemplo", "en", True)
    ]


def test_without_anyone_ticked_the_page_says_so_and_keeps_what_was_chosen(coordinator):
    PersonFactory()
    answer = coordinator.post(INVITE, {"uid": UID, "language": "en"})
    assert "Elija entre 1 y 200" in answer.content.decode()
    assert answer.context["form"]["language"].value() == "en"


def test_the_four_forms_of_one_message_work_without_a_script(coordinator, pango):
    ana = PersonFactory(name="Ana Ejemplo", email="ana@ejemplo.invalid")
    message = prepared(Addressed(person=ana)).messages.get()
    assert "readonly>Ana Ejemplo:" in page(coordinator, one(message))
    for form in ("correo", "archivo", "carta", "otra"):
        assert "ana@ejemplo" not in page(coordinator, one(message), forma=form)
    assert departures() == []
    file = message_from_bytes(body(coordinator.post(one(message, "archivo/"))), policy=policy.default)
    assert (file["To"], str(file["From"])) == (None, "Instituto <red@ejemplo.invalid>")
    assert coordinator.post(one(message, "copiado/")).url == one(message)
    assert (
        coordinator.post(one(message, "copiado/"), headers={"X-Requested-With": "fetch"}).status_code == 204
    )
    assert coordinator.post(one(message, "carta/pdf/")).status_code == 404
    draft = PdfReader(io.BytesIO(body(coordinator.get(one(message, "borrador/")))))
    assert "sin folio" in draft.pages[0].extract_text()
    assert not FolioSeries.objects.exists()
    coordinator.post(one(message, "folio/"))
    letter = PdfReader(io.BytesIO(body(coordinator.post(one(message, "carta/pdf/")))))
    assert "001/" in letter.pages[0].extract_text()
    assert departures() == ["eml", "copied", "copied", "pdf"]


def test_its_e_mail_leaves_by_the_button_and_is_noted(coordinator, django_capture_on_commit_callbacks):
    ana = PersonFactory(email="ana@ejemplo.invalid")
    mailing = prepared(Addressed(person=ana), Addressed(person=PersonFactory()))
    with django_capture_on_commit_callbacks(execute=True):
        coordinator.post(of(mailing, "correos/"))
    assert [sent.to for sent in mail.outbox] == [["ana@ejemplo.invalid"]]
    assert departures() == ["email"]
    assert '<span class="badge badge--good">enviado</span>' in page(coordinator, of(mailing))


def test_where_no_e_mail_leaves_the_machine_the_page_says_it_and_offers_none(coordinator, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    mailing = prepared(Addressed(person=PersonFactory(email="ana@ejemplo.invalid")))
    assert "Este equipo no envía correo" in page(coordinator, of(mailing))
    html = page(coordinator, one(mailing.messages.get()), forma="correo")
    assert "Este equipo no envía correo" in html
    assert "Enviar por correo" not in html
    coordinator.post(of(mailing, "correos/"))
    assert Outgoing.objects.get().mail_state == "none"


@pytest.mark.parametrize("number", [1, 3])
def test_all_letters_are_issued_in_one_go_and_printed_in_one_file(coordinator, pango, number):
    to = [Addressed(institution=InstitutionFactory(name=f"Área {n}")) for n in range(1, number + 1)]
    mailing = prepared(*to)
    assert coordinator.post(of(mailing, "cartas/pdf/")).status_code == 404
    assert len(PdfReader(io.BytesIO(body(coordinator.get(of(mailing, "borradores/"))))).pages) == number
    assert not Document.objects.exists()
    coordinator.post(of(mailing, "folios/"))
    coordinator.post(of(mailing, "folios/"))
    assert FolioSeries.objects.get().last == number
    read = PdfReader(io.BytesIO(body(coordinator.post(of(mailing, "cartas/pdf/")))))
    assert [f"00{n}/" in leaf.extract_text() for n, leaf in enumerate(read.pages, 1)] == [True] * number
    word = Word(io.BytesIO(body(coordinator.post(of(mailing, "cartas/docx/")))))
    assert len(word.sections) == number
    assert departures() == ["pdf"] * number + ["docx"] * number


def test_a_neutral_mailing_tells_nothing_in_titles_and_file_names(coordinator):
    to = [Addressed(institution=InstitutionFactory())]
    values = {"actividad": "Taller sobre acoso", "convenio": "Convenio"}
    mailing = prepared(*to, kind="advance_notice", title="Aviso: Taller sobre acoso", values=values)
    html = page(coordinator, of(mailing))
    assert "<title>Comunicaciones de la red" in html
    assert "acoso" not in page(coordinator, OUTBOX)
    message = mailing.messages.get()
    title = page(coordinator, one(message)).split("<title>")[1].split("</title>")[0]
    assert "acoso" not in title.lower()
    answer = coordinator.post(one(message, "archivo/"))
    assert answer["Content-Disposition"] == 'attachment; filename="comunicacion-001.eml"'


def test_words_are_edited_beside_an_example_and_taken_back(coordinator):
    typed = {
        "subject": "Únase",
        "neutral_subject": "Red",
        "salutation": "{{ nombre }}:",
        "body": "Venga, {{ nombre }}.",
    }
    example = coordinator.post(f"{WORDS}ejemplo/", typed).content.decode()
    assert "Venga, Ana Ejemplo." in example
    assert not Wording.objects.exists()
    wrong = coordinator.post(WORDS, {**typed, "body": "{{ clave }}"})
    assert "«{{ clave }}» no existe aquí." in wrong.content.decode()
    assert "{{ clave }}</textarea>" in wrong.content.decode()
    coordinator.post(WORDS, typed)
    assert Wording.objects.get().body == "Venga, {{ nombre }}."
    assert "Volver al texto original" in page(coordinator, WORDS)
    coordinator.post(f"{WORDS}original/")
    assert not Wording.objects.exists()
    assert "Volver al texto original" not in page(coordinator, WORDS)


@pytest.mark.parametrize("path", ["otro/es/", "invitation/fr/"])
def test_words_of_no_kind_or_language_are_not_there(coordinator, path):
    assert coordinator.get(f"{OUTBOX}textos/{path}").status_code == 404


def test_a_page_of_elsewhere_is_not_gone_back_to(coordinator):
    message = prepared(Addressed(institution=InstitutionFactory())).messages.get()
    answer = coordinator.post(one(message, "copiado/"), {"volver": "https://otra.invalid/"})
    assert answer.url == one(message)
    answer = coordinator.post(one(message, "copiado/"), {"volver": "/gestion/?x=1"})
    assert answer.url == "/gestion/?x=1"


def test_nothing_changes_by_looking(coordinator):
    mailing = prepared(Addressed(institution=InstitutionFactory()))
    message = mailing.messages.get()
    for path in (
        of(mailing, "correos/"),
        of(mailing, "archivos/"),
        of(mailing, "folios/"),
        of(mailing, "cartas/pdf/"),
    ):
        assert coordinator.get(path).status_code == 405
    for deed in ("copiado/", "archivo/", "correo/", "folio/", "carta/pdf/"):
        assert coordinator.get(one(message, deed)).status_code == 405


def test_a_letter_issued_to_someone_later_protected_stays_on_record_and_is_not_opened(coordinator):
    person = PersonFactory(name="Ana Reservada", visibility="oculta")
    mailing = prepared(Addressed(person=person))
    coordinator.post(of(mailing, "folios/"))
    letter = Document.objects.get()
    cancel_document(document=letter, by=None, reason="Nombre mal escrito")
    coordinator.post(of(mailing, "folios/"))
    assert Document.objects.count() == 2, "a cancelled letter is followed by a new one"
    for each in Document.objects.all():
        stays_on_record_and_closes_with(person, each, coordinator)
    person.delete()
    for each in Document.objects.all():
        assert "Ana Reservada" not in page(coordinator, f"/gestion/documentos/{each.uid}/")
        assert coordinator.get(f"/gestion/documentos/{each.uid}/oficio.docx").status_code == 404


def stays_on_record_and_closes_with(person, letter, coordinator):
    person.visibility = "oculta"
    person.save()
    place = f"/gestion/documentos/{letter.uid}/"
    file = attach_file(document=letter, scan=checked_scan(io.BytesIO(b"%PDF-1.7 acuse")), by=None)
    files = (f"{place}oficio.docx", f"{place}archivos/{file.uid}/")
    assert "Ana Reservada" in page(coordinator, place)
    assert [coordinator.get(one).status_code for one in files] == [200, 200]
    person.visibility = "protegida"
    person.save()
    html = page(coordinator, place)
    assert ("Ana Reservada" in html, str(letter) in html, "Su texto queda cerrado" in html) == (
        False,
        True,
        True,
    )
    assert [coordinator.get(one).status_code for one in files] == [404, 404]
    letter.refresh_from_db()
    assert "Ana Reservada" in letter.addressee_lines, "the record itself is not altered"
