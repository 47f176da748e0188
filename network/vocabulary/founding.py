"""What exists by a document: which records a room lets be named so, and which name their document themselves.

A module `founded.py` of any app offers a tuple `FOUNDED` of `Founded`, one for each kind of record.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from .panels import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """One kind of record that exists by a document.

    `visible(viewer)` are the records she may see, `called` how one is called and `named` where it is. With
    `naming` (document key, rows → those that name it as their document) the record itself holds the link;
    without it the link is kept with the document, by `code` and the record's `package_id`.
    """

    code: str
    label: Any
    visible: Callable[[Any], QuerySet[Any]]
    named: Callable[[Any], Link]
    called: Callable[[Any], tuple[str, ...]] = lambda _row: ()
    naming: Callable[[int, QuerySet[Any]], QuerySet[Any]] | None = None
