"""Without a way to answer the office no message is prepared: it is said, with where that is mended."""

import uuid

import pytest

from network.accounts.enums import Role
from network.groups.services import plan_session
from network.messages.models import Mailing
from network.office.models import Office
from network.office.queries import office
from tests.factories.records import CommitmentFactory, PersonFactory, SeatFactory
from tests.network.requests.world import drafted, sent

pytestmark = pytest.mark.django_db
MENDED = '<a href="/gestion/oficina/#id_email">'


@pytest.fixture
def coordinator(log_in):
    return log_in(Role.COORDINATOR)


def convocation(client):
    seat = SeatFactory()
    session = plan_session(group=seat.group, by=client.user, happens_on="2099-06-02")
    said = {"uid": str(uuid.uuid4()), "language": "es", "note": "Traer el plan"}
    said["para"] = seat.institution.package_id
    return f"/gestion/mesas/sesiones/{session.uid}/convocar/", said


def invitation(_client):
    said = {"uid": str(uuid.uuid4()), "language": "es", "persona": str(PersonFactory(visible=True).uid)}
    return "/gestion/invitaciones/", said


def request_by_email(_client):
    return f"/gestion/solicitudes/{sent(1).uid}/cartas/solicitud/salida/", {}


def reminder_of_a_commitment(_client):
    owed = CommitmentFactory(due_on="2099-01-01")
    return f"/gestion/compromisos/{owed.package_id}/recordar/", {"remind-email": "enlace@ejemplo.invalid"}


@pytest.mark.parametrize("form", [convocation, invitation, request_by_email, reminder_of_a_commitment])
def test_the_refusal_leads_to_the_page_of_the_office_and_nothing_is_prepared(coordinator, form):
    path, said = form(coordinator)
    Office.objects.update_or_create(
        pk=1, defaults={"office_name": "Instituto", "email": "", "telephone": "", "address": ""}
    )
    page = coordinator.post(path, said, follow=True).content.decode()
    assert "Antes diga cómo responder" in page
    assert MENDED in page
    assert not Mailing.objects.exists()
    for typed in said.values():
        assert typed in page
    assert 'id="id_email"' in coordinator.get("/gestion/oficina/").content.decode()
    Office.objects.filter(pk=office().pk).update(email="red@ejemplo.invalid")
    coordinator.post(path, said)
    assert Mailing.objects.count() == 1


def test_letters_are_not_issued_unaware_that_they_do_not_say_how_to_answer(coordinator):
    asked = drafted(1)
    Office.objects.update_or_create(pk=1, defaults={"office_name": "Instituto", "email": ""})
    path = f"/gestion/solicitudes/{asked.uid}/enviar/"
    assert MENDED in coordinator.get(path).content.decode()
    Office.objects.update(telephone="33 1234 5678")
    assert MENDED not in coordinator.get(path).content.decode()
