"""What the calendar costs over 5,000 events: queries and times of each page, beside the bare SQL of its rows.

``PYTHONPATH=.:site python -m tests.bench.events`` makes events over two years, half of them in series, with
themes, territories, organisers and places, and prints a markdown table: the page as a member asks for it, and
the statements that it asked of the database run again through the cursor alone.
"""

import argparse
import datetime as dt
import os
import random
from functools import partial
from typing import Any

from .directory import milliseconds, p, world_database

# isort: split
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

from events.models import Event, EventInstitution, EventSeries, Occurrence, Registration
from network.accounts.enums import Role
from network.accounts.services import grant
from network.institutions.models import Institution
from network.vocabulary.models import Territory, Theme
from tests.factories.accounts import UserFactory

MOST_QUERIES = 25
_ZONES = ("America/Mexico_City", "America/Santiago", "America/Tijuana", "America/Punta_Arenas")


def grow(number: int, *, seed: int = 6) -> None:
    """That many events around today, and two places in each."""
    chance = random.Random(seed)
    regions = [Territory.objects.create(kind="region", name=f"Región {n:02d}") for n in range(16)]
    towns = [
        Territory.objects.create(
            kind="municipality", name=f"Municipio {n:03d}", parent=chance.choice(regions)
        )
        for n in range(200)
    ]
    themes = [
        Theme.objects.create(code=f"tema-{n}", label_es=f"Tema {n}", label_en=f"Theme {n}") for n in range(12)
    ]
    bodies = [
        Institution.objects.create(package_id=f"i-{n}", name=f"Institución {n:03d}") for n in range(100)
    ]
    noon = timezone.now().replace(hour=16, minute=0, second=0, microsecond=0)
    rows = []
    for n in range(number):
        begins = noon + dt.timedelta(days=chance.randint(-365, 365), minutes=30 * chance.randint(-6, 6))
        rows.append(
            Event(
                package_id=f"evento-{n}",
                title=f"Seminario {n:04d}",
                kind=chance.choice(("seminario", "taller", "charla")),
                purpose="Compartir lo que se hizo y acordar lo que sigue.",
                starts_at=begins,
                ends_at=begins + dt.timedelta(hours=2),
                time_zone=chance.choice(_ZONES),
                place="Salón de usos múltiples",
                audience="public" if n < 50 else chance.choice(("public", "members", "institutions")),
                seats_on_site=50,
                seats_online=300,
                state="published",
                published_at=noon - dt.timedelta(days=400),
            )
        )
    Event.objects.bulk_create(rows, batch_size=500)
    EventInstitution.objects.bulk_create(
        EventInstitution(event=row, institution=body, role=role)
        for row in rows
        for body, role in zip(chance.sample(bodies, 2), ("organises", "co_organises"), strict=True)
    )
    through: Any = Event.themes.through
    through.objects.bulk_create(
        through(event=row, theme=theme) for row in rows for theme in chance.sample(themes, 2)
    )
    places: Any = Event.territories.through
    places.objects.bulk_create(
        places(event=row, territory=place) for row in rows for place in chance.sample(regions + towns, 2)
    )
    Registration.objects.bulk_create(
        (
            Registration(event=row, name="Visitante", state=state, turn=turn)
            for row in rows
            for turn, state in enumerate(("waiting", "waiting"), 1)
        ),
        batch_size=1000,
    )
    half = rows[: number // 2]
    for start in range(0, len(half), 25):
        zone = _ZONES[0]
        series = EventSeries.objects.create(
            rule="FREQ=WEEKLY;BYDAY=MO",
            first_day=noon.date(),
            time_zone=zone,
            begins=dt.time(10),
            ends=dt.time(12),
        )
        Occurrence.objects.bulk_create(
            Occurrence(series=series, event=row, day=noon.date() + dt.timedelta(weeks=n))
            for n, row in enumerate(half[start : start + 25])
        )


def pages() -> dict[str, str]:
    now = timezone.now()
    return {
        "list": "/eventos/",
        "list, one territory": "/eventos/?territorio=Región 03",
        "list, searched": "/eventos/?q=seminario 00",
        "month": f"/eventos/mes/?mes={now:%Y-%m}",
        "month, one territory": f"/eventos/mes/?mes={now:%Y-%m}&territorio=Región 03",
        "week": f"/eventos/semana/?semana={now:%Y-%m-%d}",
        "public feed": "/eventos/calendario.ics",
        "public feed, one territory": "/eventos/calendario.ics?territorio=Región 03",
        "one event of a series": "/eventos/evento-3/",
    }


def statements_of(client: Client, address: str) -> list[tuple[str, Any]]:
    """What the page asks of the database, to be asked again without Django's work on it."""
    found: list[tuple[str, Any]] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        assert client.get(address).status_code == 200, address
    return found


def ask(statements: list[tuple[str, Any]]) -> None:
    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            if sql.startswith("SELECT"):
                cursor.fetchall()


def counted(client: Client, number: int) -> dict[str, int]:
    """How many queries each page takes over that many events; those of before go."""
    for rows in (
        Event.objects,
        EventSeries.objects,
        Institution.objects,
        Territory.objects.exclude(parent=None),
    ):
        rows.all().delete()
    Territory.objects.all().delete()
    Theme.objects.filter(code__startswith="tema-").delete()
    grow(number)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    for address in pages().values():
        client.get(address)  # what a process asks once
    return {name: len(statements_of(client, address)) for name, address in pages().items()}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--events", type=int, default=5_000)
    arguments.add_argument("--times", type=int, default=15)
    options = arguments.parse_args()
    with world_database(), translation.override("es"):
        account = UserFactory()
        grant(user=account, role=Role.MEMBER, by=None)
        client = Client()
        client.force_login(account)
        few = counted(client, options.events // 5)
        many = counted(client, options.events)
        print(
            f"{options.events} events, {connection.vendor}. "
            f"Load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
        )
        print(
            "\n| page | queries with 1,000 | with 5,000 | p50 ms | p95 ms | its SQL run bare, p50 ms | ok |"
        )
        print("|---|---|---|---|---|---|---|")
        reached = True
        for name, address in pages().items():
            statements = statements_of(client, address)
            times = [milliseconds(partial(client.get, address)) for _each in range(options.times)]
            sql = [milliseconds(partial(ask, statements)) for _each in range(options.times)]
            ok = few[name] == many[name] < MOST_QUERIES
            reached = reached and ok
            figures = f"{p(times, 50):.0f} | {p(times, 95):.0f} | {p(sql, 50):.1f}"
            print(
                f"| {name} | {few[name]} | {many[name]} | {figures} | {'yes' if ok else 'NO'} |", flush=True
            )
    return 0 if reached else 1


if __name__ == "__main__":
    raise SystemExit(main())
