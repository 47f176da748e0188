"""The desk: what is due, what came in, what waits for others, in one page; and the way into every room."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from network.institutions.models import Institution
from network.institutions.queries import coordinates_network

from ..audience import coordinators
from ..navigation import address
from ..paper_files import pdf_file
from ..rooms import groups
from .today import desk_of, paper_of


@coordinators
def index(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    may_ask = coordinates_network(request.viewer)  # type: ignore[attr-defined]
    desk = desk_of(request.viewer, today)  # type: ignore[attr-defined]
    context = {
        "title": _("Desk"),
        "lead": formats.date_format(today, _("l, F j, Y")),
        "kicker": "",
        "actions": [
            {"label": _("Print my week"), "url": reverse("desk_week"), "primary": False},
        ],
        "desk": desk,
        "first_steps": _first_steps(may_ask=may_ask) if desk.is_empty else [],
        "groups": groups(viewer=request.viewer),  # type: ignore[attr-defined]
    }
    return render(request, "network/desk/index.html", context)


@coordinators
def week(request: HttpRequest) -> HttpResponse:
    """The same as a sheet of paper."""
    today = timezone.localdate()
    paper = paper_of(desk_of(request.viewer, today), today)  # type: ignore[attr-defined]
    return pdf_file(request, paper, f"mi-semana-{today.isoformat()}", back=reverse("desk"))


def _first_steps(*, may_ask: bool) -> list[dict[str, Any]]:
    """What to do where nothing waits: first of all bring in the list, while there is none."""
    steps = [
        ("importing", _("Bring in your list"), _("An Excel list of institutions and people is enough.")),
        ("desk_office", _("Describe your office"), _("Its name and logo stand at the head of each letter.")),
        ("desk_request_new", _("Ask for liaisons"), _("One letter to all of them; the answers come here.")),
        ("desk_letter_new", _("Write a letter"), _("It takes its folio when you issue it.")),
    ]
    if not may_ask:  # an administrator who does not coordinate writes no letters
        steps = steps[:2]
    if Institution.objects.exists():
        steps = steps[1:]
    return [
        {"url": url, "label": label, "text": text} for name, label, text in steps if (url := address(name))
    ]


urlpatterns = [
    path("gestion/", index, name="desk"),
    path("gestion/mi-semana.pdf", week, name="desk_week"),
]
