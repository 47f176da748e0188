"""`/formacion/impartidas/`: trainings already given, with totals that never add what differs."""

from dataclasses import replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.paper.kinds import MOST_ROWS_AT_ONCE
from network.vocabulary.spans import event_words
from network.web.audience import public
from network.web.csv_download import csv_download
from network.web.listing import PER_PAGE, Listing, choice, wants_file
from network.web.paper_files import docx_file, papers_file, pdf_file
from training.given.listed import AUDIENCE, KIND, NAMES, TERRITORY, THEME, YEAR, GivenAsked, asked_of
from training.given.papers import given_paper, never_added, title_of, whom
from training.given.totals import total_lines, totals, women_and_men
from training.models import GivenTraining
from training.rules import number_facts

_BY_THEME_AND_ALL = 60  # of the rows a visitor's paper holds, so many stand one by one


@public
def given(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request.GET.dict())
    rows = list(asked.rows)
    if wants_file(request):
        return _file(rows)
    number = len(rows)
    context = {
        "title": title_of(asked),
        "lead": never_added(),
        "count": ngettext("%(n)s training", "%(n)s trainings", number) % {"n": number},
        "totals": total_lines(totals(rows)),
        "apart": women_and_men(rows),
        "listing": _listing(request, asked, rows),
        "row_template": "training/given_row.html",
        "papers": _papers(request),
    }
    return render(request, "training/given.html", context)


@public
def paper(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Whoever has entered gets all of it, made in the background where it is long; a visitor what fits."""
    parameters = _parameters(request)
    if request.user.is_authenticated and request.viewer.is_insider:  # type: ignore[attr-defined]
        return papers_file(request, "given_trainings", parameters, ending)
    made = pdf_file if ending == "pdf" else docx_file
    told = given_paper(asked_of(parameters), most=min(_BY_THEME_AND_ALL, MOST_ROWS_AT_ONCE))
    return made(request, told, "formaciones-impartidas", back=reverse("given_trainings"))


def _parameters(request: HttpRequest) -> dict[str, str]:
    return {name: value for name in NAMES if (value := request.GET.get(name, ""))}


def _papers(request: HttpRequest) -> list[tuple[str, str]]:
    kept = request.GET.copy()
    for name in list(kept):
        if name not in NAMES or not kept[name]:
            del kept[name]
    query = f"?{kept.urlencode()}" if kept else ""
    return [
        (label, f"{reverse(name)}{query}")
        for label, name in ((_("In PDF"), "given_trainings_pdf"), (_("In Word"), "given_trainings_docx"))
    ]


def _listing(request: HttpRequest, asked: GivenAsked, rows: list[GivenTraining]) -> Listing:
    labels = {
        YEAR: _("Year"),
        THEME: _("Theme"),
        TERRITORY: _("Territory"),
        KIND: _("Kind"),
        AUDIENCE: _("Audience"),
    }
    offered = {
        **asked.offered,
        AUDIENCE: [(value, f"{label} ({asked.counts[value]})") for value, label in asked.offered[AUDIENCE]],
    }
    choices = tuple(choice(request, name, label, offered[name]) for name, label in labels.items())
    if asked.is_partial:
        by_words = _("Those told of several trainings. The search above finds any other.")
        choices = (*choices[:-1], replace(choices[-1], help=by_words))
    page: Page[Any] = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = [
        {
            "training": row,
            "when": event_words(row.started, row.ended),
            "numbers": number_facts(row),
            "whom": whom(row),
        }
        for row in page.object_list
    ]
    kept = request.GET.copy()
    for name in list(kept):
        if name in {"page", "formato"} or not kept[name]:
            del kept[name]
    narrowed = bool(asked.text or any(one.value for one in choices))
    return Listing(asked.text, choices, page, kept.urlencode(), narrowed)


def _file(rows: list[GivenTraining]) -> HttpResponse:
    header = [
        _("Identifier"),
        _("Title"),
        _("Kind"),
        _("Theme"),
        _("Territory"),
        _("Began"),
        _("Ended"),
        _("Given by"),
        _("For whom"),
        _("People of"),
        _("Participants"),
        _("What the number counts"),
        _("Qualifier of the numbers"),
        _("Women"),
        _("Men"),
    ]
    return csv_download("formaciones-impartidas", header, (_cells(row) for row in rows))


def _cells(row: Any) -> list[Any]:
    return [
        row.package_id,
        row.title,
        row.get_kind_display(),
        row.theme.label,
        "; ".join(place.name for place in row.territories.all()),
        row.started,
        row.ended,
        "; ".join(one.name for one in row.providers.all()),
        row.audience,
        row.audience_institution.name if row.audience_institution else "",
        row.participants,
        row.get_count_of_display(),
        row.get_qualifier_display(),
        row.women,
        row.men,
    ]


_HERE = "formacion/impartidas/"
urlpatterns = [
    path(_HERE, given, name="given_trainings"),
    path(f"{_HERE}informe.pdf", paper, {"ending": "pdf"}, name="given_trainings_pdf"),
    path(f"{_HERE}informe.docx", paper, {"ending": "docx"}, name="given_trainings_docx"),
]
