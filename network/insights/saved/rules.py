"""Who may read what was kept: pure decisions.

An edition is what was found under certain rights. Whoever reads one held at least those rights when she
opened it, so that nothing is shown that could not have been computed for her. Of an answer nobody learns
whether there are editions she may not read.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from network.accounts.enums import Role
from network.accounts.viewer import GrantFact, Viewer
from network.insights.models import Edition, Readers

EVERY_INSIDER = Viewer(grants=frozenset({GrantFact(Role.ANALYST)}))
"""The least that anybody sees who may open saved answers: an analyst who is no member, nobody's liaison."""

E = TypeVar("E", bound=Edition)
_ROLES = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.ANALYST, Role.LIAISON, Role.MEMBER)


def may_open(viewer: Viewer) -> bool:
    """Saved answers are for insiders; to everybody else there are none."""
    return viewer.is_insider


def may_manage(author_id: int | None, viewer: Viewer) -> bool:
    """Rename, discard, bring back: who saved it while she may open it, and administrators of the network."""
    if not may_open(viewer):
        return False
    return GrantFact(Role.ADMINISTRATOR) in viewer.grants or (
        author_id is not None and author_id == viewer.user_id
    )


def may_read(edition: Edition, viewer: Viewer) -> bool:
    if not may_open(viewer):
        return False
    if edition.readers == Readers.INSIDERS:
        return True
    if edition.readers == Readers.GRANTS:
        return grants_of(edition) <= viewer.grants
    return edition.only_for_id == viewer.user_id and edition.standing == standing(viewer)


def best_of(editions: Iterable[E], viewer: Viewer) -> E | None:
    """Of those she may read, the one made with most rights."""
    order = [Readers.AUTHOR, Readers.GRANTS, Readers.INSIDERS]
    readable = [edition for edition in editions if may_read(edition, viewer)]
    return min(readable, key=lambda edition: order.index(Readers(edition.readers)), default=None)


def sight_of(edition: Edition, viewer: Viewer) -> Viewer:
    """With whose eyes today is looked at, to compare like with like: never more than `viewer` sees.

    Only for an edition that she may read.
    """
    if edition.readers == Readers.INSIDERS:
        return EVERY_INSIDER
    if edition.readers == Readers.GRANTS:
        return Viewer(grants=grants_of(edition))
    return viewer


def grants_of(edition: Edition) -> frozenset[GrantFact]:
    return frozenset(GrantFact(*fact) for fact in edition.grants)


def grants_as_kept(viewer: Viewer) -> list[list[str]]:
    return sorted([str(fact.role), str(fact.scope), fact.key] for fact in viewer.grants)


def standing(viewer: Viewer) -> str:
    """All that a kept answer depends on, as a SHA-256: it changes with any of her rights.

    Blocks are left out: an answer names institutions and posts alone, and one that closed on the day on which
    somebody blocked her would tell her so.
    """
    facts: Sequence[Any] = (
        viewer.user_id,
        viewer.person_id,
        grants_as_kept(viewer),
        sorted(viewer.institution_ids),
        sorted(viewer.group_person_ids),
        # A record that was opened for minutes: what was computed with it closes with it.
        *([sorted(viewer.opened_ids)] if viewer.opened_ids else []),
    )
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def role_of(viewer: Viewer) -> str:
    """The role in which she speaks, of those she holds; empty for a member without any grant."""
    return next((role for role in _ROLES if viewer.has(role)), "")
