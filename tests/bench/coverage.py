"""What the coverage matrix costs at 5,000 institutions, beside the same rows fetched by bare SQL.

``PYTHONPATH=.:site python -m tests.bench.coverage`` makes a world in memory (or in a database of its own
on PostgreSQL where ``DATABASE_URL`` names a server) and prints a markdown table.
"""
# ruff: noqa: E402  (Django is set up before its models are imported)

import argparse
import os
import random
import time
from collections.abc import Callable, Sequence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, get_runner, setup_test_environment

from network.accounts.viewer import PUBLIC
from network.agreements.models import Agreement, AgreementParty
from network.groups.models import Group, Seat
from network.insights.coverage_matrix import Matrix
from network.institutions.models import Institution, Mechanism, Post
from network.milestones.models import Milestone, MilestoneInstitution
from network.people.models import Person
from network.plans.models import Plan
from network.ties.models import Appointment
from network.vocabulary.models import Territory, Theme
from training.models import GivenTraining

GOAL_SECONDS, MOST_QUERIES = 3.0, 25
KINDS = "ministry secretariat public_service municipality municipal_unit company university police".split()  # noqa: SIM905
LEVELS, SECTORS = ("municipal", "regional", "national"), ("public", "private", "academia")
DATES = ("", "2015", "2018-03", "2020-11-05", "2021")


def world(number: int, *, seed: int = 3) -> None:
    """For every institution one seat, one party, one role and half a training, plan, post and mechanism."""
    chance = random.Random(seed)
    regions = [Territory.objects.create(kind="region", name=f"Región {n}") for n in range(16)]
    theme = Theme.objects.create(code="violencia", label_es="Violencia", label_en="Violence")
    made = Institution.objects.bulk_create(
        Institution(
            package_id=f"i-{n}",
            name=f"Institución número {n}",
            kind=chance.choice(KINDS),
            sector=chance.choice(SECTORS),
            level=chance.choice(LEVELS),
            region=chance.choice([*regions, None]),
        )
        for n in range(number)
    )
    half = made[::2]
    Mechanism.objects.bulk_create(
        Mechanism(name=f"Unidad {n}", kind="unit", institution=one, stage="forming")
        for n, one in enumerate(half)
    )
    posts = Post.objects.bulk_create(
        Post(name="Enlace", kind="enlace", institution=one, publication=chance.choice(("public", "reserved")))
        for one in half
    )
    people = Person.objects.bulk_create(Person(name=f"Persona {n}") for n in range(len(posts)))
    Appointment.objects.bulk_create(
        Appointment(post=post, person=person, capacity="titular", started="2020")
        for post, person in zip(posts[::2], people, strict=False)
    )
    Plan.objects.bulk_create(
        Plan(title=f"Plan {n}", kind="agenda", institution=one, starts_on=chance.choice(DATES))
        for n, one in enumerate(half)
    )
    trainings = GivenTraining.objects.bulk_create(
        GivenTraining(
            title=f"Taller {n}",
            kind="taller",
            theme=theme,
            started=chance.choice(DATES),
            audience_institution=one,
            participants=n,
            count_of="attended",
            qualifier="exact",
        )
        for n, one in enumerate(half)
    )
    through = GivenTraining.providers.through
    through.objects.bulk_create(
        through(giventraining=one, institution=chance.choice(made)) for one in trainings
    )
    contexts = range(max(number // 6, 1))
    groups = Group.objects.bulk_create(Group(name=f"Mesa {n}", kind="mesa", is_public=True) for n in contexts)
    agreements = Agreement.objects.bulk_create(
        Agreement(title=f"Convenio {n}", kind="convenio", is_public=True, signed_on=chance.choice(DATES))
        for n in contexts
    )
    milestones = Milestone.objects.bulk_create(
        Milestone(title=f"Hito {n}", kind="mesa", theme=theme, is_public=True, started=chance.choice(DATES))
        for n in contexts
    )
    Seat.objects.bulk_create(
        Seat(group=chance.choice(groups), institution=one, role="member", basis="stated") for one in made
    )
    AgreementParty.objects.bulk_create(
        AgreementParty(agreement=chance.choice(agreements), institution=one, role="party") for one in made
    )
    MilestoneInstitution.objects.bulk_create(
        MilestoneInstitution(milestone=chance.choice(milestones), institution=one, role="lead")
        for one in made
    )


def best(repeats: int, *jobs: Callable[[], object]) -> list[float]:
    """The shortest of several runs of each job, taken in turns so that a busy machine hits all."""
    found = [float("inf")] * len(jobs)
    for _ in range(repeats):
        for number, job in enumerate(jobs):
            started = time.perf_counter()
            job()
            found[number] = min(found[number], time.perf_counter() - started)
    return found


def bare(queries: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for sql in queries:
            cursor.execute(sql)
            cursor.fetchall()


def measured(number: int, repeats: int) -> bool:
    """Print the table; whether every page is within the goal."""
    world(number)
    client = Client()
    pages = {
        "page": "/red/cobertura/",
        "page, narrowed and ordered": "/red/cobertura/?region=Región 3&falta=plan&orden=actividad",
        "CSV": "/red/cobertura/?formato=csv",
        "on paper": "/red/cobertura/?vista=papel",
    }
    client.get(pages["page"])
    with CaptureQueriesContext(connection) as captured:
        client.get(pages["page"])
    queries = [query["sql"] for query in captured.captured_queries]
    jobs = [
        lambda: bare(queries),
        lambda: Matrix(PUBLIC),
        *(lambda p=p: client.get(p) for p in pages.values()),
    ]
    sql, matrix, *times = best(repeats, *jobs)
    print(f"{number:,} institutions, {len(queries)} queries\n")
    print("| what | seconds | its SQL run bare | goal |")
    print("|---|---|---|---|")
    print(f"| the matrix alone | {matrix:.2f} | {sql:.2f} | |")
    for name, seconds in zip(pages, times, strict=True):
        print(f"| {name} | {seconds:.2f} | {sql:.2f} | ≤ {GOAL_SECONDS} |")
    return max(times) <= GOAL_SECONDS and len(queries) <= MOST_QUERIES


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--institutions", type=int, default=5_000)
    options.add_argument("--repeats", type=int, default=3)
    asked = options.parse_args()
    setup_test_environment(debug=False)
    runner = get_runner(django.conf.settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        met = measured(asked.institutions, asked.repeats)
    finally:
        runner.teardown_databases(databases)
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
