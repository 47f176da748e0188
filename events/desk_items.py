"""What waits at the desk: drafts to be finished, events of the next days, lists without attendance."""

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.desk import SHOWN, DeskItem, DeskSection, Part, when_due
from network.vocabulary.panels import Link

from .enums import EventState
from .models import Event
from .queries import coming_soon, kept_by, without_attendance
from .times import local, planned_words, when_words

# How the list at the desk is asked for each of them.
SOON, UNTAKEN, DRAFTS = "proximos", "sin-asistencia", "borradores"


def desk_sections(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    now, kept = timezone.now(), kept_by(Event.objects.order_by(), viewer)
    soon = coming_soon(kept, now).order_by("starts_at", "pk")
    untaken = without_attendance(kept, now).order_by("ends_at", "pk")
    drafts = kept.filter(state=EventState.DRAFT).select_related("planned").order_by("-pk")
    return [
        *_section("eventos", SOON, _("Events to come"), Part.DUE, 16, soon, today),
        *_section(UNTAKEN, UNTAKEN, _("Events without attendance"), Part.UNFINISHED, 32, untaken, today),
        *_section("borradores-de-eventos", DRAFTS, _("Drafts of events"), Part.UNFINISHED, 33, drafts, today),
    ]


def _section(
    anchor: str, state: str, title: str, part: Part, order: int, rows: QuerySet[Event], today: dt.date
) -> list[DeskSection]:
    total = rows.count()
    if not total:
        return []
    items = tuple(_item(row, today) for row in rows[:SHOWN])
    more = Link(_("See all"), f"{reverse('desk_events')}?estado={state}")
    return [DeskSection(anchor, title, part, order, items, total, more)]


def _item(row: Event, today: dt.date) -> DeskItem:
    day = local(row, row.starts_at).date().isoformat() if row.starts_at else ""
    told = {"on": day, "when": when_due(day, today)} if day else {}
    return DeskItem(
        title=row.title,
        url=reverse("desk_event", args=[row.package_id]),
        why=(row.state == EventState.DRAFT and planned_words(row)) or when_words(row),
        **told,  # type: ignore[arg-type]
    )
