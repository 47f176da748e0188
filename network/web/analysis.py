"""The measures of the network: one question in the address, its answer in sentences, drawing and tables."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, re_path, reverse
from django.utils.translation import gettext as _

from network.graph.tiegraph import Mode
from network.insights import columns, documents, drawing, readings, summary, tables
from network.insights.answers.asking import Base
from network.insights.layer_notes import layer_notes
from network.insights.queries import layer_choices
from network.insights.selection import split
from network.insights.services import Analysis, kept_measures, places
from network.insights.ties import strongest_first, ties_of
from network.insights.waiting import NotYet
from network.institutions.enums import Sector
from network.institutions.models import Institution
from network.search.queries import search

from .analysis_question import answer_to, asked_from, question_from, viewer_of
from .audience import public
from .csv_download import csv_download
from .questions import questions

NODES_PER_PAGE, TIES_PER_PAGE, FOUND = 25, 15, 8


@public
def analysis(request: HttpRequest) -> HttpResponse:
    question = question_from(request)
    context = _form(request, question)
    if question.selection is None:
        return render(request, "network/analysis/analysis.html", context)
    try:
        answer = answer_to(request, question)
    except NotYet as waiting:
        return render(request, "network/analysis/waiting.html", {"key": str(waiting)})
    context |= {"answer": answer} | _told(answer) | _drawn(request, answer) | _tabled(request, answer)
    return render(request, "network/analysis/analysis.html", context)


@public
def analysis_ready(request: HttpRequest, key: str) -> HttpResponse:
    """Asked again and again while one waits: has htmx load the page anew once the answer is there."""
    response = HttpResponse(status=204)
    if kept_measures(key) is not None:
        response["HX-Refresh"] = "true"
    return response


@public
def analysis_without(request: HttpRequest) -> HttpResponse:
    """The list of institutions to leave out, while one types."""
    return render(
        request, "network/analysis/without.html", without_choices(request, asked_from(request).without)
    )


@public
def analysis_json(request: HttpRequest) -> HttpResponse:
    def file(answer: Analysis) -> HttpResponse:
        viewer = "account" if request.user.is_authenticated else "public"
        response = HttpResponse(documents.as_json(answer, viewer=viewer), content_type="application/json")
        response["Content-Disposition"] = 'attachment; filename="medidas-de-la-red.json"'
        return response

    return _download(request, file)


@public
def analysis_nodes_csv(request: HttpRequest) -> HttpResponse:
    def file(answer: Analysis) -> HttpResponse:
        names, measures = summary.names(answer), list(columns.COLUMNS)
        rows = (
            [row["id"], names[str(row["id"])], *(row[m] for m in measures)] for row in answer.measures.nodes
        )
        return csv_download("instituciones-de-la-red", ["id", "name", *measures], rows)

    return _download(request, file)


@public
def analysis_ties_csv(request: HttpRequest) -> HttpResponse:
    def file(answer: Analysis) -> HttpResponse:
        names = summary.names(answer)
        header = ["a_id", "a_name", "b_id", "b_name", "shared", "basis", "reason_ids", "reasons"]
        rows = (
            (
                *(
                    tie.a,
                    names[tie.a],
                    tie.b,
                    names[tie.b],
                    tie.weight,
                    "stated" if tie.stated else "inferred",
                ),
                ";".join(tie.contexts),
                "; ".join(names[context] for context in tie.contexts),
            )
            for tie in ties_of(answer.snapshot, answer.selection.mode)
        )
        return csv_download("vinculos-de-la-red", header, rows)

    return _download(request, file)


def _download(request: HttpRequest, file: Any) -> HttpResponse:
    question = question_from(request)
    if question.selection is None:
        context = {"problems": question.problems, "back": f"{reverse('analysis')}?{request.GET.urlencode()}"}
        return render(request, "network/analysis/refused.html", context, status=400)
    try:
        return file(answer_to(request, question))
    except NotYet:
        return redirect(f"{reverse('analysis')}?{request.GET.urlencode()}")


def _form(request: HttpRequest, question: Base) -> dict[str, Any]:
    asked = question.asked
    wrong = {problem.field: problem.text for problem in question.problems}
    return {
        "asked": asked,
        "problems": question.problems,
        "wrong": {field: wrong.get(field, "") for field in ("layers", "mode", "as_of", "without")},
        "layers": layer_choices(viewer_of(request), asked.layers),
        "is_two_mode": asked.mode == Mode.TWO,
        "answer": None,
        "questions": questions("analysis"),
        **without_choices(request, asked.without),
    }


def without_choices(request: HttpRequest, ids: tuple[str, ...]) -> dict[str, Any]:
    """Who is left out, and who of those found might be."""
    text = request.GET.get("busca", "").strip()
    found: list[Institution] = []
    if text:
        matches = search(Institution.objects.exclude(package_id__in=ids), text)
        found = list(matches.ranked(matches.rows).order_by(F("rank"), "name", "pk")[:FOUND])
    return {
        "left_out": Institution.objects.filter(package_id__in=ids).only("package_id", "name", "short_name"),
        "found": found,
        "sought": text,
    }


def _told(answer: Analysis) -> dict[str, Any]:
    return {
        "sentences": summary.summary(answer),
        "chapters": readings.chapters(answer),
        "untied": summary.untied(answer),
        "dating": summary.dating(answer),
        "layer_notes": layer_notes(answer.snapshot, answer.selection.layers),
    }


def _drawn(request: HttpRequest, answer: Analysis) -> dict[str, Any]:
    """The drawing and the ties it draws; of a great network, its best tied part."""
    part = drawing.drawn_part(answer.snapshot, answer.selection.mode)
    picture = drawing.draw(
        part.graph, places(part.snapshot, part.graph), part.ties, summary.short_names(answer)
    )
    page: Page[Any] = Paginator(strongest_first(part.ties), TIES_PER_PAGE).get_page(
        request.GET.get("vinculos")
    )
    page.object_list = tables.tie_rows(answer, list(page.object_list))
    kinds = {kind for kind, _marks in picture.marks}
    short = summary.short_names(answer)
    rows = sorted(answer.measures.nodes, key=lambda row: -int(row["degree"] or 0))
    legend = [(str(sector.value), str(sector.label)) for sector in Sector]
    legend += [(drawing.UNKNOWN, _("Sector not recorded")), (drawing.CONTEXT, _("Space"))]
    return {
        "drawing": picture,
        "drawn_in_part": not part.is_whole,
        "ties_page": page,
        "ties_open": "vinculos" in request.GET,
        "largest": [short[str(row["id"])] for row in rows[:5]],
        "drawn": part.graph.nodes,
        "legend": [(kind, label, drawing.sample(kind)) for kind, label in legend if kind in kinds],
    }


def _tabled(request: HttpRequest, answer: Analysis) -> dict[str, Any]:
    sort = request.GET.get("orden", columns.DEFAULT_SORT)
    unknown = "" if sort in columns.COLUMNS or sort == columns.NAME else sort
    if unknown:
        sort = columns.DEFAULT_SORT
    named = {group.name: group for group in columns.GROUPS}
    wanted, direction = request.GET.get("columnas", ""), request.GET.get("sentido", "")
    group = named.get(wanted, columns.GROUP_OF.get(sort, columns.GROUPS[0]))
    natural = "asc" if sort == columns.NAME else "desc"
    descending = (direction if direction in ("asc", "desc") else natural) == "desc"
    rows = tables.sorted_ids(answer, sort, descending=descending)
    page: Page[Any] = Paginator(rows, NODES_PER_PAGE).get_page(request.GET.get("page"))
    shown = tables.node_rows(answer, list(page.object_list), group.columns)
    page.object_list = [(row, _leaving_out(request, row.id)) for row in shown]
    kept = request.GET.copy()
    kept.pop("page", None)
    return {
        "nodes_page": page,
        "nodes_querystring": kept.urlencode(),
        "sort": sort,
        "sort_unknown": unknown[:40],
        "columns_unknown": "" if wanted in named else wanted[:40],
        "direction_unknown": "" if direction in ("asc", "desc") else direction[:40],
        "sort_keeps": [
            (name, value)
            for name, values in kept.lists()
            if name not in ("orden", "sentido", "columnas")
            for value in values
        ],
        "is_descending": descending,
        "group": group,
        "groups": columns.GROUPS,
    }


def _leaving_out(request: HttpRequest, node: str) -> str:
    """The same question without one more institution; a space cannot be left out."""
    if ":" in node:
        return ""
    asked = request.GET.copy()
    asked.pop("page", None)
    asked.setlist("sin", [*split(asked.getlist("sin")), node])
    return f"?{asked.urlencode()}"


urlpatterns = [
    path("red/analisis/", analysis, name="analysis"),
    path("red/analisis/sin/", analysis_without, name="analysis_without"),
    re_path(r"^red/analisis/listo/(?P<key>insights-[0-9a-f]{64})/$", analysis_ready, name="analysis_ready"),
    path("red/analisis/medidas.json", analysis_json, name="analysis_json"),
    path("red/analisis/instituciones.csv", analysis_nodes_csv, name="analysis_nodes_csv"),
    path("red/analisis/vinculos.csv", analysis_ties_csv, name="analysis_ties_csv"),
]
