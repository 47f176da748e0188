"""What editors wrote of an event, contributed by the public site in its module `event_editorial.py`.

It exposes `written_of(event, language)`, ready to be shown and empty where there is nothing, and
`writing_place(event, user)`, the link to where it is written, for whoever may.
"""

from types import ModuleType
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from network.vocabulary.contributions import contributions
from network.vocabulary.panels import Link

from .models import Event


def written_of(event: Event, language: str) -> SafeString:
    """For whoever may see the event: ask only once that is known."""
    return format_html_join("", "{}", ([one.written_of(event, language)] for one in _writers()))


def writing_places(event: Event, user: Any) -> list[Link]:
    found = (one.writing_place(event, user) for one in _writers())
    return [link for link in found if link is not None]


def _writers() -> tuple[ModuleType, ...]:
    return contributions("event_editorial")
