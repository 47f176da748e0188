"""No mark is cut at the edge of a drawing, however large it is and wherever it stands."""

import re
from pathlib import Path

import pytest

from network.graph.joining import STRIP
from network.graph.layout import MARGIN
from network.insights import drawing, map_files, surroundings
from network.insights.answers import pictures
from network.insights.drawing import composed

TEMPLATES = Path(__file__).resolve().parents[3] / "templates" / "network"
LARGEST = 3.5 + 11  # of `radii`
LARGEST_BLOCK = 12 + 26
KINDS = ("public", "civil_society", "private", "academia", "international", "own", "unknown", "1", "5", "6")
CORNERS = [(x, y) for x in (MARGIN, 1 - MARGIN) for y in (MARGIN, 1 - MARGIN)]
ABOVE = (MARGIN, STRIP[0])  # of the map alone: who is tied to nobody that has a place


def extent(path: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of an outline: a circle as two arcs, or corners."""
    if "a" in path:
        x, y, r = (float(part) for part in re.match(r"M(\S+) (\S+?)a(\S+)", path).groups())
        return x, y - r, x + 2 * r, y + r
    corners = [tuple(map(float, pair.split())) for pair in path.strip("Mz").split("L")]
    return (*map(min, zip(*corners, strict=True)), *map(max, zip(*corners, strict=True)))


@pytest.mark.parametrize(
    ("template", "paper", "kinds", "radius"),
    [
        ("map/surroundings.html", surroundings.PAPER, KINDS, LARGEST),
        ("analysis/drawing.html", drawing.PAPER, KINDS, LARGEST),
        ("answers/drawing.html", pictures.PAPER, KINDS, LARGEST),
        ("map/map.svg", map_files.PAPER, (*KINDS, "rest", "none"), LARGEST),
    ],
)
def test_the_largest_mark_in_each_corner_is_whole(template, paper, kinds, radius) -> None:
    source = (TEMPLATES / template).read_text("utf-8")
    left, top, width, _height = re.search(r'viewBox="(-?\d+) (-?\d+) (\d+) (\S+)', source).groups()
    corners = [*CORNERS, ABOVE] if paper is map_files.PAPER else CORNERS
    spots = {f"{kind}{place}": (kind, spot) for kind in kinds for place, spot in enumerate(corners)}
    places = {node: spot for node, (_kind, spot) in spots.items()}
    drawn = composed(
        places,
        (),
        {n: n for n in spots},
        {n: kind for n, (kind, _) in spots.items()},
        dict.fromkeys(spots, radius),
        paper,
    )
    pad = -int(left)
    assert int(width) == paper.width + 2 * pad
    for _kind, marks in drawn.marks:
        for mark in marks:
            box = extent(mark.path)
            assert box[0] >= -pad, (mark.id, box)
            assert box[1] >= int(top), (mark.id, box)
            assert box[2] <= paper.width + pad, (mark.id, box)
            assert box[3] <= paper.height + pad, (mark.id, box)


def test_a_closed_community_at_the_edge_of_the_picture_is_whole_too() -> None:
    for x, y in [(x, y) for x in (MARGIN, 1 - MARGIN) for y in (MARGIN, 1 - MARGIN)]:
        paper = map_files.PAPER
        drawn = composed({"b": (x, y)}, (), {"b": "b"}, {"b": "block"}, {"b": LARGEST_BLOCK}, paper)
        left, top, right, bottom = extent(drawn.marks[0][1][0].path)
        assert (left >= -24, top >= -24, right <= paper.width + 24, bottom <= paper.height + 24) == (
            True,
        ) * 4
