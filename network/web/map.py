"""The map of the network: one view of it in the address, drawn on canvas and told in rows."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib.staticfiles import finders
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from network.graph.snapshot import Snapshot
from network.insights import map_answers, map_twin
from network.insights.drawing import sample
from network.insights.map import COLOURS, EQUAL, SIZES, NetworkMap, View, network_map
from network.insights.map_files import FILLS, graph_file, lines, picture, stroke
from network.insights.queries import layer_choices, layers, snapshot_for, standing
from network.insights.selection import BadSelectionError, Problem, Selection, split, understood

from .analysis_question import asked_from, viewer_of
from .audience import public
from .map_card import card_of
from .map_form import COLOUR_LABELS, form_of, resolved, size_labels
from .map_handed import hand_over, handed

ROWS, TIES = 16, 8
ENGINE = "npm/force-graph.js"
# force-graph inserts two empty <style> elements and fills them (cursor, tooltip): nothing, and its texts.
ENGINE_STYLES = (
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    "'sha256-jtRRMYY2VbEXuBKbHvqM1/fPT8vazFrEooXdvwUK4y8='",
    "'sha256-9xjtvxMT1ApHlgn9ohbh2FNfvK5Tqtzy94BjfXBeMSY='",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks: a map, or the problems that keep it from being one; and what was meant."""

    map: NetworkMap | None
    everything: Snapshot
    problems: tuple[Problem, ...]
    without: tuple[str, ...]
    ends: tuple[str, str]
    focus: str


@public
def network_map_page(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    context: dict[str, Any] = {
        "problems": asked.problems,
        "engine": _engine(),
        **form_of(request, asked.everything, asked.without, asked.ends),
        "drawn": asked.map,
    }
    if asked.map is not None:
        context |= _told(request, asked, asked.map)
        hand_over(request, asked)
    response = render(request, "network/map/map.html", context)
    response._csp_update = {"style-src": list(ENGINE_STYLES)}  # type: ignore[attr-defined]
    return response


@public
def network_map_data(request: HttpRequest) -> HttpResponse:
    """What the canvas draws of the same view: the points and ties of the list and the table."""
    asked = handed(request) or _asked(request)
    if asked.map is None:
        return JsonResponse({"problems": [p.text for p in asked.problems]}, status=400)
    one, other = asked.ends
    way = map_answers.way(asked.map, one, other) if one and other else None
    data = map_twin.payload(asked.map) | {"way": list(way.nodes) if way else [], "focus": asked.focus}
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "allow_nan": False})


@public
def network_map_card(request: HttpRequest, node: str) -> HttpResponse:
    """The essence of one point, as a fragment."""
    asked = _asked(request)
    if asked.map is None or node not in asked.map.names:
        raise Http404
    context = card_of(request, asked.map, node)
    return render(request, "network/map/card.html", context)


@public
def network_map_svg(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    if asked.map is None:
        return _refused(request, asked)
    shown = picture(asked.map)
    response = render(
        request,
        "network/map/map.svg",
        {
            "picture": shown,
            "lines": lines(shown.drawing),
            "marks": [(group, FILLS[kind], stroke(kind)) for kind, group in shown.drawing.marks],
            "sentences": map_answers.sentences(asked.map),
        },
        content_type="image/svg+xml",
    )
    if "descarga" in request.GET:
        response["Content-Disposition"] = 'attachment; filename="mapa-de-la-red.svg"'
    return response


@public
def network_map_file(request: HttpRequest, kind: str) -> HttpResponse:
    asked = _asked(request)
    if asked.map is None:
        return _refused(request, asked)
    response = HttpResponse(graph_file(asked.map, kind), content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="red.{kind}"'
    return response


def _refused(request: HttpRequest, asked: Asked) -> HttpResponse:
    context = {"problems": asked.problems, "back": f"{reverse('map')}?{request.GET.urlencode()}"}
    return render(request, "network/map/refused.html", context, status=400)


def _asked(request: HttpRequest) -> Asked:
    known, asked = layers(), asked_from(request)
    usual = standing()
    wanted = known if (set(asked.layers) & set(known)) - set(usual) else usual
    everything = snapshot_for(viewer_of(request), wanted)
    institutions = {node.id: node.label for node in everything.nodes}
    problems: list[Problem] = []
    taken = resolved(request.GET.get("quita", ""), institutions, "quita", problems)
    without = split([*asked.without, taken])
    ends = tuple(resolved(request.GET.get(name, ""), institutions, name, problems) for name in ("de", "a"))
    focus = resolved(request.GET.get("busca", ""), institutions, "busca", problems)
    focus = focus or request.GET.get("foco", "")
    found = None
    try:
        offered = layer_choices(viewer_of(request), asked.layers)
        labels = {name: str(label) for name, label, _is_chosen in offered}
        selection = understood(replace(asked, without=without), layers=labels, institutions=institutions)
        if institutions and institutions.keys() == set(selection.without):
            text = _("You left every institution out. Take at least one back in.")
            raise BadSelectionError([Problem("without", text)])
        found = network_map(everything, _view(request, selection))
    except BadSelectionError as error:
        problems += error.problems
    return Asked(found, everything, tuple(problems), without, (ends[0], ends[1]), focus)


def _view(request: HttpRequest, selection: Selection) -> View:
    colour, size = request.GET.get("color") or COLOURS[0], request.GET.get("tam") or SIZES[0]
    problems = []
    for field, value, known in (("color", colour, COLOUR_LABELS), ("tam", size, size_labels())):
        if value not in known:
            text = _("“%(value)s” is none of the choices here. Choose %(known)s.")
            choices = get_text_list([str(label) for label in known.values()], _("or"))
            problems.append(Problem(f"red-{field}", text % {"value": value, "known": choices}))
    if problems:
        raise BadSelectionError(problems)
    opened = (int(part) for part in split(request.GET.getlist("abre")) if part.isdecimal() and len(part) < 9)
    return View(selection, colour, size, tuple(opened))


def _told(request: HttpRequest, asked: Asked, drawn: NetworkMap) -> dict[str, Any]:
    by_layer = layers()
    points: Page[Any] = Paginator(drawn.points, ROWS).get_page(request.GET.get("page"))
    ties: Page[Any] = Paginator(map_twin.ranked_ties(drawn), TIES).get_page(request.GET.get("vinculos"))
    points.object_list = [map_twin.point_row(drawn, point, by_layer) for point in points.object_list]
    ties.object_list = map_twin.tie_rows(drawn, list(ties.object_list), by_layer)
    one, other = asked.ends
    way = map_answers.way(drawn, one, other) if one and other else None
    focus = asked.focus if asked.focus in drawn.names else ""
    kept = request.GET.copy()
    kept.pop("page", None)
    return {
        "sentences": map_answers.sentences(drawn),
        "legend": [(group, sample(group.slot)) for group in drawn.legend],
        "size_label": map_twin.size_label(drawn),
        "sized_apart": drawn.size not in (SIZES[0], EQUAL),
        "points_page": points,
        "points_querystring": kept.urlencode(),
        "ties_page": ties,
        "ties_open": "vinculos" in request.GET,
        "is_two_mode": drawn.mode.value == "two",
        "way": way,
        "loss": map_answers.loss(drawn),
        "card": card_of(request, drawn, focus) if focus else None,
    }


def _engine() -> str:
    """Where the drawing library is served; empty where this installation has not got it."""
    if finders.find(ENGINE) is None:
        return ""
    try:
        return static(ENGINE)
    except ValueError:  # collected before the library was there
        return ""


urlpatterns = [
    path("red/", network_map_page, name="map"),
    path("red/datos.json", network_map_data, name="map_data"),
    path("red/ficha/<path:node>/", network_map_card, name="map_card"),
    path("red/mapa.svg", network_map_svg, name="map_svg"),
    path("red/red.graphml", network_map_file, {"kind": "graphml"}, name="map_graphml"),
    path("red/red.gexf", network_map_file, {"kind": "gexf"}, name="map_gexf"),
]
