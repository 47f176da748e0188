"""The answers in words: each as a report to read on a page, to print and to edit."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone

from network.insights.answers.reports import QUESTIONS, Answered, ask
from network.insights.selection import BadSelectionError, Problem
from network.insights.waiting import NotYet
from network.paper.pages import as_html

from .analysis_question import parameters_of, viewer_of
from .audience import public
from .often import computed
from .paper_files import docx_file, pdf_file


@public
def report(request: HttpRequest, question: str) -> HttpResponse:
    try:
        answered = _answered(request, question)
    except BadSelectionError as error:
        return _refused(request, question, error.problems)
    except NotYet as waiting:
        return render(request, "network/analysis/waiting.html", {"key": str(waiting)})
    paper = answered.paper(timezone.localdate())
    context = {"title": paper.title, "paper": as_html(paper), "question": question} | _ways(request, question)
    return render(request, "network/reports/report.html", context)


@public
def report_pdf(request: HttpRequest, question: str) -> HttpResponse:
    return _file(request, question, "pdf")


@public
def report_docx(request: HttpRequest, question: str) -> HttpResponse:
    return _file(request, question, "docx")


def _file(request: HttpRequest, question: str, kind: str) -> HttpResponse:
    """The report as a file of that kind; where there is none yet, the page that says so."""
    try:
        answered = _answered(request, question)
    except BadSelectionError as error:
        return _refused(request, question, error.problems)
    except NotYet:
        return redirect(_with_query(request, reverse(f"{question}_report")))
    today = timezone.localdate()
    made = pdf_file if kind == "pdf" else docx_file
    name = f"{QUESTIONS[question].file_name}-{today.isoformat()}"
    return made(request, answered.paper(today), name, back=_answer_url(request, question))


def _answered(request: HttpRequest, question: str) -> Answered:
    return ask(question, parameters_of(request), viewer_of(request))


def _refused(request: HttpRequest, question: str, problems: list[Problem]) -> HttpResponse:
    context = {"problems": problems, "back": _answer_url(request, question)}
    return render(request, "network/analysis/refused.html", context, status=400)


def _ways(request: HttpRequest, question: str) -> dict[str, Any]:
    """Where the same answer is to be had otherwise."""
    return {
        "answer_url": _answer_url(request, question),
        "pdf_url": _with_query(request, reverse(f"{question}_report_pdf")),
        "docx_url": _with_query(request, reverse(f"{question}_report_docx")),
    }


def _answer_url(request: HttpRequest, question: str) -> str:
    return _with_query(request, reverse(QUESTIONS[question].url_name))


def _with_query(request: HttpRequest, address: str) -> str:
    return f"{address}?{request.GET.urlencode()}" if request.GET else address


_PLACES = {"analysis": "analisis", "coverage": "cobertura", "resilience": "sin", "changes": "cambios"}
_VIEWS = (
    ("report", "informe/", report),
    ("report_pdf", "informe.pdf", report_pdf),
    ("report_docx", "informe.docx", report_docx),
)

urlpatterns = [
    path(
        f"red/{place}/{end}",
        computed(view) if question == "resilience" else view,
        {"question": question},
        name=f"{question}_{name}",
    )
    for question, place in _PLACES.items()
    for name, end, view in _VIEWS
]
