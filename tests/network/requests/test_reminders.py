"""Reminders go to exactly those that stay silent, one a day, each more pressing."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from network.documents.models import Document
from network.requests.answers import acknowledge, withdraw
from network.requests.models import Reminder
from network.requests.reminders import remind, silent
from network.requests.services import add_recipients, close_request
from tests.factories.records import InstitutionFactory

from .world import SENT, answered, drafted, rows, sent

pytestmark = pytest.mark.django_db
UNTIL = dt.date(2026, 4, 3)


@pytest.fixture
def on(monkeypatch):
    def day(text):
        monkeypatch.setattr(timezone, "localdate", lambda *args: dt.date.fromisoformat(text))

    day("2026-03-23")
    return day


def reminded(request):
    found = Reminder.objects.filter(recipient__request=request).order_by("recipient", "number")
    return [(r.recipient.institution.name, r.number) for r in found.select_related("recipient__institution")]


def test_only_the_silent_are_reminded(on):
    request = sent(6)
    found = rows(request)
    answered(found[0])
    answered(found[1], declines=True)
    withdraw(recipient=found[2], reason="Se extinguió", by=None)
    acknowledge(recipient=found[3], on=SENT, by=None)
    add_recipients(request=request, institutions=[InstitutionFactory(name="Sin enviar")], by=None)
    assert [row.institution.name for row in silent(request)] == [
        "Dependencia 04",
        "Dependencia 05",
        "Dependencia 06",
    ]
    made = remind(request=request, by=None, until=UNTIL)
    assert reminded(request) == [("Dependencia 04", 1), ("Dependencia 05", 1), ("Dependencia 06", 1)]
    letter = made[0].letter
    assert (letter.number, list(letter.follows.all())) == ("007/2026", [found[3].letter])
    assert letter.subject == "Recordatorio: Designación de enlace"
    assert letter.body == (
        "El 2 de marzo de 2026 le escribimos con Oficio 004/2026 sobre «Designación de enlace». "
        "Todavía no tenemos "
        "registrada su respuesta y nos dará gusto recibirla.\n\n"
        "Se la agradeceré a más tardar el 3 de abril de 2026. Si ya la envió, le pido decirnos por qué medio."
    )


def test_the_second_reminder_says_so_and_goes_to_who_is_still_silent(on):
    request = sent(2)
    remind(request=request, by=None, until=UNTIL)
    answered(rows(request)[0])
    on("2026-04-06")
    remind(request=request, by=None, until=dt.date(2026, 4, 20))
    on("2026-04-21")
    third = remind(request=request, by=None, until=dt.date(2026, 5, 4))
    assert reminded(request) == [
        ("Dependencia 01", 1),
        ("Dependencia 02", 1),
        ("Dependencia 02", 2),
        ("Dependencia 02", 3),
    ]
    subjects = list(
        Document.objects.filter(follows__isnull=False).order_by("pk").values_list("subject", flat=True)
    )
    assert subjects[2:] == [
        "Segundo recordatorio: Designación de enlace",
        "Recordatorio 3: Designación de enlace",
    ]
    assert "A la fecha no tenemos ninguna registrada" in third[0].letter.body


def test_two_who_remind_on_the_same_day_send_one(on):
    request = sent(2)
    remind(request=request, by=None, until=UNTIL)
    with pytest.raises(ValidationError) as refused:
        remind(request=request, by=None, until=UNTIL)
    assert refused.value.messages == ["No hay a quién recordar: todas respondieron o ya se les recordó hoy."]
    assert Document.objects.count() == 4


def test_nobody_is_reminded_of_a_draft_nor_of_what_is_closed_nor_until_yesterday(on):
    with pytest.raises(ValidationError) as refused:
        remind(request=drafted(), by=None, until=UNTIL)
    assert refused.value.messages == ["Todavía no se envía; no hay nada que recordar."]
    request = sent()
    with pytest.raises(ValidationError) as refused:
        remind(request=request, by=None, until=dt.date(2026, 3, 22))
    assert refused.value.message_dict == {"until": ["Ese día ya pasó. Dé un plazo que todavía no llega."]}
    close_request(request=request, by=None, reason="Cambió el gobierno")
    with pytest.raises(ValidationError) as refused:
        remind(request=request, by=None, until=UNTIL)
    assert refused.value.messages == ["Esta solicitud está cerrada. Reábrala primero."]
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_whom_to_remind_is_asked_in_one_query(number, django_assert_num_queries, on):
    request = sent(number)
    with django_assert_num_queries(1):
        assert len(silent(request)) == number
