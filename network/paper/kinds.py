"""What a room contributes in its module `printed.py`, as a tuple `KINDS`: papers that may be long.

Whatever it composes is composed anew whenever it is needed (asked for, made in the background, taken), for
whoever asks then: so that a file never says more than that viewer would be told on a page.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .document import Paper, Table
from .texts import cleaned

Parameters = Mapping[str, str]

MOST_AT_ONCE = 5
"""So many papers are made while one waits; a letter takes 0.1 to 0.4 s (docs/benchmarks.md, papers)."""

MOST_ROWS_AT_ONCE = 100
"""So many rows of tables in one paper are made while one waits."""


@dataclass(frozen=True, slots=True)
class Composed:
    """Papers that become one file of that name. With a `title` they are bound as several, else there is one.

    `back` is the address of the page from which they are asked for; `names` those of the files of an archive,
    one for each paper.
    """

    papers: tuple[Paper, ...]
    name: str
    back: str
    title: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper. `label` stands on the desk, so it tells nothing of what the papers are about.

    `compose(viewer, parameters, day)` gives what that viewer may be told, as of that day, in the active
    language; None where she may not or there is nothing. `taken(user, parameters)` notes that the file was
    handed over.
    """

    name: str
    label: Any
    compose: Callable[[Any, Parameters, date], Composed | None]
    taken: Callable[[Any, Parameters, str], None] | None = None


def is_long(papers: Sequence[Paper]) -> bool:
    """Whether to make them takes longer than a page may."""
    return len(papers) > MOST_AT_ONCE or sum(map(rows_of, papers)) > MOST_ROWS_AT_ONCE


def rows_of(paper: Paper) -> int:
    return sum(len(block.rows) for block in paper.blocks if isinstance(block, Table))


def digest(composed: Composed) -> str:
    """The same for papers that say the same, as a SHA-256 in hexadecimal."""
    said = hashlib.sha256(composed.title.encode())
    for paper in composed.papers:
        said.update(repr(cleaned(paper)).encode())
    return said.hexdigest()
