"""What training reach costs over 5,000 institutions, 7 contents and 20,000 people, beside its SQL run bare.

``PYTHONPATH=.:site python -m tests.bench.training_reach`` makes the world and prints a markdown table: the
whole matrix (`reach_question` with every cell), the column of "who is missing?", the page and the CSV file as
a coordinator of the network asks for them, and as a member does.
"""

import argparse
import datetime as dt
import os
import random
from collections.abc import Callable
from functools import partial
from typing import Any

from .directory import milliseconds, p, run, world_database

# isort: split
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

from network.accounts.enums import Role
from network.accounts.services import grant
from network.accounts.viewer import Viewer, viewer_for
from network.institutions.models import Institution
from network.people.models import Affiliation, Person
from network.vocabulary.models import Territory
from tests.factories.accounts import UserFactory
from tests.factories.training import EditionFactory, ModuleFactory, UnitFactory, VersionFactory
from training.coverage import people_reached
from training.models import CurriculumContent, Enrolment, Learned
from training.reach.question import reach_question

CONTENTS, GOAL_MS = 7, 1000.0
ADDRESS = "/gestion/formacion/alcance/"


def grow(institutions: int, people: int, *, mark: str = "f", seed: int = 9) -> None:
    """Each has learned three contents, of which one in five lapsed; 500 are in an edition that goes on."""
    chance = random.Random(seed)
    today = timezone.localdate()
    regions = [Territory.objects.create(kind="region", name=f"Región {mark} {n:02d}") for n in range(16)]
    bodies = Institution.objects.bulk_create(
        Institution(
            package_id=f"{mark}i-{n}",
            name=f"Institución {n:05d}",
            kind="municipality",
            region=chance.choice(regions),
        )
        for n in range(institutions)
    )
    women = Person.objects.bulk_create(
        (
            Person(
                package_id=f"{mark}q-{n}",
                name=f"Integrante {n}",
                visibility=chance.choice(["visible", "visible", "oculta", "limitada"]),
                alias=f"Alias {n}",
                shows_ties=n % 2 == 0,
            )
            for n in range(people)
        ),
        batch_size=1000,
    )
    Affiliation.objects.bulk_create(
        (Affiliation(person=one, institution=chance.choice(bodies)) for one in women), batch_size=1000
    )
    contents = [
        CurriculumContent.objects.get_or_create(
            order=n + 1, defaults={"title_es": f"Contenido {n + 1}", "title_en": f"Content {n + 1}"}
        )[0]
        for n in range(CONTENTS)
    ]
    Learned.objects.bulk_create(
        (
            Learned(
                person=one,
                content=content,
                since=today - dt.timedelta(days=chance.randint(30, 1500)),
                until=today - dt.timedelta(days=1) if chance.random() < 0.2 else None,
            )
            for one in women
            for content in chance.sample(contents, 3)
        ),
        batch_size=2000,
    )
    version = VersionFactory()
    module = ModuleFactory(version=version)
    for content in contents:
        UnitFactory(module=module, content=content)
    edition = EditionFactory(
        version=version,
        starts_on=today - dt.timedelta(days=5),
        ends_on=today + dt.timedelta(days=30),
        given_by=bodies[0],
    )
    Enrolment.objects.bulk_create(
        Enrolment(edition=edition, person=one, state="in") for one in chance.sample(women, min(500, people))
    )


def whole(viewer: Viewer) -> Any:
    question = reach_question({"cuales": "todas"}, viewer)
    return [question.reach.cells(row.pk) for row in question.rows], question.reach.summaries(question.rows)


def statements_of(work: Callable[[], Any]) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        work()
    return found


def lookers() -> dict[str, tuple[Viewer, Client]]:
    found = {}
    for name, role in (("coordinator", Role.COORDINATOR), ("member", Role.MEMBER)):
        account = UserFactory()
        grant(user=account, role=role, by=None)
        client = Client()
        client.force_login(account)
        found[name] = (viewer_for(account), client)
    return found


def works() -> dict[str, Callable[[], Any]]:
    found: dict[str, Callable[[], Any]] = {}
    for name, (viewer, client) in lookers().items():
        found[f"matrix, every cell ({name})"] = partial(whole, viewer)
        found[f"column of who is missing ({name})"] = partial(people_reached, viewer)
        found[f"page ({name})"] = partial(client.get, ADDRESS)
        found[f"CSV file ({name})"] = partial(client.get, f"{ADDRESS}?formato=csv")
    return found


def counted(asked: dict[str, Callable[[], Any]]) -> dict[str, int]:
    for work in asked.values():
        work()  # what a process asks once
    return {name: len(statements_of(work)) for name, work in asked.items()}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--institutions", type=int, default=5_000)
    arguments.add_argument("--people", type=int, default=20_000)
    arguments.add_argument("--times", type=int, default=7)
    options = arguments.parse_args()
    with world_database(), translation.override("es"):
        asked = works()
        grow(options.institutions // 100, options.people // 100)
        few = counted(asked)
        grow(options.institutions, options.people, mark="m")
        many = counted(asked)
        print(f"{options.institutions} institutions × {CONTENTS} contents × {options.people} ", end="")
        print(f"people, {connection.vendor}. Load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n")
        print("| what | queries with a hundredth | with all | p50 ms | p95 ms | SQL bare, p50 ms | ok |")
        print("|---|---|---|---|---|---|---|")
        reached = True
        for name, work in asked.items():
            times = [milliseconds(work) for _each in range(options.times)]
            selects = [one for one in statements_of(work) if one[0].startswith("SELECT")]
            bare = [milliseconds(partial(run, selects)) for _each in range(options.times)]
            ok = few[name] == many[name] and p(times, 95) < GOAL_MS
            reached = reached and ok
            figures = f"{p(times, 50):.0f} | {p(times, 95):.0f} | {p(bare, 50):.0f}"
            print(
                f"| {name} | {few[name]} | {many[name]} | {figures} | {'yes' if ok else 'NO'} |", flush=True
            )
    return 0 if reached else 1


if __name__ == "__main__":
    raise SystemExit(main())
