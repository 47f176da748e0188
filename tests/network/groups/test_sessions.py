"""Sessions are planned, held or cancelled, never two of these; who keeps the group writes them."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from network.accounts.enums import Role, ScopeKind
from network.groups.acuerdos import record_acuerdo
from network.groups.enums import Attendance, SessionStatus
from network.groups.models import GroupSession, SessionAttendance
from network.groups.services import (
    Attended,
    cancel_session,
    correct_session,
    hold_session,
    plan_session,
    publish_session,
    record_attendance,
    record_minutes,
    record_session,
    restore_session,
    unhold_session,
)
from network.journal.models import Entry
from tests.factories.records import (
    DocumentFactory,
    GroupFactory,
    GroupSessionFactory,
    InstitutionFactory,
    PersonFactory,
)
from tests.network.milestones.test_services import entitled

pytestmark = pytest.mark.django_db


def test_a_session_is_planned_held_and_told_in_the_journal_without_its_minutes():
    by, group = entitled(), GroupFactory()
    session = plan_session(
        group=group, by=by, number="3.ª ordinaria", happens_on="2026-11", agenda="Protocolo"
    )
    held = hold_session(session=session, by=by, happens_on="2026-11-05", minutes="Habló una persona.")
    assert (held.status, str(held.happens_on), held.is_public) == ("held", "2026-11-05", False)
    entry = Entry.objects.get(verb="hold_session")
    assert entry.after["status"] == "held"
    assert "Habló" not in str(entry.after) + str(entry.before)


def test_of_two_who_hold_or_cancel_it_the_second_is_told():
    by, session = entitled(), GroupSessionFactory(status="planned")
    hold_session(session=session, by=by, happens_on="2026-03")
    for deed in (
        lambda: hold_session(session=session, by=by, happens_on="2026-03"),
        lambda: cancel_session(session=session, by=by, reason="Sin quórum"),
    ):
        with pytest.raises(ValidationError) as said:
            deed()
        assert said.value.code == "stale"


def test_what_is_to_come_was_not_held():
    by, session = entitled(), GroupSessionFactory(status="planned", happens_on="")
    for day in ("", "2099-01", "mañana"):
        with pytest.raises(ValidationError) as said:
            hold_session(session=session, by=by, happens_on=day)
        assert "happens_on" in said.value.message_dict
    session.refresh_from_db()
    assert (session.status, session.happens_on) == (SessionStatus.PLANNED, "")


def test_a_cancelled_session_says_why_and_comes_back():
    by, session = entitled(), GroupSessionFactory(status="planned")
    with pytest.raises(ValidationError):
        cancel_session(session=session, by=by, reason=" ")
    assert cancel_session(session=session, by=by, reason="Sin quórum").cancelled_because == "Sin quórum"
    with pytest.raises(ValidationError):
        hold_session(session=session, by=by, happens_on="2026-03")
    assert restore_session(session=session, by=by).cancelled_because == ""


def test_holding_is_taken_back_only_while_nothing_hangs_on_it():
    by, session = entitled(), GroupSessionFactory(is_public=True)
    empty = GroupSessionFactory(is_public=True)
    record_acuerdo(session=session, by=by, text="Redactar la minuta.")
    with pytest.raises(ValidationError) as said:
        unhold_session(session=session, by=by)
    assert said.value.code == "in_use"
    row = unhold_session(session=empty, by=by)
    assert (row.status, row.is_public) == ("planned", False)


def test_the_database_refuses_what_contradicts_itself():
    for values in (
        {"status": "held", "happens_on": ""},
        {"status": "planned", "minutes": "Se habló."},
        {"status": "planned", "is_public": True},
        {"status": "cancelled"},
        {"status": "held", "cancelled_because": "Sin quórum"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            GroupSessionFactory(**values)


def test_only_a_held_session_of_a_public_group_is_made_public():
    by = entitled()
    with pytest.raises(ValidationError) as said:
        publish_session(session=GroupSessionFactory(group__is_public=False), by=by, is_public=True)
    assert said.value.code == "internal_group"
    with pytest.raises(ValidationError):
        publish_session(session=GroupSessionFactory(status="planned"), by=by, is_public=True)
    assert publish_session(session=GroupSessionFactory(), by=by, is_public=True).is_public


def test_only_who_keeps_the_group_writes_its_sessions():
    led, seated = InstitutionFactory(), InstitutionFactory()
    group = GroupFactory(lead_institution=led)
    group.seats.create(institution=seated, role="member", basis="stated")
    for by in (
        entitled(ScopeKind.INSTITUTION, seated.package_id),
        entitled(ScopeKind.GROUP, GroupFactory().package_id),
        entitled(role=Role.ADMINISTRATOR),
        entitled(ScopeKind.INSTITUTION, led.package_id, role=Role.LIAISON),
    ):
        with pytest.raises(ValidationError) as said:
            plan_session(group=group, by=by, happens_on="2026-12")
        assert said.value.code == "not_hers"
    for by in (
        entitled(),
        entitled(ScopeKind.GROUP, group.package_id),
        entitled(ScopeKind.INSTITUTION, led.package_id),
    ):
        assert plan_session(group=group, by=by, happens_on="2026-12").status == "planned"


def test_a_form_sent_twice_plans_once():
    by, group, uid = entitled(), GroupFactory(), uuid.uuid4()
    rows = [plan_session(group=group, by=by, uid=uid, happens_on="2026-12") for _ in range(2)]
    assert rows[0] == rows[1]
    assert GroupSession.objects.count() == 1


def listed(session):
    return set(session.attendance.values_list("institution", "person", "state"))


def test_whoever_came_came_for_an_institution_that_was_there():
    by, session, here, other = entitled(), GroupSessionFactory(), InstitutionFactory(), InstitutionFactory()
    ana = PersonFactory()
    record_attendance(
        session=session,
        by=by,
        attended=[
            Attended(institution=here, person=ana),
            Attended(institution=other, state=Attendance.EXCUSED),
        ],
    )
    assert listed(session) == {
        (here.pk, None, "present"),
        (here.pk, ana.pk, "present"),
        (other.pk, None, "excused"),
    }
    told = Entry.objects.get(verb="record_attendance").after
    assert told == {"attended": [f"{here.package_id}: present", f"{other.package_id}: excused"]}
    with pytest.raises(ValidationError):
        record_attendance(
            session=session,
            by=by,
            attended=[
                Attended(institution=here, state=Attendance.ABSENT),
                Attended(institution=here, person=ana),
            ],
        )
    record_attendance(session=session, by=by, attended=[Attended(institution=other)])
    assert listed(session) == {(other.pk, None, "present")}


def test_nobody_names_or_takes_off_a_person_whom_she_does_not_see():
    by, session, here = entitled(), GroupSessionFactory(), InstitutionFactory()
    hidden = PersonFactory(protected=True)
    with pytest.raises(ValidationError):
        record_attendance(session=session, by=by, attended=[Attended(institution=here, person=hidden)])
    kept = SessionAttendance.objects.create(session=session, institution=here, person=hidden, state="present")
    record_attendance(session=session, by=by, attended=[])
    assert list(session.attendance.all()) == [kept]


def test_minutes_may_be_a_paper_that_she_sees():
    session = GroupSessionFactory()
    internal = DocumentFactory(is_public=False)
    of_group = entitled(ScopeKind.GROUP, session.group.package_id)
    with pytest.raises(ValidationError) as said:
        record_minutes(session=session, by=of_group, minutes="", minutes_document=internal)
    assert "minutes_document" in said.value.message_dict
    assert record_minutes(
        session=session, by=entitled(), minutes="", minutes_document=internal
    ).minutes_document


def test_a_correction_keeps_what_it_said_before():
    by, session = entitled(), record_session(group=GroupFactory(), by=entitled(), happens_on="2025")
    correct_session(session=session, by=by, happens_on="2025-04", reason="Lo dice la minuta")
    entry = Entry.objects.get(verb="correct_session")
    assert (entry.before, entry.after) == ({"happens_on": "2025"}, {"happens_on": "2025-04"})
