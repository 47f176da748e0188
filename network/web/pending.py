"""What "see all" of a section of the desk leads to where its room lists something else besides."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from network.vocabulary.desk import PENDING, DeskItem

from .listing import PER_PAGE


def asks_pending(request: HttpRequest, state: str = PENDING) -> bool:
    return request.GET.get("estado") == state


def pending_page(
    request: HttpRequest,
    rows: QuerySet[Any] | Sequence[Any],
    item: Callable[[Any], DeskItem],
    *,
    title: str,
    room: tuple[str, str],
    state: str = PENDING,
) -> HttpResponse:
    """Those rows as they stand on the desk. `room` is the label and address of the whole list.

    `state` is how the address asks for them, where a room counts more than one kind of rows.
    """
    return pending_items(
        request, rows, lambda shown: [item(row) for row in shown], title=title, room=room, state=state
    )


def pending_items(
    request: HttpRequest,
    rows: QuerySet[Any] | Sequence[Any],
    items: Callable[[Sequence[Any]], Sequence[DeskItem]],
    *,
    title: str,
    room: tuple[str, str],
    state: str = PENDING,
) -> HttpResponse:
    """The same where the rows of a page are dressed together."""
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(items(list(page.object_list)))
    at_desk = [(_("Desk"), reverse("desk"))] if request.viewer.runs_network else []  # type: ignore[attr-defined]
    context = {
        "title": title,
        "page_obj": page,
        "room": room,
        "querystring": f"estado={state}",
        "breadcrumb": [*at_desk, room],
    }
    return render(request, "network/desk/pending.html", context)
