"""What the pages of the answers share: the question in the address, its form, its files."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from network.accounts.viewer import Viewer
from network.insights.answers.asking import Base
from network.insights.answers.pictures import Pair
from network.insights.drawing import UNKNOWN, sample
from network.insights.queries import layer_choices, layers
from network.insights.selection import Problem
from network.insights.tables import End, address
from network.institutions.enums import Sector

from .questions import questions

Found = TypeVar("Found")

PER_PAGE = 10
FIRST = 5
"""So many lines of a list are shown at once; the rest is opened, and the files hold all."""
OPENED = 200


@dataclass(frozen=True, slots=True)
class Some:
    """A list as a page shows it: the first lines, those to be opened, and how many there are."""

    first: list[Any]
    opened: list[Any]
    total: int

    @property
    def unshown(self) -> int:
        return self.total - len(self.first) - len(self.opened)


def some(rows: list[Any]) -> Some:
    return Some(rows[:FIRST], rows[FIRST:OPENED], len(rows))


def form(
    name: str, viewer: Viewer, base: Base, problems: tuple[Problem, ...], fields: tuple[str, ...]
) -> dict[str, Any]:
    """The context that the form of a question needs. `fields` are those that may be wrong."""
    wrong = {problem.field: problem.text for problem in problems}
    return {
        "asked": base.asked,
        "problems": problems,
        "wrong": {field: wrong.get(field, "") for field in ("layers", *fields)},
        "layers": layer_choices(viewer, base.asked.layers),
        "questions": questions(name),
        "page_url": reverse(name),
        "answer": None,
    }


def download(
    request: HttpRequest,
    name: str,
    found: Found | None,
    problems: tuple[Problem, ...],
    file: Callable[[Found], HttpResponse],
) -> HttpResponse:
    """The answer as a file; where there is none, why, and the way back to the page of that name."""
    if found is not None:
        return file(found)
    back = f"{reverse(name)}?{request.GET.urlencode()}"
    return render(request, "network/analysis/refused.html", {"problems": problems, "back": back}, status=400)


def json_file(name: str, text: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


def viewer_name(request: HttpRequest) -> str:
    return "account" if request.user.is_authenticated else "public"


def ends(names: dict[str, str]) -> Callable[[str], End]:
    """What turns the id of an institution or of a context into its name and address."""
    by_layer = layers()
    return lambda key: End(names[key], address(key, by_layer))


def page_of(request: HttpRequest, rows: list[Any], parameter: str) -> Page[Any]:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get(parameter))


def legend(pair: Pair) -> list[tuple[str, str, str]]:
    """The kinds of mark that are in either drawing."""
    kinds = {kind for side in (pair.before, pair.after) for kind, _marks in side.drawing.marks}
    known = [(str(sector.value), str(sector.label)) for sector in Sector]
    known.append((UNKNOWN, _("Sector not recorded")))
    return [(kind, label, sample(kind)) for kind, label in known if kind in kinds]
