"""Measures that take longer than a page may: asked of the task queue, and read once they are there."""

from network.accounts.viewer import Viewer
from network.graph.snapshot import Snapshot

from .selection import Asked, Selection
from .services import Analysis, analyse, answer_key, claim, is_heavy, kept_measures
from .tasks import measure_selection


class NotYet(Exception):  # noqa: N818 - no error: the answer is being computed
    """A heavy answer that the task queue is at work on, under that key."""


def measured(snapshot: Snapshot, selection: Selection, asked: Asked, viewer: Viewer) -> Analysis:
    """At once where a page can bear it; else the queue computes it, and `NotYet` is raised until then."""
    visible = selection.applied_to(snapshot)
    if is_heavy(visible, selection.mode):
        key = answer_key(visible, selection.mode)
        if kept_measures(key) is None and claim(key):
            measure_selection.enqueue(
                user_id=viewer.user_id,
                grants=sorted([str(f.role), str(f.scope), f.key] for f in viewer.grants),
                layer_names=list(selection.layers),
                mode=selection.mode.value,
                as_of=asked.as_of,
                without=list(selection.without),
                stated_only=selection.stated_only,
            )
        if kept_measures(key) is None:
            raise NotYet(key)
    return analyse(snapshot, selection)
