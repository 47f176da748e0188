"""Papers made in the background: how far they are, taking them, and doing without them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.files.answering import file_response
from network.printing import desk_items
from network.printing.enums import PrintState
from network.printing.models import Printing
from network.printing.queries import visible_to
from network.printing.rules import DAYS, is_under_way, kept_until
from network.printing.services import ChangedError, discard, keep_going, take, try_again
from network.printing.words import state_words, title_of

from .attachment import TYPES
from .audience import insiders
from .pending import asks_pending, pending_page


def _found(request: HttpRequest, uid: UUID) -> Printing:
    return get_object_or_404(visible_to(Printing.objects.all(), request.viewer), uid=uid)  # type: ignore[attr-defined]


@insiders
def printings(request: HttpRequest) -> HttpResponse:
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    if asks_pending(request) and viewer.runs_network:
        room = (desk_items.title(), reverse("printings"))
        title = _("Papers you have not taken yet")
        return pending_page(request, desk_items.not_taken(viewer), desk_items.item, title=title, room=room)
    rows = visible_to(Printing.objects.all(), viewer)
    context = {
        "title": _("Papers you asked for"),
        "lead": _("Long papers are made while you do something else. Each is kept for %(n)s days.")
        % {"n": DAYS},
        "rows": [
            {"printing": row, "title": title_of(row), "state": state_words(row), "until": kept_until(row)}
            for row in rows
        ],
        "breadcrumb": _trail(request, is_list=True),
    }
    return render(request, "network/printings/list.html", context)


@insiders
def printing(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = keep_going(printing=_found(request, uid))
    context = {
        "title": title_of(found),
        "lead": _("You may leave this page and come back: the work goes on without you.")
        if is_under_way(found)
        else "",
        "until": kept_until(found),
        "breadcrumb": _trail(request),
        **_progress(found),
    }
    return render(request, "network/printings/one.html", context)


@insiders
def progress(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The bar alone, while one waits; once it is over htmx loads the page anew."""
    context = _progress(keep_going(printing=_found(request, uid)))
    response = render(request, "network/printings/progress.html", context)
    if not context["is_running"]:
        response["HX-Refresh"] = "true"
    return response


def _progress(found: Printing) -> dict[str, Any]:
    return {"printing": found, "is_running": is_under_way(found), "state": state_words(found)}


@require_POST
@insiders
def taken(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The file, for whoever asked for it, with the rights she has now."""
    found = _found(request, uid)
    if found.state != PrintState.READY:
        return redirect(found)
    try:
        opened = take(printing=found, viewer=request.viewer, by=request.user)  # type: ignore[attr-defined]
    except ChangedError:
        if not Printing.objects.filter(pk=found.pk).exists():
            raise Http404 from None
        return redirect(found)
    return file_response(opened, name=found.name, content_type=TYPES[found.ending])


@require_POST
@insiders
def again(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    found = _found(request, uid)
    try_again(printing=found)
    return redirect(found if Printing.objects.filter(pk=found.pk).exists() else "printings")


@require_POST
@insiders
def discarded(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    found = _found(request, uid)
    was_running = is_under_way(found)
    discard(printing=found)
    told = _("It is cancelled: nothing is made.") if was_running else _("The file is gone from here.")
    messages.success(request, told)
    return redirect(found.back if was_running else "printings")


def _trail(request: HttpRequest, *, is_list: bool = False) -> list[tuple[str, str]]:
    found = []
    if request.viewer.runs_network:  # type: ignore[attr-defined]
        found.append((_("Desk"), reverse("desk")))
    if not is_list:
        found.append((_("Papers you asked for"), reverse("printings")))
    return found


_PLACE = "gestion/papeles/"
urlpatterns = [
    path(_PLACE, printings, name="printings"),
    path(f"{_PLACE}<uuid:uid>/", printing, name="printing"),
    path(f"{_PLACE}<uuid:uid>/avance/", progress, name="printing_progress"),
    path(f"{_PLACE}<uuid:uid>/archivo/", taken, name="printing_file"),
    path(f"{_PLACE}<uuid:uid>/otra-vez/", again, name="printing_again"),
    path(f"{_PLACE}<uuid:uid>/descartar/", discarded, name="printing_discard"),
]
