"""What stands on the desk, why, in which order; each viewer's own, in a constant number of queries."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.accounts.enums import Role
from network.documents.enums import DocumentStatus
from network.exchange.models import Draft
from network.joining.models import Application
from network.messages.enums import MailState
from network.messages.models import Mailing, Outgoing
from network.reports.models import AdministrationClosing
from network.requests.models import Request, RequestRecipient
from network.vocabulary.desk import SHOWN, When, when_due
from network.web.desk.today import Desk, desk_of
from tests.factories.accounts import UserFactory
from tests.factories.records import (
    AffiliationFactory,
    AgreementFactory,
    AppointmentFactory,
    CommitmentFactory,
    DocumentFactory,
    InstitutionFactory,
    MilestoneFactory,
    PersonFactory,
    PostFactory,
)

TODAY = timezone.localdate()


def day(days: int) -> str:
    return (TODAY + dt.timedelta(days=days)).isoformat()


def desk(client: Client) -> Desk:
    found: Desk = client.get("/gestion/").context["desk"]
    return found


def titles(sections: Any) -> dict[str, list[str]]:
    return {section.anchor: [item.title for item in section.items] for section in sections}


def spans(found: Desk) -> dict[str, list[str]]:
    return titles(found.spans)


def asked(*, subject: str, due_on: dt.date, answered: int, **values: Any) -> Request:
    """Sent ten days ago to four institutions, of which so many answered."""
    sent = TODAY - dt.timedelta(days=10)
    words = {"letter_kind": "oficio", "subject": subject, "body": "Texto"}
    made = Request.objects.create(kind="report", due_on=due_on, sent_on=sent, **words, **values)
    for n in range(4):
        state = {"state": "answered", "answered_on": TODAY} if n < answered else {"state": "sent"}
        letter = DocumentFactory(issued_on=sent.isoformat())
        RequestRecipient.objects.create(
            request=made, institution=InstitutionFactory(), letter=letter, sent_on=sent, **state
        )
    return made


def one_of_each(number: int) -> None:
    PersonFactory(visible=True)
    office = InstitutionFactory()
    mailing = Mailing.objects.create(kind="request", title="Aviso")
    for n in range(number):
        CommitmentFactory(due_on=day(3), text=f"Formar {n}", debtor=office)
        CommitmentFactory(due_on="", text=f"Sin fecha {n}", debtor=office)
        AgreementFactory(valid_until=day(40), status="in_force")
        DocumentFactory(number="", status=DocumentStatus.DRAFT, is_public=False, is_letter=True)
        DocumentFactory(received_on=day(-2), issuer=InstitutionFactory())
        AppointmentFactory(post__institution=InstitutionFactory(), ended=day(20))
        PostFactory(institution=InstitutionFactory())
        Draft.objects.create(kind=Draft.Kind.LIST, name=f"lista-{n}.xlsx")
        MilestoneFactory(started=day(-1))
        asked(subject=f"Sin responder {n}", due_on=TODAY, answered=0)
        Request.objects.create(kind="report", letter_kind="oficio", subject="Aviso", body="Texto")
        closing = AdministrationClosing.objects.create(name="Gobierno que termina", ends_on=TODAY)
        closing.institutions.add(office)
        Application.objects.create(
            name="Quien pide ingresar",
            email=f"pide{n}@prueba.invalid",
            institution_name="Cooperativa",
            language="es",
            state="waiting",
            confirmed_at=timezone.now(),
            message_id=f"<pide{n}@prueba.invalid>",
        )
        AffiliationFactory(person__account=UserFactory(), says_no=True)
        Outgoing.objects.create(
            mailing=mailing,
            number=n + 1,
            language="es",
            subject="Aviso",
            mail_state=MailState.FAILED,
            message_id=f"<{n}@prueba.invalid>",
        )


@pytest.mark.parametrize("number", [1, 3])
def test_one_and_three_of_each_take_the_same_queries(
    log_in: Callable[..., Client], django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    client = log_in(Role.COORDINATOR)
    one_of_each(number)
    client.get("/gestion/")
    with django_assert_num_queries(59):
        found = desk(client)
    assert {anchor: len(items) for anchor, items in spans(found).items()} == {
        "hoy": number,
        "semana": number,
        "despues": 2 * number,
    }
    sections = [*found.waiting, *found.unfinished, *found.done]
    assert {(section.anchor, section.total) for section in sections} == {
        (anchor, number)
        for anchor in (
            *("compromisos-sin-fecha", "vacantes", "borradores", "recibidos", "solicitudes"),
            *("solicitudes-borrador", "importaciones", "mensajes", "acciones", "ingresos", "adscripciones"),
        )
    }


def test_what_is_late_comes_first_then_by_its_last_day(log_in: Callable[..., Client]) -> None:
    year = TODAY.year
    for text, due in (("hoy", day(0)), ("ayer", day(-1)), ("hace años", str(year - 3)), ("pronto", day(6))):
        CommitmentFactory(text=text, due_on=due)
    AgreementFactory(title="por terminar", valid_until=day(89))
    AgreementFactory(title="terminado", valid_until=f"{year - 1}-05", status="in_force")
    CommitmentFactory(text="lejano", due_on=day(31))
    CommitmentFactory(text="cumplido", due_on=day(-1), status="done")
    AgreementFactory(title="lejano", valid_until=day(91))
    AgreementFactory(title="se sabe vencido", valid_until=day(-3), status="expired")
    assert spans(desk(log_in(Role.COORDINATOR))) == {
        "atrasado": ["hace años", "terminado", "ayer"],
        "hoy": ["hoy"],
        "semana": ["pronto"],
        "despues": ["por terminar"],
    }


@pytest.mark.parametrize(
    ("date", "on", "when"),
    [
        ("2026", dt.date(2026, 12, 31), When.TODAY),
        ("2026", dt.date(2027, 1, 1), When.LATE),
        ("2026", dt.date(2026, 6, 1), When.LATER),
        ("2026-03", dt.date(2026, 3, 26), When.WEEK),
        ("2026-03", dt.date(2026, 4, 1), When.LATE),
        ("2026-03-15", dt.date(2026, 3, 15), When.TODAY),
    ],
)
def test_a_month_or_a_year_is_late_when_it_is_over(date: str, on: dt.date, when: When) -> None:
    assert when_due(date, on) == when


def test_of_many_the_most_urgent_are_shown_the_rest_is_a_click_away(
    log_in: Callable[..., Client],
) -> None:
    for n in range(SHOWN + 2):
        CommitmentFactory(text=f"Compromiso {n}", due_on=day(-n - 1))
    client = log_in(Role.COORDINATOR)
    found = desk(client)
    assert spans(found)["atrasado"] == [f"Compromiso {n}" for n in reversed(range(2, SHOWN + 2))]
    (section,) = found.due
    assert (section.total, section.hidden) == (SHOWN + 2, 2)
    assert section.more is not None
    assert client.get(section.more.url).context["listing"].page.paginator.count == SHOWN + 2


def test_a_reserved_post_is_neither_vacant_nor_ending(log_in: Callable[..., Client]) -> None:
    PostFactory(publication="reserved", name="Reservado vacante")
    AppointmentFactory(post__publication="reserved", post__name="Reservado ocupado", ended=day(5))
    PostFactory(publication="network", name="Vacante")
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        found = desk(log_in(role))
        assert titles(found.waiting) == {"vacantes": ["Vacante"]}
        assert found.spans == ()


def test_the_age_of_a_vacancy_is_told_and_the_longest_comes_first(log_in: Callable[..., Client]) -> None:
    for name, ended in (("nueva", f"{TODAY.year - 1}"), ("vieja", f"{TODAY.year - 4}")):
        AppointmentFactory(post__name=name, started="2015", ended=ended)
    PostFactory(name="sin fecha")
    (section,) = desk(log_in(Role.COORDINATOR)).waiting
    assert [item.title for item in section.items] == ["vieja", "nueva", "sin fecha"]
    assert section.items[0].why.endswith(f"vacante desde {TODAY.year - 4} (4 años)")


def test_nobody_s_name_stands_on_the_desk(log_in: Callable[..., Client]) -> None:
    """The page of the post tells whose designation ends, by its own rules."""
    person = PersonFactory(protected=True, name="Nombre Protegido")
    AppointmentFactory(person=person, ended=day(5))
    mailing = Mailing.objects.create(kind="invitation", title="Invitación")
    values = {"mailing": mailing, "language": "es", "subject": "Invitación", "mail_state": MailState.FAILED}
    Outgoing.objects.create(
        number=1, person=person, to_name=person.name, message_id="<a@x.invalid>", **values
    )
    hidden = PersonFactory(name="Nombre Oculto")
    Outgoing.objects.create(
        number=2, person=hidden, to_name=hidden.name, message_id="<b@x.invalid>", **values
    )
    client = log_in(Role.COORDINATOR)
    page = client.get("/gestion/")
    assert "Nombre" not in page.content.decode()
    assert [section.total for section in page.context["desk"].unfinished] == [1]


def test_an_administrator_who_coordinates_nothing_sees_no_internal_record(
    log_in: Callable[..., Client],
) -> None:
    internal = AgreementFactory(is_public=False, valid_until=day(5))
    CommitmentFactory(agreement=internal, due_on=day(2))
    CommitmentFactory(is_public=False, due_on=day(2))
    DocumentFactory(is_public=False, number="", status=DocumentStatus.DRAFT, is_letter=True)
    MilestoneFactory(is_public=False, started=day(0))
    assert desk(log_in(Role.ADMINISTRATOR)).is_empty
    assert not desk(log_in(Role.COORDINATOR)).is_empty


def test_a_paper_that_came_in_waits_until_it_is_answered(log_in: Callable[..., Client]) -> None:
    issuer = InstitutionFactory(name="Servicio de Salud")
    came = DocumentFactory(received_on=day(-3), issuer=issuer, subject="Solicita informe")
    answered = DocumentFactory(received_on=day(-3), issuer=issuer)
    DocumentFactory(number="7").answers.add(answered)
    reply = DocumentFactory(received_on=day(-3), issuer=issuer)
    reply.answers.add(DocumentFactory(number="8"))
    DocumentFactory(received_on=day(-400), issuer=issuer)
    client = log_in(Role.COORDINATOR)
    (section,) = desk(client).unfinished
    assert [item.title for item in section.items] == [f"{came}: Solicita informe"]
    deed = section.items[0].deed
    assert deed is not None
    form = client.get(deed.url).context["form"]
    assert (form["answers"].value(), form["addressees"].value()) == (came.package_id, "Servicio de Salud")


def test_a_request_waits_with_its_percentage_the_overdue_first(log_in: Callable[..., Client]) -> None:
    late = TODAY - dt.timedelta(days=1)
    asked(subject="A tiempo", due_on=TODAY, answered=1)
    asked(subject="Asunto delicado", due_on=late, answered=3, is_neutral=True, neutral_subject="Aviso")
    asked(subject="Respondida", due_on=late, answered=4)
    asked(subject="Cerrada", due_on=late, answered=1, closed_on=TODAY, closed_because="Ya no")
    client = log_in(Role.COORDINATOR)
    (section,) = desk(client).waiting
    told = [(item.title, item.why.partition(";")[0], item.badge is not None) for item in section.items]
    assert told == [
        ("Aviso", "respondieron 3 de 4 (75 %)", True),
        ("A tiempo", "respondieron 1 de 4 (25 %)", False),
    ]
    assert "delicado" not in client.get("/gestion/").content.decode()
    assert desk(log_in(Role.ADMINISTRATOR)).waiting == ()


def test_an_empty_desk_says_what_to_do_first(log_in: Callable[..., Client]) -> None:
    client = log_in(Role.COORDINATOR)
    steps = [step["url"] for step in client.get("/gestion/").context["first_steps"]]
    assert steps[0] == reverse("importing")
    assert {client.get(url).status_code for url in steps} == {200}
    InstitutionFactory()
    assert client.get("/gestion/").context["first_steps"][0]["url"] == reverse("desk_office")


def test_the_week_is_a_sheet_of_paper(log_in: Callable[..., Client], pango: None) -> None:
    one_of_each(3)
    sheet = log_in(Role.COORDINATOR).get("/gestion/mi-semana.pdf")
    assert sheet["Content-Type"] == "application/pdf"
    assert sheet["Content-Disposition"] == f'attachment; filename="mi-semana-{TODAY}.pdf"'


@pytest.mark.parametrize("address", ["/gestion/mi-semana.pdf", "/gestion/compromisos/"])
def test_the_desk_s_pages_are_not_there_for_others(log_in: Callable[..., Client], address: str) -> None:
    assert Client().get(address).status_code == 302
    for role in (Role.MEMBER, Role.ANALYST, Role.LIAISON):
        assert log_in(role).get(address).status_code == 404
    assert desk_of(log_in(Role.COORDINATOR).get("/gestion/").wsgi_request.viewer, TODAY).is_empty  # type: ignore[attr-defined]
