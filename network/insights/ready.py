"""Computing beforehand what a first visit to the map and the analysis asks for.

Answers are kept under the content they were computed from: what is prepared is found by whoever sees
that content, and by nobody once it has changed.
"""

from django.core.cache import cache

from network.accounts.viewer import PUBLIC
from network.graph.projection import project
from network.graph.tiegraph import Mode

from .drawing import drawn_part
from .queries import snapshot_for, standing
from .selection import Selection
from .services import analyse, answer_key, is_heavy, places, places_key

READY_FOR = 8 * 24 * 60 * 60
"""Longer than a week without the daily job."""


def keep_ready() -> int:
    """Have the public's places in both modes, and the first answer of the analysis; how many are placed."""
    snapshot = snapshot_for(PUBLIC, standing())
    placed = 0
    for mode in Mode:
        graph = project(snapshot, mode)
        placed = max(placed, graph.nodes - int(graph.is_context.sum()))
        places(snapshot, graph)
        cache.touch(places_key(snapshot, mode), READY_FOR)
    selection = Selection(standing())
    visible = selection.applied_to(snapshot)
    if not is_heavy(visible, Mode.ONE):
        analyse(snapshot, selection)
        cache.touch(answer_key(visible, Mode.ONE), READY_FOR)
        part = drawn_part(visible, Mode.ONE)
        places(part.snapshot, part.graph)
        cache.touch(places_key(part.snapshot, Mode.ONE), READY_FOR)
    return placed
