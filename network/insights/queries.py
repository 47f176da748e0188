"""The single bridge from records to the graph: what ONE viewer may see, as a snapshot."""

from collections.abc import Collection, Iterable
from typing import Any

from network.accounts.viewer import Viewer
from network.graph.snapshot import Context, Node, Snapshot
from network.institutions.models import Institution
from network.vocabulary.contributions import contributions
from network.vocabulary.layers import Layer


def layers() -> dict[str, Layer]:
    """Every layer that a room contributes: the standing ones by name, then the others."""
    found = [layer for module in contributions("layers") for layer in module.layers]
    found.sort(key=lambda layer: (not layer.is_standing, layer.name))
    return {layer.name: layer for layer in found}


def standing() -> tuple[str, ...]:
    """The layers that are looked at where nobody chose any; "the network" means their union."""
    return tuple(name for name, layer in layers().items() if layer.is_standing)


def layer_choices(viewer: Viewer, chosen: Collection[str]) -> list[tuple[str, Any, bool]]:
    """Name, label and whether it is chosen: layers that may tell her anything, and those she chose."""
    return [
        (layer.name, layer.label, layer.name in chosen)
        for layer in layers().values()
        if layer.name in chosen or layer.is_for(viewer)
    ]


def snapshot_for(viewer: Viewer, names: Iterable[str]) -> Snapshot:
    """All institutions, also those without any tie, and the contexts of those layers she may see.

    What she may not see is left out here, before any measure is computed.
    """
    known = layers()
    contexts: list[Context] = []
    for name in sorted(set(names)):
        contexts.extend(known[name].contexts(viewer))
    return Snapshot(_institutions(), tuple(contexts))


def _institutions() -> tuple[Node, ...]:
    rows = Institution.objects.order_by("package_id").values_list(
        "package_id", "name", "short_name", "kind", "sector", "level", "region__name"
    )
    names = ("short_name", "kind", "sector", "level", "region")
    return tuple(
        Node(package_id, name, {key: value or "" for key, value in zip(names, attributes, strict=True)})
        for package_id, name, *attributes in rows
    )
