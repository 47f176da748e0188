"""The whole answer in a few sentences, and what they leave out: who has no tie, what has no date."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from network.graph.snapshot import Node
from network.graph.tiegraph import Mode

from .layer_notes import are_spaces, spaces_words
from .queries import layers
from .sentences import number
from .services import Analysis


@dataclass(frozen=True, slots=True)
class Untied:
    """An institution of the directory that no tie joins to another; `alone` if it is in some space."""

    node: Node
    alone: bool


@dataclass(frozen=True, slots=True)
class Dating:
    """How many records of a layer count at every date, because they bear none."""

    label: str
    contexts: int
    total_contexts: int
    memberships: int
    total_memberships: int


def summary(analysis: Analysis) -> list[str]:
    graph, two = analysis.measures.graph, analysis.selection.mode is Mode.TWO
    tied = int(graph["institutions"] or 0)
    if not tied:
        return [
            _("None of the %(all)s institutions of the directory takes part in what you chose.")
            % {"all": number(len(analysis.snapshot.nodes))}
        ]
    sentences = [_size(analysis)]
    if not two and tied > 1:
        words = {"n": number(graph["largest_component"]), "tied": number(tied)}
        sentences.append(
            _("%(n)s of these %(tied)s are joined to each other, directly or through others.") % words
        )
    top = max(analysis.measures.nodes, key=lambda row: row["betweenness"] or 0)
    if top["betweenness"]:
        words = {"name": names(analysis)[str(top["id"])]}
        sentences.append(_("The one that most ways pass through is %(name)s.") % words)
    if cuts := int(graph["articulation_points"] or 0):
        sentences.append(_holding(cuts, two=two))
    return sentences


def _size(analysis: Analysis) -> str:
    known = layers()
    words = {
        "all": number(len(analysis.snapshot.nodes)),
        "tied": number(analysis.measures.graph["institutions"]),
        "spaces": number(analysis.measures.graph["contexts"]),
        "layers": ", ".join(str(known[name].label).lower() for name in analysis.selection.layers),
    }
    if not are_spaces(analysis.selection.layers):
        words["spaces"] = ", ".join(spaces_words(analysis.snapshot, analysis.selection.layers))
        if analysis.selection.without:
            text = _(
                "Of the %(all)s institutions of the directory that are left, %(tied)s appear in %(spaces)s."
            )
        else:
            text = _("Of the %(all)s institutions of the directory, %(tied)s appear in %(spaces)s.")
        return text % words
    if analysis.selection.without:
        return (
            _(
                "Of the %(all)s institutions of the directory that are left, %(tied)s meet in "
                "%(spaces)s shared spaces (%(layers)s)."
            )
            % words
        )
    return (
        _(
            "Of the %(all)s institutions of the directory, %(tied)s meet in %(spaces)s shared spaces "
            "(%(layers)s)."
        )
        % words
    )


def _holding(cuts: int, *, two: bool) -> str:
    if two:
        words = ngettext_lazy(
            "%(n)s institution or space holds together what would fall apart without it.",
            "%(n)s institutions or spaces hold together what would fall apart without them.",
            "count",
        )
    else:
        words = ngettext_lazy(
            "%(n)s institution holds together what would fall apart without it.",
            "%(n)s institutions hold together what would fall apart without them.",
            "count",
        )
    return str(words % {"count": cuts, "n": number(cuts)})


def names(analysis: Analysis) -> dict[str, str]:
    """The full name of every institution and context of the snapshot, by its id."""
    found = {node.id: node.label for node in analysis.snapshot.nodes}
    return found | {context.id: context.label for context in analysis.snapshot.contexts}


def short_names(analysis: Analysis) -> dict[str, str]:
    """The names that people use, where an institution has one."""
    short = {node.id: node.attributes.get("short_name", "") for node in analysis.snapshot.nodes}
    return {node: short.get(node) or name for node, name in names(analysis).items()}


def untied(analysis: Analysis) -> list[Untied]:
    """Who shares nothing with anyone, by name; in two-mode, who is in no space."""
    found = [Untied(node, alone=False) for node in analysis.snapshot.untied()]
    if analysis.selection.mode is Mode.ONE:
        known = {node.id: node for node in analysis.snapshot.nodes}
        alone = [str(row["id"]) for row in analysis.measures.nodes if row["degree"] == 0]
        found += [Untied(known[node_id], alone=True) for node_id in alone]
    return sorted(found, key=lambda one: (one.node.label.casefold(), one.node.id))


def dating(analysis: Analysis) -> list[Dating]:
    """Per layer, what counts whatever the date."""
    known = layers()
    return [
        Dating(
            str(known[name].label),
            counted.contexts,
            counted.total_contexts,
            counted.memberships,
            counted.total_memberships,
        )
        for name in analysis.selection.layers
        for counted in (analysis.snapshot.restricted(layers=[name]).undated(),)
    ]
