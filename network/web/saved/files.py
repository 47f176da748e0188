"""A saved answer as a file: what was found then, or, for who may not read that, what she finds now."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse

from network.insights.answers.documents import as_json
from network.insights.answers.reports import QUESTIONS
from network.paper.document import Paper

from ..answers import json_file
from ..audience import insiders
from ..paper_files import docx_file, pdf_file
from .pages import paper_of
from .shown import Kept, kept_or_404, or_page


@insiders
@or_page("saved_answer")
def saved_answer_pdf(request: HttpRequest, uid: UUID) -> HttpResponse:
    kept = kept_or_404(request, uid)
    return pdf_file(request, _paper(kept), _name(kept), back=_page(uid))


@insiders
@or_page("saved_answer")
def saved_answer_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    kept = kept_or_404(request, uid)
    return docx_file(request, _paper(kept), _name(kept), back=_page(uid))


@insiders
@or_page("saved_answer")
def saved_answer_json(request: HttpRequest, uid: UUID) -> HttpResponse:
    """With all that is needed to repeat it."""
    kept = kept_or_404(request, uid)
    edition, answered = kept.edition, None if kept.edition else kept.now.answered
    source = edition or answered
    if source is None:
        raise Http404
    found = {
        "title": kept.answer.title,
        "question": kept.answer.question,
        "saved_at": kept.answer.saved_at.isoformat(),
        "computed": "then" if edition else "now",
        "parameters": source.parameters,
        "seeds": source.seeds,
        "engines": source.engines,
        "digests": list(source.digests),
        "answer": source.document,
    }
    return json_file(_name(kept), as_json(found))


def _page(uid: UUID) -> str:
    return reverse("saved_answer", args=[uid])


def _paper(kept: Kept) -> Paper:
    paper = paper_of(kept)
    if paper is None:
        raise Http404
    return paper


def _name(kept: Kept) -> str:
    return QUESTIONS[kept.answer.question].file_name


urlpatterns = [
    path("red/respuestas/<uuid:uid>/respuesta.pdf", saved_answer_pdf, name="saved_answer_pdf"),
    path("red/respuestas/<uuid:uid>/respuesta.docx", saved_answer_docx, name="saved_answer_docx"),
    path("red/respuestas/<uuid:uid>/respuesta.json", saved_answer_json, name="saved_answer_json"),
]
