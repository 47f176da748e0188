"""What imports have written."""

from collections.abc import Collection

from network.vocabulary.package import Key, Table

from .catalogue import key_of, key_text
from .models import StagedRow, State
from .reading import batches


def last_written(table: Table, keys: Collection[Key]) -> dict[Key, dict[str, str]]:
    """Key → the cells in which the latest import that is not undone left the row."""
    written: dict[Key, dict[str, str]] = {}
    applied = StagedRow.objects.filter(table=table.name, package__state=State.APPLIED).order_by("pk")
    for batch in batches(keys):
        for cells in applied.filter(key__in=map(key_text, batch)).values_list("after", flat=True):
            written[key_of(table, cells)] = cells
    return {key: cells for key, cells in written.items() if key in keys}
