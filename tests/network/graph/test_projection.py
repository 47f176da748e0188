import networkx as nx
import pytest

from network.graph.examples import kite, southern_women
from network.graph.projection import Mode, one_mode, project, two_mode
from network.graph.snapshot import Context, Membership, Node, Snapshot


def world(*contexts, nodes="abcd"):
    return Snapshot(
        tuple(Node(n, n.upper()) for n in nodes),
        tuple(
            Context(f"l:{place}", "l", str(place), tuple(Membership(m) for m in members))
            for place, members in enumerate(contexts)
        ),
    )


def test_weight_is_the_number_of_shared_contexts():
    graph = one_mode(world("abc", "ab"))
    assert list(zip(graph.sources.tolist(), graph.targets.tolist(), graph.weights.tolist(), strict=True)) == [
        (0, 1, 2),
        (0, 2, 1),
        (1, 2, 1),
    ]


def test_institutions_without_a_context_and_contexts_without_a_member_are_no_nodes():
    snapshot = world("ab", "")
    assert one_mode(snapshot).ids == ("a", "b")
    assert two_mode(snapshot).ids == ("a", "b", "l:0")
    assert one_mode(snapshot).contexts == two_mode(snapshot).contexts == 1


def test_an_institution_alone_in_its_context_stays_as_an_isolate():
    graph = one_mode(world("ab", "c"))
    assert graph.ids == ("a", "b", "c")
    assert graph.degree.tolist() == [1, 1, 0]


def test_an_actor_named_twice_in_a_context_counts_once():
    assert one_mode(world("aab")).weights.tolist() == [1]
    assert two_mode(world("aab")).edges == 2


def test_rows_of_the_same_context_are_read_together():
    one = Context("l:1", "l", "x", (Membership("a"), Membership("b")))
    again = Context("l:1", "l", "x", (Membership("b"), Membership("c")))
    snapshot = Snapshot(world().nodes, (one, again))
    assert two_mode(snapshot).ids == ("a", "b", "c", "l:1")
    assert one_mode(snapshot).weights.tolist() == [1, 1, 1]


def test_a_membership_of_an_actor_the_viewer_may_not_see_is_left_out():
    graph = one_mode(world("abx", "x"))
    assert graph.ids == ("a", "b")
    assert graph.contexts == 1


def test_the_same_id_for_an_actor_and_a_context_is_refused():
    snapshot = Snapshot((Node("l:1", "A"),), (Context("l:1", "l", "x", (Membership("l:1"),)),))
    with pytest.raises(ValueError, match="same id"):
        two_mode(snapshot)


def test_neighbours_come_strongest_first_with_the_contexts_that_are_shared():
    graph = one_mode(world("abc", "ac", "ad"))
    assert graph.neighbours("a") == (
        ("c", 2, ("l:0", "l:1")),
        ("b", 1, ("l:0",)),
        ("d", 1, ("l:2",)),
    )
    assert graph.shared_contexts("b", "d") == ()
    assert graph.shared_contexts("a", "c") == ("l:0", "l:1")


def test_in_two_mode_the_shared_context_is_the_one_at_the_end_of_the_edge():
    graph = two_mode(world("ab", "a"))
    assert graph.neighbours("a") == (("l:0", 1, ("l:0",)), ("l:1", 1, ("l:1",)))
    assert graph.neighbours("l:0") == (("a", 1, ("l:0",)), ("b", 1, ("l:0",)))


def test_neighbours_of_an_unknown_node_are_an_error():
    with pytest.raises(KeyError):
        kite().neighbours("Nobody")


def test_a_mode_may_be_given_by_its_value():
    assert project(southern_women(), Mode("two")).mode is Mode.TWO
    assert project(southern_women(), "two").mode is Mode.TWO


def test_the_networkx_copy_is_the_graph_that_networkx_projects_itself():
    snapshot = southern_women()
    bipartite = two_mode(snapshot).networkx()
    women = [node for node, data in bipartite.nodes(data=True) if not data["context"]]
    theirs = nx.bipartite.weighted_projected_graph(bipartite, women)
    ours = one_mode(snapshot).networkx()
    assert nx.utils.graphs_equal(nx.Graph(theirs.edges(data=True)), nx.Graph(ours.edges(data=True)))


def test_the_networkx_copy_is_a_copy():
    graph = kite()
    graph.networkx().clear()
    assert graph.networkx().number_of_nodes() == 10


def test_the_igraph_graph_is_built_once_and_keeps_the_order_and_the_weights():
    graph = one_mode(world("abc", "ab"))
    assert graph.igraph is graph.igraph
    assert graph.igraph.get_edgelist() == [(0, 1), (0, 2), (1, 2)]
    assert graph.igraph.es["weight"] == [2, 1, 1]
