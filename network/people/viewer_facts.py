"""Whose record the viewer's own is, and where she works."""

from typing import Any

from django.db.models import FilteredRelation
from django.utils import timezone

from network.accounts.viewer import Viewer
from network.vocabulary.partial_date import in_force_on

from .models import Person


def viewer_facts(user: Any, viewer: Viewer) -> dict[str, Any]:
    """One query, on every page of hers: her record beside each institution of today, or beside none."""
    today = in_force_on(timezone.localdate(), start="affiliations__started", end="affiliations__ended")
    rows = Person.objects.filter(account=user).annotate(now=FilteredRelation("affiliations", condition=today))
    found = list(rows.order_by().values_list("pk", "now__institution"))
    if not found:
        return {}
    institutions = frozenset(institution for _pk, institution in found if institution is not None)
    return {"person_id": found[0][0], "institution_ids": institutions}
