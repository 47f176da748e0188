"""A graph by its parts stands for every edge once, however many parts are opened."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from network.graph.coarse import coarse
from network.graph.communities import communities
from network.graph.projection import one_mode
from network.graph.snapshot import Snapshot

from .worlds import snapshots


@settings(max_examples=60, deadline=None)
@given(snapshots(), st.sets(st.integers(0, 6)))
def test_each_edge_between_what_is_drawn_is_in_one_tie(snapshot: Snapshot, opened: set[int]) -> None:
    graph = one_mode(snapshot)
    parts = communities(graph)
    found = coarse(graph, parts, opened)
    number = dict(zip(graph.ids, parts.tolist(), strict=True))

    def drawn_as(node: str) -> str | int:
        return node if number[node] in opened else number[node]

    expected: dict[frozenset[str | int], int] = {}
    for source, target in zip(graph.sources, graph.targets, strict=True):
        ends = frozenset((drawn_as(graph.ids[source]), drawn_as(graph.ids[target])))
        if len(ends) == 2:
            expected[ends] = expected.get(ends, 0) + 1
    assert {frozenset((a, b)): weight for a, b, weight in found.ties} == expected
    assert set(found.nodes) == {node for node in graph.ids if number[node] in opened}
    assert {block.part: block.size for block in found.blocks} == {
        part: int(np.sum(parts == part)) for part in set(parts.tolist()) - opened
    }


def test_a_block_is_named_by_its_best_tied_members() -> None:
    from network.graph.examples import karate

    graph = karate()
    first = coarse(graph, communities(graph), ()).blocks[0]
    degrees = [int(graph.degree[graph.index[node]]) for node in first.members]
    assert degrees == sorted(degrees, reverse=True)
    assert len(degrees) == 3
