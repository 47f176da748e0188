"""A member is made coordinator: by keyboard, on a phone in the dark and at a desk."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.conftest import DESK, PHONE, World
from tests.totp import code_of

OPEN = """
from allauth.account.models import EmailAddress
from network.accounts.models import User
from network.accounts.services import grant
user = User.objects.create_user("{email}", "{password}")
EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
grant(user=user, role="member", by=None)
"""
GRANT = """
from network.accounts.models import User
from network.accounts.services import grant
grant(user=User.objects.get(email="{email}"), role="coordinator", by=None)
"""


@dataclass(frozen=True)
class Account:
    email: str
    password: str = steps.PASSWORD


@pytest.fixture
def account(world: World) -> Account:
    made = Account(f"{secrets.token_hex(4)}@ejemplo.invalid")
    world.manage("shell", "-c", OPEN.format(email=made.email, password=made.password))
    return made


def says_her_password(page: Page, account: Account) -> None:
    page.goto("/cuenta/login/")
    page.get_by_label("Correo electrónico").focus()
    page.keyboard.type(account.email)
    page.keyboard.press("Tab")
    page.keyboard.type(account.password)
    page.keyboard.press("Enter")


def says_a_code(page: Page, code: str) -> None:
    page.wait_for_url("**/segundo-factor/authenticate/")
    steps.looked_at(page)
    page.get_by_label("Código de la aplicación o de recuperación").focus()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    is_in(page)


def is_in(page: Page) -> None:
    """The form is gone for the home."""
    page.wait_for_url(lambda url: url.split("/", 3)[3] == "")


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"viewport": DESK}, marks=pytest.mark.prove, id="desk"),
        pytest.param({"viewport": PHONE, "color_scheme": "dark"}, id="phone in the dark"),
    ],
)
def test_her_new_role_waits_for_a_second_factor_and_then_she_is_asked_for_it(
    visit: Callable[..., Page], world: World, account: Account, options: dict[str, object]
) -> None:
    page = visit(**options)
    says_her_password(page, account)
    is_in(page)
    world.manage("shell", "-c", GRANT.format(email=account.email))

    page.goto("/gestion/solicitudes/")
    page.wait_for_url("**/cuenta/segundo-factor/")
    secret = steps.second_factor_is_set_up(page)
    assert page.url.endswith("/gestion/solicitudes/")
    page.goto("/cuenta/segundo-factor/recovery-codes/")
    code = "".join(page.locator(".codes li").first.inner_text().split())
    page.goto("/cuenta/segundo-factor/")
    steps.looked_at(page)

    other = visit(**options)
    says_her_password(other, account)
    says_a_code(other, code_of(secret))
    third = visit(**options)
    says_her_password(third, account)
    says_a_code(third, code)
    third.goto("/cuenta/segundo-factor/")
    expect(third.locator("main")).to_contain_text("Quedan 9 códigos.")

    page.goto("/mis-sesiones/")
    steps.looked_at(page)
    expect(page.locator("main .card")).to_have_count(3)
    page.get_by_role("button", name="Cerrar todas las demás").press("Enter")
    expect(page.locator("main .card")).to_have_count(1)
    steps.looked_at(page)
    other.goto("/gestion/")
    assert "/cuenta/login/" in other.url
