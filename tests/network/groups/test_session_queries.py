"""Who sees sessions, minutes, who came, and acuerdos. Every row here is one that could leak."""

import datetime as dt

import pytest
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.groups.models import Acuerdo, GroupSession, SessionAttendance
from network.groups.session_queries import (
    SOON,
    UNDATED,
    acuerdos_visible_to,
    attendance_visible_to,
    open_acuerdos,
    owed_by,
    sessions_to_come,
    sessions_visible_to,
    sessions_without_minutes,
    with_responsible,
)
from network.groups.session_rules import post_of, responsible_of, told
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


def viewer(role, scope=ScopeKind.NETWORK, key="", **facts):
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}), **facts)


COORDINATOR = viewer(Role.COORDINATOR)
OUTSIDE = (PUBLIC, viewer(Role.MEMBER), viewer(Role.ANALYST), viewer(Role.ADMINISTRATOR))


def sessions_of(who):
    return set(sessions_visible_to(GroupSession.objects.all(), who))


def acuerdos_of(who):
    return set(acuerdos_visible_to(Acuerdo.objects.all(), who))


def test_outside_one_sees_held_sessions_made_public_of_public_groups_and_nothing_else():
    here = InstitutionFactory()
    public = GroupFactory()
    SeatFactory(group=public, institution=here)
    shown = GroupSessionFactory(group=public, is_public=True)
    internal = GroupSessionFactory(group=public)
    planned = GroupSessionFactory(group=public, status="planned")
    of_internal_group = GroupSessionFactory(group__is_public=False, is_public=True)
    rows = {one: AcuerdoFactory(session=one) for one in (shown, internal, planned, of_internal_group)}
    for who in (*OUTSIDE, viewer(Role.LIAISON, ScopeKind.INSTITUTION, here.package_id)):
        assert sessions_of(who) == {shown}
        assert acuerdos_of(who) == {rows[shown]}
    assert sessions_of(COORDINATOR) == set(rows)
    assert acuerdos_of(COORDINATOR) == set(rows.values())
    seated = viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, here.package_id)
    assert sessions_of(seated) == {shown, internal, planned}
    of_group = viewer(Role.COORDINATOR, ScopeKind.GROUP, of_internal_group.group.package_id)
    assert sessions_of(of_group) == {shown, of_internal_group}


def test_minutes_place_and_hour_stay_inside_and_their_paper_shows_by_its_own_rule():
    paper = DocumentFactory(is_public=False)
    session = GroupSessionFactory(
        is_public=True, minutes="Habló Ana.", place="Sala 2", happens_at="10:00", minutes_document=paper
    )
    for who in OUTSIDE:
        seen = told(sessions_visible_to(GroupSession.objects.all(), who).get())
        assert (seen.place, seen.at, seen.minutes, seen.minutes_document) == ("", "", "", None)
    inside = told(sessions_visible_to(GroupSession.objects.all(), COORDINATOR).get())
    assert (inside.place, inside.minutes, inside.minutes_document) == ("Sala 2", "Habló Ana.", paper)
    # Who coordinates the group alone reads its minutes, and not a paper of the office.
    of_group = viewer(Role.COORDINATOR, ScopeKind.GROUP, session.group.package_id)
    seen = told(sessions_visible_to(GroupSession.objects.all(), of_group).get())
    assert (seen.minutes, seen.minutes_document) == ("Habló Ana.", None)
    paper.is_public = True
    paper.save()
    assert told(sessions_visible_to(GroupSession.objects.all(), PUBLIC).get()).minutes_document == paper


def test_that_a_person_came_is_seen_by_herself_and_by_who_keeps_the_group_and_has_her_in_care():
    led = InstitutionFactory()
    session = GroupSessionFactory(is_public=True, group__lead_institution=led)
    seat = SeatFactory(group=session.group)
    hers, elsewhere = InstitutionFactory(), seat.institution
    ana, eva, hidden = PersonFactory(visible=True), PersonFactory(visible=True), PersonFactory(protected=True)
    AffiliationFactory(person=ana, institution=led)
    AffiliationFactory(person=eva, institution=elsewhere)
    whole = SessionAttendanceFactory(session=session, institution=hers)
    rows = {
        person: SessionAttendanceFactory(session=session, institution=hers, person=person)
        for person in (ana, eva, hidden)
    }

    def seen_by(who):
        return set(attendance_visible_to(SessionAttendance.objects.all(), who))

    for who in OUTSIDE:
        assert seen_by(who) == {whole}
    assert seen_by(COORDINATOR) == {whole, rows[ana], rows[eva]}
    assert seen_by(viewer(Role.MEMBER, person_id=hidden.pk)) == {whole, rows[hidden]}
    # Eva is in the care of her coordinator, who does not keep the group; Ana of one who does.
    assert seen_by(viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, elsewhere.package_id)) == {whole}
    assert seen_by(viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, led.package_id)) == {whole, rows[ana]}
    session.is_public = False
    session.save()
    assert seen_by(viewer(Role.MEMBER, person_id=hidden.pk)) == seen_by(PUBLIC) == set()


def test_of_who_answers_the_institution_is_told_and_a_post_by_its_own_publication():
    post = PostFactory(publication="network")
    row = AcuerdoFactory(session__is_public=True, post=post)

    def post_for(who):
        return post_of(with_responsible(acuerdos_visible_to(Acuerdo.objects.all(), who)).get())

    assert (post_for(PUBLIC), post_for(viewer(Role.MEMBER)), post_for(COORDINATOR)) == (None, post, post)
    post.publication = "reserved"
    post.save()
    assert post_for(COORDINATOR) is None
    assert responsible_of(with_responsible(Acuerdo.objects.filter(pk=row.pk)).get()) == (post.institution,)
    assert list(Acuerdo.objects.filter(owed_by([post.institution_id]))) == [row]


def test_evidence_shows_where_the_document_does():
    evidence = DocumentFactory(is_public=False)
    AcuerdoFactory(session__is_public=True, status="done", done_on="2026", evidence=evidence)
    flags = [
        acuerdos_visible_to(Acuerdo.objects.all(), who).get().sees_evidence for who in (PUBLIC, COORDINATOR)
    ]
    assert flags == [False, True]


def test_what_is_late_or_due_within_a_month_comes_first_and_what_has_no_date_apart():
    today = timezone.localdate()
    in_days = lambda days: (today + dt.timedelta(days=days)).isoformat()  # noqa: E731
    late, soon = AcuerdoFactory(due_on="2026-01"), AcuerdoFactory(due_on=in_days(20))
    undated = AcuerdoFactory()
    AcuerdoFactory(due_on=in_days(45))
    AcuerdoFactory(due_on="2026-01", status="done", done_on="2026-02")
    assert list(open_acuerdos(COORDINATOR, today, SOON)) == [late, soon]
    assert list(open_acuerdos(COORDINATOR, today, UNDATED)) == [undated]
    assert not open_acuerdos(PUBLIC, today, SOON).exists()


def test_sessions_to_come_and_those_without_minutes():
    paper = DocumentFactory()
    undated = GroupSessionFactory(status="planned", happens_on="")
    month, day = (GroupSessionFactory(status="planned", happens_on=on) for on in ("2026-12", "2026-12-20"))
    bare = GroupSessionFactory(is_public=True)
    GroupSessionFactory(minutes="Se acordó.")
    GroupSessionFactory(minutes_document=paper)
    assert list(sessions_to_come(COORDINATOR)) == [day, month, undated]
    assert list(sessions_without_minutes(COORDINATOR)) == [bare]
    assert not sessions_to_come(PUBLIC).exists()
    assert not sessions_without_minutes(PUBLIC).exists()
