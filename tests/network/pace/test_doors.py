"""Who reads that an account was slowed, and who is counted how far."""

import pytest
from django.core.cache import cache

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.pace import rules
from network.pace.models import Slowing
from network.pace.queries import slowings_visible_to
from network.pace.services import may_be_shown
from tests.factories.accounts import UserFactory


def viewer(role, scope=ScopeKind.NETWORK, key="", **facts):
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}), **facts)


@pytest.mark.django_db
def test_it_is_read_by_administrators_of_the_network_and_not_about_themselves():
    ana, eva = UserFactory(), UserFactory()
    of_ana, of_eva = (Slowing.objects.create(account=one, on="2026-03-10") for one in (ana, eva))
    assert set(slowings_visible_to(viewer(Role.ADMINISTRATOR, user_id=ana.pk))) == {of_eva}
    assert of_ana in slowings_visible_to(viewer(Role.ADMINISTRATOR, user_id=eva.pk))
    part = viewer(Role.ADMINISTRATOR, ScopeKind.INSTITUTION, "salud")
    for who in (PUBLIC, viewer(Role.COORDINATOR), viewer(Role.MEMBER), part):
        assert not slowings_visible_to(who).exists()


def test_different_people_count_herself_does_not_and_each_account_by_itself(monkeypatch):
    cache.clear()
    monkeypatch.setattr(rules, "MEMBERS", 2)
    monkeypatch.setattr(rules, "ON_DUTY", 3)
    ana = viewer(Role.MEMBER, user_id=1, person_id=9)
    assert may_be_shown([], viewer=ana) is True
    assert may_be_shown([9, 1, 2], viewer=ana) is True
    assert may_be_shown([1, 2, 9], viewer=ana) is True
    assert may_be_shown([3], viewer=ana) is False
    assert may_be_shown([9], viewer=ana) is True
    assert may_be_shown([3], viewer=viewer(Role.MEMBER, user_id=2)) is True
    for number, role in enumerate((Role.COORDINATOR, Role.ADMINISTRATOR), 10):
        on_duty = viewer(role, user_id=number)
        assert may_be_shown([1, 2, 3], viewer=on_duty) is True
        assert may_be_shown([4], viewer=on_duty) is False
