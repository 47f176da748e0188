"""The list to sign, which may be long."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.office.queries import office
from network.paper.kinds import Composed, PaperKind, Parameters

from .after.papers import message_letter
from .after.writing import message_to
from .enums import PlaceState, SeatPool
from .listed import listed
from .models import AfterMessage, Event
from .papers import attendance_sheet
from .queries import kept_by, places_kept_by


def _sheet(viewer: Any, parameters: Parameters, day: dt.date) -> Composed | None:
    """Whoever takes part on site signs; the reserved ones come last, so that no gap tells a name."""
    event = kept_by(Event.objects.all(), viewer).filter(package_id=parameters["event"]).first()
    if event is None:
        return None
    rows = places_kept_by(viewer).filter(event=event, state=PlaceState.ENROLLED, pool=SeatPool.ON_SITE)
    lines = listed(list(rows.select_related("institution").order_by("turn")), viewer)
    lines.sort(key=lambda line: (line.is_reserved, line.name.casefold()))
    back = reverse("desk_event", args=[event.package_id])
    return Composed((attendance_sheet(event, lines, office()),), "lista-de-asistencia", back)


def _letters(viewer: Any, parameters: Parameters, day: dt.date) -> Composed | None:
    """A message by post, to each whose name this viewer may read; the others are written to otherwise."""
    event = kept_by(Event.objects.all(), viewer).filter(package_id=parameters["event"]).first()
    row = AfterMessage.objects.filter(event=event, uid=parameters["message"]).first() if event else None
    if event is None or row is None:
        return None
    places = places_kept_by(viewer).filter(mails_after__said=row).select_related("institution")
    lines = [line for line in listed(list(places.order_by("turn")), viewer) if not line.is_reserved]
    described = office()
    said = message_to(row, described)
    papers = tuple(
        message_letter(said, "\n".join(filter(None, (line.name, line.post, line.institution))), described)
        for line in lines
    )
    back = reverse("desk_event_message", args=[event.package_id, row.uid])
    return Composed(papers, "cartas", back, title=_("Letters of an event")) if papers else None


KINDS = (
    PaperKind("event_attendance", gettext_lazy("List to sign"), _sheet),
    PaperKind("event_letters", gettext_lazy("Letters of an event"), _letters),
)
