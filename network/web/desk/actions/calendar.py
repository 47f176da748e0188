"""The actions of a month: a table of weeks, which on a phone is a list by day."""

import calendar
import datetime as dt
from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.milestones.models import Milestone
from network.vocabulary.partial_date import PartialDate

from ...audience import recorders
from .filters import narrowed, within
from .register import buttons
from .words import trail, views


@recorders
def month(request: HttpRequest) -> HttpResponse:
    found = narrowed(request, with_period=False)
    shown = _asked(request.GET.get("mes", ""))
    rows = found.rows.filter(within(shown)).order_by("started", "title", "pk")
    days, others = _placed(list(rows), shown)
    first = PartialDate(shown).first_day
    context = {
        "title": _("Actions of %(month)s") % {"month": PartialDate(shown).words},
        "month": PartialDate(shown).words,
        "actions": buttons(request),
        "breadcrumb": trail(request),
        "views": views("desk_action_month", found.querystring),
        "views_label": _("Ways to look at the actions"),
        "choices": found.choices,
        "q": request.GET.get("q", "").strip(),
        "weekdays": [date_format(dt.date(2024, 1, day), "l") for day in range(1, 8)],  # a Monday first
        "weeks": [
            [_day(day, days, first.month) for day in week]
            for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
        ],
        "others": others,
        "is_empty": not days and not others,
        "mes": shown,
        "before": _beside(first - dt.timedelta(days=1), found.querystring),
        "after": _beside(PartialDate(shown).last_day + dt.timedelta(days=1), found.querystring),
    }
    return render(request, "network/desk/actions/month.html", context)


def _asked(text: str) -> str:
    """The month asked for, else that of today."""
    try:
        if len(text) == len("2026-11") and 1900 < PartialDate(text).first_day.year < 2100:
            return text
    except ValueError:
        pass
    return timezone.localdate().isoformat()[:7]


def _placed(
    rows: list[Milestone], shown: str
) -> tuple[dict[str, list[dict[str, Any]]], list[dict[str, Any]]]:
    """Each on every day of the month that it went on; apart, what has no day that is known to lie in it."""
    month = PartialDate(shown)
    days: dict[str, list[dict[str, Any]]] = defaultdict(list)
    others = []
    for row in rows:
        first, last = _span(row)
        if first is None or last is None or last < month.first_day:
            others.append(_told(row))
            continue
        for number in range((min(last, month.last_day) - max(first, month.first_day)).days + 1):
            day = max(first, month.first_day) + dt.timedelta(days=number)
            days[day.isoformat()].append(_told(row, (day - first).days + 1, (last - first).days + 1))
    return days, others


def _span(row: Milestone) -> tuple[dt.date | None, dt.date | None]:
    """Its first and last day, as far as they are known: an end told as a month or a year adds no day."""
    if not _is_day(row.started):
        return None, None
    first = PartialDate(row.started).first_day
    return first, PartialDate(row.ended).last_day if _is_day(row.ended) else first


def _is_day(date: str) -> bool:
    return len(date) == len("2026-11-20")


def _day(day: dt.date, days: dict[str, list[dict[str, Any]]], month_shown: int) -> dict[str, Any]:
    inside = day.month == month_shown
    return {
        "number": day.day if inside else "",
        "long": date_format(day, "l j"),
        "is_today": day == timezone.localdate(),
        "rows": days.get(day.isoformat(), []) if inside else [],
    }


def _told(row: Milestone, day: int = 1, of: int = 1) -> dict[str, Any]:
    which = _("day %(n)s of %(all)s") % {"n": day, "all": of} if of > 1 else ""
    return {"title": row.title, "url": reverse("desk_action", args=[row.uid]), "which": which}


def _beside(day: dt.date, querystring: str) -> dict[str, str]:
    shown = day.isoformat()[:7]
    query = f"{querystring}&mes={shown}" if querystring else f"mes={shown}"
    return {"label": PartialDate(shown).words, "url": f"?{query}"}


urlpatterns = [path("gestion/acciones/calendario/", month, name="desk_action_month")]
