"""What the pages of joining share: nothing of them is stored, indexed, or told to another site."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from network.accounts.limits import place_of, within

from ..audience import public


def open_door(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For everyone who has the address. Looking at it (GET, HEAD) changes nothing: only POST does."""

    @wraps(view)
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return public(guarded)


def told(request: HttpRequest, title: str, *words: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page that only says something, with at most one way on."""
    context = {"url": "", "label": "", "button": "", **context, "title": title, "words": words}
    return render(request, "network/joining/told.html", context, status=status)


FROM_ONE_PLACE, FOR_ONE, PER = 40, 5, 3600
"""So many in an hour from one connection, where a whole office may sit, and for one address or invitation."""


def is_too_often(request: HttpRequest, limit: str, *keys: str) -> bool:
    """Whether this was done too often from where she is, or for one of those keys; then it is not done.

    It is counted before anything is looked up, so that a known address is answered as an unknown one.
    """
    if not within(f"joining.{limit}", place_of(request), at_most=FROM_ONE_PLACE, per=PER):
        return True
    return not all(within(f"joining.{limit}", key, at_most=FOR_ONE, per=PER) for key in keys)


def wait(request: HttpRequest) -> HttpResponse:
    return told(
        request,
        _("Too many tries"),
        _("So many came from this connection that we stopped for an hour. Try again later."),
        _("If it cannot wait, write to the office that coordinates the network."),
        url=reverse("joining"),
        label=_("How to join"),
        status=429,
    )


def language_now() -> str:
    return (get_language() or "es")[:2]
