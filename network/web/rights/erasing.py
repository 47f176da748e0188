"""Carrying out a cancellation: what will become of what, then once more, for a reason."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from network.accounts.recent import recently_confirmed
from network.rights.enums import Right, State
from network.rights.erasing import erase, preview
from network.rights.services import is_known

from ..audience import coordinators
from .counted import told
from .door import administering
from .forms import ReasonForm, tell
from .register import found_or_404, shown_name, trail


@coordinators
@administering
@recently_confirmed
def erasing(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Only for administrators, who have just said their password again."""
    viewer = request.viewer  # type: ignore[attr-defined]
    row = found_or_404(request, uid)
    if not is_known(row) or row.right != Right.ERASURE or row.state != State.GRANTED:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            erase(request=row, reason=form.cleaned_data["reason"], by=request.user, viewer=viewer)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(
                request, _("Her data were erased. The receipt tells how many rows, and names nobody.")
            )
            return redirect(row)
    context = {
        "title": _("Erase her data"),
        "lead": shown_name(row, viewer),
        "breadcrumb": trail(
            (_("Requests about personal data"), reverse("desk_rights")),
            (_("Request"), row.get_absolute_url()),
        ),
        "request_of_right": row,
        "form": form,
        **told(preview(request=row)),
    }
    return render(request, "network/rights/erase.html", context, status=422 if form.errors else 200)


urlpatterns = [path("gestion/derechos/<uuid:uid>/borrar/", erasing, name="desk_right_erase")]
