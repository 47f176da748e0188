"""What a socket says to each role: the number of its own notices, and not a word of anybody."""

import json

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings

from config.asgi import routes
from events.links import place_token
from events.models import Event, Registration
from events.web.sockets import EventSocket, PlaceSocket
from network.notices.models import Notice
from network.web.sockets import NoticesSocket
from tests.factories.events import EventFactory, RegistrationFactory
from tests.network.web.test_sockets import Opened, opening

from .classified import SOCKETS
from .oracle import INSIDERS, MODES, ROLES
from .planting import word, words_in
from .world import World

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.asyncio,
    pytest.mark.usefixtures("all_end"),
]

UNREAD = {"unread": len(MODES)}
"""What the bell says to whoever has a notice about each of the women."""

FULL = {
    "seats": ["Sin lugares libres presenciales", f"{len(MODES)} personas en espera"],
    "button": "Entrar a la lista de espera",
}
FIRST = {"lead": "Usted sigue en la lista. Le escribimos cuando sea su turno."}


def told_of_all() -> tuple[World, Event, Registration]:
    """To every account one notice about each of them, whose every word is planted; all in an event."""
    world = World.small()
    event = EventFactory(seats_on_site=0)
    for turn, woman in enumerate(world.women.values(), 1):
        RegistrationFactory(event=event, person=woman, name="", email="", turn=turn)
    for account in world.accounts.values():
        for mode, woman in world.women.items():
            told = {"kind": "seats", "says": "seated", "link": "/", "about": woman}
            Notice.objects.create(to=account, key=word("notice", mode), **told)
    return world, event, event.registrations.order_by("turn")[0]


async def said_by(socket: Opened) -> list[str]:
    """What is heard on entering; nothing where it is not opened."""
    if not await socket.connected():
        return []
    heard = [(await socket.receive_output(10))["text"]]
    await socket.disconnect()
    return heard


async def test_every_socket_says_to_every_role_what_is_its_own() -> None:
    for kind in (NoticesSocket, EventSocket, PlaceSocket):
        kind.open_by.clear()
    world, event, place = await sync_to_async(told_of_all)()
    clients = await sync_to_async(lambda: world.clients)()
    asked = {
        "ws/avisos/": ("", UNREAD, INSIDERS),
        "ws/evento/": (f"evento={event.package_id}", FULL, ROLES),
        "ws/lugar/": (f"lugar={place_token(place.uid)}", FIRST, ROLES),
    }
    assert {str(route.pattern) for route in routes} == set(asked) == set(SOCKETS)
    found, expected = {}, {}
    for where, (query, says, admitted) in asked.items():
        for role in ROLES:
            cookie = clients[role].cookies.get(settings.SESSION_COOKIE_NAME)
            socket = opening(cookie.value if cookie else "", path=f"/{where}")
            socket.scope["query_string"] = query.encode()
            heard = await said_by(socket)
            assert words_in(" ".join(heard)) == set(), role
            told = [json.loads(text) for text in heard]
            found[where, role] = [{k: v for k, v in one.items() if k != "version"} for one in told]
            expected[where, role] = [says] if role in admitted else []
    assert found == expected
