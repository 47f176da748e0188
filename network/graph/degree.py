"""How many ties there are: degrees, density, centralization.

Wherever a definition divides by something that is zero in a graph so small, the value is ``None``.
"""

import numpy as np

from network.graph.tiegraph import Mode, TieGraph


def degree(graph: TieGraph) -> list[int]:
    """Number of neighbours. Unit: nodes; range 0 to n − 1 (two-mode: to the size of the other set).

    Source: Wasserman & Faust 1994, 4.2. Weights are not used; 0 for an isolate.

    >>> from network.graph.examples import kite
    >>> max(degree(kite()))
    6
    """
    return graph.degree.tolist()


def weighted_degree(graph: TieGraph) -> list[int]:
    """Sum of the weights of a node's edges. Unit: shared contexts; range 0 upwards.

    Source: Newman 2010, 6.9 (strength). An actor shares one context with five others: that adds
    five. In the union of layers the same fact reported by two of them is counted twice. 0 for an
    isolate; in two-mode it equals the degree.

    >>> from network.graph.examples import southern_women
    >>> from network.graph.projection import one_mode
    >>> graph = one_mode(southern_women())
    >>> weighted_degree(graph)[graph.index["Theresa Anderson"]]
    57
    """
    return graph.adjacency.sum(axis=1).tolist()


def total_weight(graph: TieGraph) -> int:
    """Sum of the weights, each edge once. In two-mode: the number of edges. 0 without edges."""
    return int(graph.weights.sum())


def average_degree(graph: TieGraph) -> float | None:
    """2m / n, isolates included. Range 0 to n − 1. Source: Newman 2010, 6.9. ``None`` for no node.

    >>> from network.graph.examples import kite
    >>> average_degree(kite())
    3.6
    """
    return 2 * graph.edges / graph.nodes if graph.nodes else None


def density(graph: TieGraph) -> float | None:
    """Share of the possible edges that exist, range 0 to 1. Source: Wasserman & Faust 1994, 4.3, 8.3.

    One-mode: m / (n(n − 1)/2), ``None`` below two nodes. Two-mode: m / (contexts × institutions),
    ``None`` without any. Weights are not used; isolates count among the nodes.

    >>> from network.graph.examples import kite
    >>> density(kite())
    0.4
    """
    actors = graph.nodes - int(graph.is_context.sum())
    possible = graph.contexts * actors if graph.mode is Mode.TWO else graph.nodes * (graph.nodes - 1) // 2
    return graph.edges / possible if possible else None


def degree_centralization(graph: TieGraph) -> float | None:
    """Σ(d_max − d_i) / ((n − 1)(n − 2)): 1 for a star, 0 where all degrees are equal.

    Source: Freeman 1979; Wasserman & Faust 1994, 5.2. Weights are not used; isolates count among
    the nodes; the components of a disconnected graph are taken together. Two-mode: the same
    formula over nodes of both kinds. ``None`` below three nodes.

    >>> from network.graph.examples import kite
    >>> round(degree_centralization(kite()), 4)
    0.3333
    """
    n = graph.nodes
    if n < 3:
        return None
    return int(np.sum(graph.degree.max() - graph.degree)) / ((n - 1) * (n - 2))
