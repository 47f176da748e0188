"""`/mi-adscripcion/`: a member says whether she still works where it is recorded."""

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.joining.affiliations import of_members, say_no, verify

from ..audience import insiders


@insiders
def own(request: HttpRequest) -> HttpResponse:
    rows = of_members().filter(person=request.viewer.person_id)  # type: ignore[attr-defined]
    context = {"rows": rows.select_related("institution").order_by("-is_main", "pk")}
    return render(request, "network/joining/affiliation.html", context)


@insiders
@require_POST
def answered(request: HttpRequest, key: int) -> HttpResponseBase:
    """Only what she was asked is hers to verify; that she left she may say at any time."""
    rows = of_members().filter(person=request.viewer.person_id)  # type: ignore[attr-defined]
    found = get_object_or_404(rows, pk=key)
    if "no" in request.POST:
        say_no(affiliation=found, by=request.user)
        notices.success(request, _("The office is told. It writes to you before it changes anything."))
    elif found.verified_on is not None and found.asked_on is not None:
        verify(affiliation=found, on=timezone.localdate(), by=request.user)
        notices.success(request, _("Thank you. It is noted with the date of today."))
    return redirect("own_affiliation")


urlpatterns = [
    path("mi-adscripcion/", own, name="own_affiliation"),
    path("mi-adscripcion/<int:key>/", answered, name="own_affiliation_answer"),
]
