"""A network that has just begun: every page of its wing opens, for visitors and at the desk."""

from collections.abc import Callable

import pytest
from django.test import Client

from network.accounts.enums import Role
from tests.house.test_routes import routes

# What does not answer 200 to an address without anything chosen, and for what reason.
PUBLIC = {
    "/cms/login/": 302,  # leads to the one login door
    "/componentes/": 404,  # development only
    "/privacidad/": 404,  # the public pages come with `prepare`, which this database has not seen
    "/red/cambios/informe.docx": 400,  # between which two days?
    "/red/cambios/informe.pdf": 400,
    "/red/cambios/informe/": 400,
    "/red/cambios/instituciones.csv": 400,
    "/red/cambios/medidas.csv": 400,
    "/red/cambios/respuesta.json": 400,
    "/red/cambios/vinculos.csv": 400,
}
DESK = {"/gestion/oficina/vista/": 405, "/red/respuestas/guardar/": 302}


def plain_addresses(*audiences: str) -> list[str]:
    return sorted(
        "/" + route
        for route, view in routes()
        if "<" not in route and "(" not in route and getattr(view, "audience", "") in audiences
    )


def answers(client: Client, addresses: list[str]) -> dict[str, int]:
    return {address: client.get(address).status_code for address in addresses}


@pytest.mark.django_db
def test_every_public_page_opens() -> None:
    found = answers(Client(), plain_addresses("public"))
    assert len(found) > 15
    assert {address: code for address, code in found.items() if code != 200} == PUBLIC


def test_every_page_of_the_desk_opens(log_in: Callable[..., Client]) -> None:
    desk = log_in(Role.ADMINISTRATOR)
    log_in(Role.COORDINATOR, user=desk.user)  # type: ignore[attr-defined]
    found = answers(desk, plain_addresses("coordinators", "insiders", "recorders"))
    assert len(found) > 20
    assert {address: code for address, code in found.items() if code != 200} == DESK
