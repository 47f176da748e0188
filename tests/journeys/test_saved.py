"""An analyst keeps an answer, the data change, and she sees what has changed in it."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from .conftest import PHONE, World

MADE = "mesa-del-recorrido"
CHANGE = f"""
from network.groups.models import Group, Seat
from network.institutions.models import Institution
group = Group.objects.create(package_id="{MADE}", name="Mesa del recorrido", kind="mesa", is_public=True)
tied = Institution.objects.filter(seats__isnull=False).order_by("package_id").first()
alone = Institution.objects.filter(seats__isnull=True).order_by("package_id").first()
for institution in (tied, alone):
    Seat.objects.create(group=group, institution=institution, role="member", basis="stated")
"""
UNDO = f'from network.groups.models import Group; Group.objects.filter(package_id="{MADE}").delete()'


@pytest.fixture
def changed(world: World) -> Iterator[Callable[[], object]]:
    """Changes the data when called; afterwards they are as they were."""
    yield lambda: world.manage("shell", "-c", CHANGE)
    world.manage("shell", "-c", UNDO)


def test_from_a_question_to_what_has_changed_in_its_answer(
    log_in_as: Callable[..., Page], changed: Callable[[], object]
) -> None:
    page = log_in_as("analista", viewport=PHONE)
    page.goto("/red/analisis/?capas=groups&ver=1")
    page.get_by_text("Guardar esta respuesta").click()
    page.get_by_label("Título").fill("Mesas antes del recorrido")
    page.get_by_role("button", name="Guardar", exact=True).click()
    page.wait_for_url(re.compile(r"/red/respuestas/[0-9a-f-]{36}/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Mesas antes del recorrido")
    again = page.get_by_role("link", name="Repetir con los datos de hoy")
    again.click()
    expect(page.locator(".lead").first).to_contain_text("Nada ha cambiado desde el")
    changed()
    page.reload()
    expect(page.locator(".lead").first).to_contain_text("Esta respuesta ha cambiado desde el")
    figures = page.get_by_role("table", name="Entonces y ahora")
    expect(figures.get_by_role("rowheader", name="Espacios compartidos")).to_be_visible()
    assert page.locator("html").evaluate("e => e.scrollWidth <= e.clientWidth")
