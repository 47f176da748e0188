"""Showing messages to the administration."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import formats, timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.people.models import Person
from network.relay.enums import Abuse
from network.relay.models import Message
from network.relay.queries import messages_in
from network.relay.reporting import report

from ..audience import insiders
from .doors import conversation_or_404, herself, told


class ReportForm(forms.Form):
    shown = forms.ModelMultipleChoiceField(
        label=_("Which messages you show"),
        help_text=_("Exactly these are read, and no other of this conversation."),
        queryset=Message.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one message.")},
    )
    what = forms.ChoiceField(
        label=pgettext_lazy("message", "What happened"), choices=Abuse.choices, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label=_("What the administration should know"),
        help_text=_("No cases, nor any data of victims."),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    consents = forms.BooleanField(
        label=_(
            "I agree that the administration of the network reads the messages that I marked, and who "
            "wrote them."
        ),
        error_messages={"required": _("Without your agreement nobody reads them, and nothing can be done.")},
    )

    def __init__(self, *args: Any, queryset: Any, own: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["shown"]
        field.queryset = queryset
        field.label_from_instance = lambda message: _line(message, own)


def _line(message: Message, own: Person) -> str:
    who = _now("you") if message.sender_id == own.pk else _now("she")
    moment = formats.date_format(timezone.localtime(message.sent_at), "SHORT_DATETIME_FORMAT")
    return f"{moment}, {who}: {Truncator(message.text).chars(160)}"


@insiders
def reporting(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    viewer = request.viewer  # type: ignore[attr-defined]
    found, own = conversation_or_404(request, uid), herself(request)
    written = messages_in(found, viewer)
    first = [one for one in [_uuid(request.GET.get("mensaje", ""))] if one]
    form = ReportForm(
        request.POST or None,
        queryset=written,
        own=own,
        initial={"shown": list(written.filter(uid__in=first).values_list("pk", flat=True))},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            report(
                conversation=found,
                messages=said["shown"],
                reporter=own,
                viewer=viewer,
                what=said["what"],
                why=said["why"],
            )
        except ValidationError as error:
            told(form, error)
        else:
            messages.success(
                request,
                _now(
                    "The administration was told. She does not learn that it was you; you hear when it was "
                    "read."
                ),
            )
            return redirect(found)
    context = {"conversation": found, "title": _now("Show messages to the administration"), "form": form}
    return render(request, "network/relay/report.html", context)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


urlpatterns = [path("mis-mensajes/<uuid:uid>/mostrar/", reporting, name="conversation_report")]
