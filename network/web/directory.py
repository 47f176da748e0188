"""The directory of institutions: a list to search and narrow down, and the same as a file."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from network.institutions.enums import Stage
from network.institutions.models import Institution
from network.search.facets import Chosen, Facet
from network.search.institutions import (
    BY_KIND,
    BY_NAME,
    BY_REGION,
    FACETS,
    NONE,
    ORDERS,
    STAGES,
    InstitutionList,
    liaison_labels,
    stage_labels,
)
from network.search.text import LONGEST_QUERY
from network.ties.queries import COVERED, VACANT
from network.vocabulary.panels import Badge

from .audience import public
from .csv_download import csv_download

PER_PAGE = 25
_MOST_VALUES = 30  # of one facet in an address
_STAGE_TONES = {
    Stage.IDENTIFIED: "muted",
    Stage.FORMING: "warn",
    Stage.CONSTITUTED: "good",
    Stage.CONSOLIDATED: "accent",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for."""

    text: str
    chosen: Chosen
    order: str

    @classmethod
    def of(cls, query: QueryDict, facets: Sequence[str], orders: Sequence[str] = ()) -> "Asked":
        chosen = {
            name: tuple(
                dict.fromkeys(filter(None, (_plain(v)[:250] for v in query.getlist(name)[:_MOST_VALUES])))
            )
            for name in facets
        }
        text = _plain(query.get("q", "")).strip()[:LONGEST_QUERY]
        order = query.get("orden", "")
        return cls(
            text,
            {name: values for name, values in chosen.items() if values},
            order if order in orders else "",
        )

    def querystring(self, *, without: tuple[str, str] | None = None, but_text: bool = False) -> str:
        """The address of this list, or of the one with a value less."""
        pairs = [("q", self.text)] if self.text and not but_text else []
        pairs += [
            (name, value)
            for name, values in self.chosen.items()
            for value in values
            if (name, value) != without
        ]
        pairs += [("orden", self.order)] if self.order else []
        return urlencode(pairs)


def _plain(value: str) -> str:
    """PostgreSQL takes no text with a NUL in it."""
    return value.replace("\x00", "")


@dataclass(frozen=True, slots=True)
class Chip:
    """Something asked for, and the address of the list without it."""

    label: str
    group: str
    url: str


def chips(asked: Asked, facets: Sequence[Facet]) -> list[Chip]:
    found = [Chip(asked.text, _("Text"), f"?{asked.querystring(but_text=True)}")] if asked.text else []
    return found + [
        Chip(choice.label, facet.title, f"?{asked.querystring(without=(facet.name, choice.value))}")
        for facet in facets
        for choice in facet.choices
        if choice.selected
    ]


class KnownCount(Paginator):
    """Pages of rows whose number has been counted already."""

    def __init__(self, rows: Any, per_page: int, *, number: int) -> None:
        super().__init__(rows, per_page)
        self._number = number

    @cached_property
    def count(self) -> int:
        return self._number


def page_of(request: HttpRequest, rows: Any, number: int, shown: Callable[[Any], list[Any]]) -> Page:
    """The page that the address asks for, its rows loaded by `shown`."""
    page = KnownCount(rows, PER_PAGE, number=number).get_page(request.GET.get("page"))
    page.object_list = shown(page.object_list) if number else []
    return page


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the directory."""

    institution: Institution
    short_name: str  # empty where the name already says it
    place: str
    stage: Badge | None
    liaison: Badge | None


def row(institution: Institution) -> Row:
    stage, liaison = STAGES[institution.stage_reached], institution.liaison  # type: ignore[attr-defined]
    places = (institution.municipality, institution.region)
    tones = {COVERED: "good", VACANT: "warn"}
    return Row(
        institution,
        "" if institution.short_name == institution.name else institution.short_name,
        ", ".join(place.name for place in places if place),
        None if stage == NONE else Badge(stage_labels()[stage], _STAGE_TONES[Stage(stage)]),
        None if liaison == NONE else Badge(liaison_labels()[liaison], tones.get(liaison, "muted")),
    )


def _orders(asked: Asked) -> list[tuple[str, str]]:
    """The first is what one gets without asking, and stays out of the address."""
    by_name = (BY_NAME if asked.text else "", _("By name"))
    best = [("", _("Best match first"))] if asked.text else []
    return [*best, by_name, (BY_KIND, _("By kind")), (BY_REGION, _("By territory"))]


@public
def institutions(request: HttpRequest) -> HttpResponse:
    asked = Asked.of(request.GET, FACETS, ORDERS)
    listed = InstitutionList(request.viewer, asked.text, asked.chosen)  # type: ignore[attr-defined]
    keys = listed.rows(asked.order).values_list("pk", flat=True)
    page = page_of(request, keys, listed.count, lambda part: listed.shown(list(part)))
    page.object_list = [row(institution) for institution in page.object_list]
    context = {
        "asked": asked,
        "facets": listed.facets,
        "chips": chips(asked, listed.facets),
        "orders": _orders(asked),
        "page_obj": page,
        "querystring": asked.querystring(),
        "is_near": listed.found.is_near,
        "suggestions": listed.suggestions() if not listed.count and asked.text else [],
    }
    return render(request, "network/directory/list.html", context)


@public
def institutions_csv(request: HttpRequest) -> HttpResponse:
    """The same list, whole, as a file."""
    asked = Asked.of(request.GET, FACETS, ORDERS)
    listed = InstitutionList(request.viewer, asked.text, asked.chosen)  # type: ignore[attr-defined]
    header = [
        _("Id"),
        _("Name"),
        _("Short name"),
        _("Kind"),
        _("Sector"),
        _("Level"),
        _("Region"),
        _("Municipality"),
        _("Country"),
        _("Part of"),
        _("Gender mechanism"),
        _("Liaison"),
    ]
    return csv_download("instituciones", header, _cells(listed, asked.order))


def _cells(listed: InstitutionList, order: str) -> Iterator[list[Any]]:
    stages, liaisons = stage_labels(), liaison_labels()
    for institution in listed.shown(list(listed.rows(order).values_list("pk", flat=True))):
        yield [
            institution.package_id,
            institution.name,
            institution.short_name,
            institution.get_kind_display(),  # type: ignore[attr-defined]
            institution.get_sector_display(),
            institution.get_level_display(),
            institution.region or "",
            institution.municipality or "",
            institution.country,
            institution.parent.name if institution.parent else "",
            stages[STAGES[institution.stage_reached]],  # type: ignore[attr-defined]
            liaisons[institution.liaison],  # type: ignore[attr-defined]
        ]


urlpatterns = [
    path("instituciones/", institutions, name="institutions"),
    path("instituciones/lista.csv", institutions_csv, name="institutions_csv"),
]
