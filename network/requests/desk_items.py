"""Requests that still wait for answers, the overdue first, with how many have answered; and those unsent."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.desk import SHOWN, DeskItem, DeskSection, Part, When, when_due
from network.vocabulary.panels import Badge, Link

from .models import Request
from .queries import AWAITING, DRAFTS, awaiting, drafts, tallies, visible_to
from .rules import Tally
from .wording import day_words


def desk_sections(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    return [*_waiting(viewer, today), *_drafts(viewer)]


def _waiting(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    rows = awaiting(visible_to(Request.objects.order_by(), viewer))
    total = rows.count()
    shown = list(rows.order_by("due_on", "pk")[:SHOWN])
    counted = tallies(shown, today)
    items = tuple(_item(row, counted[row.pk], today) for row in shown)
    if not items:
        return []
    more = Link(_("See all"), f"{reverse('desk_requests')}?estado={AWAITING}")
    title = _("Requests awaiting an answer")
    return [DeskSection("solicitudes", title, Part.WAITING, 10, items, total, more)]


def _item(row: Request, tally: Tally, today: dt.date) -> DeskItem:
    assert row.due_on is not None  # a request is sent with a due day
    when = when_due(row.due_on.isoformat(), today)
    told = {
        "answered": tally.replied,
        "asked": tally.asked,
        "percentage": tally.percentage_words,
        "date": day_words(row.due_on),
    }
    return DeskItem(
        title=row.shown_subject,
        url=row.get_absolute_url(),
        why=_("%(answered)s of %(asked)s answered (%(percentage)s); asked by %(date)s") % told,
        on=row.due_on.isoformat(),
        when=when,
        badge=Badge(_("overdue"), "error") if when is When.LATE else None,
        deed=Link(_("Remind them"), reverse("desk_request_remind", args=[row.uid])),
    )


def _drafts(viewer: Viewer) -> list[DeskSection]:
    rows = drafts(visible_to(Request.objects.order_by(), viewer))
    total = rows.count()
    items = tuple(
        DeskItem(
            title=row.shown_subject,
            url=row.get_absolute_url(),
            why=_("it has not been sent to anybody"),
            deed=Link(_("Go on"), row.get_absolute_url()),
        )
        for row in rows.order_by("-created_at", "-pk")[:SHOWN]
    )
    if not items:
        return []
    more = Link(_("See all"), f"{reverse('desk_requests')}?estado={DRAFTS}")
    title = _("Requests in draft")
    return [DeskSection("solicitudes-borrador", title, Part.UNFINISHED, 15, items, total, more)]
