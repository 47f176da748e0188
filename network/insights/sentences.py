"""What each measure of the whole network says, in a plain sentence about the numbers at hand.

A function per measure, called only where its value is defined. `graph` holds all the measures;
`two` says that contexts are nodes too.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

Graph = Mapping[str, int | float | None]
Sentence = Callable[[Graph, bool], str]


def number(value: int | float | None, decimals: int = 3) -> str:
    """A count with its thousands apart, a fraction with three decimals; nothing where undefined."""
    if value is None:
        return ""
    if isinstance(value, int):
        return str(formats.number_format(value, use_l10n=True, force_grouping=True))
    # Rounded first: number_format cuts off.
    shown = formats.number_format(round(value, decimals) + 0.0, decimals, use_l10n=True)
    return str(shown).replace("-", "−")


def counted(words: object, count: int, **more: str) -> str:
    """`words` are of ngettext_lazy by "count", and show it as %(n)s."""
    return str(words % {"count": count, "n": number(count), **more})  # type: ignore[operator]


def _counted(words: Any, value: int | float | None) -> str:
    return str(words % {"count": int(value or 0), "n": number(value)})


def _in_hundred(share: float) -> str:
    return number(100 * share, 1)


def _nodes(g: Graph, two: bool) -> str:
    if two:
        return _(
            "%(institutions)s institutions and %(contexts)s shared spaces are the points of this graph."
        ) % {
            "institutions": number(g["institutions"]),
            "contexts": number(g["contexts"]),
        }
    return _counted(
        ngettext_lazy(
            "%(n)s institution is a point of this graph.",
            "%(n)s institutions are the points of this graph.",
            "count",
        ),
        g["nodes"],
    )


def _institutions(g: Graph, two: bool) -> str:
    return _counted(
        ngettext_lazy(
            "%(n)s institution takes part in at least one shared space.",
            "%(n)s institutions take part in at least one shared space.",
            "count",
        ),
        g["institutions"],
    )


def _contexts(g: Graph, two: bool) -> str:
    return _counted(
        ngettext_lazy(
            "%(n)s shared space has at least one institution in it.",
            "%(n)s shared spaces have at least one institution in them.",
            "count",
        ),
        g["contexts"],
    )


def _edges(g: Graph, two: bool) -> str:
    if two:
        return _counted(
            ngettext_lazy(
                "There is %(n)s participation of an institution in a space.",
                "There are %(n)s participations of an institution in a space.",
                "count",
            ),
            g["edges"],
        )
    return _counted(
        ngettext_lazy(
            "%(n)s pair of institutions shares at least one space.",
            "%(n)s pairs of institutions share at least one space.",
            "count",
        ),
        g["edges"],
    )


def _total_weight(g: Graph, two: bool) -> str:
    if two:
        return _("Each participation counts once, so that this equals the number of ties.")
    return _("Adding up how many spaces each pair shares gives %(n)s.") % {"n": number(g["total_weight"])}


def _density(g: Graph, two: bool) -> str:
    words = {"share": _in_hundred(g["density"] or 0.0)}
    if two:
        return _("Of every 100 possible participations, %(share)s exist.") % words
    return _("Of every 100 pairs that could be tied, %(share)s are.") % words


def _average_degree(g: Graph, two: bool) -> str:
    words = {"n": number(g["average_degree"], 1)}
    if two:
        return _("On average a point has %(n)s ties.") % words
    return _("On average an institution is tied to %(n)s others.") % words


def _degree_centralization(g: Graph, two: bool) -> str:
    words = {"n": number(g["degree_centralization"])}
    if (g["degree_centralization"] or 0) >= 0.3:
        return _("%(n)s: few institutions gather a large part of the ties.") % words
    return _("%(n)s: ties are spread; no institution gathers most of them.") % words


def _average_clustering(g: Graph, two: bool) -> str:
    return _("On average, of every 100 pairs of neighbours of an institution, %(share)s are tied too.") % {
        "share": _in_hundred(g["average_clustering"] or 0.0)
    }


def _k_core_max(g: Graph, two: bool) -> str:
    return _counted(
        ngettext_lazy(
            "In the tightest part, each has at least %(n)s tie within it.",
            "In the tightest part, each has at least %(n)s ties within it.",
            "count",
        ),
        g["k_core_max"],
    )


def _components(g: Graph, two: bool) -> str:
    if g["components"] == 1:
        return _("All are joined, directly or through others: the network is in one piece.")
    return _counted(
        ngettext_lazy(
            "The network is in %(n)s piece.",
            "The network is in %(n)s pieces without any tie between them.",
            "count",
        ),
        g["components"],
    )


def _largest_component(g: Graph, two: bool) -> str:
    words = {"n": number(g["largest_component"]), "total": number(g["nodes"])}
    if two:
        return _("%(n)s of %(total)s points are joined, directly or through others.") % words
    return _("%(n)s of %(total)s institutions are joined, directly or through others.") % words


def _isolates(g: Graph, two: bool) -> str:
    if not g["isolates"]:
        return _("Nobody who takes part is alone in it.")
    return _counted(
        ngettext_lazy(
            "%(n)s is alone in its spaces: it shares none with another.",
            "%(n)s are alone in their spaces: they share none with another.",
            "count",
        ),
        g["isolates"],
    )


def _average_path_length(g: Graph, two: bool) -> str:
    return _("In the largest piece, one gets from any to any other in %(n)s steps on average.") % {
        "n": number(g["average_path_length"], 1)
    }


def _diameter(g: Graph, two: bool) -> str:
    return _counted(
        ngettext_lazy(
            "The two furthest apart in the largest piece are %(n)s step away.",
            "The two furthest apart in the largest piece are %(n)s steps away.",
            "count",
        ),
        g["diameter"],
    )


def _articulation_points(g: Graph, two: bool) -> str:
    if not g["articulation_points"]:
        return _("Taking out any one of them leaves no other cut off.")
    return _counted(
        ngettext_lazy(
            "Without %(n)s of them, others would be cut off.",
            "Without any one of these %(n)s, others would be cut off.",
            "count",
        ),
        g["articulation_points"],
    )


def _bridges(g: Graph, two: bool) -> str:
    if not g["bridges"]:
        return _("No single tie is the only way between two parts.")
    return _counted(
        ngettext_lazy(
            "%(n)s tie is the only way between two parts.",
            "%(n)s ties are each the only way between two parts.",
            "count",
        ),
        g["bridges"],
    )


def _across(value: float | int | None) -> dict[str, str]:
    return {"share": _in_hundred(((value or 0) + 1) / 2)}


def _ei_sector(g: Graph, two: bool) -> str:
    return _(
        "Of every 100 ties between institutions of known sector, %(share)s join different sectors."
    ) % _across(g["ei_sector"])


def _ei_region(g: Graph, two: bool) -> str:
    return _(
        "Of every 100 ties between institutions with a region, %(share)s join different regions."
    ) % _across(g["ei_region"])


def _closed(value: float | int | None, *, strong: str, weak: str) -> str:
    return (strong if (value or 0) >= 0.3 else weak) % {"n": number(value)}


def _modularity_sector(g: Graph, two: bool) -> str:
    return _closed(
        g["modularity_sector"],
        strong=_("%(n)s: each sector keeps clearly more to itself than chance would have it."),
        weak=_("%(n)s: sectors keep hardly more to themselves than chance would have it."),
    )


def _modularity_region(g: Graph, two: bool) -> str:
    return _closed(
        g["modularity_region"],
        strong=_("%(n)s: each region keeps clearly more to itself than chance would have it."),
        weak=_("%(n)s: regions keep hardly more to themselves than chance would have it."),
    )


def _communities(g: Graph, two: bool) -> str:
    return _counted(
        ngettext_lazy(
            "One can make out %(n)s community: a part with more ties inside than outwards.",
            "One can make out %(n)s communities: parts with more ties inside than outwards.",
            "count",
        ),
        g["communities"],
    )


def _modularity_communities(g: Graph, two: bool) -> str:
    return _closed(
        g["modularity_communities"],
        strong=_("%(n)s: the communities are clearly set apart."),
        weak=_("%(n)s: the communities run into each other."),
    )


SENTENCES: dict[str, Sentence] = {
    "nodes": _nodes,
    "institutions": _institutions,
    "contexts": _contexts,
    "edges": _edges,
    "total_weight": _total_weight,
    "density": _density,
    "average_degree": _average_degree,
    "degree_centralization": _degree_centralization,
    "average_clustering": _average_clustering,
    "k_core_max": _k_core_max,
    "components": _components,
    "largest_component": _largest_component,
    "isolates": _isolates,
    "average_path_length": _average_path_length,
    "diameter": _diameter,
    "articulation_points": _articulation_points,
    "bridges": _bridges,
    "ei_sector": _ei_sector,
    "ei_region": _ei_region,
    "modularity_sector": _modularity_sector,
    "modularity_region": _modularity_region,
    "communities": _communities,
    "modularity_communities": _modularity_communities,
}
