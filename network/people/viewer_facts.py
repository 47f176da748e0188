"""Whose record the viewer's own is, and where she works."""

from typing import Any

from network.accounts.viewer import Viewer

from .models import Person
from .queries import current_affiliations


def viewer_facts(user: Any, viewer: Viewer) -> dict[str, Any]:
    person_id = Person.objects.filter(account=user).values_list("pk", flat=True).first()
    if person_id is None:
        return {}
    institutions = current_affiliations().filter(person=person_id).values_list("institution", flat=True)
    return {"person_id": person_id, "institution_ids": frozenset(institutions)}
