"""What the links of this room carry. Nothing of it is kept: it can be made again, and only here.

The code of an invitation is 80 bits that anybody can type; the database knows its SHA-256. The other links
are signed. None of them opens anything by being looked at: mail scanners look at all of them.
"""

import datetime as dt
import hashlib
import re
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac

from network.vocabulary.message_links import ToldLink

CONFIRM_WITHIN = dt.timedelta(days=7)
OPEN_WITHIN = dt.timedelta(days=3)

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing that reads as something else
_LENGTH = 16
_MISREAD = str.maketrans("OIL", "011")
_CONFIRM, _OPEN, _ANSWER, _ENTER = "joining.confirm", "joining.open", "joining.answer", "joining.enter"


def code_of(uid: UUID | str, turn: int) -> str:
    """The code of an invitation in its present turn, without hyphens."""
    number = int.from_bytes(salted_hmac("joining.code", f"{uid}:{turn}", algorithm="sha256").digest()[:10])
    return "".join(_SIGNS[(number >> (5 * place)) & 31] for place in range(_LENGTH))


def digest_of(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def typed_code(text: str) -> str:
    """The code that somebody typed, in any case, with or without hyphens; empty where it cannot be one."""
    code = re.sub(r"[\s.\-–—]", "", text[:60]).upper().translate(_MISREAD)
    return code if len(code) == _LENGTH and set(code) <= set(_SIGNS) else ""


def shown_code(code: str) -> str:
    """As it is printed: four groups of four."""
    return "-".join(code[place : place + 4] for place in range(0, _LENGTH, 4))


def confirm_token(uid: UUID) -> str:
    return signing.TimestampSigner(salt=_CONFIRM).sign(str(uid))


def confirmed_uid(token: str) -> str:
    """Whose application a token of `confirm_token` names; empty where it is none, or too old."""
    try:
        return signing.TimestampSigner(salt=_CONFIRM).unsign(token, max_age=CONFIRM_WITHIN)
    except signing.BadSignature:
        return ""


def open_token(uid: UUID, turn: int) -> str:
    return signing.TimestampSigner(salt=_OPEN).sign(f"{uid}.{turn}")


def opened(token: str) -> tuple[str, int]:
    """The application and the turn of its invitation; ("", 0) where it is no such token, or too old."""
    try:
        said = signing.TimestampSigner(salt=_OPEN).unsign(token, max_age=OPEN_WITHIN)
    except signing.BadSignature:
        return "", 0
    uid, _dot, turn = said.partition(".")
    return uid, int(turn)


def answered(token: str) -> tuple[str, int]:
    """Which application may be answered with it, and to which of its questions; ("", 0) where none."""
    try:
        uid, _colon, times = signing.Signer(salt=_ANSWER).unsign(token).partition(".")
    except signing.BadSignature:
        return "", 0
    return uid, int(times)


def entered(token: str) -> str:
    """Whose accepted application lets her in with it; empty where none."""
    try:
        return signing.Signer(salt=_ENTER).unsign(token)
    except signing.BadSignature:
        return ""


def absolute(name: str, *args: str, language: str) -> str:
    """An address to be sent, in the language of its reader."""
    with translation.override(language):
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(name, args=args)


# How a stored message names a link whose secret it does not keep (`vocabulary.message_links`).


def invitation_reference(uid: UUID, turn: int) -> str:
    return f"invitation:{uid}.{turn}"


def answer_reference(uid: UUID, times: int) -> str:
    return f"answer:{uid}.{times}"


def enter_reference(uid: UUID) -> str:
    return f"enter:{uid}"


def invitation_link(said: str, language: str) -> ToldLink:
    uid, _dot, turn = said.partition(".")
    code = shown_code(code_of(uid, int(turn)))
    return ToldLink(
        absolute("invitation", code, language=language), code, absolute("invitation_code", language=language)
    )


def answer_link(said: str, language: str) -> ToldLink:
    token = signing.Signer(salt=_ANSWER).sign(said)
    return ToldLink(absolute("application_answer", token, language=language))


def enter_link(said: str, language: str) -> ToldLink:
    token = signing.Signer(salt=_ENTER).sign(said)
    return ToldLink(absolute("application_enter", token, language=language))
