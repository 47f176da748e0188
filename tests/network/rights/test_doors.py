"""Who reads requests of rights, openings and copies, asked of the doors themselves."""

import datetime as dt

import pytest
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.rights.models import DataCopy, Opening, RightsRequest
from network.rights.queries import (
    at_desk,
    copy_of,
    openings_by,
    openings_of,
    own_requests,
    pending,
    visible_to,
)
from network.rights.viewer_facts import viewer_facts
from tests.factories.accounts import UserFactory
from tests.factories.records import PersonFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 2)


def viewer(role, **facts):
    return Viewer(grants=frozenset({GrantFact(role)}), **facts)


def asked(person=None, days=20, **fields):
    return RightsRequest.objects.create(
        **{
            "right": "access",
            "country": "MX",
            "person": person,
            "legal_basis": "x",
            "counted": "working",
            "received_on": TODAY,
            "answer_by": TODAY + dt.timedelta(days=days),
            **fields,
        }
    )


def seen(who):
    return set(visible_to(RightsRequest.objects.all(), who))


def test_requests_are_read_by_herself_by_duty_and_whole_by_administrators():
    ana, protected = PersonFactory(visible=True), PersonFactory(protected=True)
    hers, of_protected, without = asked(ana), asked(protected), asked()
    assert seen(viewer(Role.COORDINATOR)) == {hers, without}
    assert seen(viewer(Role.ADMINISTRATOR)) == {hers, of_protected, without}
    assert seen(Viewer(person_id=protected.pk)) == {of_protected}
    part = Viewer(grants=frozenset({GrantFact(Role.ADMINISTRATOR, ScopeKind.GROUP, "x")}))
    for who in (PUBLIC, Viewer(user_id=1), viewer(Role.MEMBER), viewer(Role.ANALYST), part):
        assert seen(who) == set()


def test_nobody_answers_her_own_at_the_desk():
    ana = PersonFactory(visible=True)
    other, _own = asked(), asked(ana)
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        assert set(at_desk(viewer(role, person_id=ana.pk))) == {other}
        assert at_desk(viewer(role)).count() == 2
    for who in (PUBLIC, viewer(Role.MEMBER), Viewer(person_id=ana.pk)):
        assert not at_desk(who).exists()


def test_what_is_pending_is_open_and_the_nearest_day_stands_first():
    late, soon, twin = asked(days=9), asked(days=3), asked(days=3)
    asked(days=1, state="refused", answered_on=TODAY)
    asked(days=1, state="withdrawn")
    granted = asked(days=30, state="granted", answered_on=TODAY, effect_by=TODAY)
    assert list(pending(viewer(Role.ADMINISTRATOR))) == [soon, twin, late, granted]
    assert list(pending(PUBLIC)) == []


def test_she_reads_her_own_the_latest_first():
    ana = PersonFactory()
    first, second, third = asked(ana), asked(ana), asked(ana)
    asked(PersonFactory()), asked()
    RightsRequest.objects.filter(pk__in=(second.pk, third.pk)).update(entered_at=first.entered_at)
    RightsRequest.objects.filter(pk=first.pk).update(entered_at=first.entered_at + dt.timedelta(days=1))
    assert list(own_requests(Viewer(person_id=ana.pk))) == [first, third, second]
    assert list(own_requests(viewer(Role.ADMINISTRATOR))) == []


def opening(person, by, minutes=15):
    until = timezone.now() + dt.timedelta(minutes=minutes)
    return Opening.objects.create(person=person, by=by, reason="Pidió que se corrigiera", until=until)


def test_who_opened_her_record_is_read_by_her_and_what_is_open_by_whoever_opened_it(
    django_assert_num_queries,
):
    by, ana = UserFactory(), PersonFactory()
    now_open, over = opening(ana, by), opening(ana, by, -1)
    opening(PersonFactory(), UserFactory())
    assert set(openings_of(Viewer(person_id=ana.pk))) == {now_open, over}
    assert list(openings_of(viewer(Role.ADMINISTRATOR, user_id=by.pk))) == []
    assert list(openings_by(viewer(Role.ADMINISTRATOR, user_id=by.pk))) == [now_open]
    earlier = timezone.now() - dt.timedelta(minutes=5)
    assert set(openings_by(Viewer(user_id=by.pk), earlier)) == {now_open, over}
    at_its_end = openings_by(Viewer(user_id=by.pk), over.until)
    assert list(at_its_end) == [now_open], "at its last moment it is closed"


def test_what_is_open_counts_for_administrators_of_the_network_alone():
    by, _other, ana = UserFactory(), PersonFactory(), PersonFactory()
    opening(ana, by)
    opening(PersonFactory(), by, -1)
    opening(PersonFactory(), UserFactory())
    assert viewer_facts(by, viewer(Role.ADMINISTRATOR)) == {"opened_ids": frozenset({ana.pk})}
    for who in (PUBLIC, viewer(Role.COORDINATOR), viewer(Role.MEMBER)):
        assert viewer_facts(by, who) == {}


def test_a_copy_is_taken_by_herself_with_the_account_that_asked():
    ana, account = PersonFactory(), UserFactory()
    made = DataCopy.objects.create(person=ana, account=account, language="es", beat_at=timezone.now())
    assert copy_of(Viewer(person_id=ana.pk, user_id=account.pk)) == made
    assert copy_of(Viewer(person_id=ana.pk, user_id=UserFactory().pk)) is None
    assert copy_of(Viewer(person_id=PersonFactory().pk, user_id=account.pk)) is None
    assert copy_of(PUBLIC) is None
