"""How folios are written, and after which one a series goes on that began on paper."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.documents.folios import next_number, set_series
from network.documents.models import FolioSeries
from network.documents.queries import own_institution
from network.documents.rules import validate_folio_pattern
from network.vocabulary.terms import terms

from ...audience import coordinators
from ..posts.refusals import tell
from .fields import trail, writable_or_404


class SeriesForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    pattern = forms.CharField(
        label=gettext_lazy("How the folio is written"),
        help_text=gettext_lazy("# is a digit and AAAA the year: IMMG/OF/###/AAAA gives IMMG/OF/012/2026."),
        max_length=50,
        validators=[validate_folio_pattern],
    )
    started_after = forms.IntegerField(
        label=gettext_lazy("Last folio already given on paper"),
        help_text=gettext_lazy("The count goes on after it. It cannot change once a folio was given here."),
        min_value=0,
        max_value=999_999,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(terms("document_kind").items())  # type: ignore[attr-defined]


@coordinators
def folios(request: HttpRequest) -> HttpResponse:
    writable_or_404(request)
    begun = {
        "kind": request.GET.get("tipo", "oficio"),
        "year": timezone.localdate().year,
        "pattern": "###/AAAA",
    }
    form = SeriesForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            series = set_series(by=request.user, issuer=own_institution(), **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            said = _("%(series)s: the next folio is %(number)s.")
            messages.success(request, said % {"series": series, "number": next_number(series)})
            return redirect("desk_folios")
    rows = FolioSeries.objects.select_related("issuer").order_by("-year", "kind", "pk")
    context = {
        "form": form,
        "breadcrumb": trail(),
        "columns": [
            {"label": _("Series")},
            {"label": _("Issued by")},
            {"label": _("Last folio"), "numeric": True},
            {"label": _("Next number")},
        ],
        "rows": [
            [str(row), row.issuer.called if row.issuer else _("The office"), row.last, next_number(row)]
            for row in rows
        ],
    }
    return render(request, "network/desk/documents/folios.html", context)


urlpatterns = [path("gestion/documentos/folios/", folios, name="desk_folios")]
