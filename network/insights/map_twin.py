"""The twin of the map: the same points and the same ties as rows that need no picture."""

from dataclasses import dataclass

from network.vocabulary.layers import Layer

from .columns import COLUMNS
from .drawing import sample
from .map import DEGREE, EQUAL, NetworkMap, Point
from .sentences import number
from .tables import End, TieRow, address
from .ties import Tie, strongest_first


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point of the map. `opens` is the number of the community that it closes, else empty."""

    id: str
    name: str
    url: str
    slot: str
    shape: str
    group: str
    ties: int
    value: str
    opens: str


def point_row(drawn: NetworkMap, point: Point, by_layer: dict[str, Layer]) -> PointRow:
    return PointRow(
        id=point.id,
        name=point.name,
        url="" if point.block else address(point.id, by_layer),
        slot=point.slot,
        shape=sample(point.slot),
        group=point.group,
        ties=point.ties,
        value="" if drawn.size in (DEGREE, EQUAL) else number(point.value),
        opens=str(point.block.part) if point.block else "",
    )


def tie_rows(drawn: NetworkMap, ties: list[Tie], by_layer: dict[str, Layer]) -> list[TieRow]:
    blocks = {point.id: point.name for point in drawn.points if point.block}

    def end(node: str) -> End:
        if node in blocks:
            return End(blocks[node], "")
        return End(drawn.names[node], address(node, by_layer))

    return [
        TieRow(end(tie.a), end(tie.b), tie.weight, tuple(end(c) for c in tie.contexts), tie.stated)
        for tie in ties
    ]


def ranked_ties(drawn: NetworkMap) -> list[Tie]:
    return strongest_first(drawn.ties)


def size_label(drawn: NetworkMap) -> str:
    """What the size of a point shows."""
    return "" if drawn.size == EQUAL else str(COLUMNS[drawn.size].label)


def payload(drawn: NetworkMap) -> dict[str, object]:
    """What the canvas draws: the same points and ties as the rows, in as few characters as may be.

    A point: id, short name (empty if it has none), name, slot, x, y, radius, ties and what its
    colour stands for. A tie: the places of its ends among the points, its weight, and 1 if it is
    stated, 0 if inferred.
    """
    place = {point.id: number for number, point in enumerate(drawn.points)}
    return {
        "legend": [[group.slot, group.label, group.count] for group in drawn.legend],
        "points": [
            [
                point.id,
                point.short if point.short != point.name else "",
                point.name,
                point.slot,
                round(drawn.places[point.id][0], 4),
                round(drawn.places[point.id][1], 4),
                round(drawn.radii[point.id], 1),
                point.ties,
                point.group,
            ]
            for point in drawn.points
        ],
        "ties": [
            value for tie in drawn.ties for value in (place[tie.a], place[tie.b], tie.weight, int(tie.stated))
        ],
    }
