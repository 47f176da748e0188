"""What a room contributes to `manage run_scheduled` in its module `jobs.py`, as a tuple `JOBS`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Job:
    """Work that time brings. `run` may be called again in its period without harm, and says what it did."""

    name: str
    every: Literal["hour", "day", "month"]
    run: Callable[[], str]
