"""Every address is classified: a view of ours says for whom it is, another's stands in a literal list."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from network.web.audience import coordinators, insiders, public, recorders

AUDIENCES = {"public", "holders", "insiders", "coordinators", "founders", "recorders", "administrators"}
# Whole areas that a third party serves, each behind its own door.
THIRD_PARTY_AREAS = {
    "cms/": "Wagtail's admin: its own permissions, and allauth's login in front",
    "archivos/": "Wagtail's documents: published files only",
    "cuenta/": "allauth: log in, log out, password, e-mail",
    "media/images/": "what pages show, in the embedded run; in production the web server does it",
}
# Views of ours inside Wagtail's area: doors that are closed for good, the last one onto allauth's.
CLOSED = {"^cms/(?:users|bulk/accounts|tag-autocomplete/people)/", "cms/login/"}
# Single addresses of third parties outside those areas.
THIRD_PARTY_ADDRESSES = {
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
    "_util/login/",
    "^((?:[\\w\\-]+/)*)$",  # Wagtail's catch-all: published pages
}


def entries(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route there is. What each may show of a person says tests/safety/classified.py."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            yield from entries(entry.url_patterns, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry


def routes(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    for route, entry in entries(patterns, prefix):
        yield route, entry.callback


def unclassified(found: Iterator[tuple[str, Callable[..., Any]]]) -> list[str]:
    return [
        route
        for route, view in found
        if not route.removeprefix("^").startswith(tuple(THIRD_PARTY_AREAS))
        and route not in THIRD_PARTY_ADDRESSES
        and getattr(view, "audience", None) not in AUDIENCES
    ]


def test_every_route_is_classified() -> None:
    found = list(routes())
    assert len(found) > 50
    assert unclassified(iter(found)) == []


def test_a_route_that_nobody_classified_is_found() -> None:
    def forgotten(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    known = [public(forgotten), insiders(forgotten), coordinators(forgotten), recorders(forgotten)]
    deliberate = [*(path(f"{n}/", view) for n, view in enumerate(known)), path("c/", lambda r: None)]
    assert unclassified(routes(deliberate, prefix="olvidadas/")) == ["olvidadas/c/"]


@pytest.mark.parametrize(
    "area", [*sorted(THIRD_PARTY_AREAS.keys() - {"media/images/"}), *sorted(THIRD_PARTY_ADDRESSES)]
)
def test_nothing_listed_has_gone(area: str) -> None:
    assert any(route.removeprefix("^").startswith(area) or route == area for route, _ in routes())


def test_our_views_in_areas_of_others_are_closed_doors() -> None:
    ours = ("network.", "training.", "events.", "pages.", "library.", "config.")
    within = {
        route
        for route, view in routes()
        if route.removeprefix("^").startswith(tuple(THIRD_PARTY_AREAS)) and view.__module__.startswith(ours)
    }
    assert within == CLOSED
