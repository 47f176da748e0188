"""An analysis as one JSON document: the same for `manage analyse` and for the page's download."""

import json
from dataclasses import asdict
from typing import Any

from network.graph.measures import ENGINE_VERSIONS
from network.graph.snapshot import Snapshot

from .services import Analysis


def undated(snapshot: Snapshot, layers: tuple[str, ...]) -> dict[str, dict[str, int]]:
    """Per layer, how many contexts and memberships count at every date for want of one."""
    return {layer: asdict(snapshot.restricted(layers=[layer]).undated()) for layer in layers}


def document(analysis: Analysis, *, viewer: str) -> dict[str, Any]:
    """What was asked, of what, by which engines; then the measures. Plain values, never NaN."""
    selection, snapshot = analysis.selection, analysis.snapshot
    return {
        "snapshot": {
            "digest": snapshot.digest,
            "viewer": viewer,
            "layers": list(selection.layers),
            "mode": selection.mode.value,
            "as_of": selection.as_of.isoformat() if selection.as_of else None,
            "without": list(selection.without),
            "stated_only": selection.stated_only,
            "institutions": len(snapshot.nodes),
            "contexts": len(snapshot.contexts),
            "untied": [node.id for node in snapshot.untied()],
            "undated": asdict(snapshot.undated()),
            "undated_by_layer": undated(snapshot, selection.layers),
            "engines": ENGINE_VERSIONS,
        },
        "graph": analysis.measures.graph,
        "nodes": analysis.measures.nodes,
    }


def as_json(analysis: Analysis, *, viewer: str) -> str:
    return json.dumps(document(analysis, viewer=viewer), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
