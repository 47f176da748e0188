"""Commitments and their progress leave in the data package with all they say, and come back."""

import pytest

from network.commitments.models import AdvanceNotice, Commitment, Progress
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
    {
        "id": "c2",
        "text": "Cursos",
        "status": "not_met",
        "not_met_because": "Sin recursos",
        "plan_id": "pl1",
        **COMMITMENT,
    },
]
PROGRESS = [
    {"id": "p1", "commitment_id": "c1", "date": "2026-04", "text": "Borrador", "document_id": "d1"},
    {"id": "p2", "commitment_id": "c1", "date": "2026", "text": "Aviso", "link": "https://ejemplo.invalid/a"},
]
AGREEMENTS = [
    {
        "id": "a1",
        "title": "Convenio",
        "kind": "convenio",
        "status": "in_force",
        "territory": "Jalisco",
    }
]
PLANS = [{"id": "pl1", "title": "Agenda", "kind": "agenda", "institution_id": "unidad"}]
NOTICES = [
    {
        "id": "n1",
        "agreement_id": "a1",
        "institution_id": "unidad",
        "to_ids": "muni",
        "title": "Taller",
        "theme": "violencia",
        "date": "2026-05-12",
        "time": "10:00",
        "place": "Sala 1",
        "note": "Llevar lista",
        "given_on": "2026-05",
    },
    {
        "id": "n2",
        "agreement_id": "a1",
        "commitment_id": "c1",
        "institution_id": "muni",
        "to_ids": "unidad",
        "title": "Charla",
        "theme": "violencia",
        "date": "2026",
        "given_on": "",
    },
]


def package(folder, **tables):
    given = {"documents": DOCUMENTS, "commitments": COMMITMENTS, "commitment_progress": PROGRESS}
    given |= {"agreements": AGREEMENTS, "plans": PLANS, "advance_notices": NOTICES}
    return small(folder, **(given | tables))


def test_they_come_back_as_they_left(tmp_path):
    _preview, first = import_package(path=package(tmp_path / "p"))
    export_package(path=tmp_path / "one", people=True, reason="Respaldo")
    undo_import(package=first)
    assert not Commitment.objects.exists()
    assert not Progress.objects.exists()
    assert not AdvanceNotice.objects.exists()
    import_package(path=tmp_path / "one")
    export_package(path=tmp_path / "two", people=True, reason="Respaldo")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    given_tables = {
        "commitments": COMMITMENTS,
        "commitment_progress": PROGRESS,
        "advance_notices": NOTICES,
    }
    for table, given in given_tables.items():
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


@pytest.mark.parametrize(
    ("table", "row", "told"),
    [
        (
            "commitments",
            {**COMMITMENTS[1], "id": "c1", "agreement_id": "a1"},
            "Viene de un convenio y de un plan.",
        ),
        ("advance_notices", {**NOTICES[0], "to_ids": ""}, "to_ids"),
        ("advance_notices", {**NOTICES[0], "date": ""}, "date"),
        ("advance_notices", {**NOTICES[0], "given_on": "2026-06"}, "2026-06"),
        ("advance_notices", {**NOTICES[0], "time": "25:00"}, "time"),
    ],
)
def test_what_cannot_be_is_told_with_its_row_and_nothing_comes_in(tmp_path, table, row, told):
    with pytest.raises(PackageError) as caught:
        import_package(path=package(tmp_path / "p", **{table: [row]}))
    assert told in " ".join(map(str, caught.value.problems))
    assert not Commitment.objects.exists()


def test_a_notice_given_here_leaves_and_a_later_package_corrects_its_day(tmp_path):
    import_package(path=package(tmp_path / "p"))
    later = [{**NOTICES[1], "given_on": "2026-01-09"}]
    _preview, second = import_package(path=package(tmp_path / "later", advance_notices=later))
    assert AdvanceNotice.objects.get(package_id="n2").given_on == "2026-01-09"
    undo_import(package=second)
    assert AdvanceNotice.objects.get(package_id="n2").given_on == ""
    assert [one.package_id for one in AdvanceNotice.objects.get(package_id="n1").to.all()] == ["muni"]
