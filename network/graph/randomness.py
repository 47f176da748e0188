"""Chance that gives the same result every time."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

import igraph as ig

# igraph has one generator for the whole process, and calls back into Python for every number:
# without the lock, two threads would draw from each other's sequence.
_LOCK = RLock()


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Let igraph draw from a generator seeded so, and give it Python's ``random`` back afterwards.

    >>> with seeded(7):
    ...     one = ig.Graph.Erdos_Renyi(n=20, m=30).get_edgelist()
    >>> with seeded(7):
    ...     one == ig.Graph.Erdos_Renyi(n=20, m=30).get_edgelist()
    True
    """
    with _LOCK:
        ig.set_random_number_generator(random.Random(seed))  # noqa: S311 - no secret depends on it
        try:
            yield
        finally:
            ig.set_random_number_generator(random)
