"""Recording answers: of one institution, or one after the other out of the pile of the day."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.requests.answers import Reply, record_answer
from network.requests.enums import RequestKind
from network.requests.models import Request, RequestRecipient
from network.requests.queries import waiting

from ...audience import coordinators
from ..documents.recording import ScanField
from ..posts.fields import PartialDateInput
from ..posts.refusals import tell
from .doors import DayField, day_or_none, recipient_or_404, request_or_404, trail

YES, NO = "si", "no"
DESIGNATING = (RequestKind.DESIGNATE, RequestKind.REPRESENTATIVES)


class AnswerForm(forms.Form):
    """`recipient` is asked where answers are entered one after the other."""

    recipient = forms.ModelChoiceField(
        label=gettext_lazy("Who answered"),
        queryset=RequestRecipient.objects.none(),
        to_field_name="uid",
        empty_label=gettext_lazy("Choose the institution"),
    )
    on = DayField(label=gettext_lazy("The answer arrived on"))
    outcome = forms.ChoiceField(
        label=gettext_lazy("What they answered"),
        choices=[
            (YES, gettext_lazy("They did what was asked")),
            (NO, gettext_lazy("They answered that they will not")),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("In a line"),
        help_text=gettext_lazy("Only coordinators read it. No data of victims or of cases."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    number = forms.CharField(label=gettext_lazy("Number of their letter"), max_length=60, required=False)
    dated_on = PartialDateInput(label=gettext_lazy("Date of their letter"), required=False)
    scan = ScanField(label=gettext_lazy("Scan of their letter"), required=False)

    def __init__(self, *args: Any, rows: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rows is None:
            del self.fields["recipient"]
        else:
            self.fields["recipient"].queryset = rows  # type: ignore[attr-defined]
            self.fields["recipient"].label_from_instance = lambda row: row.institution.name  # type: ignore[attr-defined]

    def reply(self, letter_kind: str) -> Reply:
        values = self.cleaned_data
        return Reply(
            on=values["on"],
            text=values["text"],
            declines=values["outcome"] == NO,
            kind=letter_kind,
            number=values["number"],
            dated_on=values["dated_on"],
            scan=values["scan"],
        )


NAMES = {"answered_on": "on", "issued_on": "dated_on"}


@coordinators
def answer(request: HttpRequest, uid: uuid.UUID, recipient: uuid.UUID) -> HttpResponse:
    row = recipient_or_404(request, uid, recipient)
    form = AnswerForm(request.POST or None, request.FILES or None, initial=_begun(request))
    if request.method == "POST" and form.is_valid():
        try:
            record_answer(recipient=row, reply=form.reply(row.request.letter_kind), by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error, NAMES)
        else:
            messages.success(
                request, _("The answer of %(name)s is recorded.") % {"name": row.institution.called}
            )
            if "designate" in request.POST and form.cleaned_data["outcome"] == YES:
                return redirect("desk_recipient_designate", row.request.uid, row.uid)
            return redirect(row)
    return _shown(request, form, row.request, row)


@coordinators
def answers(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The pile of the day: choose who, record, and the form is there again with the same day."""
    asked = request_or_404(request, uid)
    rows = waiting(asked.recipients.all()).select_related("institution", "request")
    rows = rows.order_by("institution__name", "pk")
    form = AnswerForm(request.POST or None, request.FILES or None, initial=_begun(request), rows=rows)
    if request.method == "POST" and form.is_valid():
        row = form.cleaned_data["recipient"]
        try:
            record_answer(recipient=row, reply=form.reply(asked.letter_kind), by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error, NAMES)
        else:
            messages.success(
                request, _("The answer of %(name)s is recorded.") % {"name": row.institution.called}
            )
            if "designate" in request.POST and form.cleaned_data["outcome"] == YES:
                return redirect("desk_recipient_designate", asked.uid, row.uid)
            if "next" not in request.POST:
                return redirect(row)
            here = reverse("desk_request_answers", args=[asked.uid])
            return redirect(f"{here}?fecha={form.cleaned_data['on']}")
    return _shown(request, form, asked, None, number=rows.count())


def _begun(request: HttpRequest) -> dict[str, Any]:
    day = day_or_none(request.GET.get("fecha", "")) or timezone.localdate()
    return {"on": day, "outcome": YES, "recipient": request.GET.get("de", "")}


def _shown(
    request: HttpRequest, form: AnswerForm, asked: Request, row: RequestRecipient | None, number: int = 0
) -> HttpResponse:
    left = ngettext(
        "%(n)s institution has not answered yet.", "%(n)s institutions have not answered yet.", number
    )
    context = {
        "form": form,
        "asked": asked,
        "row": row,
        "title": _("Record an answer") if row else _("Record answers"),
        "kicker": row.institution.name if row else asked.shown_subject,
        "lead": "" if row else left % {"n": number},
        "number": number,
        "may_designate": asked.kind in DESIGNATING,
        "draft_name": f"{request.path}{request.GET.get('fecha', '')}",
        "cancel": row.get_absolute_url() if row else asked.get_absolute_url(),
        "breadcrumb": trail(asked, row),
    }
    return render(request, "network/desk/requests/answer.html", context)


urlpatterns = [
    path("gestion/solicitudes/<uuid:uid>/respuestas/", answers, name="desk_request_answers"),
    path("gestion/solicitudes/<uuid:uid>/<uuid:recipient>/responder/", answer, name="desk_recipient_answer"),
]
