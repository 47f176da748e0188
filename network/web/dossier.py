"""The dossier of an institution: everything that is known about it and that the viewer may see."""

from dataclasses import dataclass

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_list_or_404, render
from django.urls import path, reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.accounts.viewer import Viewer
from network.insights.surroundings import surroundings
from network.institutions.models import Institution
from network.institutions.queries import place_in_tree
from network.vocabulary.contributions import contributions
from network.vocabulary.countries import country_name
from network.vocabulary.panels import Figure, Neighbour, Panel, SharedContext, inferred
from network.vocabulary.words import folded

from .audience import public
from .csv_download import csv_download


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """A neighbour and every context that ties it to the institution of the dossier."""

    neighbour: Neighbour
    reasons: tuple[SharedContext, ...]

    @property
    def is_inferred(self) -> bool:
        """Whether nothing but inference ties them."""
        return all(reason.is_inferred for reason in self.reasons)


@public
def institution(request: HttpRequest, package_id: str) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    record, aliases = _found(package_id)
    panels = panels_of(record, viewer)
    neighbours = neighbours_in(panels)
    if request.GET.get("formato") == "csv":
        return _neighbours_file(record, neighbours)
    panels.append(_neighbours_panel(record, neighbours))
    figures = [figure for panel in panels for figure in panel.figures if figure.value]
    panels.sort(key=lambda panel: panel.order)
    context = {
        "institution": record,
        "place": place_in_tree(record),
        "identity": identity(record),
        "aliases": aliases,
        "panels": [panel for panel in panels if not panel.is_empty],
        "figures": figures,
        "actions": _actions(record, viewer),
        "absent": get_text_list([panel.absent for panel in panels if panel.is_empty], _("nor")),
    }
    return render(request, "network/dossier/institution.html", context)


def _actions(record: Institution, viewer: Viewer) -> list[dict[str, object]]:
    """What whoever runs the network does next about it."""
    if not viewer.runs_network:
        return []
    asked = f"?institucion={record.package_id}"
    return [
        {"label": _("Designate"), "url": reverse("desk_posts") + asked, "primary": True},
        {"label": _("New post"), "url": reverse("desk_post_new") + asked, "primary": False},
    ]


def _found(package_id: str) -> tuple[Institution, list[str]]:
    """The institution and its other names, in one query."""
    rows = get_list_or_404(
        Institution.objects.select_related("region", "municipality")
        .annotate(alias=F("aliases__name"))
        .order_by("aliases__pk"),
        package_id=package_id,
    )
    return rows[0], [row.alias for row in rows if row.alias]  # type: ignore[attr-defined]


def panels_of(record: Institution, viewer: Viewer) -> list[Panel]:
    """What every room, also of the other wings, has to say about it to this viewer, in order."""
    panels = [panel for module in contributions("panels") for panel in module.panels(record, viewer)]
    return sorted(panels, key=lambda panel: panel.order)


def neighbours_in(panels: list[Panel]) -> list[NeighbourRow]:
    """Who shares a context with it and why; those with most contexts first."""
    reasons: dict[Neighbour, list[SharedContext]] = {}
    for panel in panels:
        for context in panel.shared:
            reasons.setdefault(context.neighbour, []).append(context)
    rows = [NeighbourRow(neighbour, tuple(found)) for neighbour, found in reasons.items()]
    return sorted(rows, key=lambda row: (-len(row.reasons), folded(row.neighbour.name)))


def _neighbours_panel(record: Institution, rows: list[NeighbourRow]) -> Panel:
    shared = [reason for row in rows for reason in row.reasons]
    return Panel(
        title=_("Neighbours and why"),
        anchor="vecinas",
        template="network/dossier/neighbours.html",
        context={
            "rows": rows,
            "institution": record,
            "badges": [inferred()] if any(reason.is_inferred for reason in shared) else [],
            "around": surroundings(record.package_id, record.called, shared),
        },
        order=28,
        is_empty=not rows,
        absent=_("ties to other institutions"),
        figures=(Figure(len(rows), ngettext("neighbour", "neighbours", len(rows)), "vecinas"),),
    )


def _neighbours_file(record: Institution, rows: list[NeighbourRow]) -> HttpResponse:
    header = [_("Neighbour"), _("Identifier"), _("Kind"), _("Shared context"), _("Basis")]
    return csv_download(
        f"vecinas-{record.package_id}",
        header,
        (
            (
                row.neighbour.name,
                row.neighbour.package_id,
                reason.kind,
                reason.title,
                _("inferred") if reason.is_inferred else _("stated"),
            )
            for row in rows
            for reason in row.reasons
        ),
    )


def identity(record: Institution) -> list[tuple[str, str]]:
    """What kind of body it is and where it stands; what is not recorded is left out."""
    places = [str(place) for place in (record.municipality, record.region) if place]
    if record.country:
        places.append(country_name(record.country))
    facts = [
        (_("Kind"), record.get_kind_display()),  # type: ignore[attr-defined]
        (_("Sector"), record.get_sector_display()),
        (_("Level"), record.get_level_display()),
        (_("Territory"), ", ".join(places)),
    ]
    return [(label, value) for label, value in facts if value]


urlpatterns = [path("instituciones/<slug:package_id>/", institution, name="institution")]
