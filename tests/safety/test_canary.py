"""Words that stand in people's records alone are looked for wherever a role comes: links, mails, errors.

`test_matrix.py` opens every address; this follows what pages link to with all that it asks for (orders,
filters, files), and reads what leaves the platform by other ways. What it may find says the same oracle.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import Resolver404, resolve

from network.people import queries
from network.people.models import Person
from network.web import people as people_pages
from tests.figures import sampled

from .classified import DUTY, NOTHING, PEOPLE, classes
from .full_world import full_world
from .oracle import MODES, ROLES, may_show
from .planting import words_in
from .test_matrix import look
from .world import World

pytestmark = pytest.mark.django_db

CLASSES = classes()
ROOTS = (
    *("/", "/instituciones/", "/integrantes/", "/integrantes/?q=zqname", "/integrantes/?q=zqn", "/mesas/"),
    *("/convenios/", "/hitos/", "/documentos/", "/red/", "/red/analisis/", "/red/sin/", "/red/cambios/"),
    *("/red/respuestas/", "/mis-avisos/", "/mi-perfil/", "/mis-puestos/", "/mi-adscripcion/"),
    *("/gestion/", "/gestion/buscar/?q=zqname&ver=todo", "/gestion/bitacora/", "/gestion/acciones/"),
    *("/gestion/ingresos/", "/cuenta/email/", "/cuenta/signup/", "/cms/", "/sitemap.xml", "/robots.txt"),
    *("/no-existe/", "/integrantes/%00/", "/red/datos.json?capas=x", "/en/integrantes/", "/favicon.ico"),
)
MOST, MOST_OF_A_NAME = 70, 2  # pages that a role looks at in the suite of every day


def kind_of(address: str) -> tuple[str, str]:
    try:
        match = resolve(address.split("?")[0].removeprefix("/en"))
    except Resolver404:
        return "", NOTHING
    return match.view_name, CLASSES.get(match.view_name or "", NOTHING)


def leaks(world: World, role: str, most: int = MOST, of_a_name: int = MOST_OF_A_NAME) -> Iterator[str]:
    """Follow links, a few of each kind of page, and tell each word that role may not read there."""
    client, queue, seen, of_name = world.clients[role], deque(ROOTS), set(ROOTS), dict[str, int]()
    while queue and sum(of_name.values()) < most:
        address = queue.popleft()
        name, kind = kind_of(address)
        if address not in ROOTS and of_name.get(name, 0) >= of_a_name:
            continue
        of_name[name] = of_name.get(name, 0) + 1
        cell = look(client, role, address)
        for field, mode in sorted(cell.shown):
            if not may_show(kind, role, mode, field):
                yield f"{role} at {address} reads {field} of the woman who is {mode}"
        if cell.status == 200 and "." not in address.split("?")[0]:
            for link in re.findall(r'href="(/[^"#]*)', cell.text):
                if not link.startswith(("//", "/static/", "/en/")) and link not in seen:
                    seen.add(link)
                    queue.append(link)


@pytest.fixture
def world() -> World:
    return full_world()


@pytest.mark.long
def test_no_link_leads_to_a_word_that_its_reader_may_not_read(world: World) -> None:
    found = [line for role in ("visitor", "member", "analyst", "liaison") for line in leaks(world, role)]
    assert not found, "\n".join(found)


@pytest.mark.prove
def test_no_link_leads_any_role_to_a_word_it_may_not_read(
    world: World, figure: Callable[[str], None]
) -> None:
    most, of_a_name = sampled(400, len(ROOTS) + 5), sampled(4, MOST_OF_A_NAME)
    found = [line for role in ROLES for line in leaks(world, role, most, of_a_name)]
    figure(f"{len(ROLES)} roles from {len(ROOTS)} pages on, up to {of_a_name} of each kind and {most} in all")
    assert not found, "\n".join(found)


def test_what_scheduled_work_sends_tells_nobody_of_whom_she_may_not_see(world: World) -> None:
    """Digests, reminders: to each account, of the others nothing that its role may not read."""
    call_command("run_scheduled", verbosity=0)
    by_address = {account.email: role for role, account in world.accounts.items()}
    for sent in mail.outbox:
        role = by_address.get(sent.to[0], "visitor")
        own = words_in(sent.to[0])  # hers is written to herself
        told = words_in(f"{sent.message()} {sent.body}") - own
        modes = {mode for _field, mode in own}
        assert [f for f, m in told if m not in modes and not may_show(PEOPLE, role, m, f)] == [], sent.subject
        assert not words_in(sent.subject)


def test_no_error_repeats_a_word_of_hers(world: World) -> None:
    """Answers to what is forbidden, badly asked or asked too much, with their headers and cookies."""
    plain = Client(raise_request_exception=False, enforce_csrf_checks=True)
    hers = {mode: woman.uid for mode, woman in world.women.items()}
    for mode in MODES:
        for client in (plain, world.clients["analyst"], world.clients["account without a grant"]):
            for method in ("get", "post", "put"):
                for address in (f"/integrantes/{hers[mode]}/", f"/integrantes/{hers[mode]}/bloquear/"):
                    answer = getattr(client, method)(address)
                    said = f"{answer.headers} {answer.cookies} {answer.content.decode()}"
                    assert words_in(said) == set(), (method, address)
    email = world.women["oculta"].email
    for _turn in range(12):  # until it is too often
        answer = plain.post("/cuenta/login/", {"login": email, "password": "x"})
        assert words_in(str(answer.headers)) == set()


def test_a_leak_is_caught(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a page that forgets to ask whom its reader may see is found by the same look."""

    def everyone(people, viewer):
        return queries.visible_to(people, world.viewer("coordinator of the network"))

    monkeypatch.setattr(people_pages, "visible_to", everyone)
    found = [
        mode
        for mode in MODES
        for field, whose in look(
            world.clients["member"], "member", f"/integrantes/{world.women[mode].uid}/"
        ).shown
        if not may_show(PEOPLE, "member", whose, field)
    ]
    assert {"oculta", "bloqueada", "limitada"} <= set(found)
    assert Person.objects.count() > len(MODES)
    assert DUTY != PEOPLE
