"""The list of actions, and the same as a file."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, When
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from network.accounts.viewer import Viewer
from network.milestones.models import PARTS
from network.milestones.queries import may_record
from network.milestones.rules import number_facts
from network.vocabulary.spans import event_words

from ...audience import recorders
from ...csv_download import csv_download
from ...listing import Orders, listing, ordered
from ...xlsx_download import xlsx_download
from .filters import narrowed
from .words import kind_words, trail, views

_UNDATED_LAST = Case(When(started="", then=1), default=0)


@recorders
def actions(request: HttpRequest) -> HttpResponse:
    found = narrowed(request)
    rows = found.rows.select_related("theme", "record")
    rows = rows.prefetch_related("territories", "institutions__institution")
    form = request.GET.get("formato", "")
    if form in {"csv", "xlsx"}:
        return _file(form, ordered(request, rows, _orders()))
    page = listing(request, rows, choices=found.choices, orders=_orders(), dress=_dressed)
    number = page.page.paginator.count
    context = {
        "title": _("Actions"),
        "lead": _("What was done and the advice that was given. Internal until it is made public."),
        "actions": buttons(request),
        "breadcrumb": trail(request, within=False),
        "views": views("desk_actions", found.querystring),
        "views_label": _("Ways to look at the actions"),
        "count": ngettext("%(n)s action", "%(n)s actions", number) % {"n": number},
        "listing": page,
        "row_template": "network/desk/actions/row.html",
    }
    return render(request, "network/desk/actions/list.html", context)


def buttons(request: HttpRequest) -> list[dict[str, Any]]:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not may_record(viewer):
        return []
    address = reverse("desk_action_new")
    return [
        {"url": address, "label": _("Record an action"), "primary": True},
        {"url": f"{address}?tipo=asesoria", "label": _("Note advice"), "primary": False},
        {"url": reverse("desk_advisers"), "label": _("Advisers"), "primary": False},
    ]


def _orders() -> Orders:
    return {
        "fecha": (_("Latest first"), ("-started", Lower("title"), "pk")),
        "antiguas": (_("Oldest first"), (_UNDATED_LAST, "started", Lower("title"), "pk")),
        "titulo": (_("Title"), (Lower("title"), "pk")),
    }


def _dressed(rows: Any) -> list[dict[str, Any]]:
    return [
        {
            "milestone": row,
            "url": reverse("desk_action", args=[row.uid]),
            "kind": kind_words(row),
            "when": event_words(row.started, row.ended),
            "numbers": number_facts(row),
            "institutions": list(dict.fromkeys(role.institution for role in row.institutions.all())),
        }
        for row in rows
    ]


def _file(form: str, rows: Iterable[Any]) -> HttpResponse:
    header = [
        _("Identifier"),
        _("Title"),
        _("Kind"),
        _("Theme"),
        _("Territory"),
        _("Began"),
        _("Ended"),
        _("Institutions"),
        _("Participants"),
        _("Qualifier of the numbers"),
        _("What the number counts"),
        _("Women"),
        _("Men"),
        _("Other"),
        _("No data"),
        _("By what way"),
        _("Minutes"),
        _("How exact the minutes are"),
        _("Results"),
        _("Who sees it"),
    ]
    write = xlsx_download if form == "xlsx" else csv_download
    return write(_("actions"), header, (_cells(row) for row in rows))


def _cells(row: Any) -> list[Any]:
    return [
        row.package_id,
        row.title,
        kind_words(row),
        row.theme.label,
        "; ".join(place.name for place in row.territories.all()),
        row.started,
        row.ended,
        "; ".join(f"{role.institution.name} ({role.get_role_display()})" for role in row.institutions.all()),
        row.participants,
        row.get_qualifier_display(),
        row.get_count_of_display(),
        *(getattr(row, part) for part in PARTS),
        row.get_channel_display(),
        row.minutes,
        row.get_minutes_qualifier_display(),
        row.results,
        pgettext("action", "withdrawn") if row.withdrawn else _("public") if row.is_public else _("internal"),
    ]


urlpatterns = [path("gestion/acciones/", actions, name="desk_actions")]
