"""Signing what a certificate states, and verifying it, with keys that belong to the data.

What is signed is the canonical JSON of the content: keys in order, no spaces, UTF-8.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from ..models import Certificate, SigningKey

_SEAL = b"training.certificates.seal"


def canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def signed(content: Mapping[str, Any]) -> tuple[SigningKey, str]:
    """The signature of the content in hexadecimal, and the key with which it is verified."""
    key, private = _current()
    return key, private.sign(canonical(content)).hex()


def is_genuine(certificate: Certificate) -> bool:
    """Whether its content is what was signed, for this code and this folio."""
    content = certificate.content
    if content.get("code") != certificate.code or content.get("number") != certificate.number:
        return False
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(certificate.key.public))
        public.verify(bytes.fromhex(certificate.signature), canonical(content))
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(key: SigningKey) -> str:
    """By which two people know that they speak of the same key."""
    told = hashlib.sha256(bytes.fromhex(key.public)).hexdigest()[:16]
    return " ".join(told[start : start + 4] for start in range(0, 16, 4))


def _current() -> tuple[SigningKey, Ed25519PrivateKey]:
    """The last pair that this installation can open; where there is none, a new one."""
    seal = _seal()
    for key in SigningKey.objects.order_by("-pk"):
        try:
            raw = seal.decrypt(key.sealed.encode())
        except InvalidToken:
            continue  # sealed under the secret of another installation
        return key, Ed25519PrivateKey.from_private_bytes(raw)
    private = Ed25519PrivateKey.generate()
    made = SigningKey(
        public=private.public_key().public_bytes_raw().hex(),
        sealed=seal.encrypt(private.private_bytes_raw()).decode(),
    )
    made.full_clean()
    made.save()
    return made, private


def _seal() -> Fernet:
    secret = hashlib.sha256(_SEAL + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(secret))
