"""Whether ties cross the lines of an attribute (sector, region) or stay inside them.

Contexts have no attributes, so in two-mode every value of this family is ``None``. Weights are not
used: a fact reported by two layers adds no second edge.
"""

import numpy as np

from network.graph.numbering import Integers
from network.graph.tiegraph import TieGraph

LACKING = -1


def partition(graph: TieGraph, attribute: str) -> Integers:
    """The number of each node's value among the sorted values of the attribute, −1 where it lacks it."""
    values = [own.get(attribute, "") for own in graph.attributes]
    number = {value: place for place, value in enumerate(sorted(set(values) - {""}))}
    return np.fromiter((number.get(value, LACKING) for value in values), np.int64, len(values))


def ei(graph: TieGraph, attribute: str) -> float | None:
    """(external − internal)/(external + internal) over edges: −1 all inside a value, 1 all across.

    Source: Krackhardt & Stern 1988. Each edge once; an edge with an end that lacks the attribute
    is left out; isolates add nothing; components are taken together. ``None`` if no edge is left.

    >>> from network.graph.examples import karate
    >>> round(ei(karate(), "club"), 4)
    -0.7179
    """
    one, other = _ends(graph, partition(graph, attribute))
    external = int(np.sum(one != other))
    return (2 * external - len(one)) / len(one) if len(one) else None


def ei_of_nodes(graph: TieGraph, attribute: str) -> list[float | None]:
    """The E-I index over the edges of each node. Range −1 to 1. Source: Krackhardt & Stern 1988.

    ``None`` for a node that lacks the attribute or has no neighbour with it, isolates among them.

    >>> from network.graph.examples import karate
    >>> graph = karate()
    >>> round(ei_of_nodes(graph, "club")[graph.index["08"]], 4)
    0.2
    """
    codes = partition(graph, attribute)
    counted = (codes[graph.sources] != LACKING) & (codes[graph.targets] != LACKING)
    sources, targets = graph.sources[counted], graph.targets[counted]
    ends = np.concatenate((sources, targets))
    across = np.tile(np.where(codes[sources] != codes[targets], 1, -1), 2)
    ties = np.bincount(ends, minlength=graph.nodes)
    balance = np.bincount(ends, weights=across, minlength=graph.nodes) / np.maximum(ties, 1)
    return [value if n else None for value, n in zip(balance.tolist(), ties.tolist(), strict=True)]


def modularity(graph: TieGraph, attribute: str) -> float | None:
    """Modularity of the partition by an attribute, on the subgraph of the nodes that have it.

    Q = Σ_c [m_c/m − (d_c/2m)²]: m edges of the subgraph, m_c of them inside value c, d_c the sum
    of the degrees there. Range −½ to 1. Source: Newman & Girvan 2004. Isolates and components add
    nothing of their own. ``None`` if the subgraph has no edge.

    >>> from network.graph.examples import karate
    >>> round(modularity(karate(), "club"), 4)
    0.3582
    """
    return modularity_of(graph, partition(graph, attribute))


def modularity_of(graph: TieGraph, parts: Integers) -> float | None:
    """Modularity of any partition given by numbers; nodes with −1 are outside of the subgraph.

    >>> from network.graph.examples import karate
    >>> graph = karate()
    >>> modularity_of(graph, np.zeros(graph.nodes, dtype=np.int64))
    0.0
    """
    one, other = _ends(graph, parts)
    edges = len(one)
    if not edges:
        return None
    degrees = np.bincount(np.concatenate((one, other)))
    inside = int(np.sum(one == other))
    return inside / edges - float(np.sum((degrees / (2 * edges)) ** 2))


def _ends(graph: TieGraph, parts: Integers) -> tuple[Integers, Integers]:
    one, other = parts[graph.sources], parts[graph.targets]
    counted = (one != LACKING) & (other != LACKING)
    return one[counted], other[counted]
