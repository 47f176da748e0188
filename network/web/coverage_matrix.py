"""Who is missing? The coverage matrix: what it lacks said first, then every institution, gaps first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.insights.answers import documents
from network.insights.coverage_matrix import Matrix, Row, Summary
from network.insights.coverage_question import (
    BY_GAPS,
    GAP,
    KIND,
    LEVEL,
    ORDER,
    REGION,
    SECTOR,
    coverage_question,
)
from network.insights.coverage_words import lead
from network.insights.similar import Example, Examples
from network.institutions.enums import Level, Sector
from network.vocabulary.coverage import Cell, Column, State
from network.vocabulary.terms import terms

from .analysis_question import parameters_of, viewer_of
from .answers import json_file, viewer_name
from .audience import public
from .csv_download import csv_download
from .listing import Choice, Listing, choice, wants_file
from .questions import questions

PER_PAGE, ON_PAPER = 10, 500


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of the page, where it leads, and for a gap who has solved it."""

    column: Column
    cell: Cell
    url: str
    example: Example | None

    @property
    def says_state(self) -> bool:
        """Whether the state has to be said beside its mark, for those who do not see it."""
        return self.cell.text != str(self.cell.state.label)


@dataclass(frozen=True, slots=True)
class Line:
    row: Row
    kind: str
    place: str
    cells: tuple[ShownCell, ...]

    @property
    def examples(self) -> list[tuple[Example | None, str]]:
        """Who has solved its gaps, each with the columns; last those for which there is nobody."""
        found: dict[Example | None, list[str]] = {}
        for shown in self.cells:
            if shown.cell.state is State.GAP:
                found.setdefault(shown.example, []).append(str(shown.column.label))
        return [
            (example, ", ".join(labels))
            for example, labels in sorted(found.items(), key=lambda item: item[0] is None)
        ]


@dataclass(frozen=True, slots=True)
class Bar:
    """A column's summary as a bar of a hundred: (state, from, width), as SVG writes numbers."""

    summary: Summary
    parts: tuple[tuple[str, str, str], ...]


@public
def coverage(request: HttpRequest) -> HttpResponse:
    question = coverage_question(parameters_of(request), viewer_of(request))
    matrix, among, rows, asked = question.matrix, question.among, question.rows, question.asked
    choices = _choices(request, question.offered)
    if wants_file(request):
        return _file(matrix, rows)
    on_paper = request.GET.get("vista") == "papel"
    summaries = matrix.summaries(among)
    context = {
        "questions": questions("coverage"),
        "lead": lead(summaries, len(among)),
        "bars": [_bar(summary) for summary in summaries],
        "listing": _listing(request, matrix, rows, choices, ON_PAPER if on_paper else PER_PAGE),
        "columns": matrix.columns,
        "order": asked[ORDER],
        "gap": asked[GAP],
        "states": list(State),
        "among": len(among),
        "untied": matrix.untied(among),
        "on_paper": on_paper,
    }
    return render(request, "network/coverage/coverage.html", context)


def _choices(request: HttpRequest, offered: dict[str, list[tuple[str, str]]]) -> tuple[Choice, ...]:
    return (
        choice(request, KIND, _("Kind"), offered[KIND]),
        choice(request, SECTOR, _("Sector"), offered[SECTOR]),
        choice(request, LEVEL, _("Level"), offered[LEVEL]),
        choice(request, REGION, _("Territory"), offered[REGION]),
        choice(request, GAP, _("What is missing"), offered[GAP]),
        choice(request, ORDER, _("Order by"), offered[ORDER], default=BY_GAPS),
    )


def _listing(
    request: HttpRequest, matrix: Matrix, rows: list[Row], choices: tuple[Choice, ...], per_page: int
) -> Listing:
    page: Page[Any] = Paginator(rows, per_page).get_page(request.GET.get("page"))
    examples, kinds = Examples(matrix), terms("institution_kind")
    page.object_list = [_line(row, matrix, examples, kinds) for row in page.object_list]
    kept = request.GET.copy()
    for name in list(kept):
        if name in {"page", "formato"} or not kept[name]:
            del kept[name]
    q = request.GET.get("q", "").strip()
    narrowed = bool(q or any(one.value for one in choices if one.name != ORDER))
    return Listing(q=q, choices=choices, page=page, querystring=kept.urlencode(), is_narrowed=narrowed)


def _line(row: Row, matrix: Matrix, examples: Examples, kinds: dict[str, str]) -> Line:
    level = str(Level(row.level).label) if row.level in Level.values else ""
    return Line(
        row=row,
        kind=kinds.get(row.kind, row.kind),
        place=", ".join(filter(None, (level, row.region))),
        cells=tuple(
            ShownCell(
                column,
                cell,
                _address(row, column, cell),
                examples.of(row, place) if cell.state is State.GAP else None,
            )
            for place, (column, cell) in enumerate(zip(matrix.columns, row.cells, strict=True))
        ),
    )


@public
def coverage_json(request: HttpRequest) -> HttpResponse:
    question = coverage_question(parameters_of(request), viewer_of(request))
    document = documents.coverage_document(question, viewer=viewer_name(request), today=timezone.localdate())
    return json_file("quien-falta", documents.as_json(document))


def _address(row: Row, column: Column, cell: Cell) -> str:
    """Where the records behind a cell are; nowhere if there is none."""
    if cell.page is not None:
        name, package_id = cell.page
        return reverse(name, args=[package_id])
    if cell.state is State.NOT_APPLICABLE or (cell.state is State.GAP and not cell.rank):
        return ""
    return f"{row.url}#{column.anchor}" if column.anchor else row.url


def _bar(summary: Summary) -> Bar:
    numbers = (
        (State.SOLVED, summary.solved),
        (State.UNKNOWN, summary.unknown),
        (State.NOT_APPLICABLE, summary.not_applicable),
        (State.GAP, summary.gaps),
    )
    parts, start = [], 0.0
    for state, number in numbers:
        width = 100 * number / (summary.total or 1)
        if number:
            parts.append((state.value, f"{start:.2f}", f"{width:.2f}"))
        start += width
    return Bar(summary, tuple(parts))


def _file(matrix: Matrix, rows: list[Row]) -> HttpResponse:
    header = [_("Id"), _("Name"), _("Kind"), _("Sector"), _("Level"), _("Territory"), _("Gaps")]
    for column in matrix.columns:
        header += [str(column.label), _("%(column)s: detail") % {"column": column.label}]
        header += [
            _("%(column)s: similar institution with record") % {"column": column.label},
            _("Why similar"),
        ]
    return csv_download("quien-falta", header, _file_rows(matrix, rows))


def _file_rows(matrix: Matrix, rows: list[Row]) -> Iterator[list[Any]]:
    examples, kinds = Examples(matrix), terms("institution_kind")
    labels = {state: str(state.label) for state in State}
    sectors, levels = dict(Sector.choices), dict(Level.choices)
    for row in rows:
        line: list[Any] = [
            row.package_id,
            row.name,
            kinds.get(row.kind, row.kind),
            sectors.get(row.sector, ""),
            levels.get(row.level, ""),
            row.region,
            row.gaps,
        ]
        for place, cell in enumerate(row.cells):
            example = examples.of(row, place) if cell.state is State.GAP else None
            line += [labels[cell.state], "; ".join((cell.text, *cell.facts))]
            line += [example.row.name, example.reason] if example else ["", ""]
        yield line


urlpatterns = [
    path("red/cobertura/", coverage, name="coverage"),
    path("red/cobertura/respuesta.json", coverage_json, name="coverage_json"),
]
