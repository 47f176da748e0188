"""A role ends on a day, and the network never remains without an administrator."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.accounts.models import Grant
from network.accounts.services import end_grant, grant, reopen_grant, withdraw_grant
from network.accounts.viewer import viewer_for
from network.journal.models import Entry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

TODAY, LAST = dt.date(2025, 11, 20), dt.date(2025, 12, 31)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


def given(role=Role.ADMINISTRATOR, user=None, **values):
    return grant(user=user or UserFactory(), role=role, by=None, starts_on=dt.date(2024, 1, 1), **values)


def test_it_holds_until_its_last_day():
    role = given(Role.COORDINATOR)
    end_grant(given=role, on=LAST, by=None, reason="Cambio de gobierno")
    assert viewer_for(role.user).has(Role.COORDINATOR)
    entry = Entry.objects.get(verb="end_grant")
    assert (entry.reason, entry.after["ends_on"]) == ("Cambio de gobierno", "2025-12-31")
    with pytest.raises(ValidationError):
        end_grant(given=role, on=LAST, by=None, reason="Otra vez")


def refused(role):
    with pytest.raises(ValidationError) as caught:
        end_grant(given=role, on=LAST, by=None, reason="Cambio de gobierno")
    return caught.value.code == "last_administrator"


def test_the_last_administrator_stays():
    role = given()
    assert refused(role)
    given(user=UserFactory(is_active=False))
    given(scope=ScopeKind.INSTITUTION, key="otra")
    given(Role.COORDINATOR)
    given(ends_on=dt.date(2026, 6, 30))
    assert refused(role)
    grant(user=UserFactory(), role=Role.ADMINISTRATOR, by=None, starts_on=dt.date(2026, 1, 2))
    assert refused(role), "there would be none on the first of January"
    grant(user=UserFactory(), role=Role.ADMINISTRATOR, by=None, starts_on=dt.date(2026, 1, 1))
    end_grant(given=role, on=LAST, by=None, reason="Cambio de gobierno")


def test_an_end_is_taken_back_and_a_role_withdrawn_before_their_days():
    role = given(Role.COORDINATOR)
    end_grant(given=role, on=LAST, by=None, reason="Cambio")
    assert reopen_grant(given=role, by=None, reason="Continúa").ends_on is None
    end_grant(given=role, on=TODAY - dt.timedelta(days=1), by=None, reason="Cambio")
    with pytest.raises(ValidationError):
        reopen_grant(given=role, by=None, reason="Continúa")
    coming = grant(user=UserFactory(), role=Role.COORDINATOR, by=None, starts_on=LAST)
    withdraw_grant(given=coming, by=None, reason="Continúa")
    assert not Grant.objects.filter(pk=coming.pk).exists()
    with pytest.raises(ValidationError):
        withdraw_grant(given=given(Role.ANALYST), by=None, reason="Continúa")
