"""What the frame of every page shows: the main entries, the languages, who has entered.

Nothing here may fail where a page is drawn without a request, as error pages are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.db import DatabaseError
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from network.accounts.viewer import Viewer
from network.office.kept import OfficeFacts, facts

from .audience import coordinates_a_part


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the main navigation."""

    label: Any
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    home: str
    name: str
    logo: str
    entries: list[Entry]
    routes: str
    languages: list[Language]
    email: str
    notices: str  # where hers are, for whoever may have any
    unread: int
    account: str  # names what a browser keeps for her
    messages: Iterable[Message]


# Name of the address, its label, and for whom it is.
_ENTRIES = (
    ("institutions", _("Institutions"), "public"),
    ("people", _("Members"), "members"),
    ("groups", _("Working groups"), "public"),
    ("agreements", _("Agreements"), "public"),
    ("milestones", _("Milestones"), "public"),
    ("events", _("Events"), "public"),
    ("trainings", _("Trainings"), "public"),
    ("map", _("Map"), "public"),
    ("analysis", _("Analysis"), "public"),
    ("resources", _("Materials"), "public"),
    ("routes", _("Routes"), "public"),
    ("desk", _("Desk"), "coordinators"),
    ("desk_actions", _("Actions"), "recorders"),
)

# Pages that belong to an entry without lying under its address.
_ALSO = {"analysis": ("coverage", "resilience", "changes", "saved_answers")}


def frame(context: Any) -> Frame:
    """The frame for a template context, with or without a request in it."""
    request = context.get("request")
    viewer = context.get("viewer") or getattr(request, "viewer", None)
    user = getattr(request, "user", None)
    office = office_facts()
    return Frame(
        home=address("wagtail_serve", ""),
        name=office.network_name or "Entramado",
        logo=address("office_logo", office.logo) if office.logo else static("img/logo.svg"),
        entries=entries(getattr(request, "path", ""), audiences(viewer)),
        routes=address("routes"),
        languages=languages(request, context.get("page")),
        email=str(getattr(user, "email", "")),
        notices=address("notices") if viewer and viewer.is_insider else "",
        unread=int(getattr(user, "unread", 0)),
        account=str(getattr(user, "uid", "")),
        messages=context.get("messages") or (),
    )


def office_facts() -> OfficeFacts:
    """What is known of the office; nothing where the page says that the database is gone."""
    try:
        return facts()
    except DatabaseError:
        return OfficeFacts()


def address(name: str, *args: str) -> str:
    """The address of that name, or nothing where this installation has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def audiences(viewer: Viewer | None) -> set[str]:
    """The audiences of entries that she belongs to."""
    found = {"public"}
    if viewer and viewer.is_member:
        found.add("members")
    if viewer and viewer.runs_network:
        found.add("coordinators")
    elif viewer and coordinates_a_part(viewer):  # the desk is not hers, its actions are
        found.add("recorders")
    return found


def entries(path: str, admitted: set[str]) -> list[Entry]:
    """The entries she may open, the one she is in marked: of /red/ and /red/analisis/, the nearer."""
    found = {
        name: (label, url)
        for name, label, audience in _ENTRIES
        if audience in admitted and (url := address(name))
    }
    areas = {url: name for name, (_label, url) in found.items()}
    areas |= {url: name for name, others in _ALSO.items() for other in others if (url := address(other))}
    here = max((url for url in areas if path.startswith(url)), key=len, default="")
    return [Entry(label, url, name == areas.get(here)) for name, (label, url) in found.items()]


def languages(request: HttpRequest | None, page: Any) -> list[Language]:
    """The same page in each language."""
    active = get_language()
    return [
        Language(
            code, get_language_info(code)["name_local"], _in_language(request, page, code), code == active
        )
        for code, _name in settings.LANGUAGES
    ]


def _in_language(request: HttpRequest | None, page: Any, code: str) -> str:
    """Where it is in that language; the home page where it is not, or nobody knows."""
    if request is not None and not isinstance(page, Page):
        here = request.get_full_path()
        return here if code == get_language() else translate_url(here, code)
    if request is not None:
        twin = page.get_translations(inclusive=True).filter(locale__language_code=code).live().first()
        if twin and (there := twin.get_url(request)):
            return str(there)
    return translate_url(address("wagtail_serve", ""), code)
