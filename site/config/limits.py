"""What no question of ours needs: an address of megabytes, which every link of the page would repeat."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase

LONGEST_QUERY = 60_000
"""Bytes; leaving out more than two thousand institutions fits. Servers cut off near there anyway."""


class ShortQueryMiddleware:
    """Refuses a longer query with the page that says so (400)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
            raise BadRequest("query too long")
        return self.get_response(request)
