"""/red/sin/: what holds without some institutions."""

import io
import json
import re
import uuid

import pytest
from django.core.cache import cache
from django.core.management import call_command

from network.accounts.enums import Role
from network.institutions.models import Institution
from network.search.services import refresh_all
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    CommitmentFactory,
    GroupFactory,
    InstitutionFactory,
    MilestoneFactory,
    MilestoneInstitutionFactory,
    PersonFactory,
    PostFactory,
    ProgrammeFactory,
    SeatFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db
PAGE = "/red/sin/"
EVERYTHING = "?sin=primera&puesto=uno&territorio=Un+lugar&busca=direccion&busca_puesto=enlace"
FILES = ("respuesta.json", "puntos-de-quiebre.csv", "separadas.csv", "pendiente.csv")


@pytest.fixture(autouse=True)
def own_cache(settings):
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": memory, "LOCATION": uuid.uuid4().hex}}


@pytest.fixture
def network():
    """a–b–c in one group that c leads, c–d by an agreement, e without any tie."""
    place = TerritoryFactory(kind="municipality", name="Tlaquepaque")
    for letter in "abcde":
        InstitutionFactory(
            package_id=letter,
            name=f"Dirección {letter.upper()}",
            municipality=place if letter in "cd" else None,
        )
    group = GroupFactory(package_id="mesa", name="Mesa Uno", lead_institution=institution("c"))
    for letter in "abc":
        SeatFactory(group=group, institution=institution(letter), role="lead" if letter == "c" else "member")
    agreement = AgreementFactory(package_id="convenio", title="Convenio Dos", signed_on="2021")
    for letter in "cd":
        AgreementPartyFactory(agreement=agreement, institution=institution(letter))
    return place


def institution(package_id):
    return Institution.objects.get(package_id=package_id)


def page(client, query=""):
    response = client.get(f"{PAGE}{query}")
    assert response.status_code == 200
    return response.content.decode()


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def answered(client, query=""):
    return json.loads(client.get(f"{PAGE}respuesta.json{query}").content)


def test_a_first_visit_takes_out_whoever_leads_most_and_says_what_holds(client, network):
    assert (
        "Sin Dirección C, siguen unidas entre sí 2 de las 3 instituciones que quedan; antes lo estaban 4 "
        "de 4. Quedaría separada del resto 1 institución más (sin ningún vínculo: 1)."
    ) in text_of(page(client))
    found = answered(client)
    assert found["gone"] == {
        "institutions": ["c"],
        "post": None,
        "territory": None,
        "suggested": True,
        "without_part": [],
    }
    assert found["cut_off"] == [["d"]]
    assert {name: len(items) for name, items in found["depending"].items()} == {
        "groups_without_lead": 1,
        "groups_without_company": 0,
        "seats": 1,
        "agreements": 1,
        "commitments_owed": 0,
        "commitments_due": 0,
        "acuerdos": 0,
        "programmes": 0,
        "posts": 0,
    }


def test_institutions_a_post_and_an_administration_may_go_together(client, network):
    PostFactory(package_id="puesto", institution=institution("b"))
    assert answered(client, "?sin=a")["gone"]["institutions"] == ["a"]
    assert answered(client, "?puesto=puesto")["gone"]["institutions"] == ["b"]
    assert answered(client, f"?territorio={network.pk}")["gone"]["institutions"] == ["c", "d"]
    assert answered(client, "?territorio=Tlaquepaque&sin=a")["gone"]["institutions"] == ["a", "c", "d"]
    assert "se registran por institución, no por puesto" in page(client, "?puesto=puesto")


def test_an_administration_is_the_public_institutions_of_its_own_level(client, network):
    for fields in ({"level": "regional"}, {"sector": "civil_society"}):
        InstitutionFactory(municipality=network, **fields)
    assert answered(client, f"?territorio={network.pk}")["gone"]["institutions"] == ["c", "d"]


def test_the_day_decides_what_there_was_to_break(client, network):
    found = answered(client, "?sin=c&fecha=2020")
    assert (found["before"]["nodes"], found["cut_off"], found["depending"]["agreements"]) == (3, [], [])


@pytest.mark.parametrize(
    ("query", "sentence", "field"),
    [
        ("?sin=zeta", "«zeta» no es una institución del directorio", "without"),
        ("?sin=a,b,c,d,e", "Así faltarían todas las instituciones.", "without"),
        ("?puesto=zeta", "No hay un puesto con el identificador «zeta».", "post"),
        ("?territorio=%3Cb%3E", "No hay un municipio ni una región «&lt;b&gt;».", "territory"),
        ("?territorio=²", "No hay un municipio ni una región «²».", "territory"),
        ("?fecha=2020-13", "«2020-13» no es una fecha.", "as_of"),
        ("?capas=mesas", "No hay una capa «mesas».", "layers"),
        ("?ver=1", "Elige", "layers"),
    ],
)
def test_bad_input_gets_a_sentence_at_its_field_and_no_file(client, network, query, sentence, field):
    html = page(client, query)
    assert html.count(sentence) == 2 or field == "layers"
    assert f'<a href="#{field}">' in html
    assert html.count(f'id="{field}"') == 1
    for name in FILES:
        assert client.get(f"{PAGE}{name}{query}").status_code == 400


def test_an_empty_platform_and_a_network_without_ties_say_so(client):
    assert "nada puede romperse" in page(client)
    InstitutionFactory.create_batch(2)
    assert "nada puede romperse" in page(client)
    for name in FILES:
        assert client.get(f"{PAGE}{name}").status_code == 200


def test_one_alone_in_its_space_has_nothing_to_break(client):
    SeatFactory(institution__package_id="sola")
    InstitutionFactory()
    assert "Sin Dirección" in text_of(page(client, "?sin=sola"))
    assert answered(client, "?sin=sola")["after"]["nodes"] == 0


def test_the_file_is_the_document_of_the_command(client, network):
    call_command("answer", "resilience", "--without", "c", "--as-of", "2021", stdout=(out := io.StringIO()))
    assert client.get(f"{PAGE}respuesta.json?sin=c&fecha=2021").content.decode() == out.getvalue()


def test_posts_are_found_while_one_types_and_without_scripts(client, network):
    PostFactory(package_id="puesto", name="Coordinación de Igualdad", institution=institution("b"))
    for address in (f"{PAGE}puestos/", PAGE):
        html = client.get(f"{address}?busca_puesto=coordinacion+igualdad").content.decode()
        assert html.count('name="puesto" value="puesto"') == 1
    assert "Ningún otro puesto se llama «zzz»." in page(client, "?busca_puesto=zzz&sin=a")


def test_what_is_hidden_changes_nothing_for_the_public(client, network):
    def everything():
        cache.clear()
        addresses = [f"{PAGE}{name}{query}" for name in ("", *FILES) for query in ("", "?sin=a", "?sin=e")]
        return [re.sub(rb'nonce="[^"]*"', b"", client.get(address).content) for address in addresses]

    before = everything()
    hidden = GroupFactory(package_id="interna", is_public=False, lead_institution=institution("a"))
    for _ in range(3):
        GroupFactory(is_public=False, lead_institution=institution("a"))
    for letter in "ae":
        SeatFactory(group=hidden, institution=institution(letter), role="lead")
        SeatFactory(group=GroupFactory(), institution=institution(letter), person=PersonFactory())
    agreement, milestone = AgreementFactory(is_public=False), MilestoneFactory(is_public=False)
    for letter in "ae":
        AgreementPartyFactory(agreement=agreement, institution=institution(letter))
        MilestoneInstitutionFactory(milestone=milestone, institution=institution(letter))
        CommitmentFactory(agreement=agreement, debtor=institution(letter))
        CommitmentFactory(is_public=False, debtor=institution(letter))
    assert everything() == before


def test_a_coordinator_asks_about_what_she_sees_and_no_browser_keeps_it(client, log_in, network):
    hidden = GroupFactory(is_public=False)
    for letter in "de":
        SeatFactory(group=hidden, institution=institution(letter))
    seen = log_in(Role.COORDINATOR).get(f"{PAGE}respuesta.json?sin=c")
    assert json.loads(seen.content)["cut_off"] == [["d", "e"]]
    assert seen["Cache-Control"] == "no-store, private"
    assert answered(client, "?sin=c")["cut_off"] == [["d"]]


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(("query", "queries"), [("?sin=primera", 19), (EVERYTHING, 25)])
def test_the_page_takes_as_many_queries_for_three_as_for_one(
    client, many, query, queries, django_assert_num_queries
):
    place = TerritoryFactory(kind="municipality", name="Un lugar")
    first = InstitutionFactory(package_id="primera", municipality=place)
    PostFactory(package_id="uno", institution=first)
    for _ in range(many):
        group = GroupFactory(lead_institution=first)
        SeatFactory.create_batch(many, group=group)
        SeatFactory(group=group, institution=first, role="lead")
        agreement = AgreementFactory()
        AgreementPartyFactory.create_batch(many, agreement=agreement)
        AgreementPartyFactory(agreement=agreement, institution=first)
        CommitmentFactory(agreement=agreement, debtor=first)
        MilestoneInstitutionFactory.create_batch(many, milestone=MilestoneFactory())
        ProgrammeFactory(institution=first).partners.set(InstitutionFactory.create_batch(many))
        PostFactory(institution=first)
        InstitutionFactory(municipality=TerritoryFactory(kind="municipality", name=f"Lugar {uuid.uuid4()}"))
    refresh_all()
    with django_assert_num_queries(queries):
        page(client, query)
