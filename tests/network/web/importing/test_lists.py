"""An Excel list becomes a network: asked step by step, looked at, applied, undone; a second time, nothing."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from network.accounts.enums import Role
from network.exchange.models import Draft, DraftFile, Import, Memory, State
from network.exchange.sheets.opening import read_sheets
from network.institutions.models import Institution
from network.people.models import Person
from tests.factories.accounts import UserFactory
from tests.factories.records import InstitutionFactory, PersonFactory, ThemeFactory
from tests.network.exchange import ugly
from tests.network.exchange.packages import counts

DOOR = "/gestion/importar/"
COLUMNS = ["", "name", "institution", "post", "email", "telephone", "note"]
# What tells of an import stays when it is undone: who asked for it was told that it had ended.
TRACES = (
    *("exchange.Import", "exchange.StagedRow", "exchange.Memory", "journal.Entry", "notices.Notice"),
    "people.PersonTag",
)


@pytest.fixture
def coordinator(log_in):
    return log_in(Role.COORDINATOR)


def bring(client, content=None, name="lista.xlsx"):
    upload = SimpleUploadedFile(name, content or ugly.xlsx())
    page = client.post(DOOR, {"archivo": upload}, follow=True)
    assert page.status_code == 200, page.context["problems"]
    return Draft.objects.order_by("-pk").first()


def at(draft, name):
    return reverse("import_step", args=[draft.uid, name])


def answer(client, draft, columns=COLUMNS, order="given", **told):
    """Go through all steps, taking what is offered; where nothing is, a new institution or somebody else."""
    page = client.post(at(draft, "columnas"), {"columna": columns, "orden": order, **told}, follow=True)
    for _round in range(6):
        path = page.request["PATH_INFO"]
        if path.endswith("dependencias/"):
            told = {
                f"dependencia-{n}": chosen or (siblings[0][0] if siblings else "new")
                for n, _one, siblings, chosen, *_more in page.context["questions"]
            }
        elif path.endswith("repetidas/"):
            told = {f"persona-{n}": chosen or "other" for n, _pair, chosen in page.context["pairs"]}
            told |= {f"id-{n}": pair.id for n, pair, _chosen in page.context["pairs"]}
        else:
            return page
        page = client.post(path, told, follow=True)
    raise AssertionError("the questions do not end")


def apply(client, draft):
    return client.post(reverse("import_apply", args=[draft.uid]), follow=True)


def test_a_list_with_titles_above_becomes_people_and_departments(coordinator):
    draft = bring(coordinator)
    page = coordinator.get(at(draft, "columnas"))
    assert [chosen for _heading, _samples, chosen in page.context["columns"]] == COLUMNS
    page = answer(coordinator, draft)
    assert [one["label"] for one in page.context["counts"]] == ["Instituciones", "Personas"]
    assert Person.objects.count() == 0
    page = apply(coordinator, draft)
    assert page.context["package"].state == State.APPLIED
    assert sorted(Institution.objects.values_list("name", flat=True)) == [
        "Dirección de Obras Públicas",
        "Instituto Municipal de las Mujeres",
    ]
    rosa = Person.objects.get(email="rosa@ejemplo.invalid")
    assert (rosa.honorific, rosa.name, rosa.telephone) == ("Lic.", "Rosa Ficticia Soto", "33 1234 5678")
    assert rosa.post_title == "Jefa de departamento"
    assert {one.visibility for one in Person.objects.all()} == {"oculta"}
    julia = Person.objects.get(name="Julia Ficticia Luna")
    assert (julia.email, julia.affiliations.get().institution.name) == ("", "Dirección de Obras Públicas")
    assert Person.objects.count() == 4, "the same row twice is one person"
    assert (Draft.objects.count(), DraftFile.objects.count()) == (0, 0)


def test_the_second_import_of_the_same_list_changes_nothing(coordinator):
    apply(coordinator, (draft := bring(coordinator)) and answer(coordinator, draft) and draft)
    before = counts()
    again = bring(coordinator)
    page = coordinator.get(at(again, "columnas"))
    assert page.context["is_remembered"]
    page = coordinator.post(at(again, "columnas"), {"columna": COLUMNS, "orden": "given"}, follow=True)
    assert page.request["PATH_INFO"] == f"{DOOR}{again.uid}/", "nothing is asked again"
    assert not page.context["does_anything"]
    coordinator.post(reverse("import_discard", args=[again.uid]))
    assert counts() == before


def test_undone_everything_is_as_it_was(coordinator):
    before = counts()
    draft = bring(coordinator)
    answer(coordinator, draft)
    apply(coordinator, draft)
    coordinator.post(reverse("import_undo", args=[Import.objects.get().uid]))
    now = counts()
    for trace in TRACES:
        now.pop(trace), before.pop(trace)
    assert now == before


@pytest.mark.parametrize(
    ("name", "content"),
    [("lista.xls", ugly.xls()), ("lista.ods", ugly.ods()), ("lista.csv", ugly.text(encoding="cp1252"))],
)
def test_the_same_list_in_another_kind_of_file_changes_nothing(coordinator, name, content):
    draft = bring(coordinator)
    answer(coordinator, draft)
    apply(coordinator, draft)
    page = answer(coordinator, bring(coordinator, content, name))
    assert not page.context["does_anything"]


def test_how_names_are_written_is_asked_and_not_guessed(coordinator):
    rows = (("Nombre completo", "Dependencia"), ("SOTO VEGA ANA MARÍA", "DIF"))
    draft = bring(coordinator, ugly.xlsx(rows))
    page = coordinator.post(at(draft, "columnas"), {"columna": ["name", "institution"]})
    assert page.status_code == 422
    assert page.context["examples"] == {"given": "Soto Vega Ana María", "surnames": "Ana María Soto Vega"}
    answer(coordinator, draft, ["name", "institution"], "surnames")
    apply(coordinator, draft)
    assert Person.objects.get().name == "Ana María Soto Vega"


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (["", "", "institution", "post", "email", "", ""], "Ninguna columna contiene nombres"),
        (["", "name", "institution", "post", "email", "email", ""], "Dos columnas contienen «Correo"),
        (["name"], "Elija qué contiene cada columna"),
        (["", "name", "nonsense", "", "", "", ""], "Elija qué contiene cada columna"),
    ],
)
def test_columns_that_cannot_be_are_told_and_what_was_chosen_stays(coordinator, columns, said):
    page = coordinator.post(at(bring(coordinator), "columnas"), {"columna": columns, "orden": "given"})
    assert page.status_code == 422
    assert said in page.content.decode()


def test_several_sheets_are_chosen_from(coordinator):
    content = ugly.xlsx((("Resumen",), ("Total", 5)), ugly.TITLED, names=["Portada", "Enlaces"])
    draft = bring(coordinator, content)
    page = coordinator.get(f"{DOOR}{draft.uid}/", follow=True)
    assert [name for _at, name, _filled, _chosen in page.context["sheets"]] == ["Portada", "Enlaces"]
    coordinator.post(at(draft, "hoja"), {"hoja": "1"})
    page = coordinator.get(at(draft, "columnas"))
    assert [chosen for _heading, _samples, chosen in page.context["columns"]] == COLUMNS


def test_departments_are_known_by_name_and_acronym_and_asked_otherwise(coordinator):
    InstitutionFactory(package_id="imm", name="Instituto Municipal de las Mujeres", short_name="IMM")
    works = InstitutionFactory(package_id="obras", name="Dirección de Obras Públicas")
    works.aliases.create(name="DOP")
    rows = (
        ("Nombre", "Dependencia"),
        ("Ana Soto", "IMM"),
        ("Eva Luna", "D.O.P."),
        ("Luz Vega", "Obras Publcas"),
        ("Rosa Mora", "Tesorería"),
    )
    draft = bring(coordinator, ugly.xlsx(rows))
    page = coordinator.post(
        at(draft, "columnas"), {"columna": ["name", "institution"], "orden": "given"}, follow=True
    )
    asked = {
        one.spelling: ([s.id for s in one.suggestions], chosen)
        for _n, one, _s, chosen, *_more in page.context["questions"]
    }
    assert asked == {"Obras Publcas": (["obras"], ""), "Tesorería": ([], "new")}
    page = coordinator.post(at(draft, "dependencias"), {"dependencia-0": "", "dependencia-1": "new"})
    assert page.status_code == 422
    assert "Obras Publcas" in page.context["wrong"][0]
    coordinator.post(
        at(draft, "dependencias"),
        {"dependencia-0": "obras", "dependencia-1": "new", "superior": "IMM"},
    )
    apply(coordinator, draft)
    places = {one.name: one.affiliations.get().institution.name for one in Person.objects.all()}
    assert places == {
        "Ana Soto": "Instituto Municipal de las Mujeres",
        "Eva Luna": "Dirección de Obras Públicas",
        "Luz Vega": "Dirección de Obras Públicas",
        "Rosa Mora": "Tesorería",
    }
    assert Institution.objects.get(name="Tesorería").parent.package_id == "imm"
    assert Memory.objects.get(kind="department", key="obras publcas").value == "obras"


def test_any_institution_may_be_meant_by_its_name_or_a_part_of_it(coordinator):
    for number, name in enumerate(("Sistema DIF Municipal", "DIF Regional", "Tesorería")):
        InstitutionFactory(package_id=f"i{number}", name=name)
    rows = (("Nombre", "Dependencia"), ("Ana Soto", "La Casita"))
    draft = bring(coordinator, ugly.xlsx(rows))
    columns = {"columna": ["name", "institution"], "orden": "given"}
    coordinator.post(at(draft, "columnas"), columns)
    for typed, said in (
        ("zzz", "ninguna institución se llama «zzz»"),
        ("dif", "elija entre las instituciones"),
    ):
        page = coordinator.post(at(draft, "dependencias"), {"dependencia-0": "new", "otra-0": typed})
        assert page.status_code == 422
        assert said in page.context["wrong"][0]
    [(_at, _one, _siblings, chosen, typed, others)] = page.context["questions"]
    assert (chosen, typed) == ("", "dif")
    assert others == [("i1", "DIF Regional"), ("i0", "Sistema DIF Municipal")]
    told = {"dependencia-0": "i0", "otra-0": "dif"}
    coordinator.post(at(draft, "dependencias"), told)
    page = coordinator.get(at(draft, "dependencias"))
    assert page.context["questions"][0][3] == "i0", "what was chosen is there another day"
    coordinator.post(at(draft, "dependencias"), {"dependencia-0": "new", "otra-0": "tesoreria"})
    apply(coordinator, draft)
    assert Person.objects.get().affiliations.get().institution.package_id == "i2"


def test_who_may_be_twice_is_shown_side_by_side(coordinator):
    PersonFactory(package_id="p-ana", name="Ana Soto", email="", post_title="Directora")
    rows = (
        ("Nombre", "Correo", "Cargo"),
        ("Ana Soto", "ana@ejemplo.invalid", "Jefa"),
        ("Eva Luna", "eva@ejemplo.invalid", ""),
        ("Eva Luna Mora", "eva@ejemplo.invalid", "Titular"),
    )
    columns = ["name", "email", "post"]
    draft = bring(coordinator, ugly.xlsx(rows))
    page = coordinator.post(at(draft, "columnas"), {"columna": columns, "orden": "given"}, follow=True)
    pairs = page.context["pairs"]
    assert [(pair.entry.row, pair.is_in_list, chosen) for _n, pair, chosen in pairs] == [
        (2, False, ""),
        (4, True, ""),
    ]
    assert coordinator.post(at(draft, "repetidas"), {"id-0": pairs[0][1].id}).status_code == 422
    told = {f"id-{n}": pair.id for n, pair, _chosen in pairs}
    coordinator.post(at(draft, "repetidas"), {**told, "persona-0": "same", "persona-1": "other"})
    apply(coordinator, draft)
    assert Person.objects.count() == 3
    ana = Person.objects.get(package_id="p-ana")
    assert (ana.email, ana.post_title) == ("ana@ejemplo.invalid", "Jefa")
    page = answer(coordinator, bring(coordinator, ugly.xlsx(rows)), columns)
    assert not page.context["does_anything"]


def test_beside_a_row_stands_whom_the_reader_may_see_and_not_whom_its_bringer_may(coordinator, log_in):
    """An administrator goes on with the list: of a hidden woman whom it names she learns nothing."""
    PersonFactory(name="Ana Soto", email="", post_title="Jefa del refugio")
    rows = (("Nombre", "Correo"), ("Ana Soto", ""), ("Eva Luna", ""))
    draft = bring(coordinator, ugly.xlsx(rows))
    page = coordinator.post(
        at(draft, "columnas"), {"columna": ["name", "email"], "orden": "given"}, follow=True
    )
    assert "Jefa del refugio" in page.content.decode()
    administrator = log_in(Role.ADMINISTRATOR)
    page = administrator.get(at(draft, "repetidas"))
    assert page.context["pairs"] == []
    assert "Jefa del refugio" not in page.content.decode()
    assert administrator.get(reverse("import_draft", args=[draft.uid]))["Location"] == at(draft, "columnas")


def test_a_protected_person_is_beside_nobody(coordinator):
    PersonFactory(protected=True, name="Ana Soto", email="ana@ejemplo.invalid")
    rows = (("Nombre", "Correo"), ("Ana Soto", "ana@ejemplo.invalid"), ("Eva Luna", ""))
    page = answer(coordinator, bring(coordinator, ugly.xlsx(rows)), ["name", "email"])
    assert [(one["label"], one["new"]) for one in page.context["counts"]] == [("Personas", 2)]


def test_whoever_has_an_account_keeps_what_is_hers(coordinator):
    hers = PersonFactory(
        name="Ana Soto",
        email="ana@ejemplo.invalid",
        post_title="Directora",
        account=UserFactory(),
        visible=True,
    )
    rows = (
        ("Nombre", "Correo", "Cargo"),
        ("ANA SOTO", "ana@ejemplo.invalid", "Auxiliar"),
        ("Eva Luna", "", ""),
    )
    draft = bring(coordinator, ugly.xlsx(rows))
    answer(coordinator, draft, ["name", "email", "post"])
    apply(coordinator, draft)
    hers.refresh_from_db()
    assert (hers.name, hers.post_title, hers.visibility) == ("Ana Soto", "Directora", "visible")
    assert Person.objects.count() == 2


WRONG = (
    ("Nombre", "Correo", "Cargo"),
    ("Ana Soto", "ana(at)ejemplo", "=1+1"),
    ("Eva Luna", "eva@ejemplo.invalid", ""),
    ("", "luz@ejemplo.invalid", ""),
)


def test_mistakes_are_told_in_place_and_the_list_comes_back_to_be_mended(coordinator):
    draft = bring(coordinator, ugly.text(WRONG), "lista.csv")
    page = answer(coordinator, draft, ["name", "email", "post"])
    assert [(one["row"], one["column"]) for one in page.context["problems"]] == [(2, "Correo"), (4, "Nombre")]
    assert Person.objects.count() == 0
    answered = coordinator.get(reverse("import_corrected", args=[draft.uid]))
    assert answered["X-Content-Type-Options"] == "nosniff"
    [sheet] = read_sheets("lista.xlsx", answered.content)
    assert [[*row, ""][:3] for row in sheet.rows] == [list(row) for row in WRONG]
    assert sheet.rows[0][3] == "Qué corregir"
    assert sheet.rows[1][3].startswith("Correo: «ana(at)ejemplo» no es un correo")
    assert len(sheet.rows[2]) < 4 or sheet.rows[2][3] == ""
    cell = openpyxl.load_workbook(io.BytesIO(answered.content)).active["C2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s"), "nothing in it is a formula"
    draft = bring(coordinator, answered.content)
    assert coordinator.get(at(draft, "columnas")).context["columns"][3][2] == ""


def test_the_other_rows_may_come_in_without_those(coordinator):
    draft = bring(coordinator, ugly.text(WRONG), "lista.csv")
    answer(coordinator, draft, ["name", "email", "post"])
    coordinator.post(reverse("import_recheck", args=[draft.uid]), {"sin_errores": "1"})
    apply(coordinator, draft)
    assert [one.name for one in Person.objects.all()] == ["Eva Luna"]


def test_themes_that_are_known_become_themes_and_others_words(coordinator):
    ThemeFactory(code="violencia", label_es="Violencia")
    rows = (("Nombre", "Temas"), ("Ana Soto", "VIOLENCIA, huertos"))
    draft = bring(coordinator, ugly.xlsx(rows))
    answer(coordinator, draft, ["name", "themes"])
    apply(coordinator, draft)
    ana = Person.objects.get()
    assert ([one.code for one in ana.themes.all()], [one.name for one in ana.tags.all()]) == (
        ["violencia"],
        ["huertos"],
    )


def test_what_was_chosen_is_there_on_another_day(coordinator, log_in):
    draft = bring(coordinator)
    coordinator.post(at(draft, "columnas"), {"columna": COLUMNS, "orden": "surnames"})
    colleague = log_in(Role.COORDINATOR)
    page = colleague.get(f"{DOOR}{draft.uid}/", follow=True)
    assert page.request["PATH_INFO"] == at(draft, "dependencias")
    assert colleague.get(at(draft, "columnas")).context["order"] == "surnames"


def test_another_header_begins_the_questions_anew(coordinator):
    draft = bring(coordinator)
    coordinator.post(at(draft, "columnas"), {"columna": COLUMNS, "orden": "given"})
    coordinator.post(at(draft, "hoja"), {"hoja": "0", "encabezado": "4"})
    draft.refresh_from_db()
    assert (draft.choices["header"], "columns" in draft.choices) == (4, False)


@pytest.mark.parametrize("name", ["hoja", "columnas", "dependencias", "repetidas"])
def test_the_steps_are_there_for_nobody_else(coordinator, log_in, client, name):
    draft = bring(coordinator)
    for address in (at(draft, name), reverse("import_corrected", args=[draft.uid])):
        assert log_in(Role.MEMBER).get(address).status_code == 404
        assert client.get(address)["Location"].startswith("/cuenta/login/")


@pytest.mark.prove
def test_a_list_of_five_thousand_comes_in_and_the_second_time_changes_nothing(coordinator):
    content = ugly.xlsx(ugly.many(5000))
    draft = bring(coordinator, content)
    page = answer(coordinator, draft)
    assert [(one["label"], one["new"]) for one in page.context["counts"]] == [
        ("Instituciones", 7),
        ("Personas", 5000),
    ]
    apply(coordinator, draft)
    assert Person.objects.count() == 5000
    page = answer(coordinator, bring(coordinator, content))
    assert not page.context["does_anything"]
