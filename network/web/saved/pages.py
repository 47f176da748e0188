"""The list of saved answers, and one of them."""

from typing import Any, NoReturn
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from network.insights.answers.reports import QUESTIONS
from network.insights.models import SavedAnswer, State
from network.insights.saved.papers import as_paper
from network.insights.saved.queries import visible_to
from network.insights.saved.waiting import have_kept
from network.insights.waiting import NotYet
from network.paper.document import Paper
from network.paper.pages import as_html

from ..analysis_question import viewer_of
from ..audience import insiders
from ..questions import questions
from .forms import TitleForm
from .shown import Kept, kept_or_404, saved_by
from .today import today

PER_PAGE = 20
MINE, DISCARDED = "mias", "descartadas"


@insiders
def saved_answers(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    whose, question = request.GET.get("de", ""), request.GET.get("pregunta", "")
    rows = visible_to(SavedAnswer.objects.all(), viewer).filter(discarded_at__isnull=whose != DISCARDED)
    if whose == MINE:
        rows = rows.filter(author=viewer.user_id)
    if question in QUESTIONS:
        rows = rows.filter(question=question)
    page: Page[Any] = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    answers = list(page.object_list)
    by = saved_by(answers, viewer)
    page.object_list = [(answer, str(QUESTIONS[answer.question].label), by[answer.pk]) for answer in answers]
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "questions": questions(""),
        "page_obj": page,
        "querystring": kept.urlencode(),
        "whose": whose,
        "whose_choices": [
            ("", _("Of the whole network")),
            (MINE, _("Mine")),
            (DISCARDED, _("Discarded")),
        ],
        "asked": question,
        "question_choices": [(key, str(one.label)) for key, one in QUESTIONS.items()],
        "is_narrowed": bool(whose or question in QUESTIONS),
    }
    return render(request, "network/saved/list.html", context)


@insiders
def saved_answer(request: HttpRequest, uid: UUID) -> HttpResponse:
    return answer_page(request, kept_or_404(request, uid))


def answer_page(request: HttpRequest, kept: Kept, form: TitleForm | None = None) -> HttpResponse:
    """What was found, or the same question put now for who may not read that; `form` if it had mistakes."""
    if kept.answer.state != State.KEPT:
        have_kept(kept.answer)
        return render(request, "network/saved/at_work.html", {"questions": questions(""), "kept": kept})
    paper, key = None, ""
    try:
        paper = paper_of(kept)
    except NotYet as waiting:
        key = str(waiting)
    context = {
        "questions": questions(""),
        "kept": kept,
        "key": key,
        "paper": as_html(paper) if paper else "",
        "by": saved_by([kept.answer], kept.viewer)[kept.answer.pk],
        "address": request.build_absolute_uri(reverse("saved_answer", args=[kept.answer.uid])),
        "form": form or TitleForm(initial={"title": kept.answer.title}),
    }
    return render(request, "network/saved/answer.html", context, status=400 if form else 200)


@insiders
def saved_answer_ready(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Asked again and again while one waits: has htmx load the page anew once it is saved, or failed."""
    kept, response = kept_or_404(request, uid), HttpResponse(status=204)
    if kept.answer.state != State.AT_WORK:
        response["HX-Refresh"] = "true"
    return response


def paper_of(kept: Kept) -> Paper | None:
    if kept.edition:
        return as_paper(kept.edition.paper)
    return kept.now.answered.paper(today()) if kept.now.answered else None


@insiders
def nothing(request: HttpRequest, rest: str) -> NoReturn:
    """An id that cannot be any answer's: a visitor is sent to log in from there too, before it is told."""
    raise Http404


urlpatterns = [
    path("red/respuestas/", saved_answers, name="saved_answers"),
    path("red/respuestas/<uuid:uid>/", saved_answer, name="saved_answer"),
    path("red/respuestas/<uuid:uid>/lista/", saved_answer_ready, name="saved_answer_ready"),
    path("red/respuestas/<path:rest>", nothing),
]
