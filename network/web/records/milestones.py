"""Milestones: the list, and one of them with everyone who took part."""

from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.db.models.functions import Left, Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.milestones.models import Milestone, MilestoneRole
from network.milestones.queries import visible_to
from network.milestones.rules import number_facts
from network.vocabulary.spans import event_words

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
    theme_options,
    wants_file,
)

_UNDATED_LAST = Case(When(started="", then=1), default=0)


@public
def milestones(request: HttpRequest) -> HttpResponse:
    visible = visible_to(Milestone.objects.all(), request.viewer)  # type: ignore[attr-defined]
    theme = choice(request, "tema", _("Theme"), theme_options(visible))
    kind = choice(request, "tipo", _("Kind"), kind_options(visible, "milestone_kind"))
    territory = choice(request, "territorio", _("Territory"), territory_options(visible))
    year = choice(request, "anio", _("Year"), _year_options(visible))
    rows = visible.filter(theme__code=theme.value) if theme.value else visible
    rows = rows.filter(kind=kind.value) if kind.value else rows
    rows = rows.filter(_in_year(year.value)) if year.value else rows
    rows = matching(
        in_territory(rows, territory.value), request.GET.get("q", ""), "title", "summary", "results"
    )
    rows = rows.select_related("theme").prefetch_related("territories", "institutions__institution")
    if wants_file(request):
        return _file(ordered(request, rows, _orders()))
    page = listing(request, rows, choices=(theme, kind, territory, year), orders=_orders(), dress=_dressed)
    number = page.page.paginator.count
    context = {
        "title": _("Milestones"),
        "lead": _(
            "What was done, with whom, where, when and with what result. "
            "Numbers say what they count, and are never added."
        ),
        "count": ngettext("%(n)s milestone", "%(n)s milestones", number) % {"n": number},
        "listing": page,
        "row_template": "network/records/milestone_row.html",
    }
    return render(request, "network/records/list.html", context)


@public
def milestone(request: HttpRequest, package_id: str) -> HttpResponse:
    visible = visible_to(
        Milestone.objects.select_related("theme").prefetch_related("territories"),
        request.viewer,  # type: ignore[attr-defined]
    )
    record = get_object_or_404(visible, package_id=package_id)
    roles = list(record.institutions.select_related("institution").order_by("institution__name", "pk"))
    context = {
        "milestone": record,
        "lead": "" if record.summary == record.title else record.summary,  # an action may say it in a line
        "when": event_words(record.started, record.ended),
        "numbers": number_facts(record),
        "by_role": [
            (role.label, [row.institution for row in roles if row.role == role])
            for role in MilestoneRole
            if any(row.role == role for row in roles)
        ],
    }
    return render(request, "network/records/milestone.html", context)


def _orders() -> Orders:
    return {
        "fecha": (_("Latest first"), ("-started", Lower("title"), "pk")),
        "antiguos": (_("Oldest first"), (_UNDATED_LAST, "started", Lower("title"), "pk")),
        "titulo": (_("Title"), (Lower("title"), "pk")),
    }


def _year_options(rows: QuerySet[Milestone]) -> list[tuple[str, str]]:
    years = rows.order_by().exclude(started="").values_list(Left("started", 4), flat=True).distinct()
    return [(year, year) for year in sorted(years, reverse=True)]


def _in_year(year: str) -> Q:
    """Begun in that year, or going on in it."""
    return Q(started__startswith=year) | Q(started__lt=year, ended__gte=year)


def _dressed(rows: Any) -> list[dict[str, Any]]:
    return [
        {
            "milestone": row,
            "when": event_words(row.started, row.ended),
            "numbers": number_facts(row),
            "institutions": list(dict.fromkeys(role.institution for role in row.institutions.all())),
        }
        for row in rows
    ]


def _file(rows: QuerySet[Milestone]) -> HttpResponse:
    header = [
        _("Identifier"),
        _("Title"),
        _("Kind"),
        _("Theme"),
        _("Territory"),
        _("Began"),
        _("Ended"),
        _("Participants"),
        _("What the number counts"),
        _("Beneficiaries"),
        _("Qualifier of the numbers"),
        _("Institutions"),
        _("Summary"),
        _("Results"),
    ]
    return csv_download("hitos", header, (_cells(row) for row in rows))


def _cells(row: Any) -> list[Any]:
    return [
        row.package_id,
        row.title,
        row.get_kind_display(),
        row.theme.label,
        "; ".join(place.name for place in row.territories.all()),
        row.started,
        row.ended,
        row.participants,
        row.get_count_of_display(),
        row.beneficiaries,
        row.get_qualifier_display(),
        "; ".join(f"{role.institution.name} ({role.get_role_display()})" for role in row.institutions.all()),
        row.summary,
        row.results,
    ]


urlpatterns = [
    path("hitos/", milestones, name="milestones"),
    path("hitos/<slug:package_id>/", milestone, name="milestone"),
]
