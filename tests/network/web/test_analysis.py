"""/red/analisis/: the question in the address, and its answer in every form."""

import csv
import io
import json
import re
import uuid

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django_tasks import default_task_backend

from network.accounts.enums import Role
from network.insights import drawing, services
from network.institutions.models import Institution
from network.search.services import refresh_all
from tests.factories.records import (
    AgreementFactory,
    AgreementPartyFactory,
    GroupFactory,
    InstitutionFactory,
    MilestoneFactory,
    MilestoneInstitutionFactory,
    PersonFactory,
    ProgrammeFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
PAGE = "/red/analisis/"
FILES = ("medidas.json", "instituciones.csv", "vinculos.csv")


@pytest.fixture(autouse=True)
def own_cache(settings):
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": memory, "LOCATION": uuid.uuid4().hex}}


@pytest.fixture
def network():
    """a–b–c in one group, c–d by an agreement, e without any tie."""
    for letter in "abcde":
        InstitutionFactory(package_id=letter, name=f"Dirección {letter.upper()}")
    seat(GroupFactory(package_id="mesa", name="Mesa Uno"), "a", "b", "c")
    agreement = AgreementFactory(package_id="convenio", title="Convenio Dos", signed_on="2021")
    for letter in "cd":
        AgreementPartyFactory(agreement=agreement, institution=institution(letter))


def institution(package_id):
    return Institution.objects.get(package_id=package_id)


def seat(group, *ids, **fields):
    for package_id in ids:
        SeatFactory(group=group, institution=institution(package_id), **fields)


def page(client, query="", **headers):
    response = client.get(f"{PAGE}{query}", **headers)
    assert response.status_code == 200
    return response.content.decode()


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def rows_of(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def table_names(html):
    table = html.split('id="tabla"')[1].split("</table>")[0]
    return re.findall(r'<th scope="row">(?:<a [^>]*>)?([^<]+)', table)


def test_a_first_visit_measures_everything_and_says_it_in_a_sentence(client, network):
    text = text_of(page(client))
    assert (
        "De las 5 instituciones del directorio, 4 se encuentran en 2 espacios compartidos (convenios, mesas "
        "y grupos, hitos, programas). De esas 4, 4 están unidas entre sí, directamente o a través de otras. "
        "La que une más caminos entre las demás: Dirección C. "
        "Hay 1 institución que sostiene partes que sin ella quedarían separadas."
    ) in text


def test_who_has_no_tie_is_named_and_what_has_no_date_is_counted(client, network):
    seat(GroupFactory(package_id="sola"), "e")
    html = page(client)
    part = html.split('id="sin-vinculo"')[1]
    assert re.findall(r'href="/instituciones/(\w+)/"', part) == ["e"]
    assert "(sola en sus espacios)" in part
    cells = re.findall(r'<th scope="row">(.*?)</th>\s*<td[^>]*>(.*?)</td>\s*<td[^>]*>(.*?)</td>', part)
    assert cells == [
        ("Convenios", "0 de 1", "0 de 2"),
        ("Mesas y grupos", "2 de 2", "4 de 4"),
        ("Hitos", "0 de 0", "0 de 0"),
        ("Programas", "0 de 0", "0 de 0"),
    ]


def test_the_answer_follows_layers_mode_date_basis_and_who_is_left_out(client, network):
    def edges(query):
        return json.loads(client.get(f"{PAGE}medidas.json{query}").content)["graph"]["edges"]

    assert edges("") == 4
    assert edges("?capas=groups") == 3
    assert edges("?capas=groups&modo=two") == 3
    assert edges("?modo=two") == 5
    assert edges("?fecha=2020") == 3
    assert edges("?fecha=2021") == 4
    assert edges("?sin=c") == 1
    assert edges("?sin=a,b&sin=c") == 0
    seat(GroupFactory(), "a", "d", basis="inferred")
    assert (edges(""), edges("?declarados=1")) == (5, 4)


@pytest.mark.parametrize("query", ["", "?modo=two&capas=groups&fecha=2022&sin=a&declarados=1"])
def test_the_file_is_the_document_of_the_command(client, network, query):
    options = ["--layers", "groups", "--mode", "two", "--as-of", "2022-12-31", "--without", "a"]
    call_command("analyse", *([*options, "--stated-only"] if query else []), stdout=(out := io.StringIO()))
    assert client.get(f"{PAGE}medidas.json{query}").content.decode() == out.getvalue()


def test_the_tables_as_files_hold_every_node_and_every_tie_with_its_reason(client, network):
    seat(GroupFactory(package_id="otra", name="=1+1"), "a", "b")
    nodes, ties = (rows_of(client.get(f"{PAGE}{name}")) for name in FILES[1:])
    assert [row[:3] for row in nodes] == [
        ["id", "name", "degree"],
        ["a", "Dirección A", "2"],
        ["b", "Dirección B", "2"],
        ["c", "Dirección C", "3"],
        ["d", "Dirección D", "1"],
    ]
    assert ties[0] == ["a_id", "a_name", "b_id", "b_name", "shared", "basis", "reason_ids", "reasons"]
    assert [[row[0], row[2], *row[4:]] for row in ties[1:]] == [
        ["a", "b", "2", "stated", "groups:mesa;groups:otra", "Mesa Uno; =1+1"],
        ["a", "c", "1", "stated", "groups:mesa", "Mesa Uno"],
        ["b", "c", "1", "stated", "groups:mesa", "Mesa Uno"],
        ["c", "d", "1", "stated", "agreements:convenio", "Convenio Dos"],
    ]


def test_the_drawing_and_its_twin_have_the_same_nodes_and_ties(client, network):
    html = page(client)
    drawn = re.findall(r"<path d=[^>]*><title>([^<]+)", html)
    assert sorted(drawn) == ["Dirección A", "Dirección B", "Dirección C", "Dirección D"]
    assert (
        sum(path.count("M") for path in re.findall(r'net-line--\d" d="([^"]+)', html.split("</svg>")[0])) == 4
    )
    twin = html.split('id="vinculos"')[1].split("</table>")[0]
    assert twin.count('<th scope="row">') == 4
    assert " style=" not in html


def test_a_great_network_is_drawn_in_part_and_says_so(client, network, monkeypatch):
    monkeypatch.setattr(drawing, "MAX_NODES", 3)
    html = page(client)
    assert "Se dibujan solo los 3 puntos más vinculados; los archivos los traen todos." in text_of(html)
    assert html.split("</svg>")[0].count("<path d=") == 3
    assert html.split('id="vinculos"')[1].split("</table>")[0].count('<th scope="row">') == 3
    assert len(page(client, "?modo=two").split("<title>")) > 1


def test_the_table_is_sorted_by_any_measure_and_what_is_undefined_comes_last(client, network):
    seat(GroupFactory(), "e")
    assert table_names(page(client))[0] == "Dirección C"
    by_name = [f"Dirección {letter}" for letter in "ABCDE"]
    assert table_names(page(client, "?orden=name")) == by_name
    assert table_names(page(client, "?orden=name&sentido=desc")) == by_name[::-1]
    for way in ("asc", "desc"):
        assert table_names(page(client, f"?orden=constraint&sentido={way}"))[-1] == "Dirección E"
    assert 'aria-sort="ascending"' in page(client, "?orden=degree&sentido=asc")
    assert table_names(page(client, "?orden=nada&columnas=nada&page=nada&vinculos=x"))[0] == "Dirección C"


def test_a_row_leads_to_its_dossier_and_can_be_left_out(client, network):
    html = page(client, "?sin=d&capas=groups&page=1")
    assert 'href="/instituciones/c/"' in html
    assert 'href="?sin=d&amp;sin=c&amp;capas=groups"' in html
    assert 'name="sin" value="d" checked' in html


def test_in_two_mode_spaces_are_rows_of_their_own_marked_by_their_layer(client, network):
    html = page(client, "?modo=two&orden=name")
    assert table_names(html) == [
        "Convenio Dos",
        "Dirección A",
        "Dirección B",
        "Dirección C",
        "Dirección D",
        "Mesa Uno",
    ]
    assert '<span class="badge badge--muted">Mesas y grupos</span>' in html
    assert "sin definir" in html.split('id="medida-average_clustering"')[1].split("</li>")[0]


@pytest.mark.parametrize(
    ("query", "sentence", "field"),
    [
        (
            "?ver=1",
            "Elija al menos una capa: Convenios, Mesas y grupos, Jerarquía, Hitos, Puestos o Programas.",
            "layers",
        ),
        ("?capas=mesas", "No hay una capa «mesas».", "layers"),
        ("?modo=tres", "No existe el modo «tres».", "mode"),
        ("?fecha=2020-13", "«2020-13» no es una fecha.", "as_of"),
        ("?fecha=%3Cscript%3E", "«&lt;script&gt;» no es una fecha.", "as_of"),
        ("?sin=zeta", "«zeta» no es una institución del directorio", "without"),
        ("?sin=a,b,c,d,e", "Dejó fuera a todas las instituciones. Devuelva al menos una.", "without"),
    ],
)
def test_bad_input_gets_a_sentence_at_its_field_and_no_file(client, network, query, sentence, field):
    html = page(client, query)
    assert html.count(sentence) == 2
    assert f'<a href="#{field}">' in html
    assert html.count(f'id="{field}"') == 1
    assert 'class="reading"' not in html
    for name in FILES:
        response = client.get(f"{PAGE}{name}{query}")
        assert response.status_code == 400
        assert sentence in response.content.decode()


@pytest.mark.parametrize("query", ["", "?modo=two", "?fecha=1900"])
def test_an_empty_platform_says_so(client, query):
    assert "El directorio aún no tiene instituciones." in page(client, query)
    for name in FILES:
        assert client.get(f"{PAGE}{name}{query}").status_code == 200


def test_institutions_without_anything_chosen_in_common_say_so(client, network):
    html = page(client, "?capas=programmes")
    assert "Ninguna de las 5 instituciones del directorio participa en lo que usted eligió." in text_of(html)
    assert html.split('id="sin-vinculo"')[1].count('href="/instituciones/') == 5


def test_whom_to_leave_out_is_found_while_one_types_and_without_scripts(client, network):
    refresh_all()
    for path in (f"{PAGE}sin/", PAGE):
        html = client.get(f"{path}?busca=direccion+b&sin=a").content.decode()
        part = html.split('id="lista-sin"')[1].split("</fieldset>")[0]
        assert re.findall(r'name="sin" value="(\w)"( checked)?', part) == [("a", " checked"), ("b", "")]
    assert "Ninguna otra institución se llama «zzz»." in page(client, "?busca=zzz")


def test_a_name_that_was_typed_but_not_ticked_is_not_taken_for_an_answer(client, network):
    refresh_all()
    warning = "pero no marcó ninguna: estas cifras incluyen a todas."
    assert warning in page(client, "?busca=direccion+b")
    assert warning not in page(client, "?busca=direccion+b&sin=a")


def test_what_is_hidden_changes_nothing_for_the_public(client, network):
    def everything():
        cache.clear()
        addresses = [PAGE, f"{PAGE}?modo=two", *(f"{PAGE}{name}" for name in FILES)]
        return [re.sub(rb'nonce="[^"]*"', b"", client.get(address).content) for address in addresses]

    before = everything()
    seat(GroupFactory(package_id="interna", is_public=False), "a", "e")
    seat(GroupFactory(package_id="de-personas"), "d", "e", person=PersonFactory())
    for record, link in (
        (AgreementFactory(is_public=False), AgreementPartyFactory),
        (MilestoneFactory(is_public=False), MilestoneInstitutionFactory),
    ):
        for letter in "ae":
            link(**{record._meta.model_name: record, "institution": institution(letter)})
    assert everything() == before


def test_a_coordinator_measures_what_she_sees_and_no_browser_keeps_it(client, log_in, network):
    seat(GroupFactory(package_id="interna", is_public=False), "a", "e")
    insider = log_in(Role.COORDINATOR)
    seen = insider.get(f"{PAGE}medidas.json")
    assert json.loads(seen.content)["graph"]["edges"] == 5
    assert json.loads(client.get(f"{PAGE}medidas.json").content)["graph"]["edges"] == 4
    for response in (seen, insider.get(PAGE)):
        assert response["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(("query", "queries"), [("", 9), ("?modo=two&sin=primera&busca=direccion", 12)])
def test_the_page_takes_as_many_queries_for_three_as_for_one(
    client, many, query, queries, django_assert_num_queries
):
    InstitutionFactory(package_id="primera")
    for _ in range(many):
        SeatFactory.create_batch(many, group=GroupFactory())
        AgreementPartyFactory.create_batch(many, agreement=AgreementFactory())
        MilestoneInstitutionFactory.create_batch(many, milestone=MilestoneFactory())
        ProgrammeFactory().partners.set(InstitutionFactory.create_batch(many))
    refresh_all()
    with django_assert_num_queries(queries):
        page(client, query)


def test_a_heavy_answer_is_computed_by_the_queue_and_then_shown(client, network, monkeypatch):
    monkeypatch.setattr(services, "HEAVY_FROM", 3)
    assert "De las 5 instituciones" in text_of(page(client))
    assert json.loads(client.get(f"{PAGE}medidas.json").content)["graph"]["edges"] == 4


@pytest.mark.parametrize(("query", "ties"), [("", 4), ("?modo=two", 5)])
def test_few_nodes_with_many_ties_are_heavy_too(client, network, monkeypatch, settings, query, ties):
    """Four institutions take part, in two spaces of three and two."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    nodes = 6 if query else 4
    monkeypatch.setattr(services, "HEAVY_WORK", nodes * ties)
    assert "Puede salir de esta página" not in page(client, query)
    cache.clear()
    monkeypatch.setattr(services, "HEAVY_WORK", nodes * ties - 1)
    assert "Puede salir de esta página" in page(client, query)


def test_while_the_queue_is_at_work_the_page_says_that_leaving_is_safe(
    client, network, monkeypatch, settings
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    monkeypatch.setattr(services, "HEAVY_FROM", 3)
    default_task_backend.clear()
    html = page(client)
    assert "Puede salir de esta página" in html
    assert page(client) == html
    assert len(default_task_backend.results) == 1
    response = client.get(f"{PAGE}vinculos.csv?capas=groups&capas=agreements")
    assert (response.status_code, response["Location"]) == (302, f"{PAGE}?capas=groups&capas=agreements")
    ready = re.search(r'hx-get="([^"]+)"', html).group(1)
    assert "HX-Refresh" not in client.get(ready)
    result = default_task_backend.results[0]
    result.task.call(*result.args, **result.kwargs)
    assert client.get(ready)["HX-Refresh"] == "true"
    assert "De las 5 instituciones" in text_of(page(client))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("columnas=astros", "Ningún grupo de columnas se llama «astros»"),
        ("sentido=diagonal", "«diagonal» no es un sentido para ordenar"),
    ],
)
def test_an_unknown_way_of_showing_the_table_is_told(client, network, query, words):
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code == 200
    assert words in response.content.decode()
    assert words not in client.get(PAGE).content.decode()


def test_the_caveat_about_who_writes_is_of_the_network_at_hand(client, network):
    assert "aquí nadie las domina" in client.get(PAGE).content.decode()
    seat_in_many("a", 12)
    html = client.get(PAGE).content.decode()
    assert "Dirección A figura en 13 de los 14 espacios" in html
    assert "aquí nadie las domina" not in html


def seat_in_many(letter, count):
    for number in range(count):
        seat(GroupFactory(package_id=f"mesa-{number}", name=f"Mesa n.º {number}"), letter)
