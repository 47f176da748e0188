"""A page whose address is taken could never be reached, so the list of taken addresses must be whole."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from .addresses import TAKEN

_WORD = re.compile(r"\^?/?([a-z0-9_-]+)/")


@register()
def every_address_of_ours_is_taken(**kwargs: Any) -> list[CheckMessage]:
    missing = sorted(set(first_segments(get_resolver().url_patterns)) - TAKEN)
    return [
        Error(
            f"The address /{segment}/ is ours, but a page could take it.",
            hint="Add it to TAKEN in site/pages/addresses.py.",
            id="pages.E001",
        )
        for segment in missing
    ]


def first_segments(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    """The first word of every address. Wagtail's catch-all, where pages live, has none."""
    for pattern in patterns:
        route = pattern.pattern
        word = _WORD.match(str(route))
        if isinstance(pattern, URLResolver) and (isinstance(route, LocalePrefixPattern) or not str(route)):
            yield from first_segments(pattern.url_patterns)
        elif word:
            yield word[1]
