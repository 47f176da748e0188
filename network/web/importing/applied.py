"""An import: how far it is, what it did, and how to undo it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from network.exchange import drafts
from network.exchange.models import Deed, Import, State
from network.exchange.tasks import undo_import

from ..audience import coordinators
from .draft import begin_applying
from .words import counts_of


@coordinators
def done(request: HttpRequest, uid: UUID) -> HttpResponse:
    package = get_object_or_404(Import.objects.select_related("by"), uid=uid)
    people = package.counts.get("people", {})
    context = {
        "package": package,
        "counts": counts_of(package),
        "brought_people": bool(people.get("new")),
        **_progress(package),
    }
    return render(request, "network/importing/done.html", context)


@coordinators
def progress(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The bar alone, while one waits; once it is over htmx loads the page anew."""
    package = get_object_or_404(Import, uid=uid)
    context = {"package": package, **_progress(package)}
    response = render(request, "network/importing/progress.html", context)
    if not context["is_running"]:
        response["HX-Refresh"] = "true"
    return response


def _progress(package: Import) -> dict[str, Any]:
    running = drafts.is_alive(package)
    half = drafts.is_half(package)
    total = package.rows.count() if package.asked or half else 0
    inside = package.rows.filter(done=True).count() if half else 0
    undoes = package.asked == Deed.UNDO or package.state == State.UNDOING
    return {
        "is_running": running,
        "is_stuck": not running and (bool(package.asked) or half),
        "undoes": undoes,
        "total": total,
        "inside": inside,
        "written": total - inside if undoes and half else inside,
    }


@require_POST
@coordinators
def go_on(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Continue what was interrupted."""
    package = get_object_or_404(Import, uid=uid)
    if package.asked == Deed.UNDO or package.state == State.UNDOING:
        return _begin_undoing(request, package)
    return begin_applying(package)


@require_POST
@coordinators
def take_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was interrupted comes out again; the draft remains."""
    package = get_object_or_404(Import, uid=uid)
    if package.state != State.APPLYING or drafts.is_alive(package):
        return redirect("import_done", uid=uid)
    return _begin_undoing(request, package)


@require_POST
@coordinators
def undo(request: HttpRequest, uid: UUID) -> HttpResponse:
    package = get_object_or_404(Import, uid=uid)
    if package.state == State.APPLYING:
        return redirect("import_done", uid=uid)
    return _begin_undoing(request, package)


def _begin_undoing(request: HttpRequest, package: Import) -> HttpResponse:
    undoable = package.state in (State.APPLIED, State.APPLYING, State.UNDOING)
    if undoable and drafts.ask(subject=package, deed=Deed.UNDO):
        undo_import.enqueue(uid=str(package.uid), user_id=request.user.pk, language=get_language() or "es")
    return redirect("import_done", uid=package.uid)


urlpatterns = [
    path("gestion/importar/hecha/<uuid:uid>/", done, name="import_done"),
    path("gestion/importar/hecha/<uuid:uid>/avance/", progress, name="import_progress"),
    path("gestion/importar/hecha/<uuid:uid>/continuar/", go_on, name="import_go_on"),
    path("gestion/importar/hecha/<uuid:uid>/retirar/", take_back, name="import_take_back"),
    path("gestion/importar/hecha/<uuid:uid>/deshacer/", undo, name="import_undo"),
]
