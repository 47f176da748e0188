"""A draft: what it would do, and the decision."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from network.accounts.viewer import Viewer
from network.exchange import drafts
from network.exchange.catalogue import tables
from network.exchange.list_drafts import COLUMNS, ListDraft
from network.exchange.models import Action, Deed, Draft, Import, StagedRow, State
from network.exchange.tasks import apply_import, check_draft

from ..audience import coordinators
from .words import appointments_told, counts_of, table_label

ROWS_SHOWN = 40


@coordinators
def draft(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What it would do; while that is being found out, how far it is."""
    found = get_object_or_404(Draft.objects.select_related("package"), uid=uid)
    if found.package is not None and found.package.asked:
        return redirect("import_done", uid=found.package.uid)
    if found.kind == Draft.Kind.LIST and found.package is None and not found.problems and not found.asked:
        listed = ListDraft(found, request.viewer)  # type: ignore[attr-defined]
        return redirect("import_step", uid=uid, name=listed.next_step() or COLUMNS)
    if found.package is None and not found.problems:
        context = {"draft": found, "is_running": drafts.is_alive(found)}
        return render(request, "network/importing/checking.html", context)
    context = {"draft": found, "problems": found.problems, "package": found.package}
    context["is_list"] = found.kind == Draft.Kind.LIST
    context["left_out"] = bool(found.choices.get("without_wrong"))
    if found.package is not None:
        context |= preview_of(found, request.viewer)  # type: ignore[attr-defined]
    return render(request, "network/importing/preview.html", context)


def preview_of(found: Draft, viewer: Viewer) -> dict[str, Any]:
    package = found.package
    assert package is not None
    counts = counts_of(package)
    rows = package.rows.order_by("pk")
    return {
        "counts": counts,
        "does_anything": any(one["new"] or one["changed"] for one in counts),
        "new": _new(package, list(rows.filter(action=Action.NEW)[:ROWS_SHOWN]), viewer),
        "new_count": rows.filter(action=Action.NEW).count(),
        "changed": [_changed(row) for row in rows.filter(action=Action.CHANGED)[:ROWS_SHOWN]],
        "changed_count": rows.filter(action=Action.CHANGED).count(),
        "conflicts": found.choices.get("conflicts", []),
        "territories": found.choices.get("territories", []),
        "shown": ROWS_SHOWN,
    }


def _new(package: Import, rows: list[StagedRow], viewer: Viewer) -> list[dict[str, Any]]:
    appointments = {row.pk: row.after for row in rows if row.table == "appointments"}
    told = appointments_told(package, list(appointments.values()), viewer)
    by_row = dict(zip(appointments, told, strict=True))
    return [{"table": table_label(row.table), "name": by_row.get(row.pk) or _named(row)} for row in rows]


def _named(row: StagedRow) -> str:
    return row.after.get("name") or row.after.get("subject") or row.key


def _changed(row: StagedRow) -> dict[str, Any]:
    """The cells that change. What was known of a person before is hers: of her only what the file says."""
    table = tables()[row.table]
    hides = table.personal or bool(table.personal_column)
    unsaid = {column.name for column in table.columns if column.internal}
    if hides:
        unsaid |= {"visibility", "alias"}
    cells = [
        (name, "" if hides else row.before.get(name, ""), text)
        for name, text in row.after.items()
        if row.before.get(name, "") != text and name not in unsaid
    ]
    name = row.key if hides else row.after.get("name", "") or row.key
    return {"table": table_label(row.table), "name": name, "cells": cells}


def begin_checking(found: Draft) -> HttpResponse:
    """Hand it to the queue, and show what comes of it."""
    if drafts.ask(subject=found, deed=Deed.CHECK):
        check_draft.enqueue(uid=str(found.uid))
    return redirect("import_draft", uid=found.uid)


@coordinators
def checked(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Asked again and again while one waits: has htmx load the page anew once it is known."""
    found = get_object_or_404(Draft, uid=uid)
    response = HttpResponse(status=204)
    if found.package_id or found.problems or not drafts.is_alive(found):
        response["HX-Refresh"] = "true"
    return response


@require_POST
@coordinators
def apply(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = get_object_or_404(Draft.objects.select_related("package"), uid=uid)
    if found.package is None:
        return redirect("import_draft", uid=uid)
    return begin_applying(found.package)


def begin_applying(package: Import) -> HttpResponse:
    """Hand it to the queue, and show how far it is."""
    if package.state not in (State.STAGED, State.APPLYING):
        return redirect("import_done", uid=package.uid)
    if drafts.ask(subject=package, deed=Deed.APPLY):
        apply_import.enqueue(uid=str(package.uid), language=get_language() or "es")
    return redirect("import_done", uid=package.uid)


@require_POST
@coordinators
def recheck(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Look again at what the platform is now."""
    found = get_object_or_404(Draft, uid=uid)
    without = {"without_wrong": True} if "sin_errores" in request.POST else {}
    return begin_checking(drafts.choose(draft=found, **without))


@require_POST
@coordinators
def discard(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = get_object_or_404(Draft.objects.select_related("package"), uid=uid)
    if found.package is not None and drafts.is_alive(found.package):
        raise Http404  # it is being applied
    drafts.discard(draft=found)
    return redirect(reverse("importing"))


urlpatterns = [
    path("gestion/importar/<uuid:uid>/", draft, name="import_draft"),
    path("gestion/importar/<uuid:uid>/listo/", checked, name="import_checked"),
    path("gestion/importar/<uuid:uid>/aplicar/", apply, name="import_apply"),
    path("gestion/importar/<uuid:uid>/revisar/", recheck, name="import_recheck"),
    path("gestion/importar/<uuid:uid>/descartar/", discard, name="import_discard"),
]
