"""The one line to the seats: who gets one, who waits, and that each change is told once."""

import datetime as dt
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.enrolling import (
    HasPlaceError,
    Wish,
    accept,
    ask_for_place,
    cancel,
    confirm,
    enrol,
    enrol_other,
    expire,
    pass_on,
)
from events.enums import PlaceState, SeatPool
from events.jobs import forget_needs, lapse_late
from events.machine import MOVES
from events.models import AccessNeed, Event, EventConsent, Move, Question, Quota, Registration
from events.publishing import cancel_event, close, write
from network.accounts.enums import Role
from network.accounts.services import grant
from network.joining.privacy import mark_of, notice_in_force
from network.notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.records import AffiliationFactory, InstitutionFactory, PersonFactory

pytestmark = pytest.mark.django_db


def coordinator() -> Any:
    account = UserFactory()
    grant(user=account, role=Role.COORDINATOR, by=None)
    return account


def member(institution: Any = None) -> Any:
    person = PersonFactory(account=UserFactory())
    AffiliationFactory(person=person, institution=institution or InstitutionFactory())
    grant(user=person.account, role=Role.MEMBER, by=None)
    return person


def wish(pool: str = "on_site", **said: Any) -> Wish:
    return Wish(pool=pool, mark=mark_of(notice_in_force()), **said)


def enrolled(event: Event, person: Any = None, **said: Any) -> Registration:
    person = person or member()
    return enrol(event=event, person=person, by=person.account, wish=wish(**said))


def states(event: Event) -> list[str]:
    return list(event.registrations.order_by("turn", "pk").values_list("state", flat=True))


def told(row: Registration) -> list[tuple[str, str]]:
    return list(row.moves.order_by("pk").values_list("before", "after"))


def test_seats_are_given_first_come_first_served_and_the_rest_wait() -> None:
    event = EventFactory()
    rows = [enrolled(event) for _ in range(4)]
    assert states(event) == ["enrolled", "enrolled", "waiting", "waiting"]
    assert [told(row) for row in rows] == [[("", "enrolled")]] * 2 + [[("", "waiting")]] * 2
    assert [row.turn for row in event.registrations.order_by("turn")] == [1, 2, 3, 4]


def test_a_seat_given_up_is_offered_to_the_first_who_waits() -> None:
    event = EventFactory()
    first, _second, third, _fourth = (enrolled(event) for _ in range(4))
    cancel(place=first, by=first.person.account)
    assert states(event) == ["cancelled", "enrolled", "offered", "waiting"]
    accept(place=third)
    accept(place=third)  # pressed twice
    assert states(event) == ["cancelled", "enrolled", "enrolled", "waiting"]
    assert told(third) == [("", "waiting"), ("waiting", "offered"), ("offered", "enrolled")]


def test_whoever_arrives_while_a_seat_is_offered_does_not_get_it() -> None:
    event = EventFactory(seats_on_site=1)
    first, second = enrolled(event), enrolled(event)
    cancel(place=first, by=first.person.account)
    third = enrolled(event)
    assert states(event) == ["cancelled", "offered", "waiting"]
    with time_machine.travel(timezone.now() + dt.timedelta(hours=49), tick=False):
        with pytest.raises(ValidationError, match="tiempo"):
            accept(place=second)
        assert lapse_late() == 1
        assert states(event) == ["cancelled", "lapsed", "offered"]
        accept(place=third)
    assert states(event) == ["cancelled", "lapsed", "enrolled"]


def test_whoever_waits_cannot_accept_what_was_not_offered() -> None:
    event = EventFactory(seats_on_site=0)
    row = enrolled(event)
    with pytest.raises(ValidationError, match="lista de espera"):
        accept(place=row)
    assert states(event) == ["waiting"]


def test_an_offer_never_outlives_the_beginning_of_the_event() -> None:
    event = EventFactory(seats_on_site=1, starts_at=timezone.now() + dt.timedelta(hours=5))
    first, second = enrolled(event), enrolled(event)
    cancel(place=first, by=first.person.account)
    second.refresh_from_db()
    assert second.offered_until == event.starts_at


def test_fewer_seats_throw_nobody_out_and_let_nobody_in() -> None:
    event, by = EventFactory(seats_on_site=3), coordinator()
    rows = [enrolled(event) for _ in range(4)]
    write(event=event, by=by, seats_on_site=1)
    assert states(event) == ["enrolled"] * 3 + ["waiting"]
    cancel(place=rows[0], by=rows[0].person.account)
    cancel(place=rows[1], by=rows[1].person.account)
    assert states(event) == ["cancelled", "cancelled", "enrolled", "waiting"]
    write(event=event, by=by, seats_on_site=2)
    assert states(event) == ["cancelled", "cancelled", "enrolled", "offered"]


def test_seats_on_site_and_online_are_counted_apart() -> None:
    event = EventFactory(seats_on_site=1, seats_online=1)
    enrolled(event)
    enrolled(event, pool=SeatPool.ONLINE)
    enrolled(event, pool=SeatPool.ONLINE)
    assert states(event) == ["enrolled", "enrolled", "waiting"]
    with pytest.raises(ValidationError, match="tipo"):
        enrolled(EventFactory(), pool=SeatPool.ONLINE)


def test_a_full_quota_passes_nobody_over_but_those_of_that_institution() -> None:
    salud = InstitutionFactory(kind="ministry")
    event = EventFactory(seats_on_site=3)
    write(event=event, by=coordinator(), quotas=[(salud, "", 1)])
    first = enrolled(event, member(salud))
    second = enrolled(event, member(salud))
    enrolled(event)
    assert states(event) == ["enrolled", "waiting", "enrolled"]
    cancel(place=first, by=first.person.account)
    second.refresh_from_db()
    assert second.state == PlaceState.OFFERED


def test_a_quota_of_a_kind_of_institution_counts_all_of_that_kind() -> None:
    event = EventFactory(seats_on_site=5)
    write(event=event, by=coordinator(), quotas=[(None, "university", 1)])
    enrolled(event, member(InstitutionFactory(kind="university")))
    enrolled(event, member(InstitutionFactory(kind="university")))
    enrolled(event)
    assert states(event) == ["enrolled", "waiting", "enrolled"]
    write(event=event, by=coordinator(), quotas=[])
    enrolled(event, member(InstitutionFactory(kind="university")))
    assert states(event)[-1] == "enrolled"


def test_events_from_before_are_marked_where_they_have_quotas_or_questions() -> None:
    plain, has_both = EventFactory(), EventFactory()
    Quota.objects.create(event=has_both, institution_kind="university", seats=1)
    Question.objects.create(event=has_both, number=1, text="¿Qué espera?")
    import_module("events.migrations.0007_has_quotas_and_questions").say_so(apps, None)
    for event, is_marked in ((plain, False), (has_both, True)):
        event.refresh_from_db()
        assert (event.has_quotas, event.has_questions) == (is_marked, is_marked)


def test_nobody_has_two_places_by_her_record_or_her_address() -> None:
    event, person = EventFactory(), member()
    enrolled(event, person)
    with pytest.raises(HasPlaceError):
        enrolled(event, person)
    ask_for_place(event=event, name="Otra", email=person.account.email.upper(), wish=wish())
    assert event.registrations.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(event=event, person=person, turn=9)


def test_a_visitor_stands_in_line_once_she_confirmed() -> None:
    event = EventFactory(seats_on_site=1)
    ask_for_place(event=event, name=" Rosa  Pérez ", email="Rosa@Ejemplo.invalid", wish=wish(need="Señas"))
    row = event.registrations.get()
    assert (row.state, row.turn, row.name, row.email) == (
        "pending",
        None,
        "Rosa Pérez",
        "rosa@ejemplo.invalid",
    )
    enrolled(event)
    assert confirm(place=row).state == PlaceState.WAITING
    assert confirm(place=row).state == PlaceState.WAITING  # pressed twice
    assert told(row) == [("", "pending"), ("pending", "waiting")]
    assert list(EventConsent.objects.filter(registration=row).values_list("purpose", flat=True)) == ["place"]
    assert AccessNeed.objects.get().text == "Señas"


def test_an_unconfirmed_visitor_takes_no_seat_and_goes_after_two_days() -> None:
    event = EventFactory(seats_on_site=1)
    ask_for_place(event=event, name="Rosa", email="rosa@ejemplo.invalid", wish=wish())
    with time_machine.travel(timezone.now() + dt.timedelta(hours=49), tick=False):
        assert expire(event=event) == 1
        assert enrolled(event).state == PlaceState.ENROLLED


def test_asking_again_under_a_known_address_sends_the_last_message_again() -> None:
    event = EventFactory()
    ask_for_place(event=event, name="Rosa", email="rosa@ejemplo.invalid", wish=wish())
    Move.objects.update(mail_state="sent")
    ask_for_place(event=event, name="Otra", email="ROSA@ejemplo.invalid", wish=wish())
    assert list(Move.objects.values_list("mail_state", flat=True)) == ["queued"]
    assert event.registrations.count() == 1


def test_a_place_is_passed_on_to_a_colleague_who_accepts_it() -> None:
    event = EventFactory(seats_on_site=1)
    giver, _waits = enrolled(event), enrolled(event)
    pass_on(place=giver, name="Ana", email="ana@ejemplo.invalid", by=giver.person.account)
    hers = event.registrations.get(email="ana@ejemplo.invalid")
    assert (hers.state, hers.institution) == (PlaceState.OFFERED, giver.institution)
    assert states(event) == ["transferred", "waiting", "offered"]
    assert told(hers) == [("", "offered")]


@pytest.mark.parametrize("had", ["nothing", "waiting", "enrolled"])
def test_passing_on_tells_nothing_of_the_colleague(had: str) -> None:
    event = EventFactory(seats_on_site=2)
    giver, colleague = enrolled(event), member()
    if had == "enrolled":
        enrolled(event, colleague)
    if had == "waiting":
        enrolled(event)
        enrolled(event, colleague)
    waits = enrolled(event) if had != "nothing" else None
    told_back = pass_on(place=giver, name="X", email=colleague.account.email, by=giver.person.account)
    assert (told_back.pk, told_back.state) == (giver.pk, "transferred")
    assert told(giver) == [("", "enrolled"), ("enrolled", "transferred")]
    if had == "enrolled" and waits is not None:  # the seat is not lost: it goes to the line
        waits.refresh_from_db()
        assert waits.state == PlaceState.OFFERED
    else:
        assert event.registrations.get(person=colleague).state == PlaceState.OFFERED


def test_nobody_passes_a_place_on_to_herself() -> None:
    giver = enrolled(EventFactory())
    with pytest.raises(ValidationError, match="propia"):
        pass_on(place=giver, name="Yo", email=giver.person.account.email)


def test_a_coordinator_writes_others_in_after_closing_at_the_end_of_the_line() -> None:
    event, by = EventFactory(seats_on_site=1), coordinator()
    close(event=event, by=by, is_closed=True)
    with pytest.raises(ValidationError, match="cerrada"):
        enrolled(event)
    enrol_other(event=event, by=by, pool="on_site", name="Sin Cuenta")
    row = enrol_other(event=event, by=by, pool="on_site", person=member())
    assert states(event) == ["enrolled", "waiting"]
    assert (row.by, Move.objects.filter(mail_state="none").count()) == (by, 1)
    with pytest.raises(ValidationError, match="quien"):
        enrol_other(event=event, by=UserFactory(), pool="on_site", name="Nadie")


def test_a_coordinator_cancels_a_place_for_a_reason_that_is_told() -> None:
    row, by = enrolled(EventFactory()), coordinator()
    with pytest.raises(ValidationError):
        cancel(place=row, by=by)
    cancel(place=row, by=by, reason="Duplicada")
    assert list(row.moves.values_list("after", "reason"))[-1] == ("cancelled", "Duplicada")


def test_a_cancelled_event_tells_everybody_once_and_offers_no_seat() -> None:
    event = EventFactory(seats_on_site=1)
    rows = [enrolled(event) for _ in range(3)]
    cancel_event(event=event, by=coordinator(), reason="Se pospone")
    assert states(event) == ["cancelled"] * 3
    assert [len(told(row)) for row in rows] == [2, 2, 2]
    with pytest.raises(ValidationError, match="cancel"):
        enrolled(event)


def test_whoever_is_seated_is_told_of_another_hour_and_nobody_else() -> None:
    event = EventFactory(seats_on_site=1)
    seated, waits = enrolled(event), enrolled(event)
    write(event=event, by=coordinator(), place="Otro salón", title="Otro título")
    assert told(seated)[-1] == ("enrolled", "enrolled")
    assert told(waits) == [("", "waiting")]
    event.refresh_from_db()
    assert event.sequence == 1


def test_needs_are_forgotten_thirty_days_after_the_event() -> None:
    event = EventFactory()
    enrolled(event, need="Rampa")
    for days, left in ((29, 1), (31, 0)):
        with time_machine.travel(event.ends_at + dt.timedelta(days=days), tick=False):
            forget_needs()
            assert AccessNeed.objects.count() == left


@pytest.mark.parametrize("before", list(PlaceState))
@pytest.mark.parametrize("after", list(PlaceState))
def test_the_database_holds_the_machine_whoever_writes(before: str, after: str) -> None:
    """Past the services: by an update of the rows themselves."""
    is_visitor = before == PlaceState.VISITOR
    born = {"state": before, "turn": None} if is_visitor else {"state": PlaceState.PENDING, "turn": 1}
    row = RegistrationFactory(**born)
    for step in _way_to(PlaceState(before)):
        _put(row, step)
    if after == before or after in MOVES[PlaceState(before)]:
        _put(row, PlaceState(after))
        assert Registration.objects.get(pk=row.pk).state == after
    else:
        with pytest.raises(IntegrityError, match="place_goes_known_ways"), transaction.atomic():
            _put(row, PlaceState(after))


def test_nobody_is_born_enrolled() -> None:
    with pytest.raises(IntegrityError, match="place_goes_known_ways"), transaction.atomic():
        RegistrationFactory(state=PlaceState.ENROLLED)
    with pytest.raises(ValidationError):
        Registration(event=EventFactory(), name="X", state="enrolled", turn=1).full_clean()


def _put(row: Registration, state: PlaceState) -> None:
    until = timezone.now() if state == PlaceState.OFFERED else None
    turn = None if state == PlaceState.VISITOR else 1
    Registration.objects.filter(pk=row.pk).update(state=state, offered_until=until, turn=turn)


def _way_to(state: PlaceState) -> list[PlaceState]:
    """From pending on."""
    if state in (PlaceState.PENDING, PlaceState.VISITOR):
        return []
    if state in MOVES[PlaceState.PENDING]:
        return [state]
    start = [PlaceState.WAITING, PlaceState.ENROLLED]
    return {
        PlaceState.ENROLLED: start,
        PlaceState.OFFERED: [PlaceState.WAITING, PlaceState.OFFERED],
        PlaceState.TRANSFERRED: [*start, PlaceState.TRANSFERRED],
    }[state]


def test_the_bell_rings_for_what_others_did_and_time_not_for_ones_own_deed() -> None:
    event = EventFactory(seats_on_site=1)
    first, second = member(), member()
    seated = enrolled(event, first)
    enrolled(event, second)
    assert not Notice.objects.filter(to__in=[first.account, second.account]).exists()
    cancel(place=seated, by=first.account)
    told_of = Notice.objects.filter(kind="own_events").values_list("to", "says")
    assert list(told_of) == [(second.account.pk, "offered")]
    assert (told(seated)[-1][1], seated.moves.filter(mail_state="none").count()) == ("cancelled", 0)
