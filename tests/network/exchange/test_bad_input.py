"""Bad input: file, row, column and remedy in Spanish, exit status 1, and a database that nobody touched."""

import csv
import json

import pytest
from django.core.management import CommandError, call_command

from network.exchange.services import import_package
from network.resources.models import Route
from tests.network.exchange.packages import GROUP, MUNI, POST, THEME, UNIT, counts, small, write

pytestmark = pytest.mark.django_db

ROUTE = {
    "id": "ruta",
    "name": "Ruta",
    "kind": "helpline",
    "institution_id": "muni",
    "country": "MX",
    "territory": "Jalisco",
    "theme": "violencia",
}
INDICATOR = {"id": "cifra", "name": "Cifra", "value": "3.5", "unit": "mujeres", "qualifier": "exact"}
TRAINING = {
    "id": "taller",
    "title": "Taller",
    "kind": "taller",
    "theme": "violencia",
    "territory": "Jalisco",
}
AGREEMENT = {"id": "convenio", "title": "Convenio", "kind": "convenio", "territory": "Jalisco"}
PARTY = {"agreement_id": "convenio", "institution_id": "muni", "role": "party"}
ANA = {"id": "ana", "name": "Ana Ficticia"}
TITULAR = {"id": "d1", "post_id": "enlace-unidad", "person_id": "ana", "capacity": "titular"}


def refusal(path, tmp_path, capsys, *options):
    """The errors of an import that must fail, having checked that it left no trace."""
    before = counts()
    with pytest.raises(CommandError) as caught:
        call_command("import_package", path, *options, json=tmp_path / "result.json")
    assert caught.value.returncode == 1
    assert counts() == before
    result = json.loads((tmp_path / "result.json").read_text("utf-8"))
    assert result["import"] is None
    assert result["errors"]
    shown = capsys.readouterr().err
    for error in result["errors"][:100]:
        assert error["problem"]
        assert error["remedy"]
        assert error["problem"] in shown
        assert error["remedy"] in shown
    return result["errors"]


CASES = {
    "a country that is none": (
        {"institutions": [{**MUNI, "country": "XX"}]},
        "institutions.csv",
        2,
        "country",
    ),
    "a name that turns round": (
        {"institutions": [{**MUNI, "name": "Instituto \u202eserejuM"}]},
        "institutions.csv",
        2,
        "name",
    ),
    "an unknown kind": ({"institutions": [{**MUNI, "kind": "ministri"}]}, "institutions.csv", 2, "kind"),
    "an unknown theme": ({"routes": [{**ROUTE, "theme": "violensia"}]}, "routes.csv", 2, "theme"),
    "an unknown choice": (
        {"institutions": [MUNI, {**UNIT, "sector": "publico"}]},
        "institutions.csv",
        3,
        "sector",
    ),
    "month 13": ({"groups": [{**GROUP, "started": "2020-13"}]}, "groups.csv", 2, "started"),
    "30 February": ({"groups": [{**GROUP, "started": "2020-02-30"}]}, "groups.csv", 2, "started"),
    "a date of a spreadsheet": ({"groups": [{**GROUP, "started": "15/03/2020"}]}, "groups.csv", 2, "started"),
    "a date in other digits": ({"groups": [{**GROUP, "started": "٢٠٢٠"}]}, "groups.csv", 2, "started"),
    "half a number": (
        {"trainings": [{**TRAINING, "participants": "3.5"}]},
        "trainings.csv",
        2,
        "participants",
    ),
    "a number in words": (
        {"trainings": [{**TRAINING, "women": "treinta"}]},
        "trainings.csv",
        2,
        "women",
    ),
    "more women than the exact number of participants": (
        {"trainings": [{**TRAINING, "participants": "3", "women": "4", "qualifier": "exact"}]},
        "trainings.csv",
        2,
        "participants",
    ),
    "more women and men than the exact number of participants": (
        {"trainings": [{**TRAINING, "participants": "3", "women": "2", "men": "2", "qualifier": "exact"}]},
        "trainings.csv",
        2,
        "participants",
    ),
    "a number below zero": ({"trainings": [{**TRAINING, "men": "-3"}]}, "trainings.csv", 2, "men"),
    "a number too large": (
        {"trainings": [{**TRAINING, "participants": "99999999999"}]},
        "trainings.csv",
        2,
        "participants",
    ),
    "a comma for decimals": ({"indicators": [{**INDICATOR, "value": "3,5"}]}, "indicators.csv", 2, "value"),
    "too many decimals": ({"indicators": [{**INDICATOR, "value": "1.23456"}]}, "indicators.csv", 2, "value"),
    "a period backwards": (
        {"indicators": [{**INDICATOR, "period": "2020/2018"}]},
        "indicators.csv",
        2,
        "period",
    ),
    "a reference to nothing": (
        {"groups": [{**GROUP, "lead_institution_id": "nadie"}]},
        "groups.csv",
        2,
        "lead_institution_id",
    ),
    "one of several references to nothing": (
        {"trainings": [{**TRAINING, "provider_ids": "muni;nadie"}]},
        "trainings.csv",
        2,
        "provider_ids",
    ),
    "a duplicate id": ({"groups": [GROUP, {**GROUP, "name": "Otra"}]}, "groups.csv", 3, "id"),
    "a duplicate pair": (
        {"agreements": [AGREEMENT], "agreement_parties": [PARTY, PARTY]},
        "agreement_parties.csv",
        3,
        "agreement_id",
    ),
    "a missing value": ({"groups": [{**GROUP, "name": "  "}]}, "groups.csv", 2, "name"),
    "an id with capitals": ({"groups": [{**GROUP, "id": "Mesa Uno"}]}, "groups.csv", 2, "id"),
    "an id with an accent": ({"groups": [{**GROUP, "id": "unión"}]}, "groups.csv", 2, "id"),
    "a text too long": ({"groups": [{**GROUP, "frequency": "x" * 121}]}, "groups.csv", 2, "frequency"),
    "a formula": ({"groups": [{**GROUP, "objective": "=HYPERLINK(1)"}]}, "groups.csv", 2, "objective"),
    "a formula after a blank": ({"groups": [{**GROUP, "name": " =1+1"}]}, "groups.csv", 2, "name"),
    "a formula with a sign": ({"groups": [{**GROUP, "name": "+SUM(A1)"}]}, "groups.csv", 2, "name"),
    "a formula with an at": ({"groups": [{**GROUP, "name": "@SUM(A1)"}]}, "groups.csv", 2, "name"),
    "a formula within a list": (
        {"institutions": [{**MUNI, "aliases": "Uno;=1+1"}]},
        "institutions.csv",
        2,
        "aliases",
    ),
    "a formula for a number": (
        {"trainings": [{**TRAINING, "participants": "=1+1"}]},
        "trainings.csv",
        2,
        "participants",
    ),
    "a country by its name": ({"routes": [{**ROUTE, "country": "México"}]}, "routes.csv", 2, "country"),
    "an end before the start": (
        {"agreements": [{**AGREEMENT, "signed_on": "2020-05", "valid_until": "2019"}]},
        "agreements.csv",
        2,
        "valid_until",
    ),
    "a region with a slash": (
        {"institutions": [{**MUNI, "region": "Jalisco/Tala"}]},
        "institutions.csv",
        2,
        "region",
    ),
    "its own parent": ({"institutions": [{**MUNI, "parent_id": "muni"}]}, "institutions.csv", 2, "parent_id"),
    "a bad e-mail": ({"people": [{**ANA, "email": "ana en casa"}]}, "people.csv", 2, "email"),
    "limitada without an alias": (
        {"people": [{**ANA, "visibility": "limitada"}]},
        "people.csv",
        2,
        "alias",
    ),
    "a tie to herself": (
        {
            "people": [ANA],
            "collaborations": [{"person_a_id": "ana", "person_b_id": "ana", "kind": "knows"}],
        },
        "collaborations.csv",
        2,
        "person_b_id",
    ),
    "two titulars in one package": (
        {"posts": [POST], "people": [ANA], "appointments": [TITULAR, {**TITULAR, "id": "d2"}]},
        "appointments.csv",
        3,
        "post_id",
    ),
    "two titulars of whom one ended after the other had begun": (
        {
            "posts": [POST],
            "people": [ANA],
            "appointments": [
                {**TITULAR, "started": "2020-01-01", "ended": "2021-05"},
                {**TITULAR, "id": "d2", "started": "2021-04-30", "ended": "2024"},
            ],
        },
        "appointments.csv",
        3,
        "post_id",
    ),
    "a control character": ({"groups": [{**GROUP, "name": "Me\x00sa"}]}, "groups.csv", 2, "name"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_bad_cell_is_told_with_its_place(case, tmp_path, capsys):
    tables, file, row, column = CASES[case]
    path = write(tmp_path / "p", **{"themes": [THEME], "institutions": [MUNI, UNIT], **tables})
    [error] = refusal(path, tmp_path, capsys)
    assert (error["file"], error["row"], error["column"]) == (file, row, column)


def test_what_is_near_is_proposed(tmp_path, capsys):
    [error] = refusal(write(tmp_path / "p", institutions=[{**MUNI, "kind": "ministri"}]), tmp_path, capsys)
    assert error["problem"] == "«ministri» no es un valor conocido."
    assert error["remedy"] == "¿Quiso decir «ministry»?"


def test_all_mistakes_are_told_at_once(tmp_path, capsys):
    path = small(
        tmp_path / "p",
        groups=[{**GROUP, "started": "2020-13", "kind": "mesita"}, {**GROUP, "id": "Dos"}],
        routes=[{**ROUTE, "theme": "nada"}],
    )
    errors = refusal(path, tmp_path, capsys)
    assert [(error["file"], error["row"]) for error in errors] == [
        ("groups.csv", 2),
        ("groups.csv", 2),
        ("groups.csv", 3),
        ("routes.csv", 2),
    ]


def test_of_very_many_mistakes_the_first_hundred_are_listed(tmp_path, capsys):
    path = write(tmp_path / "p", groups=[{**GROUP, "id": f"g{n}", "started": "2020-13"} for n in range(150)])
    with pytest.raises(CommandError):
        call_command("import_package", path)
    shown = capsys.readouterr().err
    assert shown.count("2020-13") == 100
    assert "50 más" in shown


def test_a_cycle_within_the_package(tmp_path, capsys):
    a, b, c = ({**MUNI, "id": x, "parent_id": y} for x, y in ("ab", "bc", "ca"))
    errors = refusal(write(tmp_path / "p", institutions=[a, b, c]), tmp_path, capsys)
    assert [(error["row"], error["column"]) for error in errors] == [
        (2, "parent_id"),
        (3, "parent_id"),
        (4, "parent_id"),
    ]
    assert "a → b → c → a" in errors[0]["problem"]


def test_a_cycle_by_way_of_the_platform(tmp_path, capsys):
    import_package(path=small(tmp_path / "first"))
    [error] = refusal(write(tmp_path / "p", institutions=[{**MUNI, "parent_id": "unidad"}]), tmp_path, capsys)
    assert (error["file"], error["row"], error["column"]) == ("institutions.csv", 2, "parent_id")
    assert "muni → unidad → muni" in error["problem"]


def test_a_second_titular_beside_one_of_the_platform(tmp_path, capsys):
    import_package(path=small(tmp_path / "first", posts=[POST], people=[ANA], appointments=[TITULAR]))
    [error] = refusal(write(tmp_path / "p", appointments=[{**TITULAR, "id": "d2"}]), tmp_path, capsys)
    assert (error["file"], error["row"], error["column"]) == ("appointments.csv", 2, "post_id")
    assert "«d1»" in error["problem"]


RAW = {
    "unknown column": (b"id,name,kind,territory,colour\nx,X,mesa,Jalisco,red\n", 1, "colour"),
    "column twice": (b"id,name,name,kind,territory\n", 1, "name"),
    "column without a name": (b"id,name,kind,territory,\n", 1, ""),
    "required column missing": (b"id,name,territory\nx,X,Jalisco\n", 1, "kind"),
    "too few cells": (b"id,name,kind,territory\nx,X,mesa\n", 2, ""),
    "too many cells": (b"id,name,kind,territory\n\nx,X,mesa,Jalisco,Tala\n", 3, ""),
    "a quotation mark left open": (b'id,name,kind,territory\nx,"X,mesa,Jalisco\n', 2, ""),
    "a huge cell": (b"id,name,kind,territory\nx," + b"a" * 200_000 + b",mesa,Jalisco\n", 2, ""),
    "not UTF-8": ("id,name,kind,territory\nx,Niñez,mesa,Jalisco\n".encode("latin-1"), 2, ""),
    "UTF-16": ("id,name,kind,territory\n".encode("utf-16"), 1, ""),
    "semicolons": (b"id;name;kind;territory\nx;X;mesa;Jalisco\n", 1, ""),
    "an empty file": (b"", None, ""),
}


@pytest.mark.parametrize("case", RAW)
def test_a_file_that_cannot_be_read_is_told_with_its_place(case, tmp_path, capsys):
    content, row, column = RAW[case]
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "groups.csv").write_bytes(content)
    [error] = refusal(tmp_path / "p", tmp_path, capsys)
    assert (error["file"], error["row"], error["column"]) == ("groups.csv", row, column)


def test_rows_count_as_a_spreadsheet_counts_them(tmp_path, capsys):
    (tmp_path / "p").mkdir()
    text = 'id,name,kind,territory,objective\na,A,mesa,Jalisco,"dos\nrenglones"\n,,,,\nb,B,mesita,Jalisco,\n'
    (tmp_path / "p" / "groups.csv").write_text("\ufeff" + text, encoding="utf-8")
    [error] = refusal(tmp_path / "p", tmp_path, capsys)
    assert (error["row"], error["column"]) == (4, "kind")


@pytest.mark.parametrize("name", ["instituciones.csv", "Groups.csv", "groups.xlsx"])
def test_an_unknown_file_is_named(name, tmp_path, capsys):
    path = small(tmp_path / "p")
    (path / name).write_text("x")
    [error] = refusal(path, tmp_path, capsys)
    assert error["file"] == name


def test_a_readme_is_no_table(tmp_path):
    path = small(tmp_path / "p")
    (path / "README.md").write_text("Leer antes")
    (path / ".DS_Store").write_text("x")
    assert import_package(path=path)[1]


def test_a_path_that_is_not_there(tmp_path, capsys):
    [error] = refusal(tmp_path / "nada", tmp_path, capsys)
    assert "nada" in error["file"]


def test_an_empty_path(tmp_path, capsys):
    refusal("", tmp_path, capsys)


def test_a_result_that_cannot_be_written_is_told_before_anything_is_imported(tmp_path):
    before = counts()
    with pytest.raises(CommandError, match="No se puede escribir"):
        call_command("import_package", small(tmp_path / "p"), json=tmp_path / "nada" / "x.json")
    assert counts() == before


def test_fewer_women_and_men_than_participants_are_no_mistake(tmp_path):
    exact = {**TRAINING, "participants": "5", "women": "2", "men": "2", "qualifier": "exact"}
    rough = {**exact, "id": "otro", "participants": "3", "qualifier": "approx"}
    assert import_package(path=small(tmp_path / "p", trainings=[exact, rough]))[1]


def test_an_empty_folder(tmp_path, capsys):
    (tmp_path / "p").mkdir()
    refusal(tmp_path / "p", tmp_path, capsys)


def test_a_trial_writes_nothing_either(tmp_path, capsys):
    before = counts()
    call_command("import_package", small(tmp_path / "p"), dry_run=True, json=tmp_path / "r.json")
    assert counts() == before
    result = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert result["tables"]["institutions"] == {"new": 2, "changed": 0, "unchanged": 0, "conflicting": 0}
    assert result["territories"] == [
        {"kind": "region", "name": "Jalisco", "region": ""},
        {"kind": "municipality", "name": "Tala", "region": "Jalisco"},
    ]
    assert "no se escribió nada" in capsys.readouterr().out


def test_telephones_are_no_formulas(tmp_path):
    import_package(path=small(tmp_path / "p", routes=[{**ROUTE, "contact": "+52 (33) 3638-5287"}]))
    assert Route.objects.get().contact == "+52 (33) 3638-5287"


def test_the_limit_of_a_cell_is_no_lasting_setting(tmp_path):
    before = csv.field_size_limit()
    import_package(path=small(tmp_path / "p"))
    assert csv.field_size_limit() == before
