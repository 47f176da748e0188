"""The same world with and without a woman whom a role may not know: everything that role gets is the same.

And where she may be known, nothing changes with what of her may not be read. Each case draws a role, her
mode, what hangs on her and ten outputs among pages, counts, measures, files and messages; status, address
that is led to, number of queries and body are equal. Excepted by name (docs/released.md): `members` and "post
covered or not". The first is frozen until its month ends; of the second, she takes over covered posts.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.models import Event, Presence, Registration
from network.accounts.enums import Role
from network.accounts.models import Grant
from network.institutions.models import Institution
from network.notices.models import Notice
from network.people.models import Person
from network.search.services import refresh_all
from network.ties.models import Appointment, Collaboration
from pages.services import ensure_site
from tests.factories.events import EventFactory
from tests.factories.records import (
    AffiliationFactory,
    AgreementPartyFactory,
    AppointmentFactory,
    GroupSessionFactory,
    MilestoneInstitutionFactory,
    PersonFactory,
    PostFactory,
    SeatFactory,
    SessionAttendanceFactory,
    ThemeFactory,
)
from tests.figures import sampled
from tests.reading import text_of

from .learning import editions_begin, learned_with_others
from .oracle import BLOCKED, MODES, OPENED, ROLES, SIGHT, VISIBLE, as_holder, fields_of_her, sees_her_as
from .world import TEXTS, World

pytestmark = pytest.mark.django_db

HER = UUID(int=7)
OUTPUTS = (
    "/",
    "/instituciones/",
    "/instituciones/salud/",
    "/instituciones/?enlace=covered",
    "/instituciones/lista.csv",
    "/integrantes/",
    "/integrantes/?q=zarza",
    "/integrantes/?q=zqname",
    "/integrantes/?q=conocida",
    "/integrantes/?institucion=salud&etiqueta=cuidados",
    f"/integrantes/{HER}/",
    f"/integrantes/{HER}/bloquear/",
    "/mesas/",
    "/mesas/interna/",
    "/mesas/?formato=csv",
    "/red/datos.json",
    "/red/ficha/salud/",
    "/red/red.graphml",
    "/red/red.gexf",
    "/red/analisis/medidas.json",
    "/red/analisis/vinculos.csv?capas=groups",
    "/red/analisis/vinculos.csv?capas=collaborations",
    "/red/red.graphml?capas=collaborations",
    "/mi-red/",
    "/red/analisis/vinculos.csv?capas=co_attendance",
    "/red/datos.json?capas=co_attendance",
    "/red/red.gexf?capas=co_attendance",
    "/red/analisis/medidas.json?capas=co_attendance",
    "/eventos/evento-pasado/",
    "/red/datos.json?capas=co_learning",
    "/red/analisis/vinculos.csv?capas=co_learning",
    "/gestion/formacion/alcance/",
    "/gestion/formacion/alcance/?formato=csv&cuales=todas",
    "/gestion/formacion/alcance/?puesto=enlace",
    "/gestion/formacion/alcance/salud/",
    "/gestion/formacion/externas/",
    "/red/sin/respuesta.json?sin=salud",
    "/red/sin/puestos/?busca_puesto=enlace",
    "/red/cambios/respuesta.json",
    "/red/cobertura/respuesta.json",
    "/documentos/?q=zarza",
    "/materiales/",
    "/mis-avisos/",
    "/mis-avisos/cuantos/",
    "/mi-perfil/bloqueos/",
    "/gestion/mesas/interna/",
    "/gestion/sesiones/?estado=sesiones",
    "/gestion/puestos/",
    "/gestion/buscar/?q=zarza",
    "/gestion/invitaciones/",
    "/gestion/ingresos/",
)
PAPERS = ("/red/cobertura/informe.docx", "/red/analisis/informe.docx")
"""Files that take as long as ten pages: every sixth case draws one."""
HANGS = (
    *("seat", "lead", "session", "network post", "public post", "reserved post", "collaboration"),
    *("tag", "theme", "role", "second place", "notice", "blocks the reader", "attendance", "learning"),
)
OF_THE_KNOWN = (set(), {"session", "public post", "theme"}, set(HANGS))
PLAIN = st.text(alphabet="abcñz áé0<&\"'", max_size=20).map(lambda text: f"zarza {text}".strip())
STRIPPED = re.compile(
    r'(csrfmiddlewaretoken" value=|name="uid" value=|nonce=|data-csrf=|X-CSRFToken":\s*)"[^"]*"'
    r"|\d\d:\d\d(:\d\d)?"
    r"|<(?:dcterms:)?(?:created|modified|lastmodifieddate)[^<]*<|lastmodifieddate=\"[^\"]*\""
)

Seen = tuple[int, str, int, str]


@pytest.fixture
def world() -> World:
    """Posts that are covered, a group, a session, and one woman whom members know."""
    ensure_site()
    world = World.small(modes=())
    for publication in ("public", "network", "reserved"):
        post = PostFactory(package_id=f"de-{publication}", institution=world.hers, publication=publication)
        # Whoever holds it first is known to nobody: she whom the case puts there parts nobody from her.
        AppointmentFactory(post=post, person=PersonFactory(visibility="protegida"))
    known = PersonFactory(visible=True, name="Ana Conocida", shows_ties=True)
    known.tags.add("cuidados")
    AffiliationFactory(person=known, institution=world.hers)
    MilestoneInstitutionFactory(institution=world.hers)
    AgreementPartyFactory(institution=world.other)
    GroupSessionFactory(group=world.group, is_public=True)
    elsewhere = PersonFactory(visible=True, name="Eva Lejana", shows_ties=True)
    AffiliationFactory(person=elsewhere, institution=world.other)
    over = timezone.now() - dt.timedelta(days=40)
    EventFactory(
        package_id="evento-pasado", starts_at=over, ends_at=over + dt.timedelta(hours=2), audience="members"
    )
    was_there(elsewhere, world.other)
    editions_begin()
    learned_with_others(elsewhere)
    refresh_all()
    return world


@contextmanager
def undone() -> Iterator[None]:
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


def read(world: World, role: str, address: str) -> Seen:
    """From caches that know nothing, once the process and the session have learned what they keep."""
    if role not in world.warm:
        world.warm.add(role)
        for first in ("/", "/instituciones/salud/", "/integrantes/", "/gestion/", "/mi-perfil/"):
            world.clients[role].get(first)
    cache.clear()
    reset_queries()
    with undone(), CaptureQueriesContext(connection) as queries:
        answer = world.clients[role].get(address)
        content = answer.getvalue()
    body = STRIPPED.sub("", text_of(content)) + "".join(str(m.message()) for m in mail.outbox)
    return answer.status_code, answer.headers.get("Location", ""), len(queries), body


def add_her(world: World, role: str, mode: str, case: dict[str, Any]) -> Person:
    her = world.woman(
        mode,
        uid=HER,
        post=False,
        seat="seat" in case["hangs"],
        chose_visibility=True,
        # Where she lets her post be told, whom a role sees of her is her name beside it.
        shows_as_holder="nobody" if as_holder(role, mode) and not case["changes"] else "public",
    )
    hangs = case["hangs"]
    if "lead" in hangs:
        SeatFactory(group=world.group, institution=world.other, person=her, role="lead")
    if "session" in hangs:
        SessionAttendanceFactory(session=world.group.sessions.get(), institution=world.hers, person=her)
    for publication in ("network", "public", "reserved"):
        if f"{publication} post" in hangs:
            Appointment.objects.filter(post__package_id=f"de-{publication}").update(person=her)
    if "collaboration" in hangs:
        known = Person.objects.get(name="Ana Conocida")
        ends = {"person_a": known, "person_b": her}
        Collaboration.objects.create(kind="works_with", confirmed_by_a=True, confirmed_by_b=True, **ends)
    if "tag" in hangs:
        her.tags.add("cuidados")
    if "theme" in hangs:
        her.themes.add(ThemeFactory(code="solo-suyo", label_es="Solo suyo", label_en="Hers alone"))
    if "attendance" in hangs:
        was_there(her, world.hers)
    if "learning" in hangs:
        learned_with_others(her)
    if "role" in hangs:
        Grant.objects.create(user=her.account, role=Role.MEMBER, starts_on="2020-01-01")
    if "second place" in hangs:
        AffiliationFactory(person=her, institution=world.other, is_main=False)
    if "notice" in hangs:
        Notice.objects.create(
            to=her.account, kind="group_seat", says="seated", about=her, link="/", key="suyo"
        )
    if role in world.accounts and (mode == BLOCKED or "blocks the reader" in hangs):
        world.block(her, role)
    return her


def was_there(person: Person, institution: Institution) -> None:
    """In the event that is over, as its attendance says."""
    event = Event.objects.get(package_id="evento-pasado")
    place = Registration(event=event, person=person, institution=institution, state="waiting")
    place.turn = event.registrations.count() + 1
    place.save()
    Registration.objects.filter(pk=place.pk).update(state="enrolled")
    Presence.objects.create(registration=place, state="present", at=event.ends_at)


def eyes(role: str, hangs: Any) -> str:
    """As which role of the oracle that reader sees a woman with all that hangs on her."""
    sits = "seat" in hangs or "lead" in hangs
    return sees_her_as(role, works_elsewhere_too="second place" in hangs, sits_in_group=sits)


def hidden_fields(role: str, mode: str) -> list[str]:
    """What of her may be changed without that role noticing: her texts that it may not read."""
    return [name for name in TEXTS if name not in fields_of_her(role, mode)]


@st.composite
def case_of(draw: Callable[..., Any], roles: tuple[str, ...]) -> dict[str, Any]:
    role = draw(st.sampled_from(roles))
    changes = bool(SIGHT[role].exist) and draw(st.booleans())
    # What she is compared with is looked up once for each set: of those who are known there are three.
    hangs = draw(st.sampled_from(OF_THE_KNOWN) if changes else st.sets(st.sampled_from(HANGS)))
    known = SIGHT[eyes(role, hangs)].exist
    # Whom nobody can be told from blocks nobody.
    unknown = [m for m in MODES if m not in known and not (role == "visitor" and m == BLOCKED)]
    return {
        "role": role,
        "changes": changes,
        "mode": draw(st.sampled_from(sorted(known) if changes else unknown)),
        "hangs": hangs,
        "texts": draw(st.lists(PLAIN, min_size=len(TEXTS), max_size=len(TEXTS))),
        "outputs": _outputs(draw),
    }


def _outputs(draw: Callable[..., Any]) -> list[str]:
    papers = [draw(st.sampled_from(PAPERS))] if draw(st.integers(1, 6)) == 1 else []
    pages = st.lists(st.sampled_from(OUTPUTS), min_size=10, max_size=10, unique=True)
    return [*papers, *draw(pages)][:10]


def differences(world: World, case: dict[str, Any], without: dict[Any, Seen]) -> list[str]:
    """The outputs that betray her in that case. `without` keeps what the same world says without her."""
    role, mode = case["role"], case["mode"]
    found = []
    if not case["changes"]:
        for address in case["outputs"]:
            if (role, address) not in without:
                without[role, address] = read(world, role, address)
    with undone():
        her = add_her(world, role, mode, case)
        if case["changes"]:
            refresh_all()
            key = (mode, frozenset(case["hangs"]))
            for address in case["outputs"]:
                if (role, address, key) not in without:
                    without[role, address, key] = read(world, role, address)
            before = {address: without[role, address, key] for address in case["outputs"]}
        else:
            before = {address: without[role, address] for address in case["outputs"]}
        hidden = hidden_fields(eyes(role, case["hangs"]), mode)
        texts = {name: text for name, text in zip(TEXTS, case["texts"], strict=True) if name in hidden}
        texts |= {"email": f"{len(case['texts'][3])}zarza@ejemplo.invalid"} if "email" in hidden else {}
        texts |= {"alias": "Alias"} if "alias" in texts and mode == "limitada" else {}
        Person.objects.filter(pk=her.pk).update(**texts)
        refresh_all()
        for address in case["outputs"]:
            after = read(world, role, address)
            if after != before[address]:
                found.append(
                    f"{role}, {mode}, {sorted(case['hangs'])}: {address}: {_where(before[address], after)}"
                )
    return found


def _where(before: Seen, after: Seen) -> str:
    if before[:3] != after[:3]:
        return f"{before[:3]} → {after[:3]}"
    place = next((n for n, (a, b) in enumerate(zip(before[3], after[3], strict=False)) if a != b), 0)
    return f"…{before[3][max(0, place - 80) : place + 80]!r} → {after[3][max(0, place - 80) : place + 80]!r}"


def run(world: World, cases: int, roles: tuple[str, ...] = ROLES) -> int:
    """How many cases there were. What betrays her is told of all of them at once, in the end."""
    without: dict[Any, Seen] = {}
    done, found = [0], list[str]()

    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        derandomize=cases < 100,
        suppress_health_check=list(HealthCheck),
    )
    @given(case_of(roles))
    def same(case: dict[str, Any]) -> None:
        done[0] += 1
        found.extend(differences(world, case, without))

    same()
    assert not found, "\n".join(dict.fromkeys(found))
    return done[0]


@pytest.mark.long
def test_nobody_notices_whom_she_may_not_know(world: World) -> None:
    run(world, 8)


@pytest.mark.prove
@pytest.mark.parametrize("part", range(4))
def test_with_and_without_her_the_worlds_are_the_same(
    world: World, figure: Callable[[str], None], part: int
) -> None:
    """A thousand cases in four parts, each of some roles."""
    roles = ROLES[part::4]
    done = run(world, sampled(260, 10), roles)
    figure(f"{done} cases of ten outputs each, for {', '.join(roles)}: status, queries, body equal")


def test_to_who_coordinates_a_block_is_as_if_she_had_opened_nothing_to_her(world: World) -> None:
    """What is closed after a block may have been closed by herself: nothing tells the one from the other."""
    role, case = "coordinator of the network", {"hangs": set(HANGS) - {"blocks the reader"}, "changes": True}
    around_her = [address for address in OUTPUTS if "integrantes" in address or "gestion" in address]
    for_duty = [f"shows_{name}" for name, audience in OPENED.items() if audience == "duty"]
    her = add_her(world, role, VISIBLE, case)
    Person.objects.filter(pk=her.pk).update(**dict.fromkeys(for_duty, "nobody"))
    refresh_all()
    before = {address: read(world, role, address) for address in around_her}
    Person.objects.filter(pk=her.pk).update(**dict.fromkeys(for_duty, "duty"))
    refresh_all()
    assert read(world, role, f"/integrantes/{HER}/") != before[f"/integrantes/{HER}/"]
    world.block(her, role)
    assert {address: read(world, role, address) for address in around_her} == before


@pytest.mark.long
def test_a_woman_who_may_be_known_is_noticed(world: World) -> None:
    """The control: the same comparison finds her where she shows herself."""
    case = {
        "role": "member", "changes": False, "mode": "visible", "hangs": {"seat", "public post"},
        "texts": ["zarza"] * len(TEXTS), "outputs": [*OUTPUTS, *PAPERS],
    }  # fmt: skip
    found = {line.split(": ")[1] for line in differences(world, case, {})}
    assert {
        "/integrantes/",
        f"/integrantes/{HER}/",
        "/integrantes/?q=zqname",
        "/instituciones/salud/",
    } <= found
    assert not {"/red/datos.json", "/red/analisis/medidas.json", "/mesas/", "/"} & found
