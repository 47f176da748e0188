"""Reading the journal of single records."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from .models import Entry


def entries_of(subjects: Iterable[uuid.UUID], *verbs: str) -> QuerySet[Entry]:
    """What was done to those records, the latest first. Who may see the records is asked before."""
    return Entry.objects.filter(subject_uid__in=list(subjects), verb__in=verbs)
