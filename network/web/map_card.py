"""The card of one point of the map: the essence of its dossier and its ties in this view."""

from typing import Any

from django.http import HttpRequest

from network.insights.layer_notes import are_spaces
from network.insights.map import NetworkMap
from network.insights.queries import layers
from network.insights.tables import End, address
from network.institutions.models import Institution

from .analysis_question import viewer_of
from .dossier import identity, panels_of

NEAREST = 4


def card_of(request: HttpRequest, drawn: NetworkMap, node: str) -> dict[str, Any]:
    """A context says who takes part in it; an institution what it is, its figures and its nearest."""
    by_layer = layers()
    context: dict[str, Any] = {
        "node": node,
        "name": drawn.names[node],
        "url": address(node, by_layer),
        "identity": [],
        "figures": [],
        "kicker": "",
        "is_shown": node in drawn.graph.index,
        "is_context": ":" in node,
        "ties": 0,
        "nearest": [],
        "more": 0,
    }
    if ":" in node:
        context["kicker"] = str(by_layer[node.partition(":")[0]].label)
    else:
        record = Institution.objects.select_related("region", "municipality").get(package_id=node)
        context["kicker"] = record.get_kind_display()  # type: ignore[attr-defined]
        context["identity"] = identity(record)[1:]
        figures = [f for panel in panels_of(record, viewer_of(request)) for f in panel.figures if f.value]
        context["figures"] = figures
    if context["is_shown"]:
        near = drawn.graph.neighbours(node)
        context["ties"] = len(near)
        context["more"] = max(0, len(near) - NEAREST)
        context["nearest"] = [
            (
                other,
                End(drawn.names[other], address(other, by_layer)),
                weight,
                [drawn.names[name] for name in contexts[:1]] if ":" not in node + other else [],
                are_spaces(name.partition(":")[0] for name in contexts),
            )
            for other, weight, contexts in near[:NEAREST]
        ]
    return context
