"""Every address of the site, and two that take a seat with nothing around it but the same lock."""

from django.conf.urls.i18n import i18n_patterns
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone

from config.urls import urlpatterns as ours
from events.line import locked
from events.machine import SEATED
from events.models import Event, EventConsent, Move, Registration
from events.tasks import post_of_events
from network.joining.models import PrivacyNotice
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


@insiders
def bare_rows(request: HttpRequest, package_id: str) -> HttpResponse:
    """The same lock, the rows that a place leaves (its consent, its move with the e-mail), nothing else."""
    event = get_object_or_404(Event, package_id=package_id)
    person, now = request.viewer.person_id, timezone.now()  # type: ignore[attr-defined]
    with transaction.atomic():
        row = locked(event)
        turn = row.registrations.count() + 1
        made = Registration.objects.create(event=row, person_id=person, turn=turn)
        notice = PrivacyNotice.objects.order_by("-version").first()
        EventConsent.objects.create(registration=made, purpose="place", notice=notice, given_at=now)
        if row.registrations.filter(state__in=SEATED).count() < (row.seats_on_site or 0):
            made.state = "enrolled"
            made.save(update_fields=["state"])
        Move.objects.create(
            registration=made,
            after=made.state,
            at=now,
            message_id=f"<{made.uid}>",
            mail_state="queued",
            mail_changed_at=now,
        )
    with transaction.atomic():
        post_of_events.enqueue()
    return redirect("event", package_id)


*pages, anything_else = ours[-1].url_patterns
urlpatterns = [
    *ours[:-1],
    *i18n_patterns(
        *pages,  # the bare doors are found where a new page would be, before Wagtail's door to all the rest
        path("eventos/<slug:package_id>/desnuda/", bare),
        path("eventos/<slug:package_id>/filas/", bare_rows),
        anything_else,
        prefix_default_language=False,
    ),
]
