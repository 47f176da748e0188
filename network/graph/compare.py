"""Two graphs of the same world at two moments: what is there in one and not in the other.

Neither knows about dates: whatever counts at both moments, dated or not, is in both graphs and is
never a difference.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from network.graph.numbering import Integers
from network.graph.tiegraph import TieGraph

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """Ids of nodes and pairs of ids of edges, sorted. ``kept`` edges are in both, whatever their weight."""

    nodes_gained: tuple[str, ...]
    nodes_lost: tuple[str, ...]
    nodes_kept: int
    edges_gained: tuple[Pair, ...]
    edges_lost: tuple[Pair, ...]
    edges_kept: int


@dataclass(frozen=True, slots=True)
class Match:
    """A community before, the one after that goes on from it, and how many nodes stay in it.

    ``before`` is 0 for a community that goes on from none, ``after`` 0 for one that none follows.
    """

    before: int
    after: int
    size_before: int
    size_after: int
    stayed: int


def difference(before: TieGraph, after: TieGraph) -> Difference:
    """Nodes and edges of one graph and not of the other.

    >>> from network.graph.examples import of_ties
    >>> from network.graph.projection import one_mode
    >>> before, after = (one_mode(of_ties(ties)) for ties in (["ab", "bc"], ["bc", "cd"]))
    >>> found = difference(before, after)
    >>> found.nodes_gained, found.nodes_lost, found.edges_gained, found.edges_lost, found.edges_kept
    (('d',), ('a',), (('c', 'd'),), (('a', 'b'),), 1)
    """
    ids = sorted({*before.ids, *after.ids})
    place = {node: number for number, node in enumerate(ids)}
    old, new = _keys(before, place), _keys(after, place)

    def pairs(keys: Integers) -> tuple[Pair, ...]:
        return tuple((ids[key // len(ids)], ids[key % len(ids)]) for key in keys.tolist())

    return Difference(
        nodes_gained=tuple(node for node in after.ids if node not in before.index),
        nodes_lost=tuple(node for node in before.ids if node not in after.index),
        nodes_kept=sum(node in before.index for node in after.ids),
        edges_gained=pairs(np.setdiff1d(new, old, assume_unique=True)),
        edges_lost=pairs(np.setdiff1d(old, new, assume_unique=True)),
        edges_kept=len(np.intersect1d(old, new, assume_unique=True)),
    )


def _keys(graph: TieGraph, place: dict[str, int]) -> Integers:
    """One number per edge, the same in both graphs; sorted, as the edges are."""
    number: NDArray[np.int64] = np.array([place[node] for node in graph.ids], dtype=np.int64)
    if not graph.edges:
        return np.zeros(0, dtype=np.int64)
    return number[graph.sources] * len(place) + number[graph.targets]


def matched(before: dict[str, int], after: dict[str, int]) -> list[Match]:
    """Communities of two moments, by overlap: each has at most one follower and one forerunner.

    The two that share most nodes are matched first, then the next two that are still free, and so
    on (of equal overlaps, the lower number before, then the lower after). In the style of Greene,
    Doyle & Cunningham 2010, counting shared nodes. Sorted by number before; new ones at the end.

    >>> matched({"a": 1, "b": 1, "c": 2}, {"a": 5, "b": 5, "c": 5, "d": 6})
    ... # doctest: +NORMALIZE_WHITESPACE
    [Match(before=1, after=5, size_before=2, size_after=3, stayed=2),
     Match(before=2, after=0, size_before=1, size_after=0, stayed=0),
     Match(before=0, after=6, size_before=0, size_after=1, stayed=0)]
    """
    shared = Counter((before[node], after[node]) for node in before.keys() & after.keys())
    sizes_before, sizes_after = Counter(before.values()), Counter(after.values())
    follower: dict[int, int] = {}
    taken: set[int] = set()
    for (old, new), _count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if old not in follower and new not in taken:
            follower[old] = new
            taken.add(new)
    found = []
    for old in sorted(sizes_before):
        goes_on = follower.get(old, 0)
        found.append(
            Match(old, goes_on, sizes_before[old], sizes_after[goes_on], shared.get((old, goes_on), 0))
        )
    return found + [Match(0, new, 0, sizes_after[new], 0) for new in sorted(sizes_after) if new not in taken]
