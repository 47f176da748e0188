"""From the day on which she is in to the day on which she is gone: by touch, or by the keyboard alone."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from .conftest import PHONE, World
from .steps import answered, looked_at

WITH_A_PEER = """
import json
from network.people.models import Person
from network.ties.models import Collaboration
her = Person.objects.get(account__email={email!r})
between = Person.objects.get(account__email="integrante@ejemplo.invalid")
open_up = {{"visibility": "visible", "shows_ties": True, "introduces": True}}
Person.objects.filter(pk=between.pk).update(**open_up)
others = Person.objects.filter(visibility="visible", account=None, seats=None).exclude(pk=her.pk)
goal = others.exclude(offers="").order_by("pk")[0]
Person.objects.filter(pk=goal.pk).update(shows_ties=True)
three = (her, between, goal)
Collaboration.objects.filter(person_a__in=three, person_b__in=three).delete()
for other in (her, goal):
    Collaboration.objects.create(
        person_a=between, person_b=other, kind="works_with", confirmed_by_a=True, confirmed_by_b=True)
print(json.dumps([between.name, goal.name, goal.offers]))
"""


@dataclass(frozen=True)
class Hands:
    """How she uses the page."""

    page: Page
    keyboard_alone: bool

    def press(self, name: str, role: str = "button", within: Locator | None = None) -> None:
        """A button or link that leads on."""
        place = within or self.page.locator("main")
        wanted = place.get_by_role(role, name=name).first  # type: ignore[arg-type]
        expect(wanted).to_be_visible()
        with self.page.expect_navigation():
            if self.keyboard_alone:
                self._to(lambda: wanted.evaluate("e => e === document.activeElement"), name)
                self.page.keyboard.press("Enter")
            else:
                wanted.click()

    def write(self, field: str, text: str) -> None:
        place = self.page.locator(f"main [name={field}]")
        if not self.keyboard_alone:
            place.fill(text)
            return
        self._to(lambda: place.evaluate("e => e === document.activeElement"), field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, field: str, value: str) -> None:
        """One of a group of radio buttons."""
        wanted = self.page.locator(f"main [name={field}][value={value}]")
        if not self.keyboard_alone:
            wanted.check()
            return
        here = f"document.activeElement.matches('[name={field}]')"
        self._to(lambda: self.page.evaluate(here), field)
        if not self.page.locator(f"main [name={field}]:checked").count():
            self.page.keyboard.press("Space")
        for _ in range(8):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} of {field} is not reached by the arrows")

    def _to(self, is_there: Callable[[], bool], what: str) -> None:
        for _ in range(150):
            if is_there():
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not come to {what} on {self.page.url}")


def a_peer_is_to_be_found(world: World, email: str) -> tuple[str, str, str]:
    """Whom she knows, whom that one knows, and what the second offers."""
    told = world.manage("shell", "-v0", "-c", WITH_A_PEER.format(email=email))
    between, goal, offers = json.loads(told.strip().splitlines()[-1])
    return between, goal, offers


def she_is_seen(hands: Hands, as_how: str) -> None:
    hands.page.goto("/mi-perfil/como-quiero-ser-vista/")
    looked_at(hands.page)
    hands.choose("visibility", as_how)
    hands.press("Que me vean así")
    expect(hands.page.locator("body")).to_contain_text("Desde ahora la ven así")


def she_finds_who_helps_and_asks_to_be_introduced(hands: Hands, peer: tuple[str, str, str]) -> None:
    """Suggested, with the reason; then through a colleague, in words that were there for her to change."""
    between, goal, offers = peer
    page = hands.page
    page.goto("/mi-perfil/ofrezco-y-busco/")
    hands.write("seeks", offers)
    hands.press("Guardar y seguir")
    page.goto("/mi-red/")
    looked_at(page)
    card = page.locator("#sugeridas ~ ul .card").filter(has_text=goal)
    expect(card).to_contain_text("Ofrece lo que usted busca")
    expect(card).to_contain_text(f"A dos pasos, por {between}")
    hands.press("¿Quién me puede presentar?", "link", within=card)
    looked_at(page)
    hands.press(f"Escribir a {between}", "link")
    looked_at(page)
    text = page.locator("main [name=text]").input_value()
    assert goal in text
    hands.write("text", f"{text} Es por lo que ella ofrece.")
    hands.press("Enviar")
    expect(page.locator(".conversation")).to_contain_text("Es por lo que ella ofrece.")
    looked_at(page)


def she_is_gone(hands: Hands, desk: Page, email: str, password: str) -> None:
    """She asks for it herself; an administrator carries it out; her account opens nothing any more."""
    page = hands.page
    page.goto("/mis-datos/")
    looked_at(page)
    hands.choose("right", "erasure")
    hands.press("Enviar la solicitud")
    expect(page.locator("body")).to_contain_text("La oficina tiene su solicitud")
    desk.goto("/gestion/derechos/")
    desk.locator("main .record-list a").last.click()
    desk.locator("main [name$=granted][value=yes]").check()
    desk.locator("main [name$=answer]").fill("Se borra.")
    desk.get_by_role("button", name="Guardar la respuesta").click()
    desk.get_by_role("link", name="Ver lo que se borrará").click()
    looked_at(desk)
    desk.locator("main [name=reason]").fill("Lo pidió ella.")
    desk.get_by_role("button", name="Borrar sus datos ahora").click()
    expect(desk.locator("body")).to_contain_text("Sus datos se borraron")
    page.goto("/mi-perfil/")
    hands.write("login", email)
    hands.write("password", password)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("no son correctas")


def a_life_as_a_member(
    hands: Hands, world: World, log_in_as: Callable[..., Page], email: str, password: str
) -> None:
    """Seen, finding, writing, hidden, gone; and what the one whom she wrote to gets of each."""
    peer = a_peer_is_to_be_found(world, email)
    she_is_seen(hands, "visible")
    she_finds_who_helps_and_asks_to_be_introduced(hands, peer)
    between = log_in_as("integrante", viewport=PHONE)
    between.goto("/mis-mensajes/")
    between.get_by_role("link", name="Pedir una presentación").first.click()
    expect(between.locator(".conversation")).to_contain_text(peer[1])
    answered(between, between.locator("main p a[href^='/integrantes/']").first)
    her_page = between.url
    looked_at(between)
    she_is_seen(hands, "oculta")
    assert between.goto(her_page).status == 404  # type: ignore[union-attr]
    she_is_gone(hands, log_in_as("administradora"), email, password)
    assert between.goto(her_page).status == 404  # type: ignore[union-attr]
    between.goto("/mis-mensajes/")
    expect(between.locator("main")).not_to_contain_text("Pedir una presentación")
