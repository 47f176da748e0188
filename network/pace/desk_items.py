"""Accounts slowed in the last days, for administrators alone."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.desk import SHOWN, DeskItem, DeskSection, Part
from network.vocabulary.panels import Link

from .models import Slowing
from .queries import slowings_visible_to

LATELY = dt.timedelta(days=7)


def desk_sections(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    rows = list(slowings_visible_to(viewer).filter(on__gt=today - LATELY).order_by("-on", "-pk"))
    if not rows:
        return []
    items = tuple(_item(row) for row in rows[:SHOWN])
    more = Link(_("See all"), f"{reverse('desk_pace')}?dias={LATELY.days}")
    title = _("Accounts that read too fast")
    return [DeskSection("cuentas-frenadas", title, Part.UNFINISHED, 6, items, len(rows), more)]


def _item(row: Slowing) -> DeskItem:
    page = reverse("desk_pace")
    return DeskItem(
        title=_("An account was slowed"),
        url=page,
        why=_("it opened the records of too many people"),
        on=row.on.isoformat(),
        deed=Link(_("Look"), page),
    )
