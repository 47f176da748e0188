"""Who finds an event, runs one, may take a place, and whose places she reads: the doors alone."""

import datetime as dt

import pytest
from django.utils import timezone

from events.models import Event, Invited, Registration
from events.queries import (
    ahead_of,
    coming_soon,
    institutions_offered,
    is_open_to,
    kept_by,
    living_place,
    may_make,
    open_to,
    people_named_to,
    person_at,
    places_kept_by,
    places_of,
    visible_to,
    with_counts,
    without_attendance,
)
from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.records import InstitutionFactory, PersonFactory

pytestmark = pytest.mark.django_db


def viewer(role, scope=ScopeKind.NETWORK, key="", **facts):
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}), **facts)


COORDINATOR, MEMBER = viewer(Role.COORDINATOR), viewer(Role.MEMBER)
OUTSIDE = (PUBLIC, viewer(Role.ANALYST))
WITHOUT_EVENTS = (*OUTSIDE, MEMBER, viewer(Role.ADMINISTRATOR))


@pytest.fixture
def salud():
    return InstitutionFactory(package_id="salud")


def names(rows):
    return {row.title for row in rows}


def place(event, *, state="waiting", turn=1, **fields):
    row = RegistrationFactory(event=event, turn=turn, **fields)
    if state != "waiting":
        Registration.objects.filter(pk=row.pk).update(state=state)
        row.refresh_from_db()
    return row


@pytest.fixture
def events(salud):
    """One of each audience, one that salud organises, drafts of both."""
    made = {
        audience: EventFactory(title=audience, audience=audience)
        for audience in ("public", "members", "institutions", "invitation")
    }
    made["institutions"].for_institutions.add(salud)
    made["elsewhere"] = EventFactory(title="elsewhere", audience="institutions")
    made["others"] = EventFactory(title="others", audience="invitation")
    made["own"] = EventFactory(title="own", audience="institutions", organised_by=salud)
    made["draft"] = EventFactory(title="draft", audience="public", draft=True)
    made["own draft"] = EventFactory(title="own draft", audience="public", draft=True, organised_by=salud)
    made["gone"] = EventFactory(title="gone", audience="public", gone=True)
    return made


def test_each_audience_finds_its_events_and_drafts_are_for_whoever_runs_them(events, salud):
    every = Event.objects.all()
    for who in OUTSIDE:
        assert names(visible_to(every, who)) == {"public", "gone"}
    for who in (MEMBER, viewer(Role.ADMINISTRATOR), Viewer(person_id=PersonFactory().pk)):
        assert names(visible_to(every, who)) == {"public", "gone", "members"}
    hers = viewer(Role.MEMBER, institution_ids=frozenset({salud.pk}))
    assert names(visible_to(every, hers)) == {"public", "gone", "members", "institutions", "own"}
    works_there = Viewer(institution_ids=frozenset({salud.pk}))
    assert names(visible_to(every, works_there)) == {"public", "gone"}
    assert names(visible_to(every, COORDINATOR)) == set(events)
    runs = viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud")
    assert names(visible_to(every, runs)) == {"public", "gone", "members", "own", "own draft"}


def test_an_invitation_and_a_place_show_her_the_event(events):
    ana, eva = PersonFactory(), PersonFactory()
    Invited.objects.create(event=events["invitation"], person=ana)
    place(events["own"], person=ana, name="")
    shown = {"public", "gone", "members", "invitation", "own"}
    assert names(visible_to(Event.objects.all(), Viewer(person_id=ana.pk))) == shown
    others = {"public", "gone", "members"}
    assert names(visible_to(Event.objects.all(), Viewer(person_id=eva.pk))) == others
    for not_by_it in ("draft", "elsewhere"):  # whom an event names while it is for others
        Invited.objects.create(event=events[not_by_it], person=ana)
    assert names(visible_to(Event.objects.all(), Viewer(person_id=ana.pk))) == shown


def test_a_place_is_taken_where_one_is_asked_not_where_one_runs_it(events, salud):

    def taken_by(who):
        """By the door of many and by that of one, which say the same."""
        every = Event.objects.all()
        assert {one.title for one in every if is_open_to(one, who)} == names(open_to(every, who))
        return names(open_to(every, who))

    for who in OUTSIDE:
        assert taken_by(who) == {"public"}
    assert taken_by(COORDINATOR) == {"public", "members"}
    hers = viewer(Role.MEMBER, institution_ids=frozenset({salud.pk}))
    assert taken_by(hers) == {"public", "members", "institutions", "own"}
    ana = PersonFactory()
    Invited.objects.create(event=events["invitation"], person=ana)
    Invited.objects.create(event=events["elsewhere"], person=ana)
    place(events["own"], person=ana, name="")
    assert taken_by(Viewer(person_id=ana.pk)) == {"public", "members", "invitation"}


def test_an_event_is_run_by_the_network_by_its_own_coordinator_and_by_whoever_organises_it(events, salud):
    every = Event.objects.all()
    assert names(kept_by(every, COORDINATOR)) == set(events)
    runs = viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud")
    assert names(kept_by(every, runs)) == {"own", "own draft"}
    of_one = viewer(Role.COORDINATOR, ScopeKind.EVENT, events["public"].package_id)
    assert names(kept_by(every, of_one)) == {"public"}
    events["own"].organisers.update(role="supports")
    assert names(kept_by(every, runs)) == {"own draft"}
    events["own"].organisers.update(role="co_organises")
    assert names(kept_by(every, runs)) == {"own", "own draft"}
    liaison = viewer(Role.LIAISON, ScopeKind.INSTITUTION, "salud", institution_ids=frozenset({salud.pk}))
    for who in (*WITHOUT_EVENTS, liaison):
        assert not kept_by(every, who).exists()


def test_one_is_made_in_the_name_of_an_institution_that_she_coordinates(salud):
    runs = viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud")
    other = InstitutionFactory(name="Otra")
    assert may_make(COORDINATOR)
    assert may_make(runs)
    assert set(institutions_offered(COORDINATOR)) == {salud, other}
    assert set(institutions_offered(runs)) == {salud}
    of_one = viewer(Role.COORDINATOR, ScopeKind.EVENT, "evento")
    for who in (*WITHOUT_EVENTS, of_one, viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "ninguna")):
        assert not may_make(who)
        assert not institutions_offered(who).exists()


def test_places_are_hers_and_of_whoever_runs_the_event_alone(events):
    ana, eva = PersonFactory(), PersonFactory()
    hers, others = (
        place(events["own"], person=ana, name=""),
        place(events["own"], person=eva, name="", turn=2),
    )
    visitor = place(events["public"])
    assert list(places_of(Viewer(person_id=ana.pk))) == [hers]
    assert list(places_of(PUBLIC)) == list(places_of(COORDINATOR)) == []
    assert set(places_kept_by(COORDINATOR)) == {hers, others, visitor}
    runs = viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud", person_id=eva.pk)
    assert set(places_kept_by(runs)) == {hers, others}
    for who in (*WITHOUT_EVENTS, Viewer(person_id=ana.pk)):
        assert not places_kept_by(who).exists()


def test_of_those_on_the_list_the_people_are_named_whom_she_may_see(events):
    seen, hidden = PersonFactory(visible=True), PersonFactory(protected=True)
    elsewhere = PersonFactory(visible=True)
    for turn, person in enumerate((seen, hidden), 1):
        place(events["own"], person=person, name="", turn=turn)
    place(events["own"], turn=3)
    place(events["public"], person=elsewhere, name="")
    rows = Registration.objects.filter(event=events["own"])
    assert set(people_named_to(rows, COORDINATOR)) == {seen.pk}
    assert people_named_to(rows, PUBLIC) == {}
    assert set(people_named_to(rows, viewer(Role.MEMBER, person_id=hidden.pk))) == {seen.pk, hidden.pk}


def test_she_has_one_living_place_by_her_record_or_by_her_address(events):
    event = events["public"]
    ana = PersonFactory(account=UserFactory(email="ana@ejemplo.invalid"), email="de-lista@ejemplo.invalid")
    eva = PersonFactory()
    assert living_place(event) is None
    row = place(event, person=ana, name="")
    visitor = place(event, email="visita@ejemplo.invalid", turn=2)
    place(events["members"], person=eva, name="", turn=3)
    assert living_place(event, person=ana) == row
    assert living_place(event, email="ANA@ejemplo.invalid") == row
    assert living_place(event, email="De-Lista@ejemplo.invalid") == row
    assert living_place(event, email="Visita@ejemplo.invalid") == visitor
    assert living_place(event, person=eva, email="visita@ejemplo.invalid") == visitor
    assert living_place(event, person=eva) is None
    assert living_place(event, email="nadie@ejemplo.invalid") is None
    Registration.objects.filter(pk=row.pk).update(state="cancelled")
    assert living_place(event, person=ana) is None


def test_a_record_answers_to_an_address_only_where_one_alone_does():
    ana = PersonFactory(account=UserFactory(email="ana@ejemplo.invalid"))
    eva = PersonFactory(email="eva@ejemplo.invalid")
    PersonFactory(email="misma@ejemplo.invalid")
    PersonFactory(email="misma@ejemplo.invalid")
    assert (person_at("Ana@ejemplo.invalid"), person_at("EVA@ejemplo.invalid")) == (ana, eva)
    assert person_at("misma@ejemplo.invalid") is person_at("nadie@ejemplo.invalid") is None


def test_seats_are_counted_of_each_kind_and_never_below_none():
    event = EventFactory(seats_on_site=2, seats_online=1)
    states = ("enrolled", "offered", "waiting", "cancelled")
    for turn, state in enumerate(states, 1):
        row = place(event, turn=turn)
        until = timezone.now() if state == "offered" else None
        if state != "waiting":
            Registration.objects.filter(pk=row.pk).update(state=state, offered_until=until)
    place(event, turn=9, pool="online", state="enrolled")
    place(EventFactory(), turn=1, state="enrolled")
    counted = with_counts(Event.objects.filter(pk=event.pk)).get()
    assert (counted.free_on_site, counted.free_online, counted.waiting) == (0, 0, 1)
    Event.objects.filter(pk=event.pk).update(seats_on_site=1, seats_online=4)
    counted = with_counts(Event.objects.filter(pk=event.pk)).get()
    assert (counted.free_on_site, counted.free_online) == (0, 3)


def test_ahead_of_her_stand_those_who_wait_for_the_same_kind_of_seat():
    event = EventFactory(seats_online=1)
    for turn in (1, 2):
        place(event, turn=turn)
    place(event, turn=3, pool="online")
    place(event, turn=4, state="cancelled")
    last = place(event, turn=5)
    place(event, turn=6)
    place(EventFactory(), turn=1)
    assert ahead_of(last) == 2


def test_at_the_desk_stand_what_comes_within_two_weeks_and_what_is_over_without_a_mark():
    now = timezone.now()

    def at(days, title, **fields):
        return EventFactory(title=title, starts_at=now + dt.timedelta(days=days), **fields)

    at(13, "soon"), at(15, "later"), at(13, "draft", draft=True), at(13, "gone", gone=True)
    over, old, empty = at(-2, "over"), at(-32, "old"), at(-2, "empty")
    for event in (over, old):
        place(event, state="enrolled")
    place(empty)
    assert names(coming_soon(Event.objects.all(), now)) == {"soon"}
    assert names(without_attendance(Event.objects.all(), now)) == {"over"}
    over.registrations.get().presences.create(state="present", by=None, at=now)
    assert not without_attendance(Event.objects.all(), now).exists()
