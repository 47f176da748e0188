"""A network that has just begun: every page of its wing opens, for visitors and at the desk."""

from collections.abc import Callable

import pytest
from django.test import Client

from network.accounts.enums import Role
from tests.factories.records import PersonFactory
from tests.house.test_routes import routes

# What does not answer 200 to an address without anything chosen, and for what reason.
PUBLIC = {
    "/aviso-de-privacidad/": 301,  # where the notice was once leads to where it is
    "/cms/login/": 302,  # leads to the one login door
    "/componentes/": 404,  # development only
    "/privacy-notice/": 301,
    "/red/cambios/informe.docx": 400,  # between which two days?
    "/red/cambios/informe.pdf": 400,
    "/red/cambios/informe/": 400,
    "/red/cambios/instituciones.csv": 400,
    "/red/cambios/medidas.csv": 400,
    "/red/cambios/respuesta.json": 400,
    "/red/cambios/vinculos.csv": 400,
}
DESK = {
    "/gestion/oficina/firma/": 404,  # nobody has drawn a signature
    "/gestion/sesiones/": 302,  # of which kind? leads to the list of groups
    "/red/respuestas/guardar/": 302,
}
# Pages about one's own record: whoever has an account without one finds nothing there.
OF_HER_RECORD = ("/mi-perfil/", "/mi-red/", "/mi-formacion/historial/")


def plain_addresses(*audiences: str) -> list[str]:
    return sorted(
        "/" + route
        for route, view in routes()
        if "<" not in route and "(" not in route and getattr(view, "audience", "") in audiences
    )


def answers(client: Client, addresses: list[str]) -> dict[str, int]:
    """What each page answers. An address that takes only what a form sends, and says so, is no page."""
    found = {address: client.get(address) for address in addresses}
    return {
        address: answer.status_code
        for address, answer in found.items()
        if not (answer.status_code == 405 and answer.headers["Allow"] == "POST")
    }


@pytest.fixture
def desk(log_in: Callable[..., Client]) -> Client:
    """Of one who administers and coordinates."""
    client = log_in(Role.ADMINISTRATOR)
    return log_in(Role.COORDINATOR, user=client.user)  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_every_public_page_opens() -> None:
    found = answers(Client(), plain_addresses("public"))
    assert len(found) > 15
    assert {address: code for address, code in found.items() if code != 200} == PUBLIC


def test_every_page_of_the_desk_opens(desk: Client) -> None:
    """For one who has a record of hers; the pages of her own are among them."""
    PersonFactory(account=desk.user)  # type: ignore[attr-defined]
    found = answers(desk, plain_addresses("coordinators", "insiders", "recorders"))
    assert len([address for address in found if not address.startswith(OF_HER_RECORD)]) > 20
    assert {address: code for address, code in found.items() if code != 200} == DESK


def test_without_a_record_only_the_pages_about_it_are_missing(desk: Client) -> None:
    found = answers(desk, plain_addresses("coordinators", "insiders", "recorders"))
    its_pages = {address: 404 for address in found if address.startswith(OF_HER_RECORD)}
    assert {address: code for address, code in found.items() if code != 200} == DESK | its_pages
    assert set(OF_HER_RECORD) <= set(its_pages)
