"""Trainings already given: facts of institutions for everybody, never added across kinds."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.paper.document import Bullets, Note, Table
from tests.factories.records import (
    GivenTrainingFactory,
    InstitutionFactory,
    TerritoryFactory,
    ThemeFactory,
)
from training.given.listed import asked_of
from training.given.papers import given_paper, title_of
from training.given.totals import number_lines, total_lines, totals, women_and_men

pytestmark = pytest.mark.django_db
ADDRESS = "/formacion/impartidas/"


def given(title: str = "Taller", *, number: int | None = None, where: str = "Jalisco", **more: Any) -> Any:
    made = GivenTrainingFactory(title=title, participants=number, **more)
    made.territories.add(TerritoryFactory(name=where))
    return made


def test_numbers_of_different_kind_or_qualifier_are_never_added() -> None:
    given(number=30, count_of="attended", qualifier="exact")
    given(number=12, count_of="attended", qualifier="exact")
    given(number=100, count_of="attended", qualifier="at_least")
    given(number=500, count_of="convened", qualifier="approx")
    given(number=7)
    given()
    rows = list(asked_of({}).rows)
    found = totals(rows)
    assert [(one.number.value, one.trainings) for one in found.kinds] == [(7, 1), (100, 1), (42, 2), (500, 1)]
    assert (found.untold, found.trainings) == (1, 6)
    assert sum(one.trainings for one in found.kinds) + found.untold == found.trainings
    assert "649" not in " ".join(total_lines(found))
    assert "42 personas que asistieron, en 2 formaciones" in total_lines(found)
    assert number_lines(rows)[-1] == "1 formación sin cifra"


def test_women_and_men_are_told_by_kind_where_somebody_told_them() -> None:
    given(number=30, count_of="attended", qualifier="exact", women=20, men=10)
    given(number=30, count_of="attended", qualifier="exact", women=25)
    given(number=9, count_of="trained", qualifier="exact", women=9)
    assert women_and_men(asked_of({}).rows) == [
        "mujeres: 45 personas que asistieron, en 2 formaciones",
        "hombres: 10 personas que asistieron, en 1 formación",
        "mujeres: 9 personas capacitadas, en 1 formación",
    ]


def test_each_filter_narrows_and_an_unknown_value_is_as_none() -> None:
    body = InstitutionFactory(package_id="asemuch", name="ASEMUCH")
    a = given("A", started="2020-03", kind="taller", audience="mujeres de la comuna")
    b = given("B", started="2019", ended="2021", kind="curso", where="Coquimbo", audience_institution=body)
    c = given("C", theme=ThemeFactory(code="cuidados", label_es="Cuidados", label_en="Care"))

    def titles(**asked: str) -> list[str]:
        return sorted(row.title for row in asked_of(asked).rows)

    assert titles(anio="2020") == ["A", "B"]  # one goes on through it
    assert titles(anio="2019") == ["B"]
    assert titles(tema="cuidados") == ["C"]
    assert titles(territorio="Coquimbo") == ["B"]
    assert titles(tipo="curso") == ["B"]
    assert titles(audiencia="i:asemuch") == ["B"]
    assert titles(audiencia="mujeres de la comuna") == ["A"]
    assert titles(q="comuna mujeres") == ["A"]
    assert titles(anio="x", tema="y", territorio="z", tipo="w", audiencia="v") == ["A", "B", "C"]
    assert [row.pk for row in asked_of({}).rows] == [a.pk, b.pk, c.pk]


def audiences(**asked: str) -> list[tuple[str, int]]:
    found = asked_of(asked)
    return [(label, found.counts[value]) for value, label in found.offered["audiencia"]]


def test_an_audience_is_offered_where_several_trainings_are_for_it_and_found_by_its_words_else() -> None:
    body = InstitutionFactory(package_id="asemuch", name="ASEMUCH")
    given("A", audience="mujeres de la región", audience_institution=body)
    given("B", audience="Mujeres de la Región")
    for n in range(20):
        given(f"Única {n}", audience=f"grupo {n}")
    assert audiences() == [("Personal de ASEMUCH", 1), ("mujeres de la región", 2)]
    for said in ("mujeres de la región", "Mujeres de la Región"):
        assert sorted(row.title for row in asked_of({"audiencia": said}).rows) == ["A", "B"]
    assert [row.title for row in asked_of({"q": "grupo 19"}).rows] == ["Única 19"]
    page = Client().get(f"{ADDRESS}?audiencia=grupo 7").content.decode()
    assert '<option value="grupo 7" selected>grupo 7 (1)</option>' in page
    assert '<option value="grupo 8"' not in page
    assert "Las demás se encuentran con el buscador" in page


def test_few_audiences_are_all_offered_and_only_those_of_what_else_is_asked_for() -> None:
    for n in range(20):
        given(f"T{n}", started="2019", audience=f"grupo {n}")
    given("X", started="2020", audience="jóvenes rurales")
    assert audiences(anio="2020") == [("jóvenes rurales", 1)]
    assert audiences(anio="2019") == []
    assert (asked_of({"anio": "2020"}).is_partial, asked_of({"anio": "2019"}).is_partial) == (False, True)
    chosen = asked_of({"anio": "2020", "audiencia": "grupo 3"})
    assert (list(chosen.rows), chosen.counts["grupo 3"]) == ([], 0)
    assert ("Audiencia", "grupo 3") in chosen.narrowed_by


def test_everybody_reads_them_and_takes_them_away() -> None:
    made = given("Taller de lenguaje", started="2020", number=30, count_of="attended", qualifier="exact")
    made.providers.add(InstitutionFactory(name="SernamEG"))
    page = Client().get(f"{ADDRESS}?anio=2020")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Formaciones impartidas en 2020" in text
    assert "30 personas que asistieron, en 1 formación" in text
    lines = Client().get(f"{ADDRESS}?formato=csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Identificador,Título,")
    assert lines[1].split(",")[7:12] == ["SernamEG", "", "", "30", "personas que asistieron"]
    assert Client().get(f"{ADDRESS}informe.docx?anio=2020").content.startswith(b"PK")


def test_the_paper_of_a_year_has_totals_over_all_and_says_what_it_leaves_out() -> None:
    for n in range(4):
        given(f"T{n}", started="2020", number=10, count_of="attended", qualifier="exact")
    asked = asked_of({"anio": "2020", "territorio": "Jalisco"})
    paper = given_paper(asked, most=3)
    assert (title_of(asked), paper.facts) == ("Formaciones impartidas en 2020", (("Territorio", "Jalisco"),))
    (lines,) = [block.items for block in paper.blocks if isinstance(block, Bullets)]
    assert lines == ("4 formaciones", "40 personas que asistieron, en 4 formaciones")
    tables = [block for block in paper.blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [1, 3]
    assert any("Falta 1 aquí" in block.text for block in paper.blocks if isinstance(block, Note))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_however_long_it_is(number: int) -> None:
    for n in range(number):
        made = given(f"T{n}", started="2020", audience=f"g{n}", audience_institution=InstitutionFactory())
        made.providers.add(InstitutionFactory(), InstitutionFactory())
    Client().get(ADDRESS)
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(ADDRESS).status_code == 200
    assert len(asked) == 9
