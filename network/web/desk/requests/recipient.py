"""One institution of a request: what happened when, and what can be recorded or taken back."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from network.accounts.viewer import Viewer
from network.messages.forms import as_text
from network.requests.answers import acknowledge, undo_last, withdraw
from network.requests.designations import take_back_designation
from network.requests.enums import REPLIED, State
from network.requests.models import RequestRecipient
from network.requests.rules import MAY_ACKNOWLEDGE
from network.requests.wording import message_of
from network.ties.enums import Capacity
from network.ties.models import Appointment
from network.ties.queries import appointments_visible_to
from network.vocabulary.spans import span_words

from ...audience import coordinators
from ..documents.fields import place_of
from ..posts.refusals import tell, tell_all
from .doors import DayField, recipient_or_404, trail
from .page import dressed


class ReceivedForm(forms.Form):
    on = DayField(label=gettext_lazy("Received there on"))
    stamp = forms.CharField(
        label=gettext_lazy("Counter and number of the stamp"),
        help_text=gettext_lazy("For instance: Oficialía de partes, folio 551."),
        max_length=160,
        required=False,
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why no answer is expected any more"),
        help_text=gettext_lazy("For instance: the institution no longer exists. It leaves the count."),
        max_length=300,
    )


@coordinators
def page(request: HttpRequest, uid: uuid.UUID, recipient: uuid.UUID) -> HttpResponse:
    return shown(request, recipient_or_404(request, uid, recipient))


def shown(request: HttpRequest, row: RequestRecipient, **refused: forms.Form) -> HttpResponse:
    if row.letter is None:
        return redirect("desk_request_choose", row.request.uid)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    today = timezone.localdate()
    said = {"on": row.acknowledged_on or today, "stamp": row.received_stamp}
    context = {
        **dressed(row, today),
        "asked": row.request,
        "letter_url": place_of(row.letter),
        "reply_url": place_of(row.reply) if row.reply else "",
        "has_replied": row.state in REPLIED,
        "may_receive": row.state in MAY_ACKNOWLEDGE,
        "may_undo": row.state in {State.ACKNOWLEDGED, State.WITHDRAWN},
        "is_cancelled": row.state == State.CANCELLED,
        "former": [{"letter": one, "url": place_of(one)} for one in row.former_letters.order_by("pk")],
        "undo_label": _undo_label(row),
        "reminders": row.reminders.select_related("letter"),
        "designations": _designations(row, viewer),
        "chat": as_text(message_of(row)),
        "received_form": refused.get("received_form") or ReceivedForm(initial=said),
        "withdraw_form": refused.get("withdraw_form") or WithdrawForm(),
        "opened": next(iter(refused), ""),
        "breadcrumb": trail(row.request),
    }
    return render(request, "network/desk/requests/recipient.html", context)


def _undo_label(row: RequestRecipient) -> str:
    return _("Expect an answer again") if row.state == State.WITHDRAWN else _("It was not received after all")


def _designations(row: RequestRecipient, viewer: Viewer) -> list[dict[str, Any]]:
    """What was made from the reply. Her name stands there only where this viewer may know it."""
    rows = row.appointments.select_related("post", "person").order_by("pk")
    told = set(appointments_visible_to(row.appointments.all(), viewer).values_list("pk", flat=True))
    return [
        {
            "uid": made.uid,
            "post": made.post,
            "name": made.person.name if made.pk in told else _("Name not shown"),
            "capacity": Capacity(made.capacity).label,
            "span": span_words(made.started, made.ended),
        }
        for made in rows
    ]


def _deed(
    request: HttpRequest,
    row: RequestRecipient,
    form: forms.Form,
    name: str,
    do: Callable[..., Any],
    said: str,
) -> HttpResponse:
    if form.is_valid():
        try:
            do(recipient=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error, {"acknowledged_on": "on"})
        else:
            messages.success(request, said)
            return redirect(row)
    return shown(request, row, **{name: form})


@coordinators
@require_POST
def received(request: HttpRequest, uid: uuid.UUID, recipient: uuid.UUID) -> HttpResponse:
    row = recipient_or_404(request, uid, recipient)
    said = _("Noted: they received the letter.")
    return _deed(request, row, ReceivedForm(request.POST), "received_form", acknowledge, said)


@coordinators
@require_POST
def withdrawn(request: HttpRequest, uid: uuid.UUID, recipient: uuid.UUID) -> HttpResponse:
    row = recipient_or_404(request, uid, recipient)
    said = _("No answer is expected of them any more.")
    return _deed(request, row, WithdrawForm(request.POST), "withdraw_form", withdraw, said)


@coordinators
@require_POST
def undone(request: HttpRequest, uid: uuid.UUID, recipient: uuid.UUID) -> HttpResponse:
    row = recipient_or_404(request, uid, recipient)
    try:
        undo_last(recipient=row, seen=request.POST.get("seen", ""), by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
    else:
        messages.success(request, _("Taken back. It stands as before."))
    return redirect(row)


@coordinators
@require_POST
def undesignated(
    request: HttpRequest, uid: uuid.UUID, recipient: uuid.UUID, appointment: uuid.UUID
) -> HttpResponse:
    row = recipient_or_404(request, uid, recipient)
    made = get_object_or_404(Appointment.objects.filter(request_recipients=row), uid=appointment)
    reason = request.POST.get("reason", "")
    try:
        take_back_designation(recipient=row, appointment=made, by=request.user, reason=reason)  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
    else:
        messages.success(
            request, _("The designation is taken back. The person stays in the platform, as she was seen.")
        )
    return redirect(row)


_HERE = "gestion/solicitudes/<uuid:uid>/<uuid:recipient>/"
urlpatterns = [
    path(_HERE, page, name="desk_request_recipient"),
    path(f"{_HERE}recibida/", received, name="desk_recipient_received"),
    path(f"{_HERE}sin-efecto/", withdrawn, name="desk_recipient_withdraw"),
    path(f"{_HERE}deshacer/", undone, name="desk_recipient_undo"),
    path(
        f"{_HERE}designaciones/<uuid:appointment>/deshacer/", undesignated, name="desk_recipient_undesignate"
    ),
]
