"""How long a real server takes tells nobody whether an address has an account."""

import http.client
import math
import random
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import pytest

from tests.figures import sampled
from tests.tables import environment, put_empty_tables

pytestmark = pytest.mark.prove
SAMPLES = 300
PREPARE = """
import sys, time
import django; django.setup()
from allauth.account.models import EmailAddress
from allauth.account.internal.flows import login
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from network.accounts.models import User
from pages.services import ensure_site
call_command("createcachetable", database="cache", verbosity=0)
ensure_site()
kept = make_password("jacaranda-47-lluvia")
users = User.objects.bulk_create(
    User(email=f"{each}@ejemplo.invalid", password=kept) for each in sys.stdin.read().split()
)
EmailAddress.objects.bulk_create(
    EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
)
for number in range(int(sys.argv[1])):
    user = User.objects.create(email=f"interna{number}@ejemplo.invalid", password=kept)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "network.accounts.backends.AuthenticationBackend"
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time() + 3600}]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session.save()
    print(session.session_key)
"""
SERVE = """
import sys
import uvicorn
from config.asgi import application
from allauth.account.auth_backends import AuthenticationBackend
if sys.argv[2] == "leaking":
    AuthenticationBackend._mitigate_timing_attack = lambda self, password: None
uvicorn.run(application, port=int(sys.argv[1]), log_level="warning", lifespan="off", proxy_headers=False)
"""
DOORS = {
    "login": ("/cuenta/login/", lambda address: {"login": address, "password": "no-es-esta-clave"}),
    "reset": ("/cuenta/password/reset/", lambda address: {"email": address}),
    "signup": ("/cuenta/signup/", lambda address: {"email": address, "password1": "x", "password2": "x"}),
    "inside": ("/cuenta/email/", lambda address: {"email": address, "action_add": ""}),
}


FIRST = 5
"""So many of each door only warm what they need."""


class Served(NamedTuple):
    """A server that answers, and sessions of accounts of their own that have just logged in."""

    connection: http.client.HTTPConnection
    sessions: list[str]


@contextmanager
def served(folder: Path, names: list[str], kind: str) -> Iterator[Served]:
    """A server with the accounts of those names. Before it stands one proxy: this test."""
    put_empty_tables(folder)
    told = {**environment(folder), "TRUSTED_PROXIES": "1"}
    prepare = [sys.executable, "-c", PREPARE, str(len(names) + FIRST)]
    made = subprocess.run(
        prepare, env=told, input=" ".join(names), stdout=subprocess.PIPE, text=True, check=True
    )
    (folder / "static").mkdir()
    port = 20_000 + secrets.randbelow(20_000)
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(port), kind], env=told)
    try:
        yield Served(_answering(port, server), made.stdout.split())
    finally:
        server.terminate()
        server.wait(15)


def _answering(port: int, server: "subprocess.Popen[bytes]") -> http.client.HTTPConnection:
    for _ in range(600):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", "/cuenta/login/")
            connection.getresponse().read()
            return connection
        except OSError:
            assert server.poll() is None
            time.sleep(0.1)
    pytest.fail("the server did not answer")


def samples(served: Served, door: str, names: list[str], number: int) -> float:
    """How well the time of the answer tells existing addresses from others: 0.5 not at all, 1 always."""
    connection = served.connection
    path, form = DOORS[door]
    connection.request("GET", "/cuenta/login/")
    page = connection.getresponse()
    cookie = re.search(r"csrftoken=[^;]+", page.headers["Set-Cookie"])
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())
    assert cookie
    assert token
    existing = random.sample(names, number // 2)
    asked = [(name, True) for name in existing] + _strangers(len(existing))
    random.shuffle(asked)
    times: dict[bool, list[float]] = {True: [], False: []}
    for turn, (name, exists) in enumerate(_strangers(FIRST) + asked):
        said = urlencode({**form(f"{name}@ejemplo.invalid"), "csrfmiddlewaretoken": token[1]})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": cookie[0] + (f"; sessionid={served.sessions[turn]}" if door == "inside" else ""),
            "X-Forwarded-For": f"198.18.{secrets.randbelow(256)}.{secrets.randbelow(256)}",
        }
        began = time.perf_counter()
        connection.request("POST", path, said, headers)
        answer = connection.getresponse()
        answer.read()
        took = time.perf_counter() - began
        assert answer.status in (200, 302), (door, turn, answer.status)
        assert door != "inside" or answer.headers["Location"] == path, turn  # it was added
        if turn >= FIRST:
            times[exists].append(took)
    return _auc(times[True], times[False])


def _strangers(number: int) -> list[tuple[str, bool]]:
    return [(secrets.token_hex(6), False) for _ in range(number)]


def _auc(ones: list[float], others: list[float]) -> float:
    above = sum((one > other) + (one == other) / 2 for one in ones for other in others)
    return above / (len(ones) * len(others))


def _margin(number: int) -> float:
    """0.10 of 300 samples; of fewer, three standard deviations of chance."""
    half = number // 2
    return max(0.10, 3 * math.sqrt((2 * half + 1) / (12 * half * half)))


def test_the_time_of_an_answer_tells_nothing_and_a_leaking_door_is_caught(tmp_path, figure):
    number = sampled(SAMPLES, 60)
    names = [secrets.token_hex(6) for _ in range(number)]
    found = {}
    with served(_made(tmp_path / "kept"), names, "kept") as server:
        for door in DOORS:
            found[door] = samples(server, door, names, number)
    with served(_made(tmp_path / "leaking"), names, "leaking") as server:
        found["leaking"] = samples(server, "login", names, number)
    figure(f"AUC of {number} samples each: " + ", ".join(f"{door} {auc:.2f}" for door, auc in found.items()))
    leaking, margin = found.pop("leaking"), _margin(number)
    assert abs(leaking - 0.5) > margin, leaking
    assert {door: value for door, value in found.items() if abs(value - 0.5) > margin} == {}


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
