"""Pages that cost the machine much, and that one address may not ask for without end."""

from functools import wraps
from typing import Any

from allauth.core.ratelimit import respond_429
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from network.accounts.limits import place_of, within

from .audience import View

AT_MOST, PER = 240, 300.0
"""Questions from one address, in so many seconds: more than an office asks, less than occupies a server."""


def computed(view: View) -> View:
    """Refuses an address that asked too many questions. A page without a question costs nothing."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.GET and not within("computed", place_of(request), at_most=AT_MOST, per=PER):
            return respond_429(request)
        return view(request, *args, **kwargs)

    return counted
