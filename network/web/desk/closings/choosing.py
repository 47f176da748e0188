"""Which designations end and which are kept; by what document, why, and whether new ones are asked for."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.accounts.viewer import Viewer
from network.institutions.models import Institution
from network.reports.closing_queries import Ending, may_end
from network.reports.closings import change_closing, choose_designations
from network.reports.enums import ClosingState
from network.reports.models import AdministrationClosing
from network.ties.enums import Capacity
from network.vocabulary.spans import span_words

from ...audience import coordinators
from ..posts.fields import DocumentField
from ..posts.refusals import tell
from .overview import closing_or_404, frame


class HowForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("What is closed"), max_length=200)
    ends_on = forms.DateField(
        label=gettext_lazy("Last day of the administration"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why the designations end"),
        max_length=300,
        help_text=gettext_lazy("For instance: change of government. Kept in the history of each post."),
    )
    asks = forms.BooleanField(
        label=gettext_lazy("Prepare a request for new designations to each institution, as a draft"),
        required=False,
    )
    answer_by = forms.DateField(
        label=gettext_lazy("Until when the answer is asked for"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, viewer: Viewer, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"] = DocumentField(viewer, institution, label=_("By what document they end"))
        self.order_fields(("name", "ends_on", "reason", "document", "asks", "answer_by"))


def prepared_or_404(uid: UUID) -> AdministrationClosing:
    """One that may still be changed."""
    found = closing_or_404(uid)
    if found.state != ClosingState.PREPARED:
        raise Http404
    return found


@coordinators
def closing_how(request: HttpRequest, uid: UUID) -> HttpResponse:
    found, viewer = prepared_or_404(uid), request.viewer  # type: ignore[attr-defined]
    where = found.institutions.order_by("name", "pk").first()
    assert where is not None, "a closing is of some institution"
    initial = {
        "name": found.name,
        "ends_on": found.ends_on.isoformat(),
        "reason": found.reason or _("Change of government"),
        "document": found.document.package_id if found.document else "",
        "asks": found.asks,
        "answer_by": found.answer_by.isoformat() if found.answer_by else "",
    }
    form = HowForm(request.POST or None, initial=initial, viewer=viewer, institution=where)
    if request.method == "POST" and form.is_valid():
        try:
            change_closing(closing=found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("It is kept. Nothing has ended yet."))
            return redirect(found)
    lead = _("Without a document they end all the same, and the history says that none is recorded.")
    context = {**frame(found), "form": form, "title": _("Day, reason and document"), "lead": lead}
    return render(request, "network/desk/posts/form.html", {**context, "submit": _("Save")})


@coordinators
def closing_designations(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Every current designation with a box: what is ticked ends, the rest is kept."""
    found, viewer = prepared_or_404(uid), request.viewer  # type: ignore[attr-defined]
    if request.method == "POST":
        number = choose_designations(
            closing=found,
            uids=request.POST.getlist("termina"),
            viewer=viewer,
            by=request.user,  # type: ignore[arg-type]
        )
        words = ngettext("%(n)s designation will end.", "%(n)s designations will end.", number)
        messages.success(request, words % {"n": number})
        return redirect(found)
    ticked = set(found.designations.values_list("appointment", flat=True))
    groups: dict[int, dict[str, Any]] = {}
    for one in may_end(found, viewer):
        where = one.appointment.post.institution
        group = groups.setdefault(where.pk, {"institution": where, "rows": []})
        group["rows"].append(_row(one, one.appointment.pk in ticked))
    context = {
        **frame(found),
        "title": _("Which designations end"),
        "lead": _("What is ticked ends on the day. Untick whoever stays in office."),
        "groups": list(groups.values()),
    }
    return render(request, "network/desk/closings/designations.html", context)


def _row(one: Ending, is_ticked: bool) -> dict[str, Any]:
    return {
        "uid": str(one.appointment.uid),
        "post": one.appointment.post.name,
        "who": one.name or _("Name not shown"),
        "facts": f"{Capacity(one.appointment.capacity).label}, {span_words(one.appointment.started, '')}",
        "is_ticked": is_ticked,
    }


urlpatterns = [
    path("gestion/cierre/<uuid:uid>/como/", closing_how, name="closing_how"),
    path("gestion/cierre/<uuid:uid>/designaciones/", closing_designations, name="closing_designations"),
]
