"""Many letters are made in the background: the page tells how far they are and hands them to who asked."""

import pytest
from django.core.files.storage import FileSystemStorage

from network.accounts.enums import Role
from network.accounts.models import Grant
from network.messages.models import Departure
from network.office.services import describe_office
from network.paper import making
from network.printing.models import Printing
from network.printing.services import make
from network.requests.letters import letters_of
from network.requests.mailings import mailing_of
from tests.network.requests.world import sent

pytestmark = pytest.mark.django_db
PAPERS = "/gestion/papeles/"


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    field = Printing._meta.get_field("file")
    monkeypatch.setattr(field, "storage", FileSystemStorage(location=tmp_path))


@pytest.fixture(autouse=True)
def no_press(monkeypatch):
    def make(composed, ending, told=making.untold):
        told(len(composed.papers))
        return f"{ending} of {len(composed.papers)}".encode()

    monkeypatch.setattr(making, "made", make)


@pytest.fixture
def coordinator(log_in):
    return log_in(Role.COORDINATOR)


def letters(asked, ending="pdf"):
    return f"/gestion/solicitudes/{asked.uid}/cartas/solicitud.{ending}"


def asked_for(client, asked):
    page = client.post(letters(asked)).headers["Location"]
    assert page.startswith(PAPERS)
    return page


def words(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_few_letters_come_at_once_and_many_lead_to_where_they_are_made(coordinator):
    assert coordinator.get(letters(sent(5))).content == b"pdf of 5"
    assert Printing.objects.count() == 0
    page = asked_for(coordinator, sent(6))
    assert "Espera su turno" in words(coordinator.get(page))
    assert "HX-Refresh" not in coordinator.get(f"{page}avance/").headers
    Printing.objects.update(state="making", done=4)
    assert "4 de 6 papeles están compuestos" in words(coordinator.get(f"{page}avance/"))
    Printing.objects.update(state="waiting", done=0)
    make(uid=str(Printing.objects.get().uid))
    assert coordinator.get(f"{page}avance/").headers["HX-Refresh"] == "true"
    assert "cartas-6.pdf" in words(coordinator.get(page))
    assert "Cartas de una solicitud (6), PDF" in words(coordinator.get("/gestion/"))
    assert "Cartas de una solicitud (6), PDF" in words(coordinator.get(PAPERS))
    response = coordinator.post(f"{page}archivo/")
    assert b"".join(response.streaming_content) == b"pdf of 6"
    assert 'filename="cartas-6.pdf"' in response.headers["Content-Disposition"]
    assert "no-store" in response.headers["Cache-Control"]


def test_following_a_link_to_many_letters_begins_nothing(coordinator):
    asked = sent(6)
    for look in (coordinator.get, coordinator.head):
        response = look(letters(asked), headers={"Purpose": "prefetch"})
        assert (response.status_code, Printing.objects.count()) == (200, 0)
    shown = words(coordinator.get(letters(asked)))
    assert "Cartas de una solicitud (6), PDF" in shown
    assert '<form method="post">' in shown
    assert "Pedir que se haga" in shown
    assert f"/gestion/solicitudes/{asked.uid}/cartas/" in shown
    assert asked_for(coordinator, asked) == asked_for(coordinator, asked)


def test_nobody_else_finds_it_and_who_lost_her_role_gets_nothing(coordinator, log_in):
    page = asked_for(coordinator, sent(6))
    make(uid=str(Printing.objects.get().uid))
    other = log_in(Role.COORDINATOR)
    for place in ("", "avance/"):
        assert other.get(page + place).status_code == 404
    for deed in ("archivo/", "descartar/", "otra-vez/"):
        assert other.post(page + deed).status_code == 404
    assert "Cartas de una solicitud" not in words(other.get(PAPERS))
    Grant.objects.filter(user=coordinator.user).update(role=Role.MEMBER)
    assert coordinator.post(f"{page}archivo/").status_code == 404
    assert Printing.objects.count() == 0


def test_a_letter_cancelled_since_is_not_handed_over(coordinator):
    asked = sent(7)
    page = asked_for(coordinator, asked)
    make(uid=str(Printing.objects.get().uid))
    letter = asked.recipients.first().letter
    letter.status, letter.cancelled_because = "cancelled", "Se repite."
    letter.save()
    assert coordinator.post(f"{page}archivo/").headers["Location"] == page
    assert "Lo que dice cambió" in words(coordinator.get(page))
    coordinator.post(f"{page}otra-vez/")
    make(uid=str(Printing.objects.get().uid))
    assert b"".join(coordinator.post(f"{page}archivo/").streaming_content) == b"pdf of 6"


def test_what_is_cancelled_is_gone_and_leads_back(coordinator):
    asked = sent(6)
    page = asked_for(coordinator, asked)
    assert (
        coordinator.post(f"{page}descartar/")
        .headers["Location"]
        .startswith(f"/gestion/solicitudes/{asked.uid}/cartas/")
    )
    assert coordinator.get(page).status_code == 404


def test_letters_of_a_mailing_are_noted_as_gone_when_they_are_taken(coordinator):
    asked = sent(6)
    describe_office(by=None, network_name="Red", office_name="Instituto", email="red@ejemplo.invalid")
    mailing = mailing_of(request=asked, items=letters_of(asked, "solicitud"), by=coordinator.user)
    page = coordinator.post(f"/gestion/mensajes/envio/{mailing.uid}/cartas/docx/").headers["Location"]
    make(uid=str(Printing.objects.get().uid))
    assert Departure.objects.count() == 0
    coordinator.post(f"{page}archivo/")
    assert Departure.objects.filter(form="docx").count() == 6


def test_letters_are_composed_in_one_number_of_queries(coordinator, django_assert_num_queries):
    for number in (1, 3):
        asked = sent(number)
        coordinator.get(letters(asked))
        with django_assert_num_queries(8):
            coordinator.get(letters(asked))
