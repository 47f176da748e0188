"""What an open page of an event says by itself as it changes: the words of the page, and a mark of the rest.

A socket says it (sockets.py), or the page asks for it by and by; whoever has no script loads the page again.
"""

import hashlib
import json
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.models import Event, Registration
from events.queries import ahead_of
from events.times import moment_words
from network.web.audience import public
from network.web.joining.door import open_door

from .doors import event_or_404
from .place_words import place_facts, place_words, placed
from .words import facts, told

Said = dict[str, Any]


def event_says(row: Any) -> Said:
    """Of a row of `with_organisers(with_counts(…))`: its free seats, and a mark of all else that it shows."""
    found = told(row)
    button = pgettext("event", "Enrol") if row.free_on_site or row.free_online else _("Get in line")
    rest = [row.title, row.purpose, row.schedule, facts(row), found.badge.label, found.is_open]
    return {"seats": list(found.seats), "button": button, "version": _mark(rest)}


def place_says(row: Registration) -> Said:
    """How it stands, and her own place in the line: nobody else's."""
    event = row.event
    until = moment_words(event, row.offered_until) if row.offered_until else ""
    rest = [row.state, until, place_facts(row), event.title]
    return {"lead": place_words(row, ahead_of(row)), "version": _mark(rest)}


@public
def event_now(request: HttpRequest, package_id: str) -> HttpResponseBase:
    found = event_or_404(request, package_id)
    return _answer(request, event_says(found)) if isinstance(found, Event) else found


@open_door
def place_now(request: HttpRequest, token: str) -> HttpResponseBase:
    row = placed(token)
    if row is None:
        return HttpResponse(status=404)
    return _answer(request, place_says(row))


def _answer(request: HttpRequest, said: Said) -> HttpResponseBase:
    content = json.dumps(said)
    etag = f'"{hashlib.sha256(content.encode()).hexdigest()[:20]}"'
    headers = {"ETag": etag, "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
    fresh = HttpResponse(content, content_type="application/json", headers=headers)
    return cast(HttpResponseBase, get_conditional_response(request, etag=etag, response=fresh))


def _mark(rest: list[Any]) -> str:
    return hashlib.sha256(json.dumps(rest, default=str).encode()).hexdigest()[:16]


urlpatterns = [
    path("eventos/mi-lugar/<str:token>/ahora/", place_now, name="event_place_now"),
    path("eventos/<slug:package_id>/ahora/", event_now, name="event_now"),
]
