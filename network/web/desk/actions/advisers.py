"""Who of the office advises which institution, and how much advice each gave."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from network.accounts.viewer import Viewer
from network.institutions.queries import coordinated_by
from network.milestones.advisers import (
    advice_by_adviser,
    advisers_now,
    assign_adviser,
    end_assignment,
    possible_advisers,
)
from network.milestones.models import AdviserAssignment
from network.people.models import Person
from network.people.queries import visible_to
from network.vocabulary.spans import span_words

from ...audience import recorders
from ..institutions_field import InstitutionsField
from ..posts.fields import PartialDateInput
from ..posts.refusals import tell
from .recording import recorder_or_404
from .words import trail


class AssignForm(forms.Form):
    institution = InstitutionsField(
        label=gettext_lazy("Institution"),
        single=True,
        max_length=250,
        help_text=gettext_lazy("By name or acronym, as in the directory."),
    )
    person = forms.ModelChoiceField(
        label=gettext_lazy("Adviser"),
        queryset=Person.objects.none(),
        to_field_name="uid",
        empty_label=gettext_lazy("Choose…"),
        help_text=gettext_lazy(
            "Whoever works in your office or coordinates the network; where nobody is known to, any member."
        ),
    )
    started = PartialDateInput(label=gettext_lazy("Since when"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = possible_advisers(viewer)
        field.label_from_instance = lambda person: person.name


@recorders
def advisers(request: HttpRequest) -> HttpResponse:
    viewer = recorder_or_404(request)
    start = {"started": timezone.localdate().isoformat(), "institution": request.GET.get("institucion", "")}
    form = AssignForm(request.POST or None, viewer=viewer, initial=start)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            assign_adviser(
                by=request.user,  # type: ignore[arg-type]
                institution=values["institution"],
                person=values["person"],
                since=values["started"],
            )
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The adviser is assigned."))
            return redirect("desk_advisers")
    context = {
        "form": form,
        "breadcrumb": trail(request),
        "groups": _groups(viewer),
        "today": timezone.localdate().isoformat(),
        "nobody_possible": not form.fields["person"].queryset.exists(),  # type: ignore[attr-defined]
    }
    return render(request, "network/desk/actions/advisers.html", context)


@recorders
@require_POST
def end(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    viewer = recorder_or_404(request)
    mine = AdviserAssignment.objects.filter(institution__in=coordinated_by(viewer).values("pk"))
    row = get_object_or_404(mine.select_related("institution", "person"), uid=uid)
    try:
        on = PartialDateInput().clean(request.POST.get("on", ""))
        end_assignment(by=request.user, assignment=row, on=on)  # type: ignore[arg-type]
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
    else:
        messages.success(request, _("The assignment has an end."))
    return redirect("desk_advisers")


def _groups(viewer: Viewer) -> list[dict[str, Any]]:
    """Each adviser by the name that the viewer reads, with her institutions and the advice she gave."""
    now = advisers_now(coordinated_by(viewer).values("pk"))
    rows = list(now.select_related("institution"))
    given = advice_by_adviser(viewer)
    ids = {row.person_id for row in rows} | set(given)
    seen = visible_to(Person.objects.filter(pk__in=ids), viewer).filter(sees_name=True)  # type: ignore[misc]
    names = {person.pk: (person.name, str(person.uid)) for person in seen}
    found: dict[int, dict[str, Any]] = {}
    taken: set[int] = set()
    for pk in ids:
        name, uid = names.get(pk, (_("Name not shown"), ""))
        address = f"{reverse('desk_actions')}?asesora={uid}" if uid else ""
        found[pk] = {"name": name, "url": address, "given": given.get(pk, 0), "rows": []}
    for row in rows:
        if row.institution_id not in taken:
            taken.add(row.institution_id)
            told = {"row": row, "since": span_words(row.started, row.ended)}
            found[row.person_id]["rows"].append(told)
    for group in found.values():
        group["rows"].sort(key=lambda told: told["row"].institution.name)
    return sorted(found.values(), key=lambda group: group["name"])


urlpatterns = [
    path("gestion/acciones/asesoras/", advisers, name="desk_advisers"),
    path("gestion/acciones/asesoras/<uuid:uid>/terminar/", end, name="desk_adviser_end"),
]
