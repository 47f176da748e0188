"""An e-mail address that is not kept: only whoever brings it again finds what was noted under it."""

from django.conf import settings
from django.utils.crypto import salted_hmac


def key_of(address: str) -> str:
    """Its HMAC under the secret of this installation, which no list of addresses opens without that."""
    return _key(address, settings.SECRET_KEY)


def keys_of(address: str) -> list[str]:
    """Under the secrets that were before, too, so that a changed one loosens no block."""
    return [_key(address, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _key(address: str, secret: str | bytes) -> str:
    plain = address.strip().lower()
    return salted_hmac("people.address", plain, secret=secret, algorithm="sha256").hexdigest()


def hint_of(address: str) -> str:
    """As much of it as its writer needs to know it again in a short list: a…@example.org."""
    name, _at, domain = address.strip().lower().rpartition("@")
    return f"{name[:1]}…@{domain}"
