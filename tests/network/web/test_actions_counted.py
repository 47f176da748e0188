"""Actions listed and counted: numbers of one kind alone are added, and files say the same."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from network.accounts.enums import Role
from network.milestones.counting import by_theme
from network.milestones.models import Milestone
from tests.factories.records import (
    InstitutionFactory,
    MilestoneFactory,
    MilestoneInstitutionFactory,
    TerritoryFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/gestion/acciones/"


@pytest.fixture
def coordinator(log_in):
    return log_in(Role.COORDINATOR)


@pytest.fixture
def health():
    return ThemeFactory(code="salud", label_es="Salud", label_en="Health")


def counted(**values):
    return MilestoneFactory(**{"count_of": "attended", "qualifier": "exact", **values})


def test_numbers_are_added_to_their_equals_alone(health):
    counted(theme=health, participants=40, women=30, men=6)
    counted(theme=health, participants=10, women=10)
    counted(theme=health, participants=100, qualifier="at_least")
    counted(theme=health, participants=7, count_of="convened")
    counted(theme=health, participants=5, qualifier="")
    MilestoneFactory(theme=health, minutes=20, minutes_qualifier="approx", channel="call")
    counted(theme=ThemeFactory(), participants=3)
    salud, violence = by_theme(Milestone.objects.all())
    assert (salud.label, salud.actions, salud.without_number) == ("Salud", 6, 1)
    assert [(one.count_of, one.qualifier, one.actions, one.total) for one in salud.numbers] == [
        ("convened", "exact", 1, 7),
        ("attended", "exact", 2, 50),
        ("attended", "at_least", 1, 100),
        ("attended", "", 1, 5),
        ("minutes", "approx", 1, 20),
    ]
    assert salud.numbers[1].parts_words == "mujeres 40, hombres 6, sin desglosar 4"
    assert salud.numbers[2].parts_words == ""
    assert [one.total for one in violence.numbers] == [3]


def test_the_page_and_its_files_tell_the_same_numbers(coordinator, health):
    counted(theme=health, participants=1300, qualifier="at_least", women=900)
    html = coordinator.get(LIST + "temas/").content.decode()
    assert "Más de 1\xa0300 personas que asistieron" in html
    assert "(1 acción): mujeres 900, sin desglosar 400" in html
    text = coordinator.get(LIST + "temas/?formato=csv").content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    told = ["Salud", "personas que asistieron", "1", "más de", "1300", "900", "", "", "", "400"]
    assert rows[2] == told
    book = load_workbook(BytesIO(coordinator.get(LIST + "temas/?formato=xlsx").content))
    cells = [cell.value for cell in book.active[3]]
    assert cells == ["Salud", "personas que asistieron", 1, "más de", 1300, 900, None, None, None, 400]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Charla", "Feria", "Mesa"]),
        ("tema=salud", ["Mesa"]),
        ("tipo=feria", ["Feria"]),
        ("territorio=Coquimbo", ["Feria"]),
        ("institucion=aqui", ["Charla"]),
        ("periodo=2026", ["Feria", "Mesa"]),
        ("periodo=2026-11", ["Mesa"]),
        ("estado=internas", ["Feria"]),
        ("estado=publicas", ["Charla", "Mesa"]),
        ("estado=retiradas", ["Retirada"]),
        ("estado=mias", []),
        ("q=fería", ["Feria"]),
    ],
)
def test_the_list_is_narrowed_by_each_of_its_filters(coordinator, health, query, expected):
    MilestoneFactory(title="Mesa", theme=health, started="2026-11-03")
    fair = MilestoneFactory(title="Feria", kind="feria", started="2026-10", is_public=False)
    fair.territories.add(TerritoryFactory(name="Coquimbo"))
    talk = MilestoneFactory(title="Charla", kind="charla", started="2024-05")
    MilestoneInstitutionFactory(milestone=talk, institution=InstitutionFactory(package_id="aqui"))
    MilestoneFactory(title="Retirada", is_public=False, withdrawn="Se anotó dos veces.")
    rows = coordinator.get(f"{LIST}?orden=titulo&{query}").context["listing"].page.object_list
    assert [row["milestone"].title for row in rows] == expected


def test_the_list_as_a_workbook_starts_no_formula(coordinator):
    counted(title="=1+1", participants=12, is_public=False)
    book = load_workbook(BytesIO(coordinator.get(LIST + "?formato=xlsx").content))
    header, row = ([cell.value for cell in line] for line in book.active.iter_rows())
    told = dict(zip(header, row, strict=True))
    assert (told["Título"], told["Participantes"], told["Quién lo ve"]) == ("'=1+1", 12, "interno")
