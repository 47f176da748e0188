"""Layout, chains and robustness: what the map and the analyst's questions stand on."""

import math
import random

import networkx as nx
import pytest
from hypothesis import given, settings

from network.graph.examples import florentine, karate, kite, of_ties, southern_women
from network.graph.layout import positions
from network.graph.paths import Step, shortest_chain
from network.graph.projection import Mode, one_mode, project, two_mode
from network.graph.robustness import Shape, without
from network.graph.snapshot import Context, Membership, Node, Snapshot
from tests.network.graph import worlds


@settings(max_examples=25, deadline=None)
@given(worlds.snapshots())
def test_every_node_has_a_place_of_its_own_inside_the_unit_square(snapshot):
    for mode in Mode:
        graph = project(snapshot, mode)
        places = positions(graph)
        assert tuple(places) == graph.ids
        assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places.values())
        assert len(set(places.values())) == len(places)


def test_the_layout_is_the_same_whatever_the_order_of_the_rows():
    snapshot = southern_women()
    turned = Snapshot(snapshot.nodes[::-1], snapshot.contexts[::-1])
    random.seed(11)
    assert positions(two_mode(snapshot)) == positions(two_mode(turned))


def test_another_seed_gives_another_drawing():
    assert positions(karate()) != positions(karate(), seed=8)


def test_isolates_stand_in_one_row_below_everything_else():
    places = positions(one_mode(of_ties(["ab", "bc"], alone="xyz")))
    row = [places[node] for node in "xyz"]
    assert len({y for _, y in row}) == 1
    assert [x for x, _ in row] == sorted(x for x, _ in row)
    assert min(y for _, y in row) > max(places[node][1] for node in "abc")


def test_components_do_not_overlap():
    ties = [(f"{part}{i}", f"{part}{(i + 1) % 6}") for part in "abcd" for i in range(6)]
    places = positions(one_mode(of_ties(ties)))
    boxes = []
    for part in "abcd":
        xs, ys = zip(*(places[f"{part}{i}"] for i in range(6)), strict=True)
        boxes.append((min(xs), max(xs), min(ys), max(ys)))
    for one in boxes:
        for other in boxes:
            if one is not other:
                apart = one[1] < other[0] or other[1] < one[0] or one[3] < other[2] or other[3] < one[2]
                assert apart


def test_neighbours_are_drawn_nearer_than_strangers():
    graph = karate()
    places = positions(graph)
    net = graph.networkx()
    tied = [math.dist(places[a], places[b]) for a, b in net.edges]
    strangers = [math.dist(places[a], places[b]) for a, b in nx.non_edges(net)]
    assert sum(tied) / len(tied) < 0.6 * sum(strangers) / len(strangers)


def test_a_large_graph_is_drawn_over_the_grid():
    graph = one_mode(of_ties((f"{i:04d}", f"{i // 2:04d}") for i in range(1, 1500)))
    assert len(positions(graph)) == 1500


def world(*contexts):
    rows = tuple(
        Context(f"l:{place}", "l", str(place), tuple(Membership(m) for m in members))
        for place, members in enumerate(contexts)
    )
    return Snapshot(tuple(Node(n, n) for n in sorted(set("".join(contexts)))), rows)


def test_a_chain_names_the_shared_contexts_of_each_step():
    graph = one_mode(world("ab", "ab", "bc"))
    assert shortest_chain(graph, "a", "c") == (
        Step("a", "b", 2, ("l:0", "l:1")),
        Step("b", "c", 1, ("l:2",)),
    )


def test_of_equally_short_chains_the_strongest_tie_is_taken_and_then_the_first_id():
    graph = one_mode(world("ab", "bz", "ac", "ac", "cz"))
    assert [step.target for step in shortest_chain(graph, "a", "z")] == ["c", "z"]
    graph = one_mode(world("ab", "bz", "ac", "cz"))
    assert [step.target for step in shortest_chain(graph, "a", "z")] == ["b", "z"]


def test_in_two_mode_a_chain_goes_through_the_contexts():
    steps = shortest_chain(two_mode(world("ab", "bc")), "a", "c")
    assert [step.target for step in steps] == ["l:0", "b", "l:1", "c"]


def test_a_chain_to_oneself_is_empty_and_across_components_there_is_none():
    graph = florentine()
    assert shortest_chain(graph, "Medici", "Medici") == ()
    assert shortest_chain(graph, "Medici", "Pucci") is None


def test_a_chain_from_an_unknown_node_is_an_error():
    with pytest.raises(KeyError):
        shortest_chain(kite(), "Andre", "Nobody")


@settings(max_examples=25, deadline=None)
@given(worlds.snapshots())
def test_a_chain_is_as_short_as_that_of_networkx(snapshot):
    graph = one_mode(snapshot)
    lengths = dict(nx.all_pairs_shortest_path_length(graph.networkx()))
    for a in graph.ids[:4]:
        for b in graph.ids:
            chain = shortest_chain(graph, a, b)
            assert (None if chain is None else len(chain)) == lengths[a].get(b)


def test_removing_a_broker_parts_the_kite():
    effect = without(kite(), ["Heather"])
    assert effect.before == Shape(nodes=10, components=1, largest_component=10, isolates=0)
    assert effect.after == Shape(nodes=9, components=2, largest_component=7, isolates=0)
    assert effect.left_alone == ()


def test_who_was_alone_before_is_not_named_as_left_alone():
    assert without(florentine(), ["Salviati"]).left_alone == ("Pazzi",)


def test_removing_nobody_or_everybody_is_defined():
    assert without(kite(), []).after == without(kite(), []).before
    assert without(kite(), kite().ids).after == Shape(0, 0, 0, 0)


def test_removing_an_unknown_node_is_an_error():
    with pytest.raises(KeyError):
        without(kite(), ["Nobody"])


@settings(max_examples=25, deadline=None)
@given(worlds.snapshots())
def test_removing_from_the_graph_is_the_graph_of_the_snapshot_without(snapshot):
    for mode in Mode:
        graph = project(snapshot, mode)
        removed = [node for node in ("i00", "i02", "i05") if node in graph.index]
        rest = project(snapshot.restricted(without=removed), mode)
        assert without(graph, removed).after == without(rest, []).before
