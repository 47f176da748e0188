"""The pages of training that say mostly that nothing is there yet: at both widths, in both lights."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from .test_every_page import look

_RUN = "/gestion/formacion/ediciones/demo-diplomado-edicion"
_OF = {
    "enlace": (
        "/mi-formacion/",
        "/mi-formacion/constancias/",
        "/mi-formacion/historial/",
        "/mi-formacion/historial/externa/",
        "/formacion/ediciones/demo-diplomado-edicion/inscripcion/",
        "/formacion/ediciones/demo-diplomado-edicion/inscribir/",
    ),
    "coordinadora": (
        "/gestion/formacion/",
        "/gestion/formacion/?estado=pasadas",
        "/gestion/formacion/programas/demo-diplomado/",
        "/gestion/formacion/externas/",
        "/gestion/formacion/alcance/",
        "/formacion/avance/demo-diplomado-edicion/",
        f"{_RUN}/",
        f"{_RUN}/inscripciones/",
        f"{_RUN}/sesiones/nueva/",
        f"{_RUN}/resultados/",
        f"{_RUN}/constancias/",
        f"{_RUN}/lazos/",
    ),
}


@pytest.mark.prove
@pytest.mark.parametrize("name", _OF)
def test_pages_with_nothing_on_them(log_in_as: Callable[..., Page], name: str) -> None:
    page = log_in_as(name)
    for address in _OF[name]:
        page.emulate_media(color_scheme="light")
        look(page, address)
        assert page.title().strip(" ·"), address


@pytest.mark.prove
def test_what_a_stranger_finds(visit: Callable[..., Page]) -> None:
    page = visit()
    for address in ("/constancias/", "/constancias/0000000000000000000000000000/", "/formacion/impartidas/"):
        page.emulate_media(color_scheme="light")
        look(page, address)
