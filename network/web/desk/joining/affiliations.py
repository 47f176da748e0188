"""Where members work: since when it is verified, who has to be asked, who did not answer."""

from django.contrib import messages as notices
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from network.joining.affiliations import EVERY, of_members, to_look_at, unverified, verify, visible_to
from network.vocabulary.desk import PENDING

from ...audience import coordinators
from ...listing import PER_PAGE
from .application import trail


@coordinators
def affiliations(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    asked = request.GET.get("estado", "")
    rows = visible_to(of_members(), request.viewer)  # type: ignore[attr-defined]
    narrowed = {PENDING: to_look_at(today), "sin": unverified(today)}.get(asked)
    rows = rows.filter(narrowed) if narrowed else rows
    rows = rows.select_related("person", "institution").order_by("person__name", "pk")
    tabs = (
        ("", pgettext("they", "All")),
        ("sin", _("Without verification this year")),
        (PENDING, _("To look at")),
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(row, row.verified_on is not None and row.verified_on > today - EVERY) for row in page],
        "tabs": [
            {"label": label, "url": f"?estado={name}", "is_current": name == (asked if narrowed else "")}
            for name, label in tabs
        ],
        "querystring": f"estado={asked}" if narrowed else "",
        "breadcrumb": trail(),
    }
    return render(request, "network/desk/joining/affiliations.html", context)


@coordinators
@require_POST
def verified(request: HttpRequest, key: int) -> HttpResponseBase:
    found = get_object_or_404(visible_to(of_members(), request.viewer), pk=key)  # type: ignore[attr-defined]
    try:
        verify(affiliation=found, on=timezone.localdate(), by=request.user)
    except ValidationError as error:
        notices.error(request, " ".join(error.messages))
    else:
        notices.success(request, _("It is noted that the affiliation was verified today."))
    return redirect("desk_affiliations")


_PLACE = "gestion/ingresos/adscripciones/"
urlpatterns = [
    path(_PLACE, affiliations, name="desk_affiliations"),
    path(f"{_PLACE}<int:key>/", verified, name="desk_affiliation_verify"),
]
