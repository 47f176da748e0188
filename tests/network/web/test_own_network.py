"""`/mi-red/`, introductions and collaborations as pages: hers alone, by what any member sees."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.accounts.enums import Role
from network.people.models import Person
from network.relay.models import Conversation
from network.search.services import refresh_all
from network.ties.models import Collaboration
from tests.factories.accounts import UserFactory
from tests.factories.records import GroupFactory, PersonFactory, SeatFactory

pytestmark = pytest.mark.django_db
SHOWN: dict[str, Any] = {"visible": True, "shows_ties": True, "introduces": True}


@pytest.fixture
def ana(log_in):
    person = PersonFactory(name="Ana Propia", seeks="protocolos", account=UserFactory(), **SHOWN)
    person.client = log_in(Role.MEMBER, user=person.account)
    return person


def tie(one, other, **fields):
    confirmed = {"confirmed_by_a": True, "confirmed_by_b": True}
    return Collaboration.objects.create(
        person_a=one, person_b=other, kind="works_with", **(confirmed | fields)
    )


def colleagues(ana, number):
    """Of each: one near her, one asked about, one suggested, one two steps away."""
    group = GroupFactory(name="Mesa de Datos")
    SeatFactory(group=group, person=ana)
    for place in range(number):
        near = PersonFactory(name=f"Cercana {place}", **SHOWN)
        SeatFactory(group=group, person=near)
        tie(ana, near)
        tie(near, PersonFactory(name=f"Segunda {place}", **SHOWN))
        tie(PersonFactory(name=f"Pregunta {place}", **SHOWN), ana, confirmed_by_b=False)
        PersonFactory(name=f"Ofrece {place}", offers="Protocolos", **SHOWN)
    refresh_all()


def body(response):
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", response.content.decode())


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_number_of_questions_however_many_there_are(ana, number):
    colleagues(ana, number)
    ana.client.get("/mi-red/")
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        page = body(ana.client.get("/mi-red/"))
    assert len(queries) == QUERIES
    for text in ("las dos están en Mesa de Datos", "Cercana 0", "Pregunta 0", "A dos pasos, por Cercana 0"):
        assert text in page
    assert "Ofrece lo que usted busca: protocolos" in page


QUERIES = 34


def test_hidden_women_change_nothing_on_it(ana):
    colleagues(ana, 1)
    addresses = ("/mi-red/", f"/integrantes/{Person.objects.get(name='Segunda 0').uid}/presentaciones/")

    def read():
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            pages = [body(ana.client.get(address)) for address in addresses]
        return pages, len(queries)

    read()
    before = read()
    assert "Pídaselo a Cercana 0" in before[0][1]
    hidden = PersonFactory(name="Zoe", offers="protocolos", shows_ties=True, introduces=True)
    SeatFactory(group=Person.objects.get(name="Cercana 0").seats.get().group, person=hidden)
    tie(ana, hidden)
    tie(hidden, Person.objects.get(name="Segunda 0"))
    refresh_all()
    assert read() == before
    for page in ("presentaciones", "vinculo"):
        assert ana.client.get(f"/integrantes/{hidden.uid}/{page}/").status_code == 404
    assert ana.client.post("/mi-red/no-sugerir/", {"persona": str(hidden.uid)}).status_code == 404


def test_declaring_confirming_refusing_and_withdrawing_by_its_forms(ana, log_in):
    eva = PersonFactory(name="Eva", account=UserFactory(), **SHOWN)
    hers = log_in(Role.MEMBER, user=eva.account)
    address = f"/integrantes/{eva.uid}/vinculo/"
    wrong = ana.client.post(address, {"about": "El protocolo", "started": "hace poco"})
    assert wrong.status_code == 422
    assert "El protocolo" in wrong.content.decode()
    ana.client.post(address, {"about": "El protocolo", "started": "03/2024"})
    row = Collaboration.objects.get()
    assert (row.about, row.started) == ("El protocolo", "2024-03")
    assert "en espera de ella" in body(ana.client.get("/mi-red/"))
    assert "Ella dice que ustedes tienen un vínculo" in body(hers.get("/mi-red/"))
    hers.post(f"/mi-red/vinculos/{row.uid}/declinar/")
    assert "en espera de ella" in body(ana.client.get("/mi-red/"))
    assert "Ella dice que" not in body(hers.get("/mi-red/"))
    stranger = log_in(Role.MEMBER, user=PersonFactory(account=UserFactory(), **SHOWN).account)
    assert stranger.post(f"/mi-red/vinculos/{row.uid}/confirmar/").status_code == 404
    assert ana.client.get(f"/mi-red/vinculos/{row.uid}/confirmar/").status_code == 405
    ana.client.post(f"/mi-red/vinculos/{row.uid}/retirar/")
    assert "en espera de ella" not in body(ana.client.get("/mi-red/"))


def test_how_she_takes_part_and_whom_she_sets_aside_are_kept(ana):
    colleagues(ana, 1)
    ana.client.post("/mi-red/participar/", {"introduces": "on"})
    kept = Person.objects.get(pk=ana.pk)
    assert (kept.shows_ties, kept.introduces, kept.may_be_suggested) == (False, True, False)
    other = Person.objects.get(name="Ofrece 0")
    ana.client.post("/mi-red/no-sugerir/", {"persona": str(other.uid)})
    page = body(ana.client.get("/mi-red/"))
    assert "Ofrece 0" not in page
    assert "Volver a sugerir" in page
    ana.client.post("/mi-red/sugerir-otra-vez/")
    assert "Ofrece 0" in body(ana.client.get("/mi-red/"))


@pytest.mark.parametrize("role", [Role.ANALYST, Role.COORDINATOR])
def test_who_has_no_record_of_her_own_has_no_network(log_in, role):
    client = log_in(role)
    seen = PersonFactory(**SHOWN)
    for address in (
        "/mi-red/",
        f"/integrantes/{seen.uid}/presentaciones/",
        f"/integrantes/{seen.uid}/vinculo/",
    ):
        assert client.get(address).status_code == 404


def test_who_can_introduce_her_is_asked_with_words_to_change_and_gets_them(ana, log_in):
    bea = PersonFactory(name="Bea Puente", account=UserFactory(), **SHOWN)
    eva = PersonFactory(name="Eva Lejana", account=UserFactory(), **SHOWN)
    tie(ana, bea)
    tie(bea, eva)
    page = body(ana.client.get(f"/integrantes/{eva.uid}/presentaciones/"))
    write = f"/integrantes/{bea.uid}/escribir/?presentar={eva.uid}"
    assert write in page
    form = ana.client.get(write).context["form"]
    assert form.initial["about"] == "introduction"
    text = form.initial["text"]
    assert "Eva Lejana" in text
    ana.client.post(write, {"about": "introduction", "text": f"{text} Es por el protocolo."})
    theirs = log_in(Role.MEMBER, user=bea.account)
    assert "Pedir una presentación" in body(theirs.get("/mis-mensajes/"))
    conversation = Conversation.objects.get()
    assert "Es por el protocolo." in body(theirs.get(conversation.get_absolute_url()))


def test_nothing_is_prefilled_where_no_chain_leads_through_her(ana):
    bea = PersonFactory(name="Bea Puente", account=UserFactory(), **SHOWN)
    hidden = PersonFactory(name="Zoe Oculta", shows_ties=True, introduces=True)
    alone = PersonFactory(name="Eva Lejana", **SHOWN)
    tie(ana, bea)
    tie(bea, hidden)
    pages = []
    for asked in ("", f"?presentar={hidden.uid}", f"?presentar={alone.uid}", "?presentar=x"):
        pages.append(body(ana.client.get(f"/integrantes/{bea.uid}/escribir/{asked}")).replace(asked, ""))
    assert len(set(pages)) == 1
    assert "Oculta" not in pages[0]


def test_who_receives_no_messages_is_no_dead_end(ana):
    bea, eva = (PersonFactory(name=name, **SHOWN) for name in ("Bea Puente", "Eva Lejana"))
    tie(ana, bea)
    tie(bea, eva)
    page = body(ana.client.get(f"/integrantes/{eva.uid}/presentaciones/"))
    assert "Ella no recibe mensajes aquí: pídaselo en persona." in page
    assert "/escribir/" not in page
