"""Commitments that are overdue or fall due within a month, and those of which nobody knows when."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.desk import SHOWN, DeskItem, DeskSection, Part, When, last_day_order, when_due
from network.vocabulary.panels import Link

from .models import Commitment
from .queries import SOON, TO_ACKNOWLEDGE, UNDATED, open_ones, unacknowledged
from .rules import due_words, settled_words, status_badge

_FEW = 2  # what has no date is not forgotten, and takes no room of what presses


def desk_sections(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    dated = open_ones(viewer, today, SOON)
    undated = open_ones(viewer, today, UNDATED)
    total, without = dated.count(), undated.count()
    found = []
    rows = dated.select_related("debtor", "theme").order_by(last_day_order("due_on"), "pk")[:SHOWN]
    if items := tuple(_item(row, today) for row in rows):
        found.append(_section("compromisos", _("Commitments"), items, total, SOON))
    rows = undated.select_related("debtor", "theme").order_by("pk")[:_FEW]
    if items := tuple(_item(row, today) for row in rows):
        found.append(
            _section("compromisos-sin-fecha", _("Commitments without a date"), items, without, UNDATED)
        )
    return [*found, *_unacknowledged(viewer)]


def _unacknowledged(viewer: Viewer) -> list[DeskSection]:
    rows = unacknowledged(viewer)
    items = tuple(
        DeskItem(
            title=row.text,
            url=row.get_absolute_url(),
            why=_("%(name)s has not acknowledged it; %(done)s")
            % {"name": row.creditor.called if row.creditor else "", "done": settled_words(row)[-1]},
            on=row.done_on,
            whose=row.debtor.called,
        )
        for row in rows.select_related("debtor", "creditor", "acknowledged_by").order_by("done_on", "pk")[
            :SHOWN
        ]
    )
    if not items:
        return []
    total = rows.count()
    title = _("Commitments done, not acknowledged yet")
    more = Link(_("See all"), f"{reverse('desk_commitments')}?plazo={TO_ACKNOWLEDGE}")
    return [DeskSection("compromisos-cumplidos", title, Part.WAITING, 80, items, total, more)]


def _section(anchor: str, title: str, items: tuple[DeskItem, ...], total: int, which: str) -> DeskSection:
    return DeskSection(
        anchor=anchor,
        title=title,
        part=Part.DUE if which == SOON else Part.WAITING,
        order=10 if which == SOON else 90,
        items=items,
        total=total,
        more=Link(_("See all"), f"{reverse('desk_commitments')}?plazo={which}"),
    )


def _item(row: Commitment, today: dt.date) -> DeskItem:
    return DeskItem(
        title=row.text,
        url=row.get_absolute_url(),
        why=_("commitment of %(name)s, %(due)s") % {"name": row.debtor.called, "due": due_words(row)},
        on=row.due_on,
        when=when_due(row.due_on, today) if row.due_on else When.LATER,
        whose=row.debtor.called,
        badge=status_badge(row),
    )
