"""Sockets of events: what they say to whom, when they end, and that a change is told once."""

import asyncio
import json
import time
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import transaction

from events.enrolling import accept, cancel
from events.links import place_token
from events.live import changed
from events.models import Event, Registration
from events.publishing import write
from events.web import sockets
from events.web.sockets import EventSocket, Hub, PlaceSocket
from network.accounts.models import Grant, User
from network.web.live_socket import ENDED, MOST, REFUSED, SPOKE
from tests.factories.events import EventFactory
from tests.network.web.test_sockets import AT_MOST, Opened, accepted, entered, opening, she_logs_out

from .test_line import coordinator, enrolled, member

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.asyncio,
    pytest.mark.usefixtures("all_end"),
]


@pytest.fixture(autouse=True)
def nobody_listens() -> None:
    for kind in (EventSocket, PlaceSocket):
        kind.open_by.clear()
    Hub.known.clear()


def opened(path: str, query: str, cookie: str = "", origin: bytes = b"http://testserver") -> Opened:
    socket = opening(cookie, origin=origin, path=path)
    socket.scope["query_string"] = query.encode()
    return socket


def at_event(event: Event, cookie: str = "", more: str = "", **options: Any) -> Opened:
    return opened("/ws/evento/", f"evento={event.package_id}{more}", cookie, **options)


def at_place(row: Registration, token: str = "") -> Opened:
    return opened("/ws/lugar/", f"lugar={token or place_token(row.uid)}")


def full_event(**said: Any) -> Event:
    event = EventFactory(seats_on_site=1, **said)
    enrolled(event)
    return event


def frees_a_seat(event: Event) -> None:
    row = event.registrations.filter(state="enrolled").first()
    assert row is not None
    cancel(place=row, by=row.person.account)


async def seats(socket: Opened) -> list[str]:
    return (await socket.heard())["seats"]


async def test_a_visitor_hears_the_free_seats_of_an_event_for_everyone_move() -> None:
    event = await sync_to_async(full_event)()
    socket = at_event(event)
    assert await socket.connected()
    said = await socket.heard()
    assert set(said) == {"seats", "button", "version"}
    assert (said["seats"], said["button"]) == (
        ["Sin lugares libres presenciales"],
        "Entrar a la lista de espera",
    )
    began = time.monotonic()
    await sync_to_async(frees_a_seat)(event)
    now = await socket.heard()
    assert (now["seats"], now["version"]) == (["1 lugar libre presencial"], said["version"])
    assert time.monotonic() - began < 2.5  # it was told, and did not look by chance
    await socket.disconnect()
    assert not EventSocket.open_by
    assert not Hub.known


async def test_it_speaks_the_language_of_the_page() -> None:
    event = await sync_to_async(full_event)()
    socket = at_event(event, more="&idioma=en")
    await socket.connected()
    assert await seats(socket) == ["Full on site"]
    await socket.disconnect()


async def test_it_looks_by_itself_where_nobody_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(*_said: Any) -> None:
        raise OSError("Redis is away")

    for name in ("group_add", "group_send", "new_channel"):
        monkeypatch.setattr(f"channels.layers.InMemoryChannelLayer.{name}", away)
    event = await sync_to_async(full_event)()
    socket = at_event(event)
    await socket.connected()
    await seats(socket)
    began = time.monotonic()
    await sync_to_async(frees_a_seat)(event)
    assert await seats(socket) == ["1 lugar libre presencial"]
    assert time.monotonic() - began <= AT_MOST
    await socket.disconnect()


async def test_what_moves_at_once_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    event = await sync_to_async(full_event)()
    looks: list[int] = []
    look = sockets._event_now

    async def counted(*said: Any) -> Any:
        looks.append(1)
        return await look(*said)

    monkeypatch.setattr(sockets, "_event_now", counted)
    socket = at_event(event)
    await socket.connected()
    await seats(socket)
    for number in range(2, 12):
        await sync_to_async(write)(event=event, by=await sync_to_async(coordinator)(), seats_on_site=number)
    found: list[str] = []
    while found != ["10 lugares libres presenciales"]:
        found = await seats(socket)
    assert len(looks) < 10
    await socket.disconnect()


async def test_an_event_of_members_is_heard_by_whom_it_is_for_and_ends_with_her_right() -> None:
    event = await sync_to_async(full_event)(audience="members")
    user, cookie = await sync_to_async(entered)()
    for other in (at_event(event), at_event(event, (await sync_to_async(entered)(None))[1])):
        assert not await other.connected()
    socket = at_event(event, cookie)
    assert await socket.connected()
    assert await seats(socket) == ["Sin lugares libres presenciales"]
    await sync_to_async(Grant.objects.filter(user=user).delete)()
    began = time.monotonic()
    assert await socket.receive_output(10) == {"type": "websocket.close", "code": ENDED}
    assert time.monotonic() - began <= AT_MOST
    assert await accepted(cookie) is None


async def test_it_closes_when_she_logs_out() -> None:
    event = await sync_to_async(full_event)(audience="members")
    user, cookie = await sync_to_async(entered)()
    socket = at_event(event, cookie)
    await socket.connected()
    await seats(socket)
    await sync_to_async(she_logs_out)(user, cookie)
    assert (await socket.receive_output(10))["code"] == ENDED


async def test_visitors_are_shown_out_once_it_is_not_for_everyone_any_more() -> None:
    event = await sync_to_async(full_event)()
    socket = at_event(event)
    await socket.connected()
    await seats(socket)
    await sync_to_async(write)(event=event, by=await sync_to_async(coordinator)(), audience="members")
    assert (await socket.receive_output(10))["code"] == ENDED


async def test_a_draft_and_what_is_not_there_are_alike() -> None:
    draft = await sync_to_async(EventFactory)(draft=True)
    for socket in (at_event(draft), opened("/ws/evento/", "evento=nada"), opened("/ws/evento/", "")):
        assert not await socket.connected()


@pytest.mark.parametrize("origin", [b"https://otro.example", b"null", b""])
async def test_a_page_of_another_origin_opens_none(origin: bytes) -> None:
    event = await sync_to_async(full_event)()
    assert not await at_event(event, origin=origin).connected()


async def test_from_one_address_so_many_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "FROM_ONE_ADDRESS", 2)
    event = await sync_to_async(full_event)()
    kept = [at_event(event) for _one in range(2)]
    assert [await one.connected() for one in kept] == [True, True]
    third = at_event(event)
    await third.send_input({"type": "websocket.connect"})
    assert await third.receive_output(10) == {"type": "websocket.close", "code": REFUSED}
    elsewhere = at_event(event)
    elsewhere.scope["client"] = ("192.0.2.7", 1)
    assert await elsewhere.connected()


async def test_an_account_has_so_many_and_no_more() -> None:
    event = await sync_to_async(full_event)(audience="members")
    _user, cookie = await sync_to_async(entered)()
    kept = [at_event(event, cookie) for _one in range(MOST)]
    assert all([await one.connected() for one in kept])
    assert not await at_event(event, cookie).connected()


async def test_whoever_says_something_is_shown_out() -> None:
    event = await sync_to_async(full_event)()
    socket = at_event(event)
    await socket.connected()
    await seats(socket)
    await socket.say("{}")
    assert (await socket.receive_output(10))["code"] == SPOKE


# One's own place.


def three_in_line() -> tuple[Event, list[Registration]]:
    event = full_event()
    return event, [enrolled(event, member()) for _one in range(3)]


async def test_her_own_place_in_the_line_moves_by_itself_and_tells_of_nobody_else() -> None:
    event, rows = await sync_to_async(three_in_line)()
    socket = at_place(rows[2])
    assert await socket.connected()
    said = await socket.heard()
    assert set(said) == {"lead", "version"}
    assert "Antes que usted en la lista: 2" in said["lead"]
    began = time.monotonic()
    await sync_to_async(cancel)(place=rows[0], by=rows[0].person.account)
    now = await socket.heard()
    assert ("Antes que usted en la lista: 1" in now["lead"], now["version"]) == (True, said["version"])
    assert time.monotonic() - began < 2.5
    await socket.disconnect()
    assert not Hub.known
    assert event is not None


async def test_an_offer_a_change_of_schedule_and_a_cancellation_reach_her() -> None:
    event, rows = await sync_to_async(three_in_line)()
    socket = at_place(rows[0])
    await socket.connected()
    version = (await socket.heard())["version"]
    await sync_to_async(frees_a_seat)(event)
    offered = await socket.heard()
    assert ("Es su turno" in offered["lead"], offered["version"] != version) == (True, True)
    await sync_to_async(accept)(place=rows[0])
    taken = await socket.heard()
    by = await sync_to_async(coordinator)()
    await sync_to_async(write)(event=event, by=by, place="Otra sala")
    moved = await socket.heard()
    assert (moved["lead"], moved["version"] != taken["version"]) == (taken["lead"], True)
    await socket.disconnect()


async def test_without_the_link_of_a_place_there_is_no_socket() -> None:
    _event, rows = await sync_to_async(three_in_line)()
    for token in ("x", f"{rows[0].uid}:falso"):
        assert not await at_place(rows[0], token).connected()


async def test_a_change_is_told_once_after_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    monkeypatch.setattr("events.live.look_again", lambda groups: told.append(list(groups)))
    event, rows = await sync_to_async(three_in_line)()
    told.clear()

    def moves_all() -> None:
        with transaction.atomic():
            for row in rows:
                cancel(place=row, by=row.person.account)
            assert told == []
        assert told == [[f"events.{event.pk}"]]
        with transaction.atomic():
            changed(event)
            transaction.set_rollback(True)

    await sync_to_async(moves_all)()
    assert len(told) == 1
    assert await sync_to_async(User.objects.count)() > 0
    assert json.dumps(told)
    await asyncio.sleep(0)
