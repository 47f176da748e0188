"""GraphML and GEXF files: what other programs read in them is the graph that was written."""

import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

import igraph
import networkx as nx
import pytest

from network.graph.export import gexf, graphml
from network.graph.projection import one_mode, two_mode
from network.graph.snapshot import Context, Membership, Node, Snapshot

GEXF = "{http://www.gexf.net/1.2draft}"


def world() -> Snapshot:
    nodes = (
        Node("a", "Ñuñoa & «Género» <1>", {"sector": "public"}),
        Node("b", "with \x0b an illegal character", {}),
        Node("c", "C", {"sector": ""}),
    )
    seats = (Membership("a"), Membership("b"))
    return Snapshot(nodes, (Context("groups:1", "groups", "Mesa", (*seats, Membership("c"))),
                            Context("groups:2", "groups", "Mesa 2", seats)))  # fmt: skip


@pytest.mark.parametrize("project", [one_mode, two_mode])
def test_igraph_reads_the_graphml_as_it_was(project) -> None:
    graph = project(world())
    more = {node: {"degree": 2, "constraint": None} for node in graph.ids}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "red.graphml"
        path.write_bytes(graphml(graph, more, {("a", "b"): {"basis": "stated"}}))
        read = igraph.Graph.Read_GraphML(str(path))
    assert read.vs["id"] == list(graph.ids)
    assert read.vs["label"][0] == "Ñuñoa & «Género» <1>"
    assert {(read.vs[e.source]["id"], read.vs[e.target]["id"]) for e in read.es} == {
        (graph.ids[s], graph.ids[t]) for s, t in zip(graph.sources, graph.targets, strict=True)
    }
    assert sum(read.es["weight"]) == graph.weights.sum()
    assert set(read.vs["degree"]) == {2}
    assert "constraint" not in read.vs.attributes()


def test_gexf_has_the_parts_that_its_schema_asks_for() -> None:
    graph = one_mode(world())
    places = dict.fromkeys(graph.ids, (0.25, 0.75))
    content = gexf(graph, {node: {"degree": 2} for node in graph.ids}, {}, places)
    root = ET.fromstring(content)
    assert root.tag == f"{GEXF}gexf"
    assert root.get("version") == "1.2"
    body = root.find(f"{GEXF}graph")
    assert body is not None
    assert body.get("defaultedgetype") == "undirected"
    declared = {
        (group.get("class"), entry.get("id")): entry.get("type")
        for group in body.findall(f"{GEXF}attributes")
        for entry in group.findall(f"{GEXF}attribute")
    }
    assert set(declared.values()) <= {"string", "integer", "long", "float", "double", "boolean"}
    ids = [node.get("id") for node in body.iter(f"{GEXF}node")]
    assert ids == list(graph.ids)
    assert len({edge.get("id") for edge in body.iter(f"{GEXF}edge")}) == graph.edges
    for edge in body.iter(f"{GEXF}edge"):
        assert {edge.get("source"), edge.get("target")} <= set(ids)
        assert float(edge.get("weight") or 0) >= 1
    for name, tag in (("node", "node"), ("edge", "edge")):
        used = {v.get("for") for item in body.iter(f"{GEXF}{tag}") for v in item.iter(f"{GEXF}attvalue")}
        assert used <= {key for kind, key in declared if kind == name}
    spots = [e for e in body.iter() if e.tag.endswith("}position")]
    assert [(spot.get("x"), spot.get("y")) for spot in spots] == [("0.25", "-0.75")] * 3


def test_networkx_reads_the_gexf_as_it_was() -> None:
    graph = one_mode(world())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "red.gexf"
        path.write_bytes(gexf(graph, {}, {("b", "a"): {"basis": "inferred"}}, {}))
        read = nx.read_gexf(path)
    assert {(*sorted(edge), weight) for *edge, weight in read.edges(data="weight")} == {
        ("a", "b", 2),
        ("a", "c", 1),
        ("b", "c", 1),
    }
    assert read.edges["a", "b"]["basis"] == "inferred"


def test_a_graph_of_nothing_is_a_file_of_nothing() -> None:
    nothing = one_mode(Snapshot((), ()))
    assert ET.fromstring(graphml(nothing, {}, {})).tag.endswith("graphml")
    assert ET.fromstring(gexf(nothing, {}, {}, {})).tag.endswith("gexf")
