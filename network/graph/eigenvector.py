"""Eigenvector centrality: to count as much as those one is tied to."""

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse
from scipy.sparse.linalg import ArpackError, eigsh

from network.graph.tiegraph import TieGraph

DENSE_UP_TO = 300


def eigenvector(graph: TieGraph) -> list[float] | list[None]:
    """The vector of the largest eigenvalue of the adjacency matrix of the largest component.

    Ax = λx with A of zeros and ones, x ≥ 0 and Σx² = 1. Range 0 to 1; to be compared inside one
    graph only. Source: Bonacich 1972; Newman 2010, 7.2. Weights are not used. Nodes outside of the
    largest component, isolates among them, have 0; of two components of equal size, the one that
    holds the first id is taken. ``None`` for all where the graph has no edge. Two-mode: the
    greatest eigenvalue, not the greatest in absolute value, so −λ does not disturb.

    >>> from network.graph.examples import kite
    >>> graph = kite()
    >>> round(eigenvector(graph)[graph.index["Diane"]], 4)
    0.481
    """
    if graph.edges == 0:
        return [None] * graph.nodes
    members = np.flatnonzero(graph.component == 1)
    matrix = graph.adjacency if len(members) == graph.nodes else graph.adjacency[members][:, members]
    ones = sparse.csr_array(
        (np.ones(matrix.nnz), matrix.indices, matrix.indptr), shape=matrix.shape, dtype=np.float64
    )
    values = np.zeros(graph.nodes)
    values[members] = _leading(ones)
    return values.tolist()


def _leading(matrix: sparse.csr_array) -> NDArray[np.float64]:
    """The non-negative leading vector of a connected graph: by Perron and Frobenius there is one."""
    size = matrix.shape[0]
    if size <= DENSE_UP_TO:
        return _dense(matrix)
    start = np.asarray(matrix.sum(axis=1), dtype=np.float64)
    try:
        _, vectors = eigsh(matrix, k=1, which="LA", v0=start, maxiter=50 * size)
    except ArpackError:
        # Long chains bring the first two eigenvalues so close together that iterating gives up.
        return _dense(matrix)
    return _unit(vectors[:, 0])


def _dense(matrix: sparse.csr_array) -> NDArray[np.float64]:
    last = matrix.shape[0] - 1
    _, vectors = linalg.eigh(matrix.toarray(), subset_by_index=[last, last])
    return _unit(vectors[:, 0])


def _unit(vector: NDArray[np.float64]) -> NDArray[np.float64]:
    # The sign of an eigenvector is arbitrary; rounding leaves entries near zero on either side.
    positive = np.abs(vector)
    return positive / np.linalg.norm(positive)
