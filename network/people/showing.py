"""Which people an answer shows, whatever page or file it is: noted where each is cut to what may be shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_shown: ContextVar[set[int] | None] = ContextVar("people_shown", default=None)


def note(person: int) -> None:
    """That person is shown by what is being answered, if anybody is counting."""
    shown = _shown.get()
    if shown is not None:
        shown.add(person)


@contextmanager
def shown_people() -> Iterator[set[int]]:
    """The keys of the people that are shown inside, filled as they are."""
    shown: set[int] = set()
    before = _shown.set(shown)
    try:
        yield shown
    finally:
        _shown.reset(before)
