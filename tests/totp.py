"""The codes of six digits that an application shows (RFC 6238), computed apart from what checks them."""

import base64
import hashlib
import hmac
import time


def code_of(secret: str, steps: int = 0) -> str:
    """What it shows now for that secret, or so many half minutes later."""
    counter = int(time.time()) // 30 + steps
    digest = hmac.new(base64.b32decode(secret), counter.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
