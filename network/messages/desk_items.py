"""E-mails that did not leave, or of which nobody knows whether they did; and those that wait."""

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.vocabulary.desk import PENDING, SHOWN, DeskItem, DeskSection, Part
from network.vocabulary.panels import Badge, Link

from .enums import MailState
from .models import Outgoing
from .queries import visible_to
from .rules import mail_reading

_STUCK = (MailState.FAILED, MailState.IN_DOUBT, MailState.QUEUED)


def desk_sections(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    """What failed first, then what waits to be sent. A neutral message is named by its neutral subject."""
    rows = not_left(viewer)
    total = rows.count()
    items = tuple(item(row) for row in rows[:SHOWN])
    if not items:
        return []
    more = Link(_("See all"), f"{reverse('desk_messages')}?estado={PENDING}")
    return [DeskSection("mensajes", title(), Part.UNFINISHED, 30, items, total, more)]


def title() -> str:
    return _("E-mails that have not left")


def not_left(viewer: Viewer) -> QuerySet[Outgoing]:
    rows = visible_to(Outgoing.objects.order_by(), viewer).filter(mail_state__in=_STUCK)
    return rows.select_related("mailing").order_by("mail_state", "-mailing__prepared_at", "number", "pk")


def item(row: Outgoing) -> DeskItem:
    reading = mail_reading(row)
    page = reverse("desk_mailing", args=[row.mailing.uid])
    to = row.to_institution or _("one person")
    return DeskItem(
        title=row.neutral_subject or row.subject if row.is_neutral else row.subject,
        url=page,
        why=_("to %(name)s: %(state)s") % {"name": to, "state": reading.label if reading else ""},
        on=timezone.localdate(row.mailing.prepared_at).isoformat(),
        badge=Badge(reading.label, reading.tone) if reading and reading.tone != "muted" else None,
        deed=Link(_("Look"), page),
    )
