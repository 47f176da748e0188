"""How acuerdos are told in lists: who owes them, since when, and whether the day has passed."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.groups.enums import AcuerdoStatus
from network.groups.models import Acuerdo
from network.groups.session_rules import acuerdo_badge, due_words, responsible_words, session_name
from network.ties.rules import vacancy_words
from network.vocabulary.desk import When, when_due
from network.vocabulary.panels import Badge

from .doors import acuerdo_place, session_place


def ages(acuerdos: Iterable[Acuerdo]) -> dict[int, str]:
    """Since when each is agreed: of one that was carried over, the date of the session where it began."""
    rows = list(acuerdos)
    groups = {row.session.group_id for row in rows}
    carried = any(row.carried_from_id for row in rows)
    before: dict[int, tuple[int | None, str]] = {}
    if carried:
        known = Acuerdo.objects.filter(session__group__in=groups).order_by()
        before = {
            pk: (earlier, on)
            for pk, earlier, on in known.values_list("pk", "carried_from", "session__happens_on")
        }
    return {row.pk: _first(row, before) for row in rows}


def _first(row: Acuerdo, before: dict[int, tuple[int | None, str]]) -> str:
    on, earlier = str(row.session.happens_on), row.carried_from_id
    for _step in range(len(before)):
        if earlier not in before:
            break
        earlier, on = before[earlier]
    return on


def is_late(acuerdo: Acuerdo, today: dt.date) -> bool:
    is_open = acuerdo.status == AcuerdoStatus.OPEN
    return bool(is_open and acuerdo.due_on and when_due(acuerdo.due_on, today) == When.LATE)


def told_acuerdo(row: Acuerdo, known: dict[int, str]) -> dict[str, Any]:
    """A row of `with_responsible`, as every list of these pages shows it."""
    today = timezone.localdate()
    badges = [acuerdo_badge(row)]
    if is_late(row, today):
        badges.append(Badge(pgettext("acuerdo", "overdue"), "error"))
    since = known.get(row.pk, "")
    return {
        "acuerdo": row,
        "url": acuerdo_place(row),
        "badges": badges,
        "due": due_words(row),
        "who": responsible_words(row),
        "age": _("open %(since)s") % {"since": vacancy_words(since, today)} if _tells_age(row, since) else "",
        "session": session_name(row.session),
        "session_url": session_place(row.session),
    }


def _tells_age(row: Acuerdo, since: str) -> bool:
    return bool(since) and row.status == AcuerdoStatus.OPEN
