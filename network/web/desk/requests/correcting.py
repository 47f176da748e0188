"""An answer recorded wrongly is corrected or taken back; a letter that was cancelled is written anew."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from network.requests.corrections import correct_answer, withdraw_answer, write_anew
from network.requests.enums import REPLIED, State
from network.requests.models import RequestRecipient

from ...audience import coordinators
from ..posts.refusals import tell, tell_all
from .answering import NAMES, NO, YES, AnswerForm
from .doors import recipient_or_404, trail


class CorrectionForm(AnswerForm):
    reason = forms.CharField(
        label=gettext_lazy("What was wrong"),
        help_text=gettext_lazy("The journal keeps it beside what was recorded before."),
        max_length=300,
    )


class TakeBackForm(forms.Form):
    """`with_designations` is asked only where there are any."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is taken back"),
        help_text=gettext_lazy("For instance: it was the answer of another institution."),
        max_length=300,
    )
    with_designations = forms.BooleanField(
        label=gettext_lazy("Take back the designations made from it too"),
        help_text=gettext_lazy("Without it they stand in the way. The people stay in the platform."),
        required=False,
    )

    def __init__(self, data: Any = None, *, row: RequestRecipient) -> None:
        super().__init__(data, prefix="deshacer")
        if not row.appointments.exists():
            del self.fields["with_designations"]


@coordinators
def correct(request: HttpRequest, uid: uuid.UUID, recipient: uuid.UUID) -> HttpResponse:
    row = recipient_or_404(request, uid, recipient)
    if row.state not in REPLIED:
        return redirect(row)
    form = CorrectionForm(request.POST or None, request.FILES or None, initial=_recorded(row))
    if request.method == "POST" and form.is_valid():
        kind = row.reply.kind if row.reply else row.request.letter_kind
        try:
            correct_answer(
                recipient=row,
                reply=form.reply(kind),
                reason=form.cleaned_data["reason"],
                by=request.user,  # type: ignore[arg-type]
            )
        except ValidationError as error:
            tell(form, error, NAMES)
        else:
            messages.success(request, _("The answer is corrected."))
            return redirect(row)
    return _shown(request, row, form, TakeBackForm(row=row))


@coordinators
@require_POST
def take_back(request: HttpRequest, uid: uuid.UUID, recipient: uuid.UUID) -> HttpResponse:
    row = recipient_or_404(request, uid, recipient)
    form = TakeBackForm(request.POST, row=row)
    if form.is_valid():
        try:
            withdraw_answer(
                recipient=row,
                seen=request.POST.get("seen", ""),
                reason=form.cleaned_data["reason"],
                with_designations=form.cleaned_data.get("with_designations", False),
                by=request.user,  # type: ignore[arg-type]
            )
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The answer is taken back. It is expected again."))
            return redirect(row)
    if row.state not in REPLIED:
        messages.error(request, _("There is no answer to take back."))
        return redirect(row)
    return _shown(request, row, CorrectionForm(initial=_recorded(row)), form)


@coordinators
@require_POST
def anew(request: HttpRequest, uid: uuid.UUID, recipient: uuid.UUID) -> HttpResponse:
    row = recipient_or_404(request, uid, recipient)
    try:
        write_anew(recipient=row, by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
        return redirect(row)
    messages.success(request, _("It is back among those to send. Its letter gets a new folio."))
    return redirect("desk_request_send", uid)


def _recorded(row: RequestRecipient) -> dict[str, Any]:
    reply = row.reply
    return {
        "on": row.answered_on,
        "outcome": NO if row.state == State.DECLINED else YES,
        "text": row.reply_text,
        "number": reply.number if reply else "",
        "dated_on": reply.issued_on if reply else "",
    }


def _shown(
    request: HttpRequest, row: RequestRecipient, form: CorrectionForm, take_back_form: TakeBackForm
) -> HttpResponse:
    context = {
        "form": form,
        "take_back_form": take_back_form,
        "row": row,
        "asked": row.request,
        "designations": row.appointments.count(),
        "files": row.reply.files.count() if row.reply else 0,
        "breadcrumb": trail(row.request, row),
    }
    return render(request, "network/desk/requests/correct.html", context)


_HERE = "gestion/solicitudes/<uuid:uid>/<uuid:recipient>/"
urlpatterns = [
    path(f"{_HERE}corregir/", correct, name="desk_recipient_correct"),
    path(f"{_HERE}quitar-respuesta/", take_back, name="desk_recipient_take_back"),
    path(f"{_HERE}de-nuevo/", anew, name="desk_recipient_anew"),
]
