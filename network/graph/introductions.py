"""Who can introduce one to another: chains that begin with different people."""

from itertools import pairwise

import numpy as np

from network.graph.numbering import Integers
from network.graph.paths import Step
from network.graph.tiegraph import TieGraph


def introductions(
    graph: TieGraph, a: str, b: str, *, most_steps: int, most: int
) -> tuple[tuple[Step, ...], ...]:
    """Chains of at least two and at most ``most_steps`` ties from ``a`` to ``b``, by different neighbours.

    For each neighbour of ``a`` it is a shortest chain that does not come back through ``a``.

    The shortest first; of equally short ones that whose first tie has most shared contexts, then the first
    id. Within a chain every next tie is chosen in the same way. At most ``most`` of them. The neighbours of
    ``b`` bring chains of two ties; that ``a`` and ``b`` may be tied themselves is no introduction. Who is in
    no context can be introduced by nobody.

    >>> from network.graph.examples import kite
    >>> for chain in introductions(kite(), "Andre", "Heather", most_steps=3, most=2):
    ...     print([step.target for step in chain])
    ['Fernando', 'Heather']
    ['Beverley', 'Garth', 'Heather']
    """
    if a == b or not {a, b} <= graph.index.keys():
        return ()
    start, goal = graph.index[a], graph.index[b]
    away = _steps_without(graph, start, goal)
    found = []
    for first, weight, contexts in graph.neighbours(a):
        left = int(away[graph.index[first]])
        if first == b or left < 1 or left + 1 > most_steps:
            continue
        found.append((left, -weight, first, contexts))
    found.sort()
    return tuple(
        (Step(a, first, -weight, contexts), *_onward(graph, away, first, b))
        for _left, weight, first, contexts in found[:most]
    )


def _steps_without(graph: TieGraph, left_out: int, goal: int) -> Integers:
    """Steps to the goal where nobody goes through that node; −1 where it cannot be reached so."""
    rest = graph.igraph.copy()
    rest.delete_edges(rest.incident(left_out))
    away = np.full(graph.nodes, -1, dtype=np.int64)
    order, layers, _parents = rest.bfs(goal)
    for steps, (first, last) in enumerate(pairwise(layers)):
        away[order[first:last]] = steps
    return away


def _onward(graph: TieGraph, away: Integers, here: str, goal: str) -> list[Step]:
    steps = []
    while here != goal:
        left = away[graph.index[here]]
        there, weight, contexts = next(
            tie for tie in graph.neighbours(here) if away[graph.index[tie[0]]] == left - 1
        )
        steps.append(Step(here, there, weight, contexts))
        here = there
    return steps
