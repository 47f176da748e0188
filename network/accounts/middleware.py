"""The Viewer of the request, built once, when first asked for."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from .second_factor import is_protected
from .viewer import viewer_for

ASKED_FOR = "second_factor_asked_for"
"""Where the session keeps what she was on her way to."""
_EDITORS = "/cms/"
_OPEN = ("account_", "mfa_", "own_sessions", "privacy", "licence")


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


class SecondFactorMiddleware:
    """Sends whoever holds a role that needs a second factor to set it up, and then on to what she asked for.

    The Viewer counts no such role until then: this only says why. Wagtail knows no Viewer, so its area is
    closed here to every account without a second factor.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if request.path_info.startswith(_EDITORS):
            closed = request.user.is_authenticated and not is_protected(request.user)
            return _to_set_up(request) if closed else None
        match = request.resolver_match
        if not _is_a_page(request) or (match and (match.url_name or "").startswith(_OPEN)):
            return None
        if request.viewer.awaits_second_factor:  # type: ignore[attr-defined]
            return _to_set_up(request)
        if request.session.get(ASKED_FOR) == request.get_full_path():
            del request.session[ASKED_FOR]  # she is there
        return None


def _is_a_page(request: HttpRequest) -> bool:
    """Asked for by a browser to be shown: neither a part, a picture nor something sent."""
    wanted = request.headers.get("Accept", "")
    return request.method == "GET" and "text/html" in wanted and "HX-Request" not in request.headers


def _to_set_up(request: HttpRequest) -> HttpResponse:
    if _is_a_page(request):
        request.session[ASKED_FOR] = request.get_full_path()
    return redirect("mfa_index")


def viewer(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `viewer` in every template."""
    return {"viewer": getattr(request, "viewer", None)}
