"""The real network: it comes in whole, comes in once, goes out as it came, and can be taken out again."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.agreements.models import Agreement, AgreementDocument
from network.exchange.catalogue import model_of, tables
from network.exchange.exporting import export_package
from network.exchange.services import import_package, undo_import
from network.groups.models import Group
from network.institutions.models import Institution
from network.journal.models import Entry
from network.resources.models import PublishedIndicator
from network.vocabulary.models import Territory
from tests.network.exchange.packages import OPEN, contents, counts, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported():
    return import_package(path=OPEN)[1]


def test_every_row_comes_in(imported):
    for path in OPEN.glob("*.csv"):
        rows = rows_of(path)
        assert model_of(tables()[path.stem]).objects.count() == len(rows), path.name
        assert imported.counts[path.stem] == {
            "new": len(rows),
            "changed": 0,
            "unchanged": 0,
            "conflicting": 0,
        }
    assert Entry.objects.filter(verb="package.applied").count() == 1


def test_rows_keep_what_the_files_say(imported):
    ministry = Institution.objects.get(package_id="mmeg")
    assert [alias.name for alias in ministry.aliases.all()] == [
        "Ministerio de la Mujer",
        "Ministerio de la Mujer y Equidad de Género",
        "MMEyG",
        "MinMujeryEG",
    ]
    unit = Institution.objects.get(package_id="mmeg-subsecretaria")
    assert unit.parent == ministry
    city = Institution.objects.get(package_id="muni-la-serena")
    assert (city.municipality.name, city.municipality.parent, city.region.name) == (
        "La Serena",
        city.region,
        "Coquimbo",
    )
    assert Group.objects.filter(is_public=True).count() == 71
    assert set(Agreement.objects.values_list("status", flat=True)) == {"unknown"}
    assert AgreementDocument.objects.count() == 13
    agreement = Agreement.objects.get(package_id="convenio-la-serena-sernameg")
    assert agreement.signed_on.words == "19 de diciembre de 2016"
    assert PublishedIndicator.objects.filter(period_starts="2018", period_ends="2022").exists()


def test_importing_twice_changes_nothing(imported):
    before = counts()
    found, package = import_package(path=OPEN)
    assert package is None
    assert not found.changes
    assert {name: table["unchanged"] for name, table in found.tables.items()} == {
        path.stem: len(rows_of(path)) for path in OPEN.glob("*.csv")
    }
    assert counts() == before


def test_it_goes_out_as_it_came_except_that_a_telephone_becomes_a_text(imported, tmp_path):
    export_package(path=tmp_path / "out")
    came, went = contents(OPEN), contents(tmp_path / "out")
    went["routes.csv"] = went["routes.csv"].replace(b"'+569 9700 7000", b"+569 9700 7000")
    assert went == {**came, **{name: went[name] for name in went.keys() - came.keys()}}


def test_undone_it_leaves_nothing_but_its_trace(tmp_path):
    before = counts()
    undo_import(package=import_package(path=OPEN)[1])
    after = counts()
    for trace in ("exchange.Import", "exchange.StagedRow", "journal.Entry"):
        assert after.pop(trace) > before.pop(trace)
    assert after == before
    assert Territory.objects.count() == 0


def test_neither_importing_nor_looking_asks_row_by_row():
    with CaptureQueriesContext(
        connection,
    ) as first:
        import_package(path=OPEN)
    with CaptureQueriesContext(connection) as second:
        import_package(path=OPEN)
    assert len(first) < 400  # for 1,970 rows in 21 tables, written in batches
    assert len(second) < 80


def test_the_command_tells_in_spanish_what_it_did(capsys):
    call_command("import_package", OPEN)
    told = capsys.readouterr().out
    assert "Leyendo institutions.csv" in told
    assert "Importación" in told
    assert "Territorios nuevos: Nacional" in told
