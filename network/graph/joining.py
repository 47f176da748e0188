"""Where to draw nodes that join a drawing whose others stay where they are."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from network.graph.tiegraph import TieGraph

STEP = 0.018
"""How far the first of several newcomers stands from where all of them would."""

TURN = math.pi * (3 - math.sqrt(5))
EDGE = 0.005
MOST_TURNS = 1_000
"""Beyond so many round one spot, two may share a place."""

STRIP = (0.008, 0.016, 0.024)
"""Above the margin of a drawing, where no node of it stands."""

Place = tuple[float, float]


def joined(placed: Mapping[str, Place], graph: TieGraph) -> dict[str, Place]:
    """The places there are, and one in [0, 1]² for every node of the graph that has none.

    A newcomer stands amid those of its neighbours that have a place, or beside the only one; several
    at the same spot go round it in a spiral, by id. Who is tied to nobody with a place stands along the
    upper edge, beside its own. Deterministic, and nobody moves.

    >>> from network.graph.examples import kite
    >>> joined({"Heather": (0.2, 0.5), "Jane": (0.8, 0.5)}, kite())["Ike"]
    (0.5, 0.5)
    """
    near: dict[str, list[str]] = defaultdict(list)
    for source, target in zip(graph.sources.tolist(), graph.targets.tolist(), strict=True):
        near[graph.ids[source]].append(graph.ids[target])
        near[graph.ids[target]].append(graph.ids[source])
    found = dict(placed)
    spiral = _Spiral(found.values())
    waiting = [node for node in graph.ids if node not in found]
    while waiting:
        amid = {node: [found[other] for other in near[node] if other in found] for node in waiting}
        arriving = {node: spiral.spot(spots) for node, spots in amid.items() if spots}
        if not arriving:
            break
        found |= arriving
        waiting = [node for node in waiting if node not in found]
    rows = zip(graph.component.tolist(), graph.ids, strict=True)
    apart = [node for _component, node in sorted(rows) if node not in found]
    step = min(2 * STEP, 1 / (len(apart) + 1))
    for number, node in enumerate(apart, start=1):
        found[node] = (round(number * step, 6), STRIP[number % len(STRIP)])
    return found


class _Spiral:
    """Where the next goes that stands amid some: there, or round it as soon as somebody does."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._taken = set(map(_nearly, places))
        self._turns: Counter[Place] = Counter()

    def spot(self, amid: Sequence[Place]) -> Place:
        x, y = (sum(values) / len(amid) for values in zip(*amid, strict=True))
        centre = _nearly((x, y))
        while True:
            turn = self._turns[centre]
            self._turns[centre] += 1
            away, turned = STEP * math.sqrt(turn), turn * TURN
            place = _within(x + away * math.cos(turned)), _within(y + away * math.sin(turned))
            if _nearly(place) not in self._taken or turn > MOST_TURNS:
                self._taken.add(_nearly(place))
                return place


def _nearly(place: Place) -> Place:
    return round(place[0], 3), round(place[1], 3)


def _within(value: float) -> float:
    return round(min(1 - EDGE, max(EDGE, value)), 6)
