"""People: an import may lower how one is seen, never overwrites her choice, and an export leaves her out."""

import pytest
from django.core.management import CommandError, call_command

from network.exchange.exporting import export_package
from network.exchange.problems import PackageError
from network.exchange.services import import_package, undo_import
from network.groups.models import Seat
from network.institutions.models import Institution
from network.journal.models import Entry
from network.people.models import Affiliation, Person, PersonTag
from network.people.package import settle_visibility
from network.ties.models import Appointment, Collaboration
from tests.factories.accounts import UserFactory
from tests.network.exchange.packages import ANA, EVA, POST, contents, counts, small, with_people, write

pytestmark = pytest.mark.django_db


def person(package_id="ana"):
    return Person.objects.get(package_id=package_id)


def test_a_stranger_s_package_hides_everyone_and_keeps_the_proposal(tmp_path):
    import_package(path=with_people(tmp_path / "p"))
    assert (person().visibility, person().proposed_visibility) == ("oculta", "visible")
    assert (person("eva").visibility, person("eva").proposed_visibility) == ("oculta", "limitada")
    tie = Collaboration.objects.get()
    assert not tie.confirmed_by_a
    assert not tie.confirmed_by_b
    assert import_package(path=tmp_path / "p")[1] is None


def test_one_s_own_export_shows_everyone_as_she_was(tmp_path):
    import_package(path=with_people(tmp_path / "p"), trusted=True)
    assert (person().visibility, person("eva").visibility, person().proposed_visibility) == (
        "visible",
        "limitada",
        "",
    )
    tie = Collaboration.objects.get()
    assert tie.confirmed_by_a
    assert tie.confirmed_by_b
    assert import_package(path=tmp_path / "p", trusted=True)[1] is None
    assert import_package(path=tmp_path / "p")[1] is None


@pytest.mark.parametrize(
    ("now", "asked", "trusted", "then", "proposed"),
    [
        (None, "", False, "oculta", None),
        (None, "protegida", False, "protegida", None),
        (None, "visible", False, "oculta", "visible"),
        (None, "visible", True, "visible", None),
        ("visible", "oculta", False, "oculta", None),
        ("visible", "", False, "oculta", None),
        ("visible", "limitada", False, "limitada", None),
        ("limitada", "visible", False, "limitada", "visible"),
        ("limitada", "visible", True, "visible", None),
        ("oculta", "visible", False, "oculta", "visible"),
        ("oculta", "oculta", False, "oculta", None),
        ("oculta", "protegida", False, "protegida", None),
        ("protegida", "visible", False, "protegida", None),
        ("protegida", "visible", True, "protegida", None),
        ("protegida", "oculta", True, "protegida", None),
    ],
)
def test_how_an_import_settles_what_it_asks(now, asked, trusted, then, proposed):
    present = now and {"visibility": now, "chose_visibility": "False"}
    settled = settle_visibility({"visibility": asked}, present, trusted)
    assert settled["visibility"] == then
    assert settled.get("proposed_visibility") == proposed


@pytest.mark.parametrize("asked", ["", "visible", "limitada", "oculta", "protegida"])
@pytest.mark.parametrize("now", ["visible", "limitada", "oculta", "protegida"])
@pytest.mark.parametrize("trusted", [True, False])
def test_her_own_choice_is_never_overwritten(now, asked, trusted):
    present = {"visibility": now, "alias": "Violeta", "chose_visibility": "True"}
    for cells in ({"visibility": asked, "alias": "Su Nombre"}, {"alias": "Su Nombre"}):
        settled = settle_visibility(cells, present, trusted)
        assert {**present, **cells, **settled} == present


def test_a_list_without_the_column_changes_nobody(tmp_path):
    import_package(path=with_people(tmp_path / "p"), trusted=True)
    import_package(path=write(tmp_path / "q", people=[{"id": "ana", "name": "Ana Otra"}]))
    assert (person().name, person().visibility) == ("Ana Otra", "visible")


def test_her_affiliation_themes_and_tags(tmp_path):
    import_package(path=with_people(tmp_path / "p"))
    affiliation = person().affiliations.get()
    assert (affiliation.institution.package_id, affiliation.is_main, affiliation.ended) == (
        "unidad",
        True,
        "",
    )
    assert [theme.code for theme in person().themes.all()] == ["violencia"]
    assert [tag.name for tag in person().tags.all()] == ["Agua"]
    assert sorted(tag.name for tag in person("eva").tags.all()) == ["Agua", "Riego"]
    assert PersonTag.objects.count() == 2, "tags are one without regard to case"


def test_a_move_changes_the_main_affiliation_and_undoing_brings_it_back(tmp_path):
    import_package(path=with_people(tmp_path / "p"))
    package = import_package(path=write(tmp_path / "q", people=[{**ANA, "institution_id": "muni"}]))[1]
    assert person().affiliations.get().institution.package_id == "muni"
    undo_import(package=package)
    assert person().affiliations.get().institution.package_id == "unidad"


def test_a_second_affiliation_becomes_the_main_one(tmp_path):
    import_package(path=with_people(tmp_path / "p"))
    muni = Institution.objects.get(package_id="muni")
    Affiliation.objects.create(person=person(), institution=muni, is_main=False)
    package = import_package(path=write(tmp_path / "q", people=[{**ANA, "institution_id": "muni"}]))[1]
    assert {(a.institution.package_id, a.is_main) for a in person().affiliations.all()} == {
        ("unidad", False),
        ("muni", True),
    }
    undo_import(package=package)
    assert {(a.institution.package_id, a.is_main) for a in person().affiliations.all()} == {
        ("unidad", True),
        ("muni", False),
    }


def test_a_person_who_has_an_account_now_is_not_taken_out(tmp_path):
    package = import_package(path=with_people(tmp_path / "p"))[1]
    Person.objects.filter(package_id="ana").update(account=UserFactory())
    with pytest.raises(PackageError, match="ana"):
        undo_import(package=package)
    assert Person.objects.count() == 2


def test_a_person_who_chose_since_is_not_changed_back(tmp_path):
    import_package(path=with_people(tmp_path / "p"), trusted=True)
    package = import_package(path=write(tmp_path / "q", people=[{**ANA, "visibility": ""}]))[1]
    assert person().visibility == "oculta"
    Person.objects.filter(package_id="ana").update(chose_visibility=True)
    with pytest.raises(PackageError, match="ana"):
        undo_import(package=package)
    assert person().visibility == "oculta"


def test_titulars_may_change_in_one_package(tmp_path):
    import_package(path=with_people(tmp_path / "p"))
    package = import_package(
        path=write(
            tmp_path / "q",
            posts=[POST, {**POST, "id": "otro-puesto"}],
            appointments=[
                {
                    "id": "d2",
                    "post_id": "enlace-unidad",
                    "person_id": "eva",
                    "capacity": "titular",
                    "ended": "",
                },
                {
                    "id": "d1",
                    "post_id": "enlace-unidad",
                    "person_id": "ana",
                    "capacity": "titular",
                    "ended": "2023-05",
                },
            ],
        )
    )[1]
    assert Appointment.objects.get(ended="").person.package_id == "eva"
    undo_import(package=package)
    assert Appointment.objects.get().person.package_id == "ana"


def test_two_titulars_may_exchange_posts(tmp_path):
    base = {"capacity": "titular", "started": "2021"}
    rows = [
        {**base, "id": "d1", "post_id": "enlace-unidad", "person_id": "ana"},
        {**base, "id": "d2", "post_id": "otro-puesto", "person_id": "eva"},
    ]
    tables = {"posts": [POST, {**POST, "id": "otro-puesto"}], "people": [ANA, EVA]}
    import_package(path=small(tmp_path / "p", **tables, appointments=rows))
    rows[0]["post_id"], rows[1]["post_id"] = rows[1]["post_id"], rows[0]["post_id"]
    package = import_package(path=write(tmp_path / "q", appointments=rows))[1]
    assert Appointment.objects.get(package_id="d1").post.package_id == "otro-puesto"
    undo_import(package=package)
    assert Appointment.objects.get(package_id="d1").post.package_id == "enlace-unidad"


def test_a_person_sits_beside_her_institution(tmp_path):
    import_package(path=with_people(tmp_path / "p"))
    assert Seat.objects.filter(person=None).count() == 1
    assert Seat.objects.get(person__package_id="ana").role == "lead"


def test_people_are_left_out_of_an_export(tmp_path):
    import_package(path=with_people(tmp_path / "p"))
    export_package(path=tmp_path / "out")
    files = contents(tmp_path / "out")
    assert not files.keys() & {"people.csv", "appointments.csv", "collaborations.csv"}
    assert b"Ficticia" not in b"".join(files.values())
    assert files["group_members.csv"].splitlines() == [
        b"group_id,institution_id,role,basis,started,ended",
        b"mesa,unidad,member,stated,,",
    ]
    assert not Entry.objects.filter(verb="people.exported").exists()


def test_people_leave_only_for_a_reason_that_is_journalled(tmp_path):
    import_package(path=with_people(tmp_path / "p"))
    before = counts()
    with pytest.raises(CommandError):
        call_command("export_package", tmp_path / "out", people=True)
    assert not (tmp_path / "out").exists()
    assert counts() == before
    call_command("export_package", tmp_path / "out", people=True, reason="Traslado a otro servidor")
    entry = Entry.objects.get(verb="people.exported")
    assert entry.reason == "Traslado a otro servidor"
    assert entry.after["people"] == 2
    assert "Ana" not in str(entry.after)
    assert (tmp_path / "out").stat().st_mode & 0o077 == 0


def test_with_people_export_and_import_are_the_identity(tmp_path):
    package = import_package(path=with_people(tmp_path / "p"), trusted=True)[1]
    export_package(path=tmp_path / "one", people=True, reason="Prueba")
    undo_import(package=package)
    assert Person.objects.count() == 0
    assert import_package(path=tmp_path / "one", trusted=True)[1]
    export_package(path=tmp_path / "two", people=True, reason="Prueba")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert import_package(path=tmp_path / "two", trusted=True)[1] is None
