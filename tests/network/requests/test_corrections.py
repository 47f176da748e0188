"""An answer recorded wrongly is put right or taken back; a letter that is cancelled stops counting."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from network.accounts.enums import Role
from network.documents.services import cancel_document
from network.journal.models import Entry
from network.requests.answers import Reply, undo_last
from network.requests.corrections import correct_answer, withdraw_answer, write_anew
from network.requests.designations import Designated, designate, suggested_post
from network.requests.models import RequestRecipient
from network.requests.queries import tallies
from network.requests.reminders import remind, silent
from network.requests.services import send_request
from network.ties.enums import Capacity
from network.ties.models import Appointment
from tests.factories.accounts import UserFactory

from .world import DUE, answered, rows, sent

pytestmark = pytest.mark.django_db
NINTH = dt.date(2026, 3, 9)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: dt.date(2026, 3, 10))


def says(**values):
    return Reply(**{"on": NINTH, "text": "Designan a otra persona.", **values})


def designated(row):
    says = Designated(capacity=Capacity.TITULAR, started="2026-03-09", name="Ana Ejemplo")
    return designate(recipient=row, post=suggested_post("designate"), says=says, by=None)


def test_an_answer_is_corrected_with_its_paper_and_the_journal_keeps_both():
    row = answered(rows(sent())[0], number="DOP/12", text="Sí")
    paper = row.reply
    made = designated(row)
    with pytest.raises(ValidationError) as refused:
        correct_answer(recipient=row, reply=says(number="DOP/21"), reason=" ", by=None)
    assert refused.value.message_dict == {"reason": ["Diga qué estaba mal."]}
    row = correct_answer(recipient=row, reply=says(number="DOP/21"), reason="Folio al revés", by=None)
    paper.refresh_from_db()
    assert (row.reply, paper.number, row.reply_text) == (paper, "DOP/21", "Designan a otra persona.")
    assert list(row.appointments.all()) == [made]  # it stays, founded by the same paper
    entry = Entry.objects.get(verb="correct_request_answer")
    assert (entry.reason, entry.before["reply_text"]) == ("Folio al revés", "Sí")
    with pytest.raises(ValidationError) as refused:
        correct_answer(recipient=row, reply=says(declines=True), reason="Dijeron que no", by=None)
    assert refused.value.messages == [
        "De esta respuesta salió una designación. Deshaga primero la designación."
    ]


def test_what_was_no_paper_loses_it_cancelled_and_what_was_one_gains_it():
    first, second = rows(sent(2))
    paper = answered(first, number="DOP/12").reply
    first = correct_answer(recipient=first, reply=says(), reason="Fue por teléfono", by=None)
    paper.refresh_from_db()
    assert (first.reply, paper.status, paper.cancelled_because) == (None, "cancelled", "Fue por teléfono")
    answered(second)
    second = correct_answer(recipient=second, reply=says(number="7", declines=True), reason="Llegó", by=None)
    assert (second.state, second.reply.number, list(second.reply.answers.all())) == (
        "declined",
        "7",
        [second.letter],
    )


def test_an_answer_that_was_never_given_goes_with_its_designations_only_if_that_is_asked_for():
    row = answered(rows(sent())[0], number="DOP/12")
    made = designated(row)
    given = {"recipient": row, "reason": "Era de otra", "by": None}
    with pytest.raises(ValidationError):
        withdraw_answer(seen="answered", with_designations=False, **given)
    with pytest.raises(ValidationError):
        withdraw_answer(seen="declined", with_designations=True, **given)
    assert Appointment.objects.filter(pk=made.pk).exists()
    row = withdraw_answer(seen="answered", with_designations=True, **given)
    assert (row.state, Appointment.objects.filter(pk=made.pk).exists()) == ("sent", False)
    assert Entry.objects.get(verb="retract_appointment").reason == "Era de otra"


def test_a_cancelled_letter_leaves_the_count_and_is_written_anew_under_a_new_folio():
    request = sent(2, due_on=dt.date(2026, 3, 8))
    first, second = rows(request)
    remind(request=request, by=None, until=DUE)
    user = UserFactory()
    cancel_document(document=first.letter, by=user, reason="Llevaba otra fecha")
    first.refresh_from_db()
    assert (first.state, first.withdrawn_because) == ("cancelled", "Llevaba otra fecha")
    assert Entry.objects.get(verb="request_letter_cancelled").actor == user
    counted = tallies([request], DUE)[request.pk]
    assert (counted.asked, counted.waiting, counted.overdue, counted.cancelled) == (1, 1, 1, 1)
    assert [row.pk for row in silent(request)] == [second.pk]
    with pytest.raises(ValidationError):
        answered(first)
    with pytest.raises(ValidationError):
        write_anew(recipient=second, by=None)
    old = first.letter
    write_anew(recipient=first, by=None)
    request.due_on = DUE
    request.save()
    assert [row.pk for row in send_request(request=request, by=None, on=NINTH)] == [first.pk]
    first = RequestRecipient.objects.get(pk=first.pk)
    assert (first.state, first.letter.folio, first.reminders.count()) == ("sent", 5, 0)
    assert old in first.former_letters.all()
    assert answered(first).state == "answered"


def test_an_answer_survives_its_cancelled_letter_and_without_it_nobody_is_waited_for():
    row = answered(rows(sent())[0])
    cancel_document(document=row.letter, by=None, reason="Llevaba otra fecha")
    row.refresh_from_db()
    assert row.state == "answered"
    assert undo_last(recipient=row, seen="answered", by=None).state == "cancelled"


def test_the_pages_correct_take_back_and_write_anew_for_who_coordinates_the_network(log_in):
    first, second = rows(sent(2, due_on=DUE))
    answered(first, number="DOP/12", text="Sí")
    desk, other = log_in(Role.COORDINATOR), log_in(Role.ADMINISTRATOR)
    place = f"{first.get_absolute_url()}corregir/"
    assert other.get(place).status_code == other.post(place).status_code == 404
    said = desk.get(place).content.decode()
    assert 'value="DOP/12"' in said
    assert "Sí</textarea>" in said
    form = {"on": "2026-03-09", "outcome": "no", "text": "No designan", "number": "DOP/13"}
    assert list(desk.post(place, form).context["form"].errors) == ["reason"]
    assert desk.post(place, {**form, "reason": "Leí mal"}).status_code == 302
    first.refresh_from_db()
    assert (first.state, first.reply.number, first.reply_text) == ("declined", "DOP/13", "No designan")
    back = {"seen": "declined", "deshacer-reason": "Era de otra"}
    desk.post(f"{first.get_absolute_url()}quitar-respuesta/", back)
    first.refresh_from_db()
    assert first.state == "sent"
    cancel_document(document=second.letter, by=None, reason="Otra fecha")
    assert "Otra fecha" in desk.get(second.get_absolute_url()).content.decode()
    assert "Oficio cancelado (1)" in desk.get(second.request.get_absolute_url()).content.decode()
    assert desk.post(f"{second.get_absolute_url()}de-nuevo/").url.endswith("/enviar/")
    second.refresh_from_db()
    assert second.state == "drafted"
