"""Saving, renaming, discarding and bringing back. A visit by GET changes nothing and leads to the page."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from network.insights.answers.reports import QUESTIONS
from network.insights.models import State
from network.insights.saved import services
from network.insights.saved.waiting import have_kept
from network.insights.selection import BadSelectionError

from ..analysis_question import viewer_of
from ..audience import insiders
from .forms import SaveForm, TitleForm
from .pages import answer_page
from .shown import Kept, kept_or_404


@insiders
def save(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("saved_answers")
    form = SaveForm(request.POST)
    if "question" in (form.errors or {}):
        raise Http404
    if not form.is_valid():
        return _not_saved(request, form)
    asked = QueryDict(form.cleaned_data["query"])
    try:
        answer = services.save_answer(
            question=form.cleaned_data["question"],
            parameters={name: [str(value) for value in values] for name, values in asked.lists()},
            title=form.cleaned_data["title"],
            by=request.user,
            viewer=viewer_of(request),
        )
    except BadSelectionError as error:
        for problem in error.problems:
            form.add_error(None, problem.text)
        return _not_saved(request, form)
    have_kept(answer)
    if answer.state == State.KEPT:
        messages.success(request, _("Saved. Copy its address to share it."))
    return redirect("saved_answer", uid=answer.uid)


def _not_saved(request: HttpRequest, form: SaveForm) -> HttpResponse:
    question = QUESTIONS[form.data["question"]]
    query = form.data.get("query", "")
    back = f"{reverse(question.url_name)}{'?' if query else ''}{query}"
    return render(request, "network/saved/save.html", {"form": form, "back": back}, status=400)


@insiders
def rename(request: HttpRequest, uid: UUID) -> HttpResponse:
    kept = _managed_or_404(request, uid)
    if request.method == "POST":
        form = TitleForm(request.POST)
        if not form.is_valid():
            return answer_page(request, kept, form)
        try:
            services.rename(
                answer=kept.answer, title=form.cleaned_data["title"], by=request.user, viewer=kept.viewer
            )
        except ValidationError as error:
            form.add_error("title", error)
            return answer_page(request, kept, form)
        messages.success(request, _("Renamed."))
    return redirect("saved_answer", uid=uid)


@insiders
def discard(request: HttpRequest, uid: UUID) -> HttpResponse:
    kept = _managed_or_404(request, uid)
    if request.method == "POST":
        services.discard(answer=kept.answer, by=request.user, viewer=kept.viewer)
        messages.success(request, _("Discarded: nobody else sees it now. You can bring it back here."))
    return redirect("saved_answer", uid=uid)


@insiders
def retry(request: HttpRequest, uid: UUID) -> HttpResponse:
    kept = _managed_or_404(request, uid)
    if request.method == "POST":
        have_kept(services.try_again(answer=kept.answer, viewer=kept.viewer))
    return redirect("saved_answer", uid=uid)


@insiders
def bring_back(request: HttpRequest, uid: UUID) -> HttpResponse:
    kept = _managed_or_404(request, uid)
    if request.method == "POST":
        services.bring_back(answer=kept.answer, by=request.user, viewer=kept.viewer)
        messages.success(request, _("It is back."))
    return redirect("saved_answer", uid=uid)


def _managed_or_404(request: HttpRequest, uid: UUID) -> Kept:
    kept = kept_or_404(request, uid)
    if not kept.is_managed:
        raise Http404
    return kept


urlpatterns = [
    path("red/respuestas/guardar/", save, name="save_answer"),
    path("red/respuestas/<uuid:uid>/titulo/", rename, name="rename_saved_answer"),
    path("red/respuestas/<uuid:uid>/descartar/", discard, name="discard_saved_answer"),
    path("red/respuestas/<uuid:uid>/reintentar/", retry, name="retry_saved_answer"),
    path("red/respuestas/<uuid:uid>/recuperar/", bring_back, name="bring_back_saved_answer"),
]
