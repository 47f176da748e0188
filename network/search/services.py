"""Keeping the index: by set, inside the transaction of whoever changed the records.

Where there is none, as after a large import, each batch is one, so that nobody else waits for the whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, transaction

from network.institutions.models import Institution
from network.people.models import Person
from network.vocabulary.contributions import contributions
from network.vocabulary.search_document import INSTITUTION, PERSON, SearchDocument
from network.vocabulary.turns import give_way

from .models import Entry, InstitutionTheme, Word
from .text import fold, words

_MODELS: dict[str, Any] = {INSTITUTION: Institution, PERSON: Person}
_BATCH = 1000
_WORD_COLUMNS = ("entry_id", "audience", "record", "text", "backwards")


def refresh(kind: str, ids: Iterable[int] | None = None) -> int:
    """Write anew what changed in the entries of those records, or of all; how many entries that were."""
    every = ids if ids is not None else _MODELS[kind].objects.order_by("pk").values_list("pk", flat=True)
    written = 0
    for batch in _batches(sorted(set(every))):
        written += _refresh(kind, batch)
        give_way()
    return written


def refresh_all() -> int:
    """Every entry of every kind, for an index that is empty or was doubted."""
    return sum(refresh(kind) for kind in _MODELS)


def refresh_after(tables: set[str]) -> int:
    """What the words of those tables of a data package may have changed."""
    return sum(
        refresh(kind)
        for kind in _MODELS
        if any(tables & module.TABLES.get(kind, frozenset()) for module in contributions("search_documents"))
    )


def refresh_for(subject: Any) -> int:
    """The entries that a deed on this record touches."""
    return sum(
        refresh(kind, ids)
        for module in contributions("search_documents")
        for kind, ids in module.affected(subject)
    )


@transaction.atomic
def _refresh(kind: str, ids: list[int]) -> int:
    wanted = _wanted(kind, ids)
    held = {(getattr(e, f"{kind}_id"), e.audience): e for e in Entry.objects.filter(**{f"{kind}__in": ids})}
    stale = [entry.pk for key, entry in held.items() if wanted.get(key) != (entry.names, entry.body)]
    Word.objects.filter(entry__in=stale).delete()
    Entry.objects.filter(pk__in=stale).delete()
    fresh = Entry.objects.bulk_create(
        [
            Entry(**{f"{kind}_id": key[0]}, audience=key[1], names=names, body=body)
            for key, (names, body) in wanted.items()
            if key not in held or held[key].pk in stale
        ]
    )
    _write_words(fresh)
    if kind == INSTITUTION:
        _refresh_themes(ids)
    return len(stale) + sum((getattr(e, f"{kind}_id"), e.audience) not in held for e in fresh)


def _write_words(entries: list[Entry]) -> None:
    """Straight through the cursor: an index has ten times as many words as records."""
    columns = ", ".join(connection.ops.quote_name(name) for name in _WORD_COLUMNS)
    rows = [
        (entry.pk, entry.audience, entry.institution_id or entry.person_id, word, word[::-1])
        for entry in entries
        for word in words(f"{entry.names.replace('|', ' ')} {entry.body}")
    ]
    if rows:
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(Word._meta.db_table)
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES (%s, %s, %s, %s, %s)", rows)  # noqa: S608


def _wanted(kind: str, ids: list[int]) -> dict[tuple[int, str], tuple[str, str]]:
    """What the rooms say now: (record, audience) → (names, body), both folded."""
    gathered: dict[tuple[int, str], tuple[list[str], list[str]]] = {}
    for document in _documents(kind, ids):
        names, body = gathered.setdefault((document.id, document.audience), ([], []))
        names.extend(filter(None, map(fold, document.names)))
        body.extend(filter(None, map(fold, document.body)))
    return {
        key: (f"|{'|'.join(dict.fromkeys(names))}|", " ".join(body))
        for key, (names, body) in gathered.items()
    }


def _documents(kind: str, ids: list[int]) -> Iterator[SearchDocument]:
    for module in contributions("search_documents"):
        if hasattr(module, "documents"):
            yield from module.documents(kind, ids)


def _refresh_themes(ids: list[int]) -> None:
    wanted = {
        pair
        for module in contributions("search_documents")
        if hasattr(module, "institution_themes")
        for pair in module.institution_themes(ids)
    }
    held = {
        (institution, theme): pk
        for pk, institution, theme in InstitutionTheme.objects.filter(institution__in=ids).values_list(
            "pk", "institution", "theme"
        )
    }
    InstitutionTheme.objects.filter(pk__in=[held[pair] for pair in held.keys() - wanted]).delete()
    InstitutionTheme.objects.bulk_create(
        [
            InstitutionTheme(institution_id=institution, theme_id=theme)
            for institution, theme in sorted(wanted - held.keys())
        ]
    )


def _batches(ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _BATCH):
        yield list(ids[start : start + _BATCH])
