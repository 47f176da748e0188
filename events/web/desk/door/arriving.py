"""`/gestion/eventos/llegada/<…>/`: what the camera of a phone opens. A page asks; its button notes it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.attending import Mark, note
from events.codes import arrived_uid
from events.door_list import Expected
from events.enums import MarkedBy
from events.listed import listed
from events.machine import LISTED
from events.queries import places_kept_by, places_of
from events.rules import marks_offered, takes_attendance
from network.web.audience import insiders
from network.web.desk.posts.refusals import tell_all

from ...doors import trail, viewer_of
from .page import uid_of


@insiders
def arrival(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever runs the event. She whose code it is reads that it is for the door."""
    viewer, uid = viewer_of(request), arrived_uid(token)
    if uid is None:
        raise Http404
    rows = places_kept_by(viewer).select_related("event", "institution")
    row = rows.filter(uid=uid).first()
    if row is None:
        own = get_object_or_404(places_of(viewer), uid=uid)
        return render(request, "events/desk/arrival_own.html", {"event": own.event})
    if request.method == "POST":
        mark = Mark(
            place=row.uid,
            state=request.POST.get("state", ""),
            way=MarkedBy.SCAN,
            key=uid_of(request.POST.get("key", "")),
        )
        try:
            [done] = note(event=row.event, by=request.user, marks=[mark])  # type: ignore[arg-type]
        except ValidationError as error:
            tell_all(request, error)
        else:
            if done.problem:
                messages.error(request, done.problem)
            else:
                messages.success(request, _("Noted."))
        return redirect(request.path)
    [line] = listed([row], viewer)
    last = row.presences.order_by("at", "pk").last()
    context = {
        "event": row.event,
        "one": Expected(line, marks_offered(row.state), last.state if last else ""),
        "is_listed": row.state in LISTED,
        "is_open": takes_attendance(row.event, timezone.now()),
        "door": reverse("desk_event_door", args=[row.event.package_id]),
        "breadcrumb": trail(row.event),
    }
    return render(request, "events/desk/arrival.html", context)


urlpatterns = [path("gestion/eventos/llegada/<str:token>/", arrival, name="desk_event_arrival")]
