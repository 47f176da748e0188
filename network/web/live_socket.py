"""What every socket of the house keeps to: where it is opened from, how many there are, who ends it."""

import asyncio
import logging
from collections import Counter
from collections.abc import Hashable
from contextlib import suppress
from importlib import import_module
from typing import Any, ClassVar
from urllib.parse import urlsplit

from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings
from django.contrib.auth import get_user
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from network.accounts.limits import place_of
from network.accounts.viewer import PUBLIC, Viewer, viewer_for

logger = logging.getLogger(__name__)

EVERY = 3.0
"""Seconds between two looks at the rows. A right that ended elsewhere closes the socket within four."""

MOST = 6
"""Sockets of one account in one process; who opens more is refused, and asks by and by instead."""

REFUSED, ENDED, SPOKE, FAILED = 4403, 4401, 4400, 1011
"""Why a socket closes: too many, no right to it (any more), it said something, or looking failed."""


class LiveSocket(AsyncWebsocketConsumer):
    """It tells what a page would say, and listens to nothing: whoever says something is shown out.

    Each kind says in `entered` whose it is, so that nobody opens too many, and goes on in `watch`.
    """

    audience: ClassVar[str]
    open_by: ClassVar[Counter[Hashable]]
    most: ClassVar[int] = MOST

    whose: Hashable = None
    is_over = False
    watching: asyncio.Task[None] | None = None

    async def entered(self) -> Hashable:
        """Whose socket it is; None where it may not be opened."""
        raise PermissionDenied

    async def watch(self) -> None:
        """What it does from then on, until it is over."""

    async def connect(self) -> None:
        whose = await self.entered() if comes_from_here(self.scope) else None
        if whose is None:
            await self.close(ENDED)
            return
        if self.open_by[whose] >= self.most:
            await self.close(REFUSED)
            return
        self.whose = whose
        self.open_by[whose] += 1
        self.nudged = asyncio.Event()
        await self.accept()
        await self.began()
        self.watching = asyncio.create_task(self.watch())

    async def began(self) -> None:
        """What it says first."""

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.close(SPOKE)

    async def disconnect(self, code: int) -> None:
        self.is_over = True  # cancelling is not enough: redis-py swallows it now and then (its issue 2028)
        if self.watching is not None:
            self.watching.cancel()
        if self.whose is not None:
            self.open_by[self.whose] -= 1
            if not self.open_by[self.whose]:
                del self.open_by[self.whose]

    async def waited(self) -> bool:
        """Until the next look; False once the socket is over."""
        if not self.is_over:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.nudged.wait(), EVERY)
            self.nudged.clear()
        return not self.is_over

    @property
    def session_key(self) -> str:
        return str(self.scope["cookies"].get(settings.SESSION_COOKIE_NAME, ""))


def viewer_of_session(session_key: str) -> Viewer:
    """As a page would: the session in the database, the account it belongs to, its rights of today."""
    if not session_key:
        return PUBLIC
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    return viewer_for(get_user(request))


def address_of(scope: dict[str, Any]) -> str:
    """Where it is opened from, as a page would count it."""
    headers = dict(scope.get("headers", []))
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = (scope.get("client") or ("127.0.0.1", 0))[0]
    if forwarded := headers.get(b"x-forwarded-for"):
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded.decode("latin1")
    try:
        return place_of(request)
    except PermissionDenied:
        return ""


def comes_from_here(scope: dict[str, Any]) -> bool:
    """Whether the page that opens it is of this very site: the same host and port."""
    headers = dict(scope.get("headers", []))
    origin, host = headers.get(b"origin", b"").decode("latin1"), headers.get(b"host", b"").decode("latin1")
    try:
        return bool(host) and urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:
        return False
