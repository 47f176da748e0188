"""The path of one mechanism at the desk, and letting everyone read a change of its stage."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.consolidation.models import StageChange
from network.consolidation.path import path_of
from network.consolidation.services import publish_stage_change
from network.institutions.models import Mechanism

from ...audience import coordinators
from ...founding_links import founding_links


@coordinators
def mechanism(request: HttpRequest, package_id: str) -> HttpResponse:
    record = mechanism_or_404(package_id)
    found = path_of(record, request.viewer)  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "mechanism": record,
        "path": found,
        "founded_by": founding_links("mechanism", record.package_id, request.viewer),  # type: ignore[attr-defined]
        "is_internal_stage": found.stage != record.stage,
        "breadcrumb": [(_("Desk"), reverse("desk")), (_("Mechanisms"), reverse("desk_mechanisms"))],
        "actions": [
            {"label": _("Record a stage"), "url": reverse("desk_stage", args=[package_id]), "primary": True},
            {
                "label": _("Conditions"),
                "url": reverse("desk_conditions", args=[package_id]),
                "primary": False,
            },
        ],
    }
    if found.checklists:
        context["actions"].append(
            {
                "label": _("Functions and instruments"),
                "url": reverse("desk_items", args=[package_id]),
                "primary": False,
            }
        )
    return render(request, "network/desk/mechanisms/mechanism.html", context)


@coordinators
@require_POST
def publish(request: HttpRequest, package_id: str, change: str) -> HttpResponse:
    found = get_object_or_404(StageChange, mechanism__package_id=package_id, package_id=change)
    publish_stage_change(change=found, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Everyone reads this stage now."))
    return redirect("desk_mechanism", package_id)


def mechanism_or_404(package_id: str) -> Mechanism:
    rows = Mechanism.objects.select_related("institution", "reports_to")
    return get_object_or_404(rows, package_id=package_id)


def frame(record: Mechanism) -> dict[str, Any]:
    """What surrounds every form about one mechanism."""
    here = reverse("desk_mechanism", args=[record.package_id])
    return {
        "kicker": f"{record.name} · {record.institution.called}",
        "breadcrumb": [
            (_("Desk"), reverse("desk")),
            (_("Mechanisms"), reverse("desk_mechanisms")),
            (record.name, here),
        ],
        "cancel": here,
        "settings": [],
    }


urlpatterns = [
    path("gestion/mecanismos/<slug:package_id>/", mechanism, name="desk_mechanism"),
    path(
        "gestion/mecanismos/<slug:package_id>/etapa/<slug:change>/publicar/",
        publish,
        name="desk_stage_publish",
    ),
]
