"""Cells about people are not kept for longer than one may want to undo: thirty days."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from . import drafts
from .catalogue import tables
from .digests import digest
from .models import Draft, Import, StagedRow, State
from .reading import batches

DAYS = 30


def forget_old_cells() -> int:
    """Empty what imports older than thirty days keep of people, and discard drafts that nobody took up."""
    limit = timezone.now() - dt.timedelta(days=DAYS)
    for draft in Draft.objects.filter(touched_at__lt=limit):
        drafts.discard(draft=draft)
    forgotten = 0
    for package in Import.objects.filter(
        state__in=(State.APPLIED, State.UNDONE), staged_at__lt=limit, emptied_at=None
    ):
        forgotten += _empty(package)
    Import.objects.filter(state=State.STAGED, staged_at__lt=limit).delete()
    return forgotten


@transaction.atomic
def _empty(package: Import) -> int:
    personal = {name: table for name, table in tables().items() if table.personal or table.personal_column}
    rows = list(package.rows.filter(table__in=personal).values_list("pk", flat=True))
    if not rows:
        return 0
    for batch in batches(rows):
        emptied = []
        for row in StagedRow.objects.filter(pk__in=batch):
            key = personal[row.table].key
            row.before = {}
            row.after = {n: text if n in key else digest(text) for n, text in row.after.items()}
            emptied.append(row)
        StagedRow.objects.bulk_update(emptied, ["before", "after"])
    package.emptied_at = timezone.now()
    package.save(update_fields=["emptied_at"])
    return len(rows)
