"""A package in the browser: brought, looked at, applied, undone; nobody but whoever runs the network."""

import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from network.accounts.enums import Role, ScopeKind
from network.exchange import drafts
from network.exchange.models import Deed, Draft, DraftFile, Import, State
from network.exchange.preview import preview
from network.exchange.services import import_package, stage
from network.exchange.source import open_package
from network.institutions.models import Institution
from network.people.models import Person
from tests.factories.accounts import UserFactory
from tests.network.exchange import ugly
from tests.network.exchange.packages import ANA, contents, counts, rows_of, small, with_people, write

DOOR = "/gestion/importar/"


@pytest.fixture
def coordinator(log_in):
    return log_in(Role.COORDINATOR)


def bring(client, files):
    uploads = [SimpleUploadedFile(name, content) for name, content in files.items()]
    return client.post(DOOR, {"archivo": uploads}, follow=True)


def zipped(files):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return kept.getvalue()


def workbook(folder):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for path in sorted(folder.iterdir()):
        sheet = book.create_sheet(path.stem)
        rows = rows_of(path)
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append(list(row.values()))
    return ugly.saved(book)


@pytest.mark.parametrize("form", ["files", "zip", "xlsx"])
def test_brought_applied_and_undone_in_every_form(coordinator, tmp_path, form):
    folder = with_people(tmp_path / "p")
    before = counts()
    files = {
        "files": contents(folder),
        "zip": {"paquete.zip": zipped(contents(folder))},
        "xlsx": {"paquete.xlsx": workbook(folder)},
    }[form]
    page = bring(coordinator, files)
    assert page.context["does_anything"]
    assert Institution.objects.count() == 0
    draft = Draft.objects.get()
    page = coordinator.post(reverse("import_apply", args=[draft.uid]), follow=True)
    assert (page.context["package"].state, Person.objects.count()) == (State.APPLIED, 2)
    assert (Draft.objects.count(), DraftFile.objects.count()) == (0, 0), "no copy of the file is kept"
    assert import_package(path=folder)[1] is None
    page = coordinator.post(reverse("import_undo", args=[Import.objects.get().uid]), follow=True)
    assert page.context["package"].state == State.UNDONE
    now = counts()
    told = ("exchange.Import", "exchange.StagedRow", "journal.Entry", "notices.Notice")  # stays
    for trace in (*told, "people.PersonTag"):
        now.pop(trace), before.pop(trace)
    assert now == before


def test_a_mistake_is_told_with_file_row_column_and_remedy(coordinator, tmp_path):
    folder = write(tmp_path / "p", institutions=[{"id": "a", "name": "A", "kind": "ministery"}])
    page = bring(coordinator, contents(folder))
    text = " ".join(page.content.decode().split())
    assert "institutions.csv, fila 2, columna kind:" in text
    assert "¿Quiso decir «ministry»?" in text
    assert Institution.objects.count() == 0


@pytest.mark.parametrize(
    "files", [{}, {"otra-cosa.pdf": b"%PDF-1.4"}, {"paquete.zip": b"nothing"}, {"a.xlsx": b"PK\x03\x04"}]
)
def test_what_is_nothing_of_the_kind_is_refused_where_it_was_brought(coordinator, files):
    page = bring(coordinator, files)
    assert page.status_code == 422
    assert page.context["problems"][0].remedy
    assert Draft.objects.count() == 0


def test_what_has_changed_meanwhile_is_told_and_can_be_looked_at_again(coordinator, tmp_path):
    bring(coordinator, contents(small(tmp_path / "p")))
    draft = Draft.objects.get()
    Institution.objects.create(package_id="unidad", name="Otra", kind="other")
    page = coordinator.post(reverse("import_apply", args=[draft.uid]), follow=True)
    assert "«unidad»" in page.content.decode()
    assert Institution.objects.count() == 1
    page = coordinator.post(reverse("import_recheck", args=[draft.uid]), follow=True)
    assert page.context["changed_count"] == 1
    coordinator.post(reverse("import_apply", args=[draft.uid]))
    assert Institution.objects.get(package_id="unidad").name == "Unidad"


def test_undoing_what_others_stand_on_is_refused_in_words(coordinator, tmp_path):
    package = import_package(path=small(tmp_path / "p"))[1]
    Institution.objects.filter(package_id="unidad").update(short_name="U")
    page = coordinator.post(reverse("import_undo", args=[package.uid]), follow=True)
    assert "«unidad»" in page.content.decode()
    assert page.context["package"].state == State.APPLIED


def test_a_draft_is_left_taken_up_and_discarded(coordinator, tmp_path):
    bring(coordinator, contents(small(tmp_path / "p")))
    draft = Draft.objects.get()
    assert f"{DOOR}{draft.uid}/" in coordinator.get(DOOR).content.decode()
    assert coordinator.get(f"{DOOR}{draft.uid}/").context["does_anything"]
    coordinator.post(reverse("import_discard", args=[draft.uid]))
    assert (Draft.objects.count(), Import.objects.count()) == (0, 0)


def test_what_was_interrupted_can_go_on_or_come_out(coordinator, tmp_path):
    package = stage(found=preview(open_package(small(tmp_path / "p"))))
    Import.objects.update(state=State.APPLYING, asked=Deed.APPLY)
    page = coordinator.get(reverse("import_done", args=[package.uid]))
    assert (page.context["is_stuck"], page.context["is_running"]) == (True, False)
    assert f"0 de {package.rows.count()} filas ya entraron" in page.content.decode()
    assert "A medio aplicar" in coordinator.get(DOOR).content.decode()
    desk = coordinator.get(reverse("desk")).content.decode()
    assert f"a medio aplicar: 0 de {package.rows.count()} filas ya entraron" in desk
    assert "Continuar o retirarla" in desk
    coordinator.post(reverse("import_go_on", args=[package.uid]))
    package.refresh_from_db()
    assert package.state == State.APPLIED


def test_while_it_is_being_done_the_page_asks_by_itself(coordinator, tmp_path):
    package = stage(found=preview(open_package(small(tmp_path / "p"))))
    assert drafts.ask(subject=package, deed=Deed.APPLY)
    assert not drafts.ask(subject=package, deed=Deed.APPLY), "it is asked for once"
    page = coordinator.get(reverse("import_done", args=[package.uid]))
    address = reverse("import_progress", args=[package.uid])
    assert f'hx-get="{address}"' in page.content.decode()
    assert "HX-Refresh" not in coordinator.get(address)
    Import.objects.update(state=State.APPLIED, asked="")
    assert coordinator.get(address)["HX-Refresh"] == "true"


def test_what_was_known_of_a_person_before_is_not_shown(coordinator, tmp_path):
    import_package(path=small(tmp_path / "p", people=[{**ANA, "email": "suya@ejemplo.invalid"}]))
    Person.objects.update(visibility="protegida")
    folder = write(tmp_path / "q", people=[{**ANA, "email": "otra@ejemplo.invalid"}])
    text = bring(coordinator, contents(folder)).content.decode()
    assert "otra@ejemplo.invalid" in text
    assert "suya@ejemplo.invalid" not in text


def addresses(package, draft):
    return [
        (method, reverse(name, args=[draft.uid if of == "draft" else package.uid]))
        for of, name, method in (
            ("draft", "import_draft", "get"),
            ("draft", "import_checked", "get"),
            ("draft", "import_apply", "post"),
            ("draft", "import_recheck", "post"),
            ("draft", "import_discard", "post"),
            ("package", "import_done", "get"),
            ("package", "import_progress", "get"),
            ("package", "import_go_on", "post"),
            ("package", "import_take_back", "post"),
            ("package", "import_undo", "post"),
        )
    ]


def test_for_everybody_else_none_of_it_is_there(log_in, client, tmp_path):
    package = import_package(path=small(tmp_path / "p"))[1]
    draft = drafts.bring(files=contents(with_people(tmp_path / "q")), by=UserFactory())
    territorial = log_in(Role.COORDINATOR, scope=ScopeKind.INSTITUTION, key="unidad")
    for method, address in [("get", DOOR), ("post", DOOR), *addresses(package, draft)]:
        assert getattr(client, method)(address)["Location"].startswith("/cuenta/login/")
        for other in (territorial, log_in(Role.MEMBER), log_in(Role.ANALYST)):
            assert getattr(other, method)(address).status_code == 404
    package.refresh_from_db()
    assert (package.state, Draft.objects.count()) == (State.APPLIED, 1)


def test_looking_changes_nothing(coordinator, tmp_path):
    package = import_package(path=small(tmp_path / "p"))[1]
    draft = drafts.bring(files=contents(with_people(tmp_path / "q")), by=coordinator.user)
    before = counts()
    for method, address in addresses(package, draft):
        answer = coordinator.get(address)
        assert answer.status_code == (405 if method == "post" else answer.status_code)
    assert counts() == before


@pytest.mark.parametrize("number", [1, 3])
def test_the_door_asks_as_little_for_three_as_for_one(
    coordinator, django_assert_num_queries, number, tmp_path
):
    for at in range(number):
        import_package(
            path=write(tmp_path / f"p{at}", institutions=[{"id": f"a{at}", "name": "A", "kind": "other"}])
        )
        drafts.bring(files=contents(small(tmp_path / f"q{at}")), by=coordinator.user)
    coordinator.get(DOOR)
    with django_assert_num_queries(7):
        coordinator.get(DOOR)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("foto.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "no es una lista ni un paquete"),
        ("oficio.pdf", b"%PDF-1.7", "Es un PDF"),
    ],
)
def test_what_is_no_list_is_told_without_the_names_of_tables(coordinator, name, content, said):
    shown = bring(coordinator, {name: content}).content.decode()
    assert said in shown
    assert name in shown
    assert "institutions.csv" not in shown
