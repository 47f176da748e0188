"""The desk's pages of requests, with replies that name somebody, hidden and protected people, many rows."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.documents.models import Document
from network.office.services import describe_office
from network.requests.models import Request, RequestRecipient
from network.requests.reminders import remind
from network.requests.services import add_recipients
from tests.factories.records import (
    InstitutionFactory,
)
from tests.network.requests.world import answered, drafted, rows, sent

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


PAGES = (
    "",
    "nueva/",
    "{r}/",
    "{r}/destinatarias/",
    "{r}/enviar/",
    "{r}/recordatorios/",
    "{r}/cartas/",
    "{r}/respuestas/",
    "{r}/{i}/",
    "{r}/{i}/responder/",
    "{r}/{i}/direccion/",
    "{r}/cartas/solicitud.zip",
)


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_are_there_for_who_coordinates_the_network_and_for_nobody_else(log_in, coordinator, path):
    row = rows(sent())[0]
    path = BOARD + path.format(r=row.request.uid, i=row.uid)
    assert Client().get(path).status_code == 302
    for role, scope in (
        (Role.MEMBER, ScopeKind.NETWORK),
        (Role.ANALYST, ScopeKind.NETWORK),
        (Role.ADMINISTRATOR, ScopeKind.NETWORK),
        (Role.COORDINATOR, ScopeKind.INSTITUTION),
    ):
        key = "" if scope == ScopeKind.NETWORK else row.institution.package_id
        client = log_in(role, scope=scope, key=key)
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
    assert coordinator.get(path).status_code == 200


@pytest.mark.parametrize(("number", "queries"), [(1, 7), (3, 7)])
def test_the_board_asks_as_many_questions_for_three_requests_as_for_one(
    coordinator, number, queries, django_assert_num_queries
):
    for _ in range(number):
        answered(rows(sent(3))[0])
    coordinator.get(BOARD)
    with django_assert_num_queries(queries):
        found = coordinator.get(BOARD).context["listing"].page.object_list
    assert [one["tally"].percentage_words for one in found] == ["33 %"] * number


@pytest.mark.parametrize("number", [1, 3])
def test_a_request_asks_as_many_questions_for_three_institutions_as_for_one(
    coordinator, number, django_assert_num_queries
):
    request = sent(number)
    remind(request=request, by=None, until=dt.date(2026, 4, 1))
    coordinator.get(place(request))
    with django_assert_num_queries(7):
        assert len(coordinator.get(place(request)).context["rows"]) == number


def test_the_board_says_who_is_counted_and_gives_the_same_as_a_file(coordinator):
    request = sent(4)
    found = rows(request)
    answered(found[0])
    answered(found[1], declines=True)
    html = text(coordinator.get(BOARD))
    assert "2 de 4" in html
    assert "entre las solicitadas menos las que quedaron sin efecto; se redondea hacia abajo" in html
    lines = coordinator.get(BOARD, {"formato": "csv"}).content.decode().splitlines()
    assert (
        lines[1] == "Designación de enlace,Designar enlace,vencida,2026-03-02,2026-03-20,4,0,2,1,2,2,0,0,0,50"
    )


def test_the_board_narrows_by_how_a_request_stands(coordinator):
    drafted(1, subject="Borrador")
    sent(1, subject="Vencida")
    sent(1, subject="A tiempo", due_on=dt.date(2026, 4, 1))

    def found(state):
        listing = coordinator.get(BOARD, {"estado": state, "orden": "asunto"}).context["listing"]
        return [one["request"].subject for one in listing.page.object_list]

    assert found("") == ["A tiempo", "Borrador", "Vencida"]
    assert found("borrador") == ["Borrador"]
    assert found("abierta") == ["A tiempo", "Vencida"]
    assert found("vencida") == ["Vencida"]
    assert found("cerrada") == []


SAID = {
    "kind": "designate",
    "letter_kind": "oficio",
    "subject": "Designación de enlace",
    "body": "Le pido designar enlace.",
    "due_on": "2026-04-10",
}


def test_from_the_text_through_the_institutions_to_the_letters(coordinator):
    for name in ("Obras", "Salud", "Deporte"):
        InstitutionFactory(name=name, sector="public")
    private = InstitutionFactory(name="Cámara", sector="private")
    coordinator.post(f"{BOARD}nueva/", SAID)
    request = Request.objects.get()
    choose = place(request, "destinatarias/")
    looked = coordinator.post(choose, {"deed": "look", "sector": "public"})
    assert [row.name for row in looked.context["found"]] == ["Deporte", "Obras", "Salud"]
    assert not request.recipients.exists()
    coordinator.post(choose, {"deed": "add", "sector": "public"})
    coordinator.post(choose, {"deed": "by_hand", "institutions": "Cámara\nObras"})
    kept = request.recipients.order_by("institution__name")
    assert [row.institution.name for row in kept] == ["Cámara", "Deporte", "Obras", "Salud"]
    coordinator.post(choose, {"deed": "drop", "row": [str(kept.get(institution=private).uid)]})
    review = text(coordinator.get(place(request, "enviar/")))
    assert "3 oficios" in review
    assert "a partir de 001/2026" in review
    assert not Document.objects.exists()
    describe_office(by=None, network_name="Red", office_name="Instituto")
    unsigned = "Nadie firma estos oficios"
    assert unsigned in text(coordinator.get(place(request, "enviar/")))
    describe_office(by=None, signer_name="Zoraida Firma Prueba")
    assert unsigned not in text(coordinator.get(place(request, "enviar/")))
    gone = coordinator.post(place(request, "enviar/"), {"on": "2026-03-23", "way": "paper"}, follow=True)
    assert said(gone) == "Se expidieron 3 oficios."
    again = coordinator.post(place(request, "enviar/"), {"on": "2026-03-23", "way": "paper"})
    assert "Nada se envió dos veces" in text(again)
    assert Document.objects.count() == 3


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"due_on": "31/02/2026"}, "due_on", "Escriba la fecha como 2026-03-15."),
        ({"body": ""}, "body", "Este campo es necesario."),
        (
            {"body": "Casos de acoso laboral."},
            "is_neutral",
            "El texto habla de violencia o acoso. Marque esta casilla, "
            "o diga abajo que el asunto puede verse.",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(coordinator, change, field, message):
    response = coordinator.post(f"{BOARD}nueva/", {**SAID, **change})
    assert response.context["form"].errors == {field: [message]}
    assert 'value="Designación de enlace"' in text(response)
    assert not Request.objects.exists()


def test_a_subject_on_violence_is_neutral_unless_she_says_otherwise(coordinator):
    said = {**SAID, "subject": "Protocolo de acoso"}
    coordinator.post(f"{BOARD}nueva/", {**said, "is_neutral": "on", "neutral_subject": "Formación"})
    coordinator.post(f"{BOARD}nueva/", {**said, "as_it_is": "1"})
    assert [r.shown_subject for r in Request.objects.order_by("pk")] == ["Formación", "Protocolo de acoso"]
    html = text(coordinator.get(BOARD, {"q": "formación"}))
    assert "Protocolo de acoso" not in html


def test_a_line_that_names_no_institution_is_told_with_its_number(coordinator):
    request = drafted(1)
    InstitutionFactory(name="Obras")
    typed = {"deed": "by_hand", "institutions": "Obras\nNo existe"}
    response = coordinator.post(place(request, "destinatarias/"), typed)
    assert "Renglón 2" in text(response) or "Línea 2" in text(response)
    assert request.recipients.count() == 1


def test_the_table_narrows_and_its_file_says_the_same(coordinator):
    request = sent(3)
    found = rows(request)
    answered(found[0], text="Designan a Ana Secreta")
    add_recipients(request=request, institutions=[InstitutionFactory(name="Nueva")], by=None)

    def names(state):
        shown = coordinator.get(place(request), {"estado": state}).context["rows"]
        return [one["row"].institution.name for one in shown]

    assert names("") == ["Dependencia 01", "Dependencia 02", "Dependencia 03", "Nueva"]
    assert names("espera") == names("vencidas") == ["Dependencia 02", "Dependencia 03"]
    assert names("respondieron") == ["Dependencia 01"]
    assert names("por_enviar") == ["Nueva"]
    file = coordinator.get(place(request), {"formato": "csv", "estado": "espera"}).content.decode()
    assert len(file.splitlines()) == 3
    whole = coordinator.get(place(request), {"formato": "csv"}).content.decode()
    assert "Ana Secreta" not in whole


def test_letters_are_marked_as_received_the_ticked_one_or_all(coordinator):
    request = sent(4)
    found = rows(request)
    deed = place(request, "recibidas/")
    coordinator.post(deed, {"on": "2026-03-05", "row": [str(found[0].uid), "nada"]})
    coordinator.post(deed, {"on": "2026-03-06", "one": str(found[1].uid), "row": [str(found[2].uid)]})
    assert [str(r.acknowledged_on) for r in rows(request)] == ["2026-03-05", "2026-03-06", "None", "None"]
    wrong = coordinator.post(deed, {"on": "", "all": "1"}, follow=True)
    assert said(wrong) == "Escriba el día en que la recibieron, como 2026-03-15."
    wrong = coordinator.post(deed, {"on": "2026-03-01", "all": "1"}, follow=True)
    assert said(wrong) == "El oficio es del 2 de marzo de 2026: ese día es anterior."
    done = coordinator.post(deed, {"on": "2026-03-09", "all": "1"}, follow=True)
    assert said(done) == "2 marcadas como recibidas."


def test_answers_are_entered_one_after_the_other_with_the_same_day(coordinator):
    request = sent(3)
    found = rows(request)
    here = place(request, "respuestas/")
    typed = {"recipient": str(found[1].uid), "on": "2026-03-10", "outcome": "si", "text": "Sí", "next": "1"}
    gone = coordinator.post(here, typed)
    assert gone.url == f"{here}?fecha=2026-03-10"
    after = coordinator.get(gone.url)
    assert "Faltan las respuestas de 2 instituciones." in text(after)
    assert after.context["form"].initial["on"] == dt.date(2026, 3, 10)
    offered = [str(uid) for uid, _name in after.context["form"].fields["recipient"].choices][1:]
    assert offered == [str(found[0].uid), str(found[2].uid)]
    again = coordinator.post(here, typed)  # somebody else, or a second tap
    assert list(again.context["form"].errors) == ["recipient"]
    assert RequestRecipient.objects.filter(state="answered").count() == 1


def test_from_the_pile_of_answers_one_goes_straight_to_the_designation(coordinator):
    request = sent(1)
    row = rows(request)[0]
    typed = {"recipient": str(row.uid), "on": "2026-03-10", "outcome": "si", "number": "7", "designate": "1"}
    gone = coordinator.post(place(request, "respuestas/"), typed)
    assert gone.url == f"{place(request)}{row.uid}/designar/"


@pytest.mark.parametrize(
    ("asked_on", "until"),
    [("2026-11-18", "2026-12-03"), ("2026-11-20", "2026-12-07"), ("2026-11-21", "2026-12-07")],
)
def test_nobody_is_asked_to_answer_on_a_weekend(coordinator, monkeypatch, asked_on, until):
    monkeypatch.setattr(timezone, "localdate", lambda *args: dt.date.fromisoformat(asked_on))
    page = coordinator.get("/gestion/solicitudes/nueva/")
    assert str(page.context["form"].initial["due_on"]) == until


def test_an_answer_that_was_recorded_meanwhile_is_told_and_what_was_typed_stays(coordinator):
    row = rows(sent())[0]
    answered(row)
    typed = {"on": "2026-03-10", "outcome": "si", "text": "Designan a otra"}
    html = text(coordinator.post(of(row, "responder/"), typed))
    assert "La respuesta de Dependencia 01 ya quedó registrada." in html
    assert "Designan a otra" in html
