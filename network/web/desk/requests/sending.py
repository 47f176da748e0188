"""The third step: read one letter as it will be, see how many folios it takes, send."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy

from network.documents.folios import next_number, series_for
from network.documents.letters import letter_paper
from network.documents.models import Document
from network.documents.queries import own_institution
from network.messages.queries import contact_words
from network.office.queries import office
from network.paper.pages import as_html
from network.requests.enums import State, Way
from network.requests.models import Request, RequestRecipient
from network.requests.services import send_request, sent_words
from network.requests.wording import letter_values
from network.vocabulary.partial_date import PartialDate
from network.vocabulary.words import letter_closing

from ...audience import coordinators
from ..posts.refusals import tell
from .doors import DayField, request_or_404, trail
from .writing import steps


class SendForm(forms.Form):
    on = DayField(label=gettext_lazy("Date of the letters"))
    way = forms.ChoiceField(
        label=gettext_lazy("How they will reach them"), choices=Way.choices, widget=forms.RadioSelect
    )


@coordinators
def send(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    asked = request_or_404(request, uid)
    today = timezone.localdate()
    form = SendForm(request.POST or None, initial={"on": today, "way": Way.PAPER.value})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            rows = send_request(request=asked, by=request.user, on=values["on"], way=Way(values["way"]))  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, sent_words(len(rows)))
            return redirect(asked)
    new = asked.recipients.filter(state=State.DRAFTED).select_related("institution")
    first = new.first()
    number = new.count()
    described = office()
    context = {
        "asked": asked,
        "form": form,
        "number": number,
        "paper": _preview(asked, first) if first else "",
        "first": first,
        "next_number": _next(asked),
        "undescribed": not described.pk,
        "unanswerable": described.pk and not contact_words(described, "es"),
        "unsigned": described.pk and not described.signature,
        "steps": steps(3, asked) if asked.is_draft else [],
        "breadcrumb": trail(asked),
    }
    return render(request, "network/desk/requests/send.html", context)


def _preview(asked: Request, row: RequestRecipient) -> str:
    """The letter to that institution as it will be; nothing is stored."""
    row.request = asked
    values: dict[str, Any] = letter_values(row)
    del values["addressees"]
    described = office()
    letter = Document(
        is_letter=True,
        status="draft",
        issuer=own_institution(),
        issued_on=PartialDate(timezone.localdate().isoformat()),
        closing=described.closing or letter_closing(),
        signature=described.signature,
        **values,
    )
    return as_html(letter_paper(letter, addressed_to=None if letter.addressee_lines else row.institution))


def _next(asked: Request) -> str:
    year = timezone.localdate().year
    return next_number(series_for(issuer=own_institution(), kind=asked.letter_kind, year=year))


urlpatterns = [path("gestion/solicitudes/<uuid:uid>/enviar/", send, name="desk_request_send")]
