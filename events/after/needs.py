"""What is to be prepared for those who come, apart from the list of who they are."""

from network.accounts.viewer import Viewer

from ..machine import SEATED
from ..models import AccessNeed, Event
from ..queries import people_named_to, places_kept_by


def needs_to_prepare(event: Event, viewer: Viewer) -> list[str]:
    """What was written, once each and in the order of the alphabet, without name, seat or number.

    Of a place that is reserved to this viewer it is told only where she who wrote it agreed. Those of places
    whose holder she may see stand here too, so that none can be told to be of a reserved one.
    """
    rows = places_kept_by(viewer).filter(event=event, state__in=SEATED)
    seen = people_named_to(rows, viewer)
    needs = AccessNeed.objects.filter(registration__in=rows.order_by().values("pk"))
    told = {
        " ".join(text.split())
        for person, text, told_apart in needs.values_list("registration__person", "text", "told_apart")
        if told_apart or person is None or person in seen
    }
    return sorted(told, key=str.casefold)
