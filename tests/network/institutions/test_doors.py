"""Over which institutions a coordinator's scope reaches, which posts are told, who handles a reserved one."""

import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.rules import may_pass_roles
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.institutions.models import Institution, Post
from network.institutions.queries import coordinated_by, coordinates_network, posts_told_to
from network.institutions.rules import is_closed_to, may_handle_reserved
from tests.factories.records import InstitutionFactory, PostFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


def viewer(role, scope=ScopeKind.NETWORK, key=""):
    return Viewer(grants=frozenset({GrantFact(role, scope, key)}))


INSIDERS = [
    viewer(role) for role in (Role.MEMBER, Role.ANALYST, Role.COORDINATOR, Role.ADMINISTRATOR, Role.LIAISON)
]


def test_a_scope_is_a_territory_of_either_kind_or_a_department_and_several_add_up():
    jalisco, town = TerritoryFactory(name="Jalisco"), TerritoryFactory(kind="municipality", name="Zapopan")
    in_region, in_town, own, away = (
        InstitutionFactory(region=jalisco),
        InstitutionFactory(municipality=town),
        InstitutionFactory(package_id="salud"),
        InstitutionFactory(region=TerritoryFactory(name="Colima")),
    )

    def reached(*facts):
        return set(coordinated_by(Viewer(grants=frozenset(facts))))

    of_region, of_town, of_own = (
        GrantFact(Role.COORDINATOR, ScopeKind.TERRITORY, str(jalisco.pk)),
        GrantFact(Role.COORDINATOR, ScopeKind.TERRITORY, str(town.pk)),
        GrantFact(Role.COORDINATOR, ScopeKind.INSTITUTION, "salud"),
    )
    assert reached(of_region) == {in_region}
    assert reached(of_town) == {in_town}
    assert reached(of_own) == {own}
    assert reached(of_region, of_town, of_own) == {in_region, in_town, own}
    assert reached(GrantFact(Role.COORDINATOR)) == {in_region, in_town, own, away}
    for fact in (
        GrantFact(Role.COORDINATOR, ScopeKind.GROUP, "salud"),
        GrantFact(Role.LIAISON, ScopeKind.INSTITUTION, "salud"),
        GrantFact(Role.ANALYST, ScopeKind.TERRITORY, str(jalisco.pk)),
        GrantFact(Role.ADMINISTRATOR),
    ):
        assert reached(fact) == set()
    assert not coordinated_by(PUBLIC).exists()
    assert Institution.objects.count() == 4


def test_the_whole_network_is_coordinated_by_that_grant_alone():
    assert coordinates_network(viewer(Role.COORDINATOR))
    assert not any(
        coordinates_network(who)
        for who in (PUBLIC, viewer(Role.ADMINISTRATOR), viewer(Role.COORDINATOR, ScopeKind.GROUP, "x"))
    )


def test_a_post_is_told_by_its_own_publication():
    posts = {one: PostFactory(publication=one) for one in ("public", "network", "reserved")}

    def told(who):
        found = posts_told_to(Post.objects.all(), who)
        return {one for one, post in posts.items() if post in found}

    assert told(PUBLIC) == told(Viewer(user_id=1)) == {"public"}
    assert [told(who) for who in INSIDERS] == [{"public", "network"}] * len(INSIDERS)


def test_a_reserved_post_is_handled_by_administrators_alone():
    administrator = viewer(Role.ADMINISTRATOR)
    assert may_handle_reserved(administrator)
    assert not is_closed_to("reserved", administrator)
    for who in (PUBLIC, viewer(Role.COORDINATOR), viewer(Role.MEMBER)):
        assert not may_handle_reserved(who)
        assert [is_closed_to(one, who) for one in ("public", "network", "reserved")] == [False, False, True]


def test_roles_are_passed_on_by_administrators_of_the_network_alone():
    assert may_pass_roles(viewer(Role.ADMINISTRATOR))
    for who in (PUBLIC, viewer(Role.COORDINATOR), viewer(Role.ADMINISTRATOR, ScopeKind.INSTITUTION, "salud")):
        assert not may_pass_roles(who)
