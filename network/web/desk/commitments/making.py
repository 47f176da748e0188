"""Recording a commitment by hand, under an agreement, a plan or neither; correcting it; who reads it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from network.accounts.viewer import Viewer
from network.agreements.models import Agreement
from network.agreements.queries import visible_to
from network.commitments.editing import correct_commitment, publish_commitment
from network.commitments.following import make_commitment
from network.commitments.models import Commitment
from network.institutions.queries import coordinates_network
from network.plans.models import Plan
from network.vocabulary.models import Theme

from ...audience import coordinators
from ..institutions_field import InstitutionsField
from ..posts.fields import PartialDateInput
from ..posts.refusals import tell
from .page import commitment_or_404, trail


class PlanField(forms.ModelChoiceField):
    def label_from_instance(self, plan: Plan) -> str:
        return " · ".join(part for part in (plan.title, plan.institution and plan.institution.called) if part)


class SaidForm(forms.Form):
    """What a commitment says, whoever owes it."""

    text = forms.CharField(
        label=gettext_lazy("What will be done"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    creditor = InstitutionsField(label=gettext_lazy("To whom"), single=True, required=False, max_length=250)
    theme = forms.ModelChoiceField(
        Theme.objects.all(),
        label=gettext_lazy("Theme"),
        to_field_name="code",
        empty_label=gettext_lazy("Choose one"),
    )
    agreement = forms.ModelChoiceField(
        Agreement.objects.none(),
        label=gettext_lazy("Agreement it comes from"),
        to_field_name="package_id",
        required=False,
        empty_label=gettext_lazy("Without an agreement"),
    )
    plan = PlanField(
        Plan.objects.none(),
        label=gettext_lazy("Plan it comes from"),
        help_text=gettext_lazy("It comes from an agreement, from a plan or from neither."),
        to_field_name="package_id",
        required=False,
        empty_label=gettext_lazy("Without a plan"),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreements, plans = self.fields["agreement"], self.fields["plan"]
        agreements.queryset = visible_to(Agreement.objects.order_by("title", "pk"), viewer)  # type: ignore[attr-defined]
        plans.queryset = Plan.objects.select_related("institution").order_by("title", "pk")  # type: ignore[attr-defined]


class NewForm(SaidForm):
    debtor = InstitutionsField(label=gettext_lazy("Who owes it"), single=True, max_length=250)
    due_on = PartialDateInput(label=gettext_lazy("Due by"), required=False)

    field_order = ("text", "debtor", "creditor", "theme", "due_on", "agreement", "plan")


class CorrectForm(SaidForm):
    reason = forms.CharField(
        label=gettext_lazy("Why it is corrected"),
        help_text=gettext_lazy("Read at the desk alone, in the journal."),
        max_length=300,
    )


@coordinators
def new(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not coordinates_network(viewer):
        raise Http404
    asked = {"agreement": "convenio", "plan": "plan", "debtor": "institucion"}
    initial = {field: request.GET.get(name, "") for field, name in asked.items()}
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


@coordinators
def correct(request: HttpRequest, package_id: str) -> HttpResponse:
    row, viewer = _editable_or_404(request, package_id), request.viewer  # type: ignore[attr-defined]
    initial = {
        "text": row.text,
        "creditor": row.creditor,
        "theme": row.theme.code,
        "agreement": row.agreement.package_id if row.agreement else "",
        "plan": row.plan.package_id if row.plan else "",
    }
    form = CorrectForm(request.POST or None, initial=initial, viewer=viewer)
    if request.method == "POST" and form.is_valid():
        try:
            correct_commitment(commitment=row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The commitment is corrected; the journal keeps what it said."))
            return redirect(row)
    context = {
        "form": form,
        "title": _("Correct a commitment"),
        "kicker": row.debtor.name,
        "lead": _("What it says. Its date, its state and who acknowledged it are changed on its page."),
        "submit": _("Save"),
        "cancel": row.get_absolute_url(),
        "breadcrumb": [*trail(), (str(row), row.get_absolute_url())],
        "settings": [],
    }
    return render(request, "network/desk/posts/form.html", context)


@coordinators
@require_POST
def publish(request: HttpRequest, package_id: str) -> HttpResponse:
    row, is_public = _editable_or_404(request, package_id), request.POST.get("is_public") == "yes"
    publish_commitment(commitment=row, by=request.user, is_public=is_public)  # type: ignore[arg-type]
    said = _("Everyone reads the commitment now.") if is_public else _("The commitment is internal now.")
    if is_public and row.agreement and not row.agreement.is_public:
        said = _("It is marked public; everyone reads it once its agreement is public too.")
    messages.success(request, said)
    return redirect(row)


def _editable_or_404(request: HttpRequest, package_id: str) -> Commitment:
    if not coordinates_network(request.viewer):  # type: ignore[attr-defined]
        raise Http404
    return commitment_or_404(request, package_id)


_HERE = "gestion/compromisos/<slug:package_id>/"
urlpatterns = [
    path("gestion/compromisos/nuevo/", new, name="desk_commitment_new"),
    path(f"{_HERE}corregir/", correct, name="desk_commitment_correct"),
    path(f"{_HERE}publicar/", publish, name="desk_commitment_publish"),
]
