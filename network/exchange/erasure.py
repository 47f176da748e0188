"""Cells of imports that tell of her, lists that wait, what lists taught: nothing that brings her back."""

import io
import zipfile
import zlib

from network.vocabulary.rights import Whose

from . import drafts
from .catalogue import tables
from .models import Draft, DraftFile, ExportedPerson, Import, Memory, PeopleExport, StagedRow

COVERS = (
    "exchange.Import",
    "exchange.Draft",
    "exchange.DraftFile",
    "exchange.Memory",
    "exchange.PeopleExport",
    "exchange.ExportedPerson",
    "exchange.StagedRow",
)
_LARGEST_PART = 50_000_000  # bytes of a part of an office file that is looked through


def erase(whose: Whose) -> None:
    """A list that nobody has taken up and that holds her is discarded whole: it can be brought again."""
    for draft in Draft.objects.filter(pk__in=_drafts_with(whose)):
        drafts.discard(draft=draft)
        whose.told(Draft, "erased", 1)
    personal = {name for name, table in tables().items() if table.personal or table.personal_column}
    rows = StagedRow.objects.filter(table__in=personal).values_list("pk", "key", "before", "after")
    hers = [row[0] for row in rows.iterator(chunk_size=500) if whose.is_named_in(list(row[1:]))]
    for start in range(0, len(hers), 500):
        whose.delete(StagedRow.objects.filter(pk__in=hers[start : start + 500]))
    whose.blot(StagedRow.objects.exclude(table__in=personal), "key", "before", "after")
    taught = [row.pk for row in Memory.objects.all() if whose.is_named_in([row.key, row.value])]
    whose.delete(Memory.objects.filter(pk__in=taught))
    whose.delete(ExportedPerson.objects.filter(person=whose.person))
    whose.blot(Import.objects.all(), "source", "problems")
    whose.blot(Draft.objects.all(), "name", "choices", "problems")
    if whose.account is not None:
        for model in (Import, Draft, PeopleExport):
            whose.forget(model.objects.filter(by=whose.account), by=None)


def _drafts_with(whose: Whose) -> set[int]:
    found = set()
    for file in DraftFile.objects.iterator(chunk_size=5):
        if any(whose.is_named_in(text) for text in _texts(bytes(file.content))):
            found.add(file.draft_id)
    return found


def _texts(content: bytes) -> list[str]:
    """What can be read in a file: as text of the usual encodings, and within the parts of an office file."""
    parts = [content]
    if content[:2] == b"\x78\x9c":
        parts.append(zlib.decompress(content))
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(one) for one in archive.infolist() if one.file_size <= _LARGEST_PART]
    return [part.decode(code, "ignore") for part in parts for code in ("utf-8", "cp1252", "utf-16-le")]
