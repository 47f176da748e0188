"""`/gestion/eventos/<…>/codigo/`: the code of the moment, large, for the screen of whoever runs it online."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from events.codes import code_at, seconds_left
from events.models import Presence
from events.rules import takes_code
from network.web.audience import insiders

from ..doors import kept_or_404, trail

ASK_EVERY = 5
"""Seconds between two questions of the screen; without a script it is loaded as often as the code changes."""


@insiders
def moment(request: HttpRequest, package_id: str) -> HttpResponse:
    event, now = kept_or_404(request, package_id), timezone.now()
    is_open = takes_code(event, now)
    code = code_at(event, now) if is_open else ""
    context = {
        "event": event,
        "code": f"{code[:3]} {code[3:]}",
        "is_open": is_open,
        "left": seconds_left(now),
        "every": ASK_EVERY,
        "number": Presence.objects.filter(registration__event=event, way="own").count(),
        "breadcrumb": trail(event),
    }
    is_part = request.headers.get("HX-Request") == "true"
    template = "events/desk/moment_code.html" if is_part else "events/desk/moment.html"
    response = render(request, template, context)
    response.headers["Cache-Control"] = "no-store"
    return response


urlpatterns = [path("gestion/eventos/<slug:package_id>/codigo/", moment, name="desk_event_moment")]
