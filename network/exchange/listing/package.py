"""Entries as files of the data package: there is one way into the platform."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..catalogue import column_named, tables
from ..cells import safe
from .entries import Entry
from .folding import fold
from .sameness import Person

_COLUMNS = {
    "people": (
        "id",
        "name",
        "honorific",
        "email",
        "telephone",
        "post_title",
        "post_level",
        "institution_id",
        "themes",
        "tags",
        "note",
    ),
    "institutions": ("id", "name", "kind", "parent_id"),
    "posts": ("id", "name", "kind", "institution_id", "publication"),
    "documents": ("id", "kind", "number", "subject", "publication"),
    "appointments": ("id", "post_id", "person_id", "capacity", "started", "document_id"),
}


@dataclass
class Translated:
    """The files, and for each of their rows the row of the list that it comes from."""

    files: dict[str, bytes] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)


def people_rows(
    found: Iterable[tuple[Entry, str, str]], known: Mapping[str, Person], themes: Mapping[str, str]
) -> tuple[list[dict[str, str]], list[int]]:
    """(entry, whose id, institution) → one row for each person: what several rows say of her is put together.

    Whom the platform knows keeps her name; who has an account keeps all that is hers.
    """
    rows: dict[str, dict[str, str]] = {}
    numbers: dict[str, int] = {}
    for entry, person_id, institution in found:
        here = known.get(person_id)
        if here is not None and here.has_account:
            continue
        codes = [themes[fold(word)] for word in entry.themes if fold(word) in themes]
        words = [word.replace(";", ",")[:100] for word in entry.themes if fold(word) not in themes]
        cells = {
            "id": person_id,
            "name": here.name if here is not None else entry.name,
            "honorific": entry.title,
            "email": entry.email,
            "telephone": entry.telephone,
            "post_title": entry.post,
            "post_level": entry.level,
            "institution_id": institution,
            "themes": ";".join(codes),
            "tags": ";".join(words),
            "note": entry.note,
        }
        numbers.setdefault(person_id, entry.row)
        row = rows.setdefault(person_id, cells)
        for name, text in cells.items():
            if name in ("themes", "tags"):
                both = [*row[name].split(";"), *text.split(";")]
                row[name] = ";".join(dict.fromkeys(filter(None, both)))
            elif not row[name]:
                row[name] = text
    return list(rows.values()), list(numbers.values())


def written(tables_rows: Mapping[str, tuple[Sequence[Mapping[str, str]], list[int]]]) -> Translated:
    """As the bytes of the package's files; a table without rows has none."""
    translated = Translated()
    for name, (rows, numbers) in tables_rows.items():
        if not rows:
            continue
        table = tables()[name]
        kept = io.StringIO(newline="")
        writer = csv.writer(kept, lineterminator="\n")
        writer.writerow(_COLUMNS[name])
        for row in rows:
            writer.writerow([safe(column_named(table, column), row[column]) for column in _COLUMNS[name]])
        translated.files[f"{name}.csv"] = kept.getvalue().encode()
        translated.rows[f"{name}.csv"] = numbers
    return translated
