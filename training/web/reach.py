"""`/gestion/formacion/alcance/`: how far each content reaches; to the public, what institutions gave."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.institutions.models import Institution
from network.people.rules import shown_line
from network.vocabulary.coverage import Cell as GivenCell
from network.web.audience import insiders, public
from network.web.csv_download import csv_download
from network.web.listing import Choice, Listing, choice, wants_file
from network.web.navigation import address
from network.web.paper_files import papers_file
from training.coverage import reach as given_and_received
from training.reach.going import Offer, open_editions, who_could_go
from training.reach.matrix import Cell, Reach, Reached, Row
from training.reach.papers import caveat
from training.reach.question import (
    BY_GAPS,
    GAP,
    NAMES,
    ORDER,
    POST,
    TERRITORY,
    WHICH,
    WITH_PEOPLE,
    YEAR,
    ReachQuestion,
    reach_question,
    territory_options,
)
from training.reach.words import cell_words, state_words
from training.record.queries import keeps_any

from .doors import viewer_of

PER_PAGE = 20
_MARKS = {
    Reached.TRAINED: "solved",
    Reached.IN_COURSE: "unknown",
    Reached.LAPSED: "gap",
    Reached.NOBODY: "gap",
    Reached.UNTOLD: "not_applicable",
}


@public
def training_reach(request: HttpRequest) -> HttpResponse:
    """Made of people for members alone; everybody else reads what institutions gave and received."""
    viewer = viewer_of(request)
    return _of_people(request) if viewer.is_member else _of_institutions(request)


def _of_people(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    question = reach_question(request.GET.dict(), viewer)
    if wants_file(request):
        return _file(question)
    summaries = question.reach.summaries(question.among)
    context = {
        "lead": _lead(question),
        "caveat": caveat(),
        "contents": question.reach.contents,
        "summary": [
            (
                f"{one.content.order}. {one.content}",
                _("%(n)s of %(total)s institutions") % {"n": one.institutions, "total": one.told},
                ngettext("%(n)s person trained", "%(n)s people trained", one.people) % {"n": one.people},
            )
            for one in summaries
        ],
        "legend": [(_MARKS[one], state_words(one)) for one in Reached if one != Reached.LAPSED],
        "listing": _listing(request, question),
        "day": question.reach.day,
        "papers": _papers(request),
        "desk": reverse("desk_externals") if keeps_any(viewer) else "",
    }
    return render(request, "training/reach.html", context)


def _lead(question: ReachQuestion) -> str:
    told = [row for row in question.among if row.people]
    if not question.reach.contents:
        return _("The network has no contents yet, so there is no reach to be told.")
    if not told:
        return _("You may be told of nobody's training here.")
    gaps = sum(row.gaps > 0 for row in told)
    words = ngettext(
        "Of %(total)s institution of which you may be told of somebody, %(gaps)s has nobody trained in some "
        "content.",
        "Of %(total)s institutions of which you may be told of somebody, %(gaps)s have nobody trained in "
        "some content.",
        len(told),
    )
    return words % {"total": len(told), "gaps": gaps}


def _choices(request: HttpRequest, question: ReachQuestion) -> tuple[Choice, ...]:
    offered = question.offered
    return (
        choice(request, TERRITORY, _("Territory"), offered[TERRITORY]),
        choice(request, POST, _("Kind of post"), offered[POST]),
        choice(request, YEAR, _("As of the end of"), offered[YEAR]),
        choice(request, GAP, _("Nobody trained in"), offered[GAP]),
        choice(request, WHICH, _("Institutions"), offered[WHICH], default=WITH_PEOPLE),
        choice(request, ORDER, _("Order by"), offered[ORDER], default=BY_GAPS),
    )


def _listing(request: HttpRequest, question: ReachQuestion) -> Listing:
    choices = _choices(request, question)
    narrowed = bool(question.text or any(one.value for one in choices if one.any_label))
    page: Page[Any] = Paginator(question.rows, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = [_line(row, question.reach) for row in page.object_list]
    return Listing(question.text, choices, page, _query(request), narrowed)


def _line(row: Row, reach: Reach) -> dict[str, Any]:
    cells = reach.cells(row.pk)
    return {
        "row": row,
        "url": reverse("training_reach_institution", args=[row.package_id]),
        "people": ngettext("%(n)s person", "%(n)s people", row.people) % {"n": row.people},
        "cells": [
            (_MARKS[cell.state], cell_words(cell), f"{content.order}. {content}")
            for content, cell in zip(reach.contents, cells, strict=True)
        ],
    }


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    for name in list(kept):
        if name in {"page", "formato"} or not kept[name]:
            del kept[name]
    return kept.urlencode()


def _file(question: ReachQuestion) -> HttpResponse:
    header = [
        _("Identifier"),
        _("Institution"),
        _("Region"),
        _("Municipality"),
        _("People told of"),
        _("Number of the content"),
        _("Content"),
        _("State"),
        _("Trained"),
        _("In course"),
        _("Lapsed"),
        _("As of"),
    ]
    reach = question.reach

    contents = [(one.order, str(one)) for one in reach.contents]
    states, day = {one: state_words(one) for one in Reached}, reach.day.isoformat()

    def cells(row: Row, content: tuple[int, str], cell: Cell) -> list[Any]:
        counts = (cell.trained, cell.in_course, cell.lapsed) if cell.is_told else ("", "", "")
        who = (row.package_id, row.name, row.region, row.municipality, row.people)
        return [*who, *content, states[cell.state], *counts, day]

    lines = (
        cells(row, content, cell)
        for row in question.rows
        for content, cell in zip(contents, reach.cells(row.pk), strict=True)
    )
    return csv_download("alcance-formativo", header, lines)


@insiders
def paper(request: HttpRequest, ending: str) -> HttpResponseBase:
    parameters = {name: value for name in NAMES if (value := request.GET.get(name, ""))}
    return papers_file(request, "training_reach", parameters, ending)


def _papers(request: HttpRequest) -> list[tuple[str, str]]:
    query = _query(request)
    return [
        (label, f"{reverse(name)}{'?' if query else ''}{query}")
        for label, name in ((_("In PDF"), "training_reach_pdf"), (_("In Word"), "training_reach_docx"))
    ]


@insiders
def of_institution(request: HttpRequest, package_id: str) -> HttpResponse:
    """One institution: each content, and where nobody has it who could go, and where to."""
    viewer = viewer_of(request)
    if not viewer.is_member:
        raise Http404
    institution = get_object_or_404(Institution, package_id=package_id)
    reach = Reach(viewer, only=institution)
    offers = open_editions(viewer)
    people = [
        {"name": name, "post": post, "url": one.get_absolute_url()}
        for one in who_could_go(institution, viewer)
        for name, post in [shown_line(one)]
    ]
    cells = list(zip(reach.contents, reach.cells(institution.pk), strict=True))
    context = {
        "institution": institution,
        "caveat": caveat(),
        "contents": [
            {
                "title": f"{content.order}. {content}",
                "mark": _MARKS[cell.state],
                "words": cell_words(cell),
                "is_gap": not cell.trained,
                "offers": [_offer(one) for one in offers.get(content.pk, [])],
            }
            for content, cell in cells
        ],
        "people": people,
        "has_gaps": any(not cell.trained for _content, cell in cells),
        "breadcrumb": [(_("Training reach"), reverse("training_reach"))],
    }
    return render(request, "training/reach_institution.html", context)


def _offer(offer: Offer) -> dict[str, Any]:
    return {
        "title": ", ".join(filter(None, (offer.title, offer.name))),
        "url": address("edition", offer.package_id),
        "starts_on": offer.starts_on,
        "closes_on": offer.closes_on,
    }


def _of_institutions(request: HttpRequest) -> HttpResponse:
    """Facts of institutions: nobody stands behind them."""
    fields = ("pk", "package_id", "name", "region__name", "municipality__name")
    every = list(Institution.objects.order_by("name", "pk").values_list(*fields))
    years = [(str(year), str(year)) for year in range(timezone.localdate().year, 2009, -1)]
    territory = choice(request, TERRITORY, _("Territory"), territory_options([row[3:5] for row in every]))
    year = choice(request, YEAR, _("Year"), years)
    cells = given_and_received(viewer_of(request), year=year.value)
    text = request.GET.get("q", "").strip()[:120]
    rows = [
        row
        for row in every
        if row[0] in cells
        and (not territory.value or territory.value in row[3:5])
        and text.casefold() in row[2].casefold()
    ]
    if wants_file(request):
        header = [_("Identifier"), _("Institution"), _("Trainings"), _("Numbers, as reported")]
        lines = (
            [package_id, name, cells[pk].text, "; ".join(cells[pk].facts)]
            for pk, package_id, name, *_place in rows
        )
        return csv_download("formaciones-por-institucion", header, lines)
    page: Page[Any] = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = [_given_line(row, cells[row[0]]) for row in page.object_list]
    listing = Listing(
        text, (territory, year), page, _query(request), bool(text or territory.value or year.value)
    )
    context = {
        "title": _("Training reach"),
        "lead": _(
            "Which institutions gave trainings and whose people received them, as they reported it. How far "
            "each content reaches is made of people, and is told to members alone."
        ),
        "count": ngettext("%(n)s institution", "%(n)s institutions", len(rows)) % {"n": len(rows)},
        "listing": listing,
        "row_template": "training/reach_given_row.html",
        "all_given": reverse("given_trainings"),
    }
    return render(request, "training/reach_given.html", context)


def _given_line(row: Any, cell: GivenCell) -> dict[str, Any]:
    _pk, package_id, name, region, municipality = row
    return {
        "name": name,
        "url": f"{reverse('institution', args=[package_id])}#formacion",
        "place": ", ".join(filter(None, (municipality, region))),
        "words": cell.text,
        "facts": cell.facts,
    }


_HERE = "gestion/formacion/alcance/"
urlpatterns = [
    path(_HERE, training_reach, name="training_reach"),
    path(f"{_HERE}informe.pdf", paper, {"ending": "pdf"}, name="training_reach_pdf"),
    path(f"{_HERE}informe.docx", paper, {"ending": "docx"}, name="training_reach_docx"),
    path(f"{_HERE}<slug:package_id>/", of_institution, name="training_reach_institution"),
]
