"""How what editors wrote of an event is shown on its page."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from events.models import Event
from events.queries import with_counts, with_organisers
from events.web.desk.page import AS_MEMBER
from events.web.doors import desk_place
from events.web.showing import event_context


def editorial(page: Any) -> SafeString:
    """Introduction, picture and blocks of a page or of a draft of it."""
    return render_to_string("pages/event_editorial.html", {"page": page})


def preview_context(page: Any) -> dict[str, Any]:
    """The event's page with a member's eyes and the draft's words; a template stands alone."""
    if page.event_id is None:
        return {"page": page, "editorial": editorial(page)}
    row = with_organisers(with_counts(Event.objects.all())).get(pk=page.event_id)
    return event_context(row, AS_MEMBER) | {
        "editorial": editorial(page),
        "is_preview": True,
        "desk": desk_place(row),
    }
