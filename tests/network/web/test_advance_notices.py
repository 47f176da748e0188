"""From an agreement's page: notice to its other parties, recorded there for whoever may know."""

import pytest
from django.test import Client
from django.utils import timezone

from network.accounts.enums import Role
from network.commitments.models import AdvanceNotice
from network.messages.models import Outgoing
from network.office.services import describe_office
from tests.factories.records import AgreementFactory, AgreementPartyFactory, CommitmentFactory, ThemeFactory

pytestmark = pytest.mark.django_db

UID = "b7f5c7a0-1111-4222-8333-944445555666"


@pytest.fixture
def agreement():
    describe_office(
        by=None,
        network_name="Red",
        office_name="Oficina",
        email="red@ejemplo.invalid",
        institution_key="sindicato",
    )
    ThemeFactory(code="liderazgo", label_es="Liderazgo", label_en="Leadership")
    made = AgreementFactory(package_id="convenio-x")
    for name in ("sindicato", "servicio", "municipio"):
        AgreementPartyFactory(agreement=made, institution__name=name.title(), institution__package_id=name)
    return made


@pytest.fixture
def coordinator(log_in):
    return log_in(Role.COORDINATOR)


SENT = {
    "uid": UID,
    "title": "Taller de liderazgo",
    "theme": "liderazgo",
    "happens_on": "2199-05-12",
    "happens_at": "10:00",
    "place": "Sala 1",
    "institution": "sindicato",
    "language": "es",
    "para": ["servicio", "municipio"],
    "correo-servicio": "a@servicio.invalid",
}
PAGE = "/convenios/convenio-x/aviso/"


def test_only_whoever_runs_the_network_may_give_notice(log_in, agreement):
    assert Client().get(PAGE).status_code == 302
    assert log_in(Role.MEMBER).get(PAGE).status_code == 404
    assert PAGE not in Client().get(agreement.get_absolute_url()).content.decode()


def test_the_office_gives_notice_and_the_others_are_ticked(coordinator, agreement):
    assert PAGE in coordinator.get(agreement.get_absolute_url()).content.decode()
    form = coordinator.get(PAGE).context["form"]
    assert [(row["institution"].name, row["is_ticked"]) for row in form.rows()] == [
        ("Municipio", True),
        ("Servicio", True),
        ("Sindicato", False),
    ]


def test_notice_is_recorded_with_the_agreement_and_its_messages_wait(coordinator, log_in, agreement):
    asks = CommitmentFactory(agreement=agreement, text="Avisar con anticipación.")
    answer = coordinator.post(PAGE, {**SENT, "commitment": asks.package_id})
    notice = AdvanceNotice.objects.get()
    assert answer.url == f"/gestion/mensajes/envio/{notice.mailing.uid}/"
    assert [(row.to_institution, row.email) for row in Outgoing.objects.order_by("number")] == [
        ("Municipio", ""),
        ("Servicio", "a@servicio.invalid"),
    ]
    told = coordinator.get(agreement.get_absolute_url()).content.decode()
    assert "Taller de liderazgo" in told
    assert "Lo pide el compromiso: Avisar con anticipación." in told
    for other in (Client(), log_in(Role.MEMBER)):
        assert "Taller de liderazgo" not in other.get(agreement.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"happens_on": "2020"}, "happens_on"),
        ({"happens_on": "mañana"}, "happens_on"),
        ({"happens_at": "diez"}, "happens_at"),
        ({"theme": "otro"}, "theme"),
        ({"para": []}, None),
        ({"correo-servicio": "sin arroba"}, None),
    ],
)
def test_a_mistake_is_told_and_what_was_typed_stays(coordinator, agreement, changed, field):
    answer = coordinator.post(PAGE, {**SENT, **changed})
    assert list(answer.context["form"].errors) == [field or "__all__"]
    html = answer.content.decode()
    assert 'value="Taller de liderazgo"' in html
    assert f'value="{ {**SENT, **changed}["correo-servicio"] }"' in html
    assert AdvanceNotice.objects.count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_three_notices_are_shown_with_as_many_questions_as_one(
    coordinator, agreement, number, django_assert_num_queries
):
    for place in range(number):
        coordinator.post(PAGE, {**SENT, "uid": UID.replace("b7f5", f"b7f{place}")})
    assert AdvanceNotice.objects.count() == number
    coordinator.get(agreement.get_absolute_url())
    with django_assert_num_queries(12):
        html = coordinator.get(agreement.get_absolute_url()).content.decode()
    assert html.count("Taller de liderazgo") == number


def test_the_day_is_today_unless_said_and_is_corrected_on_its_page(coordinator, log_in, agreement):
    assert coordinator.get(PAGE).context["form"].initial["given_on"] == timezone.localdate().isoformat()
    coordinator.post(PAGE, {**SENT, "given_on": "2026-02"})
    notice = AdvanceNotice.objects.get()
    assert "avisado: febrero de 2026" in coordinator.get(agreement.get_absolute_url()).content.decode()
    page = notice.get_absolute_url()
    assert page in coordinator.get(agreement.get_absolute_url()).content.decode()
    refused = coordinator.post(page, {"given_on": "ayer"})
    assert list(refused.context["form"].errors) == ["given_on"]
    assert 'value="ayer"' in refused.content.decode()
    assert coordinator.post(page, {"given_on": ""}).url == agreement.get_absolute_url()
    assert "sin fecha registrada del aviso" in coordinator.get(page).content.decode()
    assert log_in(Role.MEMBER).get(page).status_code == 404
    hers = log_in(Role.COORDINATOR, scope="institution", key="servicio")
    shown = hers.get(agreement.get_absolute_url()).content.decode()
    assert ("Taller de liderazgo" in shown, page in shown) == (True, False)
    assert hers.get(page).status_code == 404
