"""The graph files keep every rule of their formats, and the check of the rules notices what breaks them."""

import io

import igraph
import networkx as nx
import pytest

from network.graph.export import gexf, graphml
from network.graph.projection import one_mode, project
from network.graph.snapshot import Snapshot
from network.graph.tiegraph import Mode
from tests.network.graph.test_export import world as small
from tests.network.graph.test_same_everywhere import world as large

from .formats import gexf_faults, graphml_faults

MORE = {
    "x": 0.25,
    "articulation": True,
    "community": 2,
    "betweenness": 1e-17,
    "none": None,
    "text": "a\u00a0<b>",
}


def files(snapshot: Snapshot, mode: Mode) -> tuple[bytes, bytes]:
    graph = project(snapshot, mode)
    nodes = dict.fromkeys(graph.ids, MORE)
    names = [(graph.ids[s], graph.ids[t]) for s, t in zip(graph.sources, graph.targets, strict=True)]
    edges = {pair: {"basis": "stated", "contexts": "groups:1;groups:2"} for pair in names}
    places = dict.fromkeys(graph.ids, (0.25, 0.75))
    return graphml(graph, nodes, edges), gexf(graph, nodes, edges, places)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("snapshot", [Snapshot((), ()), small(), large(1)], ids=["nothing", "small", "large"])
def test_both_files_keep_every_rule(snapshot, mode) -> None:
    one, other = files(snapshot, mode)
    assert (graphml_faults(one), gexf_faults(other)) == ([], [])


BROKEN = [
    (b'version="1.2"', b'version="7"', "gexf version='7' is no version"),
    (b' mode="static">', b' mode="static" name="">', "graph may not bear name"),
    (b'<node id="a"', b'<node id="b"', "two nodes have the same id"),
    (b'target="b"', b'target="zz"', "an edge ends at zz, which is no node"),
    (
        b'title="context" type="boolean"',
        b'title="context" type="bool"',
        "attribute type='bool' is no gexf-type",
    ),
    (b'value="false"', b'value="False"', "'False' is no boolean"),
    (b'<attvalue for="0"', b'<attvalue for="99"', "99 is not declared for a node"),
    (b'<attribute id="1"', b'<attribute id="0"', "attribute 0 is declared twice"),
    (b' label="', b' name="', "node lacks label"),
    (b"<nodes>", b'<nodes count="many">', "nodes count='many' is no count"),
    (
        b'http://www.gexf.net/1.2draft"',
        b'http://www.gexf.net/1.1"',
        "the root is http://www.gexf.net/1.1 gexf",
    ),
]
BROKEN_ML = [
    (b'edgedefault="undirected"', b"", "graph lacks edgedefault"),
    (b'<node id="a"', b'<node id="a b"', "node id='a b' is no token"),
    (b'<node id="a"', b'<node id="b"', "two nodes have the same id"),
    (b'target="b"', b'target="zz"', "an edge ends at zz, which is no node"),
    (b">false<", b">False<", "'False' is no boolean"),
    (b'key id="d0"', b'key id="d1"', "two keys have the same id"),
    (b'attr.type="boolean"', b'attr.type="bool"', "key attr.type='bool' is no graphml-type"),
    (b"<edge ", b'<edge weight="1" ', "edge may not bear weight"),
]


@pytest.mark.parametrize(("found", "put", "fault"), BROKEN)
def test_what_breaks_a_rule_of_gexf_is_noticed(found, put, fault) -> None:
    _, file = files(small(), Mode.ONE)
    assert found in file
    assert fault in gexf_faults(file.replace(found, put, 1))


@pytest.mark.parametrize(("found", "put", "fault"), BROKEN_ML)
def test_what_breaks_a_rule_of_graphml_is_noticed(found, put, fault) -> None:
    file, _ = files(small(), Mode.ONE)
    assert found in file
    assert fault in graphml_faults(file.replace(found, put, 1))


@pytest.mark.parametrize("mode", list(Mode))
def test_networkx_and_igraph_open_them_with_the_values_that_were_written(mode, tmp_path) -> None:
    graph = project(large(1), mode)
    one, other = files(large(1), mode)
    (tmp_path / "red.graphml").write_bytes(one)
    opened = igraph.Graph.Read_GraphML(str(tmp_path / "red.graphml"))
    for read in (nx.read_graphml(io.BytesIO(one)), nx.read_gexf(io.BytesIO(other))):
        assert set(read) == set(graph.ids)
        assert read.number_of_edges() == graph.edges
        assert {node: own["context"] for node, own in read.nodes(data=True)} == dict(
            zip(graph.ids, graph.is_context.tolist(), strict=True)
        )
        assert {own["articulation"] for _node, own in read.nodes(data=True)} == {True}
        assert sum(weight for *_ends, weight in read.edges(data="weight")) == graph.weights.sum()
    assert opened.vs["id"] == list(graph.ids)
    assert opened.vs["context"] == graph.is_context.tolist()
    assert set(opened.vs["articulation"]) == {True}
    assert len(opened.es) == graph.edges


def test_a_single_node_is_a_file_too() -> None:
    alone = one_mode(Snapshot(small().nodes[:1], (small().contexts[1],)))
    assert (graphml_faults(graphml(alone, {}, {})), gexf_faults(gexf(alone, {}, {}, {}))) == ([], [])
