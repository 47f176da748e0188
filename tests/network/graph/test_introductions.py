"""Introductions against networkx: every neighbour's shortest way that does not come back."""

from itertools import pairwise

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from network.graph.introductions import introductions
from network.graph.projection import project
from network.graph.snapshot import Context, Membership, Node, Snapshot
from network.graph.tiegraph import Mode

NAMES = tuple("abcdefghij")
pairs = st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda p: p[0] < p[1]))


def graph_of(ties):
    contexts = tuple(
        Context(f"t:{one}{other}", "t", "", (Membership(one), Membership(other)))
        for one, other in sorted(ties)
    )
    return project(Snapshot(tuple(Node(name, name) for name in NAMES), contexts), Mode.ONE)


@settings(max_examples=150, deadline=None)
@given(pairs, st.integers(2, 5))
def test_each_neighbour_who_can_introduce_is_there_with_a_shortest_chain_of_hers(ties, most_steps):
    graph = graph_of(ties)
    plain = nx.Graph(list(ties))
    plain.add_nodes_from(NAMES)
    without = plain.copy()
    without.remove_node("a")
    lengths = nx.single_source_shortest_path_length(without, "b")
    expected = {
        near: lengths[near] + 1
        for near in plain["a"]
        if near != "b" and near in lengths and lengths[near] + 1 <= most_steps
    }
    chains = introductions(graph, "a", "b", most_steps=most_steps, most=20)
    assert {chain[0].target: len(chain) for chain in chains} == expected
    assert [len(chain) for chain in chains] == sorted(expected.values())
    for chain in chains:
        assert [chain[0].source, chain[-1].target] == ["a", "b"]
        assert all(step.target == after.source for step, after in pairwise(chain))
        assert all(plain.has_edge(step.source, step.target) for step in chain)
        assert "a" not in {step.target for step in chain}


def test_of_equally_short_chains_the_closer_tie_goes_first_and_no_more_than_asked_for():
    ties = {("a", "c"), ("a", "d"), ("a", "e"), ("b", "c"), ("b", "d"), ("b", "e")}
    twice = Context("t:again", "t", "", (Membership("a"), Membership("e")))
    single = graph_of(ties)
    doubled = project(
        Snapshot(
            tuple(Node(name, name) for name in NAMES),
            (
                twice,
                *(
                    Context(f"t:{one}{other}", "t", "", (Membership(one), Membership(other)))
                    for one, other in sorted(ties)
                ),
            ),
        ),
        Mode.ONE,
    )

    def firsts(graph):
        return [chain[0].target for chain in introductions(graph, "a", "b", most_steps=3, most=2)]

    assert firsts(single) == ["c", "d"]
    assert firsts(doubled) == ["e", "c"]
