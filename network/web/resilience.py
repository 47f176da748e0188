"""/red/sin/: what holds without some institutions."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from network.insights.answers import documents, pictures, resilience_told
from network.insights.answers.asking import ResilienceQuestion, resilience_question
from network.insights.answers.gone import Convener, administrations
from network.insights.answers.resilience import Resilience
from network.insights.layer_notes import layer_notes
from network.insights.summary import names, short_names
from network.institutions.models import Post
from network.vocabulary.words import folded

from .analysis import without_choices
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
from .often import computed

FIELDS = ("as_of", "without", "post", "territory")
SUGGESTED, POSTS = 5, 8


@public
def resilience(request: HttpRequest) -> HttpResponse:
    question = _question(request)
    context = form("resilience", viewer_of(request), question.base, question.problems, FIELDS)
    context |= _chosen(request, question)
    if question.found:
        context |= _told(request, question.found)
    return render(request, "network/answers/resilience.html", context)


@public
def resilience_posts(request: HttpRequest) -> HttpResponse:
    """The posts found, while one types."""
    posts = Post.objects.select_related("institution")
    chosen = posts.filter(package_id=request.GET.get("puesto", "").strip()).first()
    return render(request, "network/answers/posts.html", _posts(request, chosen))


@public
def resilience_json(request: HttpRequest) -> HttpResponse:
    def file(found: Resilience) -> HttpResponse:
        document = documents.resilience_document(found, viewer=viewer_name(request))
        return json_file("que-se-sostiene", documents.as_json(document))

    return _download(request, file)


@public
def resilience_points_csv(request: HttpRequest) -> HttpResponse:
    def file(found: Resilience) -> HttpResponse:
        called = names(found.analysis)
        rows = ((one.id, called[one.id], one.fall, one.pieces, one.left_alone) for one in found.failures)
        return csv_download("puntos-de-quiebre", ["id", "name", "fall", "pieces", "left_alone"], rows)

    return _download(request, file)


@public
def resilience_cut_off_csv(request: HttpRequest) -> HttpResponse:
    def file(found: Resilience) -> HttpResponse:
        called = names(found.analysis)
        rows = (
            (number, node, called[node], len(piece))
            for number, piece in enumerate(found.removal.cut_off, start=1)
            for node in piece
        )
        return csv_download("quedan-separadas", ["piece", "id", "name", "piece_size"], rows)

    return _download(request, file)


@public
def resilience_dependents_csv(request: HttpRequest) -> HttpResponse:
    def file(found: Resilience) -> HttpResponse:
        rows = (
            (kind.name, item.id, item.title, "; ".join(item.facts))
            for kind in found.dependents
            for item in kind.items
        )
        return csv_download("lo-que-queda-pendiente", ["what", "id", "title", "facts"], rows)

    return _download(request, file)


def _download(request: HttpRequest, file: Callable[[Resilience], HttpResponse]) -> HttpResponse:
    question = _question(request)
    return download(request, "resilience", question.found, question.problems, file)


def _question(request: HttpRequest) -> ResilienceQuestion:
    return resilience_question(parameters_of(request), viewer_of(request))


def _chosen(request: HttpRequest, question: ResilienceQuestion) -> dict[str, Any]:
    """The part of the form in which one says who goes."""
    gone = question.found.gone if question.found else None
    return {
        **without_choices(request, question.base.asked.without),
        **_posts(request, gone.post if gone else None),
        "administrations": administrations(),
        "territory": gone.territory.pk if gone and gone.territory else None,
    }


def _posts(request: HttpRequest, chosen: Post | None) -> dict[str, Any]:
    """The post chosen, and those in which every word typed occurs."""
    text = request.GET.get("busca_puesto", "").strip()
    found: list[Post] = []
    if words := folded(text).split():
        rows = Post.objects.select_related("institution").order_by("name", "institution__name", "pk")
        found = [post for post in rows if post != chosen and all(word in _text(post) for word in words)]
    return {"post": chosen, "posts": found[:POSTS], "post_sought": text}


def _text(post: Post) -> str:
    return folded(f"{post.name} {post.institution.name} {post.institution.short_name}")


def _told(request: HttpRequest, found: Resilience) -> dict[str, Any]:
    called, short = names(found.analysis), short_names(found.analysis)
    end = ends(called)
    pair = pictures.of_resilience(found)
    points = page_of(request, list(found.breaking), "page")
    points.object_list = [(end(one.id), one, _alone(request, one.id)) for one in points.object_list]
    kept = request.GET.copy()
    kept.pop("page", None)
    return {
        "answer": found,
        "sentences": resilience_told.sentences(found),
        "figures": resilience_told.figures(found.removal),
        "caveats": [
            *layer_notes(found.analysis.snapshot, found.analysis.selection.layers),
            *resilience_told.caveats(found),
        ],
        "gone_rows": [end(key) for key in found.gone.ids],
        "pieces": some([[end(node) for node in piece] for piece in found.removal.cut_off]),
        "cut_off_total": sum(len(piece) for piece in found.removal.cut_off),
        "dependents": [(kind, some(list(kind.items))) for kind in found.dependents],
        "points": points,
        "points_querystring": kept.urlencode(),
        "pair": pair,
        "legend": legend(pair),
        "suggestions": [_suggestion(short[one.id], one) for one in found.gone.conveners[:SUGGESTED]],
    }


def _suggestion(name: str, convener: Convener) -> dict[str, str]:
    label = _("%(name)s (leads %(n)s)") % {"name": name, "n": convener.led}
    return {"label": label, "url": f"?sin={convener.id}"}


def _alone(request: HttpRequest, node: str) -> str:
    """The same question with that institution alone taken out."""
    asked = request.GET.copy()
    for name in ("page", "puesto", "territorio", "busca", "busca_puesto"):
        asked.pop(name, None)
    asked.setlist("sin", [node])
    return f"?{asked.urlencode()}"


urlpatterns = [
    path("red/sin/", computed(resilience), name="resilience"),
    path("red/sin/puestos/", resilience_posts, name="resilience_posts"),
    path("red/sin/respuesta.json", computed(resilience_json), name="resilience_json"),
    path("red/sin/puntos-de-quiebre.csv", computed(resilience_points_csv), name="resilience_points_csv"),
    path("red/sin/separadas.csv", computed(resilience_cut_off_csv), name="resilience_cut_off_csv"),
    path("red/sin/pendiente.csv", computed(resilience_dependents_csv), name="resilience_dependents_csv"),
]
