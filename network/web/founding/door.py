"""Who may set up the network, and where she is in it.

The code travels in every address of the way: nothing of it is kept in a session, and a page that is opened
changes nothing. What was saved says which step comes next, so that it can be left and taken up again.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from network.accounts.setup_code import opens
from network.office.models import Office
from network.office.queries import office

NETWORK, COUNTRY, WHO, INSTITUTIONS, ADMINISTRATOR = "network", "country", "who", "institutions", "admin"
LABELS = {
    NETWORK: gettext_lazy("The network"),
    COUNTRY: gettext_lazy("Country"),
    WHO: gettext_lazy("Who may join"),
    INSTITUTIONS: gettext_lazy("Institutions"),
    ADMINISTRATOR: gettext_lazy("Administrator"),
}
ADDRESSES = {
    NETWORK: "founding_network",
    COUNTRY: "founding_country",
    WHO: "founding_who",
    INSTITUTIONS: "founding_institutions",
    ADMINISTRATOR: "founding_administrator",
}
STEPS = tuple(LABELS)
OF = len(STEPS) + 2  # her list and what comes next follow once she has entered


def founders(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """For whoever holds the setup code while there is no administrator; for others there is no page."""

    @wraps(view)
    @never_cache
    @sensitive_post_parameters("password1", "password2")
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not opens(request.GET.get("clave", "")):
            if request.user.is_authenticated and request.viewer.runs_network:  # type: ignore[attr-defined]
                return redirect("first_steps")  # sent twice, or she came back
            raise Http404
        response = view(request, *args, **kwargs)
        # No address of the way is told to another site; CSRF needs it told to our own.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    guarded.audience = "founders"  # type: ignore[attr-defined]
    return guarded


def done(described: Office) -> set[str]:
    """The steps that were saved."""
    found = {
        NETWORK: described.network_name,
        COUNTRY: described.country,
        WHO: described.eligibility,
        INSTITUTIONS: described.institution_key,
    }
    return {step for step, value in found.items() if value}


def next_step(described: Office) -> str:
    """The first that was not."""
    saved = done(described)
    return next(step for step in STEPS if step not in saved)


def address(request: HttpRequest, step: str) -> str:
    return f"{reverse(ADDRESSES[step])}?clave={request.GET['clave']}"


def go_to(request: HttpRequest, step: str) -> HttpResponse:
    return redirect(address(request, step))


def after(request: HttpRequest, step: str) -> HttpResponse:
    """On to the step that follows, or to an earlier one that was left out."""
    following = STEPS[STEPS.index(step) + 1]
    waiting = next_step(office())
    return go_to(request, min(following, waiting, key=STEPS.index))


def frame(request: HttpRequest, step: str) -> dict[str, Any]:
    """What the head and the end of every step show."""
    at = STEPS.index(step)
    reach = STEPS.index(next_step(office()))
    return {
        "kicker": _("Step %(n)d of %(of)d") % {"n": at + 1, "of": OF},
        "at": at + 1,
        "of": OF,
        "tabs": [
            {"label": LABELS[name], "url": address(request, name), "is_current": name == step}
            for name in STEPS[: max(reach, at) + 1]
        ],
        "back": address(request, STEPS[at - 1]) if at else "",
    }
