"""Recording a commitment by hand, under an agreement or without one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.accounts.viewer import Viewer
from network.agreements.models import Agreement
from network.agreements.queries import visible_to
from network.commitments.following import make_commitment
from network.institutions.queries import coordinates_network
from network.vocabulary.models import Theme

from ...audience import coordinators
from ..institutions_field import InstitutionsField
from ..posts.fields import PartialDateInput
from ..posts.refusals import tell
from .page import trail


class NewForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What will be done"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    debtor = InstitutionsField(label=gettext_lazy("Who owes it"), single=True, max_length=250)
    creditor = InstitutionsField(label=gettext_lazy("To whom"), single=True, required=False, max_length=250)
    theme = forms.ModelChoiceField(
        Theme.objects.all(),
        label=gettext_lazy("Theme"),
        to_field_name="code",
        empty_label=gettext_lazy("Choose one"),
    )
    due_on = PartialDateInput(label=gettext_lazy("Due by"), required=False)
    agreement = forms.ModelChoiceField(
        Agreement.objects.none(),
        label=gettext_lazy("Agreement it comes from"),
        to_field_name="package_id",
        required=False,
        empty_label=gettext_lazy("Without an agreement"),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreement"].queryset = visible_to(Agreement.objects.order_by("title", "pk"), viewer)  # type: ignore[attr-defined]


@coordinators
def new(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not coordinates_network(viewer):
        raise Http404
    initial = {"agreement": request.GET.get("convenio", ""), "debtor": request.GET.get("institucion", "")}
    form = NewForm(request.POST or None, initial=initial, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_commitment(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The commitment is recorded, as internal."))
            return redirect(made)
    context = {
        "form": form,
        "title": _("Record a commitment"),
        "kicker": "",
        "lead": _("What an institution took on, towards whom, and by when."),
        "submit": _("Save"),
        "cancel": reverse("desk_commitments"),
        "breadcrumb": trail(),
        "settings": [],
    }
    return render(request, "network/desk/posts/form.html", context)


urlpatterns = [path("gestion/compromisos/nuevo/", new, name="desk_commitment_new")]
