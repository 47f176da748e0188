"""Which roles need a second factor, who has one, and how its secrets are kept."""

import base64
import secrets
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from network.journal.services import record
from network.office.kept import facts

from .enums import Role
from .models import User

NEEDED_BY = frozenset({Role.COORDINATOR, Role.ANALYST, Role.ADMINISTRATOR})
"""A grant of these does not count until the account has a second factor."""
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def protects(user: str) -> Exists:
    """For a queryset whose field of that name is the account: whether it has a second factor."""
    return Exists(Authenticator.objects.filter(user=OuterRef(user), type__in=FACTORS))


def is_exempt(user: Any) -> bool:
    """Fictitious accounts of the demonstration, which exist on one machine alone."""
    return user.email in settings.ENTRAMADO_DEMO_ACCOUNTS


def is_protected(user: Any) -> bool:
    """Whether she may do what asks for a second factor; one query."""
    return is_exempt(user) or Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def forget(*, user: User, by: User | None, reason: str) -> int:
    """Take every second factor and recovery code off an account that lost them; how many there were.

    Her roles that need one count again once she has set up another.
    """
    number, _rows = Authenticator.objects.filter(user=user).delete()
    record(verb="forget_second_factor", subject=user, by=by, reason=reason)
    return number


class SecondFactorAdapter(DefaultMFAAdapter):
    """allauth's second factor with our words; secrets are unreadable in a copy of the database alone."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or was used already. Write the one that is shown now."),
        "unverified_email": _("Confirm the e-mail of your account first: the link was sent to it."),
        "cannot_generate_recovery_codes": _("Set up an application or a key first."),
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return str(_("Key %(n)s") % {"n": number})

    def get_totp_issuer(self) -> str:
        return facts().network_name or "Entramado"

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """What was encrypted; of what another SECRET_KEY wrote, a secret that no code fits."""
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode("ascii")


def _keys() -> MultiFernet:
    salt = "network.accounts.second_factor"
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    made = [salted_hmac(salt, "kept", secret=key, algorithm="sha256").digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])
