"""What may be done with a request as a whole: written, sent once to each, closed."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from network.accounts.enums import Role
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.documents.models import Document, FolioSeries
from network.journal.models import Entry
from network.office.services import describe_office
from network.requests.models import Request, RequestRecipient
from network.requests.queries import Filter, chosen_by, recipients_visible_to, tallies, visible_to
from network.requests.services import (
    add_recipients,
    address_recipient,
    close_request,
    discard_request,
    drop_recipients,
    reopen_request,
    revise_request,
    send_request,
)
from network.vocabulary.models import Territory
from tests.factories.records import AppointmentFactory, InstitutionFactory, PostFactory, TerritoryFactory

from .world import DUE, SENT, answered, drafted, rows, sent

pytestmark = pytest.mark.django_db
COORDINATOR = Viewer(user_id=1, grants=frozenset({GrantFact(Role.COORDINATOR)}))


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: dt.date(2026, 3, 10))


def test_a_draft_takes_no_folio_and_goes_without_a_trace():
    request = drafted(2)
    assert not Document.objects.exists()
    discard_request(request=request, by=None)
    assert (Request.objects.count(), RequestRecipient.objects.count(), FolioSeries.objects.count()) == (
        0,
        0,
        0,
    )


def test_sending_issues_one_letter_to_each_with_folios_in_a_row():
    describe_office(by=None, network_name="Red de Enlaces", office_name="Instituto", place="Guadalajara")
    request = sent(3)
    found = rows(request)
    assert [(r.state, r.sent_on, r.letter.number) for r in found] == [
        ("sent", SENT, "001/2026"),
        ("sent", SENT, "002/2026"),
        ("sent", SENT, "003/2026"),
    ]
    assert [list(r.letter.addressees.all()) == [r.institution] for r in found] == [True] * 3
    letter = found[0].letter
    assert letter.body == (
        "Le pido designar enlace.\n\nLe agradeceré su respuesta a más tardar el 20 de marzo de 2026."
    )
    assert (letter.issued_on, letter.is_public, letter.head["name"]) == ("2026-03-02", False, "Instituto")


def test_sending_again_reaches_only_whoever_was_added_since():
    request = sent(2)
    with pytest.raises(ValidationError) as refused:
        send_request(request=request, by=None)
    assert refused.value.messages == ["Todas las elegidas ya tienen su oficio. Nada se envió dos veces."]
    late = InstitutionFactory(name="Llegó después")
    assert add_recipients(request=request, institutions=[late, rows(request)[0].institution], by=None) == 1
    assert [r.institution for r in send_request(request=request, by=None)] == [late]
    assert Document.objects.count() == 3


def test_a_letter_that_cannot_be_issued_leaves_none_issued(monkeypatch):
    request = drafted(3)
    calls = []

    def failing(**values):
        calls.append(values)
        if len(calls) == 3:
            raise ValidationError("no")
        return issue(**values)

    from network.requests import services

    issue = services.issue_document
    monkeypatch.setattr(services, "issue_document", failing)
    with pytest.raises(ValidationError):
        send_request(request=request, by=None)
    assert (Document.objects.count(), {r.state for r in rows(request)}) == (0, {"drafted"})
    assert not FolioSeries.objects.exists()


@pytest.mark.parametrize(
    ("values", "on", "said"),
    [
        ({}, dt.date(2026, 3, 11), {"on": ["Los oficios no pueden llevar una fecha que todavía no llega."]}),
        ({"due_on": None}, SENT, {"due_on": ["Diga hasta qué día pide respuesta."]}),
        (
            {"due_on": dt.date(2026, 3, 1)},
            SENT,
            {"due_on": ["El plazo para responder es anterior a la fecha de los oficios."]},
        ),
    ],
)
def test_what_cannot_be_sent_says_why(values, on, said):
    request = drafted(1, **values)
    with pytest.raises(ValidationError) as refused:
        send_request(request=request, by=None, on=on)
    assert refused.value.message_dict == said


def test_a_request_to_nobody_is_not_sent():
    with pytest.raises(ValidationError) as refused:
        send_request(request=drafted(0), by=None)
    assert refused.value.messages == ["Elija al menos una institución antes de enviarla."]


def test_what_was_sent_does_not_change_but_for_more_time():
    request = sent()
    with pytest.raises(ValidationError):
        revise_request(request=request, by=None, body="Otra cosa")
    with pytest.raises(ValidationError):
        discard_request(request=request, by=None)
    with pytest.raises(ValidationError) as refused:
        revise_request(request=request, by=None, due_on=DUE - dt.timedelta(1))
    assert refused.value.message_dict == {"due_on": ["Se puede dar más plazo, no menos."]}
    later = revise_request(request=request, by=None, due_on=DUE + dt.timedelta(7))
    assert later.due_on == dt.date(2026, 3, 27)
    assert drop_recipients(request=request, recipients=rows(request), by=None) == 0


def test_a_letter_bears_the_lines_that_its_recipient_was_given():
    request = drafted(2)
    first, second = rows(request)
    address_recipient(recipient=first, addressee="Mtra. Eva Ejemplo\n Directora ", email="", by=None)
    send_request(request=request, by=None, on=SENT)
    first, second = rows(request)
    assert first.letter.addressee_lines == "Mtra. Eva Ejemplo\nDirectora\nDependencia 01\nPresente"
    assert second.letter.addressee_lines == ""
    with pytest.raises(ValidationError):
        address_recipient(recipient=first, addressee="Otra", email="", by=None)
    address_recipient(recipient=first, addressee=first.addressee, email="obras@ejemplo.invalid", by=None)


def test_a_neutral_request_tells_its_matter_in_no_letter_and_no_list():
    request = sent(1, subject="Protocolo de acoso", is_neutral=True, neutral_subject="Actividad de formación")
    row = rows(request)[0]
    answered(row, number="DOP/1")
    shown = [request.shown_subject, *Document.objects.order_by("pk").values_list("subject", flat=True)]
    assert shown == ["Actividad de formación", "Actividad de formación", "Respuesta: Actividad de formación"]


def test_a_closed_request_takes_answers_but_sends_nothing_until_it_is_opened_again():
    request = sent(2)
    with pytest.raises(ValidationError):
        close_request(request=request, by=None, reason=" ")
    close_request(request=request, by=None, reason="Cambió el gobierno")
    request.refresh_from_db()
    assert (request.closed_on, request.closed_because) == (dt.date(2026, 3, 10), "Cambió el gobierno")
    with pytest.raises(ValidationError):
        add_recipients(request=request, institutions=[InstitutionFactory()], by=None)
    assert answered(rows(request)[0]).state == "answered"
    reopen_request(request=request, by=None)
    assert add_recipients(request=request, institutions=[InstitutionFactory()], by=None) == 1


def test_every_deed_is_in_the_journal_once():
    request = sent(2)
    revise_request(request=request, by=None, due_on=DUE)  # nothing new
    verbs = list(Entry.objects.filter(subject_uid=request.uid).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["draft_request", "add_request_recipients", "send_request"]


def test_the_database_refuses_a_row_whose_dates_do_not_fit_its_state():
    row = rows(sent())[0]
    for change in (
        {"state": "answered"},
        {"state": "drafted"},
        {"state": "acknowledged"},
        {"state": "withdrawn", "withdrawn_on": SENT},
        {"acknowledged_on": SENT},
        {"answered_on": SENT},
        {"reply_text": "Sí"},
        {"letter": None},
        {"state": "acknowledged", "acknowledged_on": SENT - dt.timedelta(1)},
        {"state": "overdue"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            RequestRecipient.objects.filter(pk=row.pk).update(**change)


def test_how_many_answered_counts_whoever_said_no_and_not_whoever_was_let_off(monkeypatch):
    from network.requests.answers import acknowledge, withdraw

    request = sent(5)
    found = rows(request)
    answered(found[0])
    answered(found[1], declines=True)
    acknowledge(recipient=found[2], on=SENT, by=None)
    withdraw(recipient=found[3], reason="Se extinguió", by=None)
    add_recipients(request=request, institutions=[InstitutionFactory()], by=None)
    counted = tallies([request], DUE)[request.pk]
    assert (counted.asked, counted.waiting, counted.replied, counted.withdrawn, counted.drafted) == (
        4,
        2,
        2,
        1,
        1,
    )
    assert (counted.percentage, counted.overdue) == (50, 0)
    assert tallies([request], DUE + dt.timedelta(1))[request.pk].overdue == 2


@pytest.mark.parametrize("number", [1, 3])
def test_tallies_of_three_requests_take_one_query_as_of_one(number, django_assert_num_queries):
    found = [sent(2) for _ in range(number)]
    with django_assert_num_queries(1):
        assert [t.asked for t in tallies(found, DUE).values()] == [2] * number


def test_requests_are_for_who_coordinates_the_network_and_rows_also_for_who_coordinates_the_institution():
    request = sent(2)
    here, _there = rows(request)
    add_recipients(request=request, institutions=[own := InstitutionFactory()], by=None)
    key = here.institution.package_id
    hers = Viewer(grants=frozenset({GrantFact(Role.COORDINATOR, "institution", key)}))
    unsent = Viewer(grants=frozenset({GrantFact(Role.COORDINATOR, "institution", own.package_id)}))
    others = [
        PUBLIC,
        *(Viewer(grants=frozenset({GrantFact(r)})) for r in (Role.MEMBER, Role.ANALYST, Role.ADMINISTRATOR)),
    ]

    def seen(viewer):
        return (
            visible_to(Request.objects.all(), viewer).count(),
            list(recipients_visible_to(RequestRecipient.objects.order_by("pk"), viewer)),
        )

    assert [seen(v) for v in others] == [(0, [])] * 4
    assert seen(hers) == (0, [here])
    assert seen(unsent) == (0, [])
    assert (seen(COORDINATOR)[0], len(seen(COORDINATOR)[1])) == (1, 3)


def named(asked: Filter) -> list[str]:
    return [row.name for row in chosen_by(asked, COORDINATOR)]


def test_institutions_are_chosen_by_place_kind_and_sector_at_once():
    jalisco, town = TerritoryFactory(), TerritoryFactory(kind=Territory.Kind.MUNICIPALITY, name="Zapopan")
    InstitutionFactory(name="A", region=jalisco)
    InstitutionFactory(name="B", region=jalisco, kind="ministry")
    InstitutionFactory(name="C", municipality=town, sector="academia")
    InstitutionFactory(name="D")
    assert named(Filter(territory=jalisco.pk)) == ["A", "B"]
    assert named(Filter(territory=jalisco.pk, kind="ministry")) == ["B"]
    assert named(Filter(territory=town.pk)) == ["C"]
    assert named(Filter(sector="academia")) == ["C"]
    assert Filter().is_empty


@pytest.mark.parametrize("is_held", [True, False])
def test_without_a_liaison_is_told_by_open_posts_and_never_by_a_reserved_one(is_held):
    where = {name: InstitutionFactory(name=name) for name in "ABCD"}
    AppointmentFactory(post=PostFactory(institution=where["A"]))
    PostFactory(institution=where["B"])
    reserved = PostFactory(institution=where["C"], publication="reserved")
    if is_held:
        AppointmentFactory(post=reserved)
    assert named(Filter(without_liaison=True)) == ["B", "D"]


def test_the_silent_of_an_earlier_request_are_those_who_still_owe_an_answer():
    request = sent(3)
    answered(rows(request)[0])
    assert named(Filter(silent_of=request)) == ["Dependencia 02", "Dependencia 03"]
