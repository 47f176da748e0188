"""The demonstration: exact numbers, nobody real, the same bytes every time, and only where it is allowed."""

import csv
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings

from network.accounts.models import User
from network.accounts.viewer import viewer_for
from network.exchange.demo import OPEN_PACKAGE, write_demo_package
from network.exchange.demo_accounts import ACCOUNTS, load_demo_people
from network.exchange.models import Import
from network.exchange.services import import_package
from network.institutions.models import Post
from network.people.models import Person
from network.people.queries import visible_to
from network.ties.models import Appointment, Collaboration
from pages.services import ensure_site

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> dict[str, Rows]:
    folder = write_demo_package(tmp_path_factory.mktemp("demo"))
    return {path.stem: read(path) for path in folder.iterdir()}


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_exact_numbers(package: dict[str, Rows]) -> None:
    assert {table: len(rows) for table, rows in package.items()} == {
        "people": 120,
        "posts": 40,
        "appointments": 65,
        "group_members": 117,
        "collaborations": 150,
        "group_sessions": 24,
        "session_attendance": 220,
        "acuerdos": 37,
    }
    assert Counter(row["visibility"] for row in package["people"]) == {
        "visible": 70,
        "limitada": 25,
        "oculta": 20,
        "protegida": 5,
    }
    assert Counter(row["post_level"] for row in package["people"]) == {"middle": 72, "senior": 48}
    assert Counter(row["publication"] for row in package["posts"]) == {
        "public": 29,
        "network": 10,
        "reserved": 1,
    }
    held = {row["post_id"] for row in package["appointments"]}
    assert sum(row["id"] not in held for row in package["posts"]) == 8


def test_nobody_could_be_taken_for_real(package: dict[str, Rows]) -> None:
    people = package["people"]
    assert all(row["name"].endswith(" (ficticia)") for row in people)
    assert all(row["email"].endswith("@ejemplo.invalid") for row in people)
    assert all(bool(row["alias"]) == (row["visibility"] == "limitada") for row in people)
    assert all(row["alias"].endswith(" (ficticia)") for row in people if row["alias"])
    assert all(row["name"].endswith(" (demostración)") for row in package["posts"])
    assert all(row["number"].endswith(" (demostración)") for row in package["group_sessions"])
    assert all(row["text"].endswith(" (demostración).") for row in package["acuerdos"])
    for column in ("id", "name", "email"):
        assert len({row[column] for row in people}) == 120
    assert len({row["alias"] for row in people if row["alias"]}) == 25


def test_it_only_refers_to_what_the_open_package_holds(package: dict[str, Rows]) -> None:
    institutions = {row["id"] for row in read(OPEN_PACKAGE / "institutions.csv")}
    assert {row["institution_id"] for table in ("people", "posts") for row in package[table]} <= institutions
    assert {"inmujeresgdl", "muni-guadalajara", "sernameg-coquimbo", "muni-la-serena"} <= {
        row["institution_id"] for row in package["people"]
    }
    seats = {(row["group_id"], row["institution_id"]) for row in read(OPEN_PACKAGE / "group_members.csv")}
    assert {(row["group_id"], row["institution_id"]) for row in package["group_members"]} <= seats


def test_who_holds_a_post_works_there(package: dict[str, Rows]) -> None:
    works = {row["id"]: row["institution_id"] for row in package["people"]}
    posts = {
        row["id"]: row["institution_id"] for row in [*read(OPEN_PACKAGE / "posts.csv"), *package["posts"]]
    }
    assert all(works[row["person_id"]] == posts[row["post_id"]] for row in package["appointments"])


def test_two_generations_are_equal_to_the_byte(tmp_path: Path) -> None:
    first, second = write_demo_package(tmp_path / "a"), write_demo_package(tmp_path / "b")
    names = sorted(path.name for path in first.iterdir())
    assert [(first / name).read_bytes() for name in names] == [(second / name).read_bytes() for name in names]


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Path]:
    """The open package and the demo, loaded once for this module and rolled back after it."""
    var = tmp_path_factory.mktemp("var")
    with (
        django_db_blocker.unblock(),
        override_settings(
            ENTRAMADO_DEMO_ALLOWED=True,
            ENTRAMADO_DEMO_ACCOUNTS=frozenset(account.email for account in ACCOUNTS),
            VAR=var,
        ),
        transaction.atomic(),
    ):
        ensure_site()
        import_package(path=OPEN_PACKAGE)
        call_command("load_demo")
        yield var
        transaction.set_rollback(True)


def user(name: str) -> User:
    return User.objects.get(email=f"{name}@ejemplo.invalid")


def test_people_are_as_visible_as_the_package_says(loaded: Path) -> None:
    assert Counter(Person.objects.values_list("visibility", flat=True)) == {
        "visible": 70,
        "limitada": 25,
        "oculta": 20,
        "protegida": 5,
    }
    assert Collaboration.objects.filter(confirmed_by_a=True, confirmed_by_b=True).count() == 150
    assert (Appointment.objects.count(), Post.objects.count()) == (65, 136)
    assert Person.objects.filter(visibility="visible").exclude(shows_as_holder="nobody").count() > 40
    assert Person.objects.filter(visibility="limitada", shows_institution=True).count() > 5
    assert not Person.objects.filter(visibility__in=("oculta", "protegida"), shows_ties=True).exists()
    assert not Person.objects.exclude(visibility="visible").exclude(shows_as_holder="nobody").exists()


def test_loading_again_changes_nothing_that_anyone_changed(loaded: Path) -> None:
    def state() -> tuple[object, ...]:
        return list(Person.objects.order_by("pk").values()), User.objects.count(), Import.objects.count()

    with transaction.atomic():
        Person.objects.filter(package_id="ficticia-002").update(visibility="oculta", shows_ties=False)
        Person.objects.get(package_id="ficticia-001").delete()
        before = state()
        call_command("load_demo")
        assert state() == before
        transaction.set_rollback(True)


def test_each_account_has_its_role_and_sees_what_that_role_may(loaded: Path) -> None:
    roles = {
        account.name: sorted(str(grant) for grant in user(account.name).grants.all()) for account in ACCOUNTS
    }
    assert roles == {
        "integrante": ["member network"],
        "enlace": ["liaison institution inmujeresgdl", "member network"],
        "coordinadora": ["coordinator network"],
        "analista": ["analyst network"],
        "administradora": ["administrator network"],
    }
    seen = {
        account.name: Counter(
            visible_to(Person.objects.all(), viewer_for(user(account.name))).values_list(
                "visibility", flat=True
            )
        )
        for account in ACCOUNTS
    }
    assert set(seen["integrante"]) == set(seen["administradora"]) == {"visible", "limitada"}
    assert seen["enlace"]["oculta"] == 2
    assert set(seen["coordinadora"]) == {"visible", "limitada", "oculta"}
    assert seen["analista"] == {}


def test_who_has_a_person_and_who_has_none(loaded: Path) -> None:
    linked = Person.objects.exclude(account=None).values_list("account__email", "visibility")
    assert sorted(linked) == [
        ("enlace@ejemplo.invalid", "visible"),
        ("integrante@ejemplo.invalid", "visible"),
    ]
    liaison = Person.objects.get(account__email="enlace@ejemplo.invalid")
    assert liaison.appointments.get(ended="").post.package_id == "demo-enlace-inmujeresgdl"


def test_one_password_that_only_this_machine_knows(loaded: Path) -> None:
    path = loaded / "demo_password"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    client = Client()
    answer = client.post(
        "/cuenta/login/", {"login": "integrante@ejemplo.invalid", "password": path.read_text().strip()}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_the_coordinator_enters_the_editor_and_the_analyst_does_not(loaded: Path) -> None:
    answers = {}
    for name in ("coordinadora", "administradora", "analista"):
        client = Client()
        client.force_login(user(name))
        answers[name] = client.get("/cms/pages/").status_code
    assert answers == {"coordinadora": 200, "administradora": 200, "analista": 302}


@pytest.mark.django_db
def test_elsewhere_it_is_refused_and_leaves_nothing(tmp_path: Path, settings) -> None:
    settings.VAR = tmp_path
    with pytest.raises(CommandError, match="solo se puede cargar en la instalación local"):
        call_command("load_demo")
    with pytest.raises(PermissionDenied, match="instalación local"):
        load_demo_people(write_demo_package(tmp_path / "demo-package"))
    assert (Person.objects.count(), User.objects.count()) == (0, 0)
    assert not (tmp_path / "demo_password").exists()
    assert django_settings.ENTRAMADO_DEMO_ALLOWED is False
