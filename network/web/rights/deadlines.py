"""`/gestion/derechos/plazos/`: the days of each right as this office counts them, and its own rest days."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from network.accounts.rules import may_pass_roles
from network.rights.law import Term
from network.rights.models import RestDay
from network.rights.queries import term_of, terms
from network.rights.services import set_deadline, set_rest_days

from ..audience import coordinators
from .forms import DeadlineForm, RestDaysForm
from .register import trail


@coordinators
def deadlines(request: HttpRequest) -> HttpResponse:
    """Everyone at the desk reads them; administrators write the rest days."""
    may_write = may_pass_roles(request.viewer)  # type: ignore[attr-defined]
    days = "\n".join(f"{row.day.isoformat()} {row.label}".strip() for row in RestDay.objects.all())
    form = RestDaysForm(request.POST or None, initial={"days": days})
    if request.method == "POST":
        if not may_write:
            raise Http404
        if form.is_valid():
            set_rest_days(days=form.cleaned_data["days"], by=request.user)
            messages.success(request, _("Kept. The next request is counted with them."))
            return redirect("desk_deadlines")
    context = {
        "title": _("Days of each right"),
        "lead": _("As they hold from the next request on. Requests that run keep the days they came with."),
        "breadcrumb": _trail(),
        "terms": terms(),
        "form": form,
        "may_write": may_write,
    }
    return render(request, "network/rights/deadlines.html", context, status=422 if form.errors else 200)


@coordinators
def deadline(request: HttpRequest, right: str) -> HttpResponse:
    term = term_of(right)
    if term is None or not may_pass_roles(request.viewer):  # type: ignore[attr-defined]
        raise Http404
    form = DeadlineForm(request.POST or None, initial=_values(term))
    if request.method == "POST" and form.is_valid():
        set_deadline(right=right, values=form.cleaned_data, by=request.user)
        messages.success(request, _("Kept. The next request is counted with them."))
        return redirect("desk_deadlines")
    context = {
        "title": term.label,
        "lead": _("Whoever answers for law in the office reviews these days and the words of their basis."),
        "breadcrumb": [*_trail(), (_("Days of each right"), reverse("desk_deadlines"))],
        "form": form,
        "submit": _("Save"),
    }
    return render(request, "network/rights/form.html", context, status=422 if form.errors else 200)


def _values(term: Term) -> dict[str, Any]:
    return {name: getattr(term, name) for name in DeadlineForm.base_fields}


def _trail() -> list[tuple[str, str]]:
    return trail((_("Requests about personal data"), reverse("desk_rights")))


urlpatterns = [
    path("gestion/derechos/plazos/", deadlines, name="desk_deadlines"),
    path("gestion/derechos/plazos/<slug:right>/", deadline, name="desk_deadline"),
]
