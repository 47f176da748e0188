"""Which saved answers are there for whom."""

import datetime as dt

import pytest
from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.insights.models import SavedAnswer
from network.insights.saved.queries import visible_to
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def viewer(role, scope=ScopeKind.NETWORK, key="", **facts):
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}), **facts)


def test_insiders_see_what_is_kept_its_author_all_of_hers_and_administrators_what_was_discarded():
    author, other = UserFactory(), UserFactory()
    rows = {}
    for state in ("kept", "at_work"):
        for discarded in (None, timezone.now() - dt.timedelta(days=1)):
            rows[state, discarded is not None] = SavedAnswer.objects.create(
                title="x",
                question="analysis",
                language="es",
                author=author,
                state=state,
                discarded_at=discarded,
            )

    def seen(who):
        found = visible_to(SavedAnswer.objects.all(), who)
        return {key for key, row in rows.items() if row in found}

    for role in (Role.MEMBER, Role.ANALYST, Role.LIAISON, Role.COORDINATOR):
        assert seen(viewer(role, user_id=other.pk)) == {("kept", False)}
    assert seen(viewer(Role.ADMINISTRATOR, user_id=other.pk)) == {("kept", False), ("kept", True)}
    part = viewer(Role.ADMINISTRATOR, ScopeKind.GROUP, "x", user_id=other.pk)
    assert seen(part) == {("kept", False)}
    assert seen(viewer(Role.MEMBER, user_id=author.pk)) == set(rows)
    assert seen(PUBLIC) == seen(Viewer(user_id=author.pk)) == set()
