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
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = [item(row) for row in page.object_list]
    context = {
        "title": title,
        "page_obj": page,
        "room": room,
        "querystring": f"estado={state}",
        "breadcrumb": [(_("Desk"), reverse("desk")), room],
    }
    return render(request, "network/desk/pending.html", context)
