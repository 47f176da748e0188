"""What editors wrote of an event, for the page of the event; and where they write it."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events.models import Event
from network.vocabulary.panels import Link

from .models import EventPage
from .shown import editorial


def written_of(event: Event, language: str) -> SafeString:
    """In that language, else in whichever there is; empty where nothing is published."""
    pages = (
        EventPage.objects.filter(event=event, live=True).select_related("locale", "picture").order_by("pk")
    )
    found = sorted(pages, key=lambda page: page.locale.language_code != language)
    return editorial(found[0]) if found else SafeString("")


def writing_place(event: Event, user: Any) -> Link | None:
    """Where its page is written, for whoever edits pages."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return None
    return Link(_("Write its page: text, pictures"), reverse("desk_event_page", args=[event.package_id]))
