"""Telling open sockets to look again. The rows are the truth: a nudge that is lost costs seconds."""

import asyncio
import logging
import os
import threading
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer

logger = logging.getLogger(__name__)
PAUSE = 0.1
"""Seconds in which one process tells a group once: a rush for seats is a few words, not one for each."""


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
        _speaker().say(named)


class Speaker:
    """The one loop of a process that speaks: one of each word's own would open a connection for each.

    The first word of a group is sent at once, and one more for all that were said within `PAUSE` of it.
    """

    def __init__(self, send: Callable[[list[str]], Coroutine[Any, Any, None]]) -> None:
        self._send = send
        self._changing = threading.Lock()
        self._waiting: set[str] = set()  # said, and not sent yet
        self._told_at: dict[str, float] = {}
        self._sending: set[asyncio.Task[None]] = set()  # a loop keeps none of its tasks by itself
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="nudges", daemon=True).start()

    def say(self, groups: Iterable[str]) -> None:
        with self._changing:
            new = set(groups) - self._waiting
            self._waiting |= new
        if new:
            self._loop.call_soon_threadsafe(self._plan, new)

    def _plan(self, groups: set[str]) -> None:
        for group in groups:
            at = self._told_at.get(group, -PAUSE) + PAUSE
            self._loop.call_at(max(at, self._loop.time()), self._tell, group)

    def _tell(self, group: str) -> None:
        with self._changing:  # from here on a change needs another word
            self._waiting.discard(group)
        now = self._told_at[group] = self._loop.time()
        self._loop.call_at(now + PAUSE, self._forget, group, now)
        sending = self._loop.create_task(self._send([group]))
        self._sending.add(sending)
        sending.add_done_callback(self._sending.discard)

    def _forget(self, group: str, told_at: float) -> None:
        if self._told_at.get(group) == told_at:
            del self._told_at[group]


async def _send(groups: list[str]) -> None:
    layer = get_channel_layer()
    try:
        for group in groups:
            await layer.group_send(group, {"type": "look"})
    except Exception:
        logger.warning("Open sockets could not be told at once; they look by themselves", exc_info=True)


_starting = threading.Lock()
_speaker_of: dict[int, Speaker] = {}


def _speaker() -> Speaker:
    """That of this process: a thread does not live on in a child."""
    with _starting:
        if os.getpid() not in _speaker_of:
            _speaker_of.clear()
            _speaker_of[os.getpid()] = Speaker(_send)
        return _speaker_of[os.getpid()]
