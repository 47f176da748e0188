"""Groups by scope, seats beside, who leads; sessions and acuerdos in their order, chains and reviews."""

import datetime as dt

import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.groups.models import Acuerdo, Group, GroupSession, Seat, SessionAttendance
from network.groups.queries import groups_led, inside, kept_by, seats_beside, visible_to
from network.groups.session_queries import (
    acuerdos_visible_to,
    attendance_visible_to,
    chain_of,
    open_acuerdos,
    reviewed_in,
    sessions_to_come,
    sessions_visible_to,
    sessions_without_minutes,
    with_last_session,
)
from network.groups.viewer_facts import viewer_facts
from tests.factories.accounts import UserFactory
from tests.factories.records import (
    AcuerdoFactory,
    AffiliationFactory,
    DocumentFactory,
    GroupFactory,
    GroupSessionFactory,
    InstitutionFactory,
    PersonFactory,
    PostFactory,
    SeatFactory,
    SessionAttendanceFactory,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 10)


def viewer(role, scope=ScopeKind.NETWORK, key="", **facts):
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}), **facts)


COORDINATOR = viewer(Role.COORDINATOR)
HERS = viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud")
OF_GROUP = viewer(Role.COORDINATOR, ScopeKind.GROUP, "mesa")
OUTSIDE = (
    PUBLIC,
    viewer(Role.MEMBER),
    viewer(Role.ANALYST),
    viewer(Role.ADMINISTRATOR),
    viewer(Role.LIAISON, ScopeKind.INSTITUTION, "salud"),
    viewer(Role.ADMINISTRATOR, ScopeKind.GROUP, "mesa"),
)


@pytest.fixture
def salud():
    return InstitutionFactory(package_id="salud", name="Salud")


def test_a_group_is_seen_inside_by_its_own_and_kept_by_who_answers_for_it(salud):
    own = GroupFactory(is_public=False, package_id="mesa")
    led, seated, by_person, shown = (
        GroupFactory(is_public=False, lead_institution=salud),
        GroupFactory(is_public=False),
        GroupFactory(is_public=False),
        GroupFactory(),
    )
    SeatFactory(group=seated, institution=salud)
    SeatFactory(group=by_person, institution=salud, person=PersonFactory())

    def seen(door, who):
        return set(door(Group.objects.all(), who))

    every = {own, led, seated, by_person, shown}
    assert seen(visible_to, COORDINATOR) == seen(inside, COORDINATOR) == seen(kept_by, COORDINATOR) == every
    assert (seen(visible_to, HERS), seen(inside, HERS), seen(kept_by, HERS)) == (
        {led, seated, shown},
        {led, seated},
        {led},
    )
    assert (seen(visible_to, OF_GROUP), seen(inside, OF_GROUP), seen(kept_by, OF_GROUP)) == (
        {own, shown},
        {own},
        {own},
    )
    for who in OUTSIDE:
        assert (seen(visible_to, who), seen(inside, who), seen(kept_by, who)) == ({shown}, set(), set())


def test_seats_beside_stand_by_group_and_by_place(salud, django_assert_num_queries):
    second, first, twin = GroupFactory(name="B"), GroupFactory(name="A"), GroupFactory(name="A")
    other = InstitutionFactory(name="Agua")
    rows = [
        SeatFactory(group=group, institution=place)
        for group in (first, twin, second)
        for place in (other, salud)
    ]
    SeatFactory(group=first, person=PersonFactory())
    by_person = GroupFactory(name="A")
    SeatFactory(group=by_person, institution=salud, person=PersonFactory())
    SeatFactory(group=by_person, institution=other)
    hidden = SeatFactory(group=GroupFactory(name="Z", is_public=False), institution=salud)
    SeatFactory()
    with django_assert_num_queries(1):
        found = [(seat, seat.group.name, seat.institution.name) for seat in seats_beside(salud, PUBLIC)]
    assert [seat for seat, *_ in found] == rows
    assert list(seats_beside(salud, COORDINATOR)) == [*rows, hidden]


def test_who_leads_how_many_of_the_groups_that_are_seen(salud):
    both = GroupFactory(lead_institution=salud)
    SeatFactory(group=both, institution=salud, role="lead")
    SeatFactory(group=GroupFactory(), institution=salud, role="lead")
    SeatFactory(group=GroupFactory(), institution=salud)
    SeatFactory(group=GroupFactory(), institution=salud, role="lead", person=PersonFactory())
    internal = GroupFactory(lead_institution=salud, is_public=False)
    SeatFactory(group=internal, institution=InstitutionFactory(package_id="agua"), role="lead")
    GroupFactory()
    SeatFactory(group=GroupFactory(lead_institution=InstitutionFactory(package_id="obras")), role="member")
    assert groups_led(PUBLIC) == {"salud": 2, "obras": 1}
    assert groups_led(COORDINATOR) == {"salud": 3, "obras": 1, "agua": 1}


def test_whoever_coordinates_a_group_has_in_her_care_who_sits_in_it_today():
    own = GroupFactory(package_id="mesa")
    seated = SeatFactory(group=own, person=PersonFactory()).person
    SeatFactory(group=own, person=PersonFactory(), ended="2020")
    SeatFactory(group=own)
    SeatFactory(person=PersonFactory())
    user = UserFactory()
    assert viewer_facts(user, OF_GROUP) == {"group_person_ids": frozenset({seated.pk})}
    for who in (*OUTSIDE, COORDINATOR, HERS):
        assert viewer_facts(user, who) == {}


def test_of_each_session_and_acuerdo_it_is_told_what_else_of_them_she_sees():
    paper = DocumentFactory(is_public=False)
    post = PostFactory(publication="network")
    held = GroupSessionFactory(is_public=True, minutes_document=paper)
    bare = GroupSessionFactory(is_public=True)
    AcuerdoFactory(session=held, post=post, evidence=paper, status="done", done_on="2026")
    AcuerdoFactory(session=bare)

    def flags(who):
        sessions = sessions_visible_to(GroupSession.objects.order_by("pk"), who)
        acuerdos = acuerdos_visible_to(Acuerdo.objects.order_by("pk"), who)
        return (
            [(row.sees_inside, row.sees_minutes_document) for row in sessions],
            [(row.sees_post, row.sees_evidence) for row in acuerdos],
        )

    no = [(False, False), (False, False)]
    assert flags(PUBLIC) == (no, no)
    assert flags(COORDINATOR) == ([(True, True), (True, False)], [(True, True), (False, False)])
    assert flags(viewer(Role.MEMBER)) == (no, [(True, False), (False, False)])


def test_that_she_came_is_seen_by_whoever_opened_her_record_where_the_session_is():
    ana, eva = PersonFactory(protected=True), PersonFactory(protected=True)
    shown, hidden = GroupSessionFactory(is_public=True), GroupSessionFactory()
    row = SessionAttendanceFactory(session=shown, person=ana)
    SessionAttendanceFactory(session=shown, person=eva)
    SessionAttendanceFactory(session=hidden, person=ana)
    rows = SessionAttendance.objects.all()
    opened = viewer(Role.ADMINISTRATOR, opened_ids=frozenset({ana.pk}))
    assert set(attendance_visible_to(rows, opened)) == {row}
    both = viewer(Role.ADMINISTRATOR, opened_ids=frozenset({ana.pk}), person_id=eva.pk)
    assert attendance_visible_to(rows, both).count() == 2


def test_that_a_person_came_is_told_to_whoever_keeps_the_group_and_has_her_in_her_care(salud):
    led, other = GroupFactory(lead_institution=salud), GroupFactory()
    sessions = [GroupSessionFactory(group=group, is_public=True) for group in (led, other)]
    hers, stranger, protected = PersonFactory(visible=True), PersonFactory(), PersonFactory(protected=True)
    AffiliationFactory(person=hers, institution=salud)
    AffiliationFactory(person=protected, institution=salud)
    came = {
        (place, person): SessionAttendanceFactory(session=session, person=person)
        for place, session in enumerate(sessions)
        for person in (hers, stranger, protected)
    }
    rows = SessionAttendance.objects.all()
    assert set(attendance_visible_to(rows, HERS)) == {came[0, hers]}
    herself = viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud", person_id=protected.pk)
    assert set(attendance_visible_to(rows, herself)) == {
        came[0, hers],
        came[0, protected],
        came[1, protected],
    }
    assert not attendance_visible_to(rows, PUBLIC).exists()


def test_a_session_is_told_to_all_once_it_was_held_openly_in_a_public_group():
    told = GroupSessionFactory(is_public=True)
    GroupSessionFactory(is_public=True, group=GroupFactory(is_public=False))
    GroupSessionFactory()
    for who in OUTSIDE:
        assert list(sessions_visible_to(GroupSession.objects.all(), who)) == [told]


def test_open_acuerdos_are_of_groups_seen_inside_the_nearest_first():
    own = GroupFactory(package_id="mesa")
    first, second = (
        GroupSessionFactory(group=own, happens_on="2025"),
        GroupSessionFactory(group=own, happens_on="2026-02"),
    )
    late = AcuerdoFactory(session=second, due_on="2026-01")
    edge = AcuerdoFactory(session=first, due_on="2026-04-09")
    AcuerdoFactory(session=first, due_on="2026-04-10")
    undated = [AcuerdoFactory(session=second), AcuerdoFactory(session=first), AcuerdoFactory(session=first)]
    AcuerdoFactory(session=first, status="dropped", dropped_because="x")
    elsewhere = GroupSessionFactory(is_public=True)
    AcuerdoFactory(session=elsewhere, due_on="2026-01")
    AcuerdoFactory(session=elsewhere)
    assert list(open_acuerdos(OF_GROUP, TODAY, "proximos")) == [late, edge]
    assert list(open_acuerdos(OF_GROUP, TODAY, "sin-fecha")) == [undated[1], undated[2], undated[0]]
    for who in OUTSIDE:
        assert not open_acuerdos(who, TODAY, "proximos").exists()
        assert not open_acuerdos(who, TODAY, "sin-fecha").exists()
    assert open_acuerdos(COORDINATOR, TODAY, "proximos").count() == 3


def test_sessions_to_come_stand_by_day_and_hour_and_those_without_minutes_the_latest_first(
    django_assert_num_queries,
):
    own = GroupFactory(package_id="mesa")
    late, early, before, undated = (
        GroupSessionFactory(group=own, status="planned", happens_on=day, happens_at=hour)
        for day, hour in (("2026-05-02", "17:00"), ("2026-05-02", "09:00"), ("2026-05-01", "18:00"), ("", ""))
    )
    old, new, twin = (
        GroupSessionFactory(group=own, happens_on=day) for day in ("2025", "2026-02", "2026-02")
    )
    GroupSessionFactory(group=own, minutes="Se acordó.")
    GroupSessionFactory(group=own, minutes_document=DocumentFactory())
    GroupSessionFactory(status="planned"), GroupSessionFactory(is_public=True)
    with django_assert_num_queries(1):
        found = [(row, row.group.name) for row in sessions_to_come(OF_GROUP)]
    assert [row for row, _name in found] == [before, early, late, undated]
    with django_assert_num_queries(1):
        found = [(row, row.group.name) for row in sessions_without_minutes(OF_GROUP)]
    assert [row for row, _name in found] == [new, twin, old]


def test_a_seat_that_sees_a_group_inside_keeps_none_of_its_minutes(salud):
    group = GroupFactory(is_public=False)
    SeatFactory(group=group, institution=salud)
    session = GroupSessionFactory(group=group)
    assert set(sessions_visible_to(GroupSession.objects.all(), HERS)) == {session}
    assert list(sessions_without_minutes(HERS)) == []


def test_a_review_tells_what_was_closed_or_goes_on_there_in_the_order_it_was_agreed():
    own = GroupFactory(package_id="mesa", is_public=False)
    old, middle, now = (GroupSessionFactory(group=own, happens_on=day) for day in ("2024", "2025", "2026"))
    second = AcuerdoFactory(session=middle, number=2, status="done", done_on="2026", closed_in=now)
    first = AcuerdoFactory(session=middle, number=1, status="dropped", dropped_because="x", closed_in=now)
    oldest = AcuerdoFactory(session=old, number=7, status="carried_over")
    AcuerdoFactory(session=now, carried_from=oldest)
    AcuerdoFactory(session=old, number=8, status="done", done_on="2025", closed_in=middle)
    assert list(reviewed_in(now, OF_GROUP)) == [oldest, first, second]
    assert list(reviewed_in(now, PUBLIC)) == []


def test_a_chain_is_the_acuerdo_from_session_to_session_as_far_as_it_is_seen(django_assert_num_queries):
    own = GroupFactory(package_id="mesa")
    days = ("2023", "2024", "2025", "2026")
    sessions = [GroupSessionFactory(group=own, happens_on=day, is_public=day != "2023") for day in days]
    chain = [AcuerdoFactory(session=sessions[0], status="carried_over")]
    for session in sessions[1:]:
        chain.append(AcuerdoFactory(session=session, carried_from=chain[-1]))
    AcuerdoFactory(session=sessions[1])
    for one in chain:
        with django_assert_num_queries(3):  # the one asked about, its session, the others
            assert chain_of(Acuerdo.objects.get(pk=one.pk), OF_GROUP) == chain
    assert chain_of(chain[2], PUBLIC) == chain[1:]
    assert chain_of(chain[0], PUBLIC) == []


def test_a_group_met_last_when_its_last_held_session_was_that_is_seen():
    own = GroupFactory(package_id="mesa")
    seat = SeatFactory(group=own)
    GroupSessionFactory(group=own, happens_on="2024", is_public=True)
    GroupSessionFactory(group=own, happens_on="2023", is_public=True)
    GroupSessionFactory(group=own, happens_on="2025")
    GroupSessionFactory(group=own, happens_on="2026", status="planned")
    GroupSessionFactory(happens_on="2026", is_public=True)

    def last(who):
        return with_last_session(Seat.objects.filter(pk=seat.pk), who).get().last_session

    assert (last(PUBLIC), last(OF_GROUP)) == ("2024", "2025")
