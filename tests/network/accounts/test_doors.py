"""There is one door to log in. Every address is tried, whoever serves it."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "jacaranda-47-lluvia"
ASKS_FOR_A_PASSWORD = {
    "/cuenta/login/": "the door",
    "/cuenta/password/change/": "of whoever has entered",
    "/cuenta/reauthenticate/": "of whoever has entered",
}


def addresses(patterns=None, prefix: str = "/") -> Iterator[str]:
    """Those that can be written without knowing a record, in Spanish."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            route = "" if entry.pattern.__class__.__name__ == "LocalePrefixPattern" else str(entry.pattern)
            yield from addresses(entry.url_patterns, prefix + route.lstrip("^"))
        elif isinstance(entry, URLPattern):
            route = str(entry.pattern).lstrip("^").rstrip("$")
            if not set(route) & set("<(["):
                yield prefix + route.removesuffix(r"\Z")


@pytest.fixture
def user():
    made = UserFactory(factor=False, is_staff=True, is_superuser=True)
    made.set_password(PASSWORD)
    made.save()
    made.emailaddress_set.create(email=made.email, verified=True, primary=True)
    return made


@pytest.mark.long
def test_credentials_open_the_one_door_alone(user):
    """Under the names that any form for them uses, and in the header."""
    said = dict.fromkeys(("login", "email", "username", "user", "correo"), user.email)
    said |= dict.fromkeys(("password", "password1", "contrasena"), PASSWORD)
    found = sorted(set(addresses()))
    assert len(found) > 100
    opened = set()
    for number, address in enumerate(found):
        client = Client(REMOTE_ADDR=f"198.18.7.{number % 250}", raise_request_exception=False)
        client.post(address, said, headers={"Authorization": "Basic YTpi"})
        if "_auth_user_id" in client.session:
            opened.add(address)
    assert opened == {"/cuenta/login/"}


@pytest.mark.long
@pytest.mark.parametrize("enters", [False, True])
def test_no_other_page_asks_for_a_password(user, enters):
    found = set()
    client = Client(raise_request_exception=False)
    if enters:
        user.authenticator_set.create(type="totp", data={"secret": "x"})
        client.force_login(user)
    for address in sorted(set(addresses()) - {"/cuenta/logout/", "/cms/logout/"}):
        answer = client.get(address)
        if not answer.streaming and b'type="password"' in answer.content:
            found.add(address)
    assert found <= set(ASKS_FOR_A_PASSWORD)
    assert found == ({"/cuenta/login/"} if not enters else set(ASKS_FOR_A_PASSWORD) - {"/cuenta/login/"})


@pytest.mark.parametrize(
    "address",
    ["/cms/password_reset/", "/cms/login/", "/admin/", "/admin/login/", "/accounts/login/", "/cuenta/signup/",
     "/cuenta/segundo-factor/login/", "/cuenta/segundo-factor/webauthn/login/", "/cuenta/login/code/",
     "/cuenta/segundo-factor/signup/", "/_util/login/", "/en/_util/login/"],
)  # fmt: skip
def test_the_other_doors_of_those_who_built_them_are_closed(user, address):
    client = Client()
    answer = client.post(address, {"login": user.email, "username": user.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert b'type="password"' not in answer.content
