"""What training adds to events: whoever teaches a session notes who came; certificates of who was there."""

from django.urls import reverse
from django.utils import timezone

from events.enums import EventState
from events.models import Event, Registration
from events.rules import is_over
from network.accounts.viewer import Viewer
from network.vocabulary.panels import Link
from network.vocabulary.words import certificates_name

from .certificates.keeping import certificates_of_place
from .models import CourseSession
from .progress.teaching import sessions_taught_by


def takes_attendance(event: Event, viewer: Viewer) -> bool:
    return sessions_taught_by(CourseSession.objects.filter(event=event), viewer).exists()


def desk_links(event: Event) -> list[Link]:
    if event.state != EventState.PUBLISHED or not is_over(event, timezone.now()):
        return []
    return [Link(certificates_name(), reverse("desk_event_certificates", args=[event.package_id]))]


def place_links(row: Registration, token: str) -> list[Link]:
    if not certificates_of_place(row).exclude(state="erased").exists():
        return []
    return [Link(certificates_name(), reverse("place_certificates", args=[token]))]
