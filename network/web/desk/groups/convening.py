"""Calling a group to a session: whom, and by which address; the messages are prepared in their own room."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.groups.attending import Known, Row, attendance_rows
from network.groups.convening import Called, convene
from network.groups.session_rules import session_name

from ...audience import coordinators
from ..posts.refusals import tell
from .doors import session_or_404, session_place, trail


class ConveneForm(forms.Form):
    uid = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("What else they should know"),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Nothing about cases or victims."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the messages"), choices=settings.LANGUAGES, initial="es"
    )

    def __init__(self, *args: Any, rows: list[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows

    def lines(self) -> list[dict[str, Any]]:
        """The institutions, each with a box, an address, and whoever sits for it."""
        data: Any = self.data
        ticked = data.getlist("para") if self.is_bound else None
        return [
            {
                "institution": row.institution,
                "is_ticked": row.institution.package_id in ticked if ticked is not None else True,
                "email": data.get(f"correo-{row.institution.package_id}", "") if self.is_bound else "",
                "people": [one for one in row.people if one.is_seated],
                "chosen": data.get(f"a-{row.institution.package_id}") if self.is_bound else _first(row),
            }
            for row in self.rows
        ]

    def called(self) -> list[Called]:
        found = []
        for line in self.lines():
            if line["is_ticked"]:
                people: list[Known] = line["people"]
                hers = [one.person for one in people if str(one.person.uid) == line["chosen"]]
                found.append(Called(line["institution"], hers[0] if hers else None, line["email"]))
        return found


def _first(row: Row) -> str:
    """Whoever sits for it, where one alone does."""
    seated = [one for one in row.people if one.is_seated]
    return str(seated[0].person.uid) if len(seated) == 1 else ""


@coordinators
def call(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    session = session_or_404(request, uid)
    rows = attendance_rows(session, request.viewer)  # type: ignore[attr-defined]
    form = ConveneForm(request.POST or None, rows=rows, initial={"uid": uuid.uuid4(), "language": "es"})
    if request.method == "POST" and form.is_valid():
        try:
            mailing = convene(session=session, called=form.called(), by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            said = _(
                "The messages are prepared; none has left yet. Members of the group with an account were "
                "told by a notice."
            )
            messages.success(request, said)
            return redirect("desk_mailing", mailing.uid)
    context = {
        "form": form,
        "title": _("Call the group together"),
        "kicker": session.group.name,
        "lead": session_name(session),
        "session": session,
        "cancel": session_place(session),
        "breadcrumb": trail(session.group, session),
    }
    return render(request, "network/desk/groups/convene.html", context)


urlpatterns = [path("gestion/mesas/sesiones/<uuid:uid>/convocar/", call, name="desk_session_call")]
