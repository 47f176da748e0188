"""Acuerdos that are late or fall due within a month, sessions to come, and held ones without minutes."""

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.desk import SHOWN, DeskItem, DeskSection, Part, over_before, when_due
from network.vocabulary.panels import Link

from .models import Acuerdo, Group, GroupSession
from .queries import inside
from .session_queries import (
    SOON,
    SOON_DAYS,
    open_acuerdos,
    sessions_to_come,
    sessions_without_minutes,
    with_responsible,
)
from .session_rules import acuerdo_badge, due_words, responsible_words, session_name, told, when_words

TO_COME, UNWRITTEN = "sesiones", "sin-minuta"


def desk_sections(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    return [*_acuerdos(viewer, today), *_to_come(viewer, today), *_without_minutes(viewer)]


def _acuerdos(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    rows = open_acuerdos(viewer, today, SOON)
    total = rows.count()
    items = tuple(_acuerdo(row, today) for row in with_responsible(rows)[:SHOWN])
    more = f"{reverse('desk_acuerdos')}?plazo={SOON}"
    return _section("acuerdos", _("Acuerdos"), Part.DUE, 12, items, total, more)


def _acuerdo(row: Acuerdo, today: dt.date) -> DeskItem:
    return DeskItem(
        title=row.text,
        url=reverse("desk_acuerdo", args=[row.uid]),
        why=_("acuerdo of %(group)s, %(due)s") % {"group": row.session.group.name, "due": due_words(row)},
        on=row.due_on,
        when=when_due(row.due_on, today),
        whose=responsible_words(row),
        badge=acuerdo_badge(row),
    )


def _to_come(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    rows = coming(viewer, today)
    total = rows.count()
    items = tuple(coming_item(row, today) for row in rows[:SHOWN])
    return _section(TO_COME, coming_title(), Part.DUE, 14, items, total, sessions_place(TO_COME))


def coming_title() -> str:
    return _("Sessions to come")


def coming(viewer: Viewer, today: dt.date) -> QuerySet[GroupSession]:
    """Within a month; one whose day has passed waits to be told as held or cancelled."""
    within = inside(Group.objects.order_by(), viewer).values("pk")
    last = today + dt.timedelta(days=SOON_DAYS + 1)
    return sessions_to_come(viewer).filter(over_before("happens_on", last), group__in=within)


def coming_item(row: GroupSession, today: dt.date) -> DeskItem:
    return DeskItem(
        title=row.group.name,
        url=reverse("desk_session", args=[row.uid]),
        why=", ".join(filter(None, (session_name(row), told(row).at, told(row).place))),
        on=row.happens_on,
        when=when_due(row.happens_on, today),
    )


def _without_minutes(viewer: Viewer) -> list[DeskSection]:
    rows = sessions_without_minutes(viewer)
    total = rows.count()
    items = tuple(unwritten_item(row) for row in rows[:SHOWN])
    more = sessions_place(UNWRITTEN)
    return _section(UNWRITTEN, unwritten_title(), Part.UNFINISHED, 30, items, total, more)


def unwritten_title() -> str:
    return _("Sessions without minutes")


def unwritten_item(row: GroupSession) -> DeskItem:
    return DeskItem(
        title=row.group.name,
        url=reverse("desk_session", args=[row.uid]),
        why=_("held on %(date)s, without minutes") % {"date": when_words(row)},
        on=row.happens_on,
    )


def sessions_place(state: str) -> str:
    """Where the sessions of one of the two sections stand, all of them and nothing else."""
    return f"{reverse('desk_sessions')}?estado={state}"


def _section(
    anchor: str,
    title: str,
    part: Part,
    order: int,
    items: tuple[DeskItem, ...],
    total: int,
    more: str,
) -> list[DeskSection]:
    if not items:
        return []
    return [DeskSection(anchor, title, part, order, items, total, Link(_("See all"), more))]
