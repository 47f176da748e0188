"""`manage analyse`: what it writes, and what it says when it cannot."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from network.accounts.enums import Role
from network.accounts.services import grant
from network.graph.measures import ENGINE_VERSIONS
from tests.factories.accounts import UserFactory
from tests.factories.records import GroupFactory, InstitutionFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mesa():
    group = GroupFactory(package_id="mesa", is_public=True)
    for name in ("a", "b"):
        SeatFactory(group=group, institution__package_id=name)
    internal = GroupFactory(package_id="interna", is_public=False)
    for name in ("b", "c"):
        SeatFactory(
            group=internal,
            institution=InstitutionFactory(package_id=name)
            if name == "c"
            else group.seats.get(institution__package_id="b").institution,
        )
    return group


def analysed(*arguments):
    out, err = StringIO(), StringIO()
    call_command("analyse", *arguments, stdout=out, stderr=err)
    return json.loads(out.getvalue()), err.getvalue()


def refusal(*arguments):
    with pytest.raises(CommandError) as refused:
        call_command("analyse", *arguments, stdout=StringIO(), stderr=StringIO())
    return str(refused.value)


def test_it_tells_what_was_asked_of_what_and_by_which_engines(mesa):
    found, said = analysed("--layers", "groups", "--without", "a")
    assert said == ""
    assert list(found) == ["snapshot", "graph", "nodes"]
    digest = found["snapshot"].pop("digest")
    assert len(digest) == 64
    assert found["snapshot"] == {
        "viewer": "public",
        "layers": ["groups"],
        "mode": "one",
        "as_of": None,
        "without": ["a"],
        "stated_only": False,
        "institutions": 2,
        "contexts": 1,
        "untied": ["c"],
        "undated": {"contexts": 1, "memberships": 1, "total_contexts": 1, "total_memberships": 1},
        "undated_by_layer": {
            "groups": {"contexts": 1, "memberships": 1, "total_contexts": 1, "total_memberships": 1}
        },
        "engines": ENGINE_VERSIONS,
    }
    assert [node["id"] for node in found["nodes"]] == ["b"]


def test_an_internal_group_counts_only_for_who_may_see_it(mesa):
    user = UserFactory(email="coordina@ejemplo.invalid")
    grant(user=user, role=Role.COORDINATOR, by=None)
    assert analysed()[0]["graph"]["edges"] == 1
    found, _ = analysed("--viewer", "Coordina@ejemplo.invalid")
    assert (found["snapshot"]["viewer"], found["graph"]["edges"]) == ("Coordina@ejemplo.invalid", 2)


def test_an_empty_platform_gives_zeros_and_nulls():
    found, _ = analysed("--mode", "two")
    assert found["nodes"] == []
    assert (found["graph"]["nodes"], found["graph"]["density"]) == (0, None)


def test_a_partial_date_is_taken_to_its_last_day_and_says_so(mesa):
    found, said = analysed("--as-of", "2020-02")
    assert found["snapshot"]["as_of"] == "2020-02-29"
    assert said == "«2020-02» se cuenta a su último día, 2020-02-29.\n"
    assert analysed("--as-of", "2020-02-28")[1] == ""


def test_in_two_mode_contexts_are_nodes_by_layer_and_id(mesa):
    found, _ = analysed("--mode", "two")
    assert [node["id"] for node in found["nodes"]] == ["a", "b", "groups:mesa"]
    assert {node["clustering"] for node in found["nodes"]} == {None}


def test_every_mistake_is_told_in_spanish_with_its_remedy(mesa):
    assert refusal("--layers", "mesas", "--mode", "tres", "--as-of", "2020-13", "--without", "a,z") == (
        "No hay una capa «mesas». "
        "Las capas son agreements, groups, hierarchy, milestones, posts y programmes.\n"
        "No existe el modo «tres». Escriba «one» o «two».\n"
        "«2020-13» no es una fecha. Escríbala como 2020, 2020-03 o 2020-03-15.\n"
        "«z» no es una institución del directorio. Búsquela por su nombre y elíjala de nuevo."
    )


def test_no_layer_is_a_mistake():
    assert refusal("--layers", " , ") == (
        "Elija al menos una capa: agreements, groups, hierarchy, milestones, posts o programmes."
    )


def test_an_unknown_and_an_inactive_account_are_refused_alike():
    UserFactory(email="baja@ejemplo.invalid", is_active=False)
    assert refusal("--viewer", "nadie") == (
        "No hay una cuenta activa «nadie». Escriba «public» o el correo de una cuenta."
    )
    assert refusal("--viewer", "baja@ejemplo.invalid").startswith("No hay una cuenta activa «baja@")


def test_a_file_that_cannot_be_written_is_told(tmp_path, mesa):
    target = tmp_path / "no" / "medidas.json"
    assert refusal("--json", str(target)) == (
        f"No se puede escribir en «{target}». Elija un archivo en una carpeta que exista y en la que "
        "pueda escribir."
    )


def test_it_writes_the_file_it_is_told_to(tmp_path, mesa):
    target = tmp_path / "medidas.json"
    call_command("analyse", "--json", str(target), stdout=(out := StringIO()))
    assert out.getvalue() == ""
    assert json.loads(target.read_text(encoding="utf-8")) == analysed()[0]
