"""The pages of events: who finds which, what they say of whom, and how many queries they take."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import icalendar
import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.enrolling import accept, cancel, confirm, enrol_other
from events.enums import PlaceState
from events.keys import calendar_address, open_calendar, revoke_calendar
from events.links import place_token
from events.mails import composed
from events.models import Event, EventInstitution, Invited, Presence, Registration
from events.publishing import write
from events.times import local
from network.accounts.enums import Role, ScopeKind
from network.accounts.services import grant
from network.joining.privacy import mark_of, notice_in_force
from network.office.models import Office
from network.people.models import Person
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.records import AffiliationFactory, InstitutionFactory, PersonFactory

from .test_line import coordinator, enrolled, member

pytestmark = pytest.mark.django_db
LogIn = Callable[..., Client]


def said(**more: Any) -> dict[str, Any]:
    return {"consent": "on", "mark": mark_of(notice_in_force()), **more}


def visitor(**more: Any) -> dict[str, Any]:
    return said(name="Rosa Pérez", email="rosa@ejemplo.invalid", **more)


def titles(client: Client) -> set[str]:
    return {one.row.title for one in client.get(reverse("events")).context["listing"].page.object_list}


@pytest.fixture
def of_each() -> dict[str, Event]:
    salud = InstitutionFactory(package_id="salud")
    found = {
        name: EventFactory(title=name, audience=name)
        for name in ("public", "members", "institutions", "invitation")
    }
    found["institutions"].for_institutions.add(salud)
    found["draft"] = EventFactory(title="draft", draft=True)
    return found


def test_each_finds_the_events_that_are_for_her(log_in: LogIn, of_each: dict[str, Event]) -> None:
    outside, inside = member(), member(of_each["institutions"].for_institutions.get())
    invited = member()
    Invited.objects.create(event=of_each["invitation"], person=invited)
    assert titles(Client()) == {"public"}
    assert titles(log_in(Role.ANALYST)) == {"public"}
    assert titles(log_in(user=outside.account)) == {"public", "members"}
    assert titles(log_in(user=inside.account)) == {"public", "members", "institutions"}
    assert titles(log_in(user=invited.account)) == {"public", "members", "invitation"}
    assert titles(log_in(Role.COORDINATOR)) == {"public", "members", "institutions", "invitation"}


def test_what_is_not_for_her_is_as_what_is_not_there(log_in: LogIn, of_each: dict[str, Event]) -> None:
    client, nobody = log_in(user=member().account), Client()
    for name in ("institutions", "invitation", "draft"):
        for view in ("event", "event_enrol", "event_ics"):
            there = reverse(view, args=[of_each[name].package_id])
            assert (
                client.get(there).status_code == client.get(reverse(view, args=["nada"])).status_code == 404
            )
            sent = nobody.get(there)
            assert (sent.status_code, "/cuenta/login/" in sent.headers["Location"]) == (302, True)


def test_a_member_enrols_and_gives_her_place_up(log_in: LogIn) -> None:
    event, person = EventFactory(audience="members", joining_link="https://sala.invalid/abc"), member()
    client = log_in(user=person.account)
    assert "sala.invalid" not in client.get(event.get_absolute_url()).content.decode()
    sent = client.post(reverse("event_enrol", args=[event.package_id]), said(), follow=True)
    assert "sala.invalid" in sent.content.decode()
    place = Registration.objects.get(person=person)
    assert place.state == PlaceState.ENROLLED
    client.post(reverse("event_place", args=[place_token(place.uid)]), {"deed": "cancel"})
    place.refresh_from_db()
    assert place.state == PlaceState.CANCELLED


def test_a_visitor_confirms_by_the_button_of_her_link_and_looking_changes_nothing() -> None:
    event, client = EventFactory(seats_online=5), Client()
    there = reverse("event_enrol", args=[event.package_id])
    assert client.post(there, visitor(pool="online", consent="")).status_code == 422
    assert client.post(there, visitor(pool="online")).headers["Location"] == reverse("event_sent")
    place = Registration.objects.get()
    link = reverse("event_place", args=[place_token(place.uid)])
    for _look in range(2):
        assert client.get(link).status_code == 200
        place.refresh_from_db()
        assert place.state == PlaceState.PENDING
    client.post(link, {"deed": "confirm"})
    place.refresh_from_db()
    assert (place.state, place.pool) == (PlaceState.ENROLLED, "online")
    assert client.get(reverse("event_place", args=[f"{place_token(place.uid)}x"])).status_code == 404


def test_asking_with_a_known_address_looks_the_same() -> None:
    event, client = EventFactory(), Client()
    person = member()
    enrolled(event, person)
    there = reverse("event_enrol", args=[event.package_id])
    told = [
        client.post(there, visitor() | {"email": email}) for email in ("x@y.invalid", person.account.email)
    ]
    assert [(one.status_code, one.headers["Location"]) for one in told] == [(302, reverse("event_sent"))] * 2


def test_whoever_was_written_in_says_yes_before_she_accepts() -> None:
    event, by = EventFactory(seats_on_site=1), coordinator()
    first = enrol_other(event=event, by=by, pool="on_site", name="Una")
    second = enrol_other(event=event, by=by, pool="on_site", name="Dos", email="dos@ejemplo.invalid")
    cancel(place=first, by=by, reason="Se repite")
    client, link = Client(), reverse("event_place", args=[place_token(second.uid)])
    client.post(link, {"deed": "accept"})
    second.refresh_from_db()
    assert second.state == PlaceState.OFFERED
    client.post(link, said(deed="accept"))
    second.refresh_from_db()
    assert (second.state, second.consents.count()) == (PlaceState.ENROLLED, 1)


def test_her_answers_and_needs_reach_whoever_runs_it_alone(log_in: LogIn) -> None:
    event, person = EventFactory(), member()
    write(event=event, by=coordinator(), questions=[("¿Qué espera?", True)])
    client = log_in(user=person.account)
    there = reverse("event_enrol", args=[event.package_id])
    assert client.post(there, said(need="Rampa")).status_code == 422
    client.post(there, said(need="Rampa", pregunta_1="Aprender"))
    place = Registration.objects.get()
    page = reverse("desk_event_place", args=[event.package_id, place.uid])
    content = log_in(Role.COORDINATOR).get(page).content.decode()
    assert ("Rampa" in content, "Aprender" in content) == (True, True)
    for other in (client, log_in(Role.ANALYST), log_in(Role.ADMINISTRATOR)):
        assert other.get(page).status_code == 404


def test_whom_a_coordinator_may_not_see_is_a_reserved_place(log_in: LogIn) -> None:
    event = EventFactory(seats_on_site=9)
    protected = PersonFactory(name="Nombre Oculto", protected=True, account=UserFactory())
    hidden = PersonFactory(name="Nombre Visto", account=UserFactory())
    for person in (protected, hidden):
        enrolled(event, person)
    content = log_in(Role.COORDINATOR).get(reverse("desk_event", args=[event.package_id])).content.decode()
    assert ("Nombre Visto" in content, "Nombre Oculto" in content, "Lugar reservado" in content) == (
        True,
        False,
        True,
    )
    of_event = log_in(Role.COORDINATOR, scope=ScopeKind.EVENT, key=event.package_id)
    content = of_event.get(reverse("desk_event", args=[event.package_id])).content.decode()
    assert ("Nombre Visto" in content, content.count("Lugar reservado")) == (False, 2)


def test_a_role_over_another_event_or_institution_opens_nothing(log_in: LogIn) -> None:
    salud = InstitutionFactory(package_id="salud")
    event, other = EventFactory(organised_by=salud), EventFactory()
    runs = log_in(Role.COORDINATOR, scope=ScopeKind.INSTITUTION, key="salud")
    assert runs.get(reverse("desk_event", args=[event.package_id])).status_code == 200
    for view, args in (("desk_event", []), ("desk_event_step", [1]), ("desk_event_attendance", [])):
        assert runs.get(reverse(view, args=[other.package_id, *args])).status_code == 404
    EventInstitution.objects.create(event=other, institution=salud, role="supports")
    assert runs.get(reverse("desk_event", args=[other.package_id])).status_code == 404


def test_a_coordinator_publishes_a_seminar_in_three_steps(log_in: LogIn) -> None:
    client, salud = log_in(Role.COORDINATOR), InstitutionFactory(name="Secretaría de Salud")
    partner = InstitutionFactory(name="Universidad del Valle")
    begun = client.post(reverse("desk_event_new"))
    event = Event.objects.get()

    def step(number: int, **values: Any) -> Any:
        return client.post(reverse("desk_event_step", args=[event.package_id, number]), values)

    assert begun.headers["Location"] == reverse("desk_event_step", args=[event.package_id, 1])
    what = {"title": "Cuidados", "kind": "seminario", "organises": salud.name, "co_organises": partner.name}
    assert step(1, **what).status_code == 302
    day = (timezone.now() + dt.timedelta(days=20)).date().isoformat()
    when = {"day": day, "begins": "10:00", "ends": "12:00", "time_zone": "America/Santiago", "place": "Sala"}
    assert step(2, **when | {"ends": "09:00"}).status_code == 422
    assert step(2, **when).status_code == 302
    whom = {"audience": "public", "seats_on_site": "50", "seats_online": "300", "accept_hours": "24"}
    whom |= {"quotas": "Secretaría de Salud: 5\nUniversidad: 9", "questions": "¿Qué espera? *"}
    assert step(3, **whom).headers["Location"] == reverse("desk_event", args=[event.package_id])
    assert client.get(reverse("desk_event_preview", args=[event.package_id])).status_code == 200
    client.post(reverse("desk_event_deed", args=[event.package_id]), {"deed": "publish"})
    event.refresh_from_db()
    assert (event.state, event.seats_online, event.quotas.count()) == ("published", 300, 2)
    assert "Cuidados" in Client().get(event.get_absolute_url()).content.decode()
    client.post(reverse("desk_event_new"), {"de": event.package_id})
    copy = Event.objects.latest("pk")
    assert (copy.title, copy.state, copy.starts_at, copy.questions.count()) == ("Cuidados", "draft", None, 1)


def test_an_event_that_lacks_something_is_not_published_and_says_what(log_in: LogIn) -> None:
    event = EventFactory(draft=True, starts_at=None, ends_at=None, seats_on_site=None, organised_by=False)
    client = log_in(Role.COORDINATOR)
    there = reverse("desk_event_deed", args=[event.package_id])
    content = client.post(there, {"deed": "publish"}, follow=True).content.decode()
    for words in ("paso 1", "paso 2", "paso 3"):
        assert words in content
    event.refresh_from_db()
    assert event.state == "draft"


def test_a_coordinator_writes_in_somebody_without_an_account_and_cancels_it(log_in: LogIn) -> None:
    event, client = EventFactory(), log_in(Role.COORDINATOR)
    there = reverse("desk_event_write_in", args=[event.package_id])
    client.post(there, {"name": "Sin Cuenta", "pool": "on_site"})
    place = Registration.objects.get()
    assert (place.name, place.state, place.by) == ("Sin Cuenta", "enrolled", client.user)  # type: ignore[attr-defined]
    page = reverse("desk_event_place", args=[event.package_id, place.uid])
    client.post(page, {"reason": "Se repite"})
    place.refresh_from_db()
    assert place.state == "cancelled"


def test_whoever_runs_it_accepts_for_whom_she_telephoned(log_in: LogIn) -> None:
    event, client = EventFactory(seats_on_site=1), log_in(Role.COORDINATOR)
    by = client.user  # type: ignore[attr-defined]
    first = enrol_other(event=event, by=by, pool="on_site", name="Una")
    second = enrol_other(event=event, by=by, pool="on_site", name="Dos")
    cancel(place=first, by=by, reason="No puede")
    page = reverse("desk_event_place", args=[event.package_id, second.uid])
    client.post(page, {"deed": "accept"})
    second.refresh_from_db()
    assert second.state == "enrolled"
    with pytest.raises(ValidationError):
        accept(place=first, by=UserFactory())


def test_the_outward_title_stands_where_others_look() -> None:
    event = EventFactory(title="Protocolo ante el acoso sexual", seats_on_site=1)
    place = enrolled(event)
    sent = composed(place.moves.get(), Office(network_name="Red"))
    content = sent.attachments[0][1]
    assert "acoso" not in f"{sent.subject} {sent.body} {content}".lower()
    assert sent.subject.endswith("Actividad de formación")
    page = Client().get(event.get_absolute_url()).content.decode()
    assert "<title>Actividad de formación" in page


def test_e_mails_leave_with_the_entry_of_the_calendar(
    django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    event = EventFactory(seats_on_site=1, joining_link="https://sala.invalid/abc")
    with django_capture_on_commit_callbacks(execute=True):
        enrolled(event)
        enrolled(event)
    assert [[name for name, *_rest in one.attachments] for one in mail.outbox] == [
        [f"actividad-{str(event.uid)[:8]}.ics", "codigo.png"],
        [],
    ]
    assert [one.subject.split(":")[0] for one in mail.outbox] == [
        "Tiene un lugar",
        "Está en la lista de espera",
    ]
    assert ["sala.invalid" in str(one.body) for one in mail.outbox] == [True, False]


def test_her_own_calendar_names_nobody_and_dies_when_revoked(log_in: LogIn) -> None:
    event, person, other = EventFactory(seats_on_site=5), member(), member()
    Person.objects.filter(pk=other.pk).update(name="Otra Integrante", visibility="visible")
    enrolled(event, person)
    enrolled(event, other)
    EventFactory(title="Ajeno")
    address = calendar_address(open_calendar(person=person), "es")
    path = address[address.index("/eventos/") :]
    read = Client().get(path)
    calendar = icalendar.Calendar.from_ical(read.content)
    assert [str(one["summary"]) for one in calendar.walk("VEVENT")] == [event.title]
    assert "Otra" not in read.content.decode()
    revoke_calendar(person=person)
    assert Client().get(path).status_code == 404
    assert log_in(user=person.account).get(reverse("own_events")).status_code == 200


def test_the_public_feed_holds_what_is_public_by_theme(of_each: dict[str, Event]) -> None:
    read = Client().get(reverse("events_feed"))
    found = icalendar.Calendar.from_ical(read.content).walk("VEVENT")
    assert [str(one["summary"]) for one in found] == ["public"]
    assert (
        icalendar.Calendar.from_ical(Client().get(reverse("events_feed") + "?tema=otro").content).walk(
            "VEVENT"
        )
        == []
    )


def test_attendance_is_taken_and_a_correction_leaves_its_trace(log_in: LogIn) -> None:
    event = EventFactory()
    one, two = enrolled(event), enrolled(event)
    Event.objects.filter(pk=event.pk).update(starts_at=timezone.now() - dt.timedelta(hours=1))
    client, there = log_in(Role.COORDINATOR), reverse("desk_event_attendance", args=[event.package_id])
    client.post(there, {f"lugar-{one.uid}": "present", f"lugar-{two.uid}": "absent"})
    client.post(there, {f"lugar-{one.uid}": "present", f"lugar-{two.uid}": "excused"})
    assert list(Presence.objects.order_by("pk").values_list("registration", "state")) == [
        (one.pk, "present"),
        (two.pk, "absent"),
        (two.pk, "excused"),
    ]


def test_attendance_is_not_taken_before_the_event_begins(log_in: LogIn) -> None:
    event = EventFactory()
    place = enrolled(event)
    there = reverse("desk_event_attendance", args=[event.package_id])
    log_in(Role.COORDINATOR).post(there, {f"lugar-{place.uid}": "present"})
    assert Presence.objects.count() == 0


def full(number: int) -> Event:
    event = EventFactory(seats_on_site=number, organised_by=InstitutionFactory())
    for _one in range(number):
        person = PersonFactory(account=UserFactory())
        AffiliationFactory(person=person)
        enrolled(event, person)
    return event


TAKEN = {
    "events": 11,
    "events_month": 10,
    "events_week": 10,
    "desk_events": 9,
    "desk_event": 19,
    "event": 16,
    "desk_event_attendance": 9,
    "own_events": 6,
}


@pytest.mark.parametrize("number", [1, 3])
def test_lists_take_the_same_queries_however_long(number: int, log_in: LogIn) -> None:
    person = member()
    grant(user=person.account, role=Role.COORDINATOR, by=None)
    client, events = log_in(user=person.account), [full(number) for _one in range(number)]
    for event in events:
        write(event=event, by=person.account, seats_on_site=number + 1)
        enrolled(event, person)
    client.get(reverse("desk"))  # what a process asks once
    day = local(events[0], events[0].starts_at).date()
    first, months = [events[0].package_id], f"?mes={day:%Y-%m}"
    asked = {
        "events": ([], ""),
        "events_month": ([], months),
        "events_week": ([], f"?semana={day}"),
        "desk_events": ([], ""),
        "desk_event": (first, ""),
        "event": (first, ""),
        "desk_event_attendance": (first, ""),
        "own_events": ([], ""),
    }
    taken = {}
    for name, (args, query) in asked.items():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=args) + query).status_code == 200
        taken[name] = len(queries)
    assert taken == TAKEN


def test_whoever_confirms_twice_has_one_place() -> None:
    event = EventFactory()
    Client().post(reverse("event_enrol", args=[event.package_id]), visitor())
    place = Registration.objects.get()
    confirm(place=place)
    confirm(place=place)
    assert Registration.objects.count() == 1
