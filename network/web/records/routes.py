"""Routes of attention: where to turn, with the day on which somebody last verified each."""

from typing import Any

from django.db.models import Case, When
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.resources.models import Route
from network.resources.rules import SOURCES_END_IN, contact_parts, verification_badge
from network.vocabulary.countries import country_name
from network.vocabulary.terms import terms

from ..audience import public
from ..csv_download import csv_download
from ..listing import (
    Orders,
    choice,
    in_territory,
    kind_options,
    listing,
    matching,
    ordered,
    territory_options,
    wants_file,
)


@public
def routes(request: HttpRequest) -> HttpResponse:
    every = Route.objects.all()
    countries = list(every.order_by().values_list("country", "verified_on"))
    unverified = sum(not verified_on for _country, verified_on in countries)
    options = sorted(
        {(code, country_name(code)) for code, _verified_on in countries}, key=lambda option: option[1]
    )
    country = choice(request, "pais", _("Country"), options)
    territory = choice(request, "territorio", _("Territory"), territory_options(every))
    kind = choice(request, "tipo", _("Kind"), kind_options(every, "route_kind"))
    rows = every.filter(country=country.value) if country.value else every
    rows = rows.filter(kind=kind.value) if kind.value else rows
    rows = matching(
        in_territory(rows, territory.value),
        request.GET.get("q", ""),
        "name",
        "contact",
        "note",
        "institution__name",
        "institution__short_name",
    )
    rows = rows.select_related("institution", "theme").prefetch_related("territories")
    if wants_file(request):
        return _file(ordered(request, rows, _orders()))
    page = listing(request, rows, choices=(country, territory, kind), orders=_orders(), dress=_dressed)
    number = page.page.paginator.count
    context = {
        "title": _("Routes of attention"),
        "lead": _("Where to turn, by country and territory."),
        "count": ngettext("%(n)s route", "%(n)s routes", number) % {"n": number},
        "listing": page,
        "row_template": "network/records/route_row.html",
        "unverified": unverified,
        "none_verified": unverified == len(countries),
        "sources_end_in": SOURCES_END_IN,
    }
    return render(request, "network/records/routes.html", context)


def _orders() -> Orders:
    return {
        "tipo": (_("Kind"), (_by_kind(), Lower("name"), "pk")),
        "nombre": (_("Name"), (Lower("name"), "pk")),
        "verificacion": (_("Latest verified first"), ("-verified_on", Lower("name"), "pk")),
    }


def _by_kind() -> Case:
    """In the vocabulary's order, which begins with whom one can call."""
    codes = enumerate(terms("route_kind"))
    return Case(*(When(kind=code, then=place) for place, code in codes), default=len(terms("route_kind")))


def _dressed(rows: Any) -> list[dict[str, Any]]:
    return [
        {
            "route": row,
            "contact": contact_parts(row.contact),
            "verification": verification_badge(row),
            "country": country_name(row.country),
        }
        for row in rows
    ]


def _file(rows: Any) -> HttpResponse:
    header = [
        _("Identifier"),
        _("Name"),
        _("Kind"),
        _("Institution"),
        _("Country"),
        _("Territory"),
        _("Contact"),
        _("Verified on"),
        _("Theme"),
        _("Note"),
    ]
    return csv_download("rutas", header, (_cells(row) for row in rows))


def _cells(row: Any) -> list[Any]:
    return [
        row.package_id,
        row.name,
        row.get_kind_display(),
        row.institution.name,
        row.country,
        "; ".join(place.name for place in row.territories.all()),
        row.contact,
        row.verified_on or str(verification_badge(row).label),
        row.theme.label,
        row.note,
    ]


urlpatterns = [path("rutas/", routes, name="routes")]
