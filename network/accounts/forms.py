"""allauth's forms, where ours ask or answer otherwise."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .tasks import send_reset

_VALID_FOR = 3 * 30
"""Seconds in which the same code is right: its own half minute, and the one before and after."""


def _as_typed(form: Any, *, recovery: bool) -> None:
    field = form.fields["code"]
    field.label = _("Code of the application or recovery code") if recovery else _("Code of six digits")
    field.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


class _OnceOnly:
    """A code of the application lets in once, as long as it would be right."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_typed(self, recovery=True)

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        used = f"second-factor-used:{self.authenticator.pk}:{''.join(code.split())}"  # type: ignore[attr-defined]
        of_application = self.authenticator.type == Authenticator.Type.TOTP  # type: ignore[attr-defined]
        if of_application and not cache.add(used, 1, _VALID_FOR):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_OnceOnly, base.AuthenticateForm):
    pass


class ReauthenticateForm(_OnceOnly, base.ReauthenticateForm):
    pass


class ActivateTOTPForm(totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_typed(self, recovery=False)


class _NamedKey:
    """allauth gives the field neither words of our languages nor a hint."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]  # type: ignore[attr-defined]
        name.label, name.help_text = (
            _("Name of the key"),
            _("For instance: my office computer, or the blue one."),
        )


class AddWebAuthnForm(_NamedKey, webauthn.AddWebAuthnForm):
    pass


class EditWebAuthnForm(_NamedKey, webauthn.EditWebAuthnForm):
    pass


class LoginForm(account.LoginForm):
    """The way to a new password stands below the form: from one field to the next there is one Tab."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class ResetPasswordForm(account.ResetPasswordForm):
    """Looks nobody up: the task queue does, so that every address is answered alike and as fast."""

    def clean_email(self) -> str:
        return str(get_account_adapter().clean_email(self.cleaned_data["email"].lower()))

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        send_reset.enqueue(
            email=email,
            host=request.get_host(),
            is_secure=request.is_secure(),
            language=get_language() or settings.LANGUAGE_CODE,
        )
        return email
