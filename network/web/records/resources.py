"""Materials that members can use."""

from typing import Any

from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.resources.models import Resource

from ..audience import public
from ..csv_download import csv_download
from ..listing import Orders, choice, kind_options, listing, matching, ordered, theme_options, wants_file


@public
def resources(request: HttpRequest) -> HttpResponse:
    every = Resource.objects.all()
    kind = choice(request, "tipo", _("Kind"), kind_options(every, "resource_kind"))
    theme = choice(request, "tema", _("Theme"), theme_options(every))
    rows = every.filter(kind=kind.value) if kind.value else every
    rows = rows.filter(theme__code=theme.value) if theme.value else rows
    rows = matching(
        rows, request.GET.get("q", ""), "title", "institution__name", "institution__short_name"
    ).select_related("institution", "theme")
    if wants_file(request):
        header = [_("Identifier"), _("Title"), _("Kind"), _("Year"), _("Theme"), _("Institution")]
        return csv_download("materiales", header, (_cells(row) for row in ordered(request, rows, _orders())))
    page = listing(request, rows, choices=(kind, theme), orders=_orders())
    number = page.page.paginator.count
    context = {
        "title": _("Materials"),
        "lead": _(
            "Guides, manuals, studies, campaigns and platforms that institutions of the network made. No "
            "addresses are recorded: each says whom to ask."
        ),
        "count": ngettext("%(n)s material", "%(n)s materials", number) % {"n": number},
        "listing": page,
        "row_template": "network/records/resource_row.html",
    }
    return render(request, "network/records/list.html", context)


def _orders() -> Orders:
    return {
        "titulo": (_("Title"), (Lower("title"), "pk")),
        "anio": (_("Latest first"), ("-year", Lower("title"), "pk")),
    }


def _cells(row: Any) -> list[Any]:
    return [
        row.package_id,
        row.title,
        row.get_kind_display(),
        row.year,
        row.theme.label if row.theme else "",
        row.institution.name if row.institution else "",
    ]


urlpatterns = [path("materiales/", resources, name="resources")]
