"""Rows that the platform changed since an import wrote them are kept, listed, and changed only on demand."""

import json

import pytest
from django.core.management import call_command

from network.exchange.services import import_package, undo_import
from network.groups.models import Group
from tests.network.exchange.packages import GROUP, small, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(tmp_path):
    return import_package(path=small(tmp_path / "first", groups=[{**GROUP, "objective": "Uno"}]))[1]


def objective():
    return Group.objects.get().objective


def test_a_conflicting_row_stays_and_is_listed(first, tmp_path, capsys):
    Group.objects.update(objective="A mano")
    path = write(tmp_path / "p", groups=[{**GROUP, "objective": "Dos"}])
    call_command("import_package", path, json=tmp_path / "r.json")
    assert objective() == "A mano"
    result = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert result["import"] is None
    assert result["tables"]["groups"] == {"new": 0, "changed": 0, "unchanged": 0, "conflicting": 1}
    assert result["conflicts"] == [
        {
            "table": "groups",
            "id": "mesa",
            "action": "conflicting",
            "columns": {"objective": ["A mano", "Dos"]},
        }
    ]
    assert "«A mano»" in capsys.readouterr().out


def test_on_demand_it_is_changed_and_undoing_brings_the_hand_s_work_back(first, tmp_path):
    Group.objects.update(objective="A mano")
    path = write(tmp_path / "p", groups=[{**GROUP, "objective": "Dos"}])
    package = import_package(path=path, overwrite=True)[1]
    assert objective() == "Dos"
    undo_import(package=package)
    assert objective() == "A mano"


def test_the_same_package_again_does_not_take_the_hand_s_work_away(first, tmp_path):
    Group.objects.update(objective="A mano")
    found, package = import_package(path=tmp_path / "first")
    assert package is None
    assert [conflict.key for conflict in found.conflicts] == [("mesa",)]
    assert objective() == "A mano"


def test_what_the_platform_did_not_touch_is_a_plain_change(first, tmp_path):
    Group.objects.update(frequency="mensual")
    import_package(path=write(tmp_path / "p", groups=[{**GROUP, "objective": "Dos"}]))
    assert (objective(), Group.objects.get().frequency) == ("Dos", "mensual")


def test_a_row_of_the_interface_has_no_import_to_conflict_with(first, tmp_path):
    Group.objects.create(package_id="propia", name="Propia", kind="mesa")
    row = {"id": "propia", "name": "Propia", "kind": "mesa", "territory": "Jalisco"}
    found, package = import_package(path=write(tmp_path / "p", groups=[row]))
    assert package
    assert not found.conflicts


def test_what_was_undone_does_not_count_as_written(first, tmp_path):
    second = import_package(path=write(tmp_path / "p", groups=[{**GROUP, "objective": "Dos"}]))[1]
    undo_import(package=second)
    found, _package = import_package(path=write(tmp_path / "q", groups=[{**GROUP, "objective": "Tres"}]))
    assert not found.conflicts
    assert objective() == "Tres"


def test_an_empty_cell_erases_nothing(first, tmp_path):
    found, package = import_package(path=write(tmp_path / "p", groups=[{**GROUP, "objective": ""}]))
    assert package is None
    assert not found.conflicts
    assert objective() == "Uno"
