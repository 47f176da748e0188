"""Sensitive acts: whoever does them has said within ten minutes that it is she."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def recently_confirmed(view: View) -> View:
    """Ask for the password or the second factor, unless she logged in or was asked within ten minutes.

    Stands below the audience, so that whoever may not enter is not asked. What was sent is kept in her
    session meanwhile and taken up again afterwards, except files: guard the page of a form with files too.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_reauthentication_required(request, app="network.accounts"):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    asked.asks_again = True  # type: ignore[attr-defined]
    return asked
