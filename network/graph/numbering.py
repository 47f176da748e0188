"""Numbers for the parts of a graph that do not depend on the order in which it was read."""

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]


def by_size(labels: Integers) -> Integers:
    """Renumber the parts 1, 2, … from the largest; of two of equal size, the one that holds the
    first node comes first (nodes are sorted by id).

    >>> by_size(np.array([7, 7, 3, 5, 5])).tolist()
    [1, 1, 3, 2, 2]
    """
    _, first, part, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(1, len(order) + 1)
    return number[part]
