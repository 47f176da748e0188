"""Reminding the silent: who they are, the words of the first of them, and one button."""

import datetime as dt
import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from network.requests.reminders import remind, silent
from network.requests.wording import reminder_paragraphs, reminder_subject

from ...audience import coordinators
from ..posts.refusals import tell
from .doors import DayField, request_or_404, trail

_A_WEEK = dt.timedelta(7)


class RemindForm(forms.Form):
    until = DayField(
        label=gettext_lazy("The reminder asks for an answer until"),
        help_text=gettext_lazy("It stands in the letter. The day of the request itself does not change."),
    )


@coordinators
def reminders(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    asked = request_or_404(request, uid)
    today = timezone.localdate()
    form = RemindForm(request.POST or None, initial={"until": today + _A_WEEK})
    if request.method == "POST" and form.is_valid():
        try:
            made = remind(request=asked, by=request.user, until=form.cleaned_data["until"])  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            said = ngettext("%(n)s reminder issued.", "%(n)s reminders issued.", len(made)) % {"n": len(made)}
            messages.success(request, said)
            return redirect("desk_request_letters", asked.uid)
    rows = [] if asked.is_draft or asked.is_closed else silent(asked)
    due = [row for row in rows if row.reminded_on != today]  # type: ignore[attr-defined]
    first = due[0] if due else None
    number = (first.reminded or 0) + 1 if first is not None else 0  # type: ignore[attr-defined]
    until = today + _A_WEEK
    context = {
        "asked": asked,
        "form": form,
        "rows": [{"row": row, "next": (row.reminded or 0) + 1} for row in due],  # type: ignore[attr-defined]
        "done_today": len(rows) - len(due),
        "subject": reminder_subject(first, number) if first else "",
        "paragraphs": reminder_paragraphs(first, number, until) if first else [],
        "first": first,
        "breadcrumb": trail(asked),
    }
    return render(request, "network/desk/requests/remind.html", context)


urlpatterns = [path("gestion/solicitudes/<uuid:uid>/recordatorios/", reminders, name="desk_request_remind")]
