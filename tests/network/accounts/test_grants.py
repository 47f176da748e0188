import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError

from network.accounts.enums import Role, ScopeKind
from network.accounts.models import Grant
from network.accounts.rules import may_pass_roles
from network.accounts.services import grant
from network.accounts.viewer import PUBLIC, GrantFact, Viewer, viewer_for
from network.journal.models import Entry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_that_day():
    with time_machine.travel(dt.datetime(2026, 3, 8, 18, tzinfo=dt.UTC), tick=False):
        yield


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "holds"),
    [
        (dt.date(2026, 3, 8), None, True),
        (dt.date(2026, 1, 1), dt.date(2026, 3, 8), True),
        (dt.date(2026, 3, 9), None, False),
        (dt.date(2026, 1, 1), dt.date(2026, 3, 7), False),
    ],
)
def test_a_role_is_held_from_its_first_day_to_its_last(starts_on, ends_on, holds):
    user = UserFactory()
    grant(user=user, role=Role.COORDINATOR, by=None, starts_on=starts_on, ends_on=ends_on)
    assert viewer_for(user).has(Role.COORDINATOR) == holds


def test_a_grant_of_tomorrow_does_not_stand_in_for_one_of_today():
    user = UserFactory()
    grant(user=user, role=Role.ANALYST, by=None, starts_on=dt.date(2026, 3, 9))
    grant(user=user, role=Role.ANALYST, by=None)
    assert viewer_for(user).has(Role.ANALYST)


def test_roles_are_passed_by_administrators_of_the_network_alone():
    def may(role, *scope):
        return may_pass_roles(Viewer(grants=frozenset({GrantFact(role, *scope)})))

    assert [role for role in Role if may(role)] == [Role.ADMINISTRATOR]
    assert not may(Role.ADMINISTRATOR, ScopeKind.GROUP, "mesa")
    assert not may_pass_roles(PUBLIC)


def test_the_same_grant_given_twice_is_one_grant_and_one_entry():
    user = UserFactory()
    for _turn in range(2):
        grant(user=user, role=Role.ANALYST, by=None)
    assert (Grant.objects.count(), Entry.objects.filter(verb="grant").count()) == (1, 1)


@pytest.mark.parametrize(
    ("scope", "key"),
    [
        (ScopeKind.TERRITORY, "Jalisco"),
        (ScopeKind.TERRITORY, "²"),
        (ScopeKind.NETWORK, "1"),
        (ScopeKind.GROUP, ""),
    ],
)
def test_a_key_that_its_scope_cannot_have_is_refused(scope, key):
    with pytest.raises(ValidationError):
        grant(user=UserFactory(), role=Role.COORDINATOR, by=None, scope=scope, key=key)
    assert Grant.objects.count() == 0


def test_a_closed_account_sees_what_the_public_sees():
    user = UserFactory(is_active=False)
    grant(user=user, role=Role.COORDINATOR, by=None)
    assert viewer_for(user) == PUBLIC


def test_an_account_is_never_named_by_its_address():
    assert "@" not in str(UserFactory())
