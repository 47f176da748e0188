"""The link by which whoever has no account sees and changes her own place. Looking at it changes nothing."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

_PLACE = "events.place"


def place_token(uid: UUID) -> str:
    return signing.Signer(salt=_PLACE).sign(str(uid))


def placed_uid(token: str) -> UUID | None:
    """Whose place a token names; nothing where it is none of ours."""
    try:
        return UUID(signing.Signer(salt=_PLACE).unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def place_address(uid: UUID, language: str) -> str:
    """To be sent, in the language of its reader."""
    with translation.override(language):
        where = reverse("event_place", args=[place_token(uid)])
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + where


def event_address(package_id: str, language: str) -> str:
    with translation.override(language):
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("event", args=[package_id])
