"""Rights that end in another process close an open socket of a real server in four seconds.

A server process of its own, sockets over the wire, and a third process that ends the rights: on SQLite as the
embedded run, on PostgreSQL with Redis by the server's own settings.
"""

import json
import secrets
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.network.ties.processes import Start, ended, scratch

pytestmark = [pytest.mark.prove, pytest.mark.django_db]
AT_MOST = 4.0
ENDINGS = ("role", "session", "account", "password", "nothing")
SERVER = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "a-key-for-this-test-alone-which-is-long-enough-1234567890-ñandú",
    "ALLOWED_HOSTS": "127.0.0.1",
    "CSRF_TRUSTED_ORIGINS": "https://127.0.0.1",
    "BASE_URL": "https://127.0.0.1",
}
PREPARE = """
import datetime as dt, json, sys
import django; django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from network.accounts.models import User
from network.accounts.services import grant
cookies = {}
for ending in sys.argv[1:]:
    user = User.objects.create_user(f"{ending}@ejemplo.invalid", "jacaranda-47-lluvia")
    grant(user=user, role="member", by=None, starts_on=timezone.localdate() - dt.timedelta(days=9))
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "network.accounts.backends.AuthenticationBackend"
    session.save()
    cookies[ending] = session.session_key
print(json.dumps(cookies))
"""
END = """
import datetime as dt, json, sys, time
import django; django.setup()
from django.contrib.sessions.models import Session
from django.utils import timezone
from network.accounts.models import Grant, User
from network.accounts.services import end_grant
whose = lambda ending: User.objects.get(email=f"{ending}@ejemplo.invalid")
given = Grant.objects.get(user=whose("role"))
closed, changed = whose("account"), whose("password")
changed.set_password("otra-jacaranda-48")
closed.is_active = False
yesterday = timezone.localdate() - dt.timedelta(days=1)
said = {}
def done(ending, work):
    work()
    said[ending] = time.time()
done("role", lambda: end_grant(given=given, on=yesterday, by=None, reason="Cambio"))
done("session", lambda: Session.objects.filter(session_key=sys.argv[1]).delete())
done("account", closed.save)
done("password", changed.save)
print(json.dumps(said))
"""
SERVE = """
import sys
import uvicorn
from config.asgi import application
uvicorn.run(application, port=int(sys.argv[1]), log_level="warning", lifespan="off", proxy_headers=False,
            ws_max_size=1024)
"""


@contextmanager
def served(start: Start) -> Iterator[int]:
    port = 20_000 + secrets.randbelow(20_000)
    server = start(SERVE, port)
    try:
        yield port
    finally:
        server.terminate()
        server.wait(30)


def opened(port: int, cookie: str, server_is_up_in: float = 120) -> ClientConnection:
    last = time.monotonic() + server_is_up_in
    while True:
        try:
            return connect(
                f"ws://127.0.0.1:{port}/ws/avisos/",
                origin=f"http://127.0.0.1:{port}",  # type: ignore[arg-type]
                additional_headers={"Cookie": f"sessionid={cookie}"},
                open_timeout=60,
            )
        except OSError:
            assert time.monotonic() < last, "the server did not answer"
            time.sleep(0.2)


def closed_at(socket: ClientConnection) -> tuple[float, int]:
    """When it was closed, and by which code; a socket that stays says (0, 0)."""
    try:
        while True:
            socket.recv(timeout=30)
    except ConnectionClosed as error:
        return time.time(), error.rcvd.code if error.rcvd else 0
    except TimeoutError:
        return 0.0, 0


def test_rights_that_end_in_another_process_close_the_socket_in_four_seconds(tmp_path: Path, figure) -> None:
    told = SERVER if connection.vendor == "postgresql" else {}
    with scratch(tmp_path, **told) as start:
        cookies = json.loads(ended(start(PREPARE, *ENDINGS)))
        with served(start) as port, ThreadPoolExecutor(len(ENDINGS)) as threads:
            sockets = {ending: opened(port, cookies[ending]) for ending in ENDINGS}
            assert {socket.recv(timeout=30) for socket in sockets.values()} == {'{"unread": 0}'}
            waiting = {ending: threads.submit(closed_at, socket) for ending, socket in sockets.items()}
            said = json.loads(ended(start(END, cookies["session"])))
            closed = {ending: one.result() for ending, one in waiting.items()}
            sockets["nothing"].close()
    assert closed.pop("nothing") == (0.0, 0), "who keeps her rights keeps her socket"
    assert {code for _at, code in closed.values()} == {4401}
    took = {ending: at - said[ending] for ending, (at, _code) in closed.items()}
    figure(", ".join(f"{ending} {each:.1f} s" for ending, each in took.items()) + f" ({connection.vendor})")
    assert max(took.values()) <= AT_MOST
