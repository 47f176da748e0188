"""One request: how it stands, every institution in a table, and what can be done for many at once."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from network.requests.answers import acknowledge_all
from network.requests.enums import REPLIED, State
from network.requests.models import Request, RequestRecipient
from network.requests.queries import overdue, tallies, waiting, with_reminders
from network.requests.rules import Tally, is_overdue
from network.requests.services import close_request, reopen_request, revise_request

from ...audience import coordinators
from ...csv_download import csv_download
from ...listing import matching, wants_file
from ..posts.refusals import tell, tell_all
from .board import badge
from .choosing import uids
from .doors import DayField, day_or_none, request_or_404, trail

_TONES = {
    State.DRAFTED: "muted",
    State.SENT: "",
    State.ACKNOWLEDGED: "accent",
    State.ANSWERED: "good",
    State.DECLINED: "good",
    State.WITHDRAWN: "muted",
    State.CANCELLED: "warn",
}


class MoreTimeForm(forms.Form):
    due_on = DayField(label=gettext_lazy("Until"))


class CloseForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is closed"),
        help_text=gettext_lazy("Nobody is reminded any more. Answers that still come can be recorded."),
        max_length=300,
    )


@coordinators
def page(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    asked = request_or_404(request, uid)
    if asked.is_draft:
        return redirect("desk_request_choose", asked.uid)
    return shown(request, asked)


def shown(request: HttpRequest, asked: Request, **refused: forms.Form) -> HttpResponse:
    """The page, with a form that was refused in place of its fresh one."""
    today = timezone.localdate()
    every = asked.recipients.all()
    narrowed = request.GET.get("estado", "")
    rows = _in_state(every, narrowed, today)
    rows = matching(
        rows, request.GET.get("q", ""), "institution__name", "institution__short_name", "letter__number"
    )
    rows = with_reminders(rows).select_related("institution", "letter", "request")
    rows = rows.order_by("institution__name", "pk")
    counted = tallies([asked], today)[asked.pk]
    if wants_file(request):
        return _file(rows, today)
    context = {
        "asked": asked,
        "tally": counted,
        "badge": badge(asked, counted),
        "rows": [dressed(row, today) for row in rows],
        "tabs": _tabs(asked, counted, narrowed),
        "narrowed": narrowed,
        "q": request.GET.get("q", ""),
        "today": today,
        "breadcrumb": trail(),
        "more_form": refused.get("more_form") or MoreTimeForm(initial={"due_on": asked.due_on}),
        "close_form": refused.get("close_form") or CloseForm(),
        "opened": next(iter(refused), ""),
        "may_acknowledge": any(row.state == State.SENT for row in rows),
        "last_reminder": max((row.reminded for row in rows), default=0),  # type: ignore[attr-defined]
    }
    return render(request, "network/desk/requests/page.html", context)


def dressed(row: RequestRecipient, today: dt.date) -> dict[str, Any]:
    late = is_overdue(row.state, row.request.due_on, today)
    return {
        "row": row,
        "is_overdue": late,
        "badge": {"label": row.get_state_display(), "tone": _TONES[State(row.state)]},
        "is_waiting": row.state in {State.SENT, State.ACKNOWLEDGED},
        "is_answered": row.state == State.ANSWERED,
        "may_acknowledge": row.state == State.SENT,
    }


def _in_state(rows: QuerySet[RequestRecipient], state: str, today: dt.date) -> QuerySet[RequestRecipient]:
    if state == "espera":
        return waiting(rows)
    if state == "vencidas":
        return overdue(rows, today)
    if state == "respondieron":
        return rows.filter(state__in=REPLIED)
    if state == "recibidas":
        return rows.filter(state=State.ACKNOWLEDGED)
    if state == "sin_efecto":
        return rows.filter(state=State.WITHDRAWN)
    if state == "canceladas":
        return rows.filter(state=State.CANCELLED)
    if state == "por_enviar":
        return rows.filter(state=State.DRAFTED)
    return rows


def _tabs(asked: Request, counted: Tally, chosen: str) -> list[dict[str, Any]]:
    every = counted.asked + counted.withdrawn + counted.cancelled + counted.drafted
    named = (
        ("", _("All"), every),
        ("espera", _("Without answer"), counted.waiting),
        ("vencidas", _("Overdue"), counted.overdue),
        ("recibidas", _("Received there"), counted.acknowledged),
        ("respondieron", _("Answered"), counted.replied),
        ("sin_efecto", _("Let off"), counted.withdrawn),
        ("canceladas", _("Letter cancelled"), counted.cancelled),
        ("por_enviar", _("Not sent yet"), counted.drafted),
    )
    here = asked.get_absolute_url()
    return [
        {
            "label": f"{label} ({number})",
            "url": f"{here}?estado={code}" if code else here,
            "is_current": code == chosen,
        }
        for code, label, number in named
        if number or not code or code == chosen
    ]


def _file(rows: QuerySet[RequestRecipient], today: dt.date) -> HttpResponse:
    header = [
        _("Institution"),
        _("Letter"),
        _("State"),
        _("Overdue"),
        _("Sent on"),
        _("Received there on"),
        _("Stamp"),
        _("Answered on"),
        _("Reminders"),
        _("Last reminder"),
    ]
    return csv_download("solicitud", header, (_cells(row, today) for row in rows))


def _cells(row: RequestRecipient, today: dt.date) -> list[Any]:
    return [
        row.institution.name,
        str(row.letter or ""),
        row.get_state_display(),
        _("yes") if is_overdue(row.state, row.request.due_on, today) else "",
        row.sent_on or "",
        row.acknowledged_on or "",
        row.received_stamp,
        row.answered_on or "",
        row.reminded,  # type: ignore[attr-defined]
        row.reminded_on or "",  # type: ignore[attr-defined]
    ]


@coordinators
@require_POST
def received(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The ticked rows, one of them, or all that were only sent, were received there on that day."""
    asked = request_or_404(request, uid)
    day = day_or_none(request.POST.get("on", ""))
    rows = asked.recipients.filter(state=State.SENT)
    if one := request.POST.get("one"):
        rows = rows.filter(uid__in=uids([one]))
    elif "all" not in request.POST:
        rows = rows.filter(uid__in=uids(request.POST.getlist("row")))
    if day is None:
        messages.error(request, _("Write the day on which they received it, as 2026-03-15."))
    elif not rows.exists():
        messages.error(request, _("Tick at least one institution whose letter was only sent."))
    else:
        try:
            done = acknowledge_all(request=asked, recipients=rows, on=day, by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            tell_all(request, error)
        else:
            said = ngettext("%(n)s marked as received there.", "%(n)s marked as received there.", done)
            messages.success(request, said % {"n": done})
    return redirect(_again(request, asked))


def _again(request: HttpRequest, asked: Request) -> str:
    state = request.POST.get("estado", "")
    return f"{asked.get_absolute_url()}?estado={state}" if state.isalpha() else asked.get_absolute_url()


@coordinators
@require_POST
def more_time(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    asked = request_or_404(request, uid)
    form = MoreTimeForm(request.POST)
    if form.is_valid():
        try:
            revise_request(request=asked, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The new day is kept. Letters that were issued keep theirs."))
            return redirect(asked)
    return shown(request, asked, more_form=form)


@coordinators
@require_POST
def close(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    asked = request_or_404(request, uid)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            close_request(request=asked, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The request is closed."))
            return redirect(asked)
    return shown(request, asked, close_form=form)


@coordinators
@require_POST
def reopen(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    asked = request_or_404(request, uid)
    reopen_request(request=asked, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The request is open again."))
    return redirect(asked)


urlpatterns = [
    path("gestion/solicitudes/<uuid:uid>/", page, name="desk_request"),
    path("gestion/solicitudes/<uuid:uid>/recibidas/", received, name="desk_request_received"),
    path("gestion/solicitudes/<uuid:uid>/plazo/", more_time, name="desk_request_more_time"),
    path("gestion/solicitudes/<uuid:uid>/cerrar/", close, name="desk_request_close"),
    path("gestion/solicitudes/<uuid:uid>/reabrir/", reopen, name="desk_request_reopen"),
]
