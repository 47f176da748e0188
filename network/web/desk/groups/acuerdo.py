"""One acuerdo: through which sessions it went, and how it is closed, corrected or opened again."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.groups.acuerdos import correct_acuerdo, drop, mark_done, remove_acuerdo, reopen
from network.groups.models import Acuerdo
from network.groups.session_queries import chain_of
from network.groups.session_rules import (
    ACUERDO_MAY,
    acuerdo_badge,
    due_words,
    responsible_words,
    session_name,
)
from network.vocabulary.spans import date_words

from ...audience import coordinators
from ..institutions_field import InstitutionsField
from ..posts.fields import PartialDateInput
from ..posts.refusals import tell
from .doors import acuerdo_or_404, acuerdo_place, session_place, trail
from .told import ages, told_acuerdo


class DoneForm(forms.Form):
    on = PartialDateInput(label=gettext_lazy("Done on"))
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=500)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300)


class CorrectForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What was agreed"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    responsible = InstitutionsField(
        label=gettext_lazy("Who answers for it"),
        help_text=gettext_lazy("One to a line, by name or acronym."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=5000,
    )
    due_on = PartialDateInput(label=gettext_lazy("Until when"), required=False)


Deed = tuple[Callable[[Acuerdo, Any, dict[str, Any]], object], Any]
_DEEDS: dict[str, Deed] = {
    "done": (
        lambda row, by, said: mark_done(acuerdo=row, by=by, **said),
        gettext_lazy("It is recorded as done."),
    ),
    "drop": (lambda row, by, said: drop(acuerdo=row, by=by, **said), gettext_lazy("It is dropped.")),
    "correct": (
        lambda row, by, said: correct_acuerdo(acuerdo=row, by=by, **said),
        gettext_lazy("Kept."),
    ),
    "reopen": (lambda row, by, said: reopen(acuerdo=row, by=by, **said), gettext_lazy("It is open again.")),
    "remove": (
        lambda row, by, said: remove_acuerdo(acuerdo=row, by=by, **said),
        gettext_lazy("It is taken away. The journal keeps it."),
    ),
}


@coordinators
def acuerdo(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    row = acuerdo_or_404(request, uid)
    deed = request.POST.get("deed", "")
    shown = _forms(row, deed, request.POST if request.method == "POST" else None)
    form = shown.get(deed)
    if form is not None and form.is_valid():
        run, said = _DEEDS[deed]
        try:
            run(row, request.user, form.cleaned_data)
        except ValidationError as error:
            tell(form, error, {"done_on": "on"})
        else:
            messages.success(request, said)
            return redirect(session_place(row.session) if deed == "remove" else acuerdo_place(row))
    return render(request, "network/desk/groups/acuerdo.html", _context(request, row, shown, deed))


def _forms(row: Acuerdo, deed: str, data: Any) -> dict[str, forms.Form]:
    """A form for each thing that may be done with it now; the one that was sent bears what was typed."""
    may = ACUERDO_MAY[row.status]

    def made(name: str, kind: type[forms.Form], **initial: Any) -> forms.Form:
        return kind(data if deed == name else None, initial=initial, auto_id=f"{name}_%s")

    found: dict[str, forms.Form] = {}
    if "mark_done" in may:
        found["done"] = made("done", DoneForm, on=timezone.localdate().isoformat())
    if "correct" in may:
        said = {"text": row.text, "responsible": list(row.responsible.all()), "due_on": row.due_on}
        found["correct"] = made("correct", CorrectForm, **said)
    if "drop" in may:
        found["drop"] = made("drop", ReasonForm)
    if "remove" in may and not row.carried_from_id:
        found["remove"] = made("remove", ReasonForm)
    if "reopen" in may:
        found["reopen"] = made("reopen", ReasonForm)
    return found


def _context(request: HttpRequest, row: Acuerdo, shown: dict[str, forms.Form], deed: str) -> dict[str, Any]:
    chain = chain_of(row, request.viewer)  # type: ignore[attr-defined]
    steps = [
        {
            "when": date_words(one.session.happens_on),
            "title": session_name(one.session),
            "url": "" if one.pk == row.pk else acuerdo_place(one),
            "text": " · ".join((str(acuerdo_badge(one).label), due_words(one))),
        }
        for one in chain
    ]
    facts = [
        (_("Who answers for it"), responsible_words(row)),
        (_("Until when"), date_words(row.due_on) if row.due_on else _("no due date recorded")),
        (_("Done on"), date_words(row.done_on) if row.done_on else ""),
        (_("Note"), row.done_note),
        (_("Dropped because"), row.dropped_because),
        (_("What shows it"), str(row.evidence) if row.evidence and row.sees_evidence else ""),  # type: ignore[attr-defined]
    ]
    return {
        "told": told_acuerdo(row, ages([row])),
        "row": row,
        "title": _("Acuerdo %(number)s") % {"number": row.number},
        "facts": [(name, text) for name, text in facts if text],
        "steps": steps if len(steps) > 1 else [],
        "shown": shown,
        "opened": deed,
        "breadcrumb": [*trail(row.session.group, row.session), (_("Acuerdos"), reverse("desk_acuerdos"))],
    }


urlpatterns = [path("gestion/acuerdos/<uuid:uid>/", acuerdo, name="desk_acuerdo")]
