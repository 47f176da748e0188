"""The people seated in the groups that the viewer coordinates."""

from typing import Any

from django.utils import timezone

from network.accounts.enums import Role, ScopeKind
from network.accounts.viewer import Viewer
from network.vocabulary.partial_date import in_force_on

from .models import Seat


def viewer_facts(user: Any, viewer: Viewer) -> dict[str, Any]:
    groups = viewer.keys(Role.COORDINATOR, ScopeKind.GROUP)
    if not groups:
        return {}
    seats = Seat.objects.filter(in_force_on(timezone.localdate()), group__package_id__in=groups)
    return {"group_person_ids": frozenset(seats.exclude(person=None).values_list("person", flat=True))}
