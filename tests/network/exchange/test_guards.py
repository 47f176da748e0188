"""What no package may do: folios, chains, e-mails of two, places by another spelling."""

import pytest

from network.documents.services import draft_letter, issue_document
from network.exchange.services import import_package
from network.people.models import Person
from network.vocabulary.models import Territory
from tests.network.exchange.packages import ANA, GROUP, MUNI, UNIT, small, write
from tests.network.exchange.test_bad_input import refusal

pytestmark = pytest.mark.django_db
ACT = {"kind": "ord", "subject": "Acto"}


def test_a_cycle_of_documents_that_answer_and_follow(tmp_path, capsys):
    rows = [
        {**ACT, "id": "a", "answers_ids": "b"},
        {**ACT, "id": "b", "follows_ids": "c"},
        {**ACT, "id": "c", "answers_ids": "a;d"},
        {**ACT, "id": "d"},
    ]
    errors = refusal(write(tmp_path / "p", documents=rows), tmp_path, capsys)
    assert [(error["row"], error["column"]) for error in errors] == [
        (2, "answers_ids"),
        (3, "follows_ids"),
        (4, "answers_ids"),
    ]
    assert "a → b → c → a" in errors[0]["problem"]


def test_a_cycle_of_documents_by_way_of_the_platform(tmp_path, capsys):
    import_package(path=write(tmp_path / "p", documents=[{**ACT, "id": "a"}, {**ACT, "id": "d"}]))
    import_package(path=write(tmp_path / "q", documents=[{**ACT, "id": "d", "follows_ids": "a"}]))
    path = write(tmp_path / "r", documents=[{**ACT, "id": "a", "answers_ids": "d"}])
    [error] = refusal(path, tmp_path, capsys)
    assert (error["file"], error["row"], error["column"]) == ("documents.csv", 2, "answers_ids")
    assert "a → d → a" in error["problem"]


def test_the_mail_of_two_names_both_rows_and_what_is_shared_already_stays(tmp_path, capsys):
    ana, eva = {**ANA, "email": "mesa@ejemplo.invalid"}, {"id": "eva", "name": "Eva", "email": ""}
    shared = [ana, {**eva, "email": "MESA@ejemplo.invalid"}]
    [error] = refusal(small(tmp_path / "p", people=shared), tmp_path, capsys)
    assert (error["file"], error["row"], error["column"]) == ("people.csv", 3, "email")
    assert "2 («ana»)" in error["problem"]
    import_package(path=small(tmp_path / "first", people=[ana, eva]))
    Person.objects.filter(package_id="eva").update(email="MESA@ejemplo.invalid")
    assert import_package(path=write(tmp_path / "q", people=shared))[1] is None


def test_a_letter_with_its_folio_keeps_number_and_state(tmp_path, capsys):
    draft = draft_letter(by=None, kind="oficio", subject="Designación", body="Pido.", issued_on="2026-03-03")
    letter = issue_document(document=draft, by=None)
    row = {"id": letter.package_id, "kind": letter.kind, "subject": "Designación de enlace"}
    for column, text in (("number", "99/2026"), ("status", "draft"), ("issued_on", "2025")):
        [error] = refusal(write(tmp_path / column, documents=[{**row, column: text}]), tmp_path, capsys)
        assert (error["file"], error["row"], error["column"]) == ("documents.csv", 2, column)
        assert letter.number in error["problem"]
    assert import_package(path=write(tmp_path / "rest", documents=[row]))[1], "its subject may be corrected"


def test_a_letter_that_is_being_written_takes_no_number_from_a_package(tmp_path, capsys):
    draft = draft_letter(by=None, kind="oficio", subject="Designación", body="Pido.", issued_on="2026-03-03")
    row = {"id": draft.package_id, "kind": draft.kind, "subject": draft.subject, "number": "7"}
    [error] = refusal(write(tmp_path / "p", documents=[row]), tmp_path, capsys)
    assert error["column"] == "number"
    [error] = refusal(
        write(tmp_path / "q", documents=[{**ACT, "id": "z", "status": "draft", "number": "7"}]),
        tmp_path,
        capsys,
    )
    assert error["column"] == "number"


def test_case_and_accents_make_no_other_place(tmp_path):
    import_package(path=small(tmp_path / "first"))
    rows = [
        {**UNIT, "region": "JALISCO", "municipality": "tala"},
        {**MUNI, "id": "dos", "region": "Michoacán", "municipality": "Tuxpan"},
        {**MUNI, "id": "tres", "region": "michoacan", "municipality": "TUXPAN"},
    ]
    group = {**GROUP, "territory": "jalisco;MICHOACAN/tuxpan;nacional"}
    path = write(tmp_path / "p", institutions=rows, groups=[group])
    import_package(path=path)
    assert set(Territory.objects.exclude(kind="national").values_list("kind", "name", "parent__name")) == {
        ("region", "Jalisco", None),
        ("municipality", "Tala", "Jalisco"),
        ("region", "Michoacán", None),
        ("municipality", "Tuxpan", "Michoacán"),
    }
    assert import_package(path=path)[1] is None
