"""The milestone of an event, begun from what is known of it. It is recorded once, by the form of actions."""

import uuid
from typing import Any

from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.milestones.models import ActionRecord, Milestone
from network.milestones.queries import visible_to as milestones_visible_to
from network.vocabulary.enums import CountOf, Qualifier
from network.vocabulary.numbers import number_words

from ..enums import OrganiserRole
from ..models import Event
from ..queries import people_named_to
from ..times import local
from .attended import Counted, counted

LEAST = 10
"""From so many on a number over people whom she may not all see may be told (docs/released.md)."""

# What a kind of event is called among actions; others are called alike, or are another action.
_CALLED = {"taller": "capacitacion"}


def key_of(event: Event) -> uuid.UUID:
    """Under it the form of actions records: the same for everybody, so that there is one of each event."""
    return uuid.uuid5(event.uid, "milestone")


def milestone_of(event: Event) -> Milestone | None:
    held = ActionRecord.objects.filter(key=key_of(event)).select_related("milestone").first()
    return held.milestone if held is not None else None


def milestone_told(event: Event, viewer: Viewer) -> Milestone | None:
    """The one that was recorded, if she may see it."""
    found = milestone_of(event)
    if found is None:
        return None
    return milestones_visible_to(Milestone.objects.filter(pk=found.pk), viewer).first()


def drafted(event: Event, viewer: Viewer, kinds: dict[str, str]) -> dict[str, Any]:
    """What the form begins with. Parts that nobody asked for (women, men) stay empty: nothing is made up."""
    numbers = _told(event, viewer)
    organisers = list(event.organisers.select_related("institution"))
    lead = next((one.institution for one in organisers if one.role == OrganiserRole.ORGANISES), None)
    theme, place = event.themes.first(), event.territories.first()
    kind = _CALLED.get(event.kind, event.kind)
    values: dict[str, Any] = {
        "key": key_of(event),
        "title": event.title,
        "kind": kind if kind in kinds else "otro",
        "summary": event.purpose,
        "results": results_words(numbers),
        "lead": lead,
        "picked": [one.institution for one in organisers if one.institution != lead],
        "offered": [],
    }
    if event.starts_at is not None and event.ends_at is not None:
        first, last = local(event, event.starts_at).date(), local(event, event.ends_at).date()
        values["started"] = first.isoformat()
        values["ended"] = last.isoformat() if last != first else ""
    if theme is not None:
        values["theme"] = theme.code
    if place is not None:
        values["territory"] = str(place.pk)
    number, what = (numbers.attended, CountOf.ATTENDED)
    if number is None:
        number, what = numbers.enrolled or None, CountOf.ENROLLED
    if number is not None:
        values |= {"participants": number, "count_of": what.value, "qualifier": Qualifier.EXACT.value}
    return values


def results_words(numbers: Counted) -> str:
    """Every number that is known, each under what it counts; they are never added."""
    told = (
        (numbers.convened, CountOf.CONVENED),
        (numbers.enrolled or None, CountOf.ENROLLED),
        (numbers.attended, CountOf.ATTENDED),
    )
    words = [f"{what.label}: {number_words(number)}" for number, what in told if number is not None]
    return _("Of the event: %(numbers)s.") % {"numbers": ", ".join(words)} if words else ""


def _told(event: Event, viewer: Viewer) -> Counted:
    """A number over people some of whom she may not see is drafted from LEAST on alone."""
    found = counted(event)
    everybody = event.registrations.exclude(person=None)
    keys = set(everybody.values_list("person", flat=True))
    if keys <= set(people_named_to(everybody, viewer)):
        return found

    def enough(number: int | None) -> int | None:
        return number if number is not None and number >= LEAST else None

    return Counted(enough(found.convened), enough(found.enrolled) or 0, enough(found.attended))
