"""A graph as a file that other programs open: GraphML and GEXF, written by networkx.

Node attributes: label, context (whether it is one), the attributes of the actor, and what the caller
adds. Edge attributes: weight, and what the caller adds. A value that is ``None`` is left out.
"""

import io
import re
from collections.abc import Mapping

import networkx as nx

from network.graph.tiegraph import TieGraph

Attributes = Mapping[str, str | int | float | None]

_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML file may hold, not even escaped."""


def graphml(
    graph: TieGraph, nodes: Mapping[str, Attributes], edges: Mapping[tuple[str, str], Attributes]
) -> bytes:
    """GraphML 1.0. ``nodes`` and ``edges`` add attributes by id, and by pair of ids in their order.

    >>> from network.graph.examples import kite
    >>> b'<edge source="Heather" target="Ike">' in graphml(kite(), {}, {})
    True
    """
    target = io.BytesIO()
    nx.write_graphml_xml(_dressed(graph, nodes, edges), target, encoding="utf-8")
    return _lower_booleans(target.getvalue())


def gexf(
    graph: TieGraph,
    nodes: Mapping[str, Attributes],
    edges: Mapping[tuple[str, str], Attributes],
    places: Mapping[str, tuple[float, float]],
) -> bytes:
    """GEXF 1.2 with the positions of the drawing, y growing upwards as Gephi has it.

    >>> from network.graph.examples import kite
    >>> b'<node id="Jane" label="Jane">' in gexf(kite(), {}, {}, {})
    True
    """
    dressed = _dressed(graph, nodes, edges)
    for node, (x, y) in places.items():
        if node in dressed:
            dressed.nodes[node]["viz"] = {"position": {"x": x, "y": -y, "z": 0.0}}
    target = io.BytesIO()
    nx.write_gexf(dressed, target, encoding="utf-8", version="1.2draft")
    return re.sub(
        rb'(<graph [^>]*?) name=""', rb"\1", target.getvalue(), count=1
    )  # 1.2 has no such attribute


def _lower_booleans(file: bytes) -> bytes:
    """networkx writes booleans as Python does; XML Schema knows "true" and "false" alone."""
    keys = re.findall(rb'<key id="(\w+)"[^>]* attr\.type="boolean"', file)
    if not keys:
        return file
    found = rb'(<data key="(?:%s)">)(True|False)(?=</data>)' % b"|".join(keys)
    return re.sub(found, lambda match: match[1] + match[2].lower(), file)


def _dressed(
    graph: TieGraph, nodes: Mapping[str, Attributes], edges: Mapping[tuple[str, str], Attributes]
) -> nx.Graph:
    dressed = graph.networkx()
    for node, own in dressed.nodes(data=True):
        more = {**own, **nodes.get(node, {})}
        own.clear()
        own.update(_plain(more))
    for one, other, own in dressed.edges(data=True):
        own.update(_plain(edges.get((one, other)) or edges.get((other, one)) or {}))
    return dressed


def _plain(own: Attributes) -> dict[str, str | int | float]:
    return {
        name: _NO_XML.sub(" ", value) if isinstance(value, str) else value
        for name, value in own.items()
        if value is not None
    }
