"""The link by which a superior without an account answers, and the addresses that messages bear."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from .models import Edition, SuperiorConsent

_CONSENT = "training.consent"


def consent_token(consent: SuperiorConsent) -> str:
    return signing.Signer(salt=_CONSENT).sign(str(consent.uid))


def consent_by(token: str) -> SuperiorConsent | None:
    """Which one a token names; nothing where it is none of ours."""
    try:
        uid = UUID(signing.Signer(salt=_CONSENT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    rows = SuperiorConsent.objects.select_related(
        "enrolment__edition__version__curriculum", "enrolment__person__account"
    )
    return rows.filter(uid=uid).first()


def consent_address(consent: SuperiorConsent, language: str) -> str:
    return _whole("training_consent", consent_token(consent), language)


def edition_address(edition: Edition, language: str) -> str:
    return _whole("edition", edition.package_id, language)


def _whole(name: str, argument: str, language: str) -> str:
    with translation.override(language):
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(name, args=[argument])
