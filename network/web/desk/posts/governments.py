"""The governments under which the history of posts is told: what is recorded, and one more."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.institutions.models import GovernmentTerm, Institution
from network.institutions.services import record_government
from network.vocabulary.countries import country_name
from network.vocabulary.models import Territory
from network.vocabulary.spans import span_words

from ...audience import coordinators
from ...listing import folded
from .fields import PartialDateInput
from .refusals import tell


class GovernmentForm(forms.Form):
    place = forms.ChoiceField(label=gettext_lazy("Of which place"))
    name = forms.CharField(
        label=gettext_lazy("How it is called"),
        max_length=200,
        help_text=gettext_lazy("For instance: Administration 2021–2024."),
    )
    started = PartialDateInput(label=gettext_lazy("Since when"))
    ended = PartialDateInput(
        label=gettext_lazy("Until when"), required=False, help_text=gettext_lazy("Empty if it goes on.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("Choose one")), *_places()]  # type: ignore[attr-defined]

    def where(self) -> dict[str, Any]:
        code = self.cleaned_data["place"]
        if not code.isdigit():
            return {"country": code}
        place = Territory.objects.select_related("parent").get(pk=code)
        if place.kind == Territory.Kind.MUNICIPALITY:
            return {"municipality": place, "region": place.parent}
        return {"region": place}


def _places() -> list[tuple[str, str]]:
    """The countries, regions and municipalities in which there are institutions."""
    used = Institution.objects.order_by()
    codes = set(used.exclude(country="").values_list("country", flat=True))
    countries = [(code, country_name(code)) for code in sorted(codes)]
    places = Territory.objects.filter(
        Q(pk__in=used.values("municipality")) | Q(pk__in=used.values("region"))
    ).select_related("parent")
    named = [(str(p.pk), f"{p.name}, {p.parent.name}" if p.parent else p.name) for p in places]
    return [*countries, *sorted(named, key=lambda one: folded(one[1]))]


@coordinators
def governments(request: HttpRequest) -> HttpResponse:
    form = GovernmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            record_government(
                name=values["name"],
                started=values["started"],
                ended=values["ended"],
                by=request.user,  # type: ignore[arg-type]
                **form.where(),
            )
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The government is recorded. The histories of posts show it."))
            return redirect("desk_governments")
    rows = GovernmentTerm.objects.select_related("region", "municipality")
    context = {
        "form": form,
        "columns": [{"label": _("Government")}, {"label": _("Place")}, {"label": _("Time")}],
        "rows": [
            (row.name, _place(row), span_words(row.started, row.ended))
            for row in sorted(rows, key=lambda row: (folded(_place(row)), row.started))
        ],
        "breadcrumb": [(_("Desk"), reverse("desk")), (_("Posts"), reverse("desk_posts"))],
    }
    return render(request, "network/desk/posts/governments.html", context)


def _place(row: GovernmentTerm) -> str:
    found = row.municipality or row.region
    return found.name if found else country_name(row.country)


urlpatterns = [path("gestion/gobiernos/", governments, name="desk_governments")]
