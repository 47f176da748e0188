"""Whose record an administrator has open: for minutes, for a reason that the person reads."""

from typing import Any

from django.utils import timezone

from network.accounts.rules import may_pass_roles
from network.accounts.viewer import Viewer

from .models import Opening


def viewer_facts(user: Any, viewer: Viewer) -> dict[str, Any]:
    """One query, and of administrators alone. Their grant counts with a second factor only."""
    if not may_pass_roles(viewer):
        return {}
    rows = Opening.objects.filter(by=user, until__gt=timezone.now())
    return {"opened_ids": frozenset(rows.values_list("person", flat=True))}
