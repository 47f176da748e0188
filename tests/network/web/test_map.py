"""The page of the map: its list and its data are one, bad questions get sentences, nobody sees too much."""

import base64
import hashlib
import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from config.npm import ALLOWED
from network.accounts.enums import Role
from network.accounts.models import Grant
from network.vocabulary.terms import forget_terms
from network.web import map as map_page
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
ROOT = Path(__file__).resolve().parents[3]
EXPORTS = ("map_svg", "map_graphml", "map_gexf", "map_data")


def seated(name: str, *institutions: object, **fields: object) -> None:
    group = GroupFactory(package_id=name, name=name.title(), **fields)
    for institution in institutions:
        SeatFactory(group=group, institution=institution)


def chain(length: int = 4) -> list:
    found = [InstitutionFactory(package_id=f"i{n}", name=f"Institución {n}") for n in range(length)]
    for n, (one, other) in enumerate(pairwise(found)):
        seated(f"mesa-{n}", one, other, started="2019" if n else "")
    return found


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def data_of(client: Client, query: str = "") -> dict:
    return json.loads(client.get(reverse("map_data") + query).content)


@pytest.mark.parametrize("mode", ["one", "two"])
def test_the_list_over_all_its_pages_holds_the_points_of_the_canvas(mode: str) -> None:
    institutions = [InstitutionFactory(package_id=f"i{n:02d}") for n in range(45)]
    seated("grande", *institutions)
    client, rows, ties = Client(), [], 0
    data = data_of(client, f"?modo={mode}")
    for page in range(1, -(-len(data["points"]) // map_page.ROWS) + 1):
        rows += re.findall(r'data-point="([^"]+)"', text_of(client, f"/red/?modo={mode}&page={page}"))
    assert rows == [point[0] for point in data["points"]]
    drawn = len(data["ties"]) // 4
    assert drawn == (45 * 44 // 2 if mode == "one" else 45)
    for page in range(1, -(-drawn // map_page.TIES) + 1):
        html = text_of(client, f"/red/?modo={mode}&vinculos={page}") if mode == "two" or page < 4 else ""
        ties += len(re.findall('<th scope="row">', html))
    assert ties == (drawn if mode == "two" else 3 * map_page.TIES)


@pytest.mark.parametrize("number", [2, 6])
def test_the_map_takes_the_same_few_queries_for_two_and_six_of_everything(
    number: int, django_assert_num_queries
) -> None:
    first = InstitutionFactory(package_id="i0")
    for n in range(1, number):
        other = InstitutionFactory(package_id=f"i{n}")
        seated(f"mesa-{n}", first, other)
        agreement = AgreementFactory()
        AgreementPartyFactory(agreement=agreement, institution=first)
        AgreementPartyFactory(agreement=agreement, institution=other)
        MilestoneInstitutionFactory(milestone=MilestoneFactory(), institution=other)
    forget_terms()
    with django_assert_num_queries(10):
        Client().get("/red/?color=kind&tam=betweenness")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?fecha=2020-13", "no es una fecha"),
        ("?fecha=1800", "antes de ella solo se muestra"),
        ("?fecha=2999", "no se sabe de ningún cambio posterior"),
        ("?ver=1", "Elija al menos una capa"),
        ("?capas=nada", "No hay una capa"),
        ("?capas=programmes", "ninguna institución se encuentra con otra"),
        ("?modo=tres", "No existe el modo"),
        ("?sin=xyz", "no es una institución del directorio"),
        ("?sin=i0,i1,i2,i3", "Dejó fuera a todas las instituciones"),
        ("?quita=qwertyuiop", "Ninguna institución se llama"),
        ("?de=i0&a=i0", "Elija dos distintos"),
        ("?de=i0&a=i3&sin=i1", "No hay camino"),
        ("?de=i0&a=i3&sin=i2", "No hay camino"),
        ("?foco=nada&vista=NaN,,9&abre=-1&abre=99999999999&page=x&vinculos=-4", "4 instituciones"),
        ("?color=<script>", "«&lt;script&gt;» no es ninguna de las opciones"),
        ("?tam=nada", "«nada» no es ninguna de las opciones"),
        ("?capa=nada", "No hay una capa «nada»"),
    ],
)
def test_a_question_that_cannot_be_answered_gets_a_sentence(query: str, words: str) -> None:
    chain()
    html = text_of(Client(), f"/red/{query}")
    main = re.sub(r"\s+", " ", html[html.index("<main") :])
    assert words in main, re.sub(r"<[^>]+>", " ", main)[:900]
    assert "nan" not in re.sub(r"<[^>]+>", " ", main).lower().split()
    assert "<script>" not in main.replace("<script src", "")
    for name in EXPORTS:
        assert Client().get(reverse(name) + query).status_code in (200, 400)


@pytest.mark.parametrize("length", [0, 1, 2])
def test_hardly_any_institution_makes_a_page_all_the_same(length: int) -> None:
    chain(length)
    html = text_of(Client(), "/red/")
    assert ("todavía ninguna institución" in html) == (length == 0)
    for name in EXPORTS:
        assert Client().get(reverse(name)).status_code == 200


def test_names_are_understood_as_they_are_typed() -> None:
    chain()
    call_command("rebuild_search")
    html = text_of(Client(), "/red/?de=institucion+0&a=INSTITUCION+3")
    assert "De Institución 0 a Institución 3 hay 3 pasos." in html
    html = text_of(Client(), "/red/?quita=institucion+1")
    assert 'name="sin" value="i1" checked' in html
    assert "Sin Institución 1 la red queda en 2 partes; tenía 1." in html


def test_the_card_says_the_essence_and_nothing_exists_that_is_not_there() -> None:
    chain()
    html = text_of(Client(), "/red/ficha/i1/")
    assert "Institución 1" in html
    assert "2 vínculos en esta vista" in html
    assert "Mesa-1" in text_of(Client(), "/red/ficha/groups:mesa-1/?modo=two")
    assert Client().get("/red/ficha/nada/").status_code == 404
    assert Client().get("/red/ficha/groups:nada/").status_code == 404


def everything_of(client: Client) -> dict[str, bytes]:
    queries = ("", "?modo=two&color=community", "?de=i0&a=i3", "?sin=i1", "?tam=betweenness&fecha=2020")
    found = {q: client.get(f"/red/{q}").content for q in queries}
    found |= {f"{name}{q}": client.get(reverse(name) + q).content for name in EXPORTS for q in queries}
    found |= {n: client.get(f"/red/ficha/{n}/").content for n in ("i0", "i3", "groups:secreta")}
    found["dossier"] = client.get("/instituciones/i0/").content
    token = re.compile(rb'(csrfmiddlewaretoken" value="|nonce=")[^"]*')
    return {key: token.sub(rb"\1", content) for key, content in found.items()}


def test_an_internal_group_changes_nothing_for_who_may_not_see_it(log_in) -> None:
    institutions = chain()
    member = log_in(Role.MEMBER)
    public, inside = everything_of(Client()), everything_of(member)
    seated("secreta", institutions[0], institutions[3], is_public=False, started="2011")
    assert everything_of(Client()) == public
    assert everything_of(member) == inside
    coordinator = log_in(Role.COORDINATOR)
    assert "groups:secreta" in str(data_of(coordinator, "?modo=two")["points"])
    assert "groups:secreta" not in str(data_of(Client(), "?modo=two")["points"])


@pytest.mark.parametrize("address", ["/red/", "/red/datos.json", "/red/ficha/i0/", "/red/mapa.svg"])
def test_what_an_insider_sees_is_kept_by_no_browser(log_in, address: str) -> None:
    chain()
    assert "no-store" in log_in(Role.ANALYST).get(address)["Cache-Control"]


def test_the_svg_stands_alone() -> None:
    chain()
    root = ET.fromstring(Client().get("/red/mapa.svg?color=region").content)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not [e for e in root.iter() if e.tag.endswith(("style", "script", "image"))]
    assert not [e for e in root.iter() if {"style", "class", "href"} & set(e.attrib)]


def test_without_its_library_the_page_says_so_and_holds_the_rest(monkeypatch) -> None:
    chain()
    monkeypatch.setattr(map_page.finders, "find", lambda name: None)
    html = text_of(Client(), "/red/")
    assert 'data-engine=""' in html
    assert 'data-point="i1"' in html


def test_the_styles_that_the_library_inserts_are_those_the_policy_lets_in() -> None:
    source = ROOT / "node_modules" / ALLOWED[map_page.ENGINE]
    if not source.exists():
        pytest.skip("node_modules is not there: npm ci brings it")
    text = source.read_text("utf-8")
    styles = [json.loads(f'"{s}"') for s in re.findall(r'\}\}\("(\.(?:[^"\\]|\\.)*)"\)', text)]
    hashes = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in ("", *styles)]
    assert len(styles) == 2
    assert list(map_page.ENGINE_STYLES) == [f"'sha256-{value}'" for value in hashes]
    policy = Client().get("/red/")["Content-Security-Policy"]
    assert all(value in policy for value in map_page.ENGINE_STYLES)
    assert "unsafe-inline" not in policy
    assert "sha256" not in Client().get("/mesas/")["Content-Security-Policy"]


def data_address(html: str) -> str:
    return re.search(r'data-url="([^"]+)"', html)[1].replace("&amp;", "&")


def counted(monkeypatch) -> list:
    made: list = []
    real = map_page.snapshot_for
    monkeypatch.setattr(map_page, "snapshot_for", lambda *asked: made.append(asked) or real(*asked))
    return made


def test_a_page_and_its_drawing_are_made_of_one_snapshot(monkeypatch) -> None:
    chain()
    made, client = counted(monkeypatch), Client()
    address = data_address(text_of(client, "/red/?modo=two&sin=i1"))
    own = client.get(address).content
    assert len(made) == 1
    assert own == client.get(reverse("map_data") + "?modo=two&sin=i1").content
    assert own == client.get(address).content  # handed over once; the second is made anew
    assert len(made) == 3


def test_a_right_withdrawn_after_the_page_withdraws_the_drawing(log_in) -> None:
    institutions = chain()
    seated("secreta", institutions[0], institutions[3], is_public=False)
    coordinator = log_in(Role.COORDINATOR)
    address = data_address(text_of(coordinator, "/red/?modo=two"))
    Grant.objects.all().delete()
    assert "groups:secreta" not in coordinator.get(address).content.decode()


def test_nobody_gets_the_drawing_of_another(log_in, monkeypatch) -> None:
    institutions = chain()
    seated("secreta", institutions[0], institutions[3], is_public=False)
    made = counted(monkeypatch)
    address = data_address(text_of(log_in(Role.COORDINATOR), "/red/?modo=two"))
    assert "groups:secreta" not in Client().get(address).content.decode()
    assert len(made) == 2


def test_what_changed_in_between_is_on_the_page_that_is_asked_for_again() -> None:
    institutions = chain()
    client = Client()
    text_of(client, "/red/")
    seated("nueva", institutions[0], institutions[3])
    assert len(data_of(client)["ties"]) // 4 == 4
    assert len(json.loads(client.get(data_address(text_of(client, "/red/"))).content)["ties"]) // 4 == 4


def test_a_pair_of_the_hierarchy_is_not_called_a_shared_space(client) -> None:
    above = InstitutionFactory(package_id="arriba", name="Arriba")
    below = InstitutionFactory(package_id="abajo", name="Abajo", parent=above)
    seated("mesa-uno", above, below)
    html = text_of(client, "/red/?ver=1&modo=two&capas=groups&capas=hierarchy")
    assert "1 espacio, 1 de «Jerarquía»" in html
    assert "Espacio, jerarquía o puesto" in html
    assert "1 de «Jerarquía»" not in text_of(client, "/red/?ver=1&modo=two&capas=groups")


def test_where_spaces_are_points_none_is_called_shared(client) -> None:
    """A space with one institution in it is a point as well, and nobody shares it."""
    seated("mesa-uno", InstitutionFactory(package_id="una", name="Una"))
    html = text_of(client, "/red/?ver=1&modo=two&capas=groups")
    assert "1 institución, 1 vínculo y 1 espacio" in html
    assert "1 de los 1 espacios no lleva fecha" in html or "1 espacio no lleva fecha" in html
    assert "compartido" not in re.sub(r"(?s)<(nav|footer|form).*?</\1>", "", html)


def test_what_is_told_of_a_tie_is_called_by_what_makes_it(client) -> None:
    above = InstitutionFactory(package_id="arriba", name="Arriba")
    below = InstitutionFactory(package_id="abajo", name="Abajo", parent=above)
    seated("mesa-uno", above, below)
    seated("mesa-dos", above, below)
    spaces = text_of(client, "/red/?ver=1&capas=groups&foco=arriba")
    assert "2 espacios compartidos</span>" in spaces
    assert "2 de los 2 espacios compartidos no llevan fecha" in spaces
    mixed = text_of(client, "/red/?ver=1&capas=groups&capas=hierarchy&foco=arriba")
    assert "3 motivos</span>" in mixed
    assert "3 de los 3 registros de lo que eligió no llevan fecha" in mixed
    said = text_of(client, "/red/analisis/?ver=1&capas=groups&capas=hierarchy")
    assert "2 figuran en 2 espacios compartidos, 1 de «Jerarquía»." in said
    assert "3 registros de lo que eligió tienen al menos una institución." in said
    assert "1 par de instituciones tiene al menos un motivo para el vínculo." in said
