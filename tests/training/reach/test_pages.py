"""The pages of reach: people for members, facts of institutions for everybody else."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.accounts.enums import Role, ScopeKind
from tests.factories.records import GivenTrainingFactory, InstitutionFactory
from tests.factories.training import ContentFactory

from .test_matrix import at_it, trained

pytestmark = pytest.mark.django_db
ADDRESS = "/gestion/formacion/alcance/"


def text(client: Client, address: str = ADDRESS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_public_and_analysts_read_of_institutions_alone(log_in: Callable[..., Client]) -> None:
    here = InstitutionFactory(name="Dirección Pública")
    trained(here, 1, visible=True, shows_ties=True, name="Ana Conocida")
    GivenTrainingFactory(started="2020").providers.add(here)
    GivenTrainingFactory(started="2019").providers.add(InstitutionFactory(name="Otra Antigua"))
    for client in (Client(), log_in(Role.ANALYST)):
        page = text(client)
        assert "Dirección Pública" in page
        assert "1 impartida" in page
        assert "formada" not in page.replace("informada", "")
        assert "Otra Antigua" not in text(client, f"{ADDRESS}?anio=2020")
        lines = client.get(f"{ADDRESS}?formato=csv").content.decode("utf-8-sig").splitlines()
        assert lines[0] == 'Identificador,Institución,Formación,"Números, según se informó"'
    analyst = log_in(Role.ANALYST)
    assert analyst.get(f"{ADDRESS}{here.package_id}/").status_code == 404
    assert analyst.get(f"{ADDRESS}informe.docx").status_code == 404
    assert Client().get(f"{ADDRESS}{here.package_id}/").status_code == 302


def test_it_says_reach_and_never_covered(log_in: Callable[..., Client]) -> None:
    here = InstitutionFactory()
    trained(here, 1)
    ContentFactory(order=2)
    client = log_in(Role.COORDINATOR)
    for page in (text(client), text(client, f"{ADDRESS}{here.package_id}/")):
        assert "lcance formativo" in page
        assert "cubiert" not in page.split("<main")[1].split("</main")[0]


def test_page_file_and_paper_say_the_same(log_in: Callable[..., Client]) -> None:
    here = InstitutionFactory(name="Dirección de Salud")
    trained(here, 1)
    ContentFactory(order=2)
    client = log_in(Role.COORDINATOR)
    assert "1 formada" in text(client)
    lines = client.get(f"{ADDRESS}?formato=csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[5:11] for line in lines[1:]] == [
        ["1", "Contenido 1", "con personas formadas", "1", "0", "0"],
        ["2", "Contenido 2", "nadie formada", "0", "0", "0"],
    ]
    assert client.get(f"{ADDRESS}informe.docx").content.startswith(b"PK")


def test_where_nobody_is_trained_it_names_who_could_go_and_where_to(log_in: Callable[..., Client]) -> None:
    here = InstitutionFactory()
    trained(here, visible=True, name="Rosa Visible")
    trained(here, name="Inés Oculta")
    edition = at_it(InstitutionFactory(), 1, begins=5, ends=9)
    member = log_in(Role.MEMBER)
    page = text(member, f"{ADDRESS}{here.package_id}/")
    assert "Rosa Visible" in page
    assert "Inés Oculta" not in page
    assert str(edition.version.curriculum) in page
    liaison = log_in(Role.LIAISON, scope=ScopeKind.INSTITUTION, key=here.package_id)
    assert "Inés Oculta" in text(liaison, f"{ADDRESS}{here.package_id}/")


def test_where_there_is_nothing_it_says_so(log_in: Callable[..., Client]) -> None:
    InstitutionFactory()
    client = log_in(Role.MEMBER)
    assert "todavía no tiene contenidos" in text(client)
    ContentFactory(order=1)
    assert "no puede saber de la formación de nadie" in text(client)


@pytest.mark.parametrize("number", [1, 3])
def test_pages_take_the_same_queries_whatever_they_list(log_in: Callable[..., Client], number: int) -> None:
    here = InstitutionFactory(package_id="aqui")
    for _each in range(number):
        trained(here, *range(1, number + 1))
        trained(InstitutionFactory(), 1)
        at_it(InstitutionFactory(), 1, begins=5, ends=9)
        GivenTrainingFactory(started="2020").providers.add(InstitutionFactory())
    client = log_in(Role.COORDINATOR)
    found = {}
    for address in (ADDRESS, f"{ADDRESS}aqui/"):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        found[address] = len(asked)
    visitor = Client()
    visitor.get(ADDRESS)
    with CaptureQueriesContext(connection) as asked:
        assert visitor.get(ADDRESS).status_code == 200
    assert (*found.values(), len(asked)) == (9, 13, 2)
