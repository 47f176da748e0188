"""Who may enter a page. Every view says it; `tests/test_house.py` fails on one that does not."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """For everyone. What each visitor sees in it is decided in the querysets."""
    view.audience = "public"  # type: ignore[attr-defined]
    return view


def insiders(view: View) -> View:
    """For the members' area: members, liaisons, coordinators, analysts, administrators.

    A visitor who has not logged in is sent to log in for every address, existing or not; an account
    without any grant finds nothing here. `ViewerMiddleware` keeps the page out of every store and index.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.viewer.is_insider:  # type: ignore[attr-defined]
            raise Http404
        return view(request, *args, **kwargs)

    guarded.audience = "insiders"  # type: ignore[attr-defined]
    return guarded
