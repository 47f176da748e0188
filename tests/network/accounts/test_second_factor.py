"""A role that sees much does not count until its account has a second factor, by whatever door."""

import re
import secrets
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.accounts.enums import Role
from network.accounts.models import User
from network.accounts.services import grant
from network.accounts.viewer import viewer_for
from network.journal.models import Entry
from tests.conftest import has_just_logged_in
from tests.factories.accounts import UserFactory
from tests.totp import code_of

pytestmark = pytest.mark.django_db
A_PAGE = {"Accept": "text/html,application/xhtml+xml"}
SET_UP = "/cuenta/segundo-factor/"
STRICT = [Role.COORDINATOR, Role.ANALYST, Role.ADMINISTRATOR]


def browser() -> Client:
    """At an address of its own: what is counted there outlives a test."""
    place = f"198.18.{secrets.randbelow(256)}.{secrets.randbelow(256)}"
    return Client(headers=A_PAGE, REMOTE_ADDR=place)


def unprotected(*roles: Role, **fields) -> User:
    user = UserFactory(factor=False, **fields)
    for role in roles:
        grant(user=user, role=role, by=None)
    return user


@pytest.fixture
def enter():
    def entered(user):
        client = browser()
        client.force_login(user)
        has_just_logged_in(client, user)
        return client

    return entered


@pytest.mark.parametrize("role", STRICT)
def test_such_a_role_counts_only_with_a_second_factor(role):
    user = unprotected(Role.MEMBER, role)
    before = viewer_for(user)
    assert ({fact.role for fact in before.grants}, before.awaits_second_factor) == ({Role.MEMBER}, True)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    after = viewer_for(user)
    assert ({fact.role for fact in after.grants}, after.awaits_second_factor) == ({Role.MEMBER, role}, False)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LIAISON])
def test_other_roles_need_none(role):
    viewer = viewer_for(unprotected(role))
    assert (len(viewer.grants), viewer.awaits_second_factor) == (1, False)


def test_recovery_codes_alone_and_a_colleagues_factor_are_none():
    user, colleague = unprotected(Role.ANALYST), UserFactory()
    Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    assert colleague.authenticator_set.count() == 1
    assert viewer_for(user).grants == frozenset()


def test_asking_costs_no_query_more():
    user, other = unprotected(Role.MEMBER, Role.COORDINATOR), UserFactory()
    grant(user=other, role=Role.COORDINATOR, by=None)
    for each in (user, other, unprotected(Role.MEMBER)):
        with CaptureQueriesContext(connection) as asked:
            viewer_for(each)
        told = [query["sql"] for query in asked.captured_queries]
        of_grants = [sql for sql in told if "accounts_grant" in sql]
        of_factors = [sql for sql in told if "mfa_authenticator" in sql]
        assert (len(of_grants), of_factors) == (1, of_grants)


@pytest.mark.parametrize("address", ["/gestion/", "/integrantes/", "/instituciones/", "/", "/en/gestion/"])
def test_a_page_leads_to_the_set_up(enter, address):
    answer = enter(unprotected(Role.COORDINATOR)).get(address)
    assert (answer.status_code, answer["Location"].removeprefix("/en")) == (302, SET_UP)


@pytest.mark.parametrize("address", [SET_UP, "/cuenta/password/change/", "/cuenta/logout/", "/licencia/"])
def test_what_she_needs_meanwhile_stays_open(enter, address):
    user = unprotected(Role.COORDINATOR)
    user.set_password("una-clave-larga-de-prueba")
    user.save()
    assert enter(user).get(address).status_code == 200


@pytest.mark.parametrize(
    "asking",
    [
        {"Accept": "application/json"},
        {"Accept": "image/avif,image/webp,*/*"},
        {**A_PAGE, "HX-Request": "true"},
    ],
)
def test_parts_and_files_are_answered_by_what_counts_and_not_taken_for_where_she_was_going(enter, asking):
    client = enter(unprotected(Role.COORDINATOR))
    assert client.get("/gestion/", headers=asking).status_code == 404
    assert "second_factor_asked_for" not in client.session


@pytest.mark.parametrize("address", ["/cms/", "/cms/pages/", "/cms/images/", "/cms/account/"])
@pytest.mark.parametrize("asking", [A_PAGE, {"Accept": "application/json"}])
def test_the_editor_is_closed_to_a_superuser_without_one(enter, address, asking):
    user = UserFactory(factor=False, is_staff=True, is_superuser=True)
    for send in ("get", "post"):
        answer = getattr(enter(user), send)(address, headers=asking)
        assert (answer.status_code, answer["Location"]) == (302, SET_UP)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    assert enter(user).get("/cms/account/").status_code == 200


def test_she_sets_it_up_keeps_her_codes_and_goes_on_to_what_she_asked_for(enter):
    user = unprotected(Role.COORDINATOR)
    client = enter(user)
    assert client.get("/gestion/solicitudes/?estado=espera")["Location"] == SET_UP
    assert "Su rol lo pide" in client.get(SET_UP).content.decode()
    form = client.get(f"{SET_UP}totp/activate/")
    wrong = client.post(f"{SET_UP}totp/activate/", {"code": "000000"}).content.decode()
    assert "Este código no es correcto" in wrong
    secret = client.session["mfa.totp.secret"]
    assert " ".join(re.findall(".{4}", secret)) in wrong
    assert "data:image/svg+xml" in form.content.decode()
    answer = client.post(f"{SET_UP}totp/activate/", {"code": code_of(secret)})
    assert answer["Location"] == f"{SET_UP}recovery-codes/"
    codes = client.get(answer["Location"]).content.decode()
    assert len(re.findall(r"<code>\d{4} \d{4}</code>", codes)) == 10
    assert 'href="/gestion/solicitudes/?estado=espera"' in codes
    assert client.get("/gestion/solicitudes/?estado=espera").status_code == 200
    assert "second_factor_asked_for" not in client.session
    assert viewer_for(user).has(Role.COORDINATOR)


def test_who_must_say_her_password_first_does_and_comes_back(enter):
    user = unprotected(Role.COORDINATOR)
    user.set_password("una-clave-larga-de-prueba")
    user.save()
    client = enter(user)
    has_just_logged_in(client, user, seconds_ago=601)
    away = client.get(f"{SET_UP}totp/activate/")
    assert away["Location"].startswith("/cuenta/reauthenticate/")
    back = client.post(away["Location"], {"password": "una-clave-larga-de-prueba"})
    assert back["Location"] == f"{SET_UP}totp/activate/"
    assert client.get(back["Location"]).status_code == 200


@pytest.fixture
def protected():
    """An account that logs in with a password and a code; with its secret."""
    user = unprotected(Role.COORDINATOR)
    user.set_password("una-clave-larga-de-prueba")
    user.save()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    secret = generate_totp_secret()
    Authenticator.objects.create(user=user, type="totp", data={"secret": encrypt(secret)})
    return user, secret


def by_password(user) -> Client:
    client = browser()
    said = {"login": user.email, "password": "una-clave-larga-de-prueba"}
    answer = client.post("/cuenta/login/?next=/gestion/", said)
    assert answer["Location"].startswith(f"{SET_UP}authenticate/")
    return client


def test_the_password_alone_does_not_let_her_in(protected):
    client = by_password(protected[0])
    assert client.get("/gestion/")["Location"].startswith("/cuenta/login/")
    assert "_auth_user_id" not in client.session


def test_password_and_code_let_her_in_and_a_code_only_once(protected):
    user, secret = protected
    said = {"code": code_of(secret)}
    assert by_password(user).post(f"{SET_UP}authenticate/", said)["Location"] == "/gestion/"
    again = by_password(user).post(f"{SET_UP}authenticate/", said)
    assert "Este código no es correcto" in again.content.decode()


def test_a_code_is_used_up_as_long_as_it_would_be_right(protected):
    user, secret = protected
    with time_machine.travel(time.time(), tick=False) as clock:
        said = {"code": code_of(secret, steps=1)}  # her clock is fast
        assert by_password(user).post(f"{SET_UP}authenticate/", said).status_code == 302
        clock.shift(40)
        assert by_password(user).post(f"{SET_UP}authenticate/", said).status_code == 200


def test_a_recovery_code_lets_in_once(protected):
    user, _secret = protected
    first = RecoveryCodes.activate(user).get_unused_codes()[0]
    said = {"code": f"{first[:4]} {first[4:]}"}
    assert by_password(user).post(f"{SET_UP}authenticate/", said)["Location"] == "/gestion/"
    assert by_password(user).post(f"{SET_UP}authenticate/", said).status_code == 200


def test_codes_cannot_be_guessed_at_will(protected):
    user, secret = protected
    client = by_password(user)
    for _attempt in range(10):
        client.post(f"{SET_UP}authenticate/", {"code": "000000"})
    late = client.post(f"{SET_UP}authenticate/", {"code": code_of(secret)})
    assert "Demasiados intentos" in late.content.decode()


def test_secrets_cannot_be_read_in_the_database_nor_guessed_with_another_key(settings):
    secret = generate_totp_secret()
    kept = encrypt(secret)
    assert secret not in kept
    assert decrypt(kept) == secret
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert decrypt(kept) == secret
    settings.SECRET_KEY_FALLBACKS = []
    assert len({decrypt(kept), decrypt(kept), secret}) == 3


def test_on_the_machine_a_lost_second_factor_is_taken_off_and_the_journal_says_why(protected):
    user, _secret = protected
    call_command("forget_second_factor", user.email, reason="Perdió su teléfono; se presentó en la oficina")
    assert not viewer_for(user).has(Role.COORDINATOR)
    entry = Entry.objects.get(verb="forget_second_factor")
    assert entry.reason == "Perdió su teléfono; se presentó en la oficina"
    with pytest.raises(CommandError, match="No hay una cuenta"):
        call_command("forget_second_factor", "nadie@ejemplo.invalid", reason="x")


def test_the_accounts_of_the_demonstration_are_exempt_only_where_they_are_named(settings):
    user = unprotected(Role.ADMINISTRATOR)
    assert not viewer_for(user).has(Role.ADMINISTRATOR)
    settings.ENTRAMADO_DEMO_ACCOUNTS = frozenset({user.email})
    assert viewer_for(user).has(Role.ADMINISTRATOR)
    said = "cuentas ficticias de la demostración"
    assert said in " ".join(browser().get("/cuenta/login/").content.decode().split())


def test_she_is_told_by_e_mail_when_a_factor_comes_or_goes(enter, protected):
    user, _secret = protected
    client = enter(user)
    client.post(f"{SET_UP}totp/deactivate/")
    assert [message.subject for message in mail.outbox] == [
        "Entramado: Se quitó un segundo factor de su cuenta"
    ]
    assert client.get("/gestion/")["Location"] == SET_UP
