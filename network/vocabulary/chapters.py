"""What a room contributes to the handover file of a post (`chapters.py`, as a tuple `CHAPTERS`).

A file is kept when a post is handed over and opened later by somebody with rights of her own. So each row
names its record: on opening, the room is asked again which of those records she may see.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One record. `key` means something to its own room only; the cells stand under the columns."""

    key: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the file; `absent` says in a sentence that there is nothing to hand over.

    `rows(post, viewer, keys)`: without keys, what is open today; with keys, those records whatever became of
    them. Both hold what the viewer may see and nothing else, in a constant number of queries. A personal
    chapter tells of people: of it a kept file holds the keys, never a cell.
    """

    name: str
    label: Any  # lazy: read in the language of the request, as are `absent` and the columns
    absent: Any
    order: int
    columns: tuple[Any, ...]
    rows: Callable[[Any, Any, Collection[str] | None], list[Row]]
    is_personal: bool = False
