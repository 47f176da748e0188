"""The ties of an analysis one by one, each with its reasons."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from network.graph.snapshot import Context, Snapshot
from network.graph.tiegraph import Mode


@dataclass(frozen=True, slots=True)
class Tie:
    """Two institutions and the contexts they share; in two-mode, an institution and its context.

    `stated` if at least one of the contexts ties them by stated memberships alone. Where a tie stands
    for many between two communities, `many` is their number and no context is named.
    """

    a: str
    b: str
    contexts: tuple[str, ...]
    stated: bool
    many: int = 0

    @property
    def weight(self) -> int:
        return self.many or len(self.contexts)


def ties_of(snapshot: Snapshot, mode: Mode) -> list[Tie]:
    """Every edge of the graph of the snapshot, by the ids of its ends."""
    return _memberships(snapshot) if mode is Mode.TWO else _shared(snapshot)


def _shared(snapshot: Snapshot) -> list[Tie]:
    contexts: dict[tuple[str, str], list[str]] = defaultdict(list)
    stated: set[tuple[str, str]] = set()
    for context in sorted(snapshot.contexts, key=lambda context: context.id):
        seats = _seats(context)
        for pair in combinations(sorted(seats), 2):
            contexts[pair].append(context.id)
            if seats[pair[0]] and seats[pair[1]]:
                stated.add(pair)
    return [Tie(*pair, tuple(shared), pair in stated) for pair, shared in sorted(contexts.items())]


def _memberships(snapshot: Snapshot) -> list[Tie]:
    found = (
        Tie(member, context.id, (context.id,), stated)
        for context in snapshot.contexts
        for member, stated in _seats(context).items()
    )
    return sorted(found, key=lambda tie: (tie.a, tie.b))


def _seats(context: Context) -> dict[str, bool]:
    """Each member once, with whether any of its memberships in the context is stated."""
    seats: dict[str, bool] = {}
    for seat in context.members:
        seats[seat.node_id] = seats.get(seat.node_id, False) or seat.basis != "inferred"
    return seats


def strongest_first(ties: Iterable[Tie]) -> list[Tie]:
    return sorted(ties, key=lambda tie: (-tie.weight, tie.a, tie.b))
