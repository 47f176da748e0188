"""What rooms say of one person's data: what they hold (`own_data.py`), what goes with her (`erasure.py`).

`own_data.py` exposes `COVERS`, the labels of the models it tells of, and `own(whose) -> list[Section]`;
`erasure.py` exposes `COVERS` and `erase(whose)`, which does its work through the verbs of `Whose`, and may
expose `afterwards(whose)`, called once every room has erased. Neither is asked twice in one transaction.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from django.db import models, transaction
from django.db.models import QuerySet

MARK = "[…]"
"""What stands where a text repeated something of her."""

_BATCH = 500
_FOLD = {
    code: unicodedata.normalize("NFD", chr(code))[0]
    for code in range(0x00C0, 0x0250)
    if len(unicodedata.normalize("NFD", chr(code))) > 1
}

Fate = Literal["erased", "forgotten", "blotted"]


def _folded(text: str) -> str:
    """Without accents or capitals, and exactly as long."""
    return text.translate(_FOLD).lower()


def is_telling(word: str) -> bool:
    """Whether a word found in somebody else's text can only be hers: a whole name, an address, a number."""
    return len(word) >= 6 and (any(not c.isalpha() for c in word.strip()) or len(word) >= 12)


@dataclass(slots=True)
class Whose:
    """The woman whose data they are: keys for rows, `words` for texts that repeat something of her.

    `uids` grows with those of her rows as rooms come to them, so that what only names a record is found too;
    `counts` says what became of how many rows, by the label of their model.
    """

    person: int
    uid: UUID
    package_id: str
    account: int | None = None
    account_uid: UUID | None = None
    addresses: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    uids: set[UUID] = field(default_factory=set)
    counts: dict[str, dict[Fate, int]] = field(default_factory=dict)
    _pattern: Any = None

    def delete(self, rows: QuerySet[Any], *files: str) -> int:
        """Rows that are hers go, and after the transaction the files in these columns."""
        found = list(rows)
        for row in found:
            if uid := getattr(row, "uid", None):
                self.uids.add(uid)
            for column in files:
                _delete_later(getattr(row, column))
        for start in range(0, len(found), _BATCH):
            keys = [row.pk for row in found[start : start + _BATCH]]
            rows.model._default_manager.filter(pk__in=keys).delete()
        self.told(rows.model, "erased", len(found))
        return len(found)

    def forget(self, rows: QuerySet[Any], **empty: Any) -> int:
        """Rows that stay name her no longer: their columns take these values."""
        number = rows.update(**empty)
        self.told(rows.model, "forgotten", number)
        return number

    def blot(self, rows: QuerySet[Any], *columns: str) -> int:
        """In texts and JSON of rows that stay, what repeats something of her becomes `MARK`."""
        model, changed = rows.model, []
        for key, *values in rows.order_by().values_list("pk", *columns).iterator(chunk_size=_BATCH):
            new = [self.blotted(value) for value in values]
            if new != values:
                changed.append((key, new))
        for key, new in changed:
            cut = {
                name: value[: getattr(model._meta.get_field(name), "max_length", None)]
                if isinstance(value, str)
                else value
                for name, value in zip(columns, new, strict=True)
            }
            model._default_manager.filter(pk=key).update(**cut)
        self.told(model, "blotted", len(changed))
        return len(changed)

    def blotted(self, value: Any) -> Any:
        """A text, or anything out of JSON, without what is hers."""
        if isinstance(value, str):
            return self._in_text(value)
        if isinstance(value, list):
            return [self.blotted(one) for one in value]
        if isinstance(value, dict):
            return {self.blotted(name): self.blotted(one) for name, one in value.items()}
        return value

    def is_named_in(self, value: Any) -> bool:
        return bool(self.blotted(value) != value)

    def told(self, model: type[models.Model], fate: Fate, number: int) -> None:
        if number:
            of_model = self.counts.setdefault(model._meta.label, {})
            of_model[fate] = of_model.get(fate, 0) + number

    def _in_text(self, text: str) -> str:
        pattern = self._words_pattern()
        folded = _folded(text)
        pieces, end = [], 0
        for hit in pattern.finditer(folded):
            pieces += [text[end : hit.start()], MARK]
            end = hit.end()
        return "".join([*pieces, text[end:]]) if pieces else text

    def _words_pattern(self) -> "re.Pattern[str]":
        if self._pattern is None:
            keys = [str(self.uid), self.package_id, *([str(self.account_uid)] if self.account_uid else [])]
            telling = [word for word in self.words if is_telling(word)]
            wanted = sorted({_folded(" ".join(w.split())) for w in [*keys, *telling, *self.addresses] if w})
            either = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in reversed(wanted))
            self._pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)")
        return self._pattern


def _delete_later(file: Any) -> None:
    if file:
        name, storage = str(file.name), file.storage
        transaction.on_commit(lambda: storage.delete(name))


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of hers: its name in the bundle, and how it is opened."""

    name: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind. `key` names it in JSON; `columns` are (key, label); a cell is (value, words)."""

    key: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[tuple[Any, str], ...], ...]
    files: tuple[OwnFile, ...] = ()


def section(
    key: str,
    title: Any,
    rows: Iterable[Any],
    columns: Mapping[str, Any],
    *,
    whose: Whose | None = None,
    files: Iterable[OwnFile] = (),
) -> Section:
    """Records as a section. `columns`: path of attributes (`institution__name`) → label."""
    found = list(rows)
    if whose is not None:
        whose.uids.update(row.uid for row in found if getattr(row, "uid", None))
    return Section(
        key=key,
        title=str(title),
        columns=tuple((path, str(label)) for path, label in columns.items()),
        rows=tuple(tuple(_cell(row, path) for path in columns) for row in found),
        files=tuple(files),
    )


def _cell(row: Any, path: str) -> tuple[Any, str]:
    *way, last = path.split("__")
    for name in way:
        row = getattr(row, name, None) if row is not None else None
    if row is None:
        return None, ""
    value = getattr(row, last)
    value = value() if callable(value) else value
    shown = getattr(row, f"get_{last}_display", None)
    return value, str(shown() if shown is not None else value)
