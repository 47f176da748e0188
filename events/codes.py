"""What shows that somebody is there: the code of her place, scanned, and the code of the moment, typed.

The code of the moment is the one of RFC 4226 over a secret of the event, of which nothing is kept: it
follows from the event and the secret of the installation.
"""

import base64
import datetime as dt
from uuid import UUID

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import Event

STEP = 60
"""Seconds for which a code is shown; it is taken for as long again, for whoever types slowly."""

_ARRIVAL = "events.arrival"
_MOMENT = "events.moment"


def arrival_token(uid: UUID) -> str:
    """What the code of a place says. It opens nothing to her who bears it, and the place to nobody."""
    return signing.Signer(salt=_ARRIVAL).sign(uid.hex)


def arrived_uid(token: str) -> UUID | None:
    """Whose place a scanned code names; nothing where it is none of ours."""
    try:
        return UUID(signing.Signer(salt=_ARRIVAL).unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def arrival_address(uid: UUID, language: str) -> str:
    """What the camera of a phone opens: a page that asks whoever receives her to confirm."""
    with translation.override(language):
        where = reverse("desk_event_arrival", args=[arrival_token(uid)])
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + where


def code_at(event: Event, now: dt.datetime) -> str:
    """Six digits."""
    return _code(event, _step(now))


def seconds_left(now: dt.datetime) -> int:
    """Until the screen shows another one."""
    return STEP - int(now.timestamp()) % STEP


def is_code_now(event: Event, typed: str, now: dt.datetime) -> bool:
    """Whether it is the code of this moment or the one just before."""
    digits = "".join(typed.split())
    return any(constant_time_compare(digits, _code(event, _step(now) - n)) for n in (0, 1))


def _step(now: dt.datetime) -> int:
    return int(now.timestamp()) // STEP


def _code(event: Event, step: int) -> str:
    key = salted_hmac(_MOMENT, str(event.uid), algorithm="sha256").digest()
    return format_hotp_value(hotp_value(base64.b32encode(key).decode("ascii"), step))
