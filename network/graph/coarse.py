"""A great graph drawn by its parts: each part one block, opened on demand."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from network.graph.numbering import Integers
from network.graph.tiegraph import TieGraph


@dataclass(frozen=True, slots=True)
class Block:
    """A closed part: its number, how many nodes it holds and the best tied of them."""

    part: int
    size: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coarse:
    """``nodes`` are those of the opened parts. A tie joins two nodes, two blocks, or one of each.

    A block goes by its number, a node by its id; the weight of a tie is the number of edges that
    it stands for, edges within a closed part not among them.
    """

    blocks: tuple[Block, ...]
    nodes: tuple[str, ...]
    ties: tuple[tuple[str | int, str | int, int], ...]


def coarse(graph: TieGraph, parts: Integers, opened: Collection[int], *, named: int = 3) -> Coarse:
    """The graph with every part closed but those opened. ``parts`` numbers each node's part.

    >>> from network.graph.communities import communities
    >>> from network.graph.examples import karate
    >>> graph = karate()
    >>> closed = coarse(graph, communities(graph), ())
    >>> [block.size for block in closed.blocks], sum(weight for _, _, weight in closed.ties)
    ([12, 11, 6, 5], 21)
    >>> len(coarse(graph, communities(graph), (1, 2, 3, 4)).ties)
    78
    """
    is_open = np.isin(parts, list(opened))
    highest = int(parts.max(initial=0)) + 1
    # A closed node answers to its part, an open one to a number beyond all parts.
    answers = np.where(is_open, highest + np.arange(graph.nodes), parts)
    one, other = answers[graph.sources], answers[graph.targets]
    between = one != other
    low, high = np.minimum(one, other)[between], np.maximum(one, other)[between]
    width = highest + graph.nodes
    pairs, counts = np.unique(low * width + high, return_counts=True)

    def named_by(number: int) -> str | int:
        return number if number < highest else graph.ids[number - highest]

    return Coarse(
        blocks=_blocks(graph, parts, is_open, named),
        nodes=tuple(graph.ids[place] for place in np.flatnonzero(is_open)),
        ties=tuple(
            (named_by(pair // width), named_by(pair % width), count)
            for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True)
        ),
    )


def _blocks(graph: TieGraph, parts: Integers, is_open: np.ndarray, named: int) -> tuple[Block, ...]:
    order = np.lexsort((np.arange(graph.nodes), -graph.degree, parts))
    closed = order[~is_open[order]]
    found = []
    for part in np.unique(parts[closed]).tolist():
        members = closed[parts[closed] == part]
        found.append(Block(part, len(members), tuple(graph.ids[place] for place in members[:named])))
    return tuple(found)
