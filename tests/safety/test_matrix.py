"""Every address × every role × every mode: who gets in, and what of whom it shows.

Made from the URL configuration: an address of tomorrow stands in it without being asked. The women of all
modes stand in the same places at once, so that one look at an address tells what it shows of each of them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, path

from config.asgi import routes as socket_routes
from network.web.audience import insiders
from tests.figures import sampled
from tests.house.test_routes import entries as routes
from tests.reading import text_of

from .classified import AREAS, HOLDERS, NOTHING, PEOPLE, SHOWS, SOCKETS, classes
from .full_world import addresses, full_world
from .oracle import ADMITTED, ROLES, may_show
from .planting import words_in
from .world import World

pytestmark = pytest.mark.django_db

CLASSES = classes()
ASIDE = {200, 204, 301, 302, 303, 304, 400, 404, 405, 409, 410, 413, 422}  # of whoever an address lets in


def ours(found: Iterable[tuple[str, URLPattern]]) -> Iterator[tuple[str, URLPattern]]:
    for route, entry in found:
        if not route.removeprefix("^").startswith(tuple(AREAS)) and route not in AREAS:
            yield route, entry


def unclassified(found: Iterable[tuple[str, URLPattern]]) -> list[str]:
    return [
        f"{entry.name or route}: say in tests/safety/classified.py what {route} may show of a person, "
        "and in tests/safety/full_world.py (ARGUMENTS) which record it is opened with"
        for route, entry in ours(found)
        if (entry.name or route) not in CLASSES
    ]


def test_every_address_says_what_it_may_show_of_a_person() -> None:
    assert unclassified(routes()) == []
    assert set(CLASSES) - {entry.name or route for route, entry in ours(routes())} == set()
    assert sum(len(names.split()) for names in SHOWS.values()) == len(CLASSES)


def test_an_address_that_nobody_classified_is_found() -> None:
    forgotten: Any = path("olvidada/<uuid:uid>/", insiders(lambda request, uid: None), name="forgotten")
    said = unclassified([("olvidada/<uuid:uid>/", forgotten)])
    assert len(said) == 1
    assert said[0].startswith(
        "forgotten: say in tests/safety/classified.py what olvidada/<uuid:uid>/ may show"
    )


def test_every_socket_is_classified() -> None:
    assert {str(route.pattern) for route in socket_routes} == set(SOCKETS)


@dataclass(frozen=True)
class Cell:
    """What one role got from one address."""

    role: str
    address: str
    status: int
    leads: str
    shown: frozenset[tuple[str, str]]
    text: str = field(default="", repr=False)


def look(client: Client, role: str, address: str, method: str = "get") -> Cell:
    """Ask, within a savepoint: whatever looking writes is gone afterwards."""
    mark = transaction.savepoint()
    try:
        answer = getattr(client, method)(address)
        content = answer.getvalue() if hasattr(answer, "getvalue") else answer.content
        text = f"{answer.headers} {answer.cookies} {unescape(text_of(content))}"
    finally:
        transaction.savepoint_rollback(mark)
    leads, shown = answer.headers.get("Location", ""), frozenset(words_in(text))
    return Cell(role, address, answer.status_code, leads, shown, text)


def refused(cell: Cell) -> bool:
    """Whether it was answered as an address that is not there, or led to the log-in page."""
    if cell.role == "visitor" and cell.status == 302:
        return cell.leads.split("?")[0].endswith("/cuenta/login/")
    return cell.status in (404, 405)


def wrong(cell: Cell, audience: str, kind: str) -> list[str]:
    """In words what is not as the oracle says."""
    found = []
    if cell.role not in ADMITTED[audience]:
        if not refused(cell):
            found.append(f"{cell.role} is let into {cell.address} ({audience}): {cell.status} {cell.leads}")
    elif cell.status not in ASIDE:
        found.append(f"{cell.role} at {cell.address}: {cell.status}")
    found += [
        f"{cell.role} at {cell.address} reads {field} of the woman who is {mode}"
        for field, mode in sorted(cell.shown)
        if not may_show(kind, cell.role, mode, field)
    ]
    return found


def cells(world: World, share: int) -> Iterator[tuple[Cell, str, str]]:
    """Each address for each role (or every so manieth), with its audience and its kind.

    Where a directory or a page shows people every record is tried by every role in any case.
    """
    turn = 0
    for route, entry in ours(routes()):
        name = entry.name or route
        audience, kind = getattr(entry.callback, "audience", "public"), CLASSES[name]
        closely = kind in (PEOPLE, HOLDERS)
        for number, address in enumerate(addresses(route, entry)):
            if number and kind == NOTHING:
                break  # what one record does not show, no other does
            for role in ROLES:
                let_in = role in ADMITTED[audience]
                if number and not let_in:
                    continue  # the door is the same for every record
                turn += 1
                if closely or turn % share == 0:
                    yield look(world.clients[role], role, address), audience, kind
                    if not let_in:
                        yield look(world.clients[role], role, address, "post"), audience, kind


def compared(world: World, share: int) -> tuple[int, int]:
    """How many cells were compared with the oracle, and how many of them showed a page."""
    found, opened, looked = [], 0, 0
    for cell, audience, kind in cells(world, share):
        looked += 1
        opened += cell.status == 200
        found += wrong(cell, audience, kind)
    assert not found, "\n".join(found)
    return looked, opened


@pytest.mark.prove
def test_every_address_shows_every_role_what_the_oracle_says(figure: Callable[[str], None]) -> None:
    looked, opened = compared(full_world(), sampled(1, 3))
    figure(f"{looked} looks by {len(ROLES)} roles at {len(CLASSES)} addresses, {opened} of them a page")
    assert opened > 100


@pytest.mark.long
def test_a_share_of_all_addresses_shows_what_the_oracle_says() -> None:
    """Every address is looked at by a role or two, those of people by all; the whole is in `prove`."""
    looked, opened = compared(full_world(), 17)
    assert (looked > len(CLASSES), opened > 50) == (True, True)
