"""Every measure once more, in plain networkx: slow, independent of the engine, and meant to be read."""

import math

import networkx as nx
import numpy as np

TOLERANCE = 1e-9


def graph_measures(graph: nx.Graph, *, contexts: int, two_mode: bool) -> dict[str, int | float | None]:
    n, m = graph.number_of_nodes(), graph.number_of_edges()
    degrees = [degree for _, degree in graph.degree]
    parts = ordered_components(graph)
    top = graph.subgraph(parts[0]) if parts else None
    possible = contexts * (n - contexts) if two_mode else n * (n - 1) / 2
    return {
        "nodes": n,
        "edges": m,
        "institutions": n - contexts if two_mode else n,
        "contexts": contexts,
        "total_weight": sum(weight for _, _, weight in graph.edges(data="weight")),
        "density": m / possible if possible else None,
        "average_degree": sum(degrees) / n if n else None,
        "degree_centralization": (
            sum(max(degrees) - d for d in degrees) / ((n - 1) * (n - 2)) if n > 2 else None
        ),
        "components": len(parts),
        "largest_component": len(parts[0]) if parts else 0,
        "isolates": nx.number_of_isolates(graph),
        "k_core_max": max(nx.core_number(graph).values(), default=0),
        "average_clustering": None if two_mode or not n else nx.average_clustering(graph),
        "articulation_points": len(list(nx.articulation_points(graph))),
        "bridges": len(list(nx.bridges(graph))),
        "average_path_length": nx.average_shortest_path_length(top) if top and len(top) > 1 else None,
        "diameter": nx.diameter(top) if top else None,
        "ei_sector": ei(graph.edges, graph, "sector"),
        "ei_region": ei(graph.edges, graph, "region"),
        "modularity_sector": modularity(graph, "sector"),
        "modularity_region": modularity(graph, "region"),
    }


def node_measures(graph: nx.Graph, *, two_mode: bool) -> dict[str, dict[str, int | float | None]]:
    n = len(graph)
    if n == 0:
        return {}
    betweenness, closeness = nx.betweenness_centrality(graph), nx.closeness_centrality(graph)
    constraint, weighted = nx.constraint(graph), nx.constraint(graph, weight="weight")
    size, clustering, core = nx.effective_size(graph), nx.clustering(graph), nx.core_number(graph)
    cuts = set(nx.articulation_points(graph))
    leading = eigenvector(graph)
    number = {node: place for place, part in enumerate(ordered_components(graph), start=1) for node in part}
    return {
        node: {
            "degree": graph.degree(node),
            "weighted_degree": graph.degree(node, weight="weight"),
            "betweenness": betweenness[node] if n > 2 else None,
            "closeness": closeness[node] if n > 1 else None,
            "eigenvector": leading[node],
            "constraint": constraint[node] if graph.degree(node) else None,
            "constraint_weighted": weighted[node] if graph.degree(node) else None,
            "effective_size": size[node] if graph.degree(node) else None,
            "clustering": None if two_mode else clustering[node],
            "core": core[node],
            "articulation": int(node in cuts),
            "component": number[node],
            "ei_sector": ei(graph.edges(node), graph, "sector"),
            "ei_region": ei(graph.edges(node), graph, "region"),
        }
        for node in graph
    }


def ordered_components(graph: nx.Graph) -> list[set[str]]:
    return sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))


def eigenvector(graph: nx.Graph) -> dict[str, float | None]:
    if not graph.number_of_edges():
        return dict.fromkeys(graph)
    members = sorted(ordered_components(graph)[0])
    _, vectors = np.linalg.eigh(nx.to_numpy_array(graph, nodelist=members, weight=None))
    return {**dict.fromkeys(graph, 0.0), **dict(zip(members, abs(vectors[:, -1]), strict=True))}


def ei(edges, graph: nx.Graph, attribute: str) -> float | None:
    values = nx.get_node_attributes(graph, attribute)
    pairs = [(values.get(a), values.get(b)) for a, b in edges if values.get(a) and values.get(b)]
    external = sum(a != b for a, b in pairs)
    return (external - (len(pairs) - external)) / len(pairs) if pairs else None


def modularity(graph: nx.Graph, attribute: str) -> float | None:
    parts: dict[str, set[str]] = {}
    for node, value in nx.get_node_attributes(graph, attribute).items():
        if value:
            parts.setdefault(value, set()).add(node)
    induced = graph.subgraph(set().union(*parts.values()))
    if not induced.number_of_edges():
        return None
    return nx.community.modularity(induced, parts.values(), weight=None)


def differences(found, expected) -> list[str]:
    """What is not equal: floats within the tolerance, counts exactly and only to counts."""
    wrong = []
    for key, value in expected.items():
        got = found[key]
        if isinstance(got, float) and value is not None:
            equal = math.isclose(got, value, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
        else:
            equal = type(got) is type(value) and got == value
        if not equal:
            wrong.append(f"{key}: {got!r} is not {value!r}")
    return wrong


def all_differences(found, graph: nx.Graph, *, contexts: int, two_mode: bool) -> list[str]:
    """The differences of a whole ``Measures`` from the oracle's, communities checked by their meaning."""
    wrong = differences(found.graph, graph_measures(graph, contexts=contexts, two_mode=two_mode))
    rows = {row["id"]: row for row in found.nodes}
    if list(rows) != sorted(graph) or len(rows) != len(found.nodes):
        return [*wrong, f"nodes: {list(rows)} are not {sorted(graph)}"]
    for node, expected in node_measures(graph, two_mode=two_mode).items():
        wrong += [f"{node}.{line}" for line in differences(rows[node], expected)]
    return wrong + community_differences(found, graph)


def community_differences(found, graph: nx.Graph) -> list[str]:
    parts: dict[int, set[str]] = {}
    for row in found.nodes:
        parts.setdefault(row["community"], set()).add(row["id"])
    in_order = sorted(parts.values(), key=lambda part: (-len(part), min(part)))
    wrong = []
    if in_order != [parts[number] for number in range(1, len(parts) + 1)]:
        wrong.append("communities are not numbered by size and first id")
    if not all(nx.is_connected(graph.subgraph(part)) for part in in_order):
        wrong.append("a community falls apart")
    quality = nx.community.modularity(graph, in_order, weight=None) if graph.number_of_edges() else None
    return wrong + differences(found.graph, {"communities": len(parts), "modularity_communities": quality})
