"""The first step: what is asked, in what words, until when."""

import datetime as dt
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
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from network.messages.neutral import asks_for_neutrality
from network.requests.enums import RequestKind
from network.requests.models import Request
from network.requests.services import REQUEST_FIELDS, discard_request, draft_request, revise_request
from network.requests.wording import letter_kind, suggested_body, suggested_subject
from network.vocabulary.terms import terms

from ...audience import coordinators
from ..documents.writing import NOT_LETTERS
from ..posts.refusals import tell, tell_all
from .doors import DayField, may_or_404, request_or_404, trail

_FIFTEEN_DAYS, _SATURDAY = dt.timedelta(15), 5


class RequestForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What you ask for"), choices=RequestKind.choices, widget=forms.RadioSelect
    )
    letter_kind = forms.ChoiceField(label=gettext_lazy("Kind of letter"))
    subject = forms.CharField(label=gettext_lazy("Subject of the letter"), max_length=300)
    is_neutral = forms.BooleanField(
        label=gettext_lazy("Show a neutral subject to others"),
        help_text=gettext_lazy(
            "For matters of violence or harassment: letters, files and e-mails then bear the neutral subject."
        ),
        required=False,
    )
    neutral_subject = forms.CharField(
        label=gettext_lazy("Neutral subject"),
        help_text=gettext_lazy("For instance: actividad de formación."),
        max_length=300,
        required=False,
    )
    body = forms.CharField(
        label=gettext_lazy("Text"),
        help_text=gettext_lazy(
            "An empty line begins a new paragraph; lines with a hyphen make a list. The day of the "
            "answer, the "
            "closing and who signs are added by themselves."
        ),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    due_on = DayField(label=gettext_lazy("You ask for an answer until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(code, label) for code, label in terms("document_kind").items() if code not in NOT_LETTERS]
        self.fields["letter_kind"].choices = kinds  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        told = asks_for_neutrality(str(values.get("subject", "")), str(values.get("body", "")))
        if told and not values.get("is_neutral") and self.data.get("as_it_is") != "1":
            self.asks_for_neutrality = True
            self.add_error(
                "is_neutral",
                _("The text speaks of violence or harassment. Mark this, or say below that it may show."),
            )
        return values

    asks_for_neutrality = False


@coordinators
def new(request: HttpRequest) -> HttpResponse:
    may_or_404(request)
    asked = request.GET.get("tipo", "")
    kind = asked if asked in RequestKind.values else RequestKind.DESIGNATE.value
    initial = {
        "kind": kind,
        "letter_kind": letter_kind(),
        "subject": suggested_subject(kind),
        "body": suggested_body(kind),
        "due_on": _in_two_weeks(timezone.localdate()),
    }
    form = RequestForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = draft_request(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            return redirect("desk_request_choose", made.uid)
    begins = [
        (k.label, f"{reverse('desk_request_new')}?tipo={k.value}", k.value == kind) for k in RequestKind
    ]
    return _shown(request, form, None, begins=begins)


def _in_two_weeks(today: dt.date) -> dt.date:
    """Fifteen days from today, or the Monday after: nobody is asked to answer on a weekend."""
    day = today + _FIFTEEN_DAYS
    return day + dt.timedelta(7 - day.weekday()) if day.weekday() >= _SATURDAY else day


@coordinators
def edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    asked = request_or_404(request, uid)
    if not asked.is_draft:
        messages.error(request, _("It was sent already, so its text does not change any more."))
        return redirect(asked)
    form = RequestForm(request.POST or None, initial={name: getattr(asked, name) for name in REQUEST_FIELDS})
    if request.method == "POST" and form.is_valid():
        try:
            revise_request(request=asked, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            return redirect("desk_request_choose", asked.uid)
    return _shown(request, form, asked)


@coordinators
@require_POST
def discard(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    asked = request_or_404(request, uid)
    try:
        discard_request(request=asked, by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        tell_all(request, error)
        return redirect(asked)
    messages.success(request, _("The draft is gone. No folio was used."))
    return redirect("desk_requests")


def _shown(
    request: HttpRequest,
    form: RequestForm,
    asked: Request | None,
    begins: list[tuple[Any, str, bool]] | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "title": _("New request") if asked is None else _("Text of the request"),
        "steps": steps(1, asked),
        "begins": begins or [],
        "breadcrumb": trail(asked),
        "cancel": reverse("desk_requests") if asked is None else asked.get_absolute_url(),
    }
    return render(request, "network/desk/requests/write.html", context)


def steps(here: int, asked: Request | None) -> list[dict[str, Any]]:
    """Text, institutions, review: those that can be opened have an address."""
    named = (
        (1, _("Text"), "desk_request_edit"),
        (2, _("Institutions"), "desk_request_choose"),
        (3, _("Review and send"), "desk_request_send"),
    )
    return [
        {
            "label": f"{number}. {label}",
            "url": reverse(name, args=[asked.uid]) if asked is not None else "",
            "is_current": number == here,
        }
        for number, label, name in named
    ]


urlpatterns = [
    path("gestion/solicitudes/nueva/", new, name="desk_request_new"),
    path("gestion/solicitudes/<uuid:uid>/texto/", edit, name="desk_request_edit"),
    path("gestion/solicitudes/<uuid:uid>/desechar/", discard, name="desk_request_discard"),
]
