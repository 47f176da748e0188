"""On a phone, by the keyboard alone: how she is seen, her profile, and what others get of it."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from .conftest import PHONE, World
from .steps import PASSWORD, answered, looked_at

HER_EMAIL = "recien@ejemplo.invalid"
ENTERED = f"""
from allauth.account.models import EmailAddress
from network.accounts.enums import Role
from network.accounts.models import User
from network.accounts.services import grant
from network.institutions.models import Institution
from network.people.models import Person
from network.people.services import link_account, register_person
user = User.objects.create_user("{HER_EMAIL}", "{PASSWORD}")
EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
institution = Institution.objects.get(package_id="muni-guadalajara")
person = register_person(name="Ximena Zúñiga Recién", institution=institution, by=None, email=user.email)
Person.objects.filter(pk=person.pk).update(proposed_visibility="visible", post_title="Jefa de prueba")
link_account(person=person, user=user, by=None)
grant(user=user, role=Role.MEMBER, by=None)
"""


@pytest.fixture
def her_account(world: World) -> Iterator[None]:
    world.manage("shell", "-c", ENTERED)
    yield
    world.manage(
        "shell", "-c", f"from network.people.models import Person; "
        f"Person.objects.filter(account__email='{HER_EMAIL}').delete()"
    )  # fmt: skip


def on_to(page: Page, name: str, role: str = "button") -> None:
    """With the tabulator to what is called so, and press it."""
    wanted = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
    expect(wanted).to_be_visible()
    for _ in range(120):
        if wanted.evaluate("e => e === document.activeElement"):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not come to “{name}”")


def to_field(page: Page, field: str) -> None:
    """With the tabulator to the field of that selector."""
    for _ in range(120):
        if page.evaluate(f"document.activeElement.matches('{field}')"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not come to {field}")


def write(page: Page, name: str, text: str) -> None:
    to_field(page, f"[name={name}]")
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def a_photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (1200, 1600), "#b496d2").save(out, "JPEG")
    return out.getvalue()


def test_she_decides_how_she_is_seen_and_others_get_just_that(
    her_account: None, visit: Callable[..., Page], log_in_as: Callable[..., Page]
) -> None:
    page = visit(viewport=PHONE)
    page.goto("/cuenta/login/")
    write(page, "login", HER_EMAIL)
    write(page, "password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/mi-perfil/como-quiero-ser-vista/")
    expect(page.locator("main")).to_contain_text("proponía «Visible»")
    looked_at(page)

    to_field(page, "[name=visibility]")
    page.keyboard.press("ArrowUp")  # to "Limitada"
    write(page, "alias", "Jacaranda")
    shown = page.locator("#vistas details[open]")
    expect(shown).to_contain_text("Limitada, con un alias")
    expect(shown).to_contain_text("Jacaranda")
    on_to(page, "Que me vean así")
    expect(page).to_have_url(re.compile("/mi-perfil/$"))
    looked_at(page)

    page.goto("/mi-perfil/trabajo/")
    on_to(page, "Guardar y seguir")
    page.keyboard.press("Tab")
    to_field(page, "[name=themes]")
    page.keyboard.press("Space")
    write(page, "tags", "lactancia, OMM")
    on_to(page, "Guardar y seguir")
    write(page, "offers", "Un protocolo con sus formatos")
    on_to(page, "Guardar y seguir")
    write(page, "biography", "Soy la jefa de la unidad")
    write(page, "city", "Tlaquepaque")
    to_field(page, "[name=shows_city]")
    page.keyboard.type("Inte")  # Integrantes de la red
    looked_at(page)
    on_to(page, "Guardar y seguir")
    write(page, "telephone", "33 5555 0000")
    to_field(page, "[name=shows_telephone]")
    page.keyboard.type("Mi")  # Mi enlace y quienes coordinan
    on_to(page, "Guardar y seguir")
    page.locator("[name=photo]").set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
    )
    write(page, "alt", "Mujer de lentes")
    on_to(page, "Guardar")
    expect(page).to_have_url(re.compile("/mi-perfil/$"))
    looked_at(page)

    as_member = as_others_see(page, "Una integrante")
    assert ("Jacaranda" in as_member, "Tlaquepaque" in as_member) == (True, True)
    assert [word in as_member for word in ("Zúñiga", "Jefa de prueba", "jefa de la unidad", "33 5555")] == (
        [False] * 4
    )
    looked_at(page)
    as_coordinator = as_others_see(page, "Quien coordina la red")
    assert [word in as_coordinator for word in ("Zúñiga", "Jefa de prueba", "33 5555")] == [True] * 3

    peer = log_in_as("integrante", viewport=PHONE)
    peer.goto("/integrantes/?q=jacaranda")
    answered(peer, peer.get_by_role("link", name="Jacaranda", exact=True))
    text = peer.inner_text("main")
    assert ("Jacaranda" in text, "Tlaquepaque" in text) == (True, True)
    assert [word in peer.content() for word in ("Zúñiga", "Jefa de prueba", "33 5555", "/foto/")] == [
        False
    ] * 4
    looked_at(peer)
    theirs = peer.url
    peer.goto("/integrantes/?q=zuniga")
    assert peer.get_by_role("link", name="Jacaranda", exact=True).count() == 0

    block_the_peer(page)
    assert peer.goto(theirs).status == 404  # type: ignore[union-attr]


def as_others_see(page: Page, whose: str) -> str:
    page.goto("/mi-perfil/como-me-ven/")
    on_to(page, whose, "link")
    return page.inner_text("main")


def block_the_peer(page: Page) -> None:
    """By the address with which she writes to the network, since her record may show nothing of it."""
    page.goto("/mi-perfil/bloqueos/")
    write(page, "address", "integrante@ejemplo.invalid")
    on_to(page, "Bloquear este correo")
    expect(page.locator("main")).to_contain_text("i…@ejemplo.invalid")
    looked_at(page)
