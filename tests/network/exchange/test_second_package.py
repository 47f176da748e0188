"""A later package refers to rows that are there, adds and changes some, and can be undone exactly."""

import pytest
from django.core.management import CommandError, call_command

from network.agreements.models import AgreementDocument
from network.documents.models import Document
from network.exchange.exporting import export_package
from network.exchange.models import State
from network.exchange.preview import preview
from network.exchange.problems import PackageError
from network.exchange.services import import_package, stage, undo_import
from network.exchange.source import open_package as opened
from network.groups.models import Group, Seat
from network.institutions.models import Institution
from network.journal.models import Entry
from network.vocabulary.models import Territory
from tests.factories.records import PersonFactory
from tests.network.exchange.packages import OPEN, contents, counts, rows_of, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_package():
    return import_package(path=OPEN)[1]


def second(folder):
    groups = {row["id"]: row for row in rows_of(OPEN / "groups.csv")}
    documents = {row["id"]: row for row in rows_of(OPEN / "documents.csv")}
    return write(
        folder,
        institutions=[
            {
                "id": "sernameg-la-serena-equipo",
                "name": "Equipo de enlace de La Serena",
                "kind": "municipal_unit",
                "parent_id": "muni-la-serena",
                "aliases": "Equipo Enlace;EELS",
                "region": "Coquimbo",
                "municipality": "Vicuña",
            },
            {"id": "muni-la-serena", "name": "Municipalidad de La Serena (nueva)", "kind": "municipality"},
        ],
        groups=[
            {**groups["comisiones-regionales-igualdad"], "objective": "Otro objetivo.", "territory": "Maule"},
            {"id": "mesa-nueva", "name": "Mesa nueva", "kind": "mesa", "territory": "Coquimbo/La Serena"},
        ],
        group_members=[
            {"group_id": "mesa-nueva", "institution_id": "mmeg", "role": "lead", "basis": "stated"},
            {
                "group_id": "mesa-nueva",
                "institution_id": "sernameg-la-serena-equipo",
                "role": "member",
                "basis": "stated",
            },
        ],
        documents=[
            {**documents["doc-ord-4309"], "agreement_id": "convenio-asemuch-sernameg", "issuer_id": "mmeg"}
        ],
    )


def test_it_adds_and_changes_what_it_says(open_package, tmp_path):
    found, package = import_package(path=second(tmp_path / "b"))
    assert package.counts["groups"] == {"new": 1, "changed": 1, "unchanged": 0, "conflicting": 0}
    assert package.counts["institutions"] == {"new": 1, "changed": 1, "unchanged": 0, "conflicting": 0}
    assert [str(place) for place in found.territories] == ["Maule", "Coquimbo/Vicuña"]
    unit = Institution.objects.get(package_id="sernameg-la-serena-equipo")
    assert unit.parent.name == "Municipalidad de La Serena (nueva)"
    assert unit.parent.municipality.name == "La Serena", "a column that the row leaves empty keeps its value"
    changed = Group.objects.get(package_id="comisiones-regionales-igualdad")
    assert [territory.name for territory in changed.territories.all()] == ["Maule"]
    [territory] = Group.objects.get(package_id="mesa-nueva").territories.all()
    assert (territory.kind, territory.parent.name) == ("municipality", "Coquimbo")
    link = AgreementDocument.objects.get(document__package_id="doc-ord-4309")
    assert link.agreement.package_id == "convenio-asemuch-sernameg"


def test_undone_the_platform_is_what_it_was(open_package, tmp_path):
    export_package(path=tmp_path / "before")
    rows = counts()
    package = import_package(path=second(tmp_path / "b"))[1]
    export_package(path=tmp_path / "between")
    assert contents(tmp_path / "between") != contents(tmp_path / "before")
    undo_import(package=package)
    export_package(path=tmp_path / "after")
    assert contents(tmp_path / "after") == contents(tmp_path / "before")
    package.refresh_from_db()
    assert package.state == State.UNDONE
    now = counts()
    for trace in ("exchange.Import", "exchange.StagedRow", "journal.Entry"):
        now.pop(trace), rows.pop(trace)
    assert now == rows
    assert not Territory.objects.filter(name__in=["Maule", "Vicuña"]).exists()
    assert Entry.objects.filter(verb="package.undone").count() == 1


def test_undone_once_it_cannot_be_undone_again(open_package, tmp_path):
    package = import_package(path=second(tmp_path / "b"))[1]
    undo_import(package=package)
    with pytest.raises(PackageError):
        undo_import(package=package)


def test_the_command_lists_imports_and_undoes_one(open_package, tmp_path, capsys):
    package = import_package(path=second(tmp_path / "b"))[1]
    call_command("undo_import")
    assert f"{package.pk}" in (listed := capsys.readouterr().out)
    assert listed.count("Aplicada") == 2
    call_command("undo_import", package.pk)
    assert f"Importación {package.pk} deshecha" in capsys.readouterr().out
    for wrong in (package.pk, 0):
        with pytest.raises(CommandError):
            call_command("undo_import", wrong)


def refused(package):
    rows = counts()
    with pytest.raises(PackageError) as caught:
        undo_import(package=package)
    assert counts() == rows
    package.refresh_from_db()
    assert package.state == State.APPLIED
    return [str(problem) for problem in caught.value.problems]


def test_a_row_changed_since_is_named_and_nothing_is_undone(open_package, tmp_path):
    package = import_package(path=second(tmp_path / "b"))[1]
    Group.objects.filter(package_id="mesa-nueva").update(frequency="mensual")
    [told] = refused(package)
    assert "groups.csv" in told
    assert "mesa-nueva" in told
    assert Group.objects.get(package_id="comisiones-regionales-igualdad").objective == "Otro objetivo."


def test_a_list_changed_since_counts_as_a_change(open_package, tmp_path):
    package = import_package(path=second(tmp_path / "b"))[1]
    Institution.objects.get(package_id="sernameg-la-serena-equipo").aliases.create(name="Otro")
    [told] = refused(package)
    assert "sernameg-la-serena-equipo" in told


def test_a_row_that_others_refer_to_is_named_and_nothing_is_undone(open_package, tmp_path):
    package = import_package(path=second(tmp_path / "b"))[1]
    new = Institution.objects.get(package_id="sernameg-la-serena-equipo")
    Seat.objects.create(group=Group.objects.first(), institution=new, role="member", basis="stated")
    document = Document.objects.first()
    document.addressees.add(new)
    told = refused(package)
    assert any("sernameg-la-serena-equipo" in text for text in told)
    assert Group.objects.filter(package_id="mesa-nueva").exists()


def test_a_person_is_told_by_the_id_alone(open_package, tmp_path):
    package = import_package(path=second(tmp_path / "b"))[1]
    new = Institution.objects.get(package_id="sernameg-la-serena-equipo")
    person = PersonFactory(package_id="persona-1")
    person.affiliations.create(institution=new)
    told = refused(package)
    assert any("«persona-1 (people.csv)»" in text for text in told)
    assert not any(person.name in text for text in told)


def test_an_import_that_was_interrupted_is_discarded(open_package, tmp_path, capsys):
    before = counts()
    package = stage(found=preview(opened(second(tmp_path / "b"))))
    call_command("undo_import", package.pk)
    assert counts() == before
    assert "se descartó; no había escrito nada" in capsys.readouterr().out


def test_a_later_import_must_be_undone_first(open_package, tmp_path):
    first = import_package(path=second(tmp_path / "b"))[1]
    later = import_package(
        path=write(
            tmp_path / "c",
            groups=[
                {"id": "mesa-nueva", "name": "Mesa con otro nombre", "kind": "mesa", "territory": "Coquimbo"}
            ],
        )
    )[1]
    assert any("mesa-nueva" in text for text in refused(first))
    undo_import(package=later)
    undo_import(package=first)


def test_a_territory_in_use_stays(open_package, tmp_path):
    package = import_package(path=second(tmp_path / "b"))[1]
    other = Group.objects.get(package_id="comite-interministerial-igualdad")
    other.territories.add(Territory.objects.get(name="Maule"))
    undo_import(package=package)
    assert Territory.objects.filter(name="Maule").exists()
    assert not Territory.objects.filter(name="Vicuña").exists()
