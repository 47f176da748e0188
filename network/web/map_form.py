"""The controls of the map: what is shown, how it is drawn, and the names she types."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.graph.snapshot import Snapshot
from network.graph.tiegraph import Mode
from network.insights.columns import COLUMNS
from network.insights.map import COLOURS, EQUAL, SIZES
from network.insights.map_answers import years
from network.insights.queries import layer_choices, layers
from network.insights.selection import Problem
from network.institutions.models import Institution
from network.search.queries import search

from .analysis_question import asked_from, viewer_of

COLOUR_LABELS = {
    "sector": gettext_lazy("sector"),
    "kind": gettext_lazy("kind of institution"),
    "level": gettext_lazy("level of government"),
    "region": gettext_lazy("region"),
    "community": gettext_lazy("community (computed)"),
}


def resolved(text: str, institutions: Mapping[str, str], field: str, problems: list[Problem]) -> str:
    """The id of the institution that was typed, by its id, acronym or name; empty where nothing was."""
    text = text.strip()[:200]
    if not text or text in institutions:
        return text
    matches = search(Institution.objects.filter(package_id__in=institutions), text)
    best = matches.ranked(matches.rows).order_by("rank", "name", "pk").first()
    if best is None:
        words = _("No institution is called “%(text)s”. Try another word of its name, or its acronym.")
        problems.append(Problem(field, words % {"text": text}))
        return ""
    return best.package_id


def form_of(
    request: HttpRequest, everything: Snapshot, without: tuple[str, ...], ends: tuple[str, str]
) -> dict[str, Any]:
    asked, known = asked_from(request), layers()
    names = {node.id: node.attributes.get("short_name") or node.label for node in everything.nodes}
    colour, size = request.GET.get("color", COLOURS[0]), request.GET.get("tam", SIZES[0])
    known_years = [str(year) for year in years(everything, tuple(known))]
    dates = known_years if not asked.as_of or asked.as_of in known_years else [*known_years, asked.as_of]
    return {
        "asked": asked,
        "layers": layer_choices(viewer_of(request), asked.layers),
        "is_two_mode": asked.mode == Mode.TWO,
        "colours": [(code, COLOUR_LABELS[code], code == colour) for code in COLOURS],
        "sizes": [(code, label, code == size) for code, label in size_labels().items()],
        "dates": sorted(dates),
        "left_out": [(node, names[node]) for node in without if node in names],
        "ends": [(end, names.get(end, "")) for end in ends],
        "opened": request.GET.getlist("abre"),
    }


def size_labels() -> dict[str, str]:
    return {code: _("all alike") if code == EQUAL else str(COLUMNS[code].label) for code in SIZES}
