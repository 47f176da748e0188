"""Famous small networks, for the examples in the docstrings and for whoever wants to try a measure.

The data come with networkx: Davis, Gardner & Gardner 1941 (the Southern Women), Krackhardt 1990
(the kite), Breiger & Pattison 1986 (marriages of the Florentine families), Zachary 1977 (the karate
club, with the side each member took as an attribute).
"""

from collections.abc import Iterable, Mapping

import networkx as nx

from network.graph.projection import one_mode
from network.graph.snapshot import Context, Membership, Node, Snapshot
from network.graph.tiegraph import TieGraph


def of_ties(
    ties: Iterable[tuple[str, str]],
    *,
    alone: Iterable[str] = (),
    attributes: Mapping[str, Mapping[str, str]] | None = None,
) -> Snapshot:
    """A snapshot whose one-mode graph has exactly these ties: each is a context of two.

    ``alone`` adds isolates: actors that are the only member of a context.
    """
    pairs = sorted({(min(tie), max(tie)) for tie in ties})
    contexts = [
        Context(f"ties:{one}–{other}", "ties", f"{one}–{other}", (Membership(one), Membership(other)))
        for one, other in pairs
    ]
    contexts += [Context(f"ties:{one}", "ties", one, (Membership(one),)) for one in alone]
    actors = sorted({seat.node_id for context in contexts for seat in context.members})
    known = attributes or {}
    return Snapshot(tuple(Node(a, a, known.get(a, {})) for a in actors), tuple(contexts))


def kite() -> TieGraph:
    """Krackhardt's kite: ten people of whom the most connected, the broker and the closest differ."""
    people = ("Andre", "Beverley", "Carol", "Diane", "Ed", "Fernando", "Garth", "Heather", "Ike", "Jane")
    return one_mode(of_ties((people[a], people[b]) for a, b in nx.krackhardt_kite_graph().edges))


def florentine() -> TieGraph:
    """Marriages among fifteen Florentine families of the fifteenth century, and the Pucci, with none."""
    return one_mode(of_ties(nx.florentine_families_graph().edges, alone=["Pucci"]))


def karate() -> TieGraph:
    """Zachary's karate club; the attribute ``club`` is the side each member took when it split."""
    graph = nx.karate_club_graph()
    sides = {f"{node:02d}": {"club": data["club"]} for node, data in graph.nodes(data=True)}
    return one_mode(of_ties(((f"{a:02d}", f"{b:02d}") for a, b in graph.edges), attributes=sides))


def southern_women() -> Snapshot:
    """Eighteen women at fourteen social events, as Davis, Gardner and Gardner wrote them down."""
    graph = nx.davis_southern_women_graph()
    women = graph.graph["top"]
    events = tuple(
        Context(
            f"events:{event}", "events", event, tuple(Membership(woman) for woman in sorted(graph[event]))
        )
        for event in graph.graph["bottom"]
    )
    return Snapshot(tuple(Node(woman, woman) for woman in women), events)
