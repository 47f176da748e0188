"""What live pages and a rush for seats cost, each beside a bare reference in the same run.

``PYTHONPATH=.:site python -m tests.bench.events_live`` wants PostgreSQL in DATABASE_URL (a server on which it
may make a database) and REDIS_URL for the sockets; without them it measures the rush alone, on SQLite. It
starts the server processes as production runs them, prints markdown tables, and stops them.
"""

import argparse
import asyncio
import json
import os
import re
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.tables import ROOT, put_empty_tables

NAME = "bench_events_live"
OVER = 1.5
HOST = "127.0.0.1"

PREPARE = """
import datetime as dt, json, sys
import django; django.setup()
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from events.models import Event
from network.accounts.enums import Role
from network.accounts.services import grant
from network.joining.privacy import mark_of, notice_in_force
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.records import AffiliationFactory, InstitutionFactory, PersonFactory
number, rounds, seats = (int(said) for said in sys.argv[1:4])
institutions = [InstitutionFactory() for _one in range(10)]
cookies = []
for turn in range(number):
    person = PersonFactory(account=UserFactory())
    AffiliationFactory(person=person, institution=institutions[turn % 10])
    grant(user=person.account, role=Role.MEMBER, by=None)
    store = SessionStore()
    store[SESSION_KEY] = str(person.account.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.account.get_session_auth_hash()
    store.save()
    cookies.append(store.session_key)
for kind in ("ours", "bare", "rows"):
    for turn in range(rounds):
        EventFactory(package_id=f"{kind}-{turn}", seats_on_site=seats, organised_by=institutions[0])
EventFactory(package_id="live", seats_on_site=100, organised_by=institutions[0])
print(json.dumps({"cookies": cookies, "mark": mark_of(notice_in_force())}))
"""
COUNT = """
import json
import django; django.setup()
from django.db.models import Count, Q
from events.models import Event
rows = Event.objects.exclude(package_id="live").order_by("pk").annotate(
    seated=Count("registrations", Q(registrations__state="enrolled")), all=Count("registrations"))
print(json.dumps([[row.package_id, row.seated, row.all] for row in rows]))
"""
WRITER = """
import json, sys, time
import django; django.setup()
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from events import live
from events.enrolling import cancel, enrol_other
from events.models import Event
from network.accounts.enums import Role
from network.accounts.services import grant
from tests.factories.accounts import UserFactory
by = UserFactory(email="quien-lleva@ejemplo.invalid"); grant(user=by, role=Role.COORDINATOR, by=None)
tell, moments = live.look_again, []
def told(groups):
    moments.append(time.monotonic())
    tell(groups)
live.look_again = told
event, number = Event.objects.get(package_id="live"), 0
print("ready", flush=True)
for line in sys.stdin:
    moments.clear()
    if line.strip() == "seat":
        number += 1
        enrol_other(event=event, by=by, pool="on_site", name=f"Persona {number}")
        print(json.dumps(moments[0]), flush=True)
    else:
        text = json.dumps({"seats": ["99 lugares libres presenciales"], "button": "Inscribirme",
                           "version": "0123456789abcdef", "round": time.time()})
        began = time.monotonic()
        async_to_sync(get_channel_layer().group_send)("bare", {"type": "said", "text": text})
        print(json.dumps(began), flush=True)
"""


def environment(folder: Path, **more: str) -> dict[str, str]:
    told = {
        "DJANGO_SETTINGS_MODULE": "tests.bench._live_settings",
        "ENTRAMADO_VAR": str(folder),
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "site"))),
        "SECRET_KEY": "only-for-measuring",
        "ALLOWED_HOSTS": HOST,
        "SECURE_SSL_REDIRECT": "0",
        "CACHE_PREFIX": f"bench-{os.getpid()}",
        "EMAIL_URL": "dummymail://",
        "TRUSTED_PROXIES": "1",
    }
    return {**os.environ, **told, **more}


@contextmanager
def database(folder: Path) -> Iterator[dict[str, str]]:
    """A database of its own, migrated, gone afterwards; the environment of processes that work in it."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        put_empty_tables(folder)
        yield environment(folder)
        return
    import psycopg

    server = urlsplit(address)._replace(scheme="postgresql", path="/postgres").geturl()
    there = urlsplit(address)._replace(path=f"/{NAME}").geturl()

    def do(statement: str) -> None:
        with psycopg.connect(server, autocommit=True) as held:
            held.execute(statement)  # type: ignore[call-overload]

    do(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    do(f"CREATE DATABASE {NAME}")
    try:
        env = environment(folder, DATABASE_URL=there)
        subprocess.run([sys.executable, "site/manage.py", "migrate", "-v0"], cwd=ROOT, env=env, check=True)
        yield env
    finally:
        do(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def ran(code: str, env: dict[str, str], *arguments: object) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env=env, cwd=ROOT, text=True, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.strip().splitlines()[-1])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(command: list[str], port: int, env: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env=env)
    try:
        limit = time.monotonic() + 60
        while time.monotonic() < limit:
            with socket.socket() as probe:
                if probe.connect_ex((HOST, port)) == 0:
                    break
            time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def sockets_of(application: str, env: dict[str, str]) -> Iterator[int]:
    """As docs/operations.md runs them."""
    port = free_port()
    command = ["uvicorn", application, "--port", str(port), "--lifespan", "off", "--no-proxy-headers"]
    with served([*command, "--ws-max-size", "1024", "--log-level", "warning"], port, env):
        yield port


@contextmanager
def pages(env: dict[str, str]) -> Iterator[int]:
    """On PostgreSQL gunicorn's workers, on SQLite the one process of the embedded run."""
    port = free_port()
    if "DATABASE_URL" in env and env["DATABASE_URL"].startswith("postgres"):
        command = ["gunicorn", "config.wsgi:application", "--workers", "4", "--bind", f"{HOST}:{port}"]
        command += ["--backlog", "2048", "--log-level", "warning"]
    else:
        command = ["uvicorn", "config.asgi:application", "--port", str(port), "--log-level", "warning"]
        command += ["--no-access-log", "--lifespan", "off", "--no-proxy-headers"]
    with served(command, port, env):
        yield port


# A seat change reaches a thousand sockets.


class Listening:
    """So many sockets at one address; when the last of them heard the next word."""

    def __init__(self, port: int, path: str, number: int) -> None:
        self.port, self.path, self.number = port, path, number
        self.heard, self.last = 0, 0.0
        self.all_heard = asyncio.Event()
        self.kept: list[Any] = []
        self.running: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        from websockets.asyncio.client import connect

        async def one(number: int) -> None:
            address = f"198.51.{number // 250}.{number % 250}"  # as the web server in front would tell it
            headers = {"X-Forwarded-For": address, "Origin": f"http://{HOST}:{self.port}"}
            opened = await connect(
                f"ws://{HOST}:{self.port}{self.path}", additional_headers=headers, compression=None,
                ping_interval=None, open_timeout=60,
            )  # fmt: skip
            self.kept.append(opened)
            self.running.append(asyncio.create_task(self.listen(opened)))

        for first in range(0, self.number, 50):
            await asyncio.gather(*(one(n) for n in range(first, min(first + 50, self.number))))

    async def listen(self, opened: Any) -> None:
        async for _text in opened:
            self.heard += 1
            if self.heard == self.number:
                self.last = time.monotonic()
                self.all_heard.set()

    def begin(self) -> None:
        self.heard = 0
        self.all_heard.clear()

    async def close(self) -> None:
        await asyncio.gather(*(opened.close() for opened in self.kept), return_exceptions=True)
        for task in self.running:
            task.cancel()


async def reached(
    ours: int, bare: int, number: int, rounds: int, env: dict[str, str]
) -> dict[str, list[float]]:
    """Milliseconds from the word after the commit to the last socket's ear, turn about."""
    writer = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITER, env=env, cwd=ROOT,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert writer.stdin is not None
    assert writer.stdout is not None
    assert (await writer.stdout.readline()).strip() == b"ready"
    listening = {
        "seat": Listening(ours, "/ws/evento/?evento=live", number),
        "bare": Listening(bare, "/ws/bare/", number),
    }
    for one in listening.values():
        await one.open()
    await asyncio.sleep(4)
    found: dict[str, list[float]] = {"seat": [], "bare": []}
    for turn in range(rounds + 2):
        for word, one in listening.items():
            one.begin()
            writer.stdin.write(f"{word}\n".encode())
            await writer.stdin.drain()
            began = json.loads(await writer.stdout.readline())
            await asyncio.wait_for(one.all_heard.wait(), 30)
            if turn > 1:  # two warm up
                found[word].append((one.last - began) * 1000)
            await asyncio.sleep(0.7)
    for one in listening.values():
        await one.close()
    writer.stdin.close()
    await writer.wait()
    return found


def sockets(env: dict[str, str], number: int, rounds: int) -> bool:
    with ExitStack() as stack:
        ours = stack.enter_context(sockets_of("config.asgi:application", env))
        bare = stack.enter_context(sockets_of("tests.bench._bare_sockets:application", env))
        found = asyncio.run(reached(ours, bare, number, rounds, env))
    ratio = statistics.median(found["seat"]) / statistics.median(found["bare"])
    print(
        f"\n**A seat change reaches {number:,} sockets**: from commit to the last of them, {rounds} times\n"
    )
    print("| | median ms | p95 ms | ratio of medians | goal |")
    print("|---|---|---|---|---|")
    for name, words in (("seat", "ours"), ("bare", "bare Redis pub/sub layer")):
        ratios = f"{ratio:.2f} | ≤ {OVER}" if name == "seat" else " | "
        print(f"| {words} | {statistics.median(found[name]):.0f} | {p95(found[name]):.0f} | {ratios} |")
    return ratio <= OVER


REFERENCES = {"ours": "ours", "bare": "bare: the lock, one row", "rows": "bare: the lock, the same rows"}


async def press(port: int, path: str, cookie: str, form: str, start: asyncio.Event) -> tuple[int, float]:
    """(status, seconds) of one POST by a connection of its own."""
    token = "a" * 32
    body = f"csrfmiddlewaretoken={token}&{form}".encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nConnection: close\r\n"
        f"Cookie: sessionid={cookie}; csrftoken={token}\r\nX-Forwarded-For: 198.51.100.7\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    await start.wait()
    began = time.monotonic()
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(head.encode() + body)
    await writer.drain()
    answer = await reader.read()
    writer.close()
    status = re.match(rb"HTTP/1\.\d (\d+)", answer)
    return int(status.group(1)) if status else 0, time.monotonic() - began


async def rush(port: int, path: str, cookies: list[str], form: str) -> list[tuple[int, float]]:
    start = asyncio.Event()
    pressing = [asyncio.create_task(press(port, path, cookie, form, start)) for cookie in cookies]
    await asyncio.sleep(0.1)
    start.set()
    return await asyncio.gather(*pressing)


def seats(env: dict[str, str], world: dict[str, Any], rounds: int, of: int) -> bool:
    form = f"consent=on&mark={world['mark']}"
    took: dict[str, list[float]] = {"ours": [], "bare": [], "rows": []}
    statuses: dict[str, set[int]] = {kind: set() for kind in took}
    with pages(env) as port:
        for warm in range(3):
            asyncio.run(rush(port, "/eventos/", world["cookies"][: 4 + warm], ""))
        for turn in range(rounds):
            for kind, path in (
                ("ours", f"/eventos/ours-{turn}/inscripcion/"),
                ("bare", f"/eventos/bare-{turn}/desnuda/"),
                ("rows", f"/eventos/rows-{turn}/filas/"),
            ):
                for status, seconds in asyncio.run(rush(port, path, world["cookies"], form)):
                    took[kind].append(seconds * 1000)
                    statuses[kind].add(status)
    counted = ran(COUNT, env)
    seated = {(one, all_of_them) for name, one, all_of_them in counted if name.startswith("ours")}
    ratios = {kind: p95(took["ours"]) / p95(took[kind]) for kind in took}
    engine = "PostgreSQL" if env.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    number = len(world["cookies"])
    print(f"\n**{number} press at once for {of} seats, {rounds} rounds**, {engine}\n")
    print("| | p50 ms | p95 ms | ours by its p95 | goal | statuses | seated, in the line |")
    print("|---|---|---|---|---|---|---|")
    for kind, words in REFERENCES.items():
        goal = "" if kind == "ours" else f"{ratios[kind]:.2f} | ≤ {OVER}"
        told = sorted(statuses[kind])
        each = ", ".join(f"{one} of {everyone}" for one, everyone in sorted(seated)) if kind == "ours" else ""
        times = f"{statistics.median(took[kind]):.0f} | {p95(took[kind]):.0f}"
        print(f"| {words} | {times} | {goal or ' | '} | {told} | {each} |")
    right = seated == {(of, number)} and statuses["ours"] == {302}
    return right and ratios["rows"] <= OVER


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[94]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sockets", type=int, default=1000)
    arguments.add_argument("--changes", type=int, default=20)
    arguments.add_argument("--clients", type=int, default=200)
    arguments.add_argument("--rounds", type=int, default=20)
    arguments.add_argument("--seats", type=int, default=50)
    arguments.add_argument("--only", choices=["sockets", "seats"])
    options = arguments.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    print(f"Load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.", flush=True)
    reached_all = True
    with tempfile.TemporaryDirectory(prefix="entramado-bench-") as folder, database(Path(folder)) as env:
        rounds = options.rounds if options.only != "sockets" else 0
        world = ran(PREPARE, env, options.clients, rounds, options.seats)
        is_server = env.get("DATABASE_URL", "").startswith("postgres") and "REDIS_URL" in env
        if options.only != "seats" and is_server:
            reached_all &= sockets(env, options.sockets, options.changes)
        elif options.only != "seats":
            print("The sockets are measured where DATABASE_URL and REDIS_URL name servers.")
        if options.only != "sockets":
            reached_all &= seats(env, world, options.rounds, options.seats)
    return 0 if reached_all else 1


if __name__ == "__main__":
    raise SystemExit(main())
