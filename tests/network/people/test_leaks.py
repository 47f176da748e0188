"""Nobody learns that somebody whom she may not see exists: neither by a page, a number, a file nor its cost.

The same world is read twice by every role, without and with people who are hidden, protected or blocked;
and strings that stand in such people's records alone are looked for in all that each role can reach.
"""

import re
import uuid
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

from network.accounts.enums import Role, ScopeKind
from network.groups.models import Group
from network.institutions.models import Institution
from network.people.address_keys import key_of
from network.people.fields import FIELDS
from network.people.models import Block, Person, Photo
from network.search.services import refresh_all
from network.ties.models import Appointment, Collaboration
from network.vocabulary.models import Territory
from pages.services import ensure_site
from tests.factories.accounts import UserFactory
from tests.factories.records import (
    AffiliationFactory,
    AgreementPartyFactory,
    AppointmentFactory,
    DocumentFactory,
    GroupFactory,
    InstitutionFactory,
    MilestoneInstitutionFactory,
    PersonFactory,
    PostFactory,
    SeatFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.reading import text_of

pytestmark = pytest.mark.django_db

CANARY = "zarzamora"  # in every text of those whom nobody here may see, and nowhere else
PAGES_PER_ROLE, PAGES_PER_NAME = 60, 3


@dataclass
class World:
    """Institutions, groups and posts that stay the same, and the clients of everyone who looks."""

    health: Institution
    works: Institution
    quiet: Institution
    jalisco: Territory
    clients: dict[str, Client] = field(default_factory=dict)


@pytest.fixture
def world(log_in: Callable[..., Client]) -> World:
    jalisco, coquimbo = TerritoryFactory(name="Jalisco"), TerritoryFactory(name="Coquimbo")
    health = InstitutionFactory(package_id="salud", name="Secretaría de Salud", region=jalisco)
    works = InstitutionFactory(package_id="obras", name="Obras Públicas", region=coquimbo)
    quiet = InstitutionFactory(package_id="callada", name="Instituto Callado")
    for place, package_id in enumerate(("abierta", "interna")):
        group = GroupFactory(package_id=package_id, name=f"Mesa {package_id}", is_public=not place)
        group.territories.add(jalisco)
        SeatFactory(group=group, institution=health)
        SeatFactory(group=group, institution=quiet)
    for institution in (health, works):
        AgreementPartyFactory(agreement__package_id=f"de-{institution.package_id}", institution=institution)
        MilestoneInstitutionFactory(
            milestone__package_id=f"hito-{institution.package_id}", institution=institution
        )
    for publication in ("public", "network", "reserved"):
        post = PostFactory(package_id=publication, institution=health, publication=publication)
        AppointmentFactory(post=post, person=PersonFactory(), document=DocumentFactory(issuer=health))
    known = PersonFactory(visible=True, name="Ana Conocida", uid=uuid.UUID(int=1), shows_as_holder="public")
    known.tags.add("cuidados")
    known.themes.add(ThemeFactory())
    AffiliationFactory(person=known, institution=health)
    shy = PersonFactory(limited=True, name=f"Rosa {CANARY}", alias="Violeta", uid=uuid.UUID(int=2))
    Person.objects.filter(pk=shy.pk).update(
        email=f"{CANARY}@ejemplo.invalid",
        honorific=f"Dra. {CANARY}",
        telephone=f"33 1234 {CANARY}",
        note=f"Nota de {CANARY}",
        post_title=f"Jefa {CANARY}",
        # Opened, and never beside an alias; or closed to members.
        biography=f"Biografía de {CANARY}",
        shows_biography="members",
        city=f"Ciudad {CANARY}",
        shows_city="duty",
        working_hours=f"Horario {CANARY}",
        languages=f"Lengua {CANARY}",
        shows_photo="members",
        shows_telephone="members",
        shows_email="members",
    )
    Photo.objects.create(person=shy, file="people/x.jpg", content_type="image/jpeg", alt=f"Cara {CANARY}")
    AffiliationFactory(person=shy, institution=quiet)
    refresh_all()
    clients = {
        "public": Client(),
        "member": log_in(Role.MEMBER),
        "liaison elsewhere": log_in(Role.LIAISON, scope=ScopeKind.INSTITUTION, key="obras"),
        "analyst": log_in(Role.ANALYST),
        "coordinator elsewhere": log_in(Role.COORDINATOR, scope=ScopeKind.TERRITORY, key=str(coquimbo.pk)),
        "administrator": log_in(Role.ADMINISTRATOR),
    }
    return World(health, works, quiet, jalisco, clients)


def somebody(uid: uuid.UUID, institution: Institution, number: int = 0, **fields: Any) -> Person:
    """A person with the canary in every text, and with everything that may hang on a person."""
    person: Person = PersonFactory(
        uid=uid,
        package_id=f"{CANARY}-{number}",
        name=f"Xóchitl {CANARY} {number}",
        email=f"{CANARY}{number}@ejemplo.invalid",
        alias=f"Alias {CANARY}",
        honorific=f"Dra. {CANARY}",
        telephone=f"33 1234 {CANARY}",
        note=f"Nota de {CANARY}",
        post_title=f"Titular {CANARY}",
        offers=f"Talleres de {CANARY}",
        seeks=f"Datos de {CANARY}",
        proposed_visibility="visible",
        shows_institution=True,
        shows_ties=True,
        account=UserFactory(email=f"cuenta-{CANARY}{number}@ejemplo.invalid"),
        biography=f"Biografía de {CANARY}",
        city=f"Ciudad {CANARY}",
        working_hours=f"Horario {CANARY}",
        languages=f"Lengua {CANARY}",
        **{field.switch: "members" for field in FIELDS},
        **fields,
    )
    Photo.objects.create(person=person, file="people/y.jpg", content_type="image/jpeg", alt=f"Cara {CANARY}")
    person.tags.add(CANARY, "cuidados")
    person.themes.add(ThemeFactory())
    AffiliationFactory(person=person, institution=institution)
    known = Person.objects.get(name="Ana Conocida")
    Collaboration.objects.create(
        person_a=known, person_b=person, kind="works_with", confirmed_by_a=True, confirmed_by_b=True
    )
    return person


def with_people(world: World, *modes: str) -> list[Person]:
    """One person of each mode. They hold the posts that others held before, and are seated in both groups.

    They sit for an institution of the coordinator who may not know them, too.
    """
    people = [
        somebody(uuid.UUID(int=7 + place), world.health, place, visibility=mode, shows_as_holder="public")
        for place, mode in enumerate(modes)
    ]
    for package_id, person in zip(("network", "public", "reserved"), (*people, people[0]), strict=True):
        Appointment.objects.filter(post__package_id=package_id).update(person=person)
    for group in Group.objects.filter(package_id__in=("abierta", "interna")):
        for person, institution in zip(people, (world.health, world.works), strict=True):
            SeatFactory(group=group, institution=institution, person=person, role="lead")
    refresh_all()
    return people


AROUND_PEOPLE = (
    "/instituciones/salud/",
    "/integrantes/",
    f"/integrantes/?q={CANARY}",
    f"/integrantes/?etiqueta={CANARY}&institucion=salud",
    f"/integrantes/{uuid.UUID(int=7)}/",
    f"/integrantes/{uuid.UUID(int=8)}/",
    "/mesas/abierta/",
    "/mesas/interna/",
)
ADDRESSES = (
    *AROUND_PEOPLE,
    "/integrantes/?q=zarzamoar",
    "/integrantes/?q=xochitla&tema=violencia&region=Jalisco",
    f"/integrantes/{uuid.UUID(int=1)}/",
    "/instituciones/?enlace=covered",
    f"/instituciones/?q={CANARY}",
    "/instituciones/lista.csv",
    "/instituciones/salud/?formato=csv",
    "/mesas/?orden=asientos",
    "/mesas/?formato=csv",
    "/red/analisis/?capas=groups&modo=two",
    "/red/analisis/medidas.json",
    "/red/analisis/vinculos.csv?capas=groups",
    "/red/sin/?sin=salud",
    "/red/sin/?territorio=Jalisco",
    "/red/sin/respuesta.json?sin=salud,obras",
    "/red/sin/puestos/?busca_puesto=enlace",
    "/red/cambios/?desde=2019&hasta=2021",
    "/red/cambios/respuesta.json",
)


def read(client: Client, address: str) -> tuple[int, str, str, int]:
    """Status, where it leads, body without tokens, number of queries: from caches that know nothing."""
    cache.clear()
    reset_queries()  # the log holds 9,000 of them: past that, nothing would be counted
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    text = re.sub(r'(csrfmiddlewaretoken" value|nonce|name="uid" value)="[^"]*"', "", answer.content.decode())
    return answer.status_code, answer.headers.get("Location", ""), text, len(queries)


def everything(clients: dict[str, Client], addresses: tuple[str, ...]) -> dict[str, Any]:
    return {
        f"{role}: {address}": read(client, address)
        for role, client in clients.items()
        for address in addresses
    }


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [place for place in before if before[place] != after[place]]


@pytest.fixture
def warm(world: World) -> None:
    """What each process learns once (kinds, content types) is learnt before anyone counts."""
    for address in AROUND_PEOPLE:
        world.clients["member"].get(address)


@pytest.mark.long
def test_the_world_is_the_same_with_and_without_them(world: World, warm: None) -> None:
    ensure_site()
    del world.clients["administrator"]  # without a second factor she sees what a member sees
    addresses = ("/", *ADDRESSES)
    everything(world.clients, ("/",))
    before = everything(world.clients, addresses)
    with_people(world, "oculta", "protegida")
    assert changed(before, everything(world.clients, addresses)) == []


def test_protected_people_are_unknown_to_those_who_care_for_others(
    world: World, warm: None, log_in: Callable[..., Client]
) -> None:
    clients = {
        "liaison": log_in(Role.LIAISON, scope=ScopeKind.INSTITUTION, key="salud"),
        "of the territory": log_in(Role.COORDINATOR, scope=ScopeKind.TERRITORY, key=str(world.jalisco.pk)),
        "of the network": log_in(Role.COORDINATOR),
        "of the group": log_in(Role.COORDINATOR, scope=ScopeKind.GROUP, key="interna"),
    }
    before = everything(clients, AROUND_PEOPLE)
    with_people(world, "protegida", "protegida")
    after = everything(clients, AROUND_PEOPLE)
    # The post that she holds now was held by a hidden woman, whom the network's coordinator may know.
    expected = ["of the network: /instituciones/salud/"]
    assert changed(before, after) == expected
    assert CANARY not in after[expected[0]][2]


@pytest.mark.long
def test_blocked_people_are_unknown(world: World, warm: None, log_in: Callable[..., Client]) -> None:
    """The same people, once they show themselves, change each page that could betray them.

    Whoever blocked, and whoever was blocked, gets the world in which the other is not.
    """
    account = UserFactory()
    herself = PersonFactory(account=account, visible=True, name="Berta Propia", uid=uuid.UUID(int=3))
    refresh_all()
    clients = {"member": log_in(Role.MEMBER, user=account)}
    photos = tuple(f"/integrantes/{uuid.UUID(int=n)}/foto/{uuid.UUID(int=20 + n)}/" for n in (7, 8))
    addresses = (
        *ADDRESSES,
        *photos,
        *(f"/integrantes/{uuid.UUID(int=n)}/bloquear/" for n in (7, 8)),
        f"/mi-perfil/bloqueos/?q={CANARY}",
        "/mi-perfil/como-me-ven/",
        "/red/respuestas/",
    )
    before = everything(clients, addresses)
    people = with_people(world, "visible", "visible")
    for place, person in enumerate(people):
        Photo.objects.filter(person=person).update(uid=uuid.UUID(int=27 + place), file="people/none.jpg")
    # The photos have no file here; that she gets them is read in a test of their own.
    seen = everything(clients, tuple(address for address in addresses if address not in photos))
    assert changed({place: before[place] for place in seen}, seen) == [
        "member: /instituciones/salud/",
        "member: /integrantes/",
        f"member: /integrantes/?q={CANARY}",
        f"member: /integrantes/?etiqueta={CANARY}&institucion=salud",
        f"member: /integrantes/{uuid.UUID(int=7)}/",
        f"member: /integrantes/{uuid.UUID(int=8)}/",
        "member: /integrantes/?q=zarzamoar",
        "member: /integrantes/?q=xochitla&tema=violencia&region=Jalisco",
        f"member: /integrantes/{uuid.UUID(int=7)}/bloquear/",
        f"member: /integrantes/{uuid.UUID(int=8)}/bloquear/",
        f"member: /mi-perfil/bloqueos/?q={CANARY}",
    ]
    Block.objects.create(blocker=people[0], blocked=herself, label="Berta Propia")
    Block.objects.create(blocker=people[1], address_key=key_of(account.email), label="a…@b")
    assert changed(before, everything(clients, addresses)) == []
    Block.objects.all().delete()
    for person in people:
        Block.objects.create(blocker=herself, blocked=person, label="Alguien")
    own_list = f"member: /mi-perfil/bloqueos/?q={CANARY}"
    assert changed(before, everything(clients, addresses)) == [own_list]


def test_a_coordinator_who_is_blocked_finds_everything_as_it_was(
    world: World, warm: None, log_in: Callable[..., Client]
) -> None:
    """She keeps her duty, so nothing may tell her: no page, no link on it, no query more or less."""
    account = UserFactory()
    coordinator = PersonFactory(account=account, name="Clara Coordina", uid=uuid.UUID(int=4))
    people = with_people(world, "visible", "oculta")
    Photo.objects.all().delete()
    clients = {"of the network": log_in(Role.COORDINATOR, user=account)}
    addresses = (
        *AROUND_PEOPLE,
        *(f"/integrantes/{uuid.UUID(int=n)}/bloquear/" for n in (7, 8)),
        f"/mi-perfil/bloqueos/?q={CANARY}",
        "/gestion/",
        "/gestion/puestos/",
        "/gestion/mensajes/",
        "/gestion/invitaciones/",
        f"/gestion/buscar/?q={CANARY}",
    )
    everything(clients, addresses)  # the first look learns kinds
    before = everything(clients, addresses)
    assert sum(status == 200 for status, *_rest in before.values()) >= len(addresses) - 1
    for person in people:
        Block.objects.create(blocker=person, blocked=coordinator, label="Alguien")
    assert changed(before, everything(clients, addresses)) == []


ROOTS = (
    *(
        "/",
        "/instituciones/",
        "/integrantes/",
        "/mesas/",
        "/convenios/",
        "/hitos/",
        "/materiales/",
        "/rutas/",
    ),
    *("/red/analisis/", "/red/sin/", "/red/respuestas/", "/gestion/", "/cuenta/email/"),
    *("/cuenta/password/change/", "/no-existe/"),
)


def reachable(client: Client) -> Iterator[tuple[str, str]]:
    """Every page and file that links lead to from the lists, a few of each kind, with its text."""
    queue = deque(ROOTS)
    seen, of_name = set(queue), dict[str, int]()
    while queue and sum(of_name.values()) < PAGES_PER_ROLE:
        address = queue.popleft()
        try:
            name = resolve(address.split("?")[0]).view_name
        except Resolver404:
            continue
        of_name[name] = of_name.get(name, 0) + 1
        if of_name[name] > PAGES_PER_NAME:
            of_name[name] -= 1
            continue
        answer = client.get(address, follow=True)
        text = unescape(text_of(answer.content))
        yield address, f"{answer.headers} {text}"
        for link in re.findall(r'href="([^"#]+)', text):
            link = answer.request["PATH_INFO"] + link if link.startswith("?") else link
            if (
                link.startswith("/")
                and not link.startswith(("//", "/static/", "/cms/", "/en/"))
                and link not in seen
            ):
                seen.add(link)
                queue.append(link)


@pytest.mark.prove
def test_no_word_of_theirs_can_be_reached(world: World) -> None:
    ensure_site()
    with_people(world, "oculta", "protegida")
    person = somebody(uuid.UUID(int=9), world.quiet, 9, visibility="protegida", shows_as_holder="public")
    SeatFactory(group=Group.objects.get(package_id="abierta"), institution=world.quiet, person=person)
    refresh_all()
    forbidden = (CANARY, *(str(uuid.UUID(int=n)) for n in (7, 8, 9)))
    for role, client in world.clients.items():
        pages = dict(reachable(client))
        assert len(pages) >= 30, (role, sorted(pages))
        found = [(a, word) for a, text in pages.items() for word in forbidden if word in text.casefold()]
        assert found == [], role
        beside = {a for a, text in pages.items() if "Violeta" in text and world.quiet.name in text}
        assert beside == set(), "a limited woman stands beside the institution that she does not show"
        assert any("Violeta" in text for text in pages.values()) is (role not in ("public", "analyst"))
