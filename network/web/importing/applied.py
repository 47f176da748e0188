"""An import: how far it is, what it did, and how to undo it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from network.exchange import deeds, drafts
from network.exchange.models import Deed, Import, State
from network.exchange.tasks import undo_import

from ..audience import coordinators
from .draft import begin_applying
from .words import counts_of


@coordinators
def done(request: HttpRequest, uid: UUID) -> HttpResponse:
    package = get_object_or_404(Import.objects.select_related("by"), uid=uid)
    context = {"package": package, "counts": counts_of(package), **_progress(package)}
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
    running = bool(package.asked) and drafts.is_alive(package)
    total = package.rows.count() if package.asked == Deed.APPLY else 0
    written = package.rows.filter(done=True).count() if total and package.state == State.APPLYING else 0
    return {
        "is_running": running,
        "is_stuck": not running and (bool(package.asked) or package.state == State.APPLYING),
        "total": total,
        "written": written,
    }


@require_POST
@coordinators
def go_on(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Continue what was interrupted."""
    package = get_object_or_404(Import, uid=uid)
    if package.asked == Deed.UNDO:
        return _begin_undoing(request, package)
    return begin_applying(package)


@require_POST
@coordinators
def take_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was interrupted comes out again; the draft remains."""
    package = get_object_or_404(Import.objects.select_related("draft"), uid=uid)
    if package.state == State.APPLYING and not drafts.is_alive(package):
        deeds.take_back(package=package)
    draft = getattr(package, "draft", None)
    return redirect("import_draft", uid=draft.uid) if draft else redirect("importing")


@require_POST
@coordinators
def undo(request: HttpRequest, uid: UUID) -> HttpResponse:
    return _begin_undoing(request, get_object_or_404(Import, uid=uid))


def _begin_undoing(request: HttpRequest, package: Import) -> HttpResponse:
    if package.state == State.APPLIED and drafts.ask(subject=package, deed=Deed.UNDO):
        undo_import.enqueue(uid=str(package.uid), user_id=request.user.pk, language=get_language() or "es")
    return redirect("import_done", uid=package.uid)


urlpatterns = [
    path("gestion/importar/hecha/<uuid:uid>/", done, name="import_done"),
    path("gestion/importar/hecha/<uuid:uid>/avance/", progress, name="import_progress"),
    path("gestion/importar/hecha/<uuid:uid>/continuar/", go_on, name="import_go_on"),
    path("gestion/importar/hecha/<uuid:uid>/retirar/", take_back, name="import_take_back"),
    path("gestion/importar/hecha/<uuid:uid>/deshacer/", undo, name="import_undo"),
]
