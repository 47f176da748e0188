"""Answering a question about the network, and keeping the answer.

The key of a kept answer is made of the visible content itself, the mode and the engines' versions:
viewers who see the same may share it, and nobody ever gets the answer of someone who sees more.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from threading import Event, Thread

from django.core.cache import cache
from django.db import connections

from network.graph.layout import positions
from network.graph.measures import ENGINE_VERSIONS, Measures, measure_graph
from network.graph.projection import project
from network.graph.snapshot import Snapshot
from network.graph.tiegraph import Mode, TieGraph
from network.institutions.models import Institution

from .selection import Selection

KEPT_FOR = 24 * 60 * 60
HEAVY_FROM = 3_000
"""From this many nodes on, exact betweenness and closeness take longer than a page may."""

HEAVY_WORK = 50_000_000
"""So do they from this product of nodes and ties on: somewhat more than a second of one core."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """A question, what it was asked of, and the answer."""

    selection: Selection
    snapshot: Snapshot
    measures: Measures


def answer_key(snapshot: Snapshot, mode: Mode) -> str:
    parts = json.dumps([snapshot.digest, mode, sorted(ENGINE_VERSIONS.items())])
    return f"insights-{hashlib.sha256(parts.encode()).hexdigest()}"


def kept_measures(key: str) -> Measures | None:
    """The answer under that key, if it has been computed before."""
    found = cache.get(key)
    return None if found is None else Measures(**found)


def analyse(snapshot: Snapshot, selection: Selection) -> Analysis:
    """The measures of what the selection leaves of a viewer's snapshot."""
    visible = selection.applied_to(snapshot)
    key = answer_key(visible, selection.mode)
    measures = kept_measures(key)
    if measures is None:
        measures = measure_graph(project(visible, selection.mode))
        cache.set(key, asdict(measures), KEPT_FOR)
    return Analysis(selection, visible, measures)


def is_heavy(snapshot: Snapshot, mode: Mode) -> bool:
    """Whether measuring it belongs in the task queue."""
    sizes = [len({seat.node_id for seat in context.members}) for context in snapshot.contexts]
    nodes = len({seat.node_id for context in snapshot.contexts for seat in context.members})
    if mode is Mode.TWO:
        nodes, ties = nodes + len(snapshot.contexts), sum(sizes)
    else:
        ties = min(sum(size * (size - 1) // 2 for size in sizes), nodes * (nodes - 1) // 2)
    return nodes > HEAVY_FROM or nodes * ties > HEAVY_WORK


def is_large() -> bool:
    """Whether there are so many institutions that an answer asked with several eyes outlasts a page."""
    return Institution.objects.count() > HEAVY_FROM


WAITING, AT_WORK, BEAT = 15 * 60, 2 * 60, 20
"""Seconds: how long a heavy answer waits in the queue before it may be asked for again; how long a sign of
life of whoever computes it holds, and how often one is given."""


def claim(key: str) -> bool:
    """Whether the caller is the first in a while to ask for that heavy answer."""
    return cache.add(_claim_key(key), 1, WAITING)


@contextmanager
def at_work(key: str) -> Iterator[None]:
    """While that answer is being computed nobody else asks for it; soon after the work died, they may.

    Signs of life come from a thread of their own. An engine may keep it from running for a while, so
    each holds for several beats; at worst an answer is computed twice.
    """
    done = Event()

    def beat() -> None:
        try:
            while not done.wait(BEAT):
                cache.set(_claim_key(key), 1, AT_WORK)
        finally:
            connections.close_all()  # those of this thread

    cache.set(_claim_key(key), 1, AT_WORK)
    heart = Thread(target=beat, daemon=True)
    heart.start()
    try:
        yield
    finally:
        done.set()
        heart.join()
        cache.delete(_claim_key(key))


def _claim_key(key: str) -> str:
    return f"{key}-asked"


def places_key(snapshot: Snapshot, mode: Mode) -> str:
    return f"{answer_key(snapshot, mode)}-places"


def places(snapshot: Snapshot, graph: TieGraph) -> dict[str, tuple[float, float]]:
    """Where to draw the nodes of the graph of that snapshot; kept like the measures."""
    key = places_key(snapshot, graph.mode)
    found = cache.get(key)
    if found is None:
        found = positions(graph)
        cache.set(key, found, KEPT_FOR)
    return found
