"""The search of the desk: everything she may see, by folio, name or subject; and nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from network.accounts.enums import Role, ScopeKind
from network.agreements.models import Agreement
from network.documents.enums import DocumentStatus
from network.requests.models import Request
from network.search.services import refresh_all
from network.vocabulary.found import MOST, Asked, ranked
from tests.factories.records import (
    AgreementFactory,
    CommitmentFactory,
    DocumentFactory,
    GroupFactory,
    InstitutionFactory,
    MilestoneFactory,
    PersonFactory,
    PostFactory,
)

FIND = "/gestion/buscar/"


def found(client: Client, text: str, **more: Any) -> dict[str, list[str]]:
    groups = client.get(FIND, {"q": text, "ver": "todo", **more}).context["groups"]
    return {group.anchor: [item.title for item in group.items] for group in groups}


def world(number: int, name: str = "Lavanda") -> None:
    owner = InstitutionFactory(name="Dirección de Obras")
    for n in range(number):
        InstitutionFactory(name=f"Instituto {name} {n}")
        PostFactory(name=f"Enlace {name} {n}", institution=owner)
        PersonFactory(name=f"Ana {name} {n}")
        DocumentFactory(number=f"99{n}", subject=f"Aviso {name} {n}", is_public=False)
        AgreementFactory(title=f"Convenio {name} {n}", is_public=False)
        CommitmentFactory(text=f"Compromiso {name} {n}", debtor=owner, is_public=False)
        MilestoneFactory(title=f"Taller {name} {n}", is_public=False)
        GroupFactory(name=f"Mesa {name} {n}", is_public=False)
        Request.objects.create(kind="report", letter_kind="oficio", subject=f"Informe {name} {n}", body="x")
    refresh_all()


ALL = {
    *("documentos", "instituciones", "puestos", "personas", "solicitudes"),
    *("convenios", "compromisos", "acciones", "mesas"),
}


@pytest.mark.parametrize("number", [1, 3])
def test_every_room_is_found_in_as_many_queries_for_one_as_for_three(
    log_in: Callable[..., Client], django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    world(number)
    client = log_in(Role.COORDINATOR)
    client.get(FIND)
    with django_assert_num_queries(29):
        told = found(client, "lavanda")
    assert {anchor: len(items) for anchor, items in told.items()} == dict.fromkeys(ALL, number)


def test_see_all_leads_to_exactly_what_was_found(log_in: Callable[..., Client]) -> None:
    """By any field that the search reads: a name, the kind of a document, an identifier, an acronym."""
    world(8)
    owner = InstitutionFactory(name="Fundación Ñandú", short_name="ÑANDÚ")
    for n in range(8):
        CommitmentFactory(text=f"Otro {n}", debtor=owner)
        PostFactory(name=f"Cargo {n}", institution=owner)
        GroupFactory(name=f"Grupo {n}", lead_institution=owner)
        DocumentFactory(number=f"77{n}", kind="oficio", subject="Aviso", issuer=owner, package_id=f"zz-{n}")
    refresh_all()
    for role, words in (
        (Role.COORDINATOR, {"lavanda": 9, "nandu": 4, "oficio 77": 1, "ZZ-": 1}),
        (Role.ADMINISTRATOR, {"lavanda": 2, "ñandú": 4, "oficio 77": 1}),
    ):
        client = log_in(role)
        for text, number in words.items():
            told = [group for group in client.get(FIND, {"q": text}).context["groups"] if group.more]
            many = [group for group in told if group.total > len(group.items)]
            assert len(many) == number, text
            for group in many:
                page = client.get(group.more.url).context
                listed = (
                    page["listing"].page.paginator.count
                    if "listing" in page
                    else page["page_obj"].paginator.count
                )
                assert (text, group.anchor, listed) == (text, group.anchor, group.total)


def test_no_text_crosses_from_the_database_but_what_is_shown(log_in: Callable[..., Client]) -> None:
    """Of many matches each query brings what stands on the page, and no more."""
    for n in range(40):
        AgreementFactory(title=f"Violencia {n}")
    asked = Asked.of("violencia")
    with CaptureQueriesContext(connection) as captured:
        best = ranked(Agreement.objects.all(), asked, names=("title",), others=("objective",))
    assert (len(best.keys), best.total, len(captured)) == (MOST, 40, 1)
    assert f"LIMIT {MOST}" in captured[0]["sql"]


def test_the_exact_name_comes_first_then_its_beginning_then_the_rest(log_in: Callable[..., Client]) -> None:
    for title in ("Red sin Violencia", "Violencia cero", "Violencia", "Convenio Z"):
        AgreementFactory(title=title, objective="contra la violencia" if title == "Convenio Z" else "")
    assert found(log_in(Role.COORDINATOR), "VIOLENCIA")["convenios"] == [
        "Violencia",
        "Violencia cero",
        "Red sin Violencia",
        "Convenio Z",
    ]


def test_the_very_folio_leads_straight_to_its_document(log_in: Callable[..., Client]) -> None:
    one = DocumentFactory(number="IMMG/OF/012/2026", kind="oficio", is_public=False)
    DocumentFactory(number="IMMG/OF/0123/2026")
    client = log_in(Role.COORDINATOR)
    for text in ("immg/of/012/2026", " Oficio  IMMG/OF/012/2026 "):
        answer = client.get(FIND, {"q": text})
        assert (answer.status_code, answer["Location"]) == (302, f"/gestion/documentos/{one.uid}/")
    DocumentFactory(number="IMMG/OF/012/2026", kind="oficio")
    assert client.get(FIND, {"q": "IMMG/OF/012/2026"}).status_code == 200  # which of the two, she decides


def test_a_folio_that_she_may_not_see_leads_nowhere(log_in: Callable[..., Client]) -> None:
    DocumentFactory(number="OF/7/2026", is_public=False)
    secret = log_in(Role.ADMINISTRATOR).get(FIND, {"q": "OF/7/2026"})
    nothing = log_in(Role.ADMINISTRATOR).get(FIND, {"q": "OF/8/2026"})
    assert (secret.status_code, secret.context["groups"]) == (200, [])
    assert secret.context["sentence"] == nothing.context["sentence"]


def test_protected_people_are_found_by_nobody(log_in: Callable[..., Client]) -> None:
    PersonFactory(protected=True, name="Rosa Lavanda")
    PersonFactory(name="Oculta Lavanda")
    PersonFactory(visible=True, name="Visible Lavanda")
    PersonFactory(limited=True, name="Limitada Lavanda", alias="Otra")
    refresh_all()
    assert found(log_in(Role.COORDINATOR), "lavanda") == {
        "personas": ["Limitada Lavanda", "Oculta Lavanda", "Visible Lavanda"]
    }
    assert found(log_in(Role.ADMINISTRATOR), "lavanda") == {"personas": ["Visible Lavanda"]}


def test_an_administrator_who_coordinates_nothing_finds_no_internal_record(
    log_in: Callable[..., Client],
) -> None:
    world(1)
    DocumentFactory(status=DocumentStatus.DRAFT, number="", subject="Lavanda", is_public=False)
    assert set(found(log_in(Role.ADMINISTRATOR), "lavanda")) == {"instituciones", "puestos"}


def test_a_neutral_request_is_found_by_its_neutral_subject_alone(log_in: Callable[..., Client]) -> None:
    words = {"kind": "report", "letter_kind": "oficio", "body": "Texto"}
    Request.objects.create(subject="Acoso laboral", is_neutral=True, neutral_subject="Formación", **words)
    client = log_in(Role.COORDINATOR)
    assert found(client, "acoso") == {}
    assert found(client, "formacion") == {"solicitudes": ["Formación"]}


@pytest.mark.parametrize("text", ["", "   ", "¿?", "%", "nadaquever", "x" * 5000, "\x00", "' OR 1=1"])
def test_a_bad_or_empty_query_gives_a_sentence(log_in: Callable[..., Client], text: str) -> None:
    PostFactory()
    page = log_in(Role.COORDINATOR).get(FIND, {"q": text})
    assert page.status_code == 200
    assert page.context["groups"] == []
    assert page.context["sentence"].endswith(".")


@pytest.mark.parametrize(
    ("role", "scope", "key"),
    [
        (Role.MEMBER, ScopeKind.NETWORK, ""),
        (Role.ANALYST, ScopeKind.NETWORK, ""),
        (Role.COORDINATOR, ScopeKind.INSTITUTION, "sernameg"),
        (Role.COORDINATOR, ScopeKind.TERRITORY, "7"),
    ],
)
def test_for_others_there_is_no_search(
    log_in: Callable[..., Client], role: Role, scope: ScopeKind, key: str
) -> None:
    client = log_in(role, scope=scope, key=key)
    assert client.get(FIND, {"q": "a"}).status_code == 404
    assert "desk-bar" not in client.get("/instituciones/").content.decode()
    assert Client().get(FIND)["Location"].startswith("/cuenta/login/")


def test_every_page_of_the_desk_has_the_rooms_and_the_search(log_in: Callable[..., Client]) -> None:
    client = log_in(Role.COORDINATOR)
    page = client.get("/gestion/puestos/").content.decode()
    assert '<a href="/gestion/puestos/" aria-current="page">Puestos</a>' in page
    assert 'id="buscar-gestion"' in page
    assert "desk-bar" not in client.get("/instituciones/").content.decode()
