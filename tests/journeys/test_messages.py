"""Invitations in their forms, and notice to a partner, from the desk's pages. By phone: test_monday."""

from collections.abc import Callable

from playwright.sync_api import Page

from .conftest import DESK, PHONE
from .steps import looked_at, office_is_described, three_are_invited_in_every_form

AT_DESK = (
    "/gestion/mensajes/",
    "/gestion/mensajes/textos/invitation/es/",
    "/gestion/invitaciones/",
    "/convenios/convenio-asemuch-sernameg/aviso/",
)


def test_three_people_are_invited_by_text_file_and_letter(log_in_as: Callable[..., Page]) -> None:
    page = log_in_as("coordinadora")
    office_is_described(page)
    three_are_invited_in_every_form(page)


def test_axe_finds_nothing_in_messages_and_nothing_scrolls_sideways(log_in_as: Callable[..., Page]) -> None:
    page = log_in_as("coordinadora")
    for address in AT_DESK:
        for viewport in (DESK, PHONE):
            page.set_viewport_size(viewport)  # type: ignore[arg-type]
            page.goto(address)
            looked_at(page)
