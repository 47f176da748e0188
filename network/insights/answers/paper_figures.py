"""The drawings of the reports: SVG that stands alone, with its legend and its own colours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from network.insights import map_files
from network.insights.drawing import CONTEXT, UNKNOWN, Drawing, Lines, Paper, draw, drawn_part, sample
from network.insights.sentences import counted
from network.insights.services import Analysis, places
from network.insights.summary import short_names
from network.institutions.enums import Sector
from network.paper.document import Figure, Heading

from . import pictures
from .changes import Changes
from .pictures import Picture, Ring
from .resilience import Resilience

FILLS = {
    Sector.PUBLIC.value: map_files.FILLS["1"],
    Sector.CIVIL_SOCIETY.value: map_files.FILLS["2"],
    Sector.PRIVATE.value: map_files.FILLS["3"],
    Sector.ACADEMIA.value: map_files.FILLS["4"],
    Sector.INTERNATIONAL.value: map_files.FILLS["5"],
    CONTEXT: map_files.FILLS[CONTEXT],
    UNKNOWN: map_files.PAPER_COLOUR,
}
MARKED = map_files.FILLS["5"]
LEGEND, KEY_LINE = 170, 26
"""Beside the drawing: how wide the legend is, and how high a line of it."""


@dataclass(frozen=True, slots=True)
class Key:
    path: str
    fill: str
    stroke: str
    label: str
    x: int
    y: int


def network_figure(found: Analysis) -> tuple[Heading, Figure]:
    """The network, or its best tied part."""
    part = drawn_part(found.snapshot, found.selection.mode)
    drawing = draw(
        part.graph, places(part.snapshot, part.graph), part.ties, short_names(found), pictures.PAPER
    )
    caption = _("The larger a point, the more ties it has; near means tied, directly or through others.")
    return _figure(
        _("The network drawn"),
        drawing,
        pictures.PAPER,
        caption,
        part.graph.nodes,
        len(part.ties),
        part.is_whole,
    )


def resilience_figure(found: Resilience) -> tuple[Heading, Figure]:
    """Before: who would go, and the ties that would go with them."""
    pair = pictures.of_resilience(found)
    caption = _("Ringed, those who would be gone; thick and coloured, the ties that would be lost.")
    return _of_picture(_("What would be lost, drawn"), pair.before, caption, pair.is_whole)


def changes_figure(found: Changes) -> tuple[Heading, Figure]:
    """After: who came, and the ties gained."""
    pair = pictures.of_changes(found)
    caption = _(
        "The network on the second date. Ringed, those who came; thick and coloured, the ties gained."
    )
    return _of_picture(_("What was gained, drawn"), pair.after, caption, pair.is_whole)


def _of_picture(title: str, picture: Picture, caption: str, whole: bool) -> tuple[Heading, Figure]:
    return _figure(
        title,
        picture.drawing,
        pictures.PAPER,
        caption,
        picture.points,
        picture.ties,
        whole,
        picture.rings,
        picture.lines,
    )


def _figure(
    title: str,
    drawing: Drawing,
    paper: Paper,
    caption: str,
    points: int,
    ties: int,
    whole: bool,
    rings: Sequence[Ring] = (),
    marked: Sequence[Lines] = (),
) -> tuple[Heading, Figure]:
    size = counted(ngettext_lazy("A network of %(n)s point", "A network of %(n)s points", "count"), points)
    joined = counted(ngettext_lazy("joined by %(n)s tie.", "joined by %(n)s ties.", "count"), ties)
    named = ", ".join(label.text for label in drawing.labels)
    description = f"{size}, {joined}"
    if named:
        description += " " + _("Named in it: %(names)s.") % {"names": named}
    if not whole:
        caption += " " + _("Only the best tied part is drawn.")
    keys = tuple(_keys([kind for kind, _marks in drawing.marks], paper))
    svg = render_to_string(
        "network/papers/drawing.svg",
        {
            "width": paper.width + LEGEND,
            "height": paper.height,
            "lines": map_files.lines(drawing),
            "marked": "".join(line.path for line in marked),
            "marks": [
                (marks, FILLS.get(kind, FILLS[UNKNOWN]), _stroke(kind)) for kind, marks in drawing.marks
            ],
            "rings": rings,
            "labels": drawing.labels,
            "keys": keys,
            "ink": map_files.INK,
            "soft": map_files.SOFT,
            "paper": map_files.PAPER_COLOUR,
            "accent": MARKED,
        },
    )
    return Heading(title), Figure(svg, caption, description)


def _keys(kinds: Sequence[str], paper: Paper) -> Iterable[Key]:
    labels = {str(sector.value): str(sector.label) for sector in Sector}
    labels |= {UNKNOWN: _("Sector not recorded"), CONTEXT: _("Space")}
    for place, kind in enumerate(kind for kind in labels if kind in kinds):
        across, down = paper.width + 8, 12 + place * KEY_LINE
        yield Key(sample(kind), FILLS.get(kind, FILLS[UNKNOWN]), _stroke(kind), labels[kind], across, down)


def _stroke(kind: str) -> str:
    return map_files.SOFT if kind == UNKNOWN else map_files.PAPER_COLOUR
