"""The map as files: a picture that stands alone (SVG), and graphs that other programs open."""

from dataclasses import dataclass

from network.graph import export

from .drawing import CONTEXT, Drawing, Paper, composed, sample
from .map import BLOCK, LACKING, REST, NetworkMap
from .services import analyse, answer_key, is_heavy, kept_measures
from .ties import ties_of

PAPER = Paper(width=1200, height=864, labels=28)
# The light theme's colours (site/static/css/tokens.css): a file that leaves has no stylesheet.
INK, SOFT, PAPER_COLOUR = "#241d2b", "#5d5462", "#ffffff"
FILLS = {
    "1": "#5b2a93",
    "2": "#1f7a50",
    "3": "#b06a05",
    "4": "#2a6f9e",
    "5": "#b23a63",
    "6": "#6b6a12",
    REST: "#857b74",
    LACKING: PAPER_COLOUR,
    CONTEXT: "#857b74",
    BLOCK: "#f1eaf8",
}
_STROKES = {1: (0.8, 0.35), 2: (1.5, 0.6), 3: (2.75, 0.9)}


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the legend: a sample, its colour and what it stands for."""

    path: str
    fill: str
    stroke: str
    label: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What the template of the SVG file needs."""

    drawing: Drawing
    keys: tuple[Key, ...]
    height: int


def picture(drawn: NetworkMap) -> Picture:
    """The map as it is on the page, with its legend below."""
    kinds = {point.id: point.slot for point in drawn.points}
    names = {point.id: point.short for point in drawn.points}
    keys = tuple(
        Key(
            sample(group.slot),
            FILLS[group.slot],
            stroke(group.slot),
            f"{group.label} ({group.count})",
            24 + 390 * (place % 3),
            PAPER.height + 16 + 26 * (place // 3),
        )
        for place, group in enumerate(drawn.legend)
    )
    height = PAPER.height + 40 + 26 * ((len(keys) + 2) // 3)
    return Picture(composed(drawn.places, drawn.ties, names, kinds, drawn.radii, PAPER), keys, height)


def stroke(slot: str) -> str:
    return SOFT if slot in (LACKING, BLOCK) else PAPER_COLOUR


def lines(drawing: Drawing) -> list[tuple[str, float, float, str]]:
    """Path, width, opacity and dashes of each bundle of ties."""
    return [(line.path, *_STROKES[line.strength], "" if line.stated else "5 4") for line in drawing.lines]


def graph_file(drawn: NetworkMap, kind: str) -> bytes:
    """The whole graph of the view, communities opened, as "graphml" or "gexf"."""
    graph = drawn.graph
    measured: dict[str, dict[str, str | int | float | None]] = {}
    if not is_heavy(drawn.visible, drawn.mode) or kept_measures(answer_key(drawn.visible, drawn.mode)):
        rows = analyse(drawn.everything, drawn.view.selection).measures.nodes
        measured = {str(row["id"]): {k: v for k, v in row.items() if k != "id"} for row in rows}
    places = drawn.every_place
    nodes = {
        node: {**measured.get(node, {}), "x": places[node][0], "y": places[node][1]} for node in graph.ids
    }
    edges = {
        (tie.a, tie.b): {
            "basis": "stated" if tie.stated else "inferred",
            "contexts": ";".join(tie.contexts),
        }
        for tie in ties_of(drawn.visible, drawn.mode)
    }
    if kind == "gexf":
        return export.gexf(graph, nodes, edges, {node: places[node] for node in graph.ids})
    return export.graphml(graph, nodes, edges)
