"""Reach, its layer and its desk: with and without a woman whom a role may not know, the same in every way."""

from typing import Any

import pytest

from network.people.models import Person

from .oracle import MODES, ROLES, SIGHT, sees_her_as
from .test_non_interference import add_her, differences, read, undone, world  # noqa: F401 (a fixture)
from .world import TEXTS, World

pytestmark = pytest.mark.django_db

REACH = (
    "/gestion/formacion/alcance/",
    "/gestion/formacion/alcance/?cuales=todas&formato=csv",
    "/gestion/formacion/alcance/salud/",
    "/gestion/formacion/alcance/informe.docx",
    "/gestion/formacion/externas/",
    "/red/cobertura/respuesta.json",
    "/red/datos.json?capas=co_learning",
    "/red/analisis/vinculos.csv?capas=co_learning",
)
HANGS = {"learning", "second place", "public post"}


def case(role: str, mode: str) -> dict[str, Any]:
    return {
        "role": role,
        "mode": mode,
        "changes": False,
        "hangs": HANGS - {"public post"},
        "texts": ["zarza"] * len(TEXTS),
        "outputs": REACH,
    }


@pytest.mark.long
@pytest.mark.parametrize("mode", ["oculta", "protegida", "limitada"])
def test_nobody_notices_what_a_woman_learned_whom_she_may_not_know(world: World, mode: str) -> None:  # noqa: F811
    without: dict[Any, Any] = {}
    found = []
    for role in ROLES:
        if mode not in SIGHT[sees_her_as(role, works_elsewhere_too=True, sits_in_group=False)].exist:
            found += differences(world, case(role, mode), without)
    assert found == []
    assert set(MODES) >= {mode}


def test_being_visible_alone_tells_members_nothing_of_what_she_learned(world: World) -> None:  # noqa: F811
    """With her, the page names her among those who could go; numbers stay until she lets ties be seen."""
    numbers = [address for address in REACH if "salud" not in address and "externas" not in address]
    with undone():
        her = add_her(world, "member", "visible", {"hangs": {"learning"}, "changes": True})
        Person.objects.filter(pk=her.pk).update(shows_ties=False)
        with_learning = {address: read(world, "member", address) for address in numbers}
        her.learned.all().delete()
        assert {address: read(world, "member", address) for address in numbers} == with_learning


@pytest.mark.long
def test_a_woman_who_lets_it_be_seen_is_noticed(world: World) -> None:  # noqa: F811
    """The control: the same comparison finds her where she shows herself."""
    found = {line.split(": ")[1] for line in differences(world, case("member", "visible"), {})}
    assert found >= {
        "/gestion/formacion/alcance/",
        "/gestion/formacion/alcance/salud/",
        "/red/cobertura/respuesta.json",
    }
    seen = differences(world, case("coordinator of the network", "oculta"), {})
    assert any("externas" in line for line in seen)
