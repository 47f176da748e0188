"""Two small drawings of one network, before and after, with everyone in the same place."""

from collections.abc import Collection
from dataclasses import dataclass

from network.graph.projection import one_mode
from network.graph.snapshot import Snapshot
from network.graph.tiegraph import Mode, TieGraph
from network.insights.drawing import (
    UNKNOWN,
    Drawing,
    Lines,
    Paper,
    arranged,
    composed,
    drawn_part,
    radii,
)
from network.insights.services import places
from network.insights.summary import short_names
from network.insights.ties import Tie, ties_of

from .changes import Changes
from .resilience import Resilience

PAPER = Paper(width=560, height=430, labels=10, letter=7.2, line=16)
SMALLER = 0.6
_LARGEST = ""  # no institution has that id

Places = dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle around a point. The radius is text, so that no language writes it with a comma."""

    x: int
    y: int
    r: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One of the two: `rings` are around the points and `lines` are the ties that stand out in it."""

    drawing: Drawing
    rings: tuple[Ring, ...]
    lines: tuple[Lines, ...]
    points: int
    ties: int


@dataclass(frozen=True, slots=True)
class Pair:
    before: Picture
    after: Picture
    is_whole: bool


def of_resilience(found: Resilience) -> Pair:
    """Before: who goes, and the ties that go with them. After: who is cut off."""
    part = drawn_part(found.world, Mode.ONE)
    where, names = arranged(places(part.snapshot, part.graph)), short_names(found.analysis)
    most = int(part.graph.degree.max(initial=0))
    gone = set(found.gone.ids)
    cut_off = {node for piece in found.removal.cut_off for node in piece}
    rest = part.snapshot.restricted(without=gone)
    going = [tie for tie in part.ties if tie.a in gone or tie.b in gone]
    staying = [tie for tie in part.ties if tie.a not in gone and tie.b not in gone]
    return Pair(
        _picture(part.graph, most, where, part.ties, names, gone, going),
        _picture(one_mode(rest), most, where, staying, names, cut_off, []),
        part.is_whole,
    )


def of_changes(found: Changes) -> Pair:
    """Before: what is about to be lost. After: what was gained."""
    old, new = found.before, found.after
    union = Snapshot(found.world.nodes, old.snapshot.contexts + new.snapshot.contexts)
    part = drawn_part(union, Mode.ONE)
    where, names = arranged(places(part.snapshot, part.graph)), short_names(found.analysis)
    difference = found.difference
    most = int(part.graph.degree.max(initial=0))

    def side(snapshot: Snapshot, nodes: Collection[str], pairs: Collection[tuple[str, str]]) -> Picture:
        drawn = snapshot.restricted(without={node.id for node in snapshot.nodes} - part.graph.index.keys())
        ties = ties_of(drawn, Mode.ONE)
        marked = [tie for tie in ties if (tie.a, tie.b) in pairs]
        return _picture(one_mode(drawn), most, where, ties, names, nodes, marked)

    return Pair(
        side(old.snapshot, set(difference.nodes_lost), set(difference.edges_lost)),
        side(new.snapshot, set(difference.nodes_gained), set(difference.edges_gained)),
        part.is_whole,
    )


def _picture(
    graph: TieGraph,
    most: int,
    where: Places,
    ties: list[Tie],
    names: dict[str, str],
    marked: Collection[str],
    lines: list[Tie],
) -> Picture:
    """`most` ties make the largest point, in both drawings of a pair."""
    degrees = dict(zip(graph.ids, graph.degree.tolist(), strict=True))
    sizes = radii({**degrees, _LARGEST: float(most)})
    radius = {node: SMALLER * sizes[node] for node in graph.ids}
    kinds = {
        node: own.get("sector") or UNKNOWN for node, own in zip(graph.ids, graph.attributes, strict=True)
    }
    drawing = composed(where, ties, names, kinds, radius, PAPER)
    return Picture(
        drawing,
        tuple(_ring(where[node], radius[node]) for node in graph.ids if node in marked),
        composed(where, lines, names, {}, {}, PAPER).lines,
        graph.nodes,
        len(ties),
    )


def _ring(place: tuple[float, float], radius: float) -> Ring:
    return Ring(round(place[0] * PAPER.width), round(place[1] * PAPER.height), f"{radius + 2.5:.1f}")
