"""One group at the desk: what it is, and who is seated in it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from network.groups.models import Group
from network.vocabulary.spans import date_words

from ...audience import coordinators
from .doors import group_or_404, trail
from .seats import seat_rows


@coordinators
def group(request: HttpRequest, package_id: str) -> HttpResponse:
    record = group_or_404(request, package_id)
    context = {
        "group": record,
        "facts": _facts(record),
        "actions": [],
        "seats": seat_rows(request, record),
        "breadcrumb": trail(),
    }
    return render(request, "network/desk/groups/group.html", context)


def _facts(group: Group) -> list[tuple[str, str]]:
    rows: list[tuple[str, Any]] = [
        (_("What it is for"), group.objective),
        (_("Leads"), group.lead_institution.name if group.lead_institution else ""),
        (_("Territory"), ", ".join(place.name for place in group.territories.all())),
        (_("Since"), date_words(group.started)),
        (_("Meets"), group.frequency or _("no frequency recorded")),
        (
            _("Who sees it"),
            _("Everyone.") if group.is_public else _("Coordinators only: it is internal."),
        ),
    ]
    return [(name, text) for name, text in rows if text]


urlpatterns = [path("gestion/mesas/<slug:package_id>/", group, name="desk_group")]
