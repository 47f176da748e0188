"""The graph every measure works on: integer arrays in a fixed order, and the ways out of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import igraph as ig
import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from network.graph.numbering import Integers, by_size


class Mode(StrEnum):
    """One-mode: actors tied by shared contexts. Two-mode: actors and contexts, tied by membership."""

    ONE = "one"
    TWO = "two"


@dataclass(frozen=True, eq=False)
class TieGraph:
    """An undirected graph without loops or parallel edges, its nodes sorted by id.

    Edge ``k`` joins ``ids[sources[k]]`` and ``ids[targets[k]]`` (source before target, edges
    sorted) with weight ``weights[k]``: the number of shared contexts in one-mode, 1 in two-mode.
    ``incidence`` has a row per context in ``context_ids`` and a column per actor in the order of
    ``ids``; ``contexts`` counts them.
    """

    mode: Mode
    ids: tuple[str, ...]
    labels: tuple[str, ...]
    is_context: NDArray[np.bool_]
    attributes: tuple[Mapping[str, str], ...]
    sources: Integers
    targets: Integers
    weights: Integers
    context_ids: tuple[str, ...]
    incidence: sparse.csr_array

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.ids)

    @property
    def edges(self) -> int:
        """How many edges there are, each counted once whatever its weight."""
        return len(self.weights)

    @property
    def contexts(self) -> int:
        """How many contexts there are: as nodes in two-mode, projected in one-mode."""
        return len(self.context_ids)

    @cached_property
    def index(self) -> dict[str, int]:
        """Where each node stands in ``ids``."""
        return {node_id: position for position, node_id in enumerate(self.ids)}

    @cached_property
    def degree(self) -> Integers:
        """How many neighbours each node has."""
        ends = np.concatenate((self.sources, self.targets))
        return np.bincount(ends, minlength=self.nodes).astype(np.int64, copy=False)

    @cached_property
    def adjacency(self) -> sparse.csr_array:
        """The symmetric matrix of the weights."""
        rows = np.concatenate((self.sources, self.targets))
        columns = np.concatenate((self.targets, self.sources))
        values = np.concatenate((self.weights, self.weights))
        return sparse.csr_array((values, (rows, columns)), shape=(self.nodes, self.nodes))

    @cached_property
    def component(self) -> Integers:
        """The number of each node's component: 1 is the largest; of two equal ones, the one that
        holds the first id comes first.
        """
        if self.nodes == 0:
            return np.zeros(0, dtype=np.int64)
        return by_size(np.asarray(self.igraph.connected_components().membership, dtype=np.int64))

    @cached_property
    def component_sizes(self) -> Integers:
        """The size of component 1, 2, …"""
        return np.bincount(self.component, minlength=1)[1:]

    @cached_property
    def closure(self) -> NDArray[np.float64]:
        """The local clustering of each node, 0 below two neighbours; three measures start from it."""
        return np.asarray(self.igraph.transitivity_local_undirected(mode="zero"), dtype=np.float64)

    @cached_property
    def igraph(self) -> ig.Graph:
        """The same graph for igraph, built when first asked for. Vertices keep the order of ``ids``."""
        return ig.Graph(
            n=self.nodes,
            edges=np.column_stack((self.sources, self.targets)) if self.edges else [],
            edge_attrs={"weight": self.weights.tolist()},
        )

    def networkx(self) -> nx.Graph:
        """A fresh copy for networkx: label, ``context`` and attributes on nodes, weight on edges.

        >>> from network.graph.examples import kite
        >>> kite().networkx().number_of_edges()
        18
        """
        graph = nx.Graph()
        for position, node_id in enumerate(self.ids):
            own = {
                **self.attributes[position],
                "label": self.labels[position],
                "context": bool(self.is_context[position]),
            }
            graph.add_nodes_from([(node_id, own)])
        graph.add_weighted_edges_from(
            (self.ids[source], self.ids[target], weight)
            for source, target, weight in zip(
                self.sources.tolist(), self.targets.tolist(), self.weights.tolist(), strict=True
            )
        )
        return graph

    def neighbours(self, node_id: str) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
        """Each neighbour as (id, weight, ids of the shared contexts), the strongest tie first.

        In two-mode the one shared context of an edge is the context at its end. Raises
        ``KeyError`` for a node that is not in the graph.

        >>> from network.graph.examples import kite
        >>> kite().neighbours("Jane")
        (('Ike', 1, ('ties:Ike–Jane',)),)
        """
        own = self.index[node_id]
        around = self.adjacency.indices[self.adjacency.indptr[own] : self.adjacency.indptr[own + 1]]
        shared: dict[int, list[str]] = {other: [] for other in around.tolist()}
        if self.mode is Mode.TWO:
            for other in shared:
                shared[other].append(node_id if self.is_context[own] else self.ids[other])
        else:
            for context in self._contexts_of(own):
                for other in self._members_of(context):
                    if other != own:
                        shared[other].append(self.context_ids[context])
        ties = [(self.ids[other], len(contexts), tuple(contexts)) for other, contexts in shared.items()]
        return tuple(sorted(ties, key=lambda tie: (-tie[1], tie[0])))

    def shared_contexts(self, one: str, other: str) -> tuple[str, ...]:
        """The ids of the contexts that make the tie of two nodes; empty when there is none."""
        return next((contexts for near, _, contexts in self.neighbours(one) if near == other), ())

    @cached_property
    def _contexts_by_actor(self) -> sparse.csc_array:
        return self.incidence.tocsc()

    def _contexts_of(self, actor: int) -> list[int]:
        matrix = self._contexts_by_actor
        return sorted(matrix.indices[matrix.indptr[actor] : matrix.indptr[actor + 1]].tolist())

    def _members_of(self, context: int) -> list[int]:
        matrix = self.incidence
        return matrix.indices[matrix.indptr[context] : matrix.indptr[context + 1]].tolist()
