"""The editor's menus without the doors that `urls.py` closes."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks


@hooks.register("construct_settings_menu")
def hide_users(request: HttpRequest, menu_items: list[Any]) -> None:
    menu_items[:] = [item for item in menu_items if item.name != "users"]


@hooks.register("construct_search")
def hide_search_for_users(request: HttpRequest, search_areas: list[Any]) -> None:
    search_areas[:] = [area for area in search_areas if area.name != "users"]
