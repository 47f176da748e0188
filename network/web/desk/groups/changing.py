"""Founding a group with its first seats, and correcting what it says of itself."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.groups.models import Group
from network.groups.seating import GroupParticulars, correct_group, found_group
from network.vocabulary.terms import terms

from ...audience import coordinators
from ..institutions_field import InstitutionsField
from ..posts.fields import PartialDateInput
from ..posts.refusals import tell
from .doors import group_or_404, may_or_404, place_of, trail
from .places_field import TerritoriesField


class GroupForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the group"), max_length=300)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    objective = forms.CharField(
        label=gettext_lazy("What it is for"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    lead_institution = InstitutionsField(
        label=gettext_lazy("Who leads it"),
        help_text=gettext_lazy("Its name, acronym or another name by which it is known."),
        single=True,
        required=False,
        max_length=250,
    )
    territories = TerritoriesField(
        label=gettext_lazy("Where it works"),
        help_text=gettext_lazy("One to a line: Nacional, a region, or a municipality."),
        max_length=2000,
    )
    started = PartialDateInput(label=gettext_lazy("Since when it exists"), required=False)
    frequency = forms.CharField(
        label=gettext_lazy("How often it meets"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("For instance: every two months."),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Everyone may see it, with the institutions seated in it"),
        required=False,
        help_text=gettext_lazy("Otherwise coordinators only."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Choose one")), *terms("group_kind").items()]  # type: ignore[attr-defined]

    def says(self) -> GroupParticulars:
        values = self.cleaned_data
        return GroupParticulars(**{name: values[name] for name in GroupForm.base_fields})


class NewGroupForm(GroupForm):
    seated = InstitutionsField(
        label=gettext_lazy("Institutions seated in it"),
        help_text=gettext_lazy("One to a line, by name or acronym. Roles and dates come afterwards."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=20_000,
    )
    field_order = (
        "name",
        "kind",
        "objective",
        "lead_institution",
        "seated",
        "territories",
        "started",
        "frequency",
        "is_public",
    )


@coordinators
def new(request: HttpRequest) -> HttpResponse:
    may_or_404(request)
    form = NewGroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = found_group(says=form.says(), seated=form.cleaned_data["seated"], by=request.user)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The group is recorded. Plan its first session."))
            return redirect(place_of(made))
    context = {
        "form": form,
        "title": _("New group"),
        "kicker": "",
        "lead": _("A mesa, commission, council, committee or network in which institutions sit together."),
        "submit": _("Record the group"),
        "breadcrumb": trail(),
        "cancel": reverse("desk_groups"),
        "settings": [],
    }
    return render(request, "network/desk/posts/form.html", context)


@coordinators
def edit(request: HttpRequest, package_id: str) -> HttpResponse:
    group = group_or_404(request, package_id)
    form = GroupForm(request.POST or None, initial=_said(group))
    if request.method == "POST" and form.is_valid():
        try:
            correct_group(group=group, says=form.says(), by=request.user)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Kept."))
            return redirect(place_of(group))
    context = {
        "form": form,
        "title": _("Correct the group"),
        "kicker": group.name,
        "lead": "",
        "submit": _("Save"),
        "breadcrumb": trail(group),
        "cancel": place_of(group),
        "settings": [],
    }
    return render(request, "network/desk/posts/form.html", context)


def _said(group: Group) -> dict[str, Any]:
    values = {name: getattr(group, name) for name in GroupForm.base_fields if name != "territories"}
    return {**values, "territories": list(group.territories.select_related("parent"))}


urlpatterns = [
    path("gestion/mesas/nueva/", new, name="desk_group_new"),
    path("gestion/mesas/<slug:package_id>/corregir/", edit, name="desk_group_edit"),
]
