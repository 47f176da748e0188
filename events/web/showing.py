"""`/eventos/<…>/`: one event, as whoever looks at it may see it."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from events.after.materials import materials_for
from events.editorial import written_of
from events.enums import EventState
from events.links import place_token
from events.machine import ALIVE
from events.models import Event, Registration
from events.queries import kept_by, open_to, places_of
from events.rules import place_badge
from network.accounts.viewer import Viewer
from network.web.audience import public
from network.web.joining.door import language_now

from .dates import other_dates
from .doors import desk_place, event_or_404, viewer_of
from .now import event_says
from .words import facts, told


@public
def event(request: HttpRequest, package_id: str) -> HttpResponseBase:
    found = event_or_404(request, package_id)
    if isinstance(found, HttpResponseBase):
        return found
    context = event_context(found, viewer_of(request)) | {"editorial": written_of(found, language_now())}
    response = render(request, "events/event.html", context)
    response.headers["Cache-Control"] = "no-store"  # it tells of her own place, and seats change
    return response


def event_context(row: Event, viewer: Viewer) -> dict[str, Any]:
    """What the page says; the preview of whoever makes the event asks for it with a member's eyes."""
    place = places_of(viewer).filter(event=row, state__in=ALIVE).first()
    is_open = open_to(Event.objects.filter(pk=row.pk), viewer).exists()
    return {
        "told": told(row),
        "now": event_says(row),
        "live": f"/ws/evento/?evento={row.package_id}",
        "facts": facts(row),
        "schedule": [line.strip() for line in row.schedule.splitlines() if line.strip()],
        "may_enrol": is_open and place is None,
        "place": _own(place) if place else None,
        "desk": desk_place(row) if kept_by(Event.objects.filter(pk=row.pk), viewer).exists() else "",
        "series": other_dates(row, viewer),
        "materials": materials_for(row, viewer) if row.state != EventState.DRAFT else [],
        "has_calendar_entry": row.state != EventState.DRAFT,
        "breadcrumb": [(_("Events"), reverse("events"))],
    }


def _own(place: Registration) -> dict[str, Any]:
    return {"badge": place_badge(place.state), "url": reverse("event_place", args=[place_token(place.uid)])}


urlpatterns = [path("eventos/<slug:package_id>/", event, name="event")]
