"""What GEXF 1.2 and GraphML 1.0 ask of a file, written down rule by rule from their specifications.

Their schemas are others' work and no package of PyPI or npm that we found carries them; so each rule
that concerns what we write stands here: which elements may hold which, which attributes they must and
may bear, of what type, which ids are unique and what refers to what. Empty means that nothing is wrong.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

GEXF, VIZ = "http://www.gexf.net/1.2draft", "http://www.gexf.net/1.2draft/viz"
GRAPHML = "http://graphml.graphdrawing.org/xmlns"
LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


@dataclass(frozen=True)
class Rule:
    """What an element may hold, and its attributes by the type of their values. Required ones end in "*"."""

    children: str = ""
    attributes: str = ""


def _types() -> dict[str, str]:
    number = r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|NaN|-?INF"
    whole = r"[+-]?\d+"
    return {
        "text": r"(?s).*",
        "token": r"[\w.:\-]+",  # NMTOKEN
        "date": r"\d{4}-\d\d-\d\d",
        "number": number,
        "float": number,
        "double": number,
        "int": whole,
        "integer": whole,
        "long": whole,
        "count": r"\d+",
        "boolean": "true|false|0|1",
        "string": r"(?s).*",
        "liststring": r"(?s).*",
        "anyURI": r"\S*",
        "gexf-type": "integer|long|double|float|boolean|liststring|string|anyURI",
        "graphml-type": "boolean|int|long|float|double|string",
        "graphml-for": "all|graph|node|edge|hyperedge|port|endpoint",
        "edge-type": "directed|undirected|mutual",
        "edge-default": "directed|undirected",
        "class": "node|edge",
        "mode": "static|dynamic",
        "id-type": "string|integer",
        "version": r"1\.2",
    }


TYPES = {name: re.compile(pattern) for name, pattern in _types().items()}
TIMES = "start:text startopen:text end:text endopen:text"
GEXF_RULES = {
    "gexf": Rule("meta graph", "version*:version variant:text"),
    "meta": Rule("creator keywords description", "lastmodifieddate:date"),
    "creator": Rule(),
    "keywords": Rule(),
    "description": Rule(),
    "graph": Rule(
        "attributes nodes edges",
        f"timeformat:text {TIMES} defaultedgetype:edge-type idtype:id-type mode:mode",
    ),
    "attributes": Rule("attribute", f"class*:class mode:mode {TIMES}"),
    "attribute": Rule("default options", "id*:text title*:text type*:gexf-type"),
    "default": Rule(),
    "options": Rule(),
    "nodes": Rule("node", "count:count"),
    "node": Rule(
        "attvalues spells nodes edges parents viz:color viz:position viz:size viz:shape",
        f"id*:text label*:text pid:text {TIMES}",
    ),
    "edges": Rule("edge", "count:count"),
    "edge": Rule(
        "attvalues spells viz:color viz:thickness viz:shape",
        f"id*:text source*:text target*:text type:edge-type label:text weight:number {TIMES}",
    ),
    "attvalues": Rule("attvalue"),
    "attvalue": Rule("", f"for*:text value*:text {TIMES}"),
    "viz:position": Rule("", "x*:number y*:number z*:number"),
    "viz:size": Rule("", "value*:number"),
}
GRAPHML_RULES = {
    "graphml": Rule("desc key graph data"),
    "desc": Rule(),
    "key": Rule("desc default", "id*:token for:graphml-for attr.name:text attr.type:graphml-type"),
    "default": Rule(),
    "graph": Rule("desc data node edge hyperedge", "id:token edgedefault*:edge-default"),
    "node": Rule("desc data port graph", "id*:token"),
    "edge": Rule("desc data graph", "id:token directed:boolean source*:token target*:token"),
    "data": Rule("", "key*:token id:token"),
}


def gexf_faults(file: bytes) -> list[str]:
    root = ET.fromstring(file)
    faults = [*_structure(root, GEXF_RULES, {GEXF: "", VIZ: "viz:"}, "gexf")]
    declared: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    for group in root.iter(f"{{{GEXF}}}attributes"):
        for entry in group:
            held = declared[group.get("class", "node")]
            if entry.get("id") in held:
                faults.append(f"attribute {entry.get('id')} is declared twice")
            held[entry.get("id", "")] = entry.get("type", "")
    ids = [node.get("id") for node in root.iter(f"{{{GEXF}}}node")]
    edges = list(root.iter(f"{{{GEXF}}}edge"))
    faults += _references(ids, [(edge.get("source"), edge.get("target")) for edge in edges])
    if len({edge.get("id") for edge in edges}) < len(edges):
        faults.append("two edges have the same id")
    for kind, types in declared.items():
        for owner in root.iter(f"{{{GEXF}}}{kind}"):
            values = list(owner.iterfind(f"{{{GEXF}}}attvalues/{{{GEXF}}}attvalue"))
            faults += _values([(v.get("for"), v.get("value") or "") for v in values], types, kind)
    return faults


def graphml_faults(file: bytes) -> list[str]:
    root = ET.fromstring(file)
    faults = [*_structure(root, GRAPHML_RULES, {GRAPHML: ""}, "graphml")]
    order = [child.tag.partition("}")[2] for child in root]
    if order != sorted(order, key=["desc", "key", "graph", "data"].index):
        faults.append("keys stand before graphs")
    keys = [key.get("id", "") for key in root.iter(f"{{{GRAPHML}}}key")]
    if len(set(keys)) < len(keys):
        faults.append("two keys have the same id")
    ids = [node.get("id") for node in root.iter(f"{{{GRAPHML}}}node")]
    edges = list(root.iter(f"{{{GRAPHML}}}edge"))
    faults += _references(ids, [(edge.get("source"), edge.get("target")) for edge in edges])
    for kind in ("graph", "node", "edge"):
        types = {
            key.get("id", ""): key.get("attr.type", "string")
            for key in root.iter(f"{{{GRAPHML}}}key")
            if key.get("for") in (kind, "all", None)
        }
        for owner in root.iter(f"{{{GRAPHML}}}{kind}"):
            data = list(owner.iterfind(f"{{{GRAPHML}}}data"))
            faults += _values([(d.get("key"), d.text or "") for d in data], types, kind)
    return faults


def _structure(
    root: ET.Element, rules: dict[str, Rule], prefixes: dict[str, str], first: str
) -> Iterator[str]:
    def name_of(element: ET.Element) -> str:
        space, _, local = element.tag[1:].partition("}")
        return f"{prefixes.get(space, f'{space} ')}{local}"

    if name_of(root) != first:
        yield f"the root is {name_of(root)}"
    for element in root.iter():
        name = name_of(element)
        rule = rules.get(name)
        if rule is None:
            yield f"there is no element {name}"
            continue
        for child in map(name_of, element):
            if child not in rule.children.split():
                yield f"{name} may not hold {child}"
        allowed = dict(part.split(":") for part in rule.attributes.split())
        wanted = {key.rstrip("*"): kind for key, kind in allowed.items()}
        yield from (
            f"{name} lacks {key[:-1]}" for key in allowed if key[-1] == "*" and key[:-1] not in element.attrib
        )
        for key, value in element.attrib.items():
            if key == LOCATION:
                continue
            if key not in wanted:
                yield f"{name} may not bear {key}"
            elif not TYPES[wanted[key]].fullmatch(value):
                yield f"{name} {key}={value!r} is no {wanted[key]}"


def _references(ids: list[str | None], ends: list[tuple[str | None, str | None]]) -> Iterator[str]:
    known = set(ids)
    if len(known) < len(ids):
        yield "two nodes have the same id"
    yield from (
        f"an edge ends at {end}, which is no node" for pair in ends for end in pair if end not in known
    )


def _values(values: list[tuple[str | None, str]], types: dict[str, str], kind: str) -> Iterator[str]:
    if len({key for key, _value in values}) < len(values):
        yield f"a {kind} has two values of one attribute"
    for key, value in values:
        if key not in types:
            yield f"{key} is not declared for a {kind}"
        elif not TYPES.get(types[key], TYPES["string"]).fullmatch(value):
            yield f"{value!r} is no {types[key]}"
