"""Requests of rights that wait for the office, with the days that are left."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.accounts.viewer import Viewer
from network.vocabulary.desk import SHOWN, DeskItem, DeskSection, Part, when_due
from network.vocabulary.panels import Link

from .enums import State
from .models import RightsRequest
from .queries import label_of, pending, rest_days
from .working_days import days_left


def desk_sections(viewer: Viewer, today: dt.date) -> list[DeskSection]:
    """No name stands here: the page of the request tells it to whoever may open it."""
    rows = pending(viewer)
    total = rows.count()
    if not total:
        return []
    rest = rest_days()
    items = tuple(item(row, today, rest) for row in rows[:SHOWN])
    more = Link(_("See all"), reverse("desk_rights"))
    return [DeskSection("derechos", _("Requests about personal data"), Part.DUE, 5, items, total, more)]


def due(row: RightsRequest) -> dt.date:
    """Its next day: to answer, or to carry out what was granted."""
    return row.effect_by if row.state == State.GRANTED and row.effect_by else row.answer_by


def left_words(row: RightsRequest, today: dt.date, rest: frozenset[dt.date]) -> str:
    """ "quedan 3 días hábiles", "venció hace 2"."""
    number = days_left(today, due(row), row.counted, row.country, rest)
    if number < 0:
        return ngettext("%(n)s day late", "%(n)s days late", -number) % {"n": -number}
    if number == 0:
        return _("it is due today")
    working = ngettext("%(n)s working day left", "%(n)s working days left", number)
    plain = ngettext("%(n)s day left", "%(n)s days left", number)
    return (working if row.counted == "working" else plain) % {"n": number}


def item(row: RightsRequest, today: dt.date, rest: frozenset[dt.date]) -> DeskItem:
    on = due(row).isoformat()
    granted = row.state == State.GRANTED
    return DeskItem(
        title=label_of(row),
        url=row.get_absolute_url(),
        why=left_words(row, today, rest),
        on=on,
        when=when_due(on, today),
        deed=Link(_("Carry out") if granted else _("Answer"), row.get_absolute_url()),
    )
