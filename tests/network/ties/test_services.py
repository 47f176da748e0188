"""Appointing, ending, correcting, closing: one titular at a time, by a document, with a trace."""

import pytest
from django.core.exceptions import ValidationError

from network.accounts.enums import Role
from network.accounts.services import grant
from network.journal.models import Entry
from network.people.models import Affiliation, Person
from network.ties.enums import Capacity
from network.ties.models import Appointment
from network.ties.services import (
    Particulars,
    PostTakenError,
    appoint,
    appoint_newcomer,
    close_post,
    correct_appointment,
    end_appointment,
    reopen_post,
)
from tests.factories.accounts import UserFactory
from tests.factories.records import AppointmentFactory, DocumentFactory, PersonFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    user = UserFactory()
    grant(user=user, role=Role.COORDINATOR, by=None)
    return user


@pytest.fixture
def administrator():
    user = UserFactory()
    grant(user=user, role=Role.ADMINISTRATOR, by=None)
    return user


def named(post, by, capacity=Capacity.TITULAR, started="2025-03", **more):
    values = {"person": PersonFactory(), "document": None, **more}
    return appoint(post=post, capacity=capacity, started=started, by=by, **values)


def test_an_appointment_says_who_in_what_capacity_since_when_and_by_what(coordinator):
    post, person, document = PostFactory(), PersonFactory(), DocumentFactory()
    appointment = named(post, coordinator, person=person, document=document, started="2025-03-05")
    appointment.refresh_from_db()
    assert (appointment.post, appointment.person, appointment.capacity) == (post, person, "titular")
    assert (appointment.started, appointment.ended, appointment.document) == ("2025-03-05", "", document)
    entry = Entry.objects.get(verb="appoint")
    assert (entry.actor, entry.subject_uid) == (coordinator, appointment.uid)
    assert entry.after == {
        "post": post.package_id,
        "person": str(person.uid),
        "capacity": "titular",
        "started": "2025-03-05",
        "ended": "",
        "document": document.package_id,
        "end_document": "",
    }


def test_a_second_titular_is_refused_with_the_document_that_stands_in_the_way(coordinator):
    post = PostFactory()
    document = DocumentFactory(number="12/2025", issued_on="2025-03-03")
    named(post, coordinator, document=document, person=PersonFactory(name="Ana Oculta"), started="2025-03-05")
    with pytest.raises(PostTakenError) as refused:
        named(post, coordinator)
    assert refused.value.messages == [
        "El puesto ya tiene titular: por Oficio 12/2025 (3 de marzo de 2025), desde el 5 de marzo de 2025. "
        "Termine primero esa designación o elija otra calidad."
    ]
    assert Appointment.objects.count() == 1
    assert Entry.objects.filter(verb="appoint").count() == 1


def test_where_no_document_is_recorded_the_refusal_says_so(coordinator):
    post = PostFactory()
    named(post, coordinator, started="2024")
    with pytest.raises(PostTakenError) as refused:
        named(post, coordinator)
    assert refused.value.messages == [
        "El puesto ya tiene titular: sin documento registrado, desde 2024. "
        "Termine primero esa designación o elija otra calidad."
    ]


def test_an_internal_document_is_not_named_to_who_may_not_see_it():
    """An administrator runs the network but sees only public documents."""
    post, user = PostFactory(), UserFactory()
    grant(user=user, role=Role.ADMINISTRATOR, by=None)
    named(post, None, document=DocumentFactory(number="77", is_public=False))
    with pytest.raises(PostTakenError) as refused:
        named(post, user)
    assert refused.value.messages == [
        "El puesto ya tiene titular: por un documento interno, desde marzo de 2025. "
        "Termine primero esa designación o elija otra calidad."
    ]


def test_an_earlier_titular_does_not_stand_in_the_way_unless_their_times_overlap(coordinator):
    post = PostFactory()
    named(post, coordinator, started="2018", ended="2021-09-30")
    named(post, coordinator, started="2021-09-30")
    with pytest.raises(PostTakenError) as refused:
        named(post, coordinator, started="2019", ended="2020")
    assert refused.value.messages == [
        "El puesto tenía titular en ese tiempo: sin documento registrado, 2018 – 30 de septiembre de 2021. "
        "Revise las fechas."
    ]


def test_other_capacities_coexist(coordinator):
    post = PostFactory()
    for capacity in (*Capacity, Capacity.SUPLENTE, Capacity.INTERINA):
        named(post, coordinator, capacity=capacity)
    assert Appointment.objects.filter(post=post, ended="").count() == len(Capacity) + 2


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"started": ""}, "started", "Escriba la fecha desde la que ocupa el puesto."),
        ({"started": "marzo"}, "started", "Escriba la fecha como 2020, 2020-03 o 2020-03-15."),
        ({"ended": "2024"}, "__all__", "El término es anterior al inicio."),
    ],
)
def test_a_wrong_date_is_refused_and_nothing_is_written(coordinator, wrong, field, message):
    with pytest.raises(ValidationError) as refused:
        named(PostFactory(), coordinator, **wrong)
    assert refused.value.message_dict == {field: [message]}
    assert (Appointment.objects.count(), Entry.objects.filter(verb="appoint").count()) == (0, 0)


def test_ending_opens_the_post_and_keeps_the_reason_in_the_journal(coordinator):
    post, document = PostFactory(), DocumentFactory()
    appointment = named(post, coordinator)
    end_appointment(
        appointment=appointment, on="2025-09", reason="Cambio de gobierno", by=coordinator, document=document
    )
    appointment.refresh_from_db()
    assert (appointment.ended, appointment.end_document) == ("2025-09", document)
    entry = Entry.objects.get(verb="end_appointment")
    assert (entry.reason, entry.before, entry.after) == (
        "Cambio de gobierno",
        {"ended": "", "end_document": ""},
        {"ended": "2025-09", "end_document": document.package_id},
    )
    named(post, coordinator, started="2025-10")


@pytest.mark.parametrize(
    ("on", "reason", "field"),
    [("", "Renuncia", "ended"), ("2025-09", " ", "reason"), ("2024", "x", "__all__")],
)
def test_an_end_takes_a_date_after_the_start_and_a_reason(coordinator, on, reason, field):
    appointment = named(PostFactory(), coordinator)
    with pytest.raises(ValidationError) as refused:
        end_appointment(appointment=appointment, on=on, reason=reason, by=coordinator)
    assert list(refused.value.message_dict) == [field]
    appointment.refresh_from_db()
    assert appointment.ended == ""


@pytest.mark.parametrize("state", [{"status": "draft"}, {"status": "cancelled", "cancelled_because": "x"}])
def test_a_draft_and_a_cancelled_document_found_nothing(coordinator, state):
    number = "" if state["status"] == "draft" else "5"
    document = DocumentFactory(number=number, is_public=False, **state)
    with pytest.raises(ValidationError) as refused:
        named(PostFactory(), coordinator, document=document)
    assert refused.value.message_dict == {
        "document": ["Este documento es un borrador o fue anulado. Elija uno vigente."]
    }
    appointment = named(PostFactory(), coordinator)
    with pytest.raises(ValidationError):
        end_appointment(
            appointment=appointment, on="2025-09", reason="Término", by=coordinator, document=document
        )


def test_what_has_ended_is_not_ended_again(coordinator):
    appointment = AppointmentFactory(ended="2024")
    with pytest.raises(ValidationError) as refused:
        end_appointment(appointment=appointment, on="2025", reason="Otra vez", by=coordinator)
    assert refused.value.messages == ["Esta designación ya terminó. Corrija su fin si está mal."]


def test_a_correction_keeps_what_was_said_before_and_why(coordinator):
    appointment = named(PostFactory(), coordinator, started="2025")
    says = Particulars(person=appointment.person, capacity=Capacity.INTERINA, started="2025-04-01")
    correct_appointment(appointment=appointment, says=says, by=coordinator, reason="El oficio dice interina")
    entry = Entry.objects.get(verb="correct_appointment")
    assert (entry.before, entry.after, entry.reason) == (
        {"capacity": "titular", "started": "2025"},
        {"capacity": "interina", "started": "2025-04-01"},
        "El oficio dice interina",
    )
    with pytest.raises(ValidationError):
        correct_appointment(appointment=appointment, says=says, by=coordinator, reason="")


def test_a_correction_makes_no_second_titular(coordinator):
    post = PostFactory()
    named(post, coordinator)
    substitute = named(post, coordinator, capacity=Capacity.SUPLENTE)
    says = Particulars(person=substitute.person, capacity=Capacity.TITULAR, started="2025")
    with pytest.raises(PostTakenError):
        correct_appointment(appointment=substitute, says=says, by=coordinator, reason="Es titular")
    substitute.refresh_from_db()
    assert substitute.capacity == "suplente"


def test_a_newcomer_is_entered_hidden_in_the_same_step_or_not_at_all(coordinator):
    post = PostFactory()
    appointment = appoint_newcomer(
        post=post,
        name="  Ana   Nueva Prueba ",
        email="ANA@ejemplo.invalid",
        capacity=Capacity.TITULAR,
        started="2025",
        document=None,
        by=coordinator,
    )
    person = appointment.person
    assert (person.name, person.email, person.visibility) == (
        "Ana Nueva Prueba",
        "ana@ejemplo.invalid",
        "oculta",
    )
    assert list(Affiliation.objects.values_list("person", "institution")) == [
        (person.pk, post.institution_id)
    ]
    with pytest.raises(PostTakenError):
        appoint_newcomer(
            post=post,
            name="Otra Persona",
            email="",
            capacity=Capacity.TITULAR,
            started="2025",
            document=None,
            by=coordinator,
        )
    assert Person.objects.count() == 1


def test_a_post_closes_only_when_nobody_holds_it(coordinator):
    post = PostFactory()
    appointment = named(post, coordinator, capacity=Capacity.SUPLENTE)
    with pytest.raises(ValidationError) as refused:
        close_post(post=post, on="2025-10", reason="Se suprimió", by=coordinator)
    assert refused.value.messages == ["Alguien ocupa este puesto. Termine primero las designaciones."]
    end_appointment(appointment=appointment, on="2025-09", reason="Término", by=coordinator)
    assert close_post(post=post, on="2025-10", reason="Se suprimió", by=coordinator).closed_on == "2025-10"
    with pytest.raises(ValidationError):
        named(post, coordinator)


def test_a_closing_that_was_a_mistake_is_taken_back_for_a_reason(coordinator):
    post = close_post(post=PostFactory(), on="2025-10", reason="Se suprimió", by=coordinator)
    with pytest.raises(ValidationError) as refused:
        reopen_post(post=post, reason=" ", by=coordinator)
    assert refused.value.message_dict == {"reason": ["Diga por qué se vuelve a abrir."]}
    assert reopen_post(post=post, reason="Era otro", by=coordinator).closed_on == ""
    with pytest.raises(ValidationError) as refused:
        reopen_post(post=post, reason="Otra vez", by=coordinator)
    assert refused.value.messages == ["Este puesto está abierto."]
    entry = Entry.objects.get(verb="reopen_post")
    assert (entry.before, entry.reason) == ({"closed_on": "2025-10"}, "Era otro")


@pytest.mark.parametrize("covered", [True, False])
def test_a_reserved_post_refuses_a_coordinator_in_the_same_words_whether_it_is_covered_or_not(
    coordinator, covered
):
    post = PostFactory(publication="reserved")
    if covered:
        AppointmentFactory(post=post)
    sentence = ["Solo la administración registra las designaciones de un puesto reservado."]
    for attempt in (
        lambda: named(post, coordinator),
        lambda: close_post(post=post, on="2025", reason="x", by=coordinator),
    ):
        with pytest.raises(ValidationError) as refused:
            attempt()
        assert refused.value.messages == sentence
        assert not isinstance(refused.value, PostTakenError)


def test_the_administration_records_the_designations_of_a_reserved_post(administrator):
    post = PostFactory(publication="reserved")
    named(post, administrator)
    with pytest.raises(PostTakenError):
        named(post, administrator)
