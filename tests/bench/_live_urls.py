"""Every address of the site, and one that takes a seat with nothing around it but the same lock."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path

from config.urls import urlpatterns as ours
from events.line import locked
from events.machine import SEATED
from events.models import Event, Registration
from network.web.audience import insiders


@insiders
def bare(request: HttpRequest, package_id: str) -> HttpResponse:
    """Take the lock, count, write one row, let go."""
    event = get_object_or_404(Event, package_id=package_id)
    person = request.viewer.person_id  # type: ignore[attr-defined]
    with transaction.atomic():
        row = locked(event)
        number = row.registrations.count()
        made = Registration.objects.create(event=row, person_id=person, turn=number + 1)
        if row.registrations.filter(state__in=SEATED).count() < (row.seats_on_site or 0):
            made.state = "enrolled"
            made.save(update_fields=["state"])
    return redirect("event", package_id)


urlpatterns = [path("eventos/<slug:package_id>/desnuda/", bare), *ours]
