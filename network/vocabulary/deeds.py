"""What a room tells of its deeds in the journal, and which of them it can take back.

A module `undo.py` of any app offers a tuple `DEEDS` of `DeedsOf`, one for each kind of record. Taking back is
always a verb of the room, with its own refusals and its own entry: no value is ever written back blindly.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from .panels import Link

Values = Mapping[str, Any]


def always(_before: Values, _after: Values) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """How a deed is taken back.

    `run(record, by, reason)` is a service; it raises ValidationError in words where that cannot be. Without
    it the deed is taken back on the record's own page, to which its name leads. `verb` is what that writes
    into the journal: the next entry of a record with this verb, and with values of which `did` holds, took
    the one before it back. `may` asks the entry's own values whether it can be at all.
    """

    verb: str
    run: Callable[[Any, Any, str], object] | None
    may: Callable[[Values, Values], bool] = always
    did: Callable[[Values, Values], bool] = always


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb in words ("issued a letter"), and how it is taken back, where it can be."""

    label: Any
    undo: Undo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedsOf:
    """The deeds on one kind of record.

    `visible(viewer)` are the records whose deeds she may read, each with a `uid`; `named` says how one is
    called and where it is; `may(viewer)` whether she may take a deed on them back.
    """

    subject_type: str
    room: Any
    deeds: Mapping[str, Deed]
    visible: Callable[[Any], QuerySet[Any]]
    named: Callable[[Any], Link]
    may: Callable[[Any], bool]
