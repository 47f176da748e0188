"""A saved answer put again today, and what has changed in it."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.timezone import localdate

from network.insights.models import Edition
from network.insights.saved import difference_told
from network.insights.saved.again import Again, ask_again
from network.insights.saved.difference import Difference, difference
from network.insights.saved.difference_told import Comparing
from network.insights.saved.editions import told, told_today
from network.insights.saved.rules import sight_of
from network.insights.waiting import NotYet
from network.paper.document import Paper, Paragraph
from network.paper.pages import as_html

from ..audience import insiders
from ..paper_files import docx_file, pdf_file
from ..questions import questions
from .shown import Kept, eyes_of, kept_or_404, or_page

NAME = "que-ha-cambiado"


def today() -> date:
    return timezone.localdate()


@dataclass(frozen=True)
class Compared:
    """An edition and the same question today, both with the same rights."""

    kept: Kept
    edition: Edition

    @cached_property
    def again(self) -> Again:
        eyes = sight_of(self.edition, self.kept.viewer)
        return ask_again(self.kept.answer.question, self.edition.parameters, self.edition.names, eyes)

    @cached_property
    def found(self) -> Difference | None:
        answered = self.again.answered
        if answered is None:
            return None
        return difference(told(self.edition, self.kept.answer.question), told_today(answered))

    @property
    def comparing(self) -> Comparing:
        return Comparing(
            question=self.kept.answer.question,
            title=self.kept.answer.title,
            asked=tuple(self.kept.facts[:1] + self.kept.asked),
            saved_on=localdate(self.kept.answer.saved_at),
            today=today(),
            eyes=eyes_of(self.edition),
            gone=self.again.gone,
        )

    @property
    def paper(self) -> Paper | None:
        return difference_told.paper(self.found, self.comparing) if self.found else None


@insiders
def saved_answer_today(request: HttpRequest, uid: UUID) -> HttpResponse:
    kept = kept_or_404(request, uid)
    if kept.edition is None:  # her page is today's answer already
        return redirect("saved_answer", uid=uid)
    compared = Compared(kept, kept.edition)
    try:
        paper = compared.paper
    except NotYet as waiting:
        context = {"questions": questions(""), "kept": kept, "key": str(waiting)}
        return render(request, "network/saved/today.html", context | {"lead": "", "paper": ""})
    context = {
        "questions": questions(""),
        "kept": kept,
        "again": compared.again,
        "key": "",
        # its first sentence stands beside the title, and the title of the answer above it
        "lead": paper.blocks[0].text if paper and isinstance(paper.blocks[0], Paragraph) else "",
        "paper": as_html(replace(paper, subtitle="", blocks=paper.blocks[1:])) if paper else "",
    }
    return render(request, "network/saved/today.html", context)


@insiders
@or_page("saved_answer_today")
def saved_answer_today_pdf(request: HttpRequest, uid: UUID) -> HttpResponse:
    return pdf_file(request, _paper_or_404(request, uid), NAME, back=_page(uid))


@insiders
@or_page("saved_answer_today")
def saved_answer_today_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    return docx_file(request, _paper_or_404(request, uid), NAME, back=_page(uid))


def _page(uid: UUID) -> str:
    return reverse("saved_answer_today", args=[uid])


def _paper_or_404(request: HttpRequest, uid: UUID) -> Paper:
    kept = kept_or_404(request, uid)
    paper = Compared(kept, kept.edition).paper if kept.edition else None
    if paper is None:
        raise Http404
    return paper


urlpatterns = [
    path("red/respuestas/<uuid:uid>/hoy/", saved_answer_today, name="saved_answer_today"),
    path("red/respuestas/<uuid:uid>/hoy/cambios.pdf", saved_answer_today_pdf, name="saved_answer_today_pdf"),
    path(
        "red/respuestas/<uuid:uid>/hoy/cambios.docx", saved_answer_today_docx, name="saved_answer_today_docx"
    ),
]
