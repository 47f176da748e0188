"""`/mis-eventos/`: one's own places, and the address by which one's calendar reads them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from events.keys import calendar_address, open_calendar, revoke_calendar
from events.links import place_token
from events.models import CalendarKey
from events.queries import places_of
from events.rules import NEED_DAYS, outward, place_badge
from events.times import when_words
from network.people.models import Person
from network.web.audience import insiders
from network.web.joining.door import language_now

from .doors import viewer_of

_SHOWN = 100


@insiders
def own_events(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    now = timezone.now()
    rows = places_of(viewer).exclude(event__starts_at=None).order_by("-event__starts_at", "-pk")[:_SHOWN]
    told = [
        {
            "title": outward(row.event),
            "when": when_words(row.event),
            "badge": place_badge(row.state),
            "url": reverse("event_place", args=[place_token(row.uid)]),
            "is_over": bool(row.event.ends_at and row.event.ends_at <= now),
            "has_page": bool(row.event.ends_at and (now - row.event.ends_at).days < NEED_DAYS),
        }
        for row in rows
    ]
    key = CalendarKey.objects.filter(person=viewer.person_id).first()
    context = {
        "coming": [one for one in reversed(told) if not one["is_over"]],
        "past": [one for one in told if one["is_over"]],
        "has_record": viewer.person_id is not None,
        "calendar": calendar_address(key, language_now()) if key else "",
        "breadcrumb": [(_("Events"), reverse("events"))],
    }
    return render(request, "events/own.html", context)


@insiders
@require_POST
def own_calendar(request: HttpRequest) -> HttpResponse:
    """Opens the address, or makes another one in its place."""
    person = Person.objects.filter(pk=viewer_of(request).person_id or 0).first()
    if person is not None and request.POST.get("deed") == "revoke":
        revoke_calendar(person=person)
        messages.success(request, _("The address before works no longer. This is the new one."))
    elif person is not None:
        open_calendar(person=person)
        messages.success(request, _("This is the address of your calendar. Give it to nobody."))
    return redirect("own_events")


urlpatterns = [
    path("mis-eventos/", own_events, name="own_events"),
    path("mis-eventos/calendario/", own_calendar, name="own_calendar"),
]
