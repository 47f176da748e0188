"""What no question of ours needs, and what one machine does at a time."""

import asyncio
from collections.abc import Callable
from inspect import iscoroutinefunction
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

LONGEST_QUERY = 60_000
"""Bytes; leaving out more than two thousand institutions fits. Servers cut off near there anyway."""
AT_ONCE = 16
"""Pages that the embedded run works on. Two hundred threads in one process hinder each other: a rush for
seats took twice as long (docs/benchmarks.md)."""


class ShortQueryMiddleware:
    """Refuses a longer query, which every link of the page would repeat, with the page that says so (400)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
            raise BadRequest("query too long")
        return self.get_response(request)


@sync_and_async_middleware
def few_at_once(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Pages beyond AT_ONCE wait, without a thread, from when they were read until one is made.

    A server whose processes take one page at a time has no need of it: there nothing is done.
    """
    if not iscoroutinefunction(get_response):
        return get_response
    free = asyncio.Semaphore(AT_ONCE)

    async def in_turn(request: HttpRequest) -> HttpResponseBase:
        async with free:
            made: HttpResponseBase = await get_response(request)
            return made

    return in_turn
