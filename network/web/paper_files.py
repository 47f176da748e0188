"""A paper as a file to take away: at once where it is short, else made in the background.

Where this machine cannot make one, a page says so.
"""

from collections.abc import Callable
from io import BytesIO

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from network.insights.selection import Problem
from network.paper.document import Paper
from network.paper.kinds import Composed, is_long
from network.paper.making import write
from network.paper.pdf import PaperUnavailableError, as_pdf
from network.paper.word import as_docx
from network.printing.models import Printing
from network.printing.queries import kinds
from network.printing.rules import DAYS
from network.printing.services import ask, composed
from network.printing.words import title_of

from .attachment import attachment


def papers_file(
    request: HttpRequest, kind: str, parameters: dict[str, str], ending: str, *, inline: bool = False
) -> HttpResponseBase:
    """The papers of a kind that a room contributes in `printed.py`; long ones lead to where they are made.

    Long ones are begun by POST alone: a link, which programs follow too, shows a button that does it.
    `inline` shows a short PDF in the browser instead of keeping it.
    """
    day, viewer = timezone.localdate(), request.viewer  # type: ignore[attr-defined]
    papers = composed(kind, parameters, viewer, day)
    if papers is None:
        raise Http404
    if is_long(papers.papers):
        if request.method != "POST":
            return _button(request, Printing(kind=kind, ending=ending, total=len(papers.papers)), papers.back)
        asked = ask(
            by=request.user,
            kind=kind,
            parameters=parameters,
            ending=ending,
            language=(get_language() or "es")[:5],
            day=day,
            papers=papers,
        )
        return redirect(asked)
    response = _file(request, lambda: _bytes(papers, ending), f"{papers.name}.{ending}", papers.back)
    if response.status_code == 200 and (note := kinds()[kind].taken):
        note(request.user, parameters, ending)
    if inline and response.status_code == 200:
        response["Content-Disposition"] = response["Content-Disposition"].replace("attachment", "inline")
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _bytes(papers: Composed, ending: str) -> bytes:
    into = BytesIO()
    write(papers, ending, into)
    return into.getvalue()


def pdf_file(request: HttpRequest, paper: Paper, name: str, *, back: str) -> HttpResponse:
    return _file(request, lambda: as_pdf(paper), f"{name}.pdf", back)


def docx_file(request: HttpRequest, paper: Paper, name: str, *, back: str) -> HttpResponse:
    return _file(request, lambda: as_docx(paper), f"{name}.docx", back)


def _button(request: HttpRequest, printing: Printing, back: str) -> HttpResponse:
    context = {"title": title_of(printing), "days": DAYS, "back": back}
    return render(request, "network/printings/ask.html", context)


def _file(request: HttpRequest, made: Callable[[], bytes], name: str, back: str) -> HttpResponse:
    try:
        return attachment(made(), name)
    except PaperUnavailableError as error:
        context = {"problems": [Problem("", str(error))], "back": back}
        return render(request, "network/analysis/refused.html", context, status=503)
