"""What was answered about a list, kept so that the next one like it does not ask again."""

from collections.abc import Mapping
from typing import Any

from .list_drafts import ListDraft
from .listing import columns
from .models import Draft, Memory


def remember(*, draft: Draft) -> None:
    """Keep the answers for the next list, once this one has come in."""
    found = ListDraft(draft)
    answers: dict[str, dict[str, Any]] = {
        Memory.Kind.COLUMNS: {
            columns.signature(found.headings): {
                "columns": list(found.reading.columns),
                "order": found.choices.get("order", ""),
                "designated_to": found.choices.get("designated_to", ""),
            }
        },
        Memory.Kind.DEPARTMENT: found.institutions,
        Memory.Kind.PERSON: {
            key: value for key, value in found.choices.get("people", {}).items() if value != key
        },
    }
    _keep(answers)


def _keep(answers: Mapping[str, Mapping[str, Any]]) -> None:
    rows = [
        Memory(kind=kind, key=key[:250], value=value)
        for kind, told in answers.items()
        for key, value in told.items()
    ]
    Memory.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["value", "at"],
    )
