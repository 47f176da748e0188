"""The editor's menus without the doors that `urls.py` closes, its lists without pages of others' events."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from events.models import Event
from events.queries import kept_by
from network.accounts.viewer import viewer_for
from network.institutions.queries import coordinates_network

from .models import EventPage


@hooks.register("construct_settings_menu")
def hide_users(request: HttpRequest, menu_items: list[Any]) -> None:
    menu_items[:] = [item for item in menu_items if item.name != "users"]


@hooks.register("construct_search")
def hide_search_for_users(request: HttpRequest, search_areas: list[Any]) -> None:
    search_areas[:] = [area for area in search_areas if area.name != "users"]


@hooks.register("construct_explorer_page_queryset")
def hide_in_lists(parent_page: Page, pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return pages.exclude(pk__in=_closed_to(request.user))


@hooks.register("construct_page_chooser_queryset")
def hide_in_choosers(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    return pages.exclude(pk__in=_closed_to(request.user))


def _closed_to(user: Any) -> QuerySet[Any]:
    """As `editors.edits` says of one page."""
    viewer = viewer_for(user)
    rows = EventPage.objects.order_by().exclude(
        event__in=kept_by(Event.objects.order_by(), viewer).values("pk")
    )
    return rows.none() if coordinates_network(viewer) else rows.exclude(event=None, owner=user).values("pk")
