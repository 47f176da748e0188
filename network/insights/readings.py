"""The measures of the whole network as they are read: label, range, sentence and caveat of each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from network.graph.tiegraph import Mode

from .answers.caveats import dominated
from .layer_notes import are_spaces
from .sentences import SENTENCES, counted, number
from .services import Analysis

_FACT_TWICE = _(
    "An agreement and the milestone that reports it count as two spaces with the same members: "
    "a fact told twice weighs twice here, though it makes one tie."
)
_BIG_GROUPS = _(
    "A group ties all of its members to each other: a few big ones raise this number by themselves."
)
_ONE_SOURCE = _("Who writes a source stands at the centre of what it tells; here no one dominates them.")
_KNOWN_TIES = _("Only ties that some source tells are known; others may hold what looks fragile here.")
_NATIONAL = _("Ties of an institution without a region, as national ones are, are left out.")
_ONE_OF_MANY = _(
    "It is one good division among others, found by a computation, not a fact of anyone's making."
)
_NOT_ALL = _("Who takes part in none is not in these numbers; they are named further down.")
_LARGEST = _("Only the largest piece counts; between pieces there is no way at all.")

_SPARSE = _("Nobody takes part in most spaces: low values are the rule.")
_OWN_STEP = _("A space counts as a step of its own.")

_COUNT = ""
_ZERO_TO_ONE = _("From 0 to 1.")
_MINUS_TO_ONE = _("From −1 (all inside) to 1 (all across).")
_HALF_TO_ONE = _("From −0.5 to 1; 0 is what chance would give.")
_STEPS = _("In steps.")


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    label: Any
    scale: Any
    caveat: Any
    two_caveat: Any = None  # where another one holds once spaces are points too


@dataclass(frozen=True, slots=True)
class Reading:
    """One measure, ready to be shown. `value` and `sentence` are empty where it is not defined."""

    name: str
    label: str
    value: str
    scale: str
    sentence: str
    caveat: str


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    readings: tuple[Reading, ...]


_CHAPTERS: tuple[tuple[Any, tuple[_Entry, ...]], ...] = (
    (
        _("How large it is"),
        (
            _Entry("institutions", _("Institutions with a tie to a space"), _COUNT, _NOT_ALL),
            _Entry("contexts", _("Shared spaces"), _COUNT, _FACT_TWICE),
            _Entry("nodes", _("Points of the graph"), _COUNT, _NOT_ALL),
            _Entry("edges", _("Ties"), _COUNT, _BIG_GROUPS, _NOT_ALL),
            _Entry("total_weight", _("Ties, each as often as it is repeated"), _COUNT, _FACT_TWICE),
        ),
    ),
    (
        _("How closely it is woven"),
        (
            _Entry("density", _("Density"), _ZERO_TO_ONE, _BIG_GROUPS, _SPARSE),
            _Entry("average_degree", _("Average of ties"), _COUNT, _BIG_GROUPS, _FACT_TWICE),
            _Entry("degree_centralization", _("Centralisation"), _ZERO_TO_ONE, _ONE_SOURCE),
            _Entry("average_clustering", _("Closure among neighbours"), _ZERO_TO_ONE, _BIG_GROUPS),
            _Entry("k_core_max", _("Tightest part"), _COUNT, _BIG_GROUPS, _KNOWN_TIES),
        ),
    ),
    (
        _("Whether it holds together"),
        (
            _Entry("components", _("Pieces"), _COUNT, _KNOWN_TIES),
            _Entry("largest_component", _("Largest piece"), _COUNT, _KNOWN_TIES),
            _Entry("isolates", _("Alone in their spaces"), _COUNT, _NOT_ALL),
            _Entry("average_path_length", _("Average distance"), _STEPS, _LARGEST, _OWN_STEP),
            _Entry("diameter", _("Greatest distance"), _STEPS, _LARGEST, _OWN_STEP),
        ),
    ),
    (
        _("Where it would break"),
        (
            _Entry("articulation_points", _("Without whom it would break"), _COUNT, _KNOWN_TIES),
            _Entry("bridges", _("Ties that nothing replaces"), _COUNT, _KNOWN_TIES),
        ),
    ),
    (
        _("Who ties with whom"),
        (
            _Entry("ei_sector", _("Across sectors"), _MINUS_TO_ONE, _ONE_SOURCE),
            _Entry("ei_region", _("Across regions"), _MINUS_TO_ONE, _NATIONAL),
            _Entry("modularity_sector", _("Closure by sector"), _HALF_TO_ONE, _BIG_GROUPS),
            _Entry("modularity_region", _("Closure by region"), _HALF_TO_ONE, _NATIONAL),
            _Entry("communities", _("Communities"), _COUNT, _ONE_OF_MANY),
            _Entry("modularity_communities", _("How set apart communities are"), _HALF_TO_ONE, _ONE_OF_MANY),
        ),
    ),
)


# Where layers were chosen that hold no spaces, as the hierarchy and posts.
_MIXED_LABELS = {"contexts": _("Shared spaces, hierarchy and posts")}
_MIXED = {
    "institutions": ngettext_lazy(
        "%(n)s institution appears in something of what you chose.",
        "%(n)s institutions appear in something of what you chose.",
        "count",
    ),
    "contexts": ngettext_lazy(
        "%(n)s record of what you chose has at least one institution in it.",
        "%(n)s records of what you chose have at least one institution in them.",
        "count",
    ),
    "edges": ngettext_lazy(
        "%(n)s pair of institutions has at least one reason for a tie.",
        "%(n)s pairs of institutions have at least one reason for a tie.",
        "count",
    ),
}


def chapters(analysis: Analysis) -> list[Chapter]:
    """Every measure of the graph, in the order in which one asks.

    Among institutions they alone are the points: their number is not told twice.
    """
    two = analysis.selection.mode is Mode.TWO
    mixed = not are_spaces(analysis.selection.layers)
    one_source = " ".join(dominated(analysis.snapshot)) or str(_ONE_SOURCE)
    return [
        Chapter(
            str(title),
            tuple(
                _reading(entry, analysis.measures.graph, one_source, two=two, mixed=mixed)
                for entry in entries
                if two or entry.name != "nodes"
            ),
        )
        for title, entries in _CHAPTERS
    ]


def _reading(
    entry: _Entry, graph: dict[str, int | float | None], one_source: str, *, two: bool, mixed: bool
) -> Reading:
    value, caveat = graph[entry.name], entry.two_caveat if two and entry.two_caveat else entry.caveat
    say: Callable[..., str] = SENTENCES[entry.name]
    label, sentence = entry.label, "" if value is None else say(graph, two)
    if mixed:
        label = _MIXED_LABELS.get(entry.name, label)
        if entry.name in _MIXED and not (two and entry.name == "edges"):
            sentence = counted(_MIXED[entry.name], int(value or 0))
    return Reading(
        name=entry.name,
        label=str(label),
        value=number(value),
        scale=str(entry.scale),
        sentence=sentence,
        caveat=one_source if caveat is _ONE_SOURCE else str(caveat),
    )


def labels() -> dict[str, str]:
    """How each measure of the graph as a whole is called, by its name."""
    return {entry.name: str(entry.label) for _title, entries in _CHAPTERS for entry in entries}
