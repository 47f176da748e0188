"""Who is looking: which grants count, and what each question about her answers."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from network.accounts.enums import Role, ScopeKind
from network.accounts.models import Grant, User
from network.accounts.viewer import PUBLIC, GrantFact, Viewer, viewer_for
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

SENSITIVE = (Role.COORDINATOR, Role.ANALYST, Role.ADMINISTRATOR)


def given(role: Role, *, factor: bool = True, scope: ScopeKind = ScopeKind.NETWORK, key: str = "") -> User:
    user: User = UserFactory(factor=factor)
    Grant.objects.create(user=user, role=role, scope=scope, key=key, starts_on=dt.date(2020, 1, 1))
    return user


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("factor", [True, False])
def test_a_role_counts_unless_it_needs_a_second_factor_that_is_missing(role: Role, factor: bool) -> None:
    viewer = viewer_for(given(role, factor=factor))
    counts = factor or role not in SENSITIVE
    assert viewer.has(role) is counts
    assert viewer.awaits_second_factor is not counts
    assert viewer.grants == (frozenset({GrantFact(role)}) if counts else frozenset())


def test_a_role_that_waits_takes_none_of_the_others_away() -> None:
    user = given(Role.ANALYST, factor=False)
    Grant.objects.create(user=user, role=Role.MEMBER, starts_on=dt.date(2020, 1, 1))
    viewer = viewer_for(user)
    assert (viewer.awaits_second_factor, viewer.has(Role.MEMBER), viewer.has(Role.ANALYST)) == (
        True,
        True,
        False,
    )


def test_who_did_not_enter_or_was_closed_out_is_the_public() -> None:
    closed = given(Role.MEMBER)
    closed.is_active = False
    assert viewer_for(closed) is PUBLIC
    assert viewer_for(AnonymousUser()) is PUBLIC
    assert viewer_for(None) is PUBLIC
    nobody = frozenset[int]()
    known = {
        "institution_ids": nobody,
        "blocked_ids": nobody,
        "group_person_ids": nobody,
        "opened_ids": nobody,
    }
    plain = Viewer(user_id=None, person_id=None, grants=frozenset(), awaits_second_factor=False, **known)
    assert plain == PUBLIC


def test_a_viewer_knows_her_account_and_her_scopes() -> None:
    user = given(Role.LIAISON, scope=ScopeKind.INSTITUTION, key="salud")
    Grant.objects.create(
        user=user, role=Role.LIAISON, scope=ScopeKind.INSTITUTION, key="obras", starts_on=dt.date(2020, 1, 1)
    )
    viewer = viewer_for(user)
    assert viewer.user_id == user.pk
    assert viewer.keys(Role.LIAISON, ScopeKind.INSTITUTION) == ["obras", "salud"]
    assert viewer.keys(Role.LIAISON, ScopeKind.TERRITORY) == []
    assert viewer.keys(Role.COORDINATOR, ScopeKind.INSTITUTION) == []


def test_a_grant_without_a_scope_is_of_the_whole_network() -> None:
    assert GrantFact("member") == GrantFact("member", "network", "")


@pytest.mark.parametrize(
    ("viewer", "member", "insider", "runs"),
    [
        (Viewer(), False, False, False),
        (Viewer(user_id=1), False, False, False),
        (Viewer(user_id=1, person_id=0), True, True, False),
        (Viewer(grants=frozenset({GrantFact("member")})), True, True, False),
        (Viewer(grants=frozenset({GrantFact("liaison", "institution", "x")})), True, True, False),
        (Viewer(grants=frozenset({GrantFact("coordinator", "group", "x")})), True, True, False),
        (Viewer(grants=frozenset({GrantFact("coordinator")})), True, True, True),
        (Viewer(grants=frozenset({GrantFact("administrator")})), True, True, True),
        (Viewer(grants=frozenset({GrantFact("analyst")})), False, True, False),
    ],
)
def test_where_each_belongs(viewer: Viewer, member: bool, insider: bool, runs: bool) -> None:
    assert (viewer.is_member, viewer.is_insider, viewer.runs_network) == (member, insider, runs)
