"""Actions of the last seven days: what the week holds already."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.desk import SHOWN, DeskItem, DeskSection, Part
from network.vocabulary.panels import Link
from network.vocabulary.spans import event_words

from .models import Milestone
from .queries import LAST_WEEK, in_last_week, visible_to


def desk_sections(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    rows = in_last_week(visible_to(Milestone.objects.order_by(), viewer), today)
    total = rows.count()
    items = tuple(
        DeskItem(
            title=row.title,
            url=reverse("desk_action", args=[row.uid]),
            why=f"{row.get_kind_display()}, {event_words(row.started, row.ended)}",  # type: ignore[attr-defined]
            on=row.started,
        )
        for row in rows.order_by("-started", "-pk")[:SHOWN]
    )
    if not items:
        return []
    more = Link(_("See all"), f"{reverse('desk_actions')}?periodo={LAST_WEEK}")
    return [DeskSection("acciones", _("Done in the last seven days"), Part.DONE, 10, items, total, more)]
