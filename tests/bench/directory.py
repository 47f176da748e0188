"""What the directory costs at 20,000 institutions and as many people, beside its own SQL run bare.

``PYTHONPATH=.:site python -m tests.bench.directory`` makes a world in a SQLite file of its own, or in a
database of its own on PostgreSQL where ``DATABASE_URL`` names a server, and prints markdown tables.
"""
# ruff: noqa: E402, SIM905  (Django is set up before its models are imported; lists of words read better)

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from config.settled import settle
from network.accounts.enums import Role, ScopeKind
from network.accounts.services import grant
from network.accounts.viewer import PUBLIC, GrantFact, Viewer
from network.institutions.models import Institution, Mechanism, Post
from network.people.models import Affiliation, Person, PersonTag, TaggedPerson
from network.people.queries import visible_to
from network.search.institutions import InstitutionList
from network.search.people import PersonList
from network.search.queries import search
from network.search.services import refresh_all
from network.ties.models import Appointment
from network.vocabulary.models import Territory, Theme
from tests.factories.accounts import UserFactory
from tests.factories.records import MilestoneFactory, PersonFactory, ThemeFactory

OVER, PLUS_MS, PAGE_MS = 2.0, 5.0, 150.0

PLACES = """Coquimbo Tarapacá Atacama Valparaíso Ñuble Biobío Araucanía Aysén Magallanes Guadalajara Zapopan
Tlaquepaque Tonalá Chapala Tepatitlán Ocotlán Vallarta Ovalle Illapel Vicuña Andacollo Salamanca Iquique
Copiapó Vallenar Quillota Chillán Concepción Temuco Coyhaique""".split()
BODIES = """Municipalidad Universidad Dirección Servicio Instituto Secretaría Corporación Fundación Sindicato
Gobernación Hospital Comisaría Juzgado Cámara Agencia Oficina Coordinación Unidad""".split()
MATTERS = """Salud Educación Trabajo Vivienda Justicia Seguridad Planificación Desarrollo Cultura Deporte Agua
Minería Pesca Turismo Transporte Hacienda Estadística Género Mujeres Igualdad Niñez Vejez Juventud""".split()
GIVEN = "Ana Lucía Inés Rosa Carmen Elena Sofía Paula Marta Nadia Olga Raquel Teresa Ximena Belén".split()
FAMILY = """Núñez Soto Rojas Díaz Pérez Muñoz Torres Vega Castro Morales Ortiz Fuentes Araya Tapia Peña
Ibáñez Salinas Cortés Lagos Zúñiga""".split()


@contextmanager
def world_database() -> Iterator[None]:
    """A database of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="entramado-bench-") as folder:
        if connection.vendor == "sqlite":
            settings.DATABASES["default"]["TEST"]["NAME"] = f"{folder}/world.sqlite3"
            connection.settings_dict["TEST"]["NAME"] = f"{folder}/world.sqlite3"
        else:
            connection.settings_dict["TEST"]["NAME"] = "bench_directory"
        before = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)


def grow(number: int, *, people: int | None = None, seed: int = 7) -> None:
    """That many institutions, and as many people unless said, with words as frequent as real ones."""
    persons = number if people is None else people
    chance = random.Random(seed)
    regions = [Territory.objects.create(kind="region", name=place) for place in PLACES[:16]]
    themes = [ThemeFactory(code=f"tema-{n}", label_es=f"Tema {n}", label_en=f"Theme {n}") for n in range(26)]
    kinds = ["municipality", "university", "public_service", "womens_institute", "company", "civil_society"]
    institutions = Institution.objects.bulk_create(
        Institution(
            package_id=f"i-{n}",
            name=f"{chance.choice(BODIES)} de {chance.choice(MATTERS)} de {chance.choice(PLACES)} {n}",
            short_name=f"{chance.choice('ABCDEFG')}{chance.choice('MNOPQ')}{n}" if n % 3 == 0 else "",
            kind=chance.choice(kinds),
            sector=chance.choice(["public", "private", "academia", "civil_society"]),
            level=chance.choice(["municipal", "regional", "national"]),
            region=chance.choice(regions) if n % 10 else None,
        )
        for n in range(number)
    )
    Mechanism.objects.bulk_create(
        Mechanism(package_id=f"m-{n}", name=f"Unidad de género {n}", kind="unit", institution=i, stage=stage)
        for n, i in enumerate(institutions[::3])
        for stage in [chance.choice(["identified", "forming", "constituted", "consolidated"])]
    )
    posts = Post.objects.bulk_create(
        Post(package_id=f"p-{n}", name="Enlace de género", kind="enlace", institution=i, publication=told)
        for n, i in enumerate(institutions[::2])
        for told in [chance.choice(["public", "public", "network", "reserved"])]
    )
    modes = ["visible"] * 5 + ["limitada"] * 2 + ["oculta"] * 3
    women = Person.objects.bulk_create(
        Person(
            package_id=f"q-{n}",
            name=f"{chance.choice(GIVEN)} {chance.choice(FAMILY)} {chance.choice(FAMILY)}",
            alias=f"Integrante {n}",
            post_title=f"Jefa de {chance.choice(MATTERS)}",
            offers=f"Talleres de {chance.choice(MATTERS).lower()}",
            visibility=chance.choice(modes),
            shows_institution=n % 4 == 0,
            languages=chance.choice(["español", "español, náhuatl", "español, mapudungun", ""]),
            shows_languages=chance.choice(["nobody", "members"]),
            post_level=chance.choice(["senior", "middle", "other"]),
        )
        for n in range(persons)
    )
    Affiliation.objects.bulk_create(
        Affiliation(person=person, institution=institutions[chance.randrange(max(number // 20, 1))])
        for person in women
    )
    Appointment.objects.bulk_create(
        Appointment(package_id=f"a-{n}", post=post, person=women[n], capacity="titular", started="2020")
        for n, post in enumerate(posts[::2][:persons])
    )
    tags = [PersonTag.objects.create(name=f"etiqueta {n}", slug=f"etiqueta-{n}") for n in range(40)]
    TaggedPerson.objects.bulk_create(TaggedPerson(content_object=p, tag=chance.choice(tags)) for p in women)
    of_person = Person.themes.through
    of_person.objects.bulk_create(of_person(person=p, theme=chance.choice(themes)) for p in women)
    milestones = [MilestoneFactory(theme=theme) for theme in themes]
    taking_part = milestones[0].institutions.model
    taking_part.objects.bulk_create(
        taking_part(milestone=milestone, institution=institution, role="partner")
        for institution in institutions
        for milestone in chance.sample(milestones, 2)
    )


def mistaken(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1 :]


def questions(rows: list[str], first: list[str], second: list[str], number: int) -> dict[str, list[str]]:
    """Queries of each kind, as people type them."""
    chance = random.Random(3)
    long = [word for word in first + second if len(word) > 5]
    return {
        "exact name": [chance.choice(rows) for _ in range(number)],
        "beginning": [chance.choice(first + second)[: chance.randint(3, 6)] for _ in range(number)],
        "two words, any order": [
            f"{chance.choice(second)} {chance.choice(first)}".lower() for _ in range(number)
        ],
        "typing error": [mistaken(chance.choice(long), chance) for _ in range(number)],
    }


# SQLite works inside this process, whose own processor time neighbours on the machine do not disturb.
CLOCK = time.process_time if connection.vendor == "sqlite" else time.perf_counter


def milliseconds(work: Callable[[], Any], clock: Callable[[], float] = CLOCK) -> float:
    start = clock()
    work()
    return (clock() - start) * 1000


def p(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def searching(title: str, asked: dict[str, list[str]], ask: Callable[[str], Any]) -> bool:
    """Time the query function, then the statements it ran through the cursor alone."""
    print(f"\n**{title}**, {connection.vendor}\n")
    print("| queries | ours p50 ms | p95 ms | bare SQL p50 ms | p95 ms | goal p95 ms | reached |")
    print("|---|---|---|---|---|---|---|")
    reached = True
    for kind, texts in asked.items():
        ours, bare = [], []
        for text in texts:
            with CaptureQueriesContext(connection) as captured:
                statements: list[tuple[str, Any]] = []

                def keep(
                    execute: Any, sql: str, params: Any, many: bool, context: Any, kept: Any = statements
                ) -> Any:
                    kept.append((sql, params))
                    return execute(sql, params, many, context)

                with connection.execute_wrapper(keep):
                    ask(text)
            del captured
            ours.append(min(milliseconds(lambda text=text: ask(text)) for _ in range(2)))
            bare.append(min(milliseconds(lambda kept=statements: run(kept)) for _ in range(2)))
        goal = OVER * p(bare, 95) + PLUS_MS
        ok = p(ours, 95) <= goal and p(ours, 50) <= OVER * p(bare, 50) + PLUS_MS
        reached = reached and ok
        figures = (p(ours, 50), p(ours, 95), p(bare, 50), p(bare, 95), goal)
        print(
            f"| {kind} ({len(texts)}) | {' | '.join(f'{f:.1f}' for f in figures)} | {'yes' if ok else 'NO'} |"
        )
    return reached


def keep(kept: list[Any], execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    kept.append((sql, params))
    return execute(sql, params, many, context)


def run(statements: list[tuple[str, Any]]) -> None:
    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            cursor.fetchall()


def pages(client: Client, member: Client) -> bool:
    print(f"\n**Pages with facets**, {connection.vendor}: server time of the whole page\n")
    print("| page | p50 ms | p95 ms | by the wall clock | queries | goal ms | reached |")
    print("|---|---|---|---|---|---|---|")
    reached = True
    for name, who, address in (
        ("institutions, nothing asked", client, "/instituciones/"),
        ("institutions, one word", client, "/instituciones/?q=coquimbo"),
        ("institutions, a frequent beginning", client, "/instituciones/?q=un"),
        ("institutions, typing error", client, "/instituciones/?q=coqimbo"),
        ("institutions, three facets", client, "/instituciones/?tipo=university&tema=tema-3&enlace=covered"),
        ("people, nothing asked", member, "/integrantes/"),
        ("people, one word", member, "/integrantes/?q=soto"),
        ("people, theme and tag", member, "/integrantes/?tema=tema-3&etiqueta=etiqueta+1"),
        ("people, who offers what I seek", member, "/integrantes/?intercambio=para-mi"),
        ("people, a language", member, "/integrantes/?idioma=nahuatl"),
        ("my network", member, "/mi-red/"),
    ):
        with CaptureQueriesContext(connection) as captured:
            assert who.get(address).status_code == 200
            number = len(captured)
        times = [milliseconds(partial(who.get, address)) for _ in range(15)]
        wall = statistics.median(milliseconds(partial(who.get, address), time.perf_counter) for _ in range(5))
        ok = p(times, 95) <= PAGE_MS
        reached = reached and ok
        print(
            f"| {name} | {p(times, 50):.0f} | {p(times, 95):.0f} | {wall:.0f} | {number} | {PAGE_MS:.0f} "
            f"| {'yes' if ok else 'NO'} |"
        )
    return reached


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=20_000)
    arguments.add_argument("--queries", type=int, default=60, help="of each of the four kinds")
    options = arguments.parse_args()
    with world_database(), translation.override("es"):
        clock = "processor time" if CLOCK is time.process_time else "the wall clock"
        print(f"World: {options.rows} institutions, as many people. Times by {clock}.", end=" ")
        print(f"Load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.", flush=True)
        grow(options.rows)
        took = milliseconds(refresh_all)
        print(f"Index of all of them written in {took / 1000:.1f} s.")
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        health = Institution.objects.order_by("pk")[0].package_id
        lookers = {
            "a member": {GrantFact(Role.MEMBER)},
            "a liaison": {GrantFact(Role.LIAISON, ScopeKind.INSTITUTION, health)},
            "a coordinator": {GrantFact(Role.COORDINATOR)},
            "an administrator": {GrantFact(Role.ADMINISTRATOR)},
        }
        names = list(Institution.objects.values_list("name", flat=True)[:2000])
        people = list(Person.objects.filter(visibility="visible").values_list("name", flat=True)[:2000])
        reached = searching(
            "Institutions",
            questions(names, BODIES + MATTERS, PLACES, options.queries),
            lambda text: list(InstitutionList(PUBLIC, text).rows().values_list("pk", flat=True)[:25]),
        )
        for who, grants in lookers.items():
            eyes = Viewer(user_id=1, grants=frozenset(grants))
            reached &= searching(
                f"People, as {who}",
                questions(people, GIVEN + FAMILY, MATTERS, options.queries),
                lambda text, eyes=eyes: list(PersonList(eyes, text).rows().values_list("pk", flat=True)[:25]),
            )
        account = UserFactory()
        grant(user=account, role=Role.MEMBER, by=None)
        own = PersonFactory(account=account, visible=True, seeks="Talleres de vivienda y de transporte")
        own.themes.add(Theme.objects.order_by("pk")[0])
        member = Client()
        member.force_login(account)
        settle()  # as a server's process does
        reached &= pages(Client(), member)
        analyst = Viewer(user_id=1, grants=frozenset({GrantFact(Role.ANALYST)}))
        for nobody in (PUBLIC, analyst):  # neither finds anybody, whatever it costs
            assert search(visible_to(Person.objects.all(), nobody), "soto").rows.count() == 0
    return 0 if reached else 1


if __name__ == "__main__":
    raise SystemExit(main())
