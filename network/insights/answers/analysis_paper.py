"""The measures of the network as a report: what they say, who stands where, what to keep in mind."""

from collections import defaultdict
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.graph.tiegraph import Mode
from network.insights.layer_notes import layer_notes
from network.insights.readings import chapters
from network.insights.sentences import number
from network.insights.services import Analysis
from network.insights.summary import names, short_names, summary, untied
from network.paper.document import Block, Bullets, Column, Heading, Paragraph, Table

from . import caveats
from .gone import conveners
from .method import appendix, options
from .paper_figures import network_figure
from .paper_parts import MANY, SOME, UNDEFINED, Asking, Told, listed, more, named, part

TOLD = (
    "institutions",
    "contexts",
    "edges",
    "density",
    "average_degree",
    "degree_centralization",
    "components",
    "largest_component",
    "isolates",
    "articulation_points",
    "communities",
    "modularity_communities",
)
NAMED = 4


def told(found: Analysis, asking: Asking) -> Told:
    selection, two = found.selection, found.selection.mode is Mode.TWO
    nodes = [str(row["id"]) for row in found.measures.nodes]
    led = {one.id: one.led for one in conveners(asking.viewer)}
    words = layer_notes(found.snapshot, selection.layers) + caveats.shared_caveats(
        found.snapshot,
        as_of=selection.as_of,
        today=asking.today,
        led=led if "groups" in selection.layers else None,
    )
    definitions = ("tie", "degree", "betweenness", "density", "pieces", "communities", "constraint")
    command = options(asking, {"capas": "layers", "modo": "mode", "fecha": "as-of", "sin": "without"})
    blocks = (
        *part(_("The answer"), [Paragraph(" ".join(summary(found))), *_foremost(found)]),
        *(_measures(found) if nodes else ()),
        *part(_("Who stands where"), _places(found)),
        *part(
            _("Without whom others would be cut off"),
            named(_holding(found)),
            otherwise=_("Taking out any one of them leaves no other cut off."),
        ),
        *part(_("Communities"), _communities(found)),
        *(network_figure(found) if nodes else ()),
        *part(
            _("Institutions without any tie"),
            named([one.node.label for one in untied(found)]),
            otherwise=_("There is none: each shares something with another."),
        ),
        *part(_("Before reading the numbers"), [Bullets(tuple(words))]),
        *appendix(asking, ("two_mode", *definitions) if two else definitions, ("analyse", *command)),
    )
    return Told(_conditions(found), blocks)


def _conditions(found: Analysis) -> tuple[tuple[str, str], ...]:
    selection = found.selection
    day = (
        date_format(selection.as_of, "DATE_FORMAT") if selection.as_of else _("no day: all that is recorded")
    )
    rows = [(_("As of"), str(day))]
    if selection.mode is Mode.TWO:
        rows.append((_("Points"), _("institutions and shared spaces")))
    if selection.without:
        rows.append((_("Left out"), number(len(selection.without))))
    return tuple(rows)


def _foremost(found: Analysis) -> list[Block]:
    """Those with most ties, with their numbers."""
    called = names(found)
    rows = sorted(found.measures.nodes, key=lambda row: (-int(row["degree"] or 0), called[str(row["id"])]))
    best = [
        _("%(name)s (%(n)s)") % {"name": called[str(row["id"])], "n": number(row["degree"])}  # type: ignore[arg-type]
        for row in rows[:NAMED]
        if row["degree"]
    ]
    return [Paragraph(_("Those with most ties: %(list)s.") % {"list": "; ".join(best)})] if best else []


def _measures(found: Analysis) -> list[Block]:
    readings = {reading.name: reading for chapter in chapters(found) for reading in chapter.readings}
    rows = tuple(
        (
            readings[name].label,
            readings[name].value or UNDEFINED,
            readings[name].sentence or _("Not defined here."),
        )
        for name in TOLD
    )
    columns = (Column(_("Figure")), Column(_("Value"), numeric=True), Column(_("What it says")))
    return [Heading(_("The figures")), Table(_("The measures of the whole"), columns, rows)]


def _places(found: Analysis) -> list[Block]:
    called = names(found)
    rows = sorted(
        found.measures.nodes,
        key=lambda row: (-float(row["betweenness"] or 0), -int(row["degree"] or 0), called[str(row["id"])]),
    )
    if not rows:
        return []
    columns = (
        Column(_("Name")),
        Column(_("Ties"), numeric=True),
        Column(_("Betweenness"), numeric=True),
        Column(_("Holds others")),
    )
    shown = tuple(
        (
            called[str(row["id"])],
            _number(row["degree"]),
            _number(row["betweenness"]),
            _("yes") if row["articulation"] else _("no"),
        )
        for row in rows[:MANY]
    )
    table = Table(_("Those that most ways between others pass through"), columns, shown)
    return [table, *more(len(rows) - MANY)]


def _number(value: Any) -> str:
    return number(value) or UNDEFINED


def _holding(found: Analysis) -> list[str]:
    called = names(found)
    rows = [row for row in found.measures.nodes if row["articulation"]]
    rows.sort(key=lambda row: (-int(row["degree"] or 0), called[str(row["id"])]))
    return [called[str(row["id"])] for row in rows]


def _communities(found: Analysis) -> list[Block]:
    """Those of two or more, the largest first, each by its best tied members."""
    short, members = short_names(found), defaultdict(list)
    for row in found.measures.nodes:
        members[int(row["community"] or 0)].append(row)
    lines = []
    for number_of, rows in sorted(members.items()):
        if len(rows) < 2:
            continue
        rows.sort(key=lambda row: (-int(row["degree"] or 0), str(row["id"])))
        best = ", ".join(short[str(row["id"])] for row in rows[:NAMED])
        words = {"number": number_of, "n": number(len(rows)), "names": best}
        lines.append(_("Community %(number)s (%(n)s members): %(names)s") % words)
    return listed(lines, most=SOME)
