"""Reports that wait, for administrators alone."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.desk import SHOWN, DeskItem, DeskSection, Part
from network.vocabulary.panels import Link

from .enums import ReportState
from .models import Report
from .queries import administers, reports_visible_to


def desk_sections(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    """Without a word of what was written, nor of who wrote."""
    if not administers(viewer):
        return []
    rows = list(reports_visible_to(viewer).filter(state=ReportState.OPEN).order_by("made_at", "pk"))
    if not rows:
        return []
    items = tuple(_item(row) for row in rows[:SHOWN])
    more = Link(_("See all"), f"{reverse('desk_abuse')}?estado={ReportState.OPEN}")
    title = _("Messages shown to the administration")
    return [DeskSection("mensajes-reportados", title, Part.UNFINISHED, 5, items, len(rows), more)]


def _item(row: Report) -> DeskItem:
    page = row.get_absolute_url()
    return DeskItem(
        title=_("A report about messages"),
        url=page,
        why=_("waits to be read"),
        on=timezone.localdate(row.made_at).isoformat(),
        deed=Link(_("Read"), page),
    )
