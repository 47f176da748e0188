"""What a room tells of its deeds in the journal, and which of them it can take back.

A module `undo.py` of any app offers a tuple `DEEDS` of `DeedsOf` or `DeedsTogether`, one for each kind of
record. Taking back is always a verb of the room, with its own refusals and its own entry: no value is ever
written back blindly.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from .panels import Link

Values = Mapping[str, Any]

WRITE_AGAIN = _("Write on its page how it should be: the journal keeps what it was.")
DISCARD_THERE = _("Discard it on its page, if it should not be.")
TOOK_BACK = _("It took something back itself: do that again where it was done.")


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
    """A verb in words ("issued a letter"), and how it is taken back; or why it `stays`, in a sentence."""

    label: Any
    undo: Undo | None = None
    stays: Any = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedsOf:
    """The deeds on one kind of record.

    `visible(viewer)` are the records whose deeds she may read, each with a `uid`; `named` says how one is
    called and where it is; `may(viewer)` whether she may take a deed on them back. `gone` names one that was
    removed, of the values that its last entry keeps: where anybody at the desk may read of such a record.
    """

    subject_type: str
    room: Any
    deeds: Mapping[str, Deed]
    visible: Callable[[Any], QuerySet[Any]]
    named: Callable[[Any], Link]
    may: Callable[[Any], bool]
    gone: Callable[[Values], Link] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedsTogether:
    """The deeds on records that bear no `uid`; none of them is taken back from the journal.

    `named(viewer)` is how all of them are called at once, or nothing if she may not read of them.
    """

    subject_type: str
    room: Any
    deeds: Mapping[str, Deed]
    named: Callable[[Any], Link | None]
