"""`/gestion/derechos/abrir/`: an administrator opens one record that is hidden, for minutes and a reason."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.accounts.recent import recently_confirmed
from network.rights.opening import MINUTES, close_record, open_record
from network.rights.queries import openings_by

from ..audience import coordinators
from .door import administering
from .forms import OpenForm, tell
from .register import trail


@coordinators
@administering
@recently_confirmed
def opening(request: HttpRequest) -> HttpResponse:
    """Only for administrators, with their second factor, who have just said their password again."""
    viewer = request.viewer  # type: ignore[attr-defined]
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = open_record(by=request.user, viewer=viewer, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(
                request, _("It is open to you for %(n)s minutes. She was told.") % {"n": MINUTES}
            )
            return redirect("person", made.person.uid)
    context = {
        "title": _("Open a record that is hidden"),
        "lead": _("For %(n)s minutes, only hers. She reads who opened it, when and why.") % {"n": MINUTES},
        "breadcrumb": trail((_("Requests about personal data"), reverse("desk_rights"))),
        "form": form,
        "submit": _("Open her record"),
        "openings": openings_by(viewer),
    }
    return render(request, "network/rights/open.html", context, status=422 if form.errors else 200)


@require_POST
@coordinators
@administering
def closed(request: HttpRequest) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    said = request.POST.get("apertura", "")
    found = next((row for row in openings_by(viewer) if str(row.uid) == said), None)
    if found is None:
        raise Http404
    close_record(opening=found, viewer=viewer)
    messages.success(request, _("It is closed to you again."))
    return redirect("desk_rights")


urlpatterns = [
    path("gestion/derechos/abrir/", opening, name="desk_open_record"),
    path("gestion/derechos/cerrar/", closed, name="desk_close_record"),
]
