"""Measures over shortest paths. Every edge is one step: weights are not used in this family."""

import numpy as np

from network.graph.tiegraph import TieGraph


def betweenness(graph: TieGraph) -> list[float] | list[None]:
    """Share of the shortest paths between other nodes that run through a node, summed over pairs.

    Σ over pairs {s, t} of σ_st(v)/σ_st, each pair once, divided by (n − 1)(n − 2)/2. Range 0 to 1.
    Source: Freeman 1977; Wasserman & Faust 1994, 5.2; Brandes 2001 for the algorithm. A pair in
    two components adds nothing, and n counts all nodes; 0 for an isolate. Two-mode: the same over
    nodes of both kinds. ``None`` below three nodes.

    >>> from network.graph.examples import kite
    >>> graph = kite()
    >>> round(betweenness(graph)[graph.index["Heather"]], 4)
    0.3889
    """
    n = graph.nodes
    if n < 3:
        return [None] * n
    return (np.asarray(graph.igraph.betweenness(directed=False)) / ((n - 1) * (n - 2) / 2)).tolist()


def closeness(graph: TieGraph) -> list[float] | list[None]:
    """How near a node is to the others, and how many of them it reaches at all.

    (r − 1)/Σd × (r − 1)/(n − 1), with r the size of the node's component and Σd the sum of its
    distances inside it. Range 0 to 1. Source: Wasserman & Faust 1994, 5.2 (their improved index
    for disconnected graphs). 0 for an isolate; ``None`` where there is a single node.

    >>> from network.graph.examples import kite
    >>> graph = kite()
    >>> round(closeness(graph)[graph.index["Fernando"]], 4)
    0.6429
    """
    n = graph.nodes
    if n < 2:
        return [None] * n
    reached = graph.component_sizes[graph.component - 1]
    inside = np.nan_to_num(np.asarray(graph.igraph.closeness()), nan=0.0)
    return (inside * (reached - 1) / (n - 1)).tolist()


def path_lengths(graph: TieGraph) -> tuple[float | None, int | None]:
    """Mean and greatest length of the shortest paths of the largest component: (average, diameter).

    Unit: steps. Source: Wasserman & Faust 1994, 4.2; Newman 2010, 6.10. Other components are left
    out; of two of equal size, the one that holds the first id is taken. The average is ``None``
    where that component is a single node (its diameter is 0); both are ``None`` for no node.

    >>> from network.graph.examples import florentine
    >>> average, diameter = path_lengths(florentine())
    >>> round(average, 4), diameter
    (2.4857, 5)
    """
    if graph.nodes == 0:
        return None, None
    inside = graph.igraph
    if len(graph.component_sizes) > 1:
        inside = inside.induced_subgraph(np.flatnonzero(graph.component == 1).tolist())
    counts = [count for _, _, count in inside.path_length_hist(directed=False).bins()]
    pairs = sum(counts)
    if not pairs:
        return None, 0
    return sum(length * count for length, count in enumerate(counts, start=1)) / pairs, len(counts)
