"""Agreements that end within three months, or that have ended and still count as in force."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.desk import SHOWN, DeskItem, DeskSection, Part, last_day_order, when_due
from network.vocabulary.panels import Link

from .models import Agreement
from .queries import ending, visible_to
from .rules import status_badge, validity_words


def desk_sections(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    rows = ending(visible_to(Agreement.objects.order_by(), viewer), today)
    total = rows.count()
    items = tuple(
        DeskItem(
            title=row.title,
            url=row.get_absolute_url(),
            why=_("agreement, %(validity)s") % {"validity": validity_words(row)[1]},
            on=row.valid_until,
            when=when_due(row.valid_until, today),
            badge=status_badge(row),
        )
        for row in rows.order_by(last_day_order("valid_until"), "pk")[:SHOWN]
    )
    if not items:
        return []
    more = Link(_("See all"), f"{reverse('agreements')}?vigencia=por-vencer")
    return [DeskSection("convenios", _("Agreements that end"), Part.DUE, 20, items, total, more)]
