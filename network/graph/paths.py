"""How one gets from an actor to another, and through what."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from network.graph.numbering import Integers
from network.graph.tiegraph import TieGraph


@dataclass(frozen=True, slots=True)
class Step:
    """One tie of a chain, with the ids of the contexts that make it."""

    source: str
    target: str
    weight: int
    contexts: tuple[str, ...]


def shortest_chain(graph: TieGraph, a: str, b: str) -> tuple[Step, ...] | None:
    """A chain of fewest steps from ``a`` to ``b``; empty from a node to itself, ``None`` if none exists.

    Source: Wasserman & Faust 1994, 4.2 (geodesics). Each tie is one step whatever its weight. Of
    several shortest chains it takes, step by step, the tie of most shared contexts, then the first
    id. In two-mode the chain goes through the contexts. Raises ``KeyError`` for an unknown id.

    >>> from network.graph.examples import kite
    >>> [step.target for step in shortest_chain(kite(), "Andre", "Jane")]
    ['Fernando', 'Heather', 'Ike', 'Jane']
    """
    start, goal = graph.index[a], graph.index[b]
    away = _distances(graph, goal)
    if away[start] < 0:
        return None
    steps: list[Step] = []
    here = a
    while here != b:
        left = away[graph.index[here]]
        there, weight, contexts = next(
            tie for tie in graph.neighbours(here) if away[graph.index[tie[0]]] == left - 1
        )
        steps.append(Step(here, there, weight, contexts))
        here = there
    return tuple(steps)


def _distances(graph: TieGraph, goal: int) -> Integers:
    """Steps to the goal, −1 where it cannot be reached."""
    away = np.full(graph.nodes, -1, dtype=np.int64)
    order, layers, _ = graph.igraph.bfs(goal)
    for steps, (first, last) in enumerate(pairwise(layers)):
        away[order[first:last]] = steps
    return away
