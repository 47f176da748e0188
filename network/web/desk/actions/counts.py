"""Actions by theme: how many, and each number under what it counts and how exact it is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.milestones.counting import ThemeCounted, by_theme
from network.vocabulary.enums import Qualifier
from network.vocabulary.numbers import number_words

from ...audience import recorders
from ...csv_download import csv_download
from ...xlsx_download import xlsx_download
from .filters import narrowed
from .register import buttons
from .words import trail, views


@recorders
def counts(request: HttpRequest) -> HttpResponse:
    found = narrowed(request)
    form = request.GET.get("formato", "")
    if form in {"csv", "xlsx"}:
        return _file(form, by_theme(found.rows))
    querystring = found.querystring
    context = {
        "title": _("Actions by theme"),
        "lead": _(
            "Numbers of people stand under what they count and how exact they are, and are added to "
            "their equals alone. Whoever came twice is counted twice."
        ),
        "actions": buttons(request),
        "breadcrumb": trail(request),
        "views": views("desk_action_counts", querystring),
        "views_label": _("Ways to look at the actions"),
        "choices": found.choices,
        "q": request.GET.get("q", "").strip(),
        "themes": [_told(theme) for theme in by_theme(found.rows)],
        "file": f"?{querystring}&formato=" if querystring else "?formato=",
    }
    return render(request, "network/desk/actions/counts.html", context)


def _told(theme: ThemeCounted) -> dict[str, Any]:
    """A theme with one line for each kind of number it has."""
    lines = [
        {
            "number": f"{number_words(one.total, one.qualifier)} {one.label}",
            "actions": ngettext("%(n)s action", "%(n)s actions", one.actions) % {"n": one.actions},
            "parts": one.parts_words,
        }
        for one in theme.numbers
    ]
    return {"label": theme.label, "actions": theme.actions, "lines": lines, "without": theme.without_number}


def _file(form: str, themes: list[ThemeCounted]) -> HttpResponse:
    header = [
        _("Theme"),
        _("What is counted"),
        _("Actions"),
        _("Qualifier of the numbers"),
        _("How many"),
        _("Women"),
        _("Men"),
        _("Other"),
        _("No data"),
        _("Not broken down"),
    ]
    write = xlsx_download if form == "xlsx" else csv_download
    return write(_("actions-by-theme"), header, (cells for theme in themes for cells in _cells(theme)))


def _cells(theme: ThemeCounted) -> list[list[Any]]:
    rows: list[list[Any]] = [[theme.label, _("all actions"), theme.actions, *[None] * 7]]
    for one in theme.numbers:
        exact = str(Qualifier(one.qualifier).label) if one.qualifier else ""
        rows.append([theme.label, one.label, one.actions, exact, one.total, *one.parts.values(), one.missing])
    if theme.without_number:
        rows.append([theme.label, _("without a number of people"), theme.without_number, *[None] * 7])
    return rows


urlpatterns = [path("gestion/acciones/temas/", counts, name="desk_action_counts")]
