"""Single points of failure, who is cut off, and what differs between two moments, against networkx."""

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from network.graph.compare import difference, matched
from network.graph.examples import of_ties
from network.graph.projection import one_mode
from network.graph.robustness import failures, without

from .worlds import DAYS, snapshots


@settings(max_examples=80, deadline=None)
@given(snapshots())
def test_each_taken_out_alone_does_what_networkx_sees(snapshot):
    graph = one_mode(snapshot)
    plain = graph.networkx()
    for found in failures(graph):
        rest = plain.copy()
        rest.remove_node(found.id)
        own = nx.node_connected_component(plain, found.id) - {found.id}
        assert found.fall == largest(plain) - largest(rest)
        assert found.pieces == nx.number_connected_components(rest.subgraph(own)) if own else not found.pieces
        assert found.left_alone == sum(plain.degree(near) == 1 for near in plain[found.id])


@settings(max_examples=80, deadline=None)
@given(snapshots(), st.data())
def test_cut_off_are_the_pieces_that_fall_off_a_component_that_loses_someone(snapshot, data):
    graph = one_mode(snapshot)
    gone = set(data.draw(st.sets(st.sampled_from(graph.ids), max_size=4))) if graph.ids else set()
    plain = graph.networkx()
    expected = []
    for component in nx.connected_components(plain):
        if component & gone:
            pieces = [tuple(sorted(p)) for p in nx.connected_components(plain.subgraph(component - gone))]
            expected += sorted(pieces, key=lambda piece: (-len(piece), piece))[1:]
    assert without(graph, gone).cut_off == tuple(sorted(expected, key=lambda piece: (-len(piece), piece)))


@settings(max_examples=80, deadline=None)
@given(snapshots(), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_a_difference_is_that_of_the_sets(snapshot, one, other):
    before, after = (one_mode(snapshot.restricted(as_of=day)) for day in (one, other))
    old, new = ({tuple(sorted(edge)) for edge in graph.networkx().edges} for graph in (before, after))
    found = difference(before, after)
    assert set(found.edges_gained) == new - old
    assert set(found.edges_lost) == old - new
    assert found.edges_kept == len(old & new)
    assert set(found.nodes_gained) == set(after.ids) - set(before.ids)
    assert set(found.nodes_lost) == set(before.ids) - set(after.ids)
    assert found.nodes_kept == len(set(after.ids) & set(before.ids))


def test_without_a_node_or_a_tie_nothing_fails():
    assert failures(one_mode(of_ties([]))) == []
    (alone,) = failures(one_mode(of_ties([], alone="a")))
    assert (alone.fall, alone.pieces, alone.left_alone) == (1, 0, 0)


def test_a_community_has_one_follower_and_the_larger_overlap_wins():
    before = dict.fromkeys("abcd", 1) | dict.fromkeys("ef", 2)
    after = dict.fromkeys("ab", 1) | dict.fromkeys("cdef", 2)
    assert [(m.before, m.after, m.stayed) for m in matched(before, after)] == [(1, 1, 2), (2, 2, 2)]
    split = dict.fromkeys("abc", 7) | dict.fromkeys("d", 8)
    assert [(m.before, m.after, m.stayed) for m in matched(before, split)] == [
        (1, 7, 3),
        (2, 0, 0),
        (0, 8, 0),
    ]


def test_the_same_graph_twice_differs_in_nothing():
    graph = one_mode(of_ties(["ab", "bc"]))
    found = difference(graph, graph)
    assert (found.edges_gained, found.edges_lost, found.nodes_gained, found.nodes_lost) == ((), (), (), ())
    assert matched({}, {}) == []


def largest(graph):
    return max(map(len, nx.connected_components(graph)), default=0)
