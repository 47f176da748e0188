"""Sockets: who may listen, for how long, and what is told. Every socket says its audience."""

import asyncio
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client

from config.asgi import application, known_sockets, routes
from network.accounts.enums import Role
from network.accounts.models import Grant, User
from network.accounts.services import grant
from network.accounts.viewer import viewer_for
from network.notices.models import Notice
from network.notices.services import mark_read, notify
from network.web import sockets
from network.web.live_socket import ENDED, EVERY, MOST, SPOKE
from network.web.sockets import NoticesSocket
from tests.factories.accounts import UserFactory
from tests.tables import environment

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.asyncio,
    pytest.mark.usefixtures("all_end"),
]
HOST = b"testserver"
AT_MOST = 4.0


@pytest.fixture(autouse=True)
def nobody_listens():
    NoticesSocket.open_by.clear()


def entered(role: Role | None = Role.MEMBER) -> tuple[User, str]:
    """An account with that role, and the cookie of its session."""
    user = UserFactory()
    if role is not None:
        grant(user=user, role=role, by=None)
    client = Client()
    client.force_login(user)
    return user, client.cookies[settings.SESSION_COOKIE_NAME].value


def opening(cookie: str, *, origin: bytes = b"http://testserver", path: str = "/ws/avisos/"):
    headers = [(b"host", HOST), (b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode())]
    if origin:
        headers.append((b"origin", origin))
    return Opened({"type": "websocket", "path": path, "query_string": b"", "headers": headers})


class Opened(ApplicationCommunicator):
    """One socket, from the browser's side."""

    def __init__(self, scope):
        super().__init__(application, scope)

    async def connected(self):
        await self.send_input({"type": "websocket.connect"})
        return (await self.receive_output(10))["type"] == "websocket.accept"

    async def heard(self):
        return json.loads((await self.receive_output(10))["text"])

    async def say(self, text):
        await self.send_input({"type": "websocket.receive", "text": text})

    async def disconnect(self):
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(10)


def tell(user: User, key: str = "1") -> None:
    with transaction.atomic():
        notify(to=user, kind="papers", says="ready", link="/mesas/", key=key)


async def accepted(cookie: str, **options):
    socket = opening(cookie, **options)
    return socket if await socket.connected() else None


async def test_it_says_the_number_at_once_and_whenever_it_changes():
    user, cookie = await sync_to_async(entered)()
    await sync_to_async(tell)(user)
    socket = await accepted(cookie)
    assert await socket.heard() == {"unread": 1}
    await sync_to_async(tell)(user, "2")
    assert await socket.heard() == {"unread": 2}
    viewer = await sync_to_async(viewer_for)(user)
    await sync_to_async(mark_read)(notices=Notice.objects.all(), viewer=viewer)
    assert await socket.heard() == {"unread": 0}
    await socket.disconnect()
    assert not NoticesSocket.open_by


async def test_it_looks_at_the_rows_where_no_nudge_reaches_it():
    """As when a command in another process tells something."""
    user, cookie = await sync_to_async(entered)()
    socket = await accepted(cookie)
    await socket.heard()
    await sync_to_async(Notice.objects.create)(to=user, kind="papers", says="ready", link="/", key="k")
    began = time.monotonic()
    assert await socket.heard() == {"unread": 1}
    assert time.monotonic() - began <= AT_MOST
    await socket.disconnect()


def session_ends(user: User, cookie: str) -> None:
    Session.objects.filter(session_key=cookie).delete()


def account_closes(user: User, cookie: str) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def rights_end(user: User, cookie: str) -> None:
    Grant.objects.filter(user=user).delete()


def password_changes(user: User, cookie: str) -> None:
    user.set_password("jacaranda-47-lluvia")
    user.save()


def she_logs_out(user: User, cookie: str) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    client.post("/cuenta/logout/")


@pytest.mark.parametrize("end", [session_ends, account_closes, rights_end, password_changes, she_logs_out])
async def test_it_closes_within_four_seconds_once_she_may_not_listen_any_more(end):
    user, cookie = await sync_to_async(entered)()
    socket = await accepted(cookie)
    await socket.heard()
    await sync_to_async(end)(user, cookie)
    began = time.monotonic()
    said = await socket.receive_output(10)
    assert said == {"type": "websocket.close", "code": ENDED}
    assert time.monotonic() - began <= AT_MOST
    assert EVERY < AT_MOST


@pytest.mark.parametrize(
    "refused",
    [
        {"origin": b"https://otro.example"},
        {"origin": b"http://testserver:9999"},
        {"origin": b"http://testserver.otro.example"},
        {"origin": b"null"},
        {"origin": b""},
    ],
)
async def test_a_page_of_another_origin_is_refused_with_her_cookie(refused):
    _user, cookie = await sync_to_async(entered)()
    assert await accepted(cookie, **refused) is None


async def test_who_has_not_entered_or_is_no_insider_hears_nothing_and_no_other_address_answers():
    assert await accepted("") is None
    assert await accepted("x" * 32) is None
    _user, cookie = await sync_to_async(entered)(None)
    assert await accepted(cookie) is None
    _user, cookie = await sync_to_async(entered)()
    assert await accepted(cookie, path="/ws/otra/") is None


async def test_an_account_has_so_many_sockets_and_no_more():
    _user, cookie = await sync_to_async(entered)()
    opened = [await accepted(cookie) for _ in range(MOST)]
    assert None not in opened
    assert await accepted(cookie) is None
    await opened[0].disconnect()
    assert await accepted(cookie) is not None
    _other, another = await sync_to_async(entered)()
    assert await accepted(another) is not None


@pytest.mark.parametrize("said", ["{}", "x" * 100_000])
async def test_whoever_says_something_is_shown_out(said):
    _user, cookie = await sync_to_async(entered)()
    socket = await accepted(cookie)
    await socket.heard()
    await socket.say(said)
    assert (await socket.receive_output(10))["code"] == SPOKE


async def test_a_socket_that_cannot_look_closes(monkeypatch):
    _user, cookie = await sync_to_async(entered)()
    socket = await accepted(cookie)
    await socket.heard()

    async def away(_key):
        raise OSError("the database is away")

    monkeypatch.setattr(sockets, "_look", away)
    assert (await socket.receive_output(10))["code"] == sockets.FAILED


async def test_without_a_channel_layer_it_still_looks(monkeypatch):
    user, cookie = await sync_to_async(entered)()

    async def away(*_said):
        raise OSError("Redis is away")

    monkeypatch.setattr("channels.layers.InMemoryChannelLayer.group_add", away)
    monkeypatch.setattr("channels.layers.InMemoryChannelLayer.group_send", away)
    socket = await accepted(cookie)
    assert await socket.heard() == {"unread": 0}
    await sync_to_async(tell)(user)
    assert await socket.heard() == {"unread": 1}
    await socket.disconnect()


async def test_a_server_s_sockets_process_serves_no_page():
    said = await asyncio.to_thread(served_by_production)
    assert said == "404 Only sockets are served here."


PRODUCTION = """
import asyncio
from config.asgi import application
async def ask():
    said = []
    async def receive(): return {"type": "http.request"}
    async def send(message): said.append(message)
    await application({"type": "http", "path": "/", "headers": []}, receive, send)
    print(said[0]["status"], said[1]["body"].decode().strip())
asyncio.run(ask())
"""


def served_by_production() -> str:
    env = {**environment(Path(settings.VAR)), "DJANGO_SETTINGS_MODULE": "config.settings.production",
           "SECRET_KEY": "x", "DATABASE_URL": "postgres://a:b@127.0.0.1/x", "ALLOWED_HOSTS": "red.example",
           "REDIS_URL": "redis://127.0.0.1:6379/0"}  # fmt: skip
    done = subprocess.run([sys.executable, "-c", PRODUCTION], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


async def test_every_socket_says_its_audience():
    assert [route.callback for route in routes]
    found = {str(route.pattern): route.callback.inner.consumer_class.audience for route in routes}
    assert found == {"ws/avisos/": "insiders", "ws/evento/": "public", "ws/lugar/": "public"}
    assert known_sockets() is not None
