"""A convocation is told to the members of the group who have an account, and to nobody who may not see it."""

import uuid

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from network.accounts.enums import Role, ScopeKind
from network.accounts.services import grant
from network.groups.convening import Called, convene
from network.groups.enums import SessionStatus
from network.notices.mailing import post
from network.notices.models import Notice
from network.notices.services import choose
from network.office.services import describe_office
from tests.factories.accounts import UserFactory
from tests.factories.records import GroupFactory, GroupSessionFactory, InstitutionFactory, SeatFactory
from tests.factories.records import PersonFactory as Person
from tests.network.notices.tried import texts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office(settings):
    settings.DEFAULT_FROM_EMAIL = "Red <no-responder@red.invalid>"
    describe_office(by=None, network_name="Red", office_name="Oficina", email="red@ejemplo.invalid")


def session_of(name="Mesa de salud", *, is_public=True):
    group = GroupFactory(name=name, is_public=is_public)
    return GroupSessionFactory(
        group=group, happens_on="2030-03-09", place="Sala Jacaranda", status=SessionStatus.PLANNED
    )


def member(session, **seat):
    user = UserFactory()
    where = InstitutionFactory()
    SeatFactory(group=session.group, institution=where, person=Person(account=user), **seat)
    return user


def coordinator():
    user = UserFactory()
    grant(user=user, role=Role.COORDINATOR, by=None)
    return user


def call(session, by=None, uid=None):
    where = Called(InstitutionFactory(), email="oficialia@ejemplo.invalid")
    return convene(session=session, called=[where], by=by or coordinator(), uid=uid or uuid.uuid4())


def told():
    return {row.to_id for row in Notice.objects.filter(kind="sessions")}


def test_members_with_an_account_are_told_once_for_each_convocation():
    session, boss, twice = session_of(), coordinator(), uuid.uuid4()
    ana, gone = member(session), member(session, started="2020", ended="2021")
    SeatFactory(group=session.group, institution=InstitutionFactory(), person=Person(account=boss))
    SeatFactory(group=session.group, institution=InstitutionFactory(), person=Person(account=None))
    other = member(session_of("Otra mesa"))
    call(session, boss, twice)
    call(session, boss, twice)
    assert told() == {ana.pk}
    assert gone.pk not in told()
    assert other.pk not in told()
    assert Notice.objects.count() == 1
    assert texts(ana) == [
        "Se convocó a sesión: Mesa de salud. La convocatoria dice el día y el lugar; si no le llega, "
        "pregunte en su institución o a la oficina."
    ]
    call(session, boss)
    assert Notice.objects.filter(to=ana).count() == 2


def test_a_group_that_is_internal_is_told_only_to_whom_it_is_shown():
    session = session_of(is_public=False)
    seated, keeper = member(session), member(session)
    grant(user=keeper, role=Role.COORDINATOR, by=None, scope=ScopeKind.GROUP, key=session.group.package_id)
    call(session)
    assert told() == {keeper.pk}
    assert seated.pk not in told()


def test_its_subject_is_neutral_and_says_neither_day_nor_place_and_her_choice_holds():
    session = session_of("Mesa contra la violencia")
    ana, eva = member(session), member(session)
    choose(user=eva, deliveries={"sessions": "nothing"})
    call(session)
    assert told() == {ana.pk}
    post()
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == ([ana.email], "Tiene un aviso de la red")
    for word in ("violencia", "Jacaranda", "2030", "marzo"):
        assert word not in sent.body


def test_what_is_refused_tells_nobody():
    session = session_of()
    member(session)
    with pytest.raises(ValidationError):
        convene(session=session, called=[], by=coordinator())
    assert not told()
