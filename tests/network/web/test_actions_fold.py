"""The form of actions: what takes a minute stands open, the rest is folded until it says something."""

import uuid

import pytest

from network.accounts.enums import Role
from network.milestones.models import Milestone
from tests.factories.records import InstitutionFactory, TerritoryFactory, ThemeFactory

pytestmark = pytest.mark.django_db

NEW = "/gestion/acciones/nueva/"
FIRST = ["title", "picked", "started", "theme", "territory", "participants", "qualifier", "count_of"]


@pytest.mark.parametrize(
    ("values", "is_open"),
    [
        ({}, False),
        ({"women": "3"}, True),  # a value
        ({"women": "tres"}, True),  # an error
        ({"kind": "charla"}, True),  # not what was presumed
    ],
)
def test_the_fold_is_open_where_it_holds_a_value_or_an_error(log_in, values, is_open):
    coordinator = log_in(Role.COORDINATOR)
    assert [field.name for field in coordinator.get(NEW).context["form"].shown] == FIRST
    said = {"key": str(uuid.uuid4()), "title": "", "kind": "otro", "started": "2026-11-20", **values}
    html = coordinator.post(NEW, said).content.decode()
    assert ("data-rare open" in html) is is_open


def test_without_a_place_said_it_is_where_the_institution_is(log_in):
    place = TerritoryFactory(name="Ovalle")
    partner = InstitutionFactory(region=place)
    said = {"key": str(uuid.uuid4()), "title": "Taller", "kind": "otro", "started": "2026-11-20"}
    log_in(Role.COORDINATOR).post(NEW, {**said, "theme": ThemeFactory().code, "picked": partner.package_id})
    assert list(Milestone.objects.get().territories.all()) == [place]
