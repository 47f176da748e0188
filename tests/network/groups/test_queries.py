import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.groups.models import Group
from network.groups.queries import seats_beside, visible_to
from tests.factories.records import GroupFactory, InstitutionFactory, PersonFactory, SeatFactory

pytestmark = pytest.mark.django_db


def viewer(role, scope=ScopeKind.NETWORK, key=""):
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}))


def seen_by(who):
    return set(visible_to(Group.objects.all(), who))


def test_public_groups_are_for_everyone_and_internal_ones_for_their_coordinators():
    here = InstitutionFactory()
    public, seated, led, other = (
        GroupFactory(),
        GroupFactory(is_public=False),
        GroupFactory(is_public=False, lead_institution=here),
        GroupFactory(is_public=False),
    )
    SeatFactory(group=seated, institution=here)
    SeatFactory(group=other, institution=InstitutionFactory(parent=here))
    for who in (
        PUBLIC,
        viewer(Role.MEMBER),
        viewer(Role.ANALYST),
        viewer(Role.ADMINISTRATOR),
        viewer(Role.LIAISON, ScopeKind.INSTITUTION, here.package_id),
    ):
        assert seen_by(who) == {public}
    assert seen_by(viewer(Role.COORDINATOR)) == {public, seated, led, other}
    assert seen_by(viewer(Role.COORDINATOR, ScopeKind.INSTITUTION, here.package_id)) == {public, seated, led}
    assert seen_by(viewer(Role.COORDINATOR, ScopeKind.GROUP, other.package_id)) == {public, other}


def test_seats_beside_are_of_institutions_only_and_of_visible_groups_only():
    here = InstitutionFactory()
    seat = SeatFactory(institution=here)
    beside = SeatFactory(group=seat.group)
    SeatFactory(group=seat.group, person=PersonFactory())
    SeatFactory(group=GroupFactory(is_public=False), institution=here)
    SeatFactory(institution=here, person=PersonFactory())
    assert set(seats_beside(here, PUBLIC)) == {seat, beside}
