"""Rows become people; a row with a mistake says where it is, what it is and how to mend it."""

import pytest

from network.exchange.listing.entries import Reading, entries
from network.exchange.sheets.sheet import Sheet

HEADS = ["Nombre", "Correo", "Dependencia", "Temas", "Nivel", "Notas"]
COLUMNS = ("name", "email", "institution", "themes", "level", "note")


def read(*rows, columns=COLUMNS, order="given", heads=HEADS):
    sheet = Sheet("Hoja1", [list(heads), *map(list, rows)])
    return entries(sheet, Reading(0, columns, order), "lista.xlsx", heads)


def test_a_row_becomes_a_person():
    [one], problems = read(
        ["LIC. ANA SOTO VEGA", " Ana@Ejemplo.invalid ", "DIF", "Agua; violencia", "Mando medio", "Martes"]
    )
    assert (one.row, one.title, one.name, one.email) == (2, "LIC.", "Ana Soto Vega", "ana@ejemplo.invalid")
    assert (one.department, one.themes, one.level, one.note) == (
        "DIF",
        ["Agua", "violencia"],
        "middle",
        "Martes",
    )
    assert problems == []


def test_a_name_in_three_columns():
    columns = ("given", "first_surname", "second_surname")
    [one], _ = read(["Mtra. Ana María", "Soto", "Vega"], columns=columns, heads=["N", "P", "M"])
    assert (one.title, one.name) == ("Mtra.", "Ana María Soto Vega")


def test_the_order_is_turned_as_it_was_answered():
    [one], _ = read(["Dra. SOTO VEGA ANA", "", "", "", "", ""], order="surnames")
    assert (one.title, one.name) == ("Dra.", "Ana Soto Vega")


def test_what_says_that_there_is_nothing_is_nothing():
    [one], problems = read(["Ana Soto", "S/D", "-", "n/a", "", "ninguna"])
    assert (one.email, one.department, one.themes, one.note, problems) == ("", "", [], "", [])


def test_people_without_an_address_are_kept_and_headings_within_are_not():
    found, _ = read(["Ana Soto"], [], HEADS, ["Eva Luna", "", "DIF"])
    assert [one.row for one in found] == [2, 5]


@pytest.mark.parametrize(
    "last", [["TOTAL: 41"], ["Total", "41"], ["", "Total de enlaces", "41"], ["Subtotal", "", "", "9"]]
)
def test_the_count_at_the_end_of_a_list_is_nobody(last):
    found, problems = read(["Ana Soto"], [], last)
    assert ([one.name for one in found], problems) == (["Ana Soto"], [])


def test_who_is_called_like_a_count_is_somebody():
    found, _ = read(["Ana Total Soto"], ["Total Ruiz", "", "DIF"])
    assert len(found) == 2


@pytest.mark.parametrize(
    ("row", "column", "said", "remedy"),
    [
        (["Ana Soto", "ana(at)ejemplo"], "Correo", "no es un correo", "nombre@institucion"),
        (["Ana Soto", "a@ejemplo.invalid; b@ejemplo.invalid"], "Correo", "varias direcciones", "Deje una"),
        (["", "ana@ejemplo.invalid"], "Nombre", "Falta el nombre", "Escríbalo"),
        (["123", "ana@ejemplo.invalid"], "Nombre", "no es un nombre", "Escriba"),
        (["A" * 201], "Nombre", "201 caracteres", "200"),
    ],
)
def test_a_mistake_says_where_what_and_how_to_mend_it(row, column, said, remedy):
    found, [problem] = read(["Eva Luna"], row)
    assert [one.name for one in found] == ["Eva Luna"]
    assert (problem.file, problem.row, problem.column) == ("lista.xlsx", 3, column)
    assert said in problem.problem
    assert remedy in problem.remedy


def test_the_same_row_has_the_same_id_and_another_person_another():
    [one, shouted, namesake, elsewhere], _ = read(
        ["Ana Soto", "ana@ejemplo.invalid", "DIF"],
        ["Lic. SOTO ANA", "ANA@ejemplo.invalid", "Obras"],
        ["Ana Soto", "", "DIF"],
        ["Ana Soto", "", "Obras"],
    )
    assert one.id("dif") == shouted.id("obras")
    assert len({one.id("dif"), namesake.id("dif"), elsewhere.id("obras")}) == 3
    assert "soto" not in one.id("dif"), "an id names nobody"
