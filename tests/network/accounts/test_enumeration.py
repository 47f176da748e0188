"""Whether an address has an account is told by no door: not to log in, nor for a new password, nor to join.
Nor to whoever has an account of her own and adds that address to it.

Neither from what is answered nor from what it costs; `prove` measures the time of a real server too.
"""

import re
import secrets

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import has_just_logged_in
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "jacaranda-47-lluvia"


def account(kind: str) -> str:
    """The address of an account of that kind, or of none."""
    address = f"{secrets.token_hex(6)}@ejemplo.invalid"
    if kind == "none":
        return address
    user = UserFactory(email=address, factor=kind == "with a second factor", is_active=kind != "closed")
    user.set_password(None if kind == "without a password" else PASSWORD)
    user.save()
    if kind != "never confirmed":
        user.emailaddress_set.create(email=address, verified=True, primary=True)
    return address


KINDS = ("confirmed", "never confirmed", "with a second factor", "without a password", "closed")
DOORS = {
    "login": lambda address: ("/cuenta/login/", {"login": address, "password": "no-es-esta-clave"}),
    "reset": lambda address: ("/cuenta/password/reset/", {"email": address}),
    "signup": lambda address: (
        "/cuenta/signup/",
        {"email": address, "password1": PASSWORD, "password2": PASSWORD},
    ),
    "inside": lambda address: ("/cuenta/email/", {"email": address, "action_add": ""}),
}


def enter(client: Client) -> str:
    """Log in with an account of her own, whose address is as long as any other and stands first."""
    user = UserFactory(email=f"000000{secrets.token_hex(3)}@ejemplo.invalid")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    client.force_login(user)
    has_just_logged_in(client, user)
    return str(user.email)


def told(door: str, kind: str, settings) -> tuple[object, ...]:
    """What a visitor is answered and what it costs, without what is made anew each time."""
    address = account(kind)
    place = f"198.18.{secrets.randbelow(256)}.{secrets.randbelow(256)}"
    client = Client(REMOTE_ADDR=place)
    path, said = DOORS[door](address)
    own = ""
    if door == "inside":
        own = enter(client)
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(path, said)
        if answer.status_code == 302 and own:
            answer = client.get(answer["Location"])
    body = answer.content.decode().replace(address, "ADDRESS").replace(own or "\0", "OWN")
    body = re.sub(r'(name="csrfmiddlewaretoken" value=|nonce=|data-account=)"[^"]*"', r"\1", body)
    headers = {name: value for name, value in answer.headers.items() if name not in {"Expires", "Date"}}
    headers["Content-Security-Policy"] = re.sub(r"'nonce-[^']*'", "", headers["Content-Security-Policy"])
    headers.pop("Content-Length", None)  # of the address
    return answer.status_code, body, headers, set(answer.cookies), len(asked)


@pytest.fixture
def tasks_wait(settings):
    """As on a server: what the queue does, it does after the answer."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.mark.parametrize("door", DOORS)
def test_every_address_is_answered_alike_and_costs_the_same(door, tasks_wait, settings):
    of_none = told(door, "none", settings)
    for kind in KINDS:
        assert told(door, kind, settings) == of_none, kind


def test_a_door_that_tells_is_noticed(tasks_wait, settings):
    """With allauth's own check of a password a confirmed address costs one query less."""
    settings.AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
    assert told("login", "confirmed", settings) != told("login", "none", settings)
