"""All closings, and the first step of a new one: which government ends, and when."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.insights.answers.gone import administration_ids, administrations
from network.institutions.models import Institution
from network.institutions.queries import heads_without_territory, with_all_below
from network.reports import desk_items
from network.reports.closings import begin_closing
from network.reports.models import AdministrationClosing
from network.vocabulary.models import Territory

from ...audience import coordinators
from ...pending import asks_pending, pending_page
from ..institutions_field import InstitutionsField
from ..posts.refusals import tell

_HEAD = "institution-"  # before the number of one; a territory is its number alone


class BeginForm(forms.Form):
    """A territory gives its public institutions of its own level, a government without one those below it.

    Others are named by hand.
    """

    name = forms.CharField(
        label=gettext_lazy("What is closed"),
        max_length=200,
        help_text=gettext_lazy("For instance: Administration 2024–2027 of the municipality."),
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Last day of the administration"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    territory = forms.ChoiceField(label=gettext_lazy("Government of"), required=False)
    institutions = InstitutionsField(
        label=gettext_lazy("Other institutions"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One to a line: name, acronym or another name by which it is known."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [
            *((f"{_HEAD}{pk}", f"{name} ({below + 1})") for pk, name, below in heads_without_territory()),
            *((str(one.number), f"{one.name} ({one.institutions})") for one in administrations()),
        ]
        self.fields["territory"].choices = [("", _("None: I name the institutions")), *offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not values.get("territory") and not values.get("institutions"):
            self.add_error("territory", _("Choose a government, or name at least one institution."))
        return values

    def chosen(self) -> list[Institution]:
        keys = [row.pk for row in self.cleaned_data["institutions"] or []]
        ids: list[str] = []
        government = self.cleaned_data["territory"]
        if government.startswith(_HEAD):
            head = Institution.objects.get(pk=government.removeprefix(_HEAD))
            keys += [row.pk for row in with_all_below(head)]
        elif government:
            ids = administration_ids(Territory.objects.get(pk=government))
        rows = Institution.objects.filter(pk__in=keys) | Institution.objects.filter(package_id__in=ids)
        return list(rows.distinct())


@coordinators
def closings(request: HttpRequest) -> HttpResponse:
    if asks_pending(request):
        return pending_page(
            request,
            desk_items.under_way(),
            partial(desk_items.item, today=timezone.localdate()),
            title=_("Closings under way"),
            room=(_("Closing of an administration"), reverse("closings")),
        )
    rows = AdministrationClosing.objects.annotate(number=Count("designations"))
    context = {
        "title": _("Closing of an administration"),
        "lead": _(
            "When a government ends: its designations end on the day, the file of each post is kept, the "
            "request for new designations is prepared, and the annex of the act is printed."
        ),
        "closings": rows,
        "breadcrumb": [(_("Desk"), reverse("desk"))],
        "actions": [{"label": _("Begin a closing"), "url": reverse("closing_new"), "primary": True}],
    }
    return render(request, "network/desk/closings/list.html", context)


@coordinators
def new_closing(request: HttpRequest) -> HttpResponse:
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            closing = begin_closing(
                name=values["name"],
                ends_on=values["ends_on"],
                institutions=form.chosen(),
                viewer=request.viewer,  # type: ignore[attr-defined]
                by=request.user,  # type: ignore[arg-type]
            )
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Nothing has ended yet. Go on whenever you like."))
            return redirect(closing)
    context = {
        "form": form,
        "title": _("Begin a closing"),
        "kicker": "",
        "lead": _("This only prepares it: nothing ends before you apply it."),
        "submit": _("Begin"),
        "settings": [],
        "cancel": reverse("closings"),
        "breadcrumb": [
            (_("Desk"), reverse("desk")),
            (_("Closing of an administration"), reverse("closings")),
        ],
    }
    return render(request, "network/desk/posts/form.html", context)


urlpatterns = [
    path("gestion/cierre/", closings, name="closings"),
    path("gestion/cierre/nuevo/", new_closing, name="closing_new"),
]
