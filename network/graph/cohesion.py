"""What holds the network together, and where it would break."""

import numpy as np

from network.graph.numbering import Integers
from network.graph.tiegraph import Mode, TieGraph


def components(graph: TieGraph) -> int:
    """Number of connected components, isolates included (each is one). 0 for no node.

    Source: Wasserman & Faust 1994, 4.2. Weights are not used.

    >>> from network.graph.examples import florentine
    >>> components(florentine())
    2
    """
    return len(graph.component_sizes)


def largest_component(graph: TieGraph) -> int:
    """Number of nodes of the largest component. 0 for no node, 1 where all are isolates.

    >>> from network.graph.examples import florentine
    >>> largest_component(florentine())
    15
    """
    return int(graph.component_sizes.max(initial=0))


def isolates(graph: TieGraph) -> int:
    """Number of nodes without a neighbour: in contexts, but alone in them. Always 0 in two-mode.

    >>> from network.graph.examples import florentine
    >>> isolates(florentine())
    1
    """
    return int(np.sum(graph.degree == 0))


def core(graph: TieGraph) -> list[int]:
    """The largest k such that the node is in a k-core: a part where all have k neighbours in it.

    Source: Seidman 1983; Batagelj & Zaveršnik 2003. Range 0 (isolates) upwards; weights are not
    used; each component is taken by itself.

    >>> from network.graph.examples import karate
    >>> max(core(karate()))
    4
    """
    return graph.igraph.coreness()


def articulation(graph: TieGraph) -> list[int]:
    """1 for a node whose removal leaves more components than there were, 0 for any other.

    Source: Wasserman & Faust 1994, 4.2 (cutpoints). Weights are not used; an isolate has 0.

    >>> from network.graph.examples import kite
    >>> graph = kite()
    >>> [node for node, cuts in zip(graph.ids, articulation(graph)) if cuts]
    ['Heather', 'Ike']
    """
    cuts = [0] * graph.nodes
    for node in graph.igraph.articulation_points():
        cuts[node] = 1
    return cuts


def bridges(graph: TieGraph) -> int:
    """Number of edges whose removal leaves more components than there were.

    Source: Wasserman & Faust 1994, 4.2. Weights are not used: a tie of many shared contexts may
    be a bridge.

    >>> from network.graph.examples import kite
    >>> bridges(kite())
    2
    """
    return len(graph.igraph.bridges())


def clustering(graph: TieGraph) -> list[float] | list[None]:
    """Share of the pairs of a node's neighbours that are tied: t / (d(d − 1)/2). Range 0 to 1.

    Source: Watts & Strogatz 1998. Weights are not used; 0 below two neighbours. ``None`` for all
    in two-mode, where no triangle can exist.

    >>> from network.graph.examples import kite
    >>> graph = kite()
    >>> clustering(graph)[graph.index["Heather"]]
    0.3333333333333333
    """
    if graph.mode is Mode.TWO:
        return [None] * graph.nodes
    return graph.closure.tolist()


def average_clustering(graph: TieGraph) -> float | None:
    """Mean of the local coefficients of all nodes, isolates included. ``None`` in two-mode or for no node.

    Source: Watts & Strogatz 1998. Not the transitivity of the whole graph.

    >>> from network.graph.examples import karate
    >>> round(average_clustering(karate()), 4)
    0.5706
    """
    if graph.mode is Mode.TWO or graph.nodes == 0:
        return None
    return float(np.mean(graph.closure))


def triangles(graph: TieGraph) -> Integers:
    """Number of ties among a node's neighbours. Always 0 in two-mode and for isolates.

    >>> from network.graph.examples import karate
    >>> int(triangles(karate()).sum()) // 3
    45
    """
    if graph.mode is Mode.TWO:
        return np.zeros(graph.nodes, dtype=np.int64)
    pairs = graph.degree * (graph.degree - 1) / 2
    return np.rint(graph.closure * pairs).astype(np.int64)
