import math
import random
import warnings
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network.graph import eigenvector as eigenvector_module
from network.graph.eigenvector import eigenvector
from network.graph.examples import karate, of_ties, southern_women
from network.graph.measures import ENGINE_VERSIONS, measure, measure_graph
from network.graph.projection import Mode, one_mode, project, two_mode
from network.graph.snapshot import Context, Membership, Node, Snapshot
from tests.figures import sampled
from tests.network.graph import oracle, worlds

GRAPH_KEYS = [
    "nodes",
    "edges",
    "institutions",
    "contexts",
    "total_weight",
    "density",
    "average_degree",
    "degree_centralization",
    "components",
    "largest_component",
    "isolates",
    "k_core_max",
    "average_clustering",
    "articulation_points",
    "bridges",
    "average_path_length",
    "diameter",
    "ei_sector",
    "ei_region",
    "modularity_sector",
    "modularity_region",
    "communities",
    "modularity_communities",
]
NODE_KEYS = [
    "id",
    "degree",
    "weighted_degree",
    "betweenness",
    "closeness",
    "eigenvector",
    "constraint",
    "constraint_weighted",
    "effective_size",
    "clustering",
    "core",
    "articulation",
    "component",
    "community",
    "ei_sector",
    "ei_region",
]
GRAPH_COUNTS = [
    "nodes",
    "edges",
    "institutions",
    "contexts",
    "total_weight",
    "components",
    "largest_component",
    "isolates",
    "k_core_max",
    "articulation_points",
    "bridges",
    "communities",
]
COUNTS = {
    *GRAPH_COUNTS,
    "degree",
    "weighted_degree",
    "core",
    "articulation",
    "component",
    "community",
}
MODES = pytest.mark.parametrize("mode", list(Mode))


def check_against_networkx(snapshot: Snapshot) -> None:
    attributes = {node.id: dict(node.attributes) for node in snapshot.nodes}
    seated = worlds.member_sets(snapshot)
    for mode in Mode:
        two = mode is Mode.TWO
        graph = worlds.as_networkx(seated, attributes, two_mode=two)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = measure(snapshot, mode)
        assert oracle.all_differences(found, graph, contexts=len(seated), two_mode=two) == []
        check_plain_values(found)


def check_plain_values(found) -> None:
    assert list(found.graph) == GRAPH_KEYS
    for values, keys in [(found.graph, GRAPH_KEYS), *((row, NODE_KEYS) for row in found.nodes)]:
        assert list(values) == keys
        assert all(math.isfinite(value) for value in values.values() if isinstance(value, float))
        for key, value in values.items():
            kinds = (
                {str}
                if key == "id"
                else {int, type(None)}
                if key == "diameter"
                else {int}
                if key in COUNTS
                else {float, type(None)}
            )
            assert type(value) in kinds, key


@settings(max_examples=25, deadline=None)
@given(worlds.snapshots())
def test_every_measure_agrees_with_networkx(snapshot):
    check_against_networkx(snapshot)


@pytest.mark.prove
@settings(max_examples=sampled(full=2000, sample=100), deadline=None)
@given(worlds.snapshots())
def test_every_measure_agrees_with_networkx_in_thousands_of_worlds(snapshot):
    check_against_networkx(snapshot)


@settings(max_examples=25, deadline=None)
@given(worlds.snapshots(), st.sampled_from(worlds.DAYS), st.booleans())
def test_every_measure_agrees_with_networkx_on_a_restricted_world(snapshot, day, stated):
    check_against_networkx(
        snapshot.restricted(layers=["groups"], as_of=day, without=["i01", "i03"], stated_only=stated)
    )


def shuffled(snapshot: Snapshot, seed: int) -> Snapshot:
    chance = random.Random(seed)

    def mixed(rows):
        return tuple(chance.sample(rows, len(rows)))

    contexts = [
        Context(c.id, c.layer, c.label, mixed(c.members), c.begins, c.ends) for c in snapshot.contexts
    ]
    return Snapshot(mixed(snapshot.nodes), mixed(contexts))


@settings(max_examples=25, deadline=None)
@given(worlds.snapshots(), st.integers(0, 1000))
def test_results_do_not_depend_on_the_order_of_the_rows(snapshot, seed):
    other = shuffled(snapshot, seed)
    assert snapshot.digest == other.digest
    for mode in Mode:
        assert measure(snapshot, mode) == measure(other, mode)


@MODES
def test_measuring_twice_gives_the_same_whatever_was_drawn_before(mode):
    first = measure(southern_women(), mode)
    random.seed(3)
    assert measure(southern_women(), mode) == first


def test_measuring_leaves_the_random_numbers_of_others_alone():
    import igraph as ig

    random.seed(5)
    untouched = (ig.Graph.Erdos_Renyi(n=20, m=30).get_edgelist(), random.random())
    random.seed(5)
    measure_graph(karate())
    assert (ig.Graph.Erdos_Renyi(n=20, m=30).get_edgelist(), random.random()) == untouched


@MODES
def test_an_empty_snapshot_has_counts_of_zero_and_nothing_else(mode):
    found = measure(Snapshot((Node("a", "A"),), ()), mode)
    assert found.nodes == []
    assert {key: value for key, value in found.graph.items() if value is not None} == dict.fromkeys(
        GRAPH_COUNTS, 0
    )


def test_a_single_node_has_no_value_that_needs_another():
    found = measure(of_ties([], alone="a"), Mode.ONE)
    check_plain_values(found)
    row = found.nodes[0]
    undefined = {key for key, value in row.items() if value is None}
    assert undefined == {
        "betweenness",
        "closeness",
        "eigenvector",
        "constraint",
        "constraint_weighted",
        "effective_size",
        "ei_sector",
        "ei_region",
    }
    assert (found.graph["diameter"], found.graph["average_path_length"], found.graph["density"]) == (
        0,
        None,
        None,
    )


def test_where_all_are_isolates_nothing_is_central_and_each_is_its_own_part():
    found = measure(of_ties([], alone="abc"), Mode.ONE)
    assert [row["eigenvector"] for row in found.nodes] == [None] * 3
    assert [row["closeness"] for row in found.nodes] == [0.0] * 3
    assert [row["component"] for row in found.nodes] == [1, 2, 3]
    assert [row["community"] for row in found.nodes] == [1, 2, 3]
    assert (found.graph["density"], found.graph["modularity_communities"]) == (0.0, None)


def test_contexts_with_the_same_members_add_weight_and_no_edge():
    once = of_ties(["ab", "bc"])
    copies = tuple(
        Context("copy:" + c.id, "copy", c.label, c.members, date(2020, 1, 1)) for c in once.contexts
    )
    twice = Snapshot(once.nodes, once.contexts + copies)
    before, after = measure(once, Mode.ONE), measure(twice, Mode.ONE)
    assert (after.graph["edges"], after.graph["total_weight"]) == (2, 4)
    same = set(GRAPH_KEYS) - {"total_weight", "contexts"}
    assert {key: before.graph[key] for key in same} == {key: after.graph[key] for key in same}


def test_of_two_largest_components_the_one_with_the_first_id_carries_the_eigenvector():
    rows = {r["id"]: r for r in measure(of_ties(["ad", "bc"]), Mode.ONE).nodes}
    assert [rows[node]["component"] for node in "adbc"] == [1, 1, 2, 2]
    assert [round(rows[node]["eigenvector"], 6) for node in "adbc"] == [0.707107, 0.707107, 0.0, 0.0]


def test_in_two_mode_attributes_and_triangles_say_nothing():
    actors = tuple(Node(n, n, {"sector": "public", "region": "X"}) for n in "ab")
    world = Snapshot(actors, (Context("l:1", "l", "x", (Membership("a"), Membership("b"))),))
    found = measure(world, Mode.TWO)
    nothing = ["ei_sector", "ei_region", "modularity_sector", "modularity_region", "average_clustering"]
    assert [found.graph[key] for key in nothing] == [None] * 5
    assert {(row["ei_sector"], row["ei_region"], row["clustering"]) for row in found.nodes} == {
        (None, None, None)
    }


def grown(actors: int, contexts: int, seed: int) -> Snapshot:
    chance = random.Random(seed)
    nodes = tuple(Node(f"p{i:04d}", "") for i in range(actors))
    rows = []
    for number in range(contexts):
        members = chance.sample(nodes, min(actors, 2 + int(chance.paretovariate(1.5))))
        rows.append(Context(f"g:{number}", "g", "", tuple(Membership(node.id) for node in members)))
    return Snapshot(nodes, tuple(rows))


@MODES
@pytest.mark.parametrize("seed", [1, 2])
def test_iterating_and_the_dense_solver_give_the_same_eigenvector(mode, seed, monkeypatch):
    graph = project(grown(400, 420, seed), mode)
    assert graph.component_sizes[0] > eigenvector_module.DENSE_UP_TO
    iterated = eigenvector(graph)
    monkeypatch.setattr(eigenvector_module, "DENSE_UP_TO", 10_000)
    np.testing.assert_allclose(iterated, eigenvector(graph), atol=1e-9)
    assert math.isclose(sum(value**2 for value in iterated), 1.0)


def test_a_long_chain_on_which_iterating_gives_up_still_has_its_eigenvector():
    n = 700
    chain = one_mode(of_ties((f"{i:04d}", f"{i + 1:04d}") for i in range(n - 1)))
    expected = [math.sqrt(2 / (n + 1)) * math.sin(math.pi * (i + 1) / (n + 1)) for i in range(n)]
    np.testing.assert_allclose(eigenvector(chain), expected, atol=1e-8)


def test_versions_name_every_engine_and_our_own_algorithm():
    assert set(ENGINE_VERSIONS) == {"algorithm", "igraph", "networkx", "numpy", "scipy"}
    assert all(isinstance(version, str) and version for version in ENGINE_VERSIONS.values())


def test_two_threads_measuring_at_once_get_the_same_as_one():
    from concurrent.futures import ThreadPoolExecutor

    snapshot = grown(120, 80, 4)
    alone = measure_graph(two_mode(snapshot))
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda _: measure_graph(two_mode(snapshot)), range(8)))
    assert together == [alone] * 8
