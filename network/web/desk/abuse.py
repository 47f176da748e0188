"""Messages that were shown to the administration: administrators read them, and decide."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.people import queries as people
from network.people.models import Person
from network.people.rules import shown_line
from network.relay.enums import Measure, ReportState
from network.relay.models import Report
from network.relay.queries import reports_visible_to
from network.relay.reporting import close

from ..audience import administrators
from ..listing import PER_PAGE
from ..relay.doors import told


class MeasureForm(forms.Form):
    measure = forms.ChoiceField(
        label=gettext_lazy("What you decide"), choices=Measure.choices, widget=forms.RadioSelect
    )
    until = forms.DateField(
        label=gettext_lazy("Last day on which she may not write"),
        help_text=gettext_lazy("Only where she may not write until a date; within a year."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Note of the administration"),
        help_text=gettext_lazy("Neither of the two reads it. No cases, nor any data of victims."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@administrators
def reports(request: HttpRequest) -> HttpResponse:
    found = reports_visible_to(request.viewer)  # type: ignore[attr-defined]
    state = request.GET.get("estado", "")
    if state in ReportState.values:
        found = found.filter(state=state)
    page = Paginator(found.order_by("-state", "-made_at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("Messages shown to the administration"),
        "lead": _(
            "Whoever received them asked you to read them. Only administrators see this list; nobody reads a "
            "report about herself."
        ),
        "page_obj": page,
        "querystring": f"estado={state}" if state in ReportState.values else "",
        "breadcrumb": [(_("Desk"), reverse("desk"))],
    }
    return render(request, "network/desk/abuse/list.html", context)


@administrators
def report(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    viewer = request.viewer  # type: ignore[attr-defined]
    found: Report = get_object_or_404(reports_visible_to(viewer), uid=uid)
    form = MeasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            close(report=found, viewer=viewer, by=request.user, **said)
        except ValidationError as error:
            told(form, error)
        else:
            messages.success(
                request, _("It is decided. Whoever showed the messages is told that it was read.")
            )
            return redirect(found)
    context = {
        "title": _("A report about messages"),
        "report": found,
        "shown": list(found.messages.order_by("sent_at", "pk")),
        "names": _names(found, viewer),
        "form": form,
        "breadcrumb": [
            (_("Desk"), reverse("desk")),
            (_("Messages shown to the administration"), reverse("desk_abuse")),
        ],
    }
    return render(request, "network/desk/abuse/report.html", context)


def _names(found: Report, viewer: Any) -> dict[str, str]:
    """Of the two, as the administrator may see them anywhere else."""
    keys = [key for key in (found.reporter_id, found.reported_id) if key is not None]
    rows = people.visible_to(Person.objects.filter(pk__in=keys), viewer)
    known = {row.pk: shown_line(row)[0] for row in rows}
    nobody = _("A member of the network")
    return {
        "reporter": known.get(found.reporter_id or 0, nobody),
        "reported": known.get(found.reported_id or 0, nobody),
    }


urlpatterns = [
    path("gestion/mensajes-reportados/", reports, name="desk_abuse"),
    path("gestion/mensajes-reportados/<uuid:uid>/", report, name="desk_abuse_report"),
]
