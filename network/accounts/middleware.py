"""The Viewer of the request, built once, when first asked for."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from .viewer import viewer_for


class ViewerMiddleware:
    """Gives the request its Viewer, and keeps what was made for one visitor out of every store.

    Any page may differ for whoever has entered, the ones that say "not found" too; after she leaves,
    neither the Back button nor a shared computer may bring them back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_for(request.user))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.setdefault("Cache-Control", "no-store, private")
            response.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response


def viewer(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `viewer` in every template."""
    return {"viewer": getattr(request, "viewer", None)}
