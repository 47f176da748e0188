"""From a snapshot to a graph: actors with their contexts, or actors tied by what they share.

Definitions (Wasserman & Faust 1994, chapter 8). Let B be the matrix of contexts × actors, 1 where
an actor belongs to a context, however many roles it has there. The two-mode graph has B as its
edges. The one-mode graph has an edge where an entry of BᵀB outside the diagonal is positive, and
that entry, the number of shared contexts, is its weight. A context with no member and an actor in
no context are in neither; an actor that is alone in its contexts is an isolate of the one-mode
graph.
"""

from collections.abc import Mapping

import numpy as np
from scipy import sparse

from network.graph.numbering import Integers
from network.graph.snapshot import Node, Snapshot
from network.graph.tiegraph import Mode, TieGraph

__all__ = ["Mode", "TieGraph", "one_mode", "project", "two_mode"]


def project(snapshot: Snapshot, mode: Mode) -> TieGraph:
    """The graph of a snapshot in the mode asked for."""
    return two_mode(snapshot) if Mode(mode) is Mode.TWO else one_mode(snapshot)


def one_mode(snapshot: Snapshot) -> TieGraph:
    """Actors tied by the contexts they share.

    >>> from network.graph.examples import southern_women
    >>> graph = one_mode(southern_women())
    >>> graph.nodes, graph.edges, int(graph.weights.sum())
    (18, 139, 322)
    """
    seats = _Seats(snapshot)
    shared = sparse.triu(seats.incidence.T @ seats.incidence, k=1, format="csr")
    shared.sort_indices()
    pairs = shared.tocoo()
    sources, targets = pairs.coords
    return TieGraph(
        mode=Mode.ONE,
        ids=tuple(seats.actors),
        labels=tuple(node.label for node in seats.nodes),
        is_context=np.zeros(len(seats.actors), dtype=np.bool_),
        attributes=tuple(node.attributes for node in seats.nodes),
        sources=sources.astype(np.int64),
        targets=targets.astype(np.int64),
        weights=pairs.data.astype(np.int64),
        context_ids=tuple(seats.contexts),
        incidence=seats.incidence,
    )


def two_mode(snapshot: Snapshot) -> TieGraph:
    """Actors and contexts, tied by membership. Contexts have no attributes.

    >>> from network.graph.examples import southern_women
    >>> graph = two_mode(southern_women())
    >>> graph.nodes, graph.edges, graph.contexts
    (32, 89, 14)
    """
    seats = _Seats(snapshot)
    ids = sorted([*seats.actors, *seats.contexts])
    position = {node_id: place for place, node_id in enumerate(ids)}
    if len(position) < len(ids):
        raise ValueError("an actor and a context have the same id")
    cells = seats.incidence.tocoo()
    contexts, actors = cells.coords
    context_place = np.array([position[context] for context in seats.contexts], dtype=np.int64)[contexts]
    actor_place = np.array([position[actor] for actor in seats.actors], dtype=np.int64)[actors]
    sources, targets = np.minimum(context_place, actor_place), np.maximum(context_place, actor_place)
    order = np.lexsort((targets, sources))
    is_context = np.zeros(len(ids), dtype=np.bool_)
    is_context[context_place] = True
    nodes = dict(zip(seats.actors, seats.nodes, strict=True))
    nothing: Mapping[str, str] = {}
    return TieGraph(
        mode=Mode.TWO,
        ids=tuple(ids),
        labels=tuple(nodes[i].label if i in nodes else seats.contexts[i] for i in ids),
        is_context=is_context,
        attributes=tuple(nodes[i].attributes if i in nodes else nothing for i in ids),
        sources=sources[order],
        targets=targets[order],
        weights=np.ones(len(order), dtype=np.int64),
        context_ids=tuple(seats.contexts),
        incidence=seats.incidence,
    )


class _Seats:
    """Who sits where, each pair once, sorted: what both graphs are made of.

    Rows of the same context, or of the same actor, are read together. A membership of an actor
    that is not among the nodes is left out: it was not for the viewer to see.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        known: dict[str, Node] = {}
        for node in snapshot.nodes:
            held = known.get(node.id)
            if held is None or _order(node) < _order(held):
                known[node.id] = node
        pairs: set[tuple[str, str]] = set()
        labels: dict[str, str] = {}
        for context in snapshot.contexts:
            seated = [(context.id, seat.node_id) for seat in context.members if seat.node_id in known]
            if seated:
                pairs.update(seated)
                labels[context.id] = min(labels.get(context.id, context.label), context.label)
        self.contexts: dict[str, str] = dict(sorted(labels.items()))
        self.actors: list[str] = sorted({actor for _, actor in pairs})
        self.nodes: list[Node] = [known[actor] for actor in self.actors]
        self.incidence = self._matrix(pairs)

    def _matrix(self, pairs: set[tuple[str, str]]) -> sparse.csr_array:
        row = {context: place for place, context in enumerate(self.contexts)}
        column = {actor: place for place, actor in enumerate(self.actors)}
        rows: Integers = np.fromiter((row[context] for context, _ in pairs), np.int64, len(pairs))
        columns: Integers = np.fromiter((column[actor] for _, actor in pairs), np.int64, len(pairs))
        matrix = sparse.csr_array(
            (np.ones(len(pairs), dtype=np.int64), (rows, columns)), shape=(len(row), len(column))
        )
        matrix.sort_indices()
        return matrix


def _order(node: Node) -> tuple[str, list[tuple[str, str]]]:
    return node.label, sorted(node.attributes.items())
