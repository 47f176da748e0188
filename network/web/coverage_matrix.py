"""Who is missing? The coverage matrix: what it lacks said first, then every institution, gaps first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from network.insights.coverage_matrix import Matrix, Row, Summary, by_column
from network.insights.coverage_words import lead
from network.insights.similar import Example, Examples
from network.institutions.enums import Level, Sector
from network.vocabulary.coverage import Cell, Column, State
from network.vocabulary.terms import terms

from .analysis_question import viewer_of
from .audience import public
from .csv_download import csv_download
from .listing import Choice, Listing, choice, folded, wants_file
from .questions import questions

PER_PAGE, ON_PAPER = 10, 500
KIND, SECTOR, LEVEL, REGION, GAP, ORDER = "tipo", "sector", "nivel", "region", "falta", "orden"
BY_GAPS, BY_NAME = "brechas", "nombre"
_TRAITS = {KIND: "kind", SECTOR: "sector", LEVEL: "level", REGION: "region"}


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
    matrix = Matrix(viewer_of(request))
    choices = _choices(request, matrix)
    asked = {one.name: one.value for one in choices}
    among = _narrowed(matrix.rows, asked, request.GET.get("q", ""))
    rows = _in_order(_lacking(among, matrix, asked[GAP]), matrix, asked[ORDER])
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


def _choices(request: HttpRequest, matrix: Matrix) -> tuple[Choice, ...]:
    used = {name: {getattr(row, trait) for row in matrix.rows} for name, trait in _TRAITS.items()}
    kinds = [(code, label) for code, label in terms("institution_kind").items() if code in used[KIND]]
    regions = [(name, name) for name in sorted(used[REGION], key=folded) if name]
    gaps = [(column.name, str(column.label)) for column in matrix.columns]
    orders = [(BY_GAPS, _("Gaps that weigh most first")), (BY_NAME, _("By name"))]
    orders += [(column.name, str(column.label)) for column in matrix.columns]
    return (
        choice(request, KIND, _("Kind"), sorted(kinds, key=lambda kind: folded(kind[1]))),
        choice(request, SECTOR, _("Sector"), _labels(Sector, used[SECTOR])),
        choice(request, LEVEL, _("Level"), _labels(Level, used[LEVEL])),
        choice(request, REGION, _("Territory"), regions),
        choice(request, GAP, _("What is missing"), gaps),
        choice(request, ORDER, _("Order by"), orders, default=BY_GAPS),
    )


def _labels(choices: type[Sector] | type[Level], used: set[str]) -> list[tuple[str, str]]:
    return [(one.value, str(one.label)) for one in choices if one.value in used]


def _narrowed(rows: Sequence[Row], asked: dict[str, str], text: str) -> list[Row]:
    """The rows of that kind, sector, level and territory in whose names every word occurs."""
    words = folded(text).split()
    traits = [(trait, asked[name]) for name, trait in _TRAITS.items() if asked[name]]
    return [
        row
        for row in rows
        if all(getattr(row, trait) == value for trait, value in traits)
        and (not words or _has(words, folded(f"{row.name} {row.short_name}")))
    ]


def _has(words: list[str], text: str) -> bool:
    return all(word in text for word in words)


def _lacking(rows: list[Row], matrix: Matrix, gap: str) -> list[Row]:
    place = matrix.place_of(gap)
    return rows if place is None else [row for row in rows if row.cells[place].state is State.GAP]


def _in_order(rows: list[Row], matrix: Matrix, order: str) -> list[Row]:
    by_name = sorted(rows, key=lambda row: (folded(row.name), row.package_id))
    place = matrix.place_of(order)
    key: Callable[[Row], Any] = matrix.by_weight if place is None else by_column(place)
    return by_name if order == BY_NAME else sorted(by_name, key=key)


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


urlpatterns = [path("red/cobertura/", coverage, name="coverage")]
