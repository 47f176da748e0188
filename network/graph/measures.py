"""All measures of a snapshot in one call, in plain values that can be stored and compared."""

from dataclasses import dataclass

import igraph
import networkx
import numpy
import scipy

from network.graph import brokerage, cohesion, degree, distance, mixing
from network.graph.communities import communities
from network.graph.eigenvector import eigenvector
from network.graph.numbering import Integers
from network.graph.projection import project
from network.graph.snapshot import Snapshot
from network.graph.tiegraph import Mode, TieGraph

ALGORITHM_VERSION = "1"
"""Raised whenever a definition or a rule of ours changes what a stored value would be."""

ENGINE_VERSIONS: dict[str, str] = {
    "algorithm": ALGORITHM_VERSION,
    "igraph": igraph.__version__,
    "networkx": networkx.__version__,
    "numpy": numpy.__version__,
    "scipy": scipy.__version__,
}

Value = int | float | None


@dataclass(frozen=True)
class Measures:
    """``graph``: one value per measure. ``nodes``: one dict per node, sorted by "id", its first key.

    Counts are integers; a value that is not defined is ``None``, never NaN or infinite.
    """

    graph: dict[str, int | float | None]
    nodes: list[dict[str, str | int | float | None]]


def measure(snapshot: Snapshot, mode: Mode) -> Measures:
    """Every measure of the snapshot in that mode. Each is defined where it is computed.

    >>> from network.graph.examples import southern_women
    >>> found = measure(southern_women(), Mode.TWO)
    >>> found.graph["institutions"], found.graph["contexts"], found.graph["edges"]
    (18, 14, 89)
    >>> found.graph["average_clustering"] is None
    True
    """
    return measure_graph(project(snapshot, mode))


def measure_graph(graph: TieGraph) -> Measures:
    """The same for a graph that is already at hand.

    >>> from network.graph.examples import kite
    >>> found = measure_graph(kite())
    >>> found.graph["articulation_points"], found.nodes[0]["id"]
    (2, 'Andre')
    """
    core = cohesion.core(graph)
    community = communities(graph)
    whole = measure_whole(graph, community, with_paths=True)
    articulation = cohesion.articulation(graph)
    columns: dict[str, list[str] | list[int] | list[float] | list[None] | list[float | None]] = {
        "id": list(graph.ids),
        "degree": degree.degree(graph),
        "weighted_degree": degree.weighted_degree(graph),
        "betweenness": distance.betweenness(graph),
        "closeness": distance.closeness(graph),
        "eigenvector": eigenvector(graph),
        "constraint": brokerage.constraint(graph),
        "constraint_weighted": brokerage.constraint_weighted(graph),
        "effective_size": brokerage.effective_size(graph),
        "clustering": cohesion.clustering(graph),
        "core": core,
        "articulation": articulation,
        "component": graph.component.tolist(),
        "community": community.tolist(),
        "ei_sector": mixing.ei_of_nodes(graph, "sector"),
        "ei_region": mixing.ei_of_nodes(graph, "region"),
    }
    names = tuple(columns)
    rows = zip(*columns.values(), strict=True)
    return Measures(whole, [dict(zip(names, row, strict=True)) for row in rows])


def measure_whole(graph: TieGraph, community: Integers, *, with_paths: bool = False) -> dict[str, Value]:
    """One value per measure of the graph as a whole; ``community`` numbers each node's community.

    Without the two that walk all its paths, it is quick on graphs too large for ``measure``.

    >>> from network.graph.examples import kite
    >>> measure_whole(kite(), communities(kite()))["bridges"]
    2
    """
    return {
        "nodes": graph.nodes,
        "edges": graph.edges,
        "institutions": graph.nodes - int(graph.is_context.sum()),
        "contexts": graph.contexts,
        "total_weight": degree.total_weight(graph),
        "density": degree.density(graph),
        "average_degree": degree.average_degree(graph),
        "degree_centralization": degree.degree_centralization(graph),
        "components": cohesion.components(graph),
        "largest_component": cohesion.largest_component(graph),
        "isolates": cohesion.isolates(graph),
        "k_core_max": max(cohesion.core(graph), default=0),
        "average_clustering": cohesion.average_clustering(graph),
        "articulation_points": sum(cohesion.articulation(graph)),
        "bridges": cohesion.bridges(graph),
        **(_paths(graph) if with_paths else {}),
        "ei_sector": mixing.ei(graph, "sector"),
        "ei_region": mixing.ei(graph, "region"),
        "modularity_sector": mixing.modularity(graph, "sector"),
        "modularity_region": mixing.modularity(graph, "region"),
        "communities": int(community.max(initial=0)),
        "modularity_communities": mixing.modularity_of(graph, community),
    }


def _paths(graph: TieGraph) -> dict[str, Value]:
    average_path_length, diameter = distance.path_lengths(graph)
    return {"average_path_length": average_path_length, "diameter": diameter}
