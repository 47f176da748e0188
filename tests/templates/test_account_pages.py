"""The account pages speak with our words, in our frame, and tell what to do next."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client

from network.accounts.enums import Role
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
EMAILS = Path(__file__).resolve().parents[2] / "templates" / "account" / "email"


def body(response: object) -> str:
    text = response.content.decode()  # type: ignore[attr-defined]
    assert '<footer class="footer">' in text
    return text


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/cuenta/login/", "Entrar"),
        ("/cuenta/signup/", "Las cuentas se abren por invitación"),
        ("/cuenta/inactive/", "Esta cuenta está cerrada"),
        ("/cuenta/confirm-email/", "Confirme su correo"),
        ("/cuenta/confirm-email/nada/", "Confirme su correo"),
        ("/cuenta/password/reset/", "Recuperar mi contraseña"),
        ("/cuenta/password/reset/done/", "Revise su correo"),
        ("/cuenta/password/reset/key/1-nada/", "Este enlace ya no sirve"),
        ("/cuenta/password/reset/key/done/", "Su contraseña cambió"),
        ("/en/cuenta/login/", "Log in"),
    ],
)
def test_a_visitor_reads_our_words(path: str, heading: str) -> None:
    assert f"<h1>{heading}</h1>" in body(Client().get(path))


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/cuenta/email/", "Mi correo"),
        ("/cuenta/password/change/", "Cambiar contraseña"),
        ("/cuenta/logout/", "Salir"),
        ("/cuenta/reauthenticate/", "Confirme que es usted"),
    ],
)
def test_someone_who_has_entered_reads_our_words(
    path: str, heading: str, log_in: Callable[..., Client]
) -> None:
    user = UserFactory(factor=False)
    user.set_password("una-frase-larga-9")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    assert f"<h1>{heading}</h1>" in body(log_in(Role.MEMBER, user=user).get(path))


def test_the_login_page_says_how_one_comes_by_an_account() -> None:
    assert "Las cuentas se abren por invitación." in body(Client().get("/cuenta/login/"))


def test_a_failed_login_keeps_the_address_and_names_the_mistake_at_the_top() -> None:
    page = body(Client().post("/cuenta/login/", {"login": "alguien@ejemplo.invalid", "password": "no"}))
    assert '<div class="error-summary" role="alert" tabindex="-1">' in page
    assert 'value="alguien@ejemplo.invalid"' in page


def test_a_missing_field_is_linked_from_the_top() -> None:
    page = body(Client().post("/cuenta/login/", {"login": "", "password": ""}))
    assert '<a href="#id_login">' in page
    assert 'aria-invalid="true"' in page


def test_asking_for_a_new_password_looks_the_same_for_every_address() -> None:
    known = UserFactory()
    EmailAddress.objects.create(user=known, email=known.email, primary=True, verified=True)
    for address in (known.email, "nadie@ejemplo.invalid"):
        response = Client().post("/cuenta/password/reset/", {"email": address})
        assert response["Location"] == "/cuenta/password/reset/done/"
    assert [message.subject for message in mail.outbox] == [
        "Entramado: Elija una contraseña nueva",
        "Entramado: No hay una cuenta con este correo",
    ]
    assert all("Hola:" in message.body and "signup" not in message.body for message in mail.outbox)


def test_she_is_told_of_a_changed_password_when_notifications_are_on(
    log_in: Callable[..., Client], settings: Any
) -> None:
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    user = UserFactory(factor=False)
    user.set_password("una-frase-larga-9")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    new = {
        "oldpassword": "una-frase-larga-9",
        "password1": "otra-frase-larga-8",
        "password2": "otra-frase-larga-8",
    }
    log_in(Role.MEMBER, user=user).post("/cuenta/password/change/", new)
    assert [message.subject for message in mail.outbox] == ["Entramado: Cambió la contraseña de su cuenta"]
    assert "Si no fue usted, cambie de inmediato su contraseña" in mail.outbox[0].body


@pytest.mark.parametrize("path", sorted(EMAILS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_message_is_drawn_in_spanish(path: Path) -> None:
    names = ("password_reset_url", "activate_url", "email", "ip", "from_email", "to_email", "deleted_email")
    context = dict.fromkeys(names, "x") | {"timestamp": "hoy", "current_site": {"domain": "ejemplo.invalid"}}
    text = render_to_string(f"account/email/{path.name}", context)
    if path.stem.endswith("_subject"):
        assert text.strip().count("\n") == 0
    else:
        assert text.startswith("Hola:")


def test_the_link_that_was_sent_lets_her_choose_a_password() -> None:
    user = UserFactory(factor=False)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    client = Client()
    client.post("/cuenta/password/reset/", {"email": user.email})
    link = re.search(r"/cuenta/password/reset/key/\S+", mail.outbox[0].body)
    assert link is not None
    assert "<h1>Elija una contraseña nueva</h1>" in body(client.get(link[0], follow=True))


def test_the_other_pages_of_accounts_are_drawn() -> None:
    for template in ("account/verified_email_required.html", "account/password_reset_done.html", "429.html"):
        assert "<h1>" in render_to_string(template, {"user": None})
