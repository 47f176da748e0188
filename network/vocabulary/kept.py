"""What every page needs, kept a short while in each process so that no page asks the database for it."""

import time
from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """`read()`'s answer, asked for anew after `seconds`; another process may answer so much later."""

    seconds: ClassVar[float] = 30.0

    def __init__(self, read: Callable[[], T]) -> None:
        self._read = read
        self._held: tuple[float, T] | None = None

    def __call__(self) -> T:
        if self._held is None or time.monotonic() - self._held[0] > Kept.seconds:
            self._held = (time.monotonic(), self._read())
        return self._held[1]

    def hold(self, value: T) -> None:
        """Answer this for the next while, without reading."""
        self._held = (time.monotonic(), value)

    def forget(self) -> None:
        """Ask anew the next time."""
        self._held = None
