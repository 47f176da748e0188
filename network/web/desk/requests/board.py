"""The board: every request, how many answered, who is overdue."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.requests.enums import RequestKind
from network.requests.models import Request
from network.requests.queries import AWAITING, DRAFTS, awaiting, drafts, shown_subject, tallies, visible_to
from network.requests.rules import Tally

from ...audience import coordinators
from ...csv_download import csv_download
from ...listing import Orders, choice, listing, matching, ordered, wants_file
from .doors import may_or_404

_OPEN, _LATE, _CLOSED = "abierta", "vencida", "cerrada"


@coordinators
def board(request: HttpRequest) -> HttpResponse:
    viewer, today = may_or_404(request), timezone.localdate()
    states = [
        (_OPEN, _("Open")),
        (AWAITING, _("Open, awaiting an answer")),
        (_LATE, _("Open, with the day passed")),
        (DRAFTS, _("Drafts")),
        (_CLOSED, _("Closed")),
    ]
    state = choice(request, "estado", _("State"), states)
    kind = choice(request, "tipo", _("What is asked"), [(k.value, str(k.label)) for k in RequestKind])
    rows = _in_state(visible_to(Request.objects.all(), viewer), state.value, today)
    rows = rows.filter(kind=kind.value) if kind.value else rows
    rows = matching(rows, request.GET.get("q", ""), shown_subject())
    if wants_file(request):
        return _file(ordered(request, rows, _orders()), today)
    shown = listing(request, rows, choices=(state, kind), orders=_orders(), dress=_dressed)
    number = shown.page.paginator.count
    context = {
        "title": _("Requests"),
        "lead": _("What was asked of institutions by letter, and how many have answered."),
        "count": ngettext("%(n)s request", "%(n)s requests", number) % {"n": number},
        "listing": shown,
        "actions": [{"label": _("New request"), "url": reverse("desk_request_new"), "primary": True}],
        "breadcrumb": [(_("Desk"), reverse("desk"))],
        "today": today,
    }
    return render(request, "network/desk/requests/board.html", context)


def _in_state(rows: QuerySet[Request], state: str, today: dt.date) -> QuerySet[Request]:
    if state == DRAFTS:
        return drafts(rows)
    if state == AWAITING:
        return awaiting(rows)
    if state == _CLOSED:
        return rows.exclude(closed_on=None)
    if state == _OPEN:
        return rows.filter(closed_on=None, sent_on__isnull=False)
    if state == _LATE:
        return rows.filter(closed_on=None, sent_on__isnull=False, due_on__lt=today)
    return rows


def _orders() -> Orders:
    return {
        "reciente": (_("Latest first"), ("-created_at", "-pk")),
        "plazo": (_("Day of the answer"), ("due_on", "-pk")),
        "asunto": (_("What it is about"), ("subject", "-pk")),
    }


def _dressed(rows: Sequence[Request]) -> list[dict[str, Any]]:
    found = tallies(rows, timezone.localdate())
    return [{"request": row, "tally": found[row.pk], "badge": badge(row, found[row.pk])} for row in rows]


def badge(row: Request, tally: Tally) -> dict[str, str]:
    """How it stands as a whole."""
    if row.is_draft:
        return {"label": _("draft"), "tone": "muted"}
    if row.is_closed:
        return {"label": _("closed"), "tone": "muted"}
    if tally.overdue:
        return {"label": _("overdue"), "tone": "warn"}
    if tally.waiting:
        return {"label": _("waiting"), "tone": "accent"}
    if not tally.asked:
        return {"label": _("nobody is asked now"), "tone": "muted"}
    return {"label": _("all answered"), "tone": "good"}


def _file(rows: QuerySet[Request], today: dt.date) -> HttpResponse:
    header = [
        _("What it is about"),
        _("What is asked"),
        _("State"),
        _("Sent on"),
        _("Answer until"),
        _("Asked and not let off"),
        _("Received there, no answer yet"),
        _("Answered"),
        _("of them, that they will not"),
        _("Without answer"),
        _("of them, overdue"),
        _("Let off"),
        _("Letter cancelled"),
        _("Not sent yet"),
        _("Percentage answered, of those asked and not let off"),
    ]
    found = list(rows)
    counted = tallies(found, today)
    return csv_download("solicitudes", header, (_cells(row, counted[row.pk]) for row in found))


def _cells(row: Request, tally: Tally) -> list[Any]:
    return [
        row.shown_subject,
        row.get_kind_display(),
        badge(row, tally)["label"],
        row.sent_on or "",
        row.due_on or "",
        tally.asked,
        tally.acknowledged,
        tally.replied,
        tally.declined,
        tally.waiting,
        tally.overdue,
        tally.withdrawn,
        tally.cancelled,
        tally.drafted,
        "" if tally.percentage is None else tally.percentage,
    ]


urlpatterns = [path("gestion/solicitudes/", board, name="desk_requests")]
