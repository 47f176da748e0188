"""Where to draw the nodes. Positions carry no meaning but nearness; the same graph gives the same."""

import math
import random

import numpy as np
from numpy.typing import NDArray

from network.graph.randomness import seeded
from network.graph.tiegraph import TieGraph

Points = NDArray[np.float64]

GRID_FROM = 1_000
"""From this many nodes on, repulsion is computed by cells: a little coarser, many times faster."""

MARGIN = 0.03
ISOLATES_PER_ROW = 40
STRETCH = 1.5
ROW_HEIGHT = 0.03


def positions(graph: TieGraph, *, seed: int = 7) -> dict[str, tuple[float, float]]:
    """A point in [0, 1]² for every node, y growing downwards, as on a canvas.

    Each component is laid out by itself (Fruchterman & Reingold 1991, without weights), turned
    into a box whose longer side is the root of its number of nodes, and packed in shelves from the
    largest to the smallest. Isolates stand in rows at the foot, by id. Deterministic: nodes are
    taken in the order of their ids and every random number comes from the seed.

    >>> from network.graph.examples import florentine
    >>> places = positions(florentine())
    >>> places == positions(florentine()), places["Pucci"]
    (True, (0.5, 0.97))
    """
    groups = _groups(graph)
    alone = [int(group[0]) for group in groups if len(group) == 1]
    joined = [group for group in groups if len(group) > 1]
    points = np.zeros((graph.nodes, 2))
    rows = math.ceil(len(alone) / ISOLATES_PER_ROW)
    foot = min(0.5, rows * ROW_HEIGHT) if joined else 1 - 2 * MARGIN
    gap = MARGIN if alone else 0.0
    if joined:
        boxes = [_drawn(graph, group, seed) for group in joined]
        for group, placed in zip(joined, _packed(boxes), strict=True):
            points[group] = placed
        everything = np.concatenate(joined)
        points[everything] = _fitted(points[everything], 1 - 2 * MARGIN, 1 - 2 * MARGIN - foot - gap)
    for place, node in enumerate(alone):
        row, column = divmod(place, ISOLATES_PER_ROW)
        in_row = min(ISOLATES_PER_ROW, len(alone) - row * ISOLATES_PER_ROW)
        x = MARGIN + (column + 0.5) / in_row * (1 - 2 * MARGIN)
        points[node] = x, 1 - MARGIN - (rows - 1 - row) * foot / max(rows, 1)
    return {node: (round(x, 6), round(y, 6)) for node, (x, y) in zip(graph.ids, points.tolist(), strict=True)}


def _groups(graph: TieGraph) -> list[NDArray[np.int64]]:
    """The nodes of component 1, 2, …, each in the order of their ids."""
    order = np.argsort(graph.component, kind="stable")
    return np.split(order, np.cumsum(graph.component_sizes)[:-1]) if graph.nodes else []


def _drawn(graph: TieGraph, group: NDArray[np.int64], seed: int) -> Points:
    """One component in a box from (0, 0) whose longer side is the root of its number of nodes."""
    chance = random.Random(seed)  # noqa: S311 - no secret depends on it
    # By cells only where there are many of them: all nodes in one would repel each other in pairs.
    side = math.sqrt(len(group)) if len(group) >= GRID_FROM else 1.0
    start = [(side * chance.random(), side * chance.random()) for _ in group]
    with seeded(seed):
        drawn = graph.igraph.induced_subgraph(group.tolist()).layout_fruchterman_reingold(
            seed=start, grid=len(group) >= GRID_FROM, niter=min(500, max(60, 500 * GRID_FROM // len(group)))
        )
    points = np.asarray(drawn.coords, dtype=np.float64)
    points -= points.min(axis=0)
    return points * (math.sqrt(len(group)) / max(float(points.max()), 1e-9))


def _packed(boxes: list[Points]) -> list[Points]:
    """The boxes side by side on shelves about as wide as all of them are high."""
    gap = 0.6
    sizes = [box.max(axis=0) + gap for box in boxes]
    width = max(math.sqrt(sum(float(wide * high) for wide, high in sizes)) * 1.1, float(sizes[0][0]))
    placed: list[Points] = []
    x = y = shelf = 0.0
    for box, (wide, high) in zip(boxes, sizes, strict=True):
        if x and x + wide > width:
            x, y, shelf = 0.0, y + shelf, 0.0
        placed.append(box + np.array([x, y]))
        x, shelf = x + float(wide), max(shelf, float(high))
    return placed


def _fitted(points: Points, width: float, height: float) -> Points:
    """The same drawing, stretched a little where that fills the area, and centred in it."""
    low = points.min(axis=0)
    span = points.max(axis=0) - low
    room = np.array([width, height])
    fitting = room / np.maximum(span, 1e-9)
    scale = np.minimum(fitting, fitting.min() * STRETCH)
    return MARGIN + (points - low) * scale + (room - span * scale) / 2
