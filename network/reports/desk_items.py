"""Closings of an administration that are being prepared or applied."""

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.desk import PENDING, SHOWN, DeskItem, DeskSection, Part, when_due
from network.vocabulary.panels import Link
from network.vocabulary.spans import date_words

from .enums import ClosingState
from .models import AdministrationClosing


def desk_sections(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    """For whoever runs the network, as the pages of closings are."""
    if not viewer.runs_network:
        return []
    rows = under_way()
    total = rows.count()
    items = tuple(item(row, today) for row in rows[:SHOWN])
    if not items:
        return []
    more = Link(_("See all"), f"{reverse('closings')}?estado={PENDING}")
    return [DeskSection("cierres", _("Closing of an administration"), Part.DUE, 5, items, total, more)]


def under_way() -> QuerySet[AdministrationClosing]:
    states = (ClosingState.PREPARED, ClosingState.APPLYING, ClosingState.UNDOING)
    return AdministrationClosing.objects.filter(state__in=states).order_by("ends_on", "pk")


def item(row: AdministrationClosing, today: dt.date) -> DeskItem:
    on = row.ends_on.isoformat()
    told = {"state": row.get_state_display(), "date": date_words(on)}
    return DeskItem(
        title=row.name,
        url=row.get_absolute_url(),
        why=_("closing of an administration, %(state)s; it ends: %(date)s") % told,
        on=on,
        when=when_due(on, today),
        deed=Link(_("Go on"), row.get_absolute_url()),
    )
