"""/red/cambios/: what changed between two dates."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from network.insights.answers import changes_told, documents, pictures, reasons
from network.insights.answers.asking import ChangesQuestion, changes_question
from network.insights.answers.changes import Changes
from network.insights.layer_notes import layer_notes
from network.insights.summary import names

from .analysis_question import parameters_of, viewer_of
from .answers import (
    download,
    ends,
    form,
    json_file,
    legend,
    page_of,
    some,
    viewer_name,
)
from .audience import public
from .csv_download import csv_download

FIELDS = ("start", "end")


@public
def changes(request: HttpRequest) -> HttpResponse:
    question = _question(request)
    context = form("changes", viewer_of(request), question.base, question.problems, FIELDS)
    context |= {
        "period": question.period,
        "span": question.span,
        "years": [
            {"label": str(year), "url": f"?desde={year - 1}&hasta={year}"}
            for year in (question.span.years if question.span else ())
        ],
    }
    if question.found:
        context |= _told(request, question.found)
    return render(request, "network/answers/changes.html", context)


@public
def changes_json(request: HttpRequest) -> HttpResponse:
    def file(found: Changes) -> HttpResponse:
        document = documents.changes_document(found, viewer=viewer_name(request))
        return json_file("que-cambio", documents.as_json(document))

    return _download(request, file)


@public
def changes_ties_csv(request: HttpRequest) -> HttpResponse:
    def file(found: Changes) -> HttpResponse:
        called, difference = names(found.analysis), found.difference
        ties = reasons.gained(found, difference.edges_gained) + reasons.lost(found, difference.edges_lost)
        rows = (
            (
                "gained" if tie.gained else "lost",
                *(tie.a, called[tie.a], tie.b, called[tie.b]),
                ";".join(reason.context for reason in tie.reasons),
                "; ".join(_in_words(called, reason) for reason in tie.reasons),
            )
            for tie in ties
        )
        header = ["change", "a_id", "a_name", "b_id", "b_name", "reason_ids", "reasons"]
        return csv_download("vinculos-que-cambiaron", header, rows)

    return _download(request, file)


@public
def changes_institutions_csv(request: HttpRequest) -> HttpResponse:
    """Everyone who takes part on either day, with what changed for her institution."""

    def file(found: Changes) -> HttpResponse:
        called, old, new, moved = names(found.analysis), found.before, found.after, set(found.moved)
        rows = (
            (
                node,
                called[node],
                _change(node, found),
                old.community.get(node),
                new.community.get(node),
                "yes" if node in moved else "no",
            )
            for node in sorted({*old.graph.ids, *new.graph.ids})
        )
        header = ["id", "name", "change", "community_before", "community_after", "moved"]
        return csv_download("instituciones-que-cambiaron", header, rows)

    return _download(request, file)


@public
def changes_measures_csv(request: HttpRequest) -> HttpResponse:
    def file(found: Changes) -> HttpResponse:
        before, after = found.before.measures, found.after.measures
        days = [moment.selection.as_of for moment in (found.before, found.after)]
        rows = ((name, before[name], after[name]) for name in after)
        return csv_download("medidas-en-dos-fechas", ["measure", *days], rows)

    return _download(request, file)


def _download(request: HttpRequest, file: Callable[[Changes], HttpResponse]) -> HttpResponse:
    question = _question(request)
    return download(request, "changes", question.found, question.why_not, file)


def _question(request: HttpRequest) -> ChangesQuestion:
    return changes_question(parameters_of(request), viewer_of(request))


def _told(request: HttpRequest, found: Changes) -> dict[str, Any]:
    called, difference = names(found.analysis), found.difference
    end = ends(called)

    def spaces(rows: list[tuple[str, tuple[reasons.Reason, ...]]]) -> list[Any]:
        return [(end(node), [(end(one.context), one.year) for one in why]) for node, why in rows]

    def ties(pairs: Any, parameter: str, why: Any) -> Any:
        page = page_of(request, list(pairs), parameter)
        page.object_list = [
            (end(tie.a), end(tie.b), [(end(one.context), one.year) for one in tie.reasons])
            for tie in why(found, page.object_list)
        ]
        return page

    pair = pictures.of_changes(found)
    return {
        "answer": found,
        "sentences": changes_told.sentences(found),
        "day_before": changes_told.day_of(found.before),
        "day_after": changes_told.day_of(found.after),
        "short_before": changes_told.day_of(found.before, "SHORT_DATE_FORMAT"),
        "short_after": changes_told.day_of(found.after, "SHORT_DATE_FORMAT"),
        "chapters": changes_told.figures(found),
        "caveats": [
            *layer_notes(found.analysis.snapshot, found.analysis.selection.layers),
            *changes_told.caveats(),
        ],
        "came": some(spaces(reasons.came(found, difference.nodes_gained))),
        "went": some(spaces(reasons.went(found, difference.nodes_lost))),
        "ties_gained": ties(difference.edges_gained, "ganados", reasons.gained),
        "ties_lost": ties(difference.edges_lost, "perdidos", reasons.lost),
        "begun": some([(end(one.id), one.begins.year if one.begins else None) for one in found.begun]),
        "ended": some([(end(one.id), one.ends.year if one.ends else None) for one in found.ended]),
        "communities": some(changes_told.community_rows(found)),
        "moved": some([end(node) for node in found.moved]),
        "dating": changes_told.dating(found),
        "pair": pair,
        "legend": legend(pair),
    }


def _in_words(called: dict[str, str], reason: reasons.Reason) -> str:
    return f"{called[reason.context]} ({reason.year})" if reason.year else called[reason.context]


def _change(node: str, found: Changes) -> str:
    if node not in found.before.graph.index:
        return "gained"
    return "kept" if node in found.after.graph.index else "lost"


urlpatterns = [
    path("red/cambios/", changes, name="changes"),
    path("red/cambios/respuesta.json", changes_json, name="changes_json"),
    path("red/cambios/vinculos.csv", changes_ties_csv, name="changes_ties_csv"),
    path("red/cambios/instituciones.csv", changes_institutions_csv, name="changes_institutions_csv"),
    path("red/cambios/medidas.csv", changes_measures_csv, name="changes_measures_csv"),
]
