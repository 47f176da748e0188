"""What the page of her own place offers besides: letters, materials, questions, what she agreed to."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.after.attended import came
from events.after.materials import materials_for_place
from events.after.survey import open_survey_of
from events.around import place_links
from events.enums import ConsentPurpose, EventState, PlaceState
from events.models import Registration
from events.rules import gives_seats


def letters_for(row: Registration) -> dict[str, str]:
    """The letters that there are for her now, by the name of their page."""
    found = {}
    is_published = row.event.state == EventState.PUBLISHED
    if is_published and row.state == PlaceState.ENROLLED and gives_seats(row.event, timezone.now()):
        found["event_leave_letter"] = _("Letter to ask for leave to attend")
    if came(row):
        found["event_attendance_letter"] = _("Letter of attendance")
    return found


def after_place(row: Registration, token: str) -> dict[str, Any]:
    return {
        "letters": [
            *((label, reverse(name, args=[token])) for name, label in letters_for(row).items()),
            *((link.label, link.url) for link in place_links(row, token)),
        ],
        "opinion": reverse("event_opinion", args=[token]) if open_survey_of(row) is not None else "",
        "materials": [
            {
                "row": one,
                "url": one.link or reverse("event_place_material", args=[token, one.uid]),
            }
            for one in materials_for_place(row)
        ],
        "stop": reverse("event_stop_later", args=[token])
        if row.consents.filter(purpose=ConsentPurpose.LATER).exists()
        else "",
    }
