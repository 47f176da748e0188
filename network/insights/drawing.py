"""The drawing of a network as shapes with coordinates; a template turns it into SVG.

Positions carry no meaning but nearness. Size is the number of ties; shape and colour are the sector;
a dashed line is a tie known by inference alone.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from network.graph.projection import project
from network.graph.snapshot import Snapshot
from network.graph.tiegraph import Mode, TieGraph

from .ties import Tie, ties_of

MAX_NODES, MAX_TIES = 400, 4_000
LONGEST = 26
CONTEXT = "context"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Paper:
    """What is drawn on. `letter` is the width of a letter of a label, on average."""

    width: int = 1000
    height: int = 720
    labels: int = 16
    letter: float = 8.4
    line: int = 18


PAPER = Paper()

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A node: its outline, and what hovering tells."""

    id: str
    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Lines:
    """All ties of one strength and basis, as one path."""

    strength: int
    stated: bool
    path: str
    count: int


@dataclass(frozen=True, slots=True)
class Label:
    x: int
    y: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """What is drawn."""

    snapshot: Snapshot
    graph: TieGraph
    ties: list[Tie]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks stand under their kind: a sector, "context" or "unknown"."""

    marks: tuple[tuple[str, tuple[Mark, ...]], ...]
    lines: tuple[Lines, ...]
    labels: tuple[Label, ...]


def drawn_part(snapshot: Snapshot, mode: Mode) -> Part:
    """The snapshot's graph and its ties, or those of its best tied part."""
    graph = project(snapshot, mode)
    best = drawable(graph)
    if best is None:
        return Part(snapshot, graph, ties_of(snapshot, mode), is_whole=True)
    kept = (
        replace(context, members=tuple(seat for seat in context.members if seat.node_id in best))
        for context in snapshot.contexts
        if mode is Mode.ONE or context.id in best
    )
    part = Snapshot(tuple(node for node in snapshot.nodes if node.id in best), tuple(kept))
    return Part(part, project(part, mode), ties_of(part, mode), is_whole=False)


def drawable(graph: TieGraph) -> frozenset[str] | None:
    """The best tied nodes, as many as a drawing can bear; `None` when it can bear them all."""
    if graph.nodes <= MAX_NODES and graph.edges <= MAX_TIES:
        return None
    rank = np.empty(graph.nodes, dtype=np.int64)
    rank[np.lexsort((np.arange(graph.nodes), -graph.degree))] = np.arange(graph.nodes)
    added = np.bincount(np.maximum(rank[graph.sources], rank[graph.targets]), minlength=graph.nodes)
    bearable = int(np.searchsorted(np.cumsum(added), MAX_TIES, side="right"))
    chosen = np.flatnonzero(rank < min(MAX_NODES, bearable))
    return frozenset(graph.ids[place] for place in chosen)


def draw(
    graph: TieGraph,
    places: dict[str, tuple[float, float]],
    ties: Sequence[Tie],
    names: dict[str, str],
    paper: Paper = PAPER,
) -> Drawing:
    """`names` are the short names of the nodes, for labels; every tie joins two nodes of the graph."""
    kinds = {node: _kind(graph, node) for node in graph.ids}
    degrees = dict(zip(graph.ids, graph.degree.tolist(), strict=True))
    return composed(arranged(places), ties, names, kinds, radii(degrees), paper)


def composed(
    places: Mapping[str, tuple[float, float]],
    ties: Sequence[Tie],
    names: Mapping[str, str],
    kinds: Mapping[str, str],
    radius: Mapping[str, float],
    paper: Paper = PAPER,
) -> Drawing:
    """A drawing with those marks at those places, and the names of the largest."""
    at = {node: (round(x * paper.width), round(y * paper.height)) for node, (x, y) in places.items()}
    best = sorted(radius, key=lambda node: (-radius[node], node))
    by_kind: dict[str, list[Mark]] = defaultdict(list)
    for node in best:  # the large ones first, so that no small one hides behind them
        by_kind[kinds[node]].append(Mark(node, _outline(kinds[node], *at[node], radius[node]), names[node]))
    marks = tuple((kind, tuple(by_kind[kind])) for kind in sorted(by_kind, key=lambda k: -len(by_kind[k])))
    return Drawing(marks, _lines(ties, at), _labels(best, at, radius, names, paper))


def radii(values: Mapping[str, float]) -> dict[str, float]:
    """The radius of each mark: the area beyond the smallest grows with the value."""
    most = max(values.values(), default=0)
    return {node: 3.5 + 11 * math.sqrt(value / most if most else 0) for node, value in values.items()}


def arranged(places: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The same places with more room in the dense middle."""
    across, down = _spread(x for x, _y in places.values()), _spread(y for _x, y in places.values())
    return {node: (across[x], down[y]) for node, (x, y) in places.items()}


def _spread(values: Iterable[float]) -> dict[float, float]:
    """Half way from where it is to where it would be if all stood equally far apart.

    The order stays, so that what is near stays near, and the dense middle gets room.
    """
    ordered = sorted(set(values))
    if len(ordered) < 2:
        return {value: value for value in ordered}
    low, span = ordered[0], ordered[-1] - ordered[0]
    step = span / (len(ordered) - 1)
    return {value: (value + low + place * step) / 2 for place, value in enumerate(ordered)}


def _kind(graph: TieGraph, node: str) -> str:
    place = graph.index[node]
    if graph.mode is Mode.TWO and graph.is_context[place]:
        return CONTEXT
    return graph.attributes[place].get("sector") or UNKNOWN


# Corners, the direction of the first one, and how far the corners stand, by turns. The map's shapes go
# by number, since what they stand for is chosen there.
_CORNERS: dict[str, tuple[float, ...]] = {
    "civil_society": (4, 0.0, 1.25),
    "private": (4, 45.0, 1.2),
    "academia": (3, -90.0, 1.35),
    "international": (5, -90.0, 1.15),
    "2": (4, 0.0, 1.25),
    "3": (4, 45.0, 1.2),
    "4": (3, -90.0, 1.35),
    "5": (5, -90.0, 1.15),
    "6": (10, -90.0, 1.5, 0.65),
    "block": (8, 22.5, 1.1),
}


def _outline(kind: str, x: int, y: int, r: float) -> str:
    """A circle, a square, a triangle… around the same area."""
    r = round(r, 1)  # at once: an arc whose chord is not exactly 2r bulges
    if kind in ("public", "1", "none", "own"):
        return f"M{x - r:.1f} {y}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0z"
    if kind == CONTEXT:
        h = 0.55 * r
        return f"M{x - h:.1f} {y - h:.1f}h{2 * h:.1f}v{2 * h:.1f}h{-2 * h:.1f}z"
    corners, turn, *sizes = _CORNERS.get(kind, (3, 90.0, 1.35))
    points = []
    for corner in range(int(corners)):
        angle, size = math.radians(turn + corner * 360 / corners), sizes[corner % len(sizes)]
        points.append(f"{x + size * r * math.cos(angle):.1f} {y + size * r * math.sin(angle):.1f}")
    return f"M{'L'.join(points)}z"


def sample(kind: str) -> str:
    """The outline of a kind for the legend, in a box of 20 by 20."""
    return _outline(kind, 10, 10, 6 if kind != CONTEXT else 9)


def strength(weight: int) -> int:
    """1 for a tie of one reason, 2 for two or three, 3 from four on."""
    return 1 if weight == 1 else 2 if weight < 4 else 3


def _lines(ties: Sequence[Tie], at: dict[str, tuple[int, int]]) -> tuple[Lines, ...]:
    paths: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for tie in ties:
        (x1, y1), (x2, y2) = at[tie.a], at[tie.b]
        paths[strength(tie.weight), tie.stated].append(f"M{x1} {y1}L{x2} {y2}")
    return tuple(
        Lines(power, stated, "".join(path), len(path)) for (power, stated), path in sorted(paths.items())
    )


def _labels(
    best: Sequence[str],
    at: dict[str, tuple[int, int]],
    radius: Mapping[str, float],
    names: Mapping[str, str],
    paper: Paper,
) -> tuple[Label, ...]:
    """Names of the largest, each where it covers no other name and none of the named."""
    named = best[: paper.labels]
    high = paper.line
    taken: list[Box] = [
        (at[n][0] - radius[n], at[n][1] - radius[n], at[n][0] + radius[n], at[n][1] + radius[n])
        for n in named
    ]
    labels = []
    for place, node in enumerate(named):
        text = names[node] if len(names[node]) <= LONGEST else f"{names[node][: LONGEST - 1].rstrip()}…"
        (x, y), r, width = at[node], radius[node] + 4, len(text) * paper.letter
        others = taken[:place] + taken[place + 1 :]
        for anchor, left, base in (
            ("start", x + r, y + high / 3),
            ("end", x - r - width, y + high / 3),
            ("middle", x - width / 2, y - r - 2),
            ("middle", x - width / 2, y + r + 0.78 * high),
        ):
            box = (left, base - 0.78 * high, left + width, base + 0.22 * high)
            if _inside(box, paper) and not any(_overlap(box, other) for other in others):
                shift = {"start": 0.0, "middle": width / 2, "end": width}[anchor]
                labels.append(Label(round(left + shift), round(base), anchor, text))
                taken.append(box)
                break
    return tuple(labels)


def _inside(box: Box, paper: Paper) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= paper.width and box[3] <= paper.height


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
