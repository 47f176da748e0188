"""What a room hands over when it contributes layers of ties (`layers.py`) to the measures."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from network.graph.snapshot import Context

from .partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class Layer:
    """One kind of context that ties institutions.

    `contexts(viewer)` reads what that viewer may see, in a constant number of queries; ids read
    "name:package id". `url_name` is the address of one context by its package id; empty where a
    context has no page of its own. A layer that is not standing is left out until it is asked for, and
    `meaning` says how its ties are to be read. Whom it could tell nothing (`is_for`), whatever is recorded,
    it is not offered.
    """

    name: str
    label: Any  # lazy: read in the language of the request
    contexts: Callable[[Any], Iterable[Context]]
    url_name: str = ""
    is_standing: bool = True
    meaning: Any = ""  # lazy too
    is_for: Callable[[Any], bool] = lambda viewer: True


def first_day(text: str | None) -> date | None:
    """The day on which what a stored partial date tells begins; none if it is empty."""
    return PartialDate(text).first_day if text else None


def last_day(text: str | None) -> date | None:
    """The day on which what a stored partial date tells is over; none if it is empty."""
    return PartialDate(text).last_day if text else None
