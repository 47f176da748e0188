"""Which pages have the quick exit: whatever is about persons, and whatever touches violence.

It is decided here alone. The desk and the administration of public pages have none: they are the work of the
office, not a matter of hers.
"""

import re
from html import unescape

from django.conf import settings

from network.messages.neutral import asks_for_neutrality
from network.office.kept import facts

PERSONAL = ("integrantes", "mi-", "mis-", "invitacion", "unirse", "cuenta")
"""Beginnings of the addresses that are about persons, whatever they say."""

WITHOUT = ("gestion", "cms", "componentes")

_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
_WARNING = re.compile(r"datos de víctimas|data of victims", re.IGNORECASE)  # stands on every form


def address() -> str:
    """Where the office leads it, else the installation: a page that says nothing to whoever looks."""
    return facts().quick_exit or settings.QUICK_EXIT_URL


def stands_on(path: str, html: str) -> bool:
    """Whether the page at that path, with that content, has it."""
    place = path.removeprefix("/en").lstrip("/")
    if place.startswith(WITHOUT):
        return False
    return place.startswith(PERSONAL) or asks_for_neutrality(_words(html))


def _words(html: str) -> str:
    """What the page says of its own, without the frame that surrounds every page."""
    found = _MAIN.search(html)
    return _WARNING.sub(" ", unescape(_MARKUP.sub(" ", found.group()))) if found else ""
