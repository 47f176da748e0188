"""/red/cambios/: what changed between two dates."""

import csv
import io
import json
import re
import uuid

import pytest
from django.core.cache import cache
from django.core.management import call_command

from network.accounts.enums import Role
from network.institutions.models import Institution
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    GroupFactory,
    InstitutionFactory,
    MilestoneFactory,
    MilestoneInstitutionFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
PAGE = "/red/cambios/"
FILES = ("respuesta.json", "vinculos.csv", "instituciones.csv", "medidas.csv")
YEAR = "?desde=2019&hasta=2020"


@pytest.fixture(autouse=True)
def own_cache(settings):
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": memory, "LOCATION": uuid.uuid4().hex}}


@pytest.fixture
def network():
    """a–b undated; c joins them in 2020; d–e by an agreement from 2018 to 2019."""
    for letter in "abcdef":
        InstitutionFactory(package_id=letter, name=f"Dirección {letter.upper()}")
    group = GroupFactory(package_id="mesa", name="Mesa Uno")
    for letter in "abc":
        SeatFactory(group=group, institution=institution(letter), started="2020-05" if letter == "c" else "")
    agreement = AgreementFactory(
        package_id="convenio", title="Convenio Dos", signed_on="2018", valid_until="2020-06"
    )
    for letter in "de":
        AgreementPartyFactory(agreement=agreement, institution=institution(letter))


def institution(package_id):
    return Institution.objects.get(package_id=package_id)


def page(client, query=""):
    response = client.get(f"{PAGE}{query}")
    assert response.status_code == 200
    return response.content.decode()


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def answered(client, query=YEAR):
    return json.loads(client.get(f"{PAGE}respuesta.json{query}").content)


def test_what_came_and_went_is_told_with_its_year_and_undated_records_are_neither(client, network):
    found = answered(client)
    reason = [{"context": "groups:mesa", "year": 2020}]
    assert found["ties_gained"] == [
        {"a": "a", "b": "c", "reasons": reason},
        {"a": "b", "b": "c", "reasons": reason},
    ]
    lost = [{"context": "agreements:convenio", "year": 2020}]
    assert found["ties_lost"] == [{"a": "d", "b": "e", "reasons": lost}]
    assert [row["id"] for row in found["institutions_gained"]] == ["c"]
    assert [row["id"] for row in found["institutions_lost"]] == ["d", "e"]
    assert (found["contexts_begun"], found["contexts_ended"]) == ([], ["agreements:convenio"])
    assert found["undated"] == {
        "contexts": 1,
        "memberships": 2,
        "total_contexts": 2,
        "total_memberships": 5,
    }
    assert (found["ties_kept"], found["undated_ties"]) == (1, 1)


def test_it_is_said_in_sentences(client, network):
    text = text_of(page(client, YEAR))
    assert (
        "Entre el 31 de diciembre de 2019 y el 31 de diciembre de 2020, 1 institución empezó a participar y "
        "2 dejaron de hacerlo. 2 pares de instituciones empezaron a compartir un espacio y 1 dejó de "
        "hacerlo; pares que lo comparten en ambas fechas: 1."
    ) in text
    assert "3 registros sin fecha (de 7) cuentan en ambas fechas" in text


def test_a_partial_date_counts_to_its_end(client, network):
    assert answered(client, "?desde=2020-04&hasta=2020-05")["ties_lost"] == []
    assert len(answered(client, "?desde=2020-04&hasta=2020-05")["ties_gained"]) == 2
    assert len(answered(client, "?desde=2020-06&hasta=2020-07")["ties_lost"]) == 1
    assert answered(client, "?desde=2020-06-29&hasta=2020-06-30")["ties_lost"] == []


def test_a_space_that_began_and_ended_in_between_is_on_neither_day(client, network):
    passing = AgreementFactory(package_id="breve", signed_on="2020-02", valid_until="2020-03")
    AgreementPartyFactory(agreement=passing)
    found = answered(client)
    assert found["contexts_begun_and_ended"] == ["agreements:breve"]
    assert (found["contexts_begun"], found["contexts_ended"]) == ([], ["agreements:convenio"])


def test_a_first_visit_compares_the_last_year_in_which_something_began(client, network):
    found = answered(client, "")
    assert (found["before"]["as_of"], found["after"]["as_of"]) == ("2019-12-31", "2020-12-31")
    html = page(client)
    assert re.findall(r'href="\?desde=(\d+)&amp;hasta=(\d+)"', html) == [("2017", "2018"), ("2019", "2020")]


@pytest.mark.parametrize(
    ("query", "sentence", "field"),
    [
        ("?desde=2020&hasta=2019", "La primera fecha debe ser anterior a la segunda", "start"),
        ("?desde=2020&hasta=2020-12-31", "La primera fecha debe ser anterior a la segunda", "start"),
        ("?desde=1066&hasta=2020", "«1066» está fuera de lo que se puede comparar.", "start"),
        ("?desde=2019&hasta=9999", "«9999» está fuera de lo que se puede comparar.", "end"),
        ("?desde=2019&hasta=%3Cb%3E", "«&lt;b&gt;» no es una fecha.", "end"),
        ("?desde=0000&hasta=2020", "«0000» no es una fecha.", "start"),
        ("?desde=2019", "Escriba la segunda fecha.", "end"),
        ("?desde=2019&hasta=2020&capas=mesas", "No hay una capa «mesas».", "layers"),
    ],
)
def test_bad_input_gets_a_sentence_at_its_field_and_no_file(client, network, query, sentence, field):
    html = page(client, query)
    assert html.count(sentence) == 2
    assert f'<a href="#{field}">' in html
    assert html.count(f'id="{field}"') == 1
    for name in FILES:
        response = client.get(f"{PAGE}{name}{query}")
        assert response.status_code == 400
        assert sentence in response.content.decode()


def test_without_a_date_there_is_nothing_to_compare_and_it_is_said(client):
    for _ in range(2):
        assert "No hay fechas que comparar" in page(client)
        assert client.get(f"{PAGE}respuesta.json").status_code == 400
        SeatFactory()


def test_the_files_say_the_same(client, network):
    ties, institutions, measures = (
        list(csv.reader(io.StringIO(client.get(f"{PAGE}{name}{YEAR}").content.decode("utf-8-sig"))))
        for name in FILES[1:]
    )
    assert [(row[0], row[1], row[3], row[6]) for row in ties[1:]] == [
        ("gained", "a", "c", "Mesa Uno (2020)"),
        ("gained", "b", "c", "Mesa Uno (2020)"),
        ("lost", "d", "e", "Convenio Dos (2020)"),
    ]
    assert [(row[0], row[2]) for row in institutions[1:]] == [
        ("a", "kept"),
        ("b", "kept"),
        ("c", "gained"),
        ("d", "lost"),
        ("e", "lost"),
    ]
    assert measures[0] == ["measure", "2019-12-31", "2020-12-31"]
    assert ["edges", "2", "3"] in measures


def test_the_file_is_the_document_of_the_command(client, network):
    call_command("answer", "changes", "--from", "2019", "--to", "2020", stdout=(out := io.StringIO()))
    assert client.get(f"{PAGE}respuesta.json{YEAR}").content.decode() == out.getvalue()


def test_what_is_hidden_changes_nothing_for_the_public(client, network):
    def everything():
        cache.clear()
        addresses = [f"{PAGE}{name}{query}" for name in ("", *FILES) for query in ("", YEAR)]
        return [re.sub(rb'nonce="[^"]*"', b"", client.get(address).content) for address in addresses]

    before = everything()
    hidden = GroupFactory(is_public=False, started="2022")
    for letter in "af":
        SeatFactory(group=hidden, institution=institution(letter), started="2020")
    for record, link in (
        (AgreementFactory(is_public=False, signed_on="2012"), AgreementPartyFactory),
        (MilestoneFactory(is_public=False, started="2024"), MilestoneInstitutionFactory),
    ):
        for letter in "af":
            link(**{record._meta.model_name: record, "institution": institution(letter)})
    assert everything() == before


def test_a_coordinator_compares_what_she_sees_and_no_browser_keeps_it(log_in, network):
    hidden = GroupFactory(is_public=False)
    for letter in "af":
        SeatFactory(group=hidden, institution=institution(letter), started="2020")
    response = log_in(Role.COORDINATOR).get(f"{PAGE}respuesta.json{YEAR}")
    assert [(t["a"], t["b"]) for t in json.loads(response.content)["ties_gained"]] == [
        ("a", "c"),
        ("a", "f"),
        ("b", "c"),
    ]
    assert response["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_takes_as_many_queries_for_three_as_for_one(client, many, django_assert_num_queries):
    for _ in range(many):
        SeatFactory.create_batch(many, group=GroupFactory(started="2020"))
        agreement = AgreementFactory(signed_on="2018", valid_until="2019")
        AgreementPartyFactory.create_batch(many, agreement=agreement)
        MilestoneInstitutionFactory.create_batch(many, milestone=MilestoneFactory(started="2020"))
    with django_assert_num_queries(9):
        page(client, YEAR)
