"""What comes back: received, answered, let off, each taken back; the paper; the designation."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from network.accounts.enums import Role
from network.accounts.services import grant
from network.accounts.viewer import GrantFact, Viewer
from network.documents.models import Document
from network.institutions.enums import Publication
from network.institutions.models import Post
from network.journal.models import Entry
from network.office.services import describe_office
from network.people.models import Person
from network.requests.answers import acknowledge, acknowledge_all, undo_last, withdraw
from network.requests.designations import (
    Designated,
    designate,
    posts_offered,
    suggested_post,
    take_back_designation,
)
from network.requests.models import RequestRecipient
from network.ties.enums import Capacity
from network.ties.models import Appointment
from network.ties.services import PostTakenError
from tests.factories.accounts import UserFactory
from tests.factories.records import (
    AppointmentFactory,
    DocumentFactory,
    InstitutionFactory,
    PersonFactory,
    PostFactory,
)

from .world import SENT, answered, drafted, rows, sent

pytestmark = pytest.mark.django_db
NINTH = dt.date(2026, 3, 9)
COORDINATOR = Viewer(user_id=1, grants=frozenset({GrantFact(Role.COORDINATOR)}))


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: dt.date(2026, 3, 10))


def told(refused) -> object:
    return getattr(refused.value, "message_dict", None) or refused.value.messages


def test_a_letter_is_received_under_a_stamp_and_the_stamp_can_be_corrected():
    row = acknowledge(recipient=rows(sent())[0], on=NINTH, stamp=" Oficialía 551 ", by=None)
    assert (row.state, row.acknowledged_on, row.received_stamp) == ("acknowledged", NINTH, "Oficialía 551")
    row = acknowledge(recipient=row, on=SENT, stamp="Oficialía 552", by=None)
    assert (row.acknowledged_on, row.received_stamp) == (SENT, "Oficialía 552")
    row = answered(row)
    assert acknowledge(recipient=row, on=NINTH, stamp="", by=None).state == "answered"


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (dt.date(2026, 3, 11), "Ese día todavía no llega."),
        (dt.date(2026, 3, 1), "El oficio es del 2 de marzo de 2026: ese día es anterior."),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_a_sentence(on, said):
    row = rows(sent())[0]
    with pytest.raises(ValidationError) as refused:
        acknowledge(recipient=row, on=on, by=None)
    assert told(refused) == {"acknowledged_on": [said]}
    with pytest.raises(ValidationError) as refused:
        answered(row, on=on)
    assert told(refused) == {"answered_on": [said]}


def test_the_days_of_arrival_and_answer_keep_their_order():
    first, second = rows(sent(2))
    acknowledge(recipient=first, on=NINTH, by=None)
    with pytest.raises(ValidationError) as refused:
        answered(first, on=SENT)
    assert told(refused) == {"answered_on": ["Recibieron el oficio después de ese día. Revise la fecha."]}
    second = answered(second, on=SENT)
    with pytest.raises(ValidationError) as refused:
        acknowledge(recipient=second, on=NINTH, by=None)
    assert told(refused) == {"acknowledged_on": ["Respondieron antes de ese día. Revise la fecha."]}


def test_many_are_received_at_once_and_those_further_on_stay_as_they_are():
    request = sent(4)
    found = rows(request)
    answered(found[0])
    acknowledge(recipient=found[1], on=SENT, stamp="551", by=None)
    other = rows(sent(1))[0]
    assert acknowledge_all(request=request, recipients=[*found, other], on=NINTH, by=None) == 2
    assert [(r.state, r.acknowledged_on) for r in rows(request)] == [
        ("answered", None),
        ("acknowledged", SENT),
        ("acknowledged", NINTH),
        ("acknowledged", NINTH),
    ]


def test_an_answer_on_paper_becomes_a_document_that_answers_the_letter():
    office = InstitutionFactory()
    describe_office(by=None, network_name="Red", office_name="Instituto", institution_key=office.package_id)
    row = answered(rows(sent())[0], number=" DOP/ 12/2026 ", dated_on="2026-03", text="")
    paper = row.reply
    assert (row.state, row.answered_on, paper.number, paper.issuer) == (
        "answered",
        NINTH,
        "DOP/ 12/2026",
        row.institution,
    )
    assert (paper.issued_on, paper.received_on, paper.subject, paper.is_public, paper.status) == (
        "2026-03",
        "2026-03-09",
        "Respuesta: Designación de enlace",
        False,
        "issued",
    )
    assert (list(paper.answers.all()), list(paper.addressees.all())) == ([row.letter], [office])


def test_an_answer_says_something():
    with pytest.raises(ValidationError) as refused:
        answered(rows(sent())[0], text="  ")
    assert told(refused) == {
        "text": ["Escriba en una línea qué respondieron, o el número de su oficio, o agregue el escaneo."]
    }


def test_what_was_not_sent_or_was_let_off_is_not_answered():
    with pytest.raises(ValidationError) as refused:
        answered(rows(drafted())[0])
    assert told(refused) == ["Todavía no se envía el oficio a Dependencia 01."]
    row = withdraw(recipient=rows(sent())[0], reason="Se extinguió la dependencia", by=None)
    assert (row.state, row.withdrawn_on) == ("withdrawn", dt.date(2026, 3, 10))
    with pytest.raises(ValidationError) as refused:
        answered(row)
    assert told(refused) == ["Ya no se espera respuesta de Dependencia 01. Deshaga eso primero."]


def test_each_step_is_taken_back_to_where_it_was_and_the_paper_is_cancelled():
    row = acknowledge(recipient=rows(sent())[0], on=SENT, stamp="551", by=None)
    row = answered(row, number="DOP/12")
    paper = row.reply
    row = undo_last(recipient=row, seen="answered", by=None, reason="Era de otra dependencia")
    assert (row.state, row.answered_on, row.reply, row.reply_text) == ("acknowledged", None, None, "")
    paper.refresh_from_db()
    assert (paper.status, paper.cancelled_because) == ("cancelled", "Era de otra dependencia")
    row = withdraw(recipient=row, reason="Se extinguió", by=None)
    row = undo_last(recipient=row, seen="withdrawn", by=None)
    assert (row.state, row.withdrawn_on, row.withdrawn_because) == ("acknowledged", None, "")
    row = undo_last(recipient=row, seen="acknowledged", by=None)
    assert (row.state, row.acknowledged_on, row.received_stamp) == ("sent", None, "")
    with pytest.raises(ValidationError) as refused:
        undo_last(recipient=row, seen="sent", by=None)
    assert told(refused) == ["Aquí no hay nada que deshacer."]


def test_what_somebody_else_did_since_is_not_undone_unawares():
    row = acknowledge(recipient=rows(sent())[0], on=SENT, by=None)
    answered(row)
    with pytest.raises(ValidationError) as refused:
        undo_last(recipient=row, seen="acknowledged", by=None)
    assert told(refused) == ["Alguien más lo cambió mientras tanto. Vuelva a mirarlo."]


def test_two_who_answer_for_the_same_institution_the_second_reads_that_it_is_there():
    row = rows(sent())[0]
    answered(row, number="DOP/12")
    with pytest.raises(ValidationError) as refused:
        answered(row, number="DOP/13", text="Otra")
    assert told(refused) == [
        "La respuesta de Dependencia 01 ya quedó registrada. Ábrala antes de cambiar algo."
    ]
    assert list(Document.objects.filter(is_letter=False).values_list("number", flat=True)) == ["DOP/12"]
    assert Entry.objects.filter(verb="record_request_answer").count() == 1


def says(**values):
    return Designated(**{"capacity": Capacity.TITULAR, "started": "2026-03-09", **values})


def test_a_reply_becomes_a_designation_by_the_reply_and_whoever_is_new_is_hidden():
    row = answered(rows(sent())[0], number="DOP/12")
    made = designate(recipient=row, post=suggested_post("designate"), says=says(name="Ana Ejemplo"), by=None)
    person = Person.objects.get(name="Ana Ejemplo")
    assert (made.person, made.document, made.post.institution) == (person, row.reply, row.institution)
    assert (person.visibility, made.post.kind, made.post.publication) == ("oculta", "enlace", "network")
    assert list(row.appointments.all()) == [made]
    titular = PostFactory(institution=row.institution)
    again = says(person=person, capacity=Capacity.SUPLENTE)
    assert designate(recipient=row, post=titular, says=again, by=None).post == titular
    assert row.appointments.count() == 2


def test_a_designation_that_is_refused_leaves_neither_post_nor_person():
    row = answered(rows(sent())[0], number="DOP/12")
    post = PostFactory(institution=row.institution)
    AppointmentFactory(post=post, document=DocumentFactory(number="7", issued_on="2025"))
    before = (Post.objects.count(), Person.objects.count())
    with pytest.raises(PostTakenError):
        designate(recipient=row, post=post, says=says(name="Ana Ejemplo"), by=None)
    with pytest.raises(ValidationError):
        designate(recipient=row, post=suggested_post("designate"), says=says(name=""), by=None)
    with pytest.raises(ValidationError):
        designate(recipient=row, post=PostFactory(), says=says(name="Ana Ejemplo"), by=None)
    assert (Post.objects.count(), Person.objects.count()) == (before[0] + 1, before[1])
    assert not row.appointments.exists()


def test_without_an_answer_there_is_nothing_that_founds_a_designation():
    found = rows(sent(2))
    answered(found[1], declines=True)
    for row in found:
        with pytest.raises(ValidationError) as refused:
            designate(recipient=row, post=suggested_post("designate"), says=says(name="Ana"), by=None)
        assert told(refused) == ["Registre primero la respuesta: es el sustento de la designación."]


def test_a_designation_recorded_by_mistake_is_taken_back_before_its_answer():
    row = answered(rows(sent())[0], number="DOP/12")
    made = designate(recipient=row, post=suggested_post("designate"), says=says(name="Ana Ejemplo"), by=None)
    with pytest.raises(ValidationError) as refused:
        undo_last(recipient=row, seen="answered", by=None)
    assert told(refused) == ["De esta respuesta salió una designación. Deshaga primero la designación."]
    with pytest.raises(ValidationError):
        take_back_designation(recipient=row, appointment=made, by=None, reason=" ")
    with pytest.raises(ValidationError):
        take_back_designation(recipient=row, appointment=AppointmentFactory(), by=None, reason="Error")
    uid = made.uid
    take_back_designation(recipient=row, appointment=made, by=None, reason="Era otra persona")
    assert not Appointment.objects.filter(uid=uid).exists()
    entry = Entry.objects.get(verb="retract_appointment")
    assert (entry.subject_uid, entry.reason, entry.before["capacity"]) == (uid, "Era otra persona", "titular")
    assert undo_last(recipient=row, seen="answered", by=None).state == "sent"


def test_a_reserved_post_is_offered_to_nobody_and_filled_by_no_coordinator():
    row = answered(rows(sent())[0])
    user = UserFactory()
    grant(user=user, role=Role.COORDINATOR, by=None)
    PostFactory(institution=row.institution, name="A cubierto")
    AppointmentFactory(post=Post.objects.get(name="A cubierto"))
    PostFactory(institution=row.institution, name="B vacante")
    PostFactory(institution=row.institution, name="C jefa", kind="head")
    PostFactory(institution=row.institution, name="D cerrado", closed_on="2024")
    reserved = PostFactory(institution=row.institution, publication=Publication.RESERVED)
    assert [post.name for post in posts_offered(row, COORDINATOR)] == ["B vacante", "A cubierto", "C jefa"]
    with pytest.raises(ValidationError):
        designate(recipient=row, post=reserved, says=says(person=PersonFactory()), by=user)


def test_when_a_person_goes_the_request_keeps_its_answer():
    row = answered(rows(sent())[0], number="DOP/12")
    made = designate(recipient=row, post=suggested_post("designate"), says=says(name="Ana Ejemplo"), by=None)
    made.person.delete()
    row = RequestRecipient.objects.get(pk=row.pk)
    assert (row.state, row.appointments.count()) == ("answered", 0)
