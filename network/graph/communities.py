"""Communities: parts with more ties inside than chance would put there."""

import numpy as np

from network.graph.numbering import Integers, by_size
from network.graph.randomness import seeded
from network.graph.tiegraph import TieGraph

SEED = 1994


def communities(graph: TieGraph) -> Integers:
    """The number of each node's community: 1 is the largest; of two of equal size, the one that
    holds the first id comes first.

    Found by Leiden (Traag, Waltman & van Eck 2019) maximising modularity (Newman & Girvan 2004) at
    resolution 1, until nothing moves, from a fixed seed: the same graph gives the same parts.
    Weights are not used, so that its modularity compares with those of region and sector and a
    fact told by two layers does not weigh double. A community never joins two components; an
    isolate is a community of its own. Two-mode: the same over nodes of both kinds. It is one good
    partition among others, not the only one.

    >>> from network.graph.examples import karate
    >>> from network.graph.mixing import modularity_of
    >>> graph = karate()
    >>> parts = communities(graph)
    >>> int(parts.max()), round(modularity_of(graph, parts), 4)
    (4, 0.4198)
    """
    if graph.nodes == 0:
        return np.zeros(0, dtype=np.int64)
    if graph.edges == 0:
        return np.arange(1, graph.nodes + 1, dtype=np.int64)
    with seeded(SEED):
        found = graph.igraph.community_leiden(objective_function="modularity", n_iterations=-1)
    return by_size(np.asarray(found.membership, dtype=np.int64))
