"""Measuring what is too big for the length of a page."""

from collections.abc import Sequence

from django_tasks import task

from network.accounts.models import User
from network.accounts.viewer import GrantFact, Viewer, viewer_for

from .queries import layers, snapshot_for
from .selection import Asked, BadSelectionError, understood
from .services import analyse, answer_key, at_work


@task()
def measure_selection(
    *,
    user_id: int | None,
    layer_names: list[str],
    mode: str,
    as_of: str,
    without: list[str],
    stated_only: bool,
    grants: Sequence[Sequence[str]] = (),
) -> None:
    """Compute and keep the answer for what that account, or whoever holds those grants, sees by then."""
    if user_id is None:
        viewer = Viewer(grants=frozenset(GrantFact(*fact) for fact in grants))
    else:
        viewer = viewer_for(User.objects.filter(pk=user_id).first())
    snapshot = snapshot_for(viewer, layer_names)
    asked = Asked(tuple(layer_names), mode, as_of, tuple(without), stated_only)
    try:
        selection = understood(
            asked,
            layers={name: name for name in layers()},
            institutions={node.id for node in snapshot.nodes},
        )
    except BadSelectionError:
        return  # an institution has gone since it was asked; the page will say so
    with at_work(answer_key(selection.applied_to(snapshot), selection.mode)):
        analyse(snapshot, selection)
