"""Papers that somebody asked for: ready to be taken, being made, or not made."""

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.desk import PENDING, SHOWN, DeskItem, DeskSection, Part
from network.vocabulary.panels import Link

from .enums import PrintState
from .models import Printing
from .queries import visible_to
from .words import state_words, title_of


def desk_sections(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    """Hers alone, until she takes them."""
    rows = not_taken(viewer)
    total = rows.count()
    if not total:
        return []
    items = tuple(item(row) for row in rows[:SHOWN])
    more = Link(_("See all"), f"{reverse('printings')}?estado={PENDING}")
    return [DeskSection("papeles", title(), Part.UNFINISHED, 10, items, total, more)]


def title() -> str:
    return _("Papers you asked for")


def not_taken(viewer: Viewer) -> QuerySet[Printing]:
    return visible_to(Printing.objects.all(), viewer).filter(taken_at=None)


def item(row: Printing) -> DeskItem:
    ready = row.state == PrintState.READY
    page = row.get_absolute_url()
    return DeskItem(
        title=title_of(row),
        url=page,
        why=state_words(row),
        deed=Link(_("Take it") if ready else _("Look"), page),
    )
