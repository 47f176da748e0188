"""Sessions, attendance and acuerdos leave in the data package with all they say, and come back."""

import pytest

from network.exchange.exporting import export_package
from network.exchange.problems import PackageError
from network.exchange.services import import_package, undo_import
from network.groups.models import Acuerdo, GroupSession, SessionAttendance
from tests.network.exchange.packages import ANA, GROUP, contents, small

pytestmark = pytest.mark.django_db

SESSIONS = [
    {"id": "s1", "group_id": "mesa", "happens_on": "2026-03", "status": "held", "minutes": "Se acordó."},
    {
        "id": "s2",
        "group_id": "mesa",
        "happens_on": "2026-06-05",
        "status": "held",
        "publication": "public",
    },
    {"id": "s3", "group_id": "mesa", "status": "planned", "modality": "remote"},
    {"id": "s4", "group_id": "mesa", "status": "cancelled", "cancelled_because": "Sin quórum"},
]
ACUERDOS = [
    {
        "id": "a1",
        "session_id": "s1",
        "number": "1",
        "text": "Protocolo",
        "responsible_ids": "muni;unidad",
        "status": "carried_over",
        "due_on": "2026",
    },
    {
        "id": "a2",
        "session_id": "s2",
        "number": "1",
        "text": "Protocolo",
        "responsible_ids": "muni",
        "status": "done",
        "done_on": "2026-07",
        "done_note": "Publicado",
        "closed_session_id": "s2",
        "carried_from_id": "a1",
    },
]
ATTENDANCE = [
    {"session_id": "s1", "institution_id": "unidad", "state": "present"},
    {"session_id": "s1", "institution_id": "unidad", "state": "present", "person_id": "ana", "role": "lead"},
    {"session_id": "s1", "institution_id": "muni", "state": "excused"},
]


def package(folder, **tables):
    given = {
        "groups": [GROUP],
        "people": [ANA],
        "group_sessions": SESSIONS,
        "acuerdos": ACUERDOS,
        "session_attendance": ATTENDANCE,
    }
    return small(folder, **(given | tables))


def test_they_come_back_as_they_left(tmp_path):
    _preview, first = import_package(path=package(tmp_path / "p"))
    assert set(GroupSession.objects.filter(is_public=True).values_list("package_id", flat=True)) == {"s2"}
    export_package(path=tmp_path / "one", people=True, reason="Respaldo")
    undo_import(package=first)
    assert not Acuerdo.objects.exists()
    assert not GroupSession.objects.exists()
    import_package(path=tmp_path / "one")
    export_package(path=tmp_path / "two", people=True, reason="Respaldo")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert Acuerdo.objects.get(package_id="a2").carried_from.package_id == "a1"
    assert import_package(path=tmp_path / "two")[1] is None  # nothing in it is new


def test_without_a_reason_nobody_is_named_in_what_leaves(tmp_path):
    import_package(path=package(tmp_path / "p"))
    export_package(path=tmp_path / "one")
    told = contents(tmp_path / "one")["session_attendance.csv"].decode()
    assert "unidad" in told
    assert "ana" not in told
    assert SessionAttendance.objects.exclude(person=None).count() == 1


def test_a_package_that_tells_nothing_of_them_has_no_files_for_them(tmp_path):
    import_package(path=small(tmp_path / "p", groups=[GROUP]))
    export_package(path=tmp_path / "one")
    assert not {"group_sessions.csv", "session_attendance.csv", "acuerdos.csv"} & set(
        contents(tmp_path / "one")
    )


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("group_sessions", {"id": "x", "group_id": "mesa", "status": "held"}, "happens_on"),
        ("group_sessions", {"id": "x", "group_id": "mesa", "status": "planned", "minutes": "No"}, "minutes"),
        ("group_sessions", {"id": "x", "group_id": "mesa", "status": "cancelled"}, "cancelled_because"),
        ("acuerdos", {**ACUERDOS[0], "id": "x", "status": "done"}, "done_on"),
        ("acuerdos", {**ACUERDOS[0], "id": "x", "status": "open", "done_on": "2026"}, "done_on"),
        ("acuerdos", {**ACUERDOS[0], "id": "x", "carried_from_id": "x"}, "carried_from_id"),
        ("acuerdos", {**ACUERDOS[0], "id": "x", "closed_session_id": "s2"}, "closed_session_id"),
    ],
)
def test_what_contradicts_itself_is_told_by_row_and_column(tmp_path, table, row, column):
    rows = {"group_sessions": SESSIONS, "acuerdos": []} | {
        table: [*(SESSIONS if table == "group_sessions" else []), row]
    }
    with pytest.raises(PackageError) as said:
        import_package(path=package(tmp_path / "p", **rows))
    assert column in {problem.column for problem in said.value.problems}
    assert not GroupSession.objects.exists()


def problems_of(folder, acuerdos):
    with pytest.raises(PackageError) as said:
        import_package(path=package(folder, acuerdos=acuerdos))
    return [str(problem) for problem in said.value.problems]


def test_a_number_that_is_taken_is_told_by_file_row_and_column_with_the_remedy(tmp_path):
    remedy = "Dé a uno de los dos otro valor en la columna number, o deje fuera una de las filas."
    taken = "«s2 · 1» ya está tomado: lo tiene «a2»"
    again = {"id": "a3", "session_id": "s2", "number": "1", "text": "Otro", "status": "open"}
    assert problems_of(tmp_path / "p", [*ACUERDOS, again]) == [
        f"acuerdos.csv, fila 4, columna number: {taken} (fila 3 del archivo). {remedy}"
    ]
    assert not Acuerdo.objects.exists()
    import_package(path=package(tmp_path / "first"))
    assert problems_of(tmp_path / "second", [again]) == [
        f"acuerdos.csv, fila 2, columna number: {taken} (ya en la plataforma). {remedy}"
    ]


def test_acuerdos_change_numbers_in_one_package_and_back(tmp_path):
    import_package(path=package(tmp_path / "first"))
    new = {"id": "a3", "session_id": "s2", "number": "1", "text": "Otro", "status": "open"}
    moved = [ACUERDOS[0], {**ACUERDOS[1], "number": "2"}, new]
    _preview, second = import_package(path=package(tmp_path / "second", acuerdos=moved))
    swapped = [{**moved[1], "number": "1"}, {**new, "number": "2"}]
    _preview, third = import_package(path=package(tmp_path / "third", acuerdos=swapped))
    assert dict(Acuerdo.objects.values_list("package_id", "number")) == {"a1": 1, "a2": 1, "a3": 2}
    undo_import(package=third)
    assert dict(Acuerdo.objects.values_list("package_id", "number")) == {"a1": 1, "a2": 2, "a3": 1}
    undo_import(package=second)
    assert dict(Acuerdo.objects.values_list("package_id", "number")) == {"a1": 1, "a2": 1}


def test_an_acuerdo_goes_on_as_one_other_alone(tmp_path):
    twice = {**ACUERDOS[1], "id": "a3", "number": "2"}
    (said,) = problems_of(tmp_path / "p", [*ACUERDOS, twice])
    assert said.startswith(
        "acuerdos.csv, fila 4, columna carried_from_id: «a1» ya está tomado: lo tiene «a2»"
    )
