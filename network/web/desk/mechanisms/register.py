"""The list of mechanisms: their stage, and how many of the five conditions each meets."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.accounts.viewer import Viewer
from network.consolidation.queries import tallies, with_stage_now
from network.consolidation.rules import tally
from network.institutions.enums import Stage
from network.institutions.models import Mechanism

from ...audience import coordinators
from ...csv_download import csv_download
from ...listing import Orders, choice, kind_options, listing, matching, ordered, wants_file


@coordinators
def mechanisms(request: HttpRequest) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    every = Mechanism.objects.all()
    kind = choice(request, "tipo", _("Kind"), kind_options(every, "mechanism_kind"))
    stage = choice(request, "etapa", _("Stage"), [(one.value, str(one.label)) for one in Stage])
    rows = with_stage_now(every, viewer).select_related("institution")
    rows = rows.filter(kind=kind.value) if kind.value else rows
    rows = rows.filter(stage_told=stage.value) if stage.value else rows  # type: ignore[misc]
    rows = matching(rows, request.GET.get("q", ""), "name", "institution__name", "institution__short_name")
    if wants_file(request):
        return _file(_dressed(viewer, list(ordered(request, rows, _orders()))))
    page = listing(request, rows, choices=(kind, stage), orders=_orders(), dress=partial(_dressed, viewer))
    number = page.page.paginator.count
    context = {
        "title": _("Mechanisms"),
        "lead": _("How far each gender mechanism has come, and what still makes it fragile."),
        "count": ngettext("%(n)s mechanism", "%(n)s mechanisms", number) % {"n": number},
        "listing": page,
        "row_template": "network/desk/mechanisms/row.html",
        "actions": [],
        "breadcrumb": [(_("Desk"), reverse("desk"))],
    }
    return render(request, "network/desk/posts/list.html", context)


def _orders() -> Orders:
    return {
        "nombre": (_("Name"), (Lower("name"), "pk")),
        "institucion": (_("Institution"), (Lower("institution__name"), Lower("name"), "pk")),
    }


def _dressed(viewer: Viewer, rows: Sequence[Mechanism]) -> list[dict[str, Any]]:
    found = tallies([row.pk for row in rows], viewer)
    return [
        {
            "mechanism": row,
            "stage": row.stage_told,  # type: ignore[attr-defined]
            "stage_label": str(Stage(row.stage_told).label),  # type: ignore[attr-defined]
            "tally": found.get(row.pk, tally(())),
        }
        for row in rows
    ]


def _file(rows: Sequence[dict[str, Any]]) -> HttpResponse:
    header = [
        _("Identifier"),
        _("Mechanism"),
        _("Kind"),
        _("Institution"),
        _("Stage"),
        _("Conditions met"),
        _("Conditions met in part"),
        _("Conditions not met"),
    ]
    return csv_download("mecanismos", header, (_cells(row) for row in rows))


def _cells(row: dict[str, Any]) -> list[Any]:
    mechanism, found = row["mechanism"], row["tally"]
    numbers = [found.met, found.partly, found.unmet] if found.known else ["", "", ""]
    return [
        mechanism.package_id,
        mechanism.name,
        mechanism.get_kind_display(),
        mechanism.institution.name,
        row["stage_label"],
        *numbers,
    ]


urlpatterns = [path("gestion/mecanismos/", mechanisms, name="desk_mechanisms")]
