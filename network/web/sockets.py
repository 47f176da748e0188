"""WebSocket routes of the network wing. Each consumer says its audience, as every page does."""

import json
import logging
from collections import Counter
from collections.abc import Hashable
from contextlib import suppress
from typing import Any, ClassVar

from channels.db import database_sync_to_async
from channels.sessions import CookieMiddleware
from django.urls import path

from network.notices.nudge import group_of
from network.notices.queries import unread

from .live_socket import ENDED, FAILED, LiveSocket, viewer_of_session

logger = logging.getLogger(__name__)


class NoticesSocket(LiveSocket):
    """How many notices she has not read: `{"unread": 3}` on entering, and whenever that changes.

    Every look asks the database anew whether her session, her account and her rights still hold, since a
    command in another process cannot reach this one; a nudge only makes it look at once.
    """

    audience = "insiders"
    open_by: ClassVar[Counter[Hashable]] = Counter()

    said = 0

    async def entered(self) -> Hashable:
        found = await self._looked()
        if found is None:
            return None
        account, self.said = found
        return account

    async def began(self) -> None:
        await self._say(self.said)

    async def look(self, event: dict[str, Any]) -> None:
        """Something changed for her."""
        self.nudged.set()

    async def disconnect(self, code: int) -> None:
        await super().disconnect(code)
        if isinstance(self.whose, int):
            with suppress(Exception):  # the layer may be away, as when it was joined
                await self.channel_layer.group_discard(group_of(self.whose), self.channel_name)

    async def watch(self) -> None:
        await self._join()
        while await self.waited():
            try:
                found = await self._looked()
            except Exception:
                logger.warning("A socket could not look at its rows", exc_info=True)
                await self.close(FAILED)
                return
            if found is None or found[0] != self.whose:
                await self.close(ENDED)
                return
            if found[1] != self.said:
                self.said = found[1]
                await self._say(self.said)

    async def _join(self) -> None:
        """Where the layer is away, looking every few seconds has to do."""
        assert isinstance(self.whose, int)
        try:
            await self.channel_layer.group_add(group_of(self.whose), self.channel_name)
        except Exception:
            logger.warning("A socket could not join the channel layer", exc_info=True)

    async def _say(self, number: int) -> None:
        await self.send(json.dumps({"unread": number}))

    async def _looked(self) -> tuple[int, int] | None:
        """The account that the cookie names and its number; None where it may not listen."""
        return await _look(self.session_key)


@database_sync_to_async
def _look(session_key: str) -> tuple[int, int] | None:
    viewer = viewer_of_session(session_key)
    if not viewer.is_insider or viewer.user_id is None:
        return None
    return viewer.user_id, unread(viewer)


routes = [path("ws/avisos/", CookieMiddleware(NoticesSocket.as_asgi()))]
