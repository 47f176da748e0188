"""The day itself: who is noted as present, by which way, once; visitors."""

import datetime as dt
import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.attending import Mark, attendance_of, note, receive_visitor, take_attendance
from events.codes import arrival_token, arrived_uid
from events.enrolling import HasPlaceError, cancel, enrol
from events.links import place_token
from events.models import Event, Presence, Registration
from events.rules import marks_offered
from network.accounts.enums import Role, ScopeKind
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.records import InstitutionFactory, PersonFactory

from .test_line import coordinator, enrolled, member, states, wish

pytestmark = pytest.mark.django_db
LogIn = Callable[..., Client]


def on_the_day(event: Event, minutes: int = 30) -> Event:
    """It began so many minutes ago."""
    begins = timezone.now() - dt.timedelta(minutes=minutes)
    Event.objects.filter(pk=event.pk).update(starts_at=begins, ends_at=begins + dt.timedelta(hours=2))
    event.refresh_from_db()
    return event


def seated(row: Registration) -> None:
    Registration.objects.filter(pk=row.pk).update(state="enrolled")


def marks(row: Registration) -> list[tuple[str, str]]:
    return list(row.presences.order_by("at", "pk").values_list("state", "way"))


def posted(client: Client, event: Event, *sent: dict[str, Any]) -> list[dict[str, Any]]:
    there = reverse("desk_event_marks", args=[event.package_id])
    answer = client.post(there, json.dumps({"marks": sent}), content_type="application/json")
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_a_mark_that_is_sent_twice_is_noted_once() -> None:
    event, by = EventFactory(), coordinator()
    row = enrolled(event)
    on_the_day(event)
    mark = Mark(place=row.uid, state="present", key=uuid.uuid4())
    first, second = (note(event=event, by=by, marks=[mark])[0] for _turn in range(2))
    assert (first.is_new, second.is_new, second.counts) == (True, False, "present")
    assert marks(row) == [("present", "name")]
    other = Mark(place=row.uid, state="absent", key=uuid.uuid4())
    note(event=event, by=by, marks=[other, other])  # twice in one message
    assert marks(row) == [("present", "name"), ("absent", "name")]
    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.create(registration=row, state="absent", at=timezone.now(), key=mark.key)


def test_of_two_helpers_who_mark_the_same_person_the_later_counts_and_none_is_lost() -> None:
    """Whichever comes first over the line: what was marked without a connection is older than it arrives."""
    event, one, other = EventFactory(), coordinator(), coordinator()
    row = enrolled(event)
    on_the_day(event)
    note(event=event, by=other, marks=[Mark(place=row.uid, state="excused", key=uuid.uuid4())])
    late = Mark(place=row.uid, state="present", key=uuid.uuid4(), ago=600)
    [done] = note(event=event, by=one, marks=[late])
    assert (done.is_new, done.counts, done.stands("present")) == (True, "excused", False)
    assert marks(row) == [("present", "name"), ("excused", "name")]
    assert attendance_of(event) == {row.pk: "excused"}
    assert {mark.by for mark in row.presences.all()} == {one, other}


def test_a_wrong_mark_stops_none_of_the_others() -> None:
    event, by = EventFactory(), coordinator()
    row = enrolled(event)
    elsewhere = enrolled(EventFactory())
    on_the_day(event)
    sent = [
        Mark(place=uuid.uuid4(), state="present", key=uuid.uuid4()),
        Mark(place=elsewhere.uid, state="present", key=uuid.uuid4()),
        Mark(place=row.uid, state="visitor", key=uuid.uuid4()),
        Mark(place=row.uid, state="present", key=uuid.uuid4()),
    ]
    done = note(event=event, by=by, marks=sent)
    assert [bool(one.problem) for one in done] == [True, True, True, False]
    assert Presence.objects.count() == 1


def test_the_doors_open_two_hours_before() -> None:
    event, by = EventFactory(), coordinator()
    row = enrolled(event)
    mark = Mark(place=row.uid, state="present")
    assert event.starts_at is not None
    for minutes, is_open in ((121, False), (119, True)):
        with time_machine.travel(event.starts_at - dt.timedelta(minutes=minutes), tick=False):
            if is_open:
                assert note(event=event, by=by, marks=[mark])[0].is_new
                continue
            for deed in (
                lambda: note(event=event, by=by, marks=[mark]),
                lambda: take_attendance(event=event, by=by, states={row.pk: "present"}),
                lambda: receive_visitor(event=event, by=by, name="Una"),
            ):
                with pytest.raises(ValidationError, match="dos horas"):
                    deed()


def test_nobody_notes_who_does_not_run_it() -> None:
    event = on_the_day(EventFactory())
    for deed in (
        lambda: note(event=event, by=UserFactory(), marks=[]),
        lambda: receive_visitor(event=event, by=UserFactory(), name="Una"),
    ):
        with pytest.raises(ValidationError, match="lleva"):
            deed()


def test_a_visitor_takes_no_seat_and_passes_nobody_over() -> None:
    event, by = EventFactory(seats_on_site=1), coordinator()
    enrolled(event)
    waits = enrolled(event)
    assert event.starts_at is not None
    with time_machine.travel(event.starts_at - dt.timedelta(hours=1), tick=False):
        done = receive_visitor(event=event, by=by, name=" Rosa  Pérez ", institution_name="DIF")
        row = Registration.objects.get(uid=done.place)
        assert (row.name, row.state, row.turn, done.counts) == ("Rosa Pérez", "visitor", None, "visitor")
        assert sorted(states(event)) == ["enrolled", "visitor", "waiting"]
        cancel(place=event.registrations.get(state="enrolled"), by=by, reason="No viene")
        waits.refresh_from_db()
        assert waits.state == "offered"
    assert [(one.before, one.after) for one in row.moves.all()] == [("", "visitor")]


def test_a_visitor_has_no_turn_whoever_writes() -> None:
    with pytest.raises(IntegrityError, match="place_of_a_visitor_has_no_turn"), transaction.atomic():
        RegistrationFactory(state="visitor", turn=5)


def test_a_visitor_who_has_a_place_after_all_is_marked_in_it() -> None:
    event, by, person = EventFactory(seats_on_site=1), coordinator(), member()
    enrolled(event, person)
    waits = member()
    enrolled(event, waits)
    on_the_day(event)
    said = [
        receive_visitor(event=event, by=by, name="Ella", email=one.account.email.upper())
        for one in (person, waits)
    ]
    assert [one.counts for one in said] == ["present", "visitor"]
    assert event.registrations.count() == 2


def test_a_member_who_comes_without_a_place_is_known_by_her_address_and_enrols_no_more() -> None:
    event, by, person = EventFactory(), coordinator(), member()
    assert event.starts_at is not None
    with time_machine.travel(event.starts_at - dt.timedelta(hours=1), tick=False):
        receive_visitor(event=event, by=by, name="Como sea", email=person.account.email)
        row = event.registrations.get()
        assert (row.person, row.name, row.email, row.institution) == (
            person,
            "",
            "",
            person.affiliations.get().institution,
        )
        with pytest.raises(HasPlaceError):
            enrol(event=event, person=person, by=person.account, wish=wish())


def test_a_visitor_of_the_door_is_written_once_for_each_key(log_in: LogIn) -> None:
    event, client = on_the_day(EventFactory()), log_in(Role.COORDINATOR)
    InstitutionFactory(name="Secretaría de Salud")
    sent = {"key": str(uuid.uuid4()), "visitor": {"name": "Rosa", "institution": "secretaria de salud"}}
    results = [posted(client, event, sent)[0] for _turn in range(2)]
    assert [one["state"] for one in results] == ["saved", "saved"]
    row = event.registrations.get()
    assert row.institution is not None
    assert (row.institution.name, row.presences.count()) == ("Secretaría de Salud", 1)
    [refused] = posted(client, event, {"key": str(uuid.uuid4()), "visitor": {"name": " "}})
    assert refused["state"] == "refused"


def test_what_may_be_marked_follows_from_the_place() -> None:
    event, by = EventFactory(seats_on_site=1), coordinator()
    one, two = enrolled(event), enrolled(event)
    on_the_day(event)
    with pytest.raises(ValidationError, match="visita"):
        take_attendance(event=event, by=by, states={one.pk: "present", two.pk: "present"})
    assert Presence.objects.count() == 0
    assert marks_offered("enrolled")[0] == "present"
    assert marks_offered("waiting")[0] == marks_offered("visitor")[0] == "visitor"


def test_a_cancelled_place_is_on_no_list_and_counts_for_nobody() -> None:
    event, by = EventFactory(), coordinator()
    row = enrolled(event)
    on_the_day(event)
    note(event=event, by=by, marks=[Mark(place=row.uid, state="present")])
    cancel(place=row, by=by, reason="Era otra persona")
    assert attendance_of(event) == {}


# The door.


def test_a_code_opens_a_page_that_asks_and_looking_at_it_changes_nothing(log_in: LogIn) -> None:
    event, person = EventFactory(), member()
    row = enrolled(event, person)
    on_the_day(event)
    there = reverse("desk_event_arrival", args=[arrival_token(row.uid)])
    client = log_in(Role.COORDINATOR)
    for _look in range(2):
        assert client.get(there).status_code == 200
        assert Presence.objects.count() == 0
    client.post(there, {"state": "present"})
    client.post(there, {"state": "present"})
    assert marks(row) == [("present", "scan")]
    assert log_in(user=person.account).get(there).status_code == 200  # her own: it says what it is for
    assert log_in(user=member().account).get(there).status_code == 404
    assert "/cuenta/login/" in Client().get(there).headers["Location"]
    assert log_in(user=person.account).post(there, {"state": "present"}).status_code == 200
    assert Presence.objects.count() == 1


def test_a_forged_code_is_as_one_that_is_not_there(log_in: LogIn) -> None:
    event = EventFactory()
    row = enrolled(event)
    on_the_day(event)
    client = log_in(Role.COORDINATOR)
    forged = f"{row.uid.hex}:{arrival_token(uuid.uuid4()).partition(':')[2]}"
    assert arrived_uid(forged) is None
    assert (
        arrived_uid(place_token(row.uid)) is None
    )  # the link that changes a place is no code, nor the reverse
    assert client.get(reverse("desk_event_arrival", args=[forged])).status_code == 404
    [done] = posted(client, event, {"key": str(uuid.uuid4()), "code": forged, "state": "present"})
    assert done["state"] == "refused"
    assert Client().get(reverse("event_place", args=[arrival_token(row.uid)])).status_code == 404


def test_a_phone_keeps_the_names_that_it_may_and_no_reserved_place(log_in: LogIn) -> None:
    event = EventFactory(title="Acoso laboral", seats_on_site=5)
    hidden = PersonFactory(name="Eva Protegida", protected=True, account=UserFactory())
    seen = PersonFactory(name="Ana Vista", account=UserFactory(), post_title="Asesora", email="ana@x.invalid")
    rows = [enrolled(event, person) for person in (hidden, seen)]
    on_the_day(event)
    client = log_in(Role.COORDINATOR)
    answer = client.get(reverse("desk_event_people", args=[event.package_id]))
    said = answer.json()
    assert ([one["name"] for one in said["people"]], said["all"], said["came"]) == (["Ana Vista"], 2, 0)
    assert set(said["people"][0]) == {"id", "name", "where", "offers", "mark"}
    assert said["title"] == "Actividad de formación"
    there = reverse("desk_event_people", args=[event.package_id])
    assert client.get(there, HTTP_IF_NONE_MATCH=answer.headers["ETag"]).status_code == 304
    key = str(uuid.uuid4())
    [done] = posted(client, event, {"key": key, "code": arrival_token(rows[0].uid), "state": "present"})
    assert (done["state"], done["name"]) == ("saved", "Lugar reservado")
    assert client.get(there, HTTP_IF_NONE_MATCH=answer.headers["ETag"]).json()["came"] == 1
    assert log_in(user=member().account).get(there).status_code == 404


def test_a_phone_is_told_where_somebody_else_marked_later(log_in: LogIn) -> None:
    event, client = EventFactory(), log_in(Role.COORDINATOR)
    row = enrolled(event)
    on_the_day(event)
    note(event=event, by=coordinator(), marks=[Mark(place=row.uid, state="excused")])
    sent = {"key": str(uuid.uuid4()), "place": row.uid.hex, "state": "present", "ago": 900}
    [done] = posted(client, event, sent)
    assert (done["state"], done["counts"], "Con justificación" in done["said"]) == ("other", "excused", True)
    [again] = posted(client, event, sent)
    assert again["counts"] == "excused"
    assert len(marks(row)) == 2


@pytest.mark.parametrize("body", ["", "[]", '{"marks": 3}', "{", '{"marks": [3, {"key": "x"}]}'])
def test_what_cannot_be_read_leaves_nothing(body: str, log_in: LogIn) -> None:
    event, client = on_the_day(EventFactory()), log_in(Role.COORDINATOR)
    there = reverse("desk_event_marks", args=[event.package_id])
    assert client.post(there, body, content_type="application/json").status_code in (200, 400)
    assert Presence.objects.count() == 0


def test_without_a_script_the_door_is_a_search_and_a_button(log_in: LogIn) -> None:
    event, client = EventFactory(seats_on_site=9), log_in(Role.COORDINATOR)
    rows = [
        enrolled(event, PersonFactory(name=name, account=UserFactory())) for name in ("Ana Núñez", "Eva Sol")
    ]
    there = reverse("desk_event_door", args=[event.package_id])
    assert "dos horas" in client.get(there).content.decode()
    on_the_day(event)
    found = client.get(f"{there}?q=nunez").content.decode()
    assert ("Ana Núñez" in found, "Eva Sol" in found) == (True, False)
    client.post(f"{there}?q=nunez", {"place": str(rows[0].uid), "state": "present"})
    assert marks(rows[0]) == [("present", "name")]
    assert "1 de 2" in client.get(there).content.decode()
    assert client.post(there, {"deed": "visitor", "name": ""}).status_code == 422
    client.post(there, {"deed": "visitor", "name": "Rosa", "institution": "Vecinas de Tonalá"})
    row = event.registrations.get(state="visitor")
    assert (row.name, row.institution_name, marks(row)) == (
        "Rosa",
        "Vecinas de Tonalá",
        [("visitor", "name")],
    )


def test_the_empty_page_of_a_phone_says_nothing_of_anybody(log_in: LogIn) -> None:
    event, client = EventFactory(), log_in(Role.COORDINATOR)
    enrolled(event)
    there = reverse("desk_event_door_empty")
    content = client.get(there).content
    assert content == log_in(Role.COORDINATOR).get(there).content
    for told in (client.user.email, event.package_id, event.title, "csrfmiddlewaretoken"):  # type: ignore[attr-defined]
        assert told not in content.decode()
    assert log_in(user=member().account).get(there).status_code == 404


def test_a_helper_of_one_event_receives_at_its_door_alone(log_in: LogIn) -> None:
    event, other = on_the_day(EventFactory()), on_the_day(EventFactory())
    helper = log_in(Role.COORDINATOR, scope=ScopeKind.EVENT, key=event.package_id)
    for name in ("desk_event_door", "desk_event_people", "desk_event_moment"):
        assert helper.get(reverse(name, args=[event.package_id])).status_code == 200
        assert helper.get(reverse(name, args=[other.package_id])).status_code == 404


def test_a_correction_is_told_on_the_page_of_the_place_and_names_no_colleague(log_in: LogIn) -> None:
    event, client = EventFactory(), log_in(Role.COORDINATOR)
    row = enrolled(event)
    on_the_day(event)
    note(event=event, by=coordinator(), marks=[Mark(place=row.uid, state="present")])
    note(event=event, by=client.user, marks=[Mark(place=row.uid, state="excused")])  # type: ignore[attr-defined]
    content = client.get(reverse("desk_event_place", args=[event.package_id, row.uid])).content.decode()
    assert ("por una colega" in content, "por usted" in content) == (True, True)


@pytest.mark.parametrize("number", [1, 3])
def test_the_door_takes_the_same_queries_however_many_come(number: int, log_in: LogIn) -> None:
    event, client = EventFactory(seats_on_site=9), log_in(Role.COORDINATOR)
    for _one in range(number):
        enrolled(event)
    on_the_day(event)
    client.get(reverse("desk"))  # what a process asks once
    taken = {}
    for name in ("desk_event_door", "desk_event_people", "desk_event_moment"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(name, args=[event.package_id])).status_code == 200
        taken[name] = len(queries)
    assert taken == {"desk_event_door": 8, "desk_event_people": 8, "desk_event_moment": 6}
