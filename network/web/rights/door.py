"""What administrators of the network alone find at the desk of rights."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from network.accounts.rules import may_pass_roles

View = Callable[..., HttpResponseBase]


def administering(view: View) -> View:
    """Stands below the audience and above `recently_confirmed`: whoever may not enter is asked nothing."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_pass_roles(request.viewer):  # type: ignore[attr-defined]
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
