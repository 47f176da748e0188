"""Who is told what by the rooms: what concerns her, once, and only where she may see it."""

import datetime as dt

import pytest
from django.core.management import call_command

from network.accounts.enums import Role, ScopeKind
from network.accounts.services import grant
from network.commitments.due_told import tell_due as tell_due_commitments
from network.groups.due_told import tell_due as tell_due_acuerdos
from network.groups.seating import SeatParticulars, seat_person
from network.notices.models import Notice
from network.requests.answers import Reply, record_answer
from network.ties.services import appoint, end_appointment
from tests.factories.accounts import UserFactory
from tests.factories.records import (
    AcuerdoFactory,
    AppointmentFactory,
    CommitmentFactory,
    GroupFactory,
    GroupSessionFactory,
    InstitutionFactory,
    PersonFactory,
    PostFactory,
)
from tests.network.notices.tried import texts
from tests.network.requests.world import SENT, rows, sent

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def ana():
    """An account with its person."""
    user = UserFactory()
    PersonFactory(account=user)
    return user


def told():
    return sorted((row.to_id, row.kind, row.says, row.is_neutral) for row in Notice.objects.all())


def test_a_designation_is_told_to_herself_when_it_begins_and_ends(ana):
    boss = UserFactory()
    grant(user=boss, role=Role.COORDINATOR, by=None)
    post = PostFactory(name="Enlace", institution=InstitutionFactory(name="Salud"), publication="public")
    held = appoint(
        post=post, person=ana.person, capacity="titular", started="2026-01-01", document=None, by=boss
    )
    end_appointment(appointment=held, on="2026-11-30", reason="Cambio", by=boss)
    assert texts(ana) == [
        "Su designación como Enlace, Salud, termina: 30 de noviembre de 2026.",
        "Se registró su designación: Enlace, Salud.",
    ]


def test_of_a_reserved_post_no_e_mail_says_more_and_what_is_over_is_not_told(ana):
    post = PostFactory(publication="reserved")
    said = {"post": post, "person": ana.person, "document": None, "by": None}
    appoint(capacity="titular", started="2026-01-01", **said)
    appoint(capacity="suplente", started="2020-01-01", ended="2021-01-01", **said)
    assert told() == [(ana.pk, "designations", "began", True)]


def test_a_seat_is_told_to_whoever_is_named_but_not_to_who_names_herself(ana):
    group, where = GroupFactory(name="Mesa"), InstitutionFactory(name="Salud")
    seat_person(group=group, institution=where, person=ana.person, says=SeatParticulars(), by=UserFactory())
    assert texts(ana) == ["La nombraron para participar en Mesa por Salud."]
    eva = UserFactory()
    PersonFactory(account=eva)
    seat_person(group=group, institution=where, person=eva.person, says=SeatParticulars(), by=eva)
    assert Notice.objects.count() == 1


@pytest.mark.parametrize(
    ("due_on", "says"),
    [
        ("2026-11-27", "due"),
        ("2026-11", ""),
        ("2026-10", "late"),
        ("2026-11-19", "late"),
        ("2026-11-28", ""),
        ("2026-09", ""),
    ],
)
def test_an_acuerdo_that_falls_due_is_told_once_to_who_holds_the_post_and_sees_it(ana, due_on, says):
    grant(user=ana, role=Role.MEMBER, by=None)
    open_one = GroupSessionFactory(
        group__is_public=True, is_public=True, status="held", happens_on="2026-01-01"
    )
    inner = GroupSessionFactory(group__is_public=False, status="held", happens_on="2026-01-01")
    post = PostFactory(publication="public")
    AppointmentFactory(post=post, person=ana.person, started="2020")
    AppointmentFactory(post=post, started="2020", capacity="suplente", person__account=UserFactory())
    for session in (open_one, inner):
        AcuerdoFactory(session=session, post=post, due_on=due_on, status="open")
    for _again in range(2):
        tell_due_acuerdos(TODAY)
    assert told() == ([(ana.pk, "due_acuerdos", says, False)] if says else [])


def test_a_commitment_that_falls_due_is_told_to_who_answers_for_the_debtor_and_sees_it(ana):
    debtor, other = InstitutionFactory(name="Salud"), InstitutionFactory()
    scope = {"scope": ScopeKind.INSTITUTION, "by": None}
    grant(user=ana, role=Role.LIAISON, key=debtor.package_id, **scope)
    grant(user=UserFactory(), role=Role.LIAISON, key=other.package_id, **scope)
    CommitmentFactory(debtor=debtor, due_on="2026-11-25", status="pending", is_public=True, agreement=None)
    CommitmentFactory(debtor=debtor, due_on="2026-11-25", status="pending", is_public=False, agreement=None)
    CommitmentFactory(debtor=debtor, due_on="2026-11-25", status="done", is_public=True, agreement=None)
    tell_due_commitments(TODAY)
    assert tell_due_commitments(TODAY) == 1
    assert texts(ana) == ["Vence un compromiso de Salud: 25 de noviembre de 2026."]


def test_scheduled_work_tells_what_falls_due(capsys):
    call_command("run_scheduled", "--all")
    said = capsys.readouterr().out
    assert "due_acuerdos (day): 0 avisos" in said
    assert "due_commitments (day): 0 avisos" in said


def test_answers_are_told_to_who_wrote_the_request_once_a_day_and_not_by_herself(ana):
    hers = sent(3)
    hers.created_by = ana
    hers.save()
    first, second, third = rows(hers)
    record_answer(recipient=third, reply=Reply(on=SENT, text="Sí"), by=ana)
    assert told() == []
    for row in (first, second):
        record_answer(recipient=row, reply=Reply(on=SENT, text="Sí"), by=UserFactory())
    assert told() == [(ana.pk, "request_answers", "answered", False)]
