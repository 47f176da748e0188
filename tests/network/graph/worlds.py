"""Random small worlds: disconnected, with isolates, repeated rows, missing attributes and partial dates."""

from datetime import date

import networkx as nx
from hypothesis import strategies as st

from network.graph.snapshot import Context, Membership, Node, Snapshot

LAYERS = ("groups", "agreements")
DAYS = [date(2018, 1, 1), date(2019, 12, 31), date(2020, 12, 31), date(2021, 6, 30)]


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    names = [f"i{number:02d}" for number in range(draw(st.integers(0, 14)))]
    values = st.sampled_from(["", "one", "two", "three"])
    nodes = tuple(
        Node(name, name.upper(), {"sector": draw(values)} | ({"region": v} if (v := draw(values)) else {}))
        for name in names
    )
    if not names:
        return Snapshot((), ())
    days = st.none() | st.sampled_from(DAYS)
    seats = st.builds(Membership, st.sampled_from(names), st.sampled_from(["stated", "inferred"]), days, days)
    contexts = []
    for number in range(draw(st.integers(0, 9))):
        layer = draw(st.sampled_from(LAYERS))
        members = tuple(draw(st.lists(seats, max_size=5)))
        contexts.append(Context(f"{layer}:{number}", layer, f"C{number}", members, draw(days), draw(days)))
        if contexts and draw(st.integers(0, 9)) == 0:
            contexts.append(contexts[0])
    return Snapshot(nodes, tuple(contexts))


def member_sets(snapshot: Snapshot) -> dict[str, set[str]]:
    seated: dict[str, set[str]] = {}
    for context in snapshot.contexts:
        for seat in context.members:
            seated.setdefault(context.id, set()).add(seat.node_id)
    return seated


def as_networkx(seated: dict[str, set[str]], attributes, *, two_mode: bool) -> nx.Graph:
    """The graph by the definition in words, pair by pair."""
    graph = nx.Graph()
    for context, members in seated.items():
        for member in members:
            graph.add_node(member, **attributes.get(member, {}))
            if two_mode:
                graph.add_edge(context, member, weight=1)
            for other in members if not two_mode else ():
                if other < member:
                    if not graph.has_edge(member, other):
                        graph.add_edge(member, other, weight=0)
                    graph[member][other]["weight"] += 1
    for node in graph:
        graph.nodes[node].update(attributes.get(node, {}))
    return graph
