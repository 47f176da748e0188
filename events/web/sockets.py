"""Sockets of the pages of events. They say what the page would say to whoever looks at it, and no more."""

import asyncio
import json
import logging
from collections import Counter
from collections.abc import Hashable, Iterable
from contextlib import suppress
from typing import Any, ClassVar, cast
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from channels.sessions import CookieMiddleware
from django.conf import settings
from django.urls import path
from django.utils import translation

from events.live import group_of
from events.models import Event
from events.queries import SHOWN, visible_to, with_counts, with_organisers
from network.accounts.viewer import PUBLIC
from network.web.live_socket import (
    ENDED,
    EVERY,
    FAILED,
    MOST,
    LiveSocket,
    address_of,
    viewer_of_session,
)

from .now import event_says, place_says
from .place_words import placed

logger = logging.getLogger(__name__)

GAP = 0.25
"""Seconds between two looks at an event, however many press at once: what moved is told together."""

FROM_ONE_ADDRESS = 200
"""Sockets of visitors from one address in one process: a whole office may sit behind it."""

_NO_LAYER = "none"
"""An alias without a channel layer: of an event one listens for all (Hub)."""


class Hub:
    """All sockets of one event in this process: one listens and looks at the rows for all of them.

    It looks when something changed, and every three seconds anyway; the layer only makes it look at once.
    """

    known: ClassVar[dict[tuple[Any, int], "Hub"]] = {}

    def __init__(self, event: int) -> None:
        self.event = event
        self.sockets: set[EventSocket] = set()
        self.places: set[PlaceSocket] = set()
        self.nudged = asyncio.Event()
        self.is_over = False
        self.said: dict[str, str] = {}
        self.running: set[asyncio.Task[None]] = set()

    @classmethod
    def of(cls, event: int) -> "Hub":
        key = (asyncio.get_running_loop(), event)
        found = cls.known.get(key)
        if found is None:
            found = cls.known[key] = cls(event)
            found.run(found._look())
            found.run(found._listen())
        return found

    def run(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    def leave(self, socket: "EventSocket | PlaceSocket") -> None:
        self.sockets.discard(cast(EventSocket, socket))
        self.places.discard(cast(PlaceSocket, socket))
        if not self.sockets and not self.places and not self.is_over:
            self.is_over = True  # by its own word too: redis-py swallows a cancellation now and then
            self.known.pop((asyncio.get_running_loop(), self.event), None)
            for task in self.running:
                task.cancel()

    async def _listen(self) -> None:
        """Where the layer is away, looking every few seconds has to do."""
        layer, channel = get_channel_layer(), ""
        try:
            channel = await layer.new_channel()
            await layer.group_add(group_of(self.event), channel)
            while not self.is_over:
                await layer.receive(channel)
                self.nudged.set()
        except Exception:
            logger.warning("An event could not listen to the channel layer", exc_info=True)
        finally:
            with suppress(Exception):
                await layer.group_discard(group_of(self.event), channel)

    async def _look(self) -> None:
        while not self.is_over:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.nudged.wait(), EVERY)
            if self.is_over:
                return
            was_nudged = self.nudged.is_set()
            self.nudged.clear()
            if was_nudged:
                for place in self.places:
                    place.nudged.set()
            if self.sockets and not await self._tell():
                return
            await asyncio.sleep(GAP)

    async def _tell(self) -> bool:
        """To each what is new for it; False where looking failed, and all were closed."""
        try:
            is_public, said = await _event_now(self.event, {socket.language for socket in self.sockets})
        except Exception:
            logger.warning("The sockets of an event could not look at its rows", exc_info=True)
            for socket in list(self.sockets):
                await socket.close(FAILED)
            return False
        self.said = said
        for socket in list(self.sockets):
            if socket.is_visitor and not is_public:
                self.run(socket.close(ENDED))
            else:
                self.tell(socket)
        return True

    def tell(self, socket: "EventSocket") -> None:
        """Nobody waits for a slow one: it gets the last that was said once it can."""
        text = self.said.get(socket.language)
        if text is not None and text != socket.last:
            socket.last = text
            if not socket.is_saying:
                self.run(socket.say())


class EventSocket(LiveSocket):
    """The free seats of one event, as its page tells them.

    Of an event for everyone it is a visitor's, whoever opens it: it says what everybody may know, and whoever
    opens too many from one address asks by and by. Of any other it is hers who has entered, and ends with her
    right to see it.
    """

    audience = "public"
    channel_layer_alias = _NO_LAYER
    open_by: ClassVar[Counter[Hashable]] = Counter()

    is_visitor = True
    is_saying = False
    last = ""
    event = 0

    async def entered(self) -> Hashable:
        self.package_id, self.language = _asked(self.scope, "evento"), _language(self.scope)
        found = await _event_for(self.package_id, self.session_key)
        if found is None:
            return None
        self.event, account = found
        self.is_visitor = account is None
        self.most = FROM_ONE_ADDRESS if self.is_visitor else MOST  # type: ignore[misc]
        return ("address", address_of(self.scope)) if self.is_visitor else ("account", account)

    async def began(self) -> None:
        self.hub = Hub.of(self.event)
        self.hub.sockets.add(self)
        if self.language not in self.hub.said:
            self.hub.said |= (await _event_now(self.event, {self.language}))[1]
        self.hub.tell(self)

    async def watch(self) -> None:
        while not self.is_visitor and await self.waited():
            found = None
            with suppress(Exception):
                found = await _event_for(self.package_id, self.session_key)
            if found is None or ("account", found[1]) != self.whose:
                await self.close(ENDED)
                return

    async def say(self) -> None:
        self.is_saying = True
        try:
            text = ""
            while text != self.last and not self.is_over:
                text = self.last
                await self.send(text)
        except Exception:
            self.is_over = True  # gone in the middle of it
        finally:
            self.is_saying = False

    async def disconnect(self, code: int) -> None:
        await super().disconnect(code)
        if hasattr(self, "hub"):
            self.hub.leave(self)


class PlaceSocket(LiveSocket):
    """How one place stands and how many stand before it, to whoever has its link: nobody else's."""

    audience = "public"
    channel_layer_alias = _NO_LAYER
    open_by: ClassVar[Counter[Hashable]] = Counter()

    async def entered(self) -> Hashable:
        self.token, self.language = _asked(self.scope, "lugar"), _language(self.scope)
        found = await _place_now(self.token, self.language)
        if found is None:
            return None
        self.event, self.last = found
        return self.token

    async def began(self) -> None:
        self.hub = Hub.of(self.event)
        self.hub.places.add(self)
        await self.send(self.last)

    async def watch(self) -> None:
        while await self.waited():
            try:
                found = await _place_now(self.token, self.language)
            except Exception:
                logger.warning("The socket of a place could not look at its row", exc_info=True)
                await self.close(FAILED)
                return
            if found is None:
                await self.close(ENDED)
                return
            if found[1] != self.last:
                self.last = found[1]
                await self.send(self.last)

    async def disconnect(self, code: int) -> None:
        await super().disconnect(code)
        if hasattr(self, "hub"):
            self.hub.leave(self)


@database_sync_to_async
def _event_for(package_id: str, session_key: str) -> tuple[int, int | None] | None:
    """The event, and the account by whose right it is seen: nobody's where everyone sees it."""
    rows = Event.objects.filter(package_id=package_id, state__in=SHOWN)
    seen = visible_to(rows, PUBLIC).values_list("pk", flat=True).first()
    if seen is not None:
        return seen, None
    viewer = viewer_of_session(session_key)
    if viewer.user_id is None:
        return None
    seen = visible_to(rows, viewer).values_list("pk", flat=True).first()
    return None if seen is None else (seen, viewer.user_id)


@database_sync_to_async
def _event_now(event: int, languages: Iterable[str]) -> tuple[bool, dict[str, str]]:
    """Whether everyone may see it, and what its page says now in each language."""
    row = with_organisers(with_counts(Event.objects.filter(pk=event))).first()
    if row is None:
        return False, {}
    said = {}
    for language in languages:
        with translation.override(language):
            said[language] = json.dumps(event_says(row))
    return visible_to(Event.objects.filter(pk=event, state__in=SHOWN), PUBLIC).exists(), said


@database_sync_to_async
def _place_now(token: str, language: str) -> tuple[int, str] | None:
    row = placed(token)
    if row is None:
        return None
    with translation.override(language):
        return row.event_id, json.dumps(place_says(row))


def _asked(scope: dict[str, Any], name: str) -> str:
    said = parse_qs(scope.get("query_string", b"").decode("latin1"))
    return said.get(name, [""])[0][:200]


def _language(scope: dict[str, Any]) -> str:
    said = _asked(scope, "idioma")
    return said if said in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE[:2]


routes = [
    path("ws/evento/", CookieMiddleware(EventSocket.as_asgi())),
    path("ws/lugar/", CookieMiddleware(PlaceSocket.as_asgi())),
]
