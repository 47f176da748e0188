"""Who is called similar, and why."""

import pytest

from network.accounts.viewer import PUBLIC
from network.insights.coverage_matrix import Matrix
from network.insights.similar import Examples
from tests.factories.records import (
    GroupFactory,
    InstitutionFactory,
    MechanismFactory,
    SeatFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db


def institution(name, *, stage="", **traits):
    made = InstitutionFactory(name=name, package_id=name.lower(), **traits)
    if stage:
        MechanismFactory(institution=made, stage=stage)
    return made


def example():
    """Whom "Aquí", which has no mechanism, is referred to for one."""
    matrix = Matrix(PUBLIC)
    (row,) = (row for row in matrix.rows if row.name == "Aquí")
    found = Examples(matrix).of(row, matrix.place_of("mecanismo"))
    return found and (found.row.name, found.reason)


@pytest.fixture
def here():
    return InstitutionFactory(
        name="Aquí", package_id="aqui", kind="municipality", region=TerritoryFactory(name="Maule")
    )


def test_the_same_kind_level_and_region_come_before_the_same_kind_and_level(here):
    institution("Lejos", kind="municipality", stage="consolidated")
    institution("Cerca", kind="municipality", stage="forming", region=here.region)
    assert example() == ("Cerca", "mismo tipo y nivel, misma región")


def test_shared_spaces_make_alike_and_are_counted(here):
    institution("Ajena", kind="municipality", stage="forming")
    tied = institution("Vecina", kind="municipality", stage="forming")
    for _ in range(2):
        group = GroupFactory()
        SeatFactory(group=group, institution=here)
        SeatFactory(group=group, institution=tied)
    assert example() == ("Vecina", "mismo tipo y nivel, 2 espacios en común")


def test_of_equals_the_one_that_has_come_furthest_and_then_the_first_by_name(here):
    for name, stage in (("Beta", "forming"), ("Gama", "consolidated"), ("Alfa", "consolidated")):
        institution(name, kind="municipality", stage=stage)
    assert example() == ("Alfa", "mismo tipo y nivel")


def test_who_is_most_alike_but_lacks_it_too_is_no_example(here):
    institution("Gemela", kind="municipality", region=here.region)
    institution("Prima", kind="municipal_unit", stage="forming", region=here.region)
    assert example() == ("Prima", "mismo nivel, misma región, mismo sector")


@pytest.mark.parametrize(
    "traits",
    [
        {"kind": "company", "sector": "private", "level": "municipal"},
        {"kind": "ministry", "sector": "public", "level": "national"},
    ],
)
def test_who_shares_too_little_is_not_called_similar(here, traits):
    institution("Distinta", stage="consolidated", **traits)
    assert example() is None


def test_other_is_no_kind_to_have_in_common(here):
    here.kind = "other"
    here.sector = here.level = ""
    here.save()
    institution("Otra", kind="other", stage="consolidated", sector="", level="")
    assert example() is None


def test_where_nobody_has_it_there_is_no_example(here):
    assert example() is None
