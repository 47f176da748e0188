"""What goes out can come in again, starts no formula, and never overwrites what is there."""

import csv

import pytest
from django.core.management import CommandError, call_command

from network.agreements.models import Agreement
from network.exchange.cells import safe
from network.exchange.exporting import export_package
from network.exchange.problems import PackageError
from network.exchange.services import import_package, undo_import
from network.groups.models import Group
from network.institutions.models import Institution
from network.resources.models import PublishedIndicator
from network.vocabulary.models import Territory
from network.vocabulary.package import Names, Text
from tests.network.exchange.packages import GROUP, contents, rows_of, small

pytestmark = pytest.mark.django_db

DANGEROUS = ["=1+1", "+SUM(A1)", "-2", "@cmd", "'=1+1", "''-x", "＝1", "+52 33 3638 5287", "a;=b"]


def again(tmp_path, package):
    """Export, take everything out, import, export; both exports must be the same bytes."""
    export_package(path=tmp_path / "one")
    undo_import(package=package)
    import_package(path=tmp_path / "one", trusted=True)
    export_package(path=tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_starts_a_formula_and_every_text_comes_back(text, tmp_path):
    import_package(path=small(tmp_path / "p", groups=[GROUP]))
    Group.objects.update(objective=text, frequency=text)
    Institution.objects.get(package_id="muni").aliases.create(name=text)
    export_package(path=tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        for row in csv.reader(path.open(encoding="utf-8", newline="")):
            assert not any(cell.startswith(tuple("=+-@＝\t\r")) for cell in row)
    assert ";=" not in (tmp_path / "out" / "institutions.csv").read_text("utf-8")
    found, package = import_package(path=tmp_path / "out")
    assert package is None
    assert not found.conflicts


def test_an_apostrophe_of_a_text_stays():
    assert safe(Text("name"), "'s-Hertogenbosch") == "'s-Hertogenbosch"
    assert safe(Text("name"), "'=x") == "''=x"
    assert safe(Names("aliases", model="", owner="", each=""), "a;-b") == "a;'-b"


def test_a_formula_kept_as_text_comes_in_as_text(tmp_path):
    package = import_package(path=small(tmp_path / "p", groups=[{**GROUP, "objective": "'- primero"}]))[1]
    assert Group.objects.get().objective == "- primero"
    again(tmp_path, package)


def test_optional_columns_go_out_only_where_they_say_something(tmp_path):
    import_package(
        path=small(
            tmp_path / "p",
            agreements=[{"id": "c", "title": "C", "kind": "convenio", "territory": "Jalisco"}],
            groups=[GROUP],
        )
    )
    export_package(path=tmp_path / "one")
    assert "status" not in rows_of(tmp_path / "one" / "agreements.csv")[0]
    assert "publication" not in rows_of(tmp_path / "one" / "groups.csv")[0]
    Agreement.objects.update(status="in_force")
    Group.objects.update(is_public=False)
    export_package(path=tmp_path / "two")
    assert rows_of(tmp_path / "two" / "agreements.csv")[0]["status"] == "in_force"
    assert rows_of(tmp_path / "two" / "groups.csv")[0]["publication"] == "internal"


def test_what_is_internal_does_not_become_public_by_way_of_a_file(tmp_path):
    package = import_package(path=small(tmp_path / "p", groups=[{**GROUP, "publication": "internal"}]))[1]
    assert not Group.objects.get().is_public
    again(tmp_path, package)
    assert not Group.objects.get().is_public


def test_what_the_interface_made_goes_out_and_comes_in(tmp_path):
    import_package(path=small(tmp_path / "p"))
    muni = Institution.objects.get(package_id="muni")
    group = Group.objects.create(name="Hecha\r\naquí  ", kind="mesa", lead_institution=muni)
    group.territories.add(Territory.objects.get(name="Tala"), Territory.objects.get(name="Jalisco"))
    PublishedIndicator.objects.create(name="N", value="2.5", unit="%", qualifier="exact")
    export_package(path=tmp_path / "out")
    [row] = rows_of(tmp_path / "out" / "groups.csv")
    assert row["id"] == group.package_id
    assert set(row["territory"].split(";")) == {"Jalisco/Tala", "Jalisco"}
    assert rows_of(tmp_path / "out" / "indicators.csv")[0]["value"] == "2.5"
    assert import_package(path=tmp_path / "out")[1] is None


@pytest.mark.parametrize("value", ["35", "35.0", "0.5", "149.1000", "0"])
def test_a_number_keeps_the_decimals_it_was_given_with(value, tmp_path):
    row = {"id": "n", "name": "N", "value": value, "unit": "%", "qualifier": "exact"}
    package = import_package(path=small(tmp_path / "p", indicators=[row]))[1]
    again(tmp_path, package)
    assert rows_of(tmp_path / "two" / "indicators.csv")[0]["value"] == value


def test_nothing_that_is_there_is_overwritten(tmp_path, capsys):
    import_package(path=small(tmp_path / "p"))
    before = contents(tmp_path / "p")
    (tmp_path / "file.zip").write_bytes(b"mine")
    for path in (tmp_path / "p", tmp_path / "file.zip"):
        with pytest.raises(CommandError):
            call_command("export_package", path)
    assert "Ahí ya existe algo" in capsys.readouterr().err
    assert contents(tmp_path / "p") == before
    assert (tmp_path / "file.zip").read_bytes() == b"mine"


def test_a_place_where_one_may_not_write_is_told(tmp_path, capsys):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CommandError):
        call_command("export_package", tmp_path / "file" / "out")
    assert "No se puede escribir" in capsys.readouterr().err


def test_nothing_half_written_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr("network.exchange.exporting.os.replace", lambda *args: (_ for _ in ()).throw(OSError))
    with pytest.raises(CommandError):
        call_command("export_package", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["x" * 5000, "/"])
def test_a_path_that_cannot_be_written_is_refused(path):
    with pytest.raises(PackageError):
        export_package(path=path)
