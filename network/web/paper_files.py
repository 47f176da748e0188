"""A paper as a file to take away; where this machine cannot make one, a page that says so."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from network.insights.selection import Problem
from network.paper.document import Paper
from network.paper.pdf import PaperUnavailableError, as_pdf
from network.paper.word import as_docx

from .attachment import attachment


def pdf_file(request: HttpRequest, paper: Paper, name: str, *, back: str) -> HttpResponse:
    return _file(request, lambda: as_pdf(paper), f"{name}.pdf", back)


def docx_file(request: HttpRequest, paper: Paper, name: str, *, back: str) -> HttpResponse:
    return _file(request, lambda: as_docx(paper), f"{name}.docx", back)


def _file(request: HttpRequest, made: Callable[[], bytes], name: str, back: str) -> HttpResponse:
    try:
        return attachment(made(), name)
    except PaperUnavailableError as error:
        context = {"problems": [Problem("", str(error))], "back": back}
        return render(request, "network/analysis/refused.html", context, status=503)
