"""Structural holes: who is free to stand between others, and who is held by people who all meet."""

import math

import numpy as np

from network.graph.cohesion import triangles
from network.graph.tiegraph import TieGraph


def constraint(graph: TieGraph) -> list[float | None]:
    """How much of a node's effort goes to neighbours who are tied to each other; each tie counts 1.

    c_i = Σ_j (p_ij + Σ_q p_iq p_qj)², over the neighbours j of i and the q between them, with
    p_ij = a_ij / Σ_k a_ik. Low: many separate contacts. Above 0; it may exceed 1 (a triangle has
    1.125). Source: Burt 1992, chapter 2. Components do not touch each other; ``None`` for an
    isolate, which has nobody to be held by. Two-mode: the neighbours of a node are never tied, so
    it is 1/d.

    >>> from network.graph.examples import kite
    >>> graph = kite()
    >>> round(constraint(graph)[graph.index["Ike"]], 4), constraint(graph)[graph.index["Jane"]]
    (0.5, 1.0)
    """
    return [_or_none(value) for value in graph.igraph.constraint()]


def constraint_weighted(graph: TieGraph) -> list[float | None]:
    """Burt's constraint with a_ij the number of contexts that i and j share.

    Formula, range, source and undefined cases as for ``constraint``. Two neighbours met in many
    contexts hold more than many met once. In two-mode it equals the unweighted one.

    >>> from network.graph.examples import southern_women
    >>> from network.graph.projection import one_mode
    >>> graph = one_mode(southern_women())
    >>> round(constraint_weighted(graph)[graph.index["Theresa Anderson"]], 4)
    0.2457
    """
    return [_or_none(value) for value in graph.igraph.constraint(weights="weight")]


def effective_size(graph: TieGraph) -> list[float | None]:
    """Neighbours that are not redundant: d − 2t/d, with t the ties among the d neighbours.

    Unit: nodes; range 1 to d. Source: Burt 1992, chapter 2, in the form of Borgatti 1997. Weights
    are not used; ``None`` for an isolate. In two-mode t is 0, so it equals the degree.

    >>> from network.graph.examples import kite
    >>> graph = kite()
    >>> round(effective_size(graph)[graph.index["Heather"]], 4)
    2.3333
    """
    degree = graph.degree
    sizes = degree - 2 * triangles(graph) / np.maximum(degree, 1)
    return [size if near else None for size, near in zip(sizes.tolist(), degree.tolist(), strict=True)]


def _or_none(value: float) -> float | None:
    return value if math.isfinite(value) else None
