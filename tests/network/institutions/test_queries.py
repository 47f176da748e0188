"""The tree in one query, and whose institutions a coordinator answers for."""

import pytest

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.institutions.models import Institution
from network.institutions.queries import coordinated_by, place_in_tree
from tests.factories.records import InstitutionFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


def coordinator(scope, key=""):
    return Viewer(grants=frozenset({GrantFact(Role.COORDINATOR, scope, key)}))


def test_the_line_of_ancestors_runs_from_the_root(django_assert_num_queries):
    root = InstitutionFactory()
    middle = InstitutionFactory(parent=root)
    leaf = InstitutionFactory(parent=middle)
    children = [InstitutionFactory(parent=leaf, name=name) for name in ("Zeta", "Alfa")]
    InstitutionFactory(parent=middle)
    with django_assert_num_queries(1):
        place = place_in_tree(leaf)
    assert place.ancestors == (root, middle)
    assert place.children == (children[1], children[0])


def test_a_root_without_children_stands_alone():
    place = place_in_tree(InstitutionFactory())
    assert (place.ancestors, place.children) == ((), ())


def test_a_cycle_in_the_tree_ends(django_assert_num_queries):
    one = InstitutionFactory()
    two = InstitutionFactory(parent=one)
    Institution.objects.filter(pk=one.pk).update(parent=two)
    with django_assert_num_queries(1):
        place_in_tree(one)


def test_a_department_means_exactly_that_department():
    here = InstitutionFactory()
    InstitutionFactory(parent=here)
    assert list(coordinated_by(coordinator(ScopeKind.INSTITUTION, here.package_id))) == [here]


def test_a_territory_means_the_institutions_in_it():
    jalisco = TerritoryFactory()
    here = InstitutionFactory(region=jalisco)
    InstitutionFactory()
    assert list(coordinated_by(coordinator(ScopeKind.TERRITORY, str(jalisco.pk)))) == [here]


def test_the_network_means_all_and_the_public_answers_for_none():
    InstitutionFactory()
    assert coordinated_by(coordinator(ScopeKind.NETWORK)).count() == 1
    assert coordinated_by(PUBLIC).count() == 0
    assert coordinated_by(Viewer(grants=frozenset({GrantFact(Role.ADMINISTRATOR)}))).count() == 0
