"""Places that follow from a place in another event: made and taken back silently, seats or none.

Who has a seat in a training's opening session stands on the lists of the others. The line of the opening
session decided that, so that no other counts again.
"""

from django.db import transaction
from django.utils import timezone

from .enums import PlaceState
from .line import change, locked, move_up, next_turn
from .machine import ALIVE, HELD
from .models import Event, Registration
from .rules import gives_seats


@transaction.atomic
def carry(*, place: Registration, to: Event) -> Registration | None:
    """Onto the list of that event, unless it has begun or is not published; carried twice is carried once."""
    event, now = locked(to), timezone.now()
    if not gives_seats(event, now):
        return None
    known = _carried(place, event)
    if known is None:
        known = Registration(
            event=event,
            person=place.person,
            name=place.name,
            email=place.email,
            institution=place.institution,
            institution_name=place.institution_name,
            post_title=place.post_title,
            language=place.language,
            pool=place.pool if event.seats(place.pool) is not None else event.pools[0],
            state=PlaceState.WAITING,
            turn=next_turn(event),
            by=place.by,
        )
        known.save()
    elif known.state not in (PlaceState.WAITING, PlaceState.OFFERED):
        return known
    known.event = event
    change(known, PlaceState.ENROLLED, now=now, silently=True)
    return known


@transaction.atomic
def take_back(*, place: Registration, off: Event) -> None:
    """Off the list of that event, unless it has begun: what was is not undone."""
    event, now = locked(off), timezone.now()
    known = _carried(place, event)
    if known is None or known.state not in ALIVE or not gives_seats(event, now):
        return
    known.event = event
    change(known, PlaceState.CANCELLED, now=now, silently=True)
    move_up(event, now=now)


def _carried(place: Registration, event: Event) -> Registration | None:
    """Her own place there: by her record, her address, or the name alone where nothing else is known."""
    rows = event.registrations.filter(state__in=HELD).select_related("person__account", "institution")
    if place.person_id is not None:
        return rows.filter(person=place.person_id).first()
    if place.email:
        return rows.filter(email__iexact=place.email).first()
    same = rows.filter(person=None, email="", name=place.name, institution=place.institution)
    return same.order_by("pk").first()
