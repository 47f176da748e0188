"""Why a tie came or went: the spaces that make it, and the year in which each began or ceased to.

Only the year is told: it holds whether the source wrote a day, a month or a year.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from network.graph.compare import Pair
from network.graph.snapshot import Context, Snapshot

from .changes import Changes

Year = Callable[..., int | None]


@dataclass(frozen=True, slots=True)
class Reason:
    """A space, and the year in which it began, or ceased, to join them; none where nobody wrote one."""

    context: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Changed:
    """A tie that came or went, by the ids of its ends."""

    a: str
    b: str
    gained: bool
    reasons: tuple[Reason, ...]


def gained(found: Changes, pairs: Iterable[Pair]) -> list[Changed]:
    return _changed(found.after.snapshot, pairs, began, gained=True)


def lost(found: Changes, pairs: Iterable[Pair]) -> list[Changed]:
    return _changed(found.before.snapshot, pairs, ceased, gained=False)


def came(found: Changes, ids: Iterable[str]) -> list[tuple[str, tuple[Reason, ...]]]:
    """Institutions with the spaces that they are now in."""
    return _spaces(found.after.snapshot, ids, began)


def went(found: Changes, ids: Iterable[str]) -> list[tuple[str, tuple[Reason, ...]]]:
    """Institutions with the spaces that they were in."""
    return _spaces(found.before.snapshot, ids, ceased)


def began(context: Context, *members: str) -> int | None:
    """The year from which the context holds all of them: the latest of its own beginning and theirs."""
    days = [context.begins]
    for member in members:
        own = [seat.begins for seat in context.members if seat.node_id == member]
        days.append(None if None in own else min(day for day in own if day))
    return _year(days, latest=True)


def ceased(context: Context, *members: str) -> int | None:
    """The year in which it ceased to: the earliest of its own end and theirs."""
    days = [context.ends]
    for member in members:
        own = [seat.ends for seat in context.members if seat.node_id == member]
        days.append(None if None in own else max(day for day in own if day))
    return _year(days, latest=False)


def _year(days: Iterable[date | None], *, latest: bool) -> int | None:
    written = sorted(day for day in days if day)
    return written[-1 if latest else 0].year if written else None


def _changed(snapshot: Snapshot, pairs: Iterable[Pair], year: Year, *, gained: bool) -> list[Changed]:
    contexts = {context.id: context for context in snapshot.contexts}
    held: dict[str, set[str]] = defaultdict(set)
    for context in snapshot.contexts:
        for seat in context.members:
            held[seat.node_id].add(context.id)
    return [
        Changed(
            a, b, gained, tuple(Reason(key, year(contexts[key], a, b)) for key in sorted(held[a] & held[b]))
        )
        for a, b in pairs
    ]


def _spaces(snapshot: Snapshot, ids: Iterable[str], year: Year) -> list[tuple[str, tuple[Reason, ...]]]:
    found: dict[str, list[Reason]] = {node: [] for node in ids}
    for context in snapshot.contexts:
        for node in {seat.node_id for seat in context.members} & found.keys():
            found[node].append(Reason(context.id, year(context, node)))
    return [(node, tuple(reasons)) for node, reasons in found.items()]
