"""Commitments and their progress leave in the data package with all they say, and come back."""

import pytest

from network.commitments.models import Commitment, Progress
from network.exchange.exporting import export_package
from network.exchange.problems import PackageError
from network.exchange.services import import_package, undo_import
from tests.network.exchange.packages import contents, rows_of, small

pytestmark = pytest.mark.django_db

COMMITMENT = {"debtor_id": "unidad", "creditor_id": "muni", "theme": "violencia"}
DOCUMENTS = [{"id": "d1", "kind": "oficio", "number": "7", "subject": "Avances"}]
COMMITMENTS = [
    {
        "id": "c1",
        "text": "Protocolo",
        "status": "done",
        "due_on": "2026-06",
        "first_due_on": "2026-03-31",
        "done_on": "2026-05",
        "acknowledged_on": "2026-06-02",
        "acknowledged_by_id": "muni",
        "acknowledged_in_id": "d1",
        "publication": "internal",
        **COMMITMENT,
    },
    {"id": "c2", "text": "Cursos", "status": "not_met", "not_met_because": "Sin recursos", **COMMITMENT},
]
PROGRESS = [
    {"id": "p1", "commitment_id": "c1", "date": "2026-04", "text": "Borrador", "document_id": "d1"},
    {"id": "p2", "commitment_id": "c1", "date": "2026", "text": "Aviso", "link": "https://ejemplo.invalid/a"},
]


def package(folder, **tables):
    given = {"documents": DOCUMENTS, "commitments": COMMITMENTS, "commitment_progress": PROGRESS}
    return small(folder, **(given | tables))


def test_they_come_back_as_they_left(tmp_path):
    _preview, first = import_package(path=package(tmp_path / "p"))
    export_package(path=tmp_path / "one", people=True, reason="Respaldo")
    undo_import(package=first)
    assert not Commitment.objects.exists()
    assert not Progress.objects.exists()
    import_package(path=tmp_path / "one")
    export_package(path=tmp_path / "two", people=True, reason="Respaldo")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    for table, given in (("commitments", COMMITMENTS), ("commitment_progress", PROGRESS)):
        left = {row["id"]: row for row in rows_of(tmp_path / "two" / f"{table}.csv")}
        for row in given:
            assert row.items() <= left[row["id"]].items()
    assert import_package(path=tmp_path / "two")[1] is None  # nothing in it is new


def test_a_package_from_before_the_new_columns_takes_nothing_away(tmp_path):
    import_package(path=package(tmp_path / "p"))
    old = {"id": "c1", "text": "Protocolo de atención", "status": "done", "due_on": "2026-06", **COMMITMENT}
    import_package(path=small(tmp_path / "old", commitments=[old]))
    row = Commitment.objects.get(package_id="c1")
    assert (row.text, row.first_due_on, row.acknowledged_by.package_id, row.is_public) == (
        "Protocolo de atención",
        "2026-03-31",
        "muni",
        False,
    )


def test_progress_of_a_commitment_that_nobody_knows_is_refused(tmp_path):
    stray = {**PROGRESS[0], "commitment_id": "otro"}
    with pytest.raises(PackageError):
        import_package(path=package(tmp_path / "p", commitment_progress=[stray]))
    assert not Commitment.objects.exists()
