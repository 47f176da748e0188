"""Telling open sockets to look again. The rows are the truth: a nudge that is lost costs seconds."""

import asyncio
import logging
import os
import threading
from collections.abc import Iterable
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer

logger = logging.getLogger(__name__)
_starting = threading.Lock()
_loop_of: dict[str, Any] = {}


def group_of(account: int) -> str:
    return f"notices.{account}"


def nudge(accounts: Iterable[int]) -> None:
    """Have the sockets of these accounts look at once, in every process that the channel layer reaches."""
    look_again(group_of(account) for account in sorted(accounts))


def look_again(groups: Iterable[str]) -> None:
    """Have whatever listens in these groups look at its rows at once; nobody waits until it was told."""
    named = list(groups)
    if isinstance(get_channel_layer(), InMemoryChannelLayer):
        async_to_sync(_send)(named)  # its queues belong to the loop of this process
    else:
        asyncio.run_coroutine_threadsafe(_send(named), _loop())


async def _send(groups: list[str]) -> None:
    layer = get_channel_layer()
    try:
        for group in groups:
            await layer.group_send(group, {"type": "look"})
    except Exception:
        logger.warning("Open sockets could not be told at once; they look by themselves", exc_info=True)


def _loop() -> asyncio.AbstractEventLoop:
    """The one of this process that speaks: a loop of each word's own would open a connection for each."""
    with _starting:
        if _loop_of.get("pid") != os.getpid():
            loop = asyncio.new_event_loop()
            threading.Thread(target=loop.run_forever, name="nudges", daemon=True).start()
            _loop_of.update(pid=os.getpid(), loop=loop)
        found: asyncio.AbstractEventLoop = _loop_of["loop"]
        return found
