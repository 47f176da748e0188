"""Her letters: the outward title, her own name alone, and no oracle of it by the link."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.after.papers import attendance_letter, leave_letter
from events.links import place_token
from network.office.queries import office
from network.paper.document import Facts, Paper, Paragraph
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.records import PersonFactory, ThemeFactory

from ..steps import over, place_of
from ..test_line import enrolled, member

pytestmark = pytest.mark.django_db


def words(paper: Paper) -> str:
    blocks = [block.text for block in paper.blocks if isinstance(block, Paragraph)]
    facts = [f"{a} {b}" for block in paper.blocks if isinstance(block, Facts) for a, b in block.rows]
    return " ".join([paper.title, paper.subtitle, *blocks, *facts])


def test_a_superior_reads_neither_the_theme_nor_who_else_comes() -> None:
    event = EventFactory(title="Acoso laboral: protocolo", purpose="Sobre acoso", place="Sala 3")
    event.themes.add(ThemeFactory(label_es="Violencia"))
    other = PersonFactory(name="Otra Asistente", account=UserFactory())
    enrolled(event, other)
    row = enrolled(event, PersonFactory(name="Ana Propia", account=UserFactory()))
    told = words(leave_letter(row, "Ana Propia", office()))
    assert "Actividad de formación" in told
    assert ("Ana Propia" in told, "Sala 3" in told, "2 horas" in told) == (True, True, True)
    assert not [word for word in ("coso", "iolencia", "Otra Asistente") if word in told]


def test_the_letter_of_attendance_is_for_who_was_there_once_it_is_over() -> None:
    came, missed = member(), member()
    event = over(came, absent=(missed,))
    told = words(attendance_letter(place_of(event, came), came.name, office()))
    assert (came.name in told, event.title in told) == (True, True)
    for person, status in ((came, 200), (missed, 404)):
        there = reverse("event_attendance_letter", args=[place_token(place_of(event, person).uid)])
        assert Client().get(there).status_code == status
    future = enrolled(EventFactory())
    assert Client().get(reverse("event_leave_letter", args=[place_token(future.uid)])).status_code == 200
    assert Client().get(reverse("event_attendance_letter", args=[place_token(future.uid)])).status_code == 404


def test_the_link_names_nobody_and_she_herself_finds_her_name(log_in: Any) -> None:
    person = PersonFactory(name="Rosa Reservada", account=UserFactory())
    event = over(person)
    there = reverse("event_attendance_letter", args=[place_token(place_of(event, person).uid)])
    client = Client()
    assert "Rosa Reservada" not in client.get(there).content.decode()
    refused = client.post(there, {"name": "Otra Persona", "como": "docx"})
    assert refused.status_code == 422
    assert ("Otra Persona" in refused.content.decode(), "Rosa Reservada" in refused.content.decode()) == (
        True,
        False,
    )
    assert client.post(there, {"name": "rosa  reservada", "como": "docx"}).content[:2] == b"PK"
    herself = log_in(user=person.account)
    assert "Rosa Reservada" in herself.get(there).content.decode()


def test_leave_is_asked_for_with_a_line_for_the_name_too() -> None:
    row = enrolled(EventFactory())
    there = reverse("event_leave_letter", args=[place_token(row.uid)])
    answer = Client().post(there, {"name": "", "como": "docx"})
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    assert "permiso" in answer.headers["Content-Disposition"]


def test_she_finds_the_page_of_a_past_place_as_long_as_it_opens(log_in: Any) -> None:
    person = member()
    event = over(person)
    there = reverse("event_place", args=[place_token(place_of(event, person).uid)])
    client = log_in(user=person.account)
    assert there in client.get(reverse("own_events")).content.decode()
    with time_machine.travel(timezone.now() + dt.timedelta(days=40), tick=False):
        content = log_in(user=person.account).get(reverse("own_events")).content.decode()
    assert (there in content, event.title in content) == (False, True)
