"""Whoever coordinates a curriculum runs the sessions of its editions, which are events."""

from typing import Any

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import GrantFact, Viewer

from .models import CourseSession


def viewer_facts(user: Any, viewer: Viewer) -> dict[str, Any]:
    own = viewer.keys(Role.COORDINATOR, ScopeKind.CURRICULUM)
    if not own:
        return {}
    sessions = CourseSession.objects.filter(edition__version__curriculum__package_id__in=own)
    keys = sessions.order_by().values_list("event__package_id", flat=True)
    facts = {GrantFact(Role.COORDINATOR, ScopeKind.EVENT, key) for key in keys}
    return {"grants": viewer.grants | facts}
