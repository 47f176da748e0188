"""What changed? The network on two days: what came, what went, and what nobody dated."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from network.graph.communities import communities
from network.graph.compare import Difference, Match, difference, matched
from network.graph.measures import Measures, Value, measure_whole
from network.graph.projection import one_mode
from network.graph.snapshot import Context, Membership, Snapshot, Undated, in_force
from network.graph.tiegraph import TieGraph
from network.insights.selection import Selection
from network.insights.services import Analysis

PATHS_UP_TO = 1_000
"""Up to this many nodes the two measures that walk all paths are quick enough for a page."""

_UNWALKED: dict[str, Value] = {"average_path_length": None, "diameter": None}


@dataclass(frozen=True, slots=True)
class Moment:
    """The network on one day. `community` numbers those that are in one of two or more."""

    selection: Selection
    snapshot: Snapshot
    graph: TieGraph
    measures: dict[str, Value]
    community: dict[str, int]

    @property
    def analysis(self) -> Analysis:
        return Analysis(self.selection, self.snapshot, Measures(self.measures, []))


@dataclass(frozen=True, slots=True)
class Changes:
    """`world` is all that was chosen, whatever its date.

    `begun` and `ended` are contexts by their own dates: one without a date is in neither, and
    `passing` ones began and ended in between. `undated_ties` rest on undated records alone: they are
    there on both days.
    """

    world: Snapshot
    before: Moment
    after: Moment
    difference: Difference
    begun: tuple[Context, ...]
    ended: tuple[Context, ...]
    passing: tuple[Context, ...]
    matches: tuple[Match, ...]
    moved: tuple[str, ...]
    undated: Undated
    undated_ties: int

    @property
    def analysis(self) -> Analysis:
        """All that was chosen, for whatever names institutions and contexts of either day."""
        return Analysis(self.before.selection, self.world, Measures({}, []))


def changes(snapshot: Snapshot, before: Selection, after: Selection) -> Changes:
    """`before` and `after` are the same question on two days, the first earlier than the second."""
    world = snapshot.restricted(layers=before.layers, stated_only=before.stated_only)
    old, new = _moment(snapshot, before), _moment(snapshot, after)
    start, end = _day(before), _day(after)
    matches = tuple(matched(old.community, new.community))
    follower = {match.before: match.after for match in matches if match.before}
    return Changes(
        world=world,
        before=old,
        after=new,
        difference=difference(old.graph, new.graph),
        begun=tuple(c for c in world.contexts if _begins_within(c, start, end) and _counts(c, end)),
        ended=tuple(c for c in world.contexts if _counts(c, start) and not _counts(c, end)),
        passing=tuple(c for c in world.contexts if _begins_within(c, start, end) and not _counts(c, end)),
        matches=matches,
        moved=tuple(
            node
            for node in sorted(old.community.keys() & new.community.keys())
            if follower[old.community[node]] != new.community[node]
        ),
        undated=dateless(world),
        undated_ties=one_mode(Snapshot(world.nodes, undated_only(world))).edges,
    )


def undated_only(world: Snapshot) -> tuple[Context, ...]:
    """Contexts and memberships that bear no date at all."""
    return tuple(
        Context(context.id, context.layer, context.label, members)
        for context in world.contexts
        if context.begins is None and context.ends is None
        for members in (tuple(m for m in context.members if m.begins is None and m.ends is None),)
        if members
    )


def dateless(world: Snapshot) -> Undated:
    """How much of it bears neither a beginning nor an end, and so is the same on every two days.

    As in `Snapshot.undated`, who belongs to a dated context is dated by it.
    """
    free = [context for context in world.contexts if context.begins is None and context.ends is None]
    return replace(
        world.undated(),
        contexts=sum(bool(context.members) for context in free),
        memberships=sum(m.begins is None and m.ends is None for c in free for m in c.members),
    )


def known_years(world: Snapshot) -> list[int]:
    """The years in which anything that bears a date begins or ends, from first to last."""
    records: list[Context | Membership] = []
    for context in world.contexts:
        records += [context, *context.members]
    return sorted({day.year for record in records for day in (record.begins, record.ends) if day})


def beginning_years(world: Snapshot) -> list[int]:
    """The years in which anything begins."""
    days = [context.begins for context in world.contexts]
    days += [seat.begins for context in world.contexts for seat in context.members]
    return sorted({day.year for day in days if day})


def _moment(snapshot: Snapshot, selection: Selection) -> Moment:
    visible = selection.applied_to(snapshot)
    graph = one_mode(visible)
    part = communities(graph)
    sizes = Counter(part.tolist())
    return Moment(
        selection,
        visible,
        graph,
        _UNWALKED | measure_whole(graph, part, with_paths=graph.nodes <= PATHS_UP_TO),
        {node: number for node, number in zip(graph.ids, part.tolist(), strict=True) if sizes[number] > 1},
    )


def _day(selection: Selection) -> date:
    assert selection.as_of is not None
    return selection.as_of


def _counts(context: Context, day: date) -> bool:
    return in_force(context.begins, context.ends, day)


def _begins_within(context: Context, start: date, end: date) -> bool:
    return context.begins is not None and start < context.begins <= end
